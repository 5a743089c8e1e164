from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from audiocast.errors import SourceError
from audiocast.sources.fetching import fetch
from tests.sources.fetching.site import CERTIFICATES, QUICK, STORY, Site, site

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

AUTHORITY = CERTIFICATES / "authority.pem"
SUBJECT_HASH = "774b5dcc"
"""By which OpenSSL finds the authority in a folder (openssl-rehash)."""


@pytest.fixture(autouse=True)
def no_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("SSL_CERT_FILE", "SSL_CERT_DIR"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def served() -> Iterator[Site]:
    with site("page.pem") as running:
        yield running


def get(served: Site, tmp_path: Path, host: str = "127.0.0.1") -> bytes:
    address = f"{served.address.replace('127.0.0.1', host)}/story"
    here: Any = lambda host, port: ["127.0.0.1"]  # noqa: E731
    return fetch(address, allow_private=True, limits=QUICK, cache=tmp_path / "cache", lookup=here).data


@pytest.mark.parametrize("host", ["127.0.0.1", "newsroom.example"])
def test_an_authority_of_the_environment_is_trusted(served: Site, monkeypatch: Any, tmp_path: Path, host: str) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(AUTHORITY))
    assert get(served, tmp_path, host) == STORY


def test_a_folder_of_authorities_is_trusted(served: Site, monkeypatch: Any, tmp_path: Path) -> None:
    (tmp_path / f"{SUBJECT_HASH}.0").write_bytes(AUTHORITY.read_bytes())
    monkeypatch.setenv("SSL_CERT_DIR", str(tmp_path))
    assert get(served, tmp_path) == STORY


def test_an_authority_that_nobody_named_is_not_trusted(served: Site, monkeypatch: Any, tmp_path: Path) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", "")
    with pytest.raises(SourceError, match="not from an authority") as caught:
        get(served, tmp_path)
    assert "SSL_CERT_FILE" in caught.value.remedy
    assert not served.requests


def test_a_certificate_for_another_name(served: Site, monkeypatch: Any, tmp_path: Path) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(AUTHORITY))
    with pytest.raises(SourceError, match="its certificate is for another name"):
        get(served, tmp_path, "other.example")
    assert not served.requests


def test_a_certificate_that_has_expired(monkeypatch: Any, tmp_path: Path) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(AUTHORITY))
    with site("expired.pem") as served, pytest.raises(SourceError, match="its certificate has expired"):
        get(served, tmp_path)


@pytest.mark.parametrize("variable", ["SSL_CERT_FILE", "SSL_CERT_DIR"])
@pytest.mark.parametrize("content", [None, b"", b"no certificate"])
def test_what_holds_no_certificates_is_named(
    served: Site, monkeypatch: Any, tmp_path: Path, variable: str, content: bytes | None
) -> None:
    place = tmp_path / "authorities"
    if content is not None:
        place.write_bytes(content)
    monkeypatch.setenv(variable, str(place))
    with pytest.raises(SourceError, match=f"{variable} names .*authorities, which is no f") as caught:
        get(served, tmp_path)
    assert caught.value.remedy == f"Correct {variable}, or unset it"
