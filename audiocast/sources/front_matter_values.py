"""Reads the keys and values of front matter, in YAML or TOML, with the lines on which each stands."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_MOST_BRACKETS, _DEEPEST, _MOST_VALUES = 100, 8, 20_000
_NOTHING = frozenset({"null", "~"})
_AT_LINE = re.compile(r"\(at line (\d{1,4}), column \d{1,6}\)")
_TOO_DEEP = "it is nested too deeply"
KEY_LINES = {
    "YAML": re.compile(r"[\w-]{1,60}\s{0,9}:(?:\s|$)"),
    "TOML": re.compile(r"[\w.\"-]{1,80}\s{0,9}=|\[{1,2}[\w.\"-]{1,80}\]{1,2}\s{0,9}$"),
}
"""What a line looks like that names a key, in each kind of front matter."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A key and its value: a text, a list of values, or the pairs of a mapping; `start` to `stop` are its lines.

    Lines are half open and counted from the block's first, which is 0. A table of TOML is a pair for each line of it.
    """

    key: str
    value: Value
    start: int
    stop: int


Value = str | list[Any] | tuple[Pair, ...]


class BrokenError(Exception):
    """A block cannot be read, or holds what it may not; `line` counts from the block's first, which is 0."""

    def __init__(self, line: int, problem: str, remedy: str) -> None:
        super().__init__(problem)
        self.line, self.problem, self.remedy = line, problem, remedy


def pairs(kind: str, lines: Sequence[str]) -> tuple[Pair, ...] | None:
    """The pairs of a block of "YAML" or "TOML"; None where it is no mapping; raises BrokenError where it is broken."""
    text = "\n".join(lines)
    if text.count("[") + text.count("{") > _MOST_BRACKETS:
        raise BrokenError(0, "is nested too deeply", "Write plain keys and values")
    return _yaml(text, len(lines)) if kind == "YAML" else _toml(text, lines)


def _yaml(text: str, stop: int) -> tuple[Pair, ...] | None:
    import yaml

    try:
        node = yaml.compose(text, Loader=yaml.BaseLoader)
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or _TOO_DEEP
        raise BrokenError(mark.line if mark else 0, f"is not YAML: {problem}", "Correct that line") from None
    return _of_mapping(node, stop, 0, count()) if isinstance(node, yaml.MappingNode) else None


def _of_mapping(node: Any, stop: int, depth: int, seen: count[int]) -> tuple[Pair, ...]:
    starts = [key.start_mark.line for key, _ in node.value]
    stops = [*starts[1:], stop]
    return tuple(
        Pair(str(key.value), _of_node(value, max(end, start + 1), depth + 1, seen), start, max(end, start + 1))
        for (key, value), start, end in zip(node.value, starts, stops, strict=True)
    )


def _of_node(node: Any, stop: int, depth: int, seen: count[int]) -> Value:
    """The value of a node; nothing for one that its aliases make endless or huge."""
    if depth > _DEEPEST or next(seen) > _MOST_VALUES:
        return ""
    if node.id == "mapping":
        return _of_mapping(node, stop, depth, seen)
    if node.id == "sequence":
        stops = [*(each.start_mark.line for each in node.value[1:]), stop]
        return [_of_node(each, end, depth + 1, seen) for each, end in zip(node.value, stops, strict=True)]
    text = node.value.strip()
    return "" if text in _NOTHING else text


def _toml(text: str, lines: Sequence[str]) -> tuple[Pair, ...] | None:
    try:
        tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        place = _AT_LINE.search(str(error))
        problem = _TOO_DEEP if isinstance(error, RecursionError) else _AT_LINE.sub("", str(error)).strip()
        line = min(int(place[1]), len(lines)) - 1 if place else max(len(lines) - 1, 0)
        raise BrokenError(line, f"is not TOML: {problem}", "Correct that line") from None
    return tuple(_of_statements(lines)) or None


def _of_statements(lines: Sequence[str]) -> Iterator[Pair]:
    """A pair for each statement of a block that is valid as a whole; those of a table stand in pairs of its name."""
    table: list[str] = []
    start = 0
    while start < len(lines):
        stop = start + 1
        while (told := _statement(lines[start:stop])) is None and stop < len(lines):
            stop += 1
        if lines[start].lstrip().startswith("["):
            table = _path(told or {})
        if told:
            inner = {} if lines[start].lstrip().startswith("[") else told
            for key in reversed(table):
                inner = {key: inner}
            yield from _of_table(inner, start, stop, 0)
        start = stop


def _statement(lines: Sequence[str]) -> dict[str, Any] | None:
    try:
        return tomllib.loads("\n".join(lines))
    except tomllib.TOMLDecodeError:
        return None


def _path(table: Mapping[str, Any]) -> list[str]:
    """The names in the head of a table."""
    for key, value in table.items():
        inner = value[0] if isinstance(value, list) else value
        return [key, *_path(inner)]
    return []


def _of_table(table: Mapping[str, Any], start: int, stop: int, depth: int) -> tuple[Pair, ...]:
    return tuple(Pair(key, _of_value(value, start, stop, depth + 1), start, stop) for key, value in table.items())


def _of_value(value: Any, start: int, stop: int, depth: int) -> Value:
    if depth > _DEEPEST:
        return ""
    if isinstance(value, Mapping):
        return _of_table(value, start, stop, depth)
    if isinstance(value, list):
        return [_of_value(each, start, stop, depth + 1) for each in value]
    return str(value).lower() if isinstance(value, bool) else str(value).strip()
