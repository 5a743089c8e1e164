"""Web addresses in ASCII, as feeds need them."""

from __future__ import annotations

from urllib.parse import quote, urlsplit, urlunsplit

from audiocast.text import clean

# RFC 3986: what may stand in a path, a query or a fragment unescaped; "%" stays, for what is escaped already.
_SAFE = "/%:@!$&'()*+,;=~-._?"


def join(base: str, name: str) -> str:
    """The address of a file below a base address; `name` may hold any character."""
    return f"{base.rstrip('/')}/{quote(name, safe='/-._~')}"


def ascii_address(url: str) -> str:
    """An http or https address in ASCII, its host by IDNA; "" where it is none."""
    try:
        parts = urlsplit(clean(url).strip())
        host, port = (parts.hostname or "").encode("idna").decode("ascii"), parts.port
    except ValueError:  # UnicodeError, from a host that is no name, is one as well
        return ""
    if parts.scheme.lower() not in {"http", "https"} or not host:
        return ""
    host = f"[{host}]" if ":" in host else quote(host, safe="-._~")
    place = f"{host}:{port}" if port else host
    return urlunsplit((parts.scheme.lower(), place, *(_escaped(part) for part in parts[2:])))


def _escaped(part: str) -> str:
    escaped = quote(part, safe=_SAFE)
    pieces = escaped.split("%")
    # A percent sign that escapes nothing is one itself.
    return pieces[0] + "".join(("%" if _is_hex(piece[:2]) else "%25") + piece for piece in pieces[1:])


def _is_hex(digits: str) -> bool:
    return len(digits) == 2 and all(digit in "0123456789abcdefABCDEF" for digit in digits)
