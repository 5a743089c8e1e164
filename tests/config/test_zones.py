from __future__ import annotations

import pytest

from audiocast.config.zones import zone
from audiocast.errors import ConfigError


def test_a_zone_is_found_by_its_name() -> None:
    assert zone("America/Chicago").key == "America/Chicago"


@pytest.mark.parametrize("name", ["Mars/Olympus", "../etc", "", "/etc/passwd", "a\0b", "x" * 5000])
def test_an_unknown_zone_is_an_error_with_a_remedy(name: str) -> None:
    with pytest.raises(ConfigError, match="IANA time zone database"):
        zone(name)
