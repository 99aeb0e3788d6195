"""The sentences of a decision: where one ends and the next begins, in spite of initials, abbreviations and numbers."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from referat_parser.lexicon import load_rules, words


class Sentence(NamedTuple):
    """One sentence; `starts` tells what it begins: "" (runs on), "line" or "paragraph"."""

    text: str
    starts: str


_CANDIDATE = re.compile(r'[.!?;:]["”»)]?(\s+)(?=["”»(]?[A-ZÆØÅ0-9"”»])')
_BEFORE = re.compile(r"(\S*)[.!?]\S?$")
_NAME_PARTS = frozenset(("Kr", "Joh", "Johs", "Fr", "Sv", "Vald", "Aug", "Alb", "Hj"))
_NAMED = re.compile(r"(?:[A-ZÆØÅ][a-zæøåé]+|,|\b(?:og|samt|stemte))\s$")
_PLAIN_WORD = re.compile(r"[A-ZÆØÅ][a-zæøåé]|[a-zæøå]{2}")
_GOES_ON = re.compile(r"(?:[A-ZÆØÅ][\w.'’-]*\s+){0,4}(?:\([^)]*\)\s*)?(?!og\b|samt\b)[a-zæøå]")
_LETTER = re.compile(r"[A-ZÆØÅ](?=,| og | samt )")
_NUMBER = re.compile(r"[(]?(?:\d{1,3}|[a-zæøå]|[ivx]{1,4})\)?$", re.IGNORECASE)
_INITIALS = re.compile(r"(?:[A-ZÆØÅ]\.)+[A-ZÆØÅ]")
_LISTED = frozenset(("og", "samt", "stemte", "stemmer", "liste", "for", "imod", "mod", "af"))


@lru_cache(maxsize=1)
def _counted() -> frozenset[str]:
    """What a number before it counts, though it begins large."""
    return frozenset(load_rules("decisions")["ordinals"]["offices"])


_NEAR = 300
"""What tells whether a sentence ends stands within so many letters: a line may be a megabyte."""

_LONGEST = 4000
"""No sentence is longer: one that runs on is cut between two words, so that every pattern that reads sentences stays linear."""


def split_sentences(text: str) -> list[Sentence]:
    """The sentences of `text` in order, without losing a word; a line break or a blank line always ends one, and so do 4,000 letters."""
    found: list[Sentence] = []
    starts = "paragraph"
    for line in text.split("\n"):
        line = line.strip()
        if not line:
            starts = "paragraph"
            continue
        for sentence in _split_line(line):
            for piece in _cut(sentence):
                found.append(Sentence(piece, starts))
                starts = ""
        starts = "line"
    return found


def _split_line(line: str) -> list[str]:
    if ". " not in line and ":" not in line and "? " not in line and '" ' not in line and "”" not in line:
        return [line]
    parts: list[str] = []
    begin = 0
    for match in _CANDIDATE.finditer(line):
        before = line[max(begin, match.start(1) - _NEAR) : match.start(1)]
        if _ends(before, line[match.end() : match.end() + _NEAR]):
            parts.append(line[begin : match.start(1)])
            begin = match.end()
    parts.append(line[begin:])
    return parts


def _cut(sentence: str) -> list[str]:
    if len(sentence) <= _LONGEST:
        return [sentence]
    pieces: list[str] = []
    begin = 0
    while len(sentence) - begin > _LONGEST:
        blank = sentence.rfind(" ", begin + 1, begin + _LONGEST)
        end = blank if blank > 0 else begin + _LONGEST
        pieces.append(sentence[begin:end])
        begin = end + (blank > 0)
    return [*pieces, sentence[begin:]]


def _ends(before: str, after: str) -> bool:
    """Whether a sentence ends between the two."""
    if before[-1] in ";:":
        return False
    match = _BEFORE.search(before)
    if match is None:
        return True
    word = match[1].lstrip('("”»')
    low = word.casefold()
    if (len(word) == 1 and word.isupper()) or _INITIALS.fullmatch(word):
        return _ends_at_letter(before[: match.start()].split(), after)
    if low in words().abbreviated or (word in _NAME_PARTS and _NAMED.search(before[: match.start()]) is not None):
        return False
    if low in words().measures or (low == "m" and before[: match.start()].rstrip()[-1:].isdigit()):
        return _PLAIN_WORD.match(after) is not None
    if _NUMBER.match(word):
        if word.isdecimal() and after.partition(" ")[0].casefold() in _counted():
            return False  # "Magistratens 2. Afdeling"
        return bool(before[: match.start()].strip()) and not low.isalpha()
    return True


def _ends_at_letter(words: list[str], after: str) -> bool:
    """After a lone capital: the end of a list of parties, or an initial of a name?"""
    if not words:
        return False
    previous = words[-1]
    if previous[-1] not in ",+:" and previous.casefold() not in _LISTED and previous[0].isupper():
        return False
    return _GOES_ON.match(after) is not None or _LETTER.match(after) is not None
