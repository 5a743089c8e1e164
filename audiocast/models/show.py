"""A show and its voices, as their TOML files say; the constraints are checked by `audiocast.config`."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated

from msgspec import Meta

Text = Annotated[str, Meta(min_length=1, max_length=255)]
LongText = Annotated[str, Meta(min_length=1, max_length=4000)]
Name = Annotated[str, Meta(pattern=r"^[a-z0-9][a-z0-9_-]{0,63}$")]
LanguageTag = Annotated[str, Meta(pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$")]
WebAddress = Annotated[str, Meta(pattern=r"^https?://[A-Za-z0-9.\-]+(:[0-9]+)?(/[!-~]*)?$")]
SecureAddress = Annotated[str, Meta(pattern=r"^https://[A-Za-z0-9.\-]+(:[0-9]+)?(/[!-~]*)?$")]
MailAddress = Annotated[str, Meta(pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$")]
Milliseconds = Annotated[int, Meta(ge=0, le=10_000)]


@dataclass(frozen=True, slots=True, kw_only=True)
class VoiceRoles:
    """Which voice profile speaks in which role."""

    anchor: Name = "anchor"
    quote: Name = "reporter"


@dataclass(frozen=True, slots=True, kw_only=True)
class Templates:
    """Jinja2 templates of the show's own words."""

    intro: LongText
    sign_off: LongText
    title: Text = "{{ title }}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sounds:
    """Station sounds: "synthesised", "none", or a file below the show's folder; levels in dBFS peak."""

    ident: Text = "synthesised"
    sign_off: Text = "synthesised"
    level_dbfs: Annotated[float, Meta(ge=-40, le=0)] = -12.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Pauses:
    """Silence in milliseconds after a sentence, a paragraph, a change of voice and a section."""

    sentence_ms: Milliseconds = 350
    paragraph_ms: Milliseconds = 600
    voice_ms: Milliseconds = 400
    section_ms: Milliseconds = 900


@dataclass(frozen=True, slots=True, kw_only=True)
class Mastering:
    """How loud and how finely the episode is encoded; loudness by ITU-R BS.1770, peaks as true peaks."""

    loudness_lufs: Annotated[float, Meta(ge=-31, le=-12)] = -19.0
    true_peak_dbtp: Annotated[float, Meta(ge=-9, le=-1)] = -1.0
    bitrate_kbps: Annotated[int, Meta(ge=32, le=320)] = 96
    quality: Annotated[int, Meta(ge=0, le=9)] = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Show:
    """A podcast: who makes it, what its feed says, how it sounds. `name` and `folder` say where it was found."""

    title: Text
    station: Text
    call_letters: Text
    description: LongText
    author: Text
    owner_name: Text
    owner_email: MailAddress
    language: LanguageTag
    category: Text
    explicit: bool
    link: WebAddress
    base_url: WebAddress
    copyright: Text
    cover: Text
    templates: Templates
    subcategory: str = ""
    timezone: Text = "UTC"
    funding_url: SecureAddress | None = None
    funding_text: Annotated[str, Meta(max_length=128)] = ""
    guid: str = ""
    voices: VoiceRoles = field(default_factory=VoiceRoles)
    sounds: Sounds = field(default_factory=Sounds)
    pauses: Pauses = field(default_factory=Pauses)
    mastering: Mastering = field(default_factory=Mastering)
    name: str = ""
    folder: Path = field(default_factory=Path)

    @property
    def feed_url(self) -> str:
        """The address of the feed: `feed.xml` below the base address."""
        return f"{self.base_url.rstrip('/')}/feed.xml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """A voice profile: an engine and its settings. `rate` is words a minute, `pitch` and `pitch_range` 0 to 100.

    `speaker` is the name that a transcript shows, `credit` what the feed says of the voice.
    """

    engine: Name
    voice: Text
    language: LanguageTag
    speaker: Text
    rate: Annotated[int, Meta(ge=80, le=450)] = 175
    pitch: Annotated[int, Meta(ge=0, le=100)] = 50
    pitch_range: Annotated[int, Meta(ge=0, le=100)] = 50
    word_gap_ms: Annotated[int, Meta(ge=0, le=500)] = 0
    credit: str = ""
    options: dict[str, str] = field(default_factory=dict)
    name: str = ""
