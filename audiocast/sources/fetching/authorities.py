"""Whose word is taken for who a server is: the authorities that certificates are checked against."""

from __future__ import annotations

import os
import ssl
from pathlib import Path

import httpx

from audiocast.errors import SourceError

FILE_VARIABLE, FOLDER_VARIABLE = "SSL_CERT_FILE", "SSL_CERT_DIR"
"""OpenSSL's own names, which other programs heed too; what they name stands in place of the usual authorities."""


def tls_context() -> ssl.SSLContext:
    """What checks certificates: by those that the environment names, else by Mozilla's list. Raises SourceError."""
    file, folders = (os.environ.get(name) or None for name in (FILE_VARIABLE, FOLDER_VARIABLE))
    if not file and not folders:
        return httpx.create_ssl_context(trust_env=False)
    if folders and not any(Path(folder).is_dir() for folder in folders.split(os.pathsep)):
        raise _unusable(FOLDER_VARIABLE, folders, "folder of certificates")
    try:
        context = ssl.create_default_context(cafile=file, capath=folders)
    except OSError as error:  # An error of ssl is one as well.
        raise _unusable(FILE_VARIABLE, file or "", "file of certificates in PEM form") from error
    # Python 3.13 and later refuse what inspecting proxies have, an authority without all that RFC 5280 wants of it.
    context.verify_flags &= ~ssl.VERIFY_X509_STRICT
    return context


def _unusable(variable: str, value: str, wanted: str) -> SourceError:
    return SourceError(
        f"{variable} names {value}, which is no {wanted} that can be read", f"Correct {variable}, or unset it"
    )
