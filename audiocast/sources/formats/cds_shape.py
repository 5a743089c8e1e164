"""The shape of a story document of NPR's Content Distribution Service: its texts, and the assets of its layout.

An asset is named by a link into the document ("#/assets/1"), and says what it is by the profile whose link has the
rel "type". Source: npr.github.io/content-distribution-service, API reference, profiles.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from audiocast.errors import SourceError
from audiocast.sources.formats.json_values import record, records, text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from audiocast.sources.formats.json_values import Object

_ASSETS = "#/assets/"
_PROMOTES = frozenset({"promo-card", "audio-card", "video-carousel-card"})
"""What leads to other documents, with all that is laid out in it."""


@dataclass(frozen=True, slots=True)
class Asset:
    """An asset and what it is; it may be laid out in one that promotes something else."""

    identifier: str
    kind: str
    value: Object
    is_promotion: bool = False

    @property
    def key(self) -> str | int:
        """What tells an asset from all others; one that stands in its link need not have an identifier."""
        return self.identifier or id(self.value)


@dataclass(frozen=True, slots=True)
class Item:
    """A story document: the fields that it has itself, and its assets by what they are for.

    Of the images, the primary one is the first. What is `unplaced` has no part in anything else.
    """

    value: Object
    kind: str
    address: str
    bylines: tuple[Asset, ...]
    images: tuple[Asset, ...]
    layout: tuple[Asset, ...]
    notes: tuple[Asset, ...]
    corrections: tuple[Asset, ...]
    organisations: tuple[str, ...]
    unplaced: tuple[Asset, ...]


def is_cds(value: Object) -> bool:
    """Whether a JSON object has the shape of a document of CDS: profiles that are links."""
    links = [text(each, "href") for each in records(value.get("profiles"))]
    return isinstance(value.get("profiles"), list) and any("profiles/" in link for link in links)


def stories(value: Object, name: str) -> Object:
    """The one document in an answer of the service; any other object as it is. Raises SourceError for several."""
    resources = value.get("resources")
    if not isinstance(resources, list) or is_cds(value):
        return value
    documents = [each for each in records(resources) if is_cds(each)]
    if len(documents) > 1:
        raise SourceError(f"{name} has {len(documents)} documents", "Ask the service for one document by its id")
    return documents[0] if documents else value


def item(value: Object) -> Item:
    """The item of a document."""
    assets = record(value.get("assets"))

    def linked(key: str) -> tuple[Asset, ...]:
        return tuple(_assets(records(value.get(key)), assets))

    images = sorted(records(value.get("images")), key=lambda link: "primary" not in _rels(link))
    pages = records(value.get("webPages"))
    layout = tuple(_laid_out(value, assets)) or tuple(_texts_of(assets))
    parts = {key: linked(key) for key in ("bylines", "notes", "corrections")}
    shown = tuple(_assets(images, assets))
    placed = {asset.key for asset in (*layout, *shown, *(each for part in parts.values() for each in part))}
    return Item(
        value=value,
        kind=_kind(value),
        address=next((text(page, "href") for page in pages if "canonical" in _rels(page)), ""),
        images=shown,
        layout=layout,
        **parts,
        organisations=tuple(
            found
            for key in ("brandings", "owners")
            for link in records(value.get(key))
            if (found := text(record(link.get("embed")), "displayName", "name"))
        ),
        unplaced=tuple(each for each in _all(assets) if each.key not in placed),
    )


def _kind(value: Object) -> str:
    """The name of the profile that says what a document is."""
    links = records(value.get("profiles"))
    typed = [text(link, "href") for link in links if "type" in _rels(link)]
    return next(iter(typed or [text(link, "href") for link in links[:1]]), "").rpartition("/")[2].lower()


def _rels(link: Object) -> list[str]:
    rels = link.get("rels")
    return [each for each in rels if isinstance(each, str)] if isinstance(rels, list) else []


def _assets(links: list[Object], assets: Object) -> Iterator[Asset]:
    """The assets that links lead to; one may be in the link itself, where the service was asked to put it there."""
    for link in links:
        identifier = text(link, "href", "value").removeprefix(_ASSETS)
        value = record(assets.get(identifier)) or record(link.get("embed"))
        if value:
            yield Asset(identifier, _kind(value), value)


def _laid_out(value: Object, assets: Object) -> Iterator[Asset]:
    """The assets of a layout in its order, those of a container below it; none comes twice."""
    seen: set[str | int] = set()
    waiting = [(link, False) for link in reversed(records(value.get("layout")))]
    while waiting:
        link, is_promotion = waiting.pop()
        for asset in _assets([link], assets):
            if asset.key in seen:
                continue
            seen.add(asset.key)
            yield replace(asset, is_promotion=is_promotion)
            below = records(asset.value.get("layout"))
            waiting += [(each, is_promotion or asset.kind in _PROMOTES) for each in reversed(below)]


def _all(assets: Object) -> Iterator[Asset]:
    yield from (Asset(key, _kind(each), each) for key, each in assets.items() if isinstance(each, dict))


def _texts_of(assets: Object) -> Iterator[Asset]:
    """The texts of a document without a layout, else its transcripts."""
    texts = [each for each in _all(assets) if each.kind == "text"]
    yield from texts or [each for each in _all(assets) if each.kind == "transcript"]
