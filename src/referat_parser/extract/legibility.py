"""Whether a text can be words: how many of its words hold letters that do not follow each other in Danish."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from operator import add

from referat_parser.lexicon import load_rules

BAD = 0.09
"""From this share of odd words on a text is bad. Of the corpus no page has more than 0.06; one letter in 25 misread gives 0.11."""
LEAST = 20
"""Fewer words than this say nothing."""

_WORD = re.compile(r"[^\W\d_]{2}")
_BROKEN = re.compile(r"[^\W\d_](?:[^\w\s.,:;/()\-–'’&@+\"”“»«%]|\d[^\W\d_])|[a-zæøå][A-ZÆØÅ]{1,2}[a-zæøå]|\ufffd")
_RUN = re.compile(r"[a-zæøå]{2,}")


@cache
def _known_pairs() -> frozenset[str]:
    table = load_rules("letters")
    return frozenset(first + second for first, others in table["after"].items() for second in others)


def odd_share(words: list[str]) -> float:
    """Returns which share of the words of three letters or more is odd; 0.0 where there are fewer than `LEAST`."""
    long = [word for word in words if len(word) > 2 and (word.isalpha() or _WORD.search(word))]
    return sum(map(_is_odd, long)) / len(long) if len(long) >= LEAST else 0.0


@lru_cache(4096)  # minutes say the same words over and over
def _is_odd(word: str) -> bool:
    if not (word.isalpha() and word[1:].islower()) and _BROKEN.search(word):
        return True
    known = _known_pairs()
    folded = word.casefold().replace("é", "e").replace("ü", "y").replace("ö", "ø").replace("ä", "æ")
    return any(len(run) > 2 and not known.issuperset(map(add, run, run[1:])) for run in _RUN.findall(folded))
