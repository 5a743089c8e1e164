"""Decides what is said, by whom, in which order and in which words; does no input or output."""

from audiocast.script.templates import check_templates, render
from audiocast.script.write import write_script

__all__ = ["check_templates", "render", "write_script"]
