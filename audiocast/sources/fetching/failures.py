"""What kept a page from being fetched, in words: from the errors of the network to the one that a user reads."""

from __future__ import annotations

import errno
import socket
import ssl
from typing import TYPE_CHECKING, Any

import httpcore

from audiocast.errors import SourceError
from audiocast.sources.fetching.addresses import shorten
from audiocast.sources.fetching.backend import DeadlineError, PrivateAddressError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

FAILURES = (
    *(httpcore.NetworkError, httpcore.ProtocolError, httpcore.UnsupportedProtocol, httpcore.TimeoutException),
    OSError,
)
"""All that a request may raise."""

_CHECK = "Check the address"
_CONNECTION = "Check this machine's connection, or save the page and name the file"
_LATER = "Try again later, or save the page and name the file"
_EITHER = "Check the address and the connection, or save the page and name the file"

_NAMES = {
    getattr(socket, "EAI_NONAME", None): ("its name is not known", "Check the address, and this machine's connection"),
    getattr(socket, "EAI_NODATA", None): ("its name leads to no machine", _CHECK),
}
_NO_LOOKUP = ("its name cannot be looked up now", _CONNECTION)

_UNTRUSTED = (
    "its certificate is not from an authority that this program trusts",
    "If your network inspects what is fetched, name the file of its certificate in SSL_CERT_FILE",
)
_CERTIFICATES = {  # By OpenSSL's number (openssl-verification-options).
    9: ("its certificate is not valid yet", "Check this machine's date, or tell the site"),
    10: ("its certificate has expired", "Check this machine's date, or tell the site"),
    **dict.fromkeys((18, 19, 20, 21), _UNTRUSTED),
    **dict.fromkeys((62, 64), ("its certificate is for another name", _CHECK)),
}
_NO_TLS = frozenset({"WRONG_VERSION_NUMBER", "HTTP_REQUEST", "RECORD_LAYER_FAILURE", "UNSUPPORTED_PROTOCOL"})

_BROKEN_OFF = ("the connection was broken off", _LATER)
_NO_WAY = ("this machine has no way to it", _CONNECTION)
_FORBIDDEN = ("this machine does not let programs connect to it", "Ask who keeps its firewall")
_KINDS: dict[type[BaseException], tuple[str, str]] = {
    ConnectionRefusedError: ("its server refuses the connection", "Check the address and its port, or try again later"),
    ConnectionResetError: _BROKEN_OFF,
    ConnectionAbortedError: _BROKEN_OFF,
    BrokenPipeError: _BROKEN_OFF,
    ssl.SSLEOFError: _BROKEN_OFF,
    ssl.SSLZeroReturnError: _BROKEN_OFF,
    PermissionError: _FORBIDDEN,
}
_NUMBERS = dict.fromkeys(
    (errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN, errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT), _NO_WAY
)
_NO_HTTP = ("what answers there does not speak HTTP as it should", _CHECK)
_ENDS = ("disconnected without", "closed connection")
"""What httpcore and h11 say of a server that hangs up; neither has a class for it."""


def explained(error: Exception, called: str) -> SourceError:
    """The error of a page that is not to be had; `called` is its address as errors show it."""
    if isinstance(error, PrivateAddressError):
        return SourceError(
            f"{called} is on this machine or its own network ({error})",
            "If that is meant, fetch it with --allow-private",
        )
    if isinstance(error, (DeadlineError, httpcore.TimeoutException, TimeoutError)):
        return SourceError(f"{called} did not answer in time", _LATER)
    for cause in _causes(error):
        if found := _known(cause):
            problem, remedy = found
            break
    else:
        problem, remedy = shorten(str(error)).rstrip(".") or type(error).__name__, _EITHER
    return SourceError(f"{called} cannot be fetched: {problem}", remedy)


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    """The error and what led to it, the deepest first: that is the system's own. httpcore has it as context only."""
    if error is not None:
        yield from _causes(error.__cause__ or error.__context__)
        yield error


def _known(cause: BaseException) -> tuple[str, str] | None:
    for kind, explain in _BY_CONTENT.items():
        if isinstance(cause, kind):
            return explain(cause)
    return next((words for kind, words in _KINDS.items() if isinstance(cause, kind)), None) or _of_system(cause)


def _of_name(cause: Any) -> tuple[str, str]:
    return _NAMES.get(cause.errno, _NO_LOOKUP)


def _of_certificate(cause: Any) -> tuple[str, str]:
    other = (f"its certificate is not valid ({shorten(cause.verify_message)})", _LATER)
    return _CERTIFICATES.get(cause.verify_code, other)


def _of_protocol(cause: Any) -> tuple[str, str]:
    return _BROKEN_OFF if any(end in str(cause) for end in _ENDS) else _NO_HTTP


def _of_system(cause: BaseException) -> tuple[str, str] | None:
    if isinstance(cause, ssl.SSLError):
        if cause.reason in _NO_TLS:
            return "its server does not speak HTTPS there", "Check the address; it may have to begin with http://"
        said = f" ({cause.reason.replace('_', ' ').lower()})" if cause.reason else ""
        return f"no secure connection to it can be had{said}", _LATER
    if isinstance(cause, OSError) and cause.strerror:
        return _NUMBERS.get(cause.errno or 0, (shorten(cause.strerror), _EITHER))
    return None


_BY_CONTENT: dict[type[BaseException], Callable[[Any], tuple[str, str]]] = {
    socket.gaierror: _of_name,
    ssl.SSLCertVerificationError: _of_certificate,
    httpcore.RemoteProtocolError: _of_protocol,
}
