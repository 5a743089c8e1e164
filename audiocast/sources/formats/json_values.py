"""Reads JSON leniently: what is absent or of another type than a format says is empty, and never an error."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from audiocast.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Mapping

Object = dict[str, Any]


def parse(text: str, name: str) -> Any:
    """The value of a JSON text; raises SourceError where it is none, or is nested too deeply to be read."""
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        problem = f"{name} is broken JSON: {error.msg} ({place})"
        raise SourceError(problem, "Export it again, whole") from None
    except RecursionError:
        raise SourceError(f"{name} is JSON nested too deeply", "Export the story alone") from None
    except ValueError as error:
        raise SourceError(f"{name} is JSON that cannot be read: {str(error)[:80]}", "Export it again") from None


def text(value: Mapping[str, Any], *keys: str) -> str:
    """The first text with words among the values of some keys."""
    for key in keys:
        found = value.get(key)
        if isinstance(found, str) and found.strip():
            return found
    return ""


def record(value: object) -> Object:
    """A JSON object."""
    return value if isinstance(value, dict) else {}


def records(value: object) -> list[Object]:
    """The objects in a JSON array; those of an object of objects, and a lone text as `{"value": text}`, count too."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, str):
        value = [value]
    if not isinstance(value, list):
        return []
    return [each if isinstance(each, dict) else {"value": each} for each in value if isinstance(each, dict | str)]
