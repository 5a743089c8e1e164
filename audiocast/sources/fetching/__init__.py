"""Fetches web addresses: politely, within limits, and never from this machine's own network unless that is allowed."""

from audiocast.sources.fetching.fetch import Fetched, fetch

__all__ = ["Fetched", "fetch"]
