"""`audiocast script`: what would be spoken, by whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from audiocast.cli.options import ItemOption, JsonOption, PrivateOption, ShowOption, SourceArgument, WorkspaceOption
from audiocast.cli.output import as_json, line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from audiocast.models.script import Pause, Script, Section, Segment


def command(
    source: SourceArgument,
    workspace: WorkspaceOption = None,
    show: ShowOption = None,
    item: ItemOption = None,
    allow_private: PrivateOption = False,
    json: JsonOption = False,
) -> None:
    """Print the script of an episode as it would be spoken."""
    from audiocast.config import find_workspace, load_show, load_voices
    from audiocast.models.source_options import SourceOptions
    from audiocast.production import plan

    place = find_workspace(workspace, or_bundled=True)
    podcast = load_show(place, "example" if place.bundled and show is None else show)
    script = plan(
        source,
        podcast,
        load_voices(place, podcast),
        options=SourceOptions(item=item or "", allow_private=allow_private),
    ).script
    if json:
        as_json(_as_dict(script))
        return
    for text in _lines(script):
        line(text)


def _lines(script: Script) -> Iterator[str]:
    for number, section in enumerate(script.sections, 1):
        yield f"Section {number}, {section.kind}: {section.title}"
        for segment in section.segments:
            yield f"{segment.speaker}: {' '.join(utterance.text.spoken for utterance in segment.utterances)}"
        yield ""


def _as_dict(script: Script) -> dict[str, object]:
    return {
        "title": script.title,
        "language": script.language,
        "sections": [
            {"kind": section.kind, "title": section.title, "parts": list(_parts(section))}
            for section in script.sections
        ],
    }


def _parts(section: Section) -> Iterator[dict[str, object]]:
    for part in section.parts:
        yield _part(part)


def _part(part: Segment | Pause) -> dict[str, object]:
    from audiocast.models.script import Pause

    if isinstance(part, Pause):
        return {"kind": "pause", "duration_ms": part.duration_ms}
    return {
        "kind": part.kind,
        "voice": part.voice,
        "speaker": part.speaker,
        "language": part.language,
        "utterances": [
            {"written": utterance.text.written, "spoken": utterance.text.spoken} for utterance in part.utterances
        ],
    }
