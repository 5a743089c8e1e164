"""The command line: parse, call, print, exit code. One file a command; heavy imports wait inside the commands."""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False  # as in the package itself: until "main" runs, Ctrl-C cannot be caught
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import NoReturn

__all__ = ["main"]


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run one command and exit with its code; Ctrl-C is an exit code from the first moment on."""
    _furnish()
    try:
        from audiocast.cli.app import run

        code = run(arguments)
    except KeyboardInterrupt:
        sys.stderr.write("Error: stopped before anything was done. Run the command again.\n")
        code = 130
    sys.exit(code)


def _furnish() -> None:
    """Give what every program may count on, where whoever started us did not: standard streams, and a PATH."""
    if sys.stdout is None:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115
    os.environ.setdefault("PATH", os.defpath)
