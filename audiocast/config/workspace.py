"""Finds the workspace, the bundled defaults, and the shows and voices in them."""

from __future__ import annotations

import os
import re
import shutil
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from audiocast.config.toml import listed, near, read_toml
from audiocast.config.zones import zone
from audiocast.errors import ConfigError
from audiocast.models.categories import refuse_category
from audiocast.models.reader_rules import ReaderRules
from audiocast.models.show import Show, Voice

if TYPE_CHECKING:
    from collections.abc import Iterator

VARIABLE = "AUDIOCAST_WORKSPACE"
_PACKAGE = Path(__file__).resolve().parent.parent
# In this order they are put into place, because feeds/ is what makes a folder a workspace.
_PARTS = ("voices", "feeds")
_KEPT_FROM_INIT = shutil.ignore_patterns("public", "records", ".*")


@dataclass(frozen=True, slots=True)
class Workspace:
    """A folder with `feeds/<show>/show.toml` and `voices/<name>.toml`; `bundled` is the one that audiocast brings."""

    root: Path
    bundled: bool = False

    @property
    def shows(self) -> tuple[str, ...]:
        """The names of the shows there are."""
        return tuple(sorted(path.parent.name for path in self.root.glob("feeds/*/show.toml")))

    @property
    def voices(self) -> tuple[str, ...]:
        """The names of the voice profiles there are, bundled ones included."""
        found = {path.stem for root in (self.root, defaults()) for path in root.glob("voices/*.toml")}
        return tuple(sorted(found))


def defaults() -> Path:
    """The folder of the bundled voices and example show: package data in a wheel, the repository in a checkout."""
    packaged = _PACKAGE / "_defaults"
    return packaged if packaged.is_dir() else _PACKAGE.parent


def find_workspace(folder: Path | None = None, *, or_bundled: bool = False) -> Workspace:
    """The workspace named, else the one AUDIOCAST_WORKSPACE names, else the current folder.

    With `or_bundled` the bundled defaults serve where no workspace was named and the current folder is none.
    Raises ConfigError.
    """
    named = folder or (Path(os.environ[VARIABLE]) if os.environ.get(VARIABLE) else None)
    root = named or Path()
    if (root / "feeds").is_dir():
        return Workspace(root)
    if or_bundled and named is None:
        return Workspace(defaults(), bundled=True)
    raise ConfigError(
        f"{root.resolve()} is not a workspace: it has no folder named feeds",
        f'Make one with "audiocast init DIR", or name yours with --workspace DIR or {VARIABLE}',
    )


def load_show(workspace: Workspace, name: str | None = None) -> Show:
    """The show of that name, else the only one there is; raises ConfigError."""
    if name is None:
        name = _only_show(workspace)
    folder = workspace.root / "feeds" / name
    path = folder / "show.toml"
    if name not in workspace.shows:
        raise ConfigError(f"there is no show named {name!r} in {workspace.root / 'feeds'}", _shows_there_are(workspace))
    show = read_toml(path, Show, name=name, folder=folder)
    _check_values(path, show)
    return show


def load_reader_rules(folder: Path | None, name: str | None) -> ReaderRules:
    """The reading rules of the show named, else of the only one in the workspace; none outside of one.

    Raises ConfigError for a workspace or a show that is named and is not there, or is broken.
    """
    workspace = find_workspace(folder, or_bundled=name is None)
    if name is None and (workspace.bundled or len(workspace.shows) != 1):
        return ReaderRules()
    return load_show(workspace, name).reader


def load_voice(workspace: Workspace, name: str) -> Voice:
    """The voice profile of that name, the workspace's before the bundled one; raises ConfigError."""
    for root in (workspace.root, defaults()):
        path = root / "voices" / f"{name}.toml"
        if path.is_file():
            return read_toml(path, Voice, name=name)
    raise ConfigError(
        f"there is no voice named {name!r} in {workspace.root / 'voices'}",
        f"The voices there are: {near(name, workspace.voices)}",
    )


