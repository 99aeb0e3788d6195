"""Where a meeting is held: whether a line names a room or a building, by the words of it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, NamedTuple

from referat_parser.lexicon import load_rules

_WORD = re.compile(r"[^\W\d_]+")


class _Rules(NamedTuple):
    words: frozenset[str]
    endings: tuple[str, ...]
    not_first: frozenset[str]
    by_way_of: frozenset[str]


@lru_cache(maxsize=1)
def _rules() -> _Rules:
    places: dict[str, Any] = load_rules("labels")["places"]
    return _Rules(
        words=frozenset(places["words"]),
        endings=tuple(places["endings"]),
        not_first=frozenset(places["not_places"]),
        by_way_of=frozenset(places["by_way_of"]),
    )


def is_place(text: str) -> bool:
    """Whether a line names a room or a building by one of its words, and is no sentence."""
    words = _WORD.findall(text.casefold())
    if not words or len(words) > 12 or words[0] in _rules().not_first or text.rstrip().endswith(("?", "!")):
        return False
    return any(map(_names_place, words))


def begins_as_place(text: str) -> bool:
    """Whether a line is a place that stands first in it: "Rådhuset, lokale 2", "Via Teams", but not "Ombygning af rådhuset"."""
    first = _WORD.search(text.casefold())
    return first is not None and is_place(text) and (_names_place(first[0]) or first[0] in _rules().by_way_of)


def is_place_word(text: str) -> bool:
    """Whether a line is one word and that is a place: "Rådhus"."""
    return text.casefold() in _rules().words


def _names_place(word: str) -> bool:
    return word in _rules().words or word.endswith(_rules().endings)
