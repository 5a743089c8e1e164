"""The command line: parse, call, print, exit code. One file a command; heavy imports wait inside the commands."""

from audiocast.cli.app import main

__all__ = ["main"]
