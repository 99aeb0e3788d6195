"""Danish words found in texts: parts of compounds and simple inflections, and the sentence they stand in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

Span = tuple[int, int]

_ENDINGS = ("ernes", "erne", "enes", "ene", "ens", "ers", "ets", "en", "er", "et", "es", "e", "s")
"""What Danish nouns and adjectives end in, longest first."""
_WEAK_ENDINGS = ("rnes", "rne", "ns", "rs", "ts", "n", "r", "t")
"""What comes behind a word's own e: skole-n, skole-r, skole-rne."""
_DOUBLED = re.compile(r"([bdfgklmnprst])\1$")
_LEAST_STEM = 5
_LEAST_PART = 4
_UMLAUTS = (
    ("barn", "børn"),
    ("bog", "bøger"),
    ("bonde", "bønder"),
    ("broder", "brødre"),
    ("by", "byer"),
    ("datter", "døtre"),
    ("fader", "fædre"),
    ("far", "fædre"),
    ("fod", "fødder"),
    ("gås", "gæs"),
    ("hånd", "hænder"),
    ("ko", "køer"),
    ("mand", "mænd"),
    ("moder", "mødre"),
    ("mor", "mødre"),
    ("nat", "nætter"),
    ("rod", "rødder"),
    ("stad", "stæder"),
    ("stang", "stænger"),
    ("tand", "tænder"),
    ("tang", "tænger"),
)
"""Plurals with another vowel, which no ending explains."""
_ROOTS = {form for pair in _UMLAUTS for form in pair}
_VOWELS = "aeiouyæøå"
_END_OF_SENTENCE = re.compile(r"[.!?…][\"”»')]*\s+(?=[\"“«(]*[A-ZÆØÅ0-9])|\n\s*")
_LONGEST_SENTENCE = 300


@dataclass(frozen=True, slots=True)
class Term:
    """One word or phrase that must be found: what it was asked for as, and the patterns of its forms.

    `needles` are in lower case; a text that holds the term holds at least one of them. Empty: nothing can be said.
    """

    asked: str
    pattern: re.Pattern[str]
    needles: tuple[str, ...] = ()

    def find(self, text: str) -> Iterator[Span]:
        """Where the term stands in the text, each the whole word or phrase, from the left, not overlapping."""
        end = 0
        for hit in self.pattern.finditer(text):
            if hit.start() >= end:
                first, end = _whole_words(text, hit.start(), hit.end())
                yield first, end


def read_query(words: str) -> tuple[Term, ...]:
    """The terms of a query: words, and phrases in quotation marks, which are taken word for word. All must be found."""
    terms = []
    for phrase, word in re.findall(r'["“”»«]([^"“”»«]+)["“”»«]|([^\s"“”»«]+)', words):
        if phrase.strip():
            parts = r"\s+".join(_spell(part) for part in phrase.split())
            longest = max(phrase.split(), key=len)
            terms.append(Term(phrase, re.compile(rf"(?<!\w){parts}(?!\w)", re.IGNORECASE), _needles([longest])))
        elif word:
            terms.append(Term(word, re.compile(_forms(word), re.IGNORECASE), _needles(stems_of(word))))
    return tuple(terms)


def _needles(stems: list[str]) -> tuple[str, ...]:
    """The stems in their spellings with å and with aa; none where accents could make others."""
    found: set[str] = set()
    for stem in stems:
        low = stem.casefold()
        if re.search("[éüö]|e$", low):
            low = re.split("[éüö]", low.removesuffix("e"))[0]
        found |= {low, low.replace("aa", "å"), low.replace("å", "aa")}
    return tuple(sorted(found))


