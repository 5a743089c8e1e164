"""Refuses items that their newsroom does not want to be published."""

from __future__ import annotations

from audiocast.errors import SourceError

_UNPUBLISHABLE = frozenset({"withheld", "canceled", "cancelled", "embargoed"})


def is_unpublishable(status: str) -> bool:
    """Whether the status of an item says that it must not be published.

    Source: the IPTC's publishing status (ninjs, pubstatus; NITF, docdata's management-status).
    """
    return status.lower() in _UNPUBLISHABLE


def refuse_unpublishable(status: str, name: str) -> None:
    """Raise SourceError where the status of an item says that it must not be published."""
    if is_unpublishable(status):
        raise SourceError(f"{name} is {status.lower()} by its newsroom", "Ask the newsroom for an item that is usable")
