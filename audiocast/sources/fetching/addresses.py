"""Which web addresses may be asked for, and which machines they may lead to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network
from urllib.parse import quote, urljoin, urlsplit

import httpx

from audiocast.errors import SourceError
from audiocast.text import clean

SCHEMES = {"http": 80, "https": 443}
MOST_CHARACTERS = 8_000
"""The longest address that is asked for, as it is written and as it is sent; servers refuse longer ones."""

_CLOSED_PORTS = frozenset(
    {
        *(0, 1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101, 102, 103, 104),
        *(109, 110, 111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179, 389, 427, 465, 512, 513, 514, 515),
        *(526, 530, 531, 532, 540, 548, 554, 556, 563, 587, 601, 636, 989, 990, 993, 995, 1719, 1720, 1723, 2049),
        *(3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080),
    }
)
"""Where other services listen, for whom a request might be something else (fetch.spec.whatwg.org, "bad port")."""
_CHECK = "Check the address; it looks like https://example.org/story"
_PRINTABLE = "!#$%&'()*+,/:;=?@[]~"
_USER = re.compile(r"//[^/?#]*@")
_LONGEST_HOST = 254
_SHARED = ip_network("100.64.0.0/10")
# Not in the tables of every Python that may be used: protocol assignments, 6to4 relays, documentation.
_SPECIAL = (ip_network("192.0.0.0/24"), ip_network("192.88.99.0/24"), ip_network("3fff::/20"))
_MAPPED = IPv6Network("::ffff:0:0/96")
_COMPATIBLE = IPv6Network("::/96")
_NAT64 = IPv6Network("64:ff9b::/96")
_LOCAL_NAT64 = IPv6Network("64:ff9b:1::/48")


@dataclass(frozen=True, slots=True)
class Address:
    """A web address in the form in which it is sent; `host` is in ASCII and lower case, without brackets.

    `target` is the path and query, and has no fragment.
    """

    scheme: str
    host: str
    port: int
    target: str

    @property
    def place(self) -> str:
        """The host and, where it is not the scheme's own, the port, as the Host header has them."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == SCHEMES[self.scheme] else f"{host}:{self.port}"

    @property
    def origin(self) -> str:
        """Scheme, host and port: what a robots.txt stands for (RFC 9309, section 2.3)."""
        return f"{self.scheme}://{self.place}"

    def __str__(self) -> str:
        return self.origin + self.target


def parse(text: str, base: Address | None = None) -> Address:
    """Read an address, which may be relative to `base`. Raises SourceError."""
    written = text.strip()
    shown = shorten(_USER.sub("//", written))
    too_long = SourceError(f"the address {shown} is longer than {MOST_CHARACTERS:,} characters", _CHECK)
    if len(written) > MOST_CHARACTERS:
        raise too_long
    try:
        parts = urlsplit(urljoin(str(base), written) if base else written)
        port = parts.port
    except ValueError as error:
        raise SourceError(f"{shown} is no web address", _CHECK) from error
    if parts.scheme not in SCHEMES:
        raise SourceError(f"{shown} is not an http or https address", _CHECK)
    if port in _CLOSED_PORTS:
        raise SourceError(f"{shown} names port {port}, where no web server is", _CHECK)
    host = _host(parts.hostname or "", shown)
    if "@" in parts.netloc:
        raise SourceError(f"{host} was given with a name or a password", "Leave out what stands before the @")
    query = f"?{_sendable(parts.query)}" if parts.query else ""
    path = _sendable(parts.path) or "/"
    address = Address(parts.scheme, host, port or SCHEMES[parts.scheme], path + query)
    if len(str(address)) > MOST_CHARACTERS:
        raise too_long
    return address


def shorten(text: str) -> str:
    """An address as an error shows it: one line, without what could steer a terminal, and not too long."""
    line = " ".join(clean(text).split())
    return line if len(line) <= 200 else line[:199] + "…"


def is_public(address: str | IPv4Address | IPv6Address) -> bool:
    """Whether an IP address is one on the open internet; one that wraps an IPv4 address is judged by that."""
    try:
        ip = ip_address(address.partition("%")[0]) if isinstance(address, str) else address
    except ValueError:
        return False
    if isinstance(ip, IPv6Address):
        inner = _embedded(ip)
        if inner:
            return all(map(is_public, inner))
        if ip in _LOCAL_NAT64 or ip.is_site_local:
            return False
    elif ip in _SHARED:
        return False
    if any(ip in network for network in _SPECIAL):
        return False
    closed = (ip.is_private, ip.is_loopback, ip.is_link_local, ip.is_multicast, ip.is_reserved, ip.is_unspecified)
    return ip.is_global and not any(closed)


def _embedded(ip: IPv6Address) -> tuple[IPv4Address, ...]:
    last = IPv4Address(int(ip) & 0xFFFF_FFFF)
    if ip in _MAPPED or ip in _NAT64 or ip in _COMPATIBLE:
        return (last,)
    if ip.sixtofour:
        return (ip.sixtofour,)
    return ip.teredo or ()


def _host(host: str, shown: str) -> str:
    if not host:
        raise SourceError(f"{shown} is no web address: it names no host", _CHECK)
    if len(host) > _LONGEST_HOST or "%" in host:  # The zone of a link, which names no machine elsewhere.
        raise SourceError(f"{shown} has no valid host name", _CHECK)
    try:
        if ":" in host:
            return str(IPv6Address(host))
        ascii_host = (host if host.isascii() else httpx.URL(scheme="http", host=host).raw_host.decode("ascii")).lower()
    except (ValueError, UnicodeError, httpx.InvalidURL) as error:
        raise SourceError(f"{shown} has no valid host name", _CHECK) from error
    labels = ascii_host.removesuffix(".").split(".")
    known = all(
        0 < len(label) < 64 and all(character.isalnum() or character in "-_" for character in label) for label in labels
    )
    if not known or len(ascii_host) > _LONGEST_HOST:
        raise SourceError(f"{shown} has no valid host name", _CHECK)
    return ascii_host


def _sendable(text: str) -> str:
    """Percent-encode what may not be sent as it is, and leave what is encoded already."""
    return quote(text, safe=_PRINTABLE, errors="replace")