def stems_of(word: str) -> list[str]:
    """The beginnings that the word's forms share, shortest first: "solcellerne" → "solcel", "boliger" → "bolig"."""
    word = word.casefold()
    found = {word}
    for one, many in _UMLAUTS:
        for form, other in ((one, many), (many, one)):
            if word.startswith(form) and word[len(form) :] in ("", *_ENDINGS, *_WEAK_ENDINGS):
                found.add(other if len(other) < 5 else other.removesuffix("er").removesuffix("e"))
                found.add(form if len(form) < 5 else form.removesuffix("er").removesuffix("e"))
    stem = _cut(word)
    found.add(stem)
    if _DOUBLED.search(stem) and stem != word:
        found.add(stem[:-1])
    return sorted((s for s in found if not any(s != t and s.startswith(t) for t in found)), key=len)


def _cut(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _LEAST_STEM:
            return word[: -len(ending)]
    for ending in _ENDINGS:
        rest = word.removesuffix(ending)
        if rest != word and _DOUBLED.search(rest) and len(rest) >= _LEAST_PART:
            return rest
    for ending in _WEAK_ENDINGS:
        rest = word.removesuffix(ending)
        if rest != word and rest.endswith("e") and len(rest) >= _LEAST_STEM:
            return rest
    for ending in _ENDINGS:
        rest = word.removesuffix(ending)
        if ending != "s" and rest != word and len(rest) >= 3 and rest[-1] not in _VOWELS:
            return rest
    return word


def _forms(word: str) -> str:
    """A pattern for the word's forms: anywhere in a word when it is long enough to mean something there."""
    if not re.fullmatch(r"\w+(?:-\w+)*", word) or any(c.isdigit() for c in word):
        return _spell(word)
    parts = [] if len(word) < 3 else [_spell(word) if len(word) >= _LEAST_STEM else rf"(?<!\w){_spell(word)}"]
    for stem in stems_of(word):
        if len(stem) > _LEAST_PART or stem in (word.casefold(), *_ROOTS):
            parts.append(_spell(stem) if len(stem) >= _LEAST_PART else _as_whole(stem))
            if stem.endswith("e"):
                parts.append(_as_whole(stem[:-1]))
        else:
            parts.append(_as_whole(stem))
    return "|".join(parts)


def _as_whole(stem: str) -> str:
    """A short stem as a word, or the last part of one, with or without an ending."""
    return rf"{_spell(stem)}(?:{stem[-1]}?(?:{'|'.join(_ENDINGS)}))?(?!\w)"


def _spell(text: str) -> str:
    """The text as a pattern in which å and aa, and letters with and without accent, are the same."""
    pattern = re.escape(text.casefold())
    return re.sub("aa|å", "(?:aa|å)", pattern).replace("é", "[eé]").replace("ü", "[uü]").replace("ö", "[öø]")


def _whole_words(text: str, start: int, end: int) -> Span:
    while start > 0 and (text[start - 1].isalnum()):
        start -= 1
    while end < len(text) and (text[end].isalnum()):
        end += 1
    return start, end


def find_all(terms: Iterable[Term], text: str) -> list[Span]:
    """Where any of the terms stands, in order, not overlapping."""
    spans: list[Span] = []
    for span in sorted(span for term in terms for span in term.find(text)):
        if not spans or span[0] >= spans[-1][1]:
            spans.append(span)
    return spans


def sentence_around(text: str, span: Span) -> Span:
    """The sentence that holds the span; a long one is cut at words, about 300 characters around it."""
    start, end = 0, len(text)
    for mark in _END_OF_SENTENCE.finditer(text):
        if mark.end() <= span[0]:
            start = mark.end()
        elif mark.start() >= span[1] - 1:
            end = mark.end()
            break
    if end - start > _LONGEST_SENTENCE:
        start = max(start, _word_start(text, span[0] - _LONGEST_SENTENCE // 2))
        end = min(end, _word_start(text, max(span[1], start + _LONGEST_SENTENCE)))
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _word_start(text: str, at: int) -> int:
    if at <= 0:
        return 0
    space = text.rfind(" ", max(0, at - 40), at)
    return space + 1 if space >= 0 else at
