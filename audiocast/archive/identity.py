"""Decides which episode a story is: one that exists, a new one, or an ambiguity that a person must resolve.

An identity is the text a guid is made from: `url:…`, else `id:…`, else `dated:<date>:<headline>`, else
`made:<date first made>:<headline>`; `2*…` and so on where another episode has that identity already.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit, urlunsplit

from audiocast.archive.dates import moment, publication
from audiocast.archive.sketch import similarity
from audiocast.config.zones import zone
from audiocast.errors import ArchiveError
from audiocast.text import clean, slug

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from audiocast.models.article import Article
    from audiocast.models.episode import Episode, Story

PODCAST_NAMESPACE = uuid.UUID("ead4c236-bf58-58c6-a2c6-a6b28d128cb6")
SAME_FROM = 0.55
OTHER_BELOW = 0.3

_TRACKING = re.compile(r"utm_.*|fbclid|gclid|dclid|msclkid|mc_cid|mc_eid|igshid", re.IGNORECASE)
_COUNTER = re.compile(r"^\d+\*")
_DEFAULT_PORTS = {("http", 80), ("https", 443)}


@dataclass(frozen=True, slots=True)
class Decision:
    """Which episode a story is; `existing` is its record, if it has one. `stem` begins the names of its media."""

    id: str
    guid: str
    identity: str
    published: datetime
    existing: Episode | None
    stem: str


@dataclass(frozen=True, slots=True)
class _Candidate:
    """An episode of one story, the identities it answers to, and whether its body is that of the new story."""

    episode: Episode
    identities: frozenset[str]
    headlines: frozenset[str]
    alike: float

    @property
    def kinds(self) -> set[str]:
        return {identity.partition(":")[0] for identity in self.identities}


def decide(
    article: Article,
    sketch: tuple[int, ...],
    *,
    show_guid: str,
    episodes: Sequence[Episode],
    made: datetime,
    timezone: str = "UTC",
    same_as: str = "",
    new: bool = False,
) -> Decision:
    """Which episode a story is; `made` is the given date, else now, with an offset.

    Raises ArchiveError where that is ambiguous or `same_as` names no episode, ConfigError on an unknown time zone.
    """
    home = zone(timezone)
    if same_as and new:
        raise ArchiveError("--same-as and --new contradict each other", "Give one of them")
    identity = _natural(article, moment(made, home))
    existing = _named(same_as, episodes) if same_as else None
    if not same_as and not new:
        existing = _match(article, identity, sketch, episodes)
    others = [episode.published for episode in episodes if episode is not existing]
    published = publication(article.published, existing, made, others, home)
    stem = f"{published.date().isoformat()}-{slug(article.title)}"
    if existing:
        return Decision(existing.id, existing.guid, existing.identity, published, existing, stem)
    identity = _unused(identity, episodes)
    guid = str(uuid.uuid5(uuid.UUID(show_guid), identity))
    return Decision(_new_id(article.title, guid, episodes), guid, identity, published, None, stem)


def podcast_guid(feed_url: str) -> str:
    """The guid of a podcast: UUIDv5 of its first feed URL without scheme and trailing slashes.

    Source: https://podcasting2.org/docs/podcast-namespace/tags/guid
    """
    return str(uuid.uuid5(PODCAST_NAMESPACE, re.sub(r"^[A-Za-z][A-Za-z0-9+.\-]*://", "", feed_url).rstrip("/")))


def canonical_url(url: str) -> str:
    """A story's address as its identity: https, small host, no fragment, tracking or last slash; "" if it is none."""
    try:
        parts = urlsplit(clean(url).strip())
        host, port = parts.hostname, parts.port
    except ValueError:
        return ""
    if parts.scheme.lower() not in {"http", "https"} or not host:
        return ""
    if port and (parts.scheme.lower(), port) not in _DEFAULT_PORTS:
        host = f"{host}:{port}"
    fields = [field for field in parts.query.split("&") if field and not _TRACKING.fullmatch(field.partition("=")[0])]
    return urlunsplit(("https", host, _escaped(parts.path).rstrip("/"), _escaped("&".join(fields)), ""))


def fold_headline(title: str) -> str:
    """A headline as it is compared: without regard to case, spaces and compatibility forms."""
    return " ".join(unicodedata.normalize("NFKC", clean(title)).casefold().split())


