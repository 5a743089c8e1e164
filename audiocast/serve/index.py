"""The page that lists the shows and the addresses to subscribe to."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from audiocast.models.show import Show

# Nothing is loaded from anywhere, and no script runs, whatever a show calls itself.
CONTENT_SECURITY_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"

_PAGE = """\
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Shows on this computer</title>
<style>
:root {{ color-scheme: light dark; }}
body {{ font: 1.125rem/1.5 system-ui, sans-serif; max-width: 40rem; margin: 0 auto; padding: 1rem; }}
a {{ overflow-wrap: anywhere; }}
</style>
</head>
<body>
<main>
<h1>Shows on this computer</h1>
<p>To subscribe, add the address of a show's feed to a podcast app on this computer.</p>
{shows}
</main>
</body>
</html>
"""
_SHOW = """\
<section aria-labelledby="show-{number}">
<h2 id="show-{number}" lang="{language}">{title}</h2>
<p lang="{language}">{description}</p>
<p>Feed: <a href="{feed}">{feed}</a></p>
</section>"""


def index_page(shows: Iterable[tuple[Show, str]]) -> str:
    """The page for shows and the addresses of their feeds."""
    sections = [
        _SHOW.format(
            number=number,
            language=escape(show.language),
            title=escape(show.title),
            description=escape(show.description),
            feed=escape(feed),
        )
        for number, (show, feed) in enumerate(shows, 1)
    ]
    return _PAGE.format(shows="\n".join(sections) or "<p>There is no show in this workspace yet.</p>")
