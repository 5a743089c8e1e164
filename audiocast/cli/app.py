"""Puts the commands together, and turns every error into one line and an exit code.

Exit codes: 0 done, 1 failed, 2 usage, 3 the input holds no story, 130 stopped with Ctrl-C.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
from typing import TYPE_CHECKING

os.environ.setdefault("TYPER_USE_RICH", "0")  # Rich draws boxes, and costs half of the time that --help takes.

import typer

from audiocast.cli import doctor, feed, init, inspect, make, script, serve, voices
from audiocast.cli.output import error, notice
from audiocast.errors import AudiocastError

if TYPE_CHECKING:
    from collections.abc import Sequence

VARIABLE_FOR_TRACEBACKS = "AUDIOCAST_TRACEBACK"

app = typer.Typer(
    name="audiocast",
    help="Make a podcast episode from the text of a news page.",
    epilog='Example: audiocast make story.txt. Each command explains itself: "audiocast make --help".',
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for module in (make, inspect, script, voices, feed, init, doctor, serve):
    app.command(name=module.__name__.rpartition(".")[2])(module.command)

# Typer's own name for the root of usage errors moved between its versions; its subclass is public.
_UsageProblem = next(kind for kind in typer.BadParameter.__mro__ if kind.__name__ == "ClickException")


def _version(asked: bool) -> None:
    if asked:
        from audiocast import __version__

        typer.echo(f"audiocast {__version__}")
        raise typer.Exit


@app.callback()
def options(
    version: bool = typer.Option(False, "--version", help="Print the version.", callback=_version, is_eager=True),
) -> None:
    """Make a podcast episode from the text of a news page."""


def run(arguments: Sequence[str] | None = None) -> int:
    """Run one command; its exit code."""
    with contextlib.suppress(ValueError):  # not in the main thread
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError):
            stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    code = _run(arguments)
    with contextlib.suppress(ValueError):
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # all is done and said; nothing is left to stop
    return code


def _run(arguments: Sequence[str] | None) -> int:
    try:
        code = app(args=arguments, prog_name="audiocast", standalone_mode=False)
        sys.stdout.flush()
    except (KeyboardInterrupt, typer.Abort):
        code = 130
    except AudiocastError as problem:
        error(str(problem))
        code = problem.exit_code
    except BrokenPipeError:
        # The reader went away, as "head" does: nothing is wrong, and nothing more can be written.
        _give_up_output()
        code = 1
    except Exception as problem:
        code = _unforeseen(problem)
    if code == 130:
        error("stopped. What was there before is unchanged; run the command again to go on.")
    return code if isinstance(code, int) else 0


def _give_up_output() -> None:
    """Let what is still to be written to standard output go nowhere, or the interpreter would fail at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _unforeseen(problem: Exception) -> int:
    if type(problem).__name__ == "NoArgsIsHelpError":
        notice(str(problem))
        return 2
    if isinstance(problem, _UsageProblem):
        usage = getattr(problem, "format_message", lambda: str(problem))()
        if usage:
            context = getattr(problem, "ctx", None)
            error(f'{usage.rstrip(".")}. "{context.command_path if context else "audiocast"} --help" explains.')
        return 2
    if os.environ.get(VARIABLE_FOR_TRACEBACKS):
        raise problem
    if isinstance(problem, OSError) and problem.strerror:
        if problem.filename is None:
            _give_up_output()
        error(f"cannot write {problem.filename or 'the output'}: {problem.strerror}. Check that there is space for it.")
    else:
        error(
            f"audiocast came upon something it does not know: {type(problem).__name__}: {problem}."
            f" Set {VARIABLE_FOR_TRACEBACKS}=1, run it again, and report what it prints."
        )
    return 1
