"""Asks a site's robots.txt whether a page may be fetched (RFC 9309)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from audiocast.errors import SourceError
from audiocast.sources.fetching.acceptance import REDIRECTS
from audiocast.sources.fetching.addresses import parse, shorten

if TYPE_CHECKING:
    from audiocast.sources.fetching.addresses import Address
    from audiocast.sources.fetching.client import Answer, Client

TOKEN = "audiocast"
MOST_BYTES = 500 * 1024
"""RFC 9309, section 2.5: at least 500 kibibytes are to be read."""
_MOST_REDIRECTS = 5
_AGENT = re.compile(r"\s*user[\s-]*agent\s*[:\s](?P<name>[^#]*)", re.IGNORECASE)
_NAME = re.compile(r"[A-Za-z_-]*")
_REMEDY = "Save the page yourself, and name the file"


class Robots:
    """The rules of the sites that one fetch comes to, each asked for once."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._rules: dict[str, str | None] = {}

    def check(self, address: Address) -> None:
        """Raise SourceError unless the site can be reached, and lets programs fetch an address."""
        shown = shorten(str(address))
        if address.origin not in self._rules:
            self._rules[address.origin] = self._rules_of(address, shown)
        rules = self._rules[address.origin]
        if rules is None:
            raise SourceError(f"{shown} may not be fetched: the site's robots.txt cannot be read now", _REMEDY)
        if not may_read(rules, str(address)):
            raise SourceError(f"{shown} may not be fetched: the site's robots.txt asks programs to stay away", _REMEDY)

    def _rules_of(self, address: Address, shown: str) -> str | None:
        """The rules of a site: none where it has no file (section 2.3.1.3), None where it fails (section 2.3.1.4).

        A site that cannot be reached at all is an error of the page that is wanted, which is `shown` in it; a file that
        came broken, or packed as was not asked for, is one of its own.
        """
        place = parse("/robots.txt", address)
        answer = self._ask(place, shown)
        try:
            for _ in range(_MOST_REDIRECTS):
                if answer.status not in REDIRECTS or not answer.headers.get("location"):
                    break
                place = parse(answer.headers["location"], place)
                answer = self._ask(place)
        except SourceError:
            return None
        if 200 <= answer.status < 300:
            return _whole_lines(answer.data).decode("utf-8", "replace").lstrip("\ufeff")
        return None if answer.status >= 500 else ""

    def _ask(self, place: Address, name: str = "") -> Answer:
        return self._client.get(place, {"Accept": "text/plain"}, MOST_BYTES, cut=True, name=name)


def may_read(rules: str, address: str) -> bool:
    """Whether the text of a robots.txt lets this program fetch an address."""
    from protego import Protego

    return bool(Protego.parse("\n".join(map(_known_agent, rules.splitlines()))).can_fetch(address, TOKEN))


def _known_agent(line: str) -> str:
    """The line, with one name for all other programs.

    Protego takes "audio" for this program too, and keeps each rule once for each program of its group: a file of many
    programs and many rules would fill the memory.
    """
    found = _AGENT.match(line)
    if not found or (name := found["name"].strip()) == "*":
        return line
    token = _NAME.match(name)
    return f"User-agent: {TOKEN if token and token[0].lower() == TOKEN else 'other'}"


def _whole_lines(data: bytes) -> bytes:
    """The data without a last line that was cut off: half a rule forbids more than the whole one."""
    return data if len(data) < MOST_BYTES else data[: max(data.rfind(b"\n"), data.rfind(b"\r")) + 1]
