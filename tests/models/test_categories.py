from __future__ import annotations

import pytest

from audiocast.models.categories import CATEGORIES, refuse_category


@pytest.mark.parametrize("category", CATEGORIES)
def test_what_is_on_the_list_is_taken(category: str) -> None:
    assert refuse_category(category) is None
    for subcategory in CATEGORIES[category]:
        assert refuse_category(category, subcategory) is None


@pytest.mark.parametrize(
    ("category", "subcategory", "key", "nearest"),
    [
        ("Newz", "", "category", "News"),
        ("news", "", "category", "News"),
        ("Society and Culture", "", "category", "Society & Culture"),
        ("News", "daily news", "subcategory", "Daily News"),
        ("News", "Improv", "subcategory", "Business News"),
        ("Technology", "Tech News", "subcategory", None),
    ],
)
def test_what_is_not_is_refused_with_the_nearest_first(
    category: str, subcategory: str, key: str, nearest: str | None
) -> None:
    refusal = refuse_category(category, subcategory)
    assert refusal is not None
    assert (refusal.key, refusal.found) == (key, subcategory or category)
    assert (refusal.allowed[0] if refusal.allowed else None) == nearest
    assert len(refusal.allowed) == len(CATEGORIES[category] if subcategory else CATEGORIES)
