"""A show and its voices, as their TOML files say; `audiocast.config` checks the constraints written here.

A constraint's description completes the sentence "allowed is …" in an error.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Literal, get_args

from msgspec import Meta

from audiocast.models.reader_rules import ReaderRules

Text = Annotated[str, Meta(min_length=1, max_length=255, description="text of 1 to 255 characters")]
LongText = Annotated[str, Meta(min_length=1, max_length=4000, description="text of 1 to 4000 characters")]
Name = Annotated[
    str,
    Meta(
        pattern=r"^[a-z0-9][a-z0-9_-]{0,63}\Z",
        description="a name of small letters, digits, hyphens and underscores, 64 at most",
    ),
]
LanguageTag = Annotated[
    str,
    Meta(pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*\Z", description='a language tag such as "en-US" or "es"'),
]
WebAddress = Annotated[
    str,
    Meta(
        pattern=r"^https?://[A-Za-z0-9.\-]+(:[0-9]+)?(/[!-~]*)?\Z",
        description='a web address in ASCII such as "https://example.org/news"',
    ),
]
BaseAddress = Annotated[
    str,
    Meta(
        pattern=r'^https?://[A-Za-z0-9.\-]+(:[0-9]+)?(/[!"$->@-~]*)?\Z',
        description='a web address in ASCII without "?" and "#", such as "https://example.org/news"',
    ),
]
SecureAddress = Annotated[
    str,
    Meta(
        pattern=r"^https://[A-Za-z0-9.\-]+(:[0-9]+)?(/[!-~]*)?\Z",
        description='an address that begins with https://, such as "https://example.org/give"',
    ),
]
MailAddress = Annotated[
    str, Meta(pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+\Z", description='an e-mail address such as "news@example.org"')
]
OptionalGuid = Annotated[
    str,
    Meta(
        pattern=r"^([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})?\Z",
        description="a UUID in small letters, or nothing, and then it is made from the feed's first address",
    ),
]
# All that MPEG-1 layer III has (ISO/IEC 11172-3, section 2.4.2.3).
MpegBitrate = Literal[32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320]
Bitrate = Annotated[
    MpegBitrate,
    Meta(description=f"an MP3 bit rate in kbit/s, one of {', '.join(map(str, get_args(MpegBitrate)))}"),
]
Milliseconds = Annotated[int, Meta(ge=0, le=10_000, description="a whole number of milliseconds from 0 to 10000")]


@dataclass(frozen=True, slots=True, kw_only=True)
class VoiceRoles:
    """Which voice profile speaks in which role."""

    anchor: Name = "anchor"
    quote: Name = "reporter"


@dataclass(frozen=True, slots=True, kw_only=True)
class Templates:
    """Jinja2 templates of the show's own words, whose fields `audiocast.script.templates` lists.

    `intro_title` and `sign_off_title` are plain text: the titles of those two chapters.
    """

    intro: LongText
    sign_off: LongText
    summary: LongText = "{{ title or show }}{% if reporter %}, by {{ reporter }}{% endif %}."
    intro_title: Text = "Introduction"
    sign_off_title: Text = "Sign-off"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sounds:
    """Station sounds: "synthesised", "none", or the name of a sound file below the show's folder."""

    ident: Text = "synthesised"
    sign_off: Text = "synthesised"
    level_lu: Annotated[float, Meta(ge=-20, le=6, description="a loudness from -20 to 6 LU beside the speech")] = -2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Pauses:
    """Silence in milliseconds after a sentence, a paragraph, a change of voice and a section."""

    sentence_ms: Milliseconds = 350
    paragraph_ms: Milliseconds = 600
    voice_ms: Milliseconds = 400
    section_ms: Milliseconds = 900


@dataclass(frozen=True, slots=True, kw_only=True)
class Mastering:
    """How loud and how finely an episode is encoded; loudness and true peak by ITU-R BS.1770."""

    loudness_lufs: Annotated[float, Meta(ge=-31, le=-12, description="a loudness from -31 to -12 LUFS")] = -19.0
    true_peak_dbtp: Annotated[float, Meta(ge=-9, le=-1, description="a true peak from -9 to -1 dBTP")] = -1.0
    bitrate_kbps: Bitrate = 96
    quality: Annotated[int, Meta(ge=0, le=9, description="an encoder quality from 0 (slow) to 9 (fast)")] = 5


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
    base_url: BaseAddress
    copyright: Text
    templates: Templates
    cover: Text = "cover.jpg"
    subcategory: str = ""
    timezone: Text = "UTC"
    funding_url: SecureAddress | None = None
    funding_text: Annotated[str, Meta(max_length=128, description="text of at most 128 characters")] = ""
    guid: OptionalGuid = ""
    voices: VoiceRoles = field(default_factory=VoiceRoles)
    sounds: Sounds = field(default_factory=Sounds)
    pauses: Pauses = field(default_factory=Pauses)
    mastering: Mastering = field(default_factory=Mastering)
    reader: ReaderRules = field(default_factory=ReaderRules)
    name: str = ""
    folder: Path = field(default_factory=Path)

    @property
    def feed_url(self) -> str:
        """The address of the feed: `feed.xml` below the base address."""
        return f"{self.base_url.rstrip('/')}/feed.xml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """A voice profile: an engine and its settings. `rate` is words a minute, `pitch` and `pitch_range` 0 to 100.

    `speaker` is the name that a transcript shows, `credit` what the feed says of the voice, `options` what only one
    engine knows.
    """

    engine: Name
    voice: Text
    language: LanguageTag
    speaker: Text
    rate: Annotated[int, Meta(ge=80, le=450, description="a rate from 80 to 450 words a minute")] = 175
    pitch: Annotated[int, Meta(ge=0, le=100, description="a pitch from 0 to 100")] = 50
    pitch_range: Annotated[int, Meta(ge=0, le=100, description="a pitch range from 0 to 100")] = 50
    word_gap_ms: Annotated[int, Meta(ge=0, le=500, description="a gap from 0 to 500 milliseconds")] = 0
    credit: str = ""
    options: dict[str, str] = field(default_factory=dict)
    name: str = ""
