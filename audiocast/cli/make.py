"""`audiocast make`: pages in, episodes and a feed out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from audiocast.cli.options import DateOption, ItemOption, JsonOption, PrivateOption, ShowOption, WorkspaceOption
from audiocast.cli.output import Progress, as_json, duration, error, line, notice

if TYPE_CHECKING:
    from audiocast.production import Product


def command(
    sources: Annotated[
        list[str],
        typer.Argument(metavar="SOURCE", help='Files, web addresses, or "-" for standard input.'),
    ],
    workspace: WorkspaceOption = None,
    show: ShowOption = None,
    item: ItemOption = None,
    allow_private: PrivateOption = False,
    date: DateOption = None,
    same_as: Annotated[
        str,
        typer.Option(
            "--same-as", metavar="ID", help="The episode that this story is a new version of.", show_default=False
        ),
    ] = "",
    new: Annotated[
        bool, typer.Option("--new", help="A story of its own, whatever its headline.", show_default=False)
    ] = False,
    json: JsonOption = False,
) -> None:
    """Make an episode of each page, and put it into the feed.

    A story that was made before is updated, and stays the same episode in every listener's app.
    """
    from audiocast.config import find_workspace, load_show, load_voices
    from audiocast.errors import AudiocastError
    from audiocast.models.source_options import SourceOptions
    from audiocast.production import produce

    if same_as and len(sources) > 1:
        raise typer.BadParameter("--same-as goes with one source")
    if len(set(sources)) < len(sources):
        raise typer.BadParameter("the same source is named twice")
    if new and same_as:
        raise typer.BadParameter("--new and --same-as exclude each other")
    place = find_workspace(workspace)
    podcast = load_show(place, show)
    voices = load_voices(place, podcast)
    codes = []
    for source in sources:
        try:
            product = produce(
                source,
                podcast,
                voices=voices,
                date=date,
                same_as=same_as,
                new=new,
                options=SourceOptions(item=item or "", allow_private=allow_private),
                progress=Progress(),
                warn=notice,
            )
        except AudiocastError as problem:
            if len(sources) == 1:
                raise
            error(str(problem) if source in problem.problem else f"{source}: {problem}")
            codes.append(problem.exit_code)
        else:
            _report(product, json=json)
    if codes:
        raise typer.Exit(min(codes))


def _report(product: Product, *, json: bool) -> None:
    if json:
        as_json(product.as_dict())
        return
    episode = product.episode
    line(f"{'Made' if product.created else 'Updated'} episode {episode.id}: {episode.title}")
    line(
        f"It lasts {duration(episode.audio.duration_ms)}: {product.words_spoken} words of the story spoken,"
        f" {product.words_dropped} words of furniture dropped."
    )
    line(f"Audio: {product.media}")
    line(f"Feed: {product.feed}")
