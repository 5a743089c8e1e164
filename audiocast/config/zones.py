"""Time zones by their names."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from audiocast.errors import ConfigError


def zone(name: str) -> ZoneInfo:
    """The time zone of that name; raises ConfigError where the time zone database has none."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        raise ConfigError(
            f"there is no time zone named {name!r}",
            'Set the show\'s timezone to a name of the IANA time zone database, such as "America/Chicago"',
        ) from error