def _escaped(part: str) -> str:
    return quote(part, safe="/%:@!$&'()*+,;=?~-._")


def _natural(story: Article, made: datetime) -> str:
    if url := canonical_url(story.url):
        return f"url:{url}"
    if identifier := " ".join(clean(story.identifier).split()):
        return f"id:{identifier}"
    headline = fold_headline(story.title)
    if story.published:
        day = story.published.date() if isinstance(story.published, datetime) else story.published
        return f"dated:{day.isoformat()}:{headline}"
    return f"made:{made.date().isoformat()}:{headline}"


def _candidates(sketch: tuple[int, ...], episodes: Iterable[Episode]) -> list[_Candidate]:
    return [
        _Candidate(
            episode,
            frozenset({_base(episode.identity), _as_told(story, episode)}),
            frozenset({fold_headline(story.title), _headline(_base(episode.identity))}),
            similarity(sketch, story.sketch),
        )
        for episode in episodes
        if len(episode.stories) == 1
        for story in episode.stories
    ]


def _as_told(story: Story, episode: Episode) -> str:
    """The identity of a story as it was last told, which differs from the episode's first one after --same-as."""
    if url := canonical_url(story.url):
        return f"url:{url}"
    base = _base(episode.identity)
    if base.startswith("id:"):  # whether it had its identifier when it was last told, the record does not say
        return base
    kind = "dated" if story.dated else "made"
    return f"{kind}:{episode.published.date().isoformat()}:{fold_headline(story.title)}"


def _base(identity: str) -> str:
    return _COUNTER.sub("", identity)


def _headline(identity: str) -> str:
    kind, _, rest = identity.partition(":")
    return rest.partition(":")[2] if kind in {"dated", "made"} else ""


def _match(article: Article, identity: str, sketch: tuple[int, ...], episodes: Sequence[Episode]) -> Episode | None:
    """The one episode that a story is, or None; raises ArchiveError where that is ambiguous."""
    candidates = _candidates(sketch, episodes)
    kind, headline = identity.partition(":")[0], fold_headline(article.title)
    if kind != "made":
        told_so = [candidate for candidate in candidates if identity in candidate.identities]
        if told_so:
            return told_so[0].episode if len(told_so) == 1 else _only_alike(article, told_so)
    namesakes = [one for one in candidates if headline in one.headlines and one.alike >= OTHER_BELOW]
    undated = [one for one in namesakes if kind == "made" and "made" in one.kinds]
    if undated:
        return _only_alike(article, undated)
    # The same headline over a similar body, once with an address or date and once without: it may be either.
    if doubtful := [one for one in namesakes if kind not in one.kinds]:
        raise _ambiguous(article, doubtful)
    return None


def _only_alike(article: Article, candidates: Sequence[_Candidate]) -> Episode:
    alike = [one for one in candidates if one.alike >= SAME_FROM]
    if len(alike) == 1:
        return alike[0].episode
    raise _ambiguous(article, alike or candidates)


def _ambiguous(article: Article, candidates: Sequence[_Candidate]) -> ArchiveError:
    ids = [one.episode.id for one in candidates]
    return ArchiveError(
        f'"{article.title}" may be an episode that exists, or another story: {", ".join(ids)}',
        f"Say which: --same-as {ids[0]} updates that episode, --new makes another",
    )


def _named(wanted: str, episodes: Sequence[Episode]) -> Episode:
    for episode in episodes:
        if wanted in {episode.id, episode.guid}:
            return episode
    ids = [episode.id for episode in episodes]
    near = difflib.get_close_matches(wanted, ids, n=3, cutoff=0.4) or ids[:3]
    raise ArchiveError(
        f"--same-as {wanted}: the show has no such episode",
        f"The nearest there are: {', '.join(near)}"
        if near
        else "The show has no episodes yet, so leave the option out",
    )


def _unused(identity: str, episodes: Iterable[Episode]) -> str:
    taken = {episode.identity for episode in episodes}
    number, free = 1, identity
    while free in taken:
        number += 1
        free = f"{number}*{identity}"
    return free


def _new_id(title: str, guid: str, episodes: Iterable[Episode]) -> str:
    taken = {episode.id for episode in episodes}
    digits = guid.replace("-", "")
    return next(name for size in range(8, 33) if (name := f"{slug(title)}-{digits[:size]}") not in taken)
