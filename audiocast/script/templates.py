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
    from collections.abc import Iterable

    from audiocast.models.show import Show

TEMPLATES = ("intro", "sign_off", "summary")
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
    """Raise ConfigError for a template that is none, or that names a field there is not, even where no story asks."""
    import jinja2
    from jinja2 import meta

    known = fields(Article(title="", body=()), show)
    for field in dataclass_fields(show.templates):
        if field.name not in TEMPLATES:
            continue
        try:
            tree = jinja2.Environment(autoescape=False).parse(getattr(show.templates, field.name))
        except jinja2.TemplateError as error:
            raise _refusal(field.name, show, str(error), known) from error
        if unknown := sorted(meta.find_undeclared_variables(tree) - known.keys()):
            raise _refusal(field.name, show, f"there is no field {unknown[0]!r}", known)
        render(field.name, Article(title="Title", body=()), show)


def render(key: str, article: Article, show: Show) -> str:
    """The text of the show's template `key` for a story, on one line; raises ConfigError."""
    import jinja2
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    known = fields(article, show)
    environment = ImmutableSandboxedEnvironment(undefined=jinja2.StrictUndefined)
    try:
        text = environment.from_string(getattr(show.templates, key)).render(known)
    except Exception as error:  # a template is a program, and may fail as any program does
        raise _refusal(key, show, str(error) or type(error).__name__, known) from error
    return _DOUBLED_STOP.sub(r"\1", " ".join(clean(text).split()))


def _refusal(key: str, show: Show, problem: str, known: Iterable[str]) -> ConfigError:
    return ConfigError(
        f"{show.folder / 'show.toml'}, key templates.{key}: {problem.rstrip('.')}",
        f"The fields there are: {', '.join(known)}",
    )


def _listed(names: tuple[str, ...]) -> str:
    return " and ".join(part for part in (", ".join(names[:-1]), *names[-1:]) if part)
