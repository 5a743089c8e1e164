"""The categories that Apple Podcasts knows, exactly as a feed must spell them.

Source: https://podcasters.apple.com/support/1691-apple-podcasts-categories
"""

from __future__ import annotations

import difflib
from types import MappingProxyType
from typing import NamedTuple

CATEGORIES = MappingProxyType(
    {
        "Arts": ("Books", "Design", "Fashion & Beauty", "Food", "Performing Arts", "Visual Arts"),
        "Business": ("Careers", "Entrepreneurship", "Investing", "Management", "Marketing", "Non-Profit"),
        "Comedy": ("Comedy Interviews", "Improv", "Stand-Up"),
        "Education": ("Courses", "How To", "Language Learning", "Self-Improvement"),
        "Fiction": ("Comedy Fiction", "Drama", "Science Fiction"),
        "Government": (),
        "Health & Fitness": (
            "Alternative Health",
            "Fitness",
            "Medicine",
            "Mental Health",
            "Nutrition",
            "Sexuality",
        ),
        "History": (),
        "Kids & Family": ("Education for Kids", "Parenting", "Pets & Animals", "Stories for Kids"),
        "Leisure": (
            "Animation & Manga",
            "Automotive",
            "Aviation",
            "Crafts",
            "Games",
            "Hobbies",
            "Home & Garden",
            "Video Games",
        ),
        "Music": ("Music Commentary", "Music History", "Music Interviews"),
        "News": (
            "Business News",
            "Daily News",
            "Entertainment News",
            "News Commentary",
            "Politics",
            "Sports News",
            "Tech News",
        ),
        "Religion & Spirituality": (
            "Buddhism",
            "Christianity",
            "Hinduism",
            "Islam",
            "Judaism",
            "Religion",
            "Spirituality",
        ),
        "Science": (
            "Astronomy",
            "Chemistry",
            "Earth Sciences",
            "Life Sciences",
            "Mathematics",
            "Natural Sciences",
            "Nature",
            "Physics",
            "Social Sciences",
        ),
        "Society & Culture": ("Documentary", "Personal Journals", "Philosophy", "Places & Travel", "Relationships"),
        "Sports": (
            "Baseball",
            "Basketball",
            "Cricket",
            "Fantasy Sports",
            "Football",
            "Golf",
            "Hockey",
            "Rugby",
            "Running",
            "Soccer",
            "Swimming",
            "Tennis",
            "Volleyball",
            "Wilderness",
            "Wrestling",
        ),
        "TV & Film": ("After Shows", "Film History", "Film Interviews", "Film Reviews", "TV Reviews"),
        "Technology": (),
        "True Crime": (),
    }
)


class CategoryRefusal(NamedTuple):
    """Which key of a show is wrong, what stands there, and what may, the nearest spelling first."""

    key: str
    found: str
    allowed: tuple[str, ...]


def refuse_category(category: str, subcategory: str = "") -> CategoryRefusal | None:
    """Why Apple would refuse a category, or None where it is on the list; an empty subcategory is none."""
    if category not in CATEGORIES:
        return CategoryRefusal("category", category, _nearest_first(category, tuple(CATEGORIES)))
    if subcategory and subcategory not in CATEGORIES[category]:
        return CategoryRefusal("subcategory", subcategory, _nearest_first(subcategory, CATEGORIES[category]))
    return None


def _nearest_first(found: str, names: tuple[str, ...]) -> tuple[str, ...]:
    by_fold = {name.casefold(): name for name in names}
    near = [by_fold[fold] for fold in difflib.get_close_matches(found.casefold(), by_fold, n=3)]
    return (*near, *(name for name in names if name not in near))
