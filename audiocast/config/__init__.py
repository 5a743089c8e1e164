"""Workspaces, shows and voices from TOML files into frozen models."""

from audiocast.config.workspace import (
    Workspace,
    create_workspace,
    defaults,
    find_workspace,
    load_reader_rules,
    load_show,
    load_voice,
    load_voices,
)

__all__ = [
    "Workspace",
    "create_workspace",
    "defaults",
    "find_workspace",
    "load_reader_rules",
    "load_show",
    "load_voice",
    "load_voices",
]
