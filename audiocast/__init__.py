"""audiocast: a news page's text in, a podcast people can subscribe to out."""

from __future__ import annotations

__version__ = "0.1.0"
