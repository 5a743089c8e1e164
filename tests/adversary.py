"""Writes texts that cost a regular expression most: its own repeats pumped up, after what comes before them in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib import import_module
from itertools import product
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_PARSER: Any = import_module("re._parser")
_OPCODES: Any = import_module("re._constants")
_REPEATS = (_OPCODES.MAX_REPEAT, _OPCODES.MIN_REPEAT, _OPCODES.POSSESSIVE_REPEAT)
_COMMON = " aA1,.-/(\"'<:\n\té_"
_CATEGORIES: dict[Any, Callable[[str], bool]] = {
    _OPCODES.CATEGORY_DIGIT: str.isdigit,
    _OPCODES.CATEGORY_NOT_DIGIT: lambda one: not one.isdigit(),
    _OPCODES.CATEGORY_SPACE: str.isspace,
    _OPCODES.CATEGORY_NOT_SPACE: lambda one: not one.isspace(),
    _OPCODES.CATEGORY_WORD: lambda one: one.isalnum() or one == "_",
    _OPCODES.CATEGORY_NOT_WORD: lambda one: not (one.isalnum() or one == "_"),
}
_ENDS = ("", "\x00")


@dataclass(frozen=True, slots=True)
class Pump:
    """A text of any length: what it opens with, what is repeated, and what makes the match fail at last."""

    lead: str
    piece: str
    end: str

    def text(self, size: int) -> str:
        """The text, of so many characters and its end."""
        return (self.lead + self.piece * (size // len(self.piece) + 1))[:size] + self.end


def pumps(pattern: re.Pattern[Any]) -> list[Pump]:
    """All pumps of an expression: runs of single characters, its whole samples, and each of its repeats."""
    source = pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")
    tree = _PARSER.parse(source, pattern.flags & ~re.UNICODE & ~re.DEBUG)
    own = "".join(dict.fromkeys(_COMMON + "".join(_literals(tree))))
    found: dict[tuple[str, str], None] = {("", one): None for one in own[:60]}
    for fullness, favourite in product((0, 1), ("", " ", "A", "1")):
        sampler = _Sampler(favourite + own, fullness)
        for lead, body in sampler.repeats(tree, ""):
            for piece in dict.fromkeys(body[: 3 if favourite else 12]):
                found |= {(lead, piece): None, ("", lead + piece): None}
            if lead:
                found["", lead] = None
        if whole := sampler.sample(tree):
            found |= {("", whole): None, ("", whole[:-1] or whole): None}
    return [Pump(lead, piece, end) for (lead, piece), end in product(found, _ENDS) if piece]


def _literals(tree: Any) -> Iterator[str]:
    """The characters that an expression names, a few of each class; letters beside their like count once."""
    for opcode, argument in _items(tree):
        if opcode is _OPCODES.LITERAL:
            if not chr(argument).isalnum():
                yield chr(argument)
        elif opcode is _OPCODES.IN:
            for kind, value in argument:
                if kind is _OPCODES.LITERAL:
                    yield chr(value)
                elif kind is _OPCODES.RANGE:
                    yield chr(value[0])


def _items(tree: Any) -> Iterator[tuple[Any, Any]]:
    for opcode, argument in tree:
        yield opcode, argument
        for child in _children(opcode, argument):
            yield from _items(child)


def _children(opcode: Any, argument: Any) -> list[Any]:
    if opcode in _REPEATS:
        return [argument[2]]
    if opcode is _OPCODES.BRANCH:
        return list(argument[1])
    if opcode is _OPCODES.SUBPATTERN:
        return [argument[3]]
    if opcode is _OPCODES.ATOMIC_GROUP:
        return [argument]
    if opcode in (_OPCODES.ASSERT, _OPCODES.ASSERT_NOT):
        return [argument[1]]
    return [child for child in argument[1:] if child] if opcode is _OPCODES.GROUPREF_EXISTS else []


@dataclass(frozen=True, slots=True)
class _Sampler:
    """Writes what an expression matches, from the characters given, the first ones first; `fullness` is 0 or 1.

    That is how often what may be left out is written.
    """

    characters: str
    fullness: int

    def sample(self, tree: Any) -> str:
        return "".join(self._one(opcode, argument) for opcode, argument in tree)

    def repeats(self, tree: Any, lead: str) -> Iterator[tuple[str, list[str]]]:
        """What stands before each repeat that may be long, and the texts it may repeat."""
        for opcode, argument in tree:
            if opcode in _REPEATS and argument[1] > 3:
                yield lead, self._bodies(argument[2])
            for child in _children(opcode, argument):
                yield from self.repeats(child, lead)
            lead += self._one(opcode, argument)

    def _bodies(self, tree: Any) -> list[str]:
        if len(tree) == 1 and tree[0][0] in (_OPCODES.IN, _OPCODES.ANY, _OPCODES.NOT_LITERAL):
            return [one for one in self.characters if _fits(tree[0][0], tree[0][1], one)] or [self.sample(tree)]
        if len(tree) == 1 and tree[0][0] is _OPCODES.SUBPATTERN:
            return self._bodies(tree[0][1][3])
        if len(tree) == 1 and tree[0][0] is _OPCODES.BRANCH:
            return [body for branch in tree[0][1][1] for body in self._bodies(branch)]
        return [body for body in (self.sample(tree), _Sampler(self.characters, 1 - self.fullness).sample(tree)) if body]

    def _one(self, opcode: Any, argument: Any) -> str:
        if opcode is _OPCODES.LITERAL:
            return chr(argument)
        if opcode in (_OPCODES.IN, _OPCODES.ANY, _OPCODES.NOT_LITERAL):
            return next((one for one in self.characters if _fits(opcode, argument, one)), _any(opcode, argument))
        if opcode in _REPEATS:
            return self.sample(argument[2]) * int(max(argument[0], min(argument[1], self.fullness)))
        if opcode is _OPCODES.BRANCH:
            return self.sample(argument[1][0])
        if opcode in (_OPCODES.ASSERT, _OPCODES.ASSERT_NOT):
            return ""
        children = _children(opcode, argument)
        return self.sample(children[0]) if children else ""


def _any(opcode: Any, argument: Any) -> str:
    """A character of a class that has none of the common ones."""
    return next((chr(code) for code in range(0x3000) if _fits(opcode, argument, chr(code))), "")


def _fits(opcode: Any, argument: Any, one: str) -> bool:
    if opcode is _OPCODES.ANY:
        return True
    if opcode is _OPCODES.NOT_LITERAL:
        return bool(ord(one) != argument)
    is_in, is_negated = False, False
    for kind, value in argument:
        if kind is _OPCODES.NEGATE:
            is_negated = True
        elif kind is _OPCODES.LITERAL:
            is_in |= ord(one) == value
        elif kind is _OPCODES.RANGE:
            is_in |= value[0] <= ord(one) <= value[1]
        elif kind is _OPCODES.CATEGORY:
            is_in |= _CATEGORIES[value](one)
    return is_in is not is_negated
