from __future__ import annotations

import errno
import socket
import ssl
from typing import TYPE_CHECKING, Any

import httpcore
import pytest

from audiocast.errors import SourceError
from audiocast.sources.fetching import fetch
from audiocast.sources.fetching.failures import explained
from tests.sources.fetching.site import QUICK, raw

if TYPE_CHECKING:
    from pathlib import Path


def caused(cause: BaseException, kind: type[Exception] = httpcore.ConnectError) -> Exception:
    error = kind(cause)
    error.__cause__ = cause
    return error


def of_certificate(code: int) -> ssl.SSLCertVerificationError:
    error = ssl.SSLCertVerificationError(1, "certificate verify failed")
    error.verify_code, error.verify_message = code, "said so"
    return error


def of_tls(reason: str) -> ssl.SSLError:
    error = ssl.SSLError(1, f"[SSL: {reason}] (_ssl.c:1006)")
    error.reason = reason
    return error


@pytest.mark.parametrize(
    ("cause", "problem", "remedy"),
    [
        (socket.gaierror(socket.EAI_NONAME, "Name or service not known"), "name is not known", "Check the address"),
        (socket.gaierror(socket.EAI_AGAIN, "Temporary failure"), "cannot be looked up now", "connection"),
        (ConnectionRefusedError(errno.ECONNREFUSED, "Connection refused"), "refuses the connection", "port"),
        (ConnectionResetError(errno.ECONNRESET, "Reset by peer"), "connection was broken off", "Try again"),
        (BrokenPipeError(errno.EPIPE, "Broken pipe"), "connection was broken off", "Try again"),
        (ssl.SSLEOFError(8, "[SSL: UNEXPECTED_EOF_WHILE_READING]"), "connection was broken off", "Try again"),
        (OSError(errno.ENETUNREACH, "Network is unreachable"), "no way to it", "connection"),
        (OSError(errno.EHOSTUNREACH, "No route to host"), "no way to it", "connection"),
        (PermissionError(errno.EPERM, "Operation not permitted"), "does not let programs connect", "firewall"),
        (OSError(errno.EMFILE, "Too many open files"), "Too many open files", "Check"),
        (of_certificate(9), "not valid yet", "date"),
        (of_certificate(10), "certificate has expired", "date"),
        (of_certificate(18), "not from an authority", "SSL_CERT_FILE"),
        (of_certificate(19), "not from an authority", "SSL_CERT_FILE"),
        (of_certificate(20), "not from an authority", "SSL_CERT_FILE"),
        (of_certificate(62), "for another name", "Check the address"),
        (of_certificate(64), "for another name", "Check the address"),
        (of_certificate(23), "certificate is not valid (said so)", "Try again"),
        (of_tls("WRONG_VERSION_NUMBER"), "does not speak HTTPS there", "http://"),
        (of_tls("SSLV3_ALERT_HANDSHAKE_FAILURE"), "sslv3 alert handshake failure", "Try again"),
        (of_tls(""), "no secure connection to it can be had", "Try again"),
    ],
    ids=lambda value: getattr(value, "strerror", value),
)
def test_each_failure_is_told_in_words(cause: BaseException, problem: str, remedy: str) -> None:
    error = explained(caused(cause), "The page")
    assert error.problem.startswith("The page cannot be fetched: ")
    assert problem in error.problem
    assert remedy in error.remedy
    assert not any(sign in error.problem for sign in ("Errno", "_ssl.c", "SSL:", "[", ".."))


@pytest.mark.parametrize("error", [httpcore.ReadTimeout(), httpcore.ConnectTimeout("timed out"), TimeoutError()])
def test_what_takes_too_long_did_not_answer(error: Exception) -> None:
    assert explained(error, "The page").problem == "The page did not answer in time"


def test_a_failure_without_a_word_has_its_name() -> None:
    assert explained(httpcore.ReadError(), "The page").problem == "The page cannot be fetched: ReadError"


@pytest.mark.parametrize(
    ("answer", "problem"),
    [
        (b"", "broken off"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc", "broken off"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nab", "broken off"),
        (b"220 mail.example ESMTP\r\n\r\n", "does not speak HTTP"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nabc", "does not speak HTTP"),
        (b"HTTP/1.1 200 OK\r\n" + b"a: b\r\n" * 50_000, "does not speak HTTP"),
    ],
)
def test_a_server_that_does_not_keep_to_http(answer: bytes, problem: str, tmp_path: Path) -> None:
    with raw(answer) as address, pytest.raises(SourceError, match=f"/story cannot be fetched: .*{problem}"):
        fetch(f"{address}/story", allow_private=True, limits=QUICK, cache=tmp_path)


def test_a_server_without_tls(tmp_path: Path) -> None:
    with raw(b"HTTP/1.1 400 Bad Request\r\n\r\n") as address, pytest.raises(SourceError, match="not speak HTTPS there"):
        fetch(f"{address.replace('http', 'https')}/", allow_private=True, limits=QUICK, cache=tmp_path)


def test_a_port_where_nobody_listens(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    with pytest.raises(SourceError, match="its server refuses the connection"):
        fetch(f"http://127.0.0.1:{port}/", allow_private=True, limits=QUICK, cache=tmp_path)


def test_a_name_that_nobody_knows(tmp_path: Path) -> None:
    def lookup(host: str, port: int) -> Any:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    with pytest.raises(SourceError, match="its name is not known"):
        fetch("http://nowhere.example/", limits=QUICK, cache=tmp_path, lookup=lookup)
