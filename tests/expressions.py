"""Finds the compiled expressions of audiocast, and compares what each costs on a text and on one four times as long."""

from __future__ import annotations

import ast
import dataclasses
import re
import time
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from typing import TYPE_CHECKING, Any

import audiocast

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from types import ModuleType

    from tests.adversary import Pump

_METHODS = r"match|fullmatch|search|split|findall|finditer|sub"
_SIZES = (6, 12, 25, 50, 100, 200, 400, 800, 1_600, 3_200, 6_400, 12_800)
"""Each but the first two is about four times the one two places before it."""
_ENOUGH = 0.004
FOLDER = Path(audiocast.__file__).parent


@dataclasses.dataclass(frozen=True, slots=True)
class Expression:
    """A compiled expression, where it stands, and the methods that its users call."""

    name: str
    pattern: re.Pattern[Any]
    methods: frozenset[str]


def expressions() -> list[Expression]:
    """The expressions that modules hold, alone or in their tables, and that their builders without arguments return."""
    found: dict[re.Pattern[Any], Expression] = {}
    for module in _modules():
        for name, value in vars(module).items():
            if callable(value) and getattr(value, "__module__", None) != module.__name__:
                continue
            for pattern in _inside(_built(value)):
                found.setdefault(pattern, Expression(f"{module.__name__}.{name}", pattern, _methods(module, name)))
    return list(found.values())


def written() -> dict[str, str]:
    """The expressions that stand as they are in a call of `re.compile`, with the file."""
    found = {}
    for path in FOLDER.rglob("*.py"):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and ast.unparse(call.func) == "re.compile":
                first = call.args[0]
                if isinstance(first, ast.Constant):
                    found[str(first.value)] = path.name
    return found


def steepest(function: Callable[[str], object], made: Iterable[Pump], top: int, floor: float, most: float) -> str:
    """What grew more than `most` times from a text to one four times as long; empty where nothing did.

    Costs are processor seconds, the least of several tries; under `floor` they say nothing.
    """
    sizes = [size for size in _SIZES if size <= top]
    for pump in made:
        costs: list[float] = []
        for size in sizes:
            costs.append(_cost(function, pump.text(size), 1))
            if len(costs) < 3 or costs[-1] < floor:
                continue
            quarter = sizes[len(costs) - 3]
            if costs[-1] > most * costs[-3] and all(_grows(function, pump, quarter, floor, most) for _ in range(3)):
                return f"{pump}: more than {most:g} times from {quarter} to {size} characters"
            if costs[-1] > _ENOUGH:
                break
    return ""


def _grows(function: Callable[[str], object], pump: Pump, quarter: int, floor: float, most: float) -> bool:
    """Whether the cost grows more than `most` times from a quarter of a text on, and more than its root from a half on.

    A bounded repeat costs its square only up to its bound: then the last doubling is one of cost as well.
    """
    long, half, short = (
        _cost(function, pump.text(times * quarter), tries) for times, tries in ((4, 5), (2, 10), (1, 20))
    )
    return long > floor and long > most * short and long > half * most**0.5


def method(pattern: re.Pattern[Any], name: str) -> Callable[[str], object]:
    """A method of an expression, as a function of the text alone that does all its work."""
    called = getattr(pattern, name)
    encoded: Callable[[str], Any] = _latin_1 if isinstance(pattern.pattern, bytes) else str
    if name == "sub":
        return lambda text: called(encoded(""), encoded(text))
    return lambda text: all(called(encoded(text))) if name == "finditer" else called(encoded(text))


def _latin_1(text: str) -> bytes:
    return text.encode("latin-1", "replace")


def _cost(function: Callable[[Any], object], text: Any, tries: int) -> float:
    best = float("inf")
    for _ in range(tries):
        start = time.process_time()
        function(text)
        best = min(best, time.process_time() - start)
    return max(best, 1e-7)


def _modules() -> Iterator[ModuleType]:
    for each in walk_packages(audiocast.__path__, "audiocast."):
        if not each.name.endswith("__main__"):
            yield import_module(each.name)


def _built(value: Any) -> Any:
    """What a cached builder returns; any other value as it is."""
    if not hasattr(value, "cache_info"):
        return value
    try:
        return value()
    except TypeError:
        return None


def _inside(value: Any) -> Iterator[re.Pattern[Any]]:
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _inside(each)
    elif isinstance(value, list | tuple | set | frozenset):
        for each in value:
            yield from _inside(each)
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        for field in dataclasses.fields(value):
            yield from _inside(getattr(value, field.name))


def _methods(module: ModuleType, name: str) -> frozenset[str]:
    """The methods called by the expression's name: anywhere if that is public, else in its own module."""
    own = Path(str(module.__file__))
    paths = [own] if name.startswith("_") else [*FOLDER.rglob("*.py")]
    call = re.compile(rf"\b{name}(?:\(\))?\.({_METHODS})\b")
    return frozenset(found for path in paths for found in call.findall(path.read_text(encoding="utf-8")))
