"""The show's own words: strict Jinja2 templates over a fixed set of fields."""

from __future__ import annotations

import re
from dataclasses import fields as dataclass_fields
from typing import TYPE_CHECKING

from audiocast.errors import ConfigError
from audiocast.models.article import Article
from audiocast.script.headline import sentence_case
from audiocast.text import clean

if TYPE_CHECKING:
    from audiocast.models.show import Show

_DOUBLED_STOP = re.compile(r"([.!?…][\"”’»)]?)\.(?=\s|$)")


def fields(article: Article, show: Show) -> dict[str, str | int]:
    """What a template may name, and what it stands for; a field the page did not give is empty or 0."""
    return {
        "show": show.title,
        "station": article.station or show.station,
        "call_letters": show.call_letters,
        "title": article.title,
        "headline": sentence_case(article.title, (block.text for block in article.body)),
        "reporter": _listed(article.byline),
        "reporter_count": len(article.byline),
        "copyright": article.copyright,
        "copyright_holder": article.copyright_holder,
    }


def check_templates(show: Show) -> None:
    """Raise ConfigError for a template that could not be rendered for any story."""
    for field in dataclass_fields(show.templates):
        render(field.name, Article(title="Title", body=()), show)


def render(key: str, article: Article, show: Show) -> str:
    """The text of the show's template `key` for a story, on one line; raises ConfigError."""
    import jinja2
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    known = fields(article, show)
    environment = ImmutableSandboxedEnvironment(undefined=jinja2.StrictUndefined)
    try:
        text = environment.from_string(getattr(show.templates, key)).render(known)
    except (jinja2.TemplateError, ArithmeticError, LookupError, TypeError, ValueError) as error:
        raise ConfigError(
            f"{show.folder / 'show.toml'}, key templates.{key}: {error}",
            f"The fields there are: {', '.join(known)}",
        ) from error
    return _DOUBLED_STOP.sub(r"\1", " ".join(clean(text).split()))


def _listed(names: tuple[str, ...]) -> str:
    return " and ".join(part for part in (", ".join(names[:-1]), *names[-1:]) if part)
