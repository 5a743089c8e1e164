"""Reads a TOML file into a frozen model; an error names file, key, what was found and what is allowed."""

from __future__ import annotations

import dataclasses
import difflib
import re
import tomllib
import typing
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from audiocast.errors import ConfigError
from audiocast.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

Model = TypeVar("Model")

_PLACE = re.compile(r" - at `\$\.?([^`]*)`$")
_MISSING = re.compile(r"missing required field `(.+?)`")
_FOUND_BY_US = frozenset({"name", "folder"})
_PLAIN = {str: "text", int: "a whole number", float: "a number", bool: "true or false", dict: "a table of text"}


def read_toml(path: Path, model: type[Model], **found: object) -> Model:
    """The model that a TOML file describes; `found` are the fields that say where it was found.

    Raises ConfigError.
    """
    data = _parse(path)
    _refuse_unknown_keys(path, data, model, ())
    try:
        return msgspec.convert(data | found, model, strict=True)
    except msgspec.ValidationError as error:
        raise _explain(path, data, model, str(error)) from None


def near(name: str, known: Iterable[str]) -> str:
    """A phrase that names what there is, the nearest to a misspelt name first: "x, y or z"."""
    known = sorted(known)
    close = difflib.get_close_matches(name, known, n=3)
    ordered = [*close, *(other for other in known if other not in close)]
    return listed(ordered)


def listed(names: Sequence[str]) -> str:
    """Names as a phrase: "x, y or z"."""
    return " or ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)


def _parse(path: Path) -> dict[str, Any]:
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise ConfigError(f"{path} cannot be read: {error.strerror}", "Make the file readable") from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path} is not UTF-8 text (byte {error.start})", "Save the file as UTF-8") from error
    try:
        return typing.cast("dict[str, Any]", _cleaned(tomllib.loads(text)))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise ConfigError(f"{path} is not TOML: {error}", "Correct that place in the file") from error


def _cleaned(value: object) -> object:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, dict):
        return {key: _cleaned(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_cleaned(item) for item in value]
    return value


def _refuse_unknown_keys(path: Path, data: dict[str, Any], model: type, above: tuple[str, ...]) -> None:
    fields = _fields(model)
    for key, value in data.items():
        if key not in fields:
            allowed = near(key, fields)
            raise ConfigError(f"{path}, key {_dotted((*above, key))}: no such key", f"Allowed here is {allowed}")
        if isinstance(value, dict) and dataclasses.is_dataclass(kind := _bare(fields[key])):
            _refuse_unknown_keys(path, value, typing.cast("type", kind), (*above, key))


def _explain(path: Path, data: dict[str, Any], model: type, message: str) -> ConfigError:
    match = _PLACE.search(message)
    keys = re.findall(r"[^.\[\]]+", match[1]) if match else []
    if missing := _MISSING.search(message):
        keys = [*keys, missing[1]]
        found = "missing"
    else:
        found = f"found {_look_up(data, keys)!r}"
    return ConfigError(f"{path}, key {_dotted(keys)}: {found}", f"Allowed is {_describe(_kind_at(model, keys))}")


def _look_up(data: object, keys: Sequence[str]) -> object:
    for key in keys:
        if not isinstance(data, dict) or key not in data:
            break
        data = data[key]
    return data


def _kind_at(model: object, keys: Sequence[str]) -> object:
    for key in keys:
        bare = _bare(model)
        if not (isinstance(bare, type) and dataclasses.is_dataclass(bare)):
            break
        model = _fields(bare)[key]
    return model


def _fields(model: type) -> dict[str, object]:
    hints = typing.get_type_hints(model, include_extras=True)
    return {name: kind for name, kind in hints.items() if name not in _FOUND_BY_US}


def _bare(kind: object) -> object:
    """A type without its constraints and without None."""
    while typing.get_origin(kind) is not None and typing.get_origin(kind) is not dict:
        kind = typing.get_args(kind)[0]
    return typing.get_origin(kind) or kind


def _describe(kind: object) -> str:
    for part in (kind, *typing.get_args(kind)):
        for meta in getattr(part, "__metadata__", ()):
            if isinstance(meta, msgspec.Meta) and meta.description:
                return meta.description
    if typing.get_origin(kind) is tuple:
        return "a list of texts"
    bare = _bare(kind)
    if isinstance(bare, type) and dataclasses.is_dataclass(bare):
        return f"a table with the keys {near('', _fields(bare)).replace(' or ', ' and ')}"
    return _PLAIN.get(typing.cast("type", bare), str(bare))


def _dotted(keys: Sequence[str]) -> str:
    return ".".join(keys)
