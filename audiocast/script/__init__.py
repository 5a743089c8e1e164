"""Decides what is said, by whom, in which order and in which words; does no input or output."""

from audiocast.script.write import write_script

__all__ = ["write_script"]