def load_voices(workspace: Workspace, show: Show) -> dict[str, Voice]:
    """The profiles of all voices a show names, by their names; raises ConfigError."""
    roles = {"anchor": show.voices.anchor, "quote": show.voices.quote}
    for role, name in roles.items():
        if name not in workspace.voices:
            raise ConfigError(
                f"{show.folder / 'show.toml'}, key voices.{role}: found {name!r}",
                f"Allowed is the name of a profile in voices: {near(name, workspace.voices)}",
            )
    return {name: load_voice(workspace, name) for name in sorted(set(roles.values()))}


def create_workspace(folder: Path) -> Workspace:
    """A new workspace with the bundled voices and the example show, beside what else the folder holds.

    Raises ConfigError where there is one already or where it cannot be made; the folder is then as it was.
    """
    for taken in (folder / "feeds", folder / "voices"):
        if taken.exists():
            raise ConfigError(f"{taken} exists already", "Name a new or an empty folder")
    try:
        with (
            _new_folder(folder),
            TemporaryDirectory(prefix=".init-", dir=folder, ignore_cleanup_errors=True) as copy,
        ):
            for part in _PARTS:
                shutil.copytree(defaults() / part, Path(copy, part), ignore=_KEPT_FROM_INIT)
            _move_in(Path(copy), folder)
    except OSError as error:
        raise ConfigError(
            f"{folder} cannot be made: {_reason(error)}",
            "Make room on the disk, or name a folder that can be written to",
        ) from error
    return Workspace(folder)


@contextmanager
def _new_folder(folder: Path) -> Iterator[None]:
    """Make a folder and those above it; what was made goes again where anything fails, an interruption included."""
    missing = [above for above in (folder, *folder.parents) if not above.exists()]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        yield
    except BaseException:
        for made in missing:
            with suppress(OSError):
                made.rmdir()
        raise


def _move_in(copy: Path, folder: Path) -> None:
    """Move the parts of a finished copy into place: all of them, or none."""
    try:
        for part in _PARTS:
            (copy / part).rename(folder / part)
    except BaseException:
        for part in _PARTS:
            if not (copy / part).exists():
                shutil.rmtree(folder / part, ignore_errors=True)
        raise


def _reason(error: OSError) -> str:
    """Why the operating system refused; of many files that could not be copied, the first."""
    if isinstance(error, shutil.Error) and error.args and isinstance(error.args[0], list):
        return re.sub(r"^\[Errno \d+\] ([^:]+).*", r"\1", str(error.args[0][0][-1]))
    return error.strerror or str(error)


def _only_show(workspace: Workspace) -> str:
    if len(workspace.shows) == 1:
        return workspace.shows[0]
    if not workspace.shows:
        raise ConfigError(
            f"{workspace.root / 'feeds'} holds no show", 'Make an example with "audiocast init DIR", and copy it'
        )
    raise ConfigError(
        f"{workspace.root / 'feeds'} holds {len(workspace.shows)} shows",
        f"Name one with --show: {near('', workspace.shows)}",
    )


def _shows_there_are(workspace: Workspace) -> str:
    return f"The shows there are: {', '.join(workspace.shows) or 'none'}"


def _check_values(path: Path, show: Show) -> None:
    """Refuse values that only a look outside the file can judge."""
    if refused := refuse_category(show.category, show.subcategory):
        raise ConfigError(
            f"{path}, key {refused.key}: found {refused.found!r}",
            f"Allowed is {listed(refused.allowed) or 'no subcategory'}",
        )
    for key, patterns in (("keep", show.reader.keep), ("drop", show.reader.drop)):
        if empty := [pattern for pattern in patterns if not pattern.replace("*", "").strip()]:
            raise ConfigError(
                f"{path}, key reader.{key}: found {empty[0]!r}",
                'Allowed is a whole line of a page, where * stands for any text, such as "Support for * comes from *"',
            )
    try:
        zone(show.timezone)
    except ConfigError as error:
        raise ConfigError(f"{path}, key timezone: {error.problem}", error.remedy) from error
