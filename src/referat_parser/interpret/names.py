"""What the name of a person looks like, and the words that stand beside names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from referat_parser.bodies import is_body
from referat_parser.lexicon import load_rules, remembered

UP = "A-ZÆØÅÄÖÉÈÜÁ"
LOW = "a-zæøåéäöü"
"""Capital and small letters of names, as they stand between the brackets of a pattern."""
_WORD = re.compile(rf"(?:[{UP}]['’]?|Mc)[\w'’]*(?:[-–][{UP}a-zæøå][\w'’]*)*\.?")
INITIAL = re.compile(rf"(?:[{UP}]\.)+|[{UP}]|(?:Ch|Chr|Joh|Johs|Sv|Fr|Kr|Th|Jr|Jfr|Vald|Alb|Aug|Hj|Sdr|Ndr|Nr|Skt)\.")
MAX_NAME = 60


class Rules(NamedTuple):
    """The words of rules/people.toml, as they are looked for."""

    parties: frozenset[str]
    party_heading: re.Pattern[str]
    title: re.Pattern[str]
    substitutes: re.Pattern[str]
    stand_ins: re.Pattern[str]
    of_whom: re.Pattern[str]
    roles: frozenset[str]
    organisations: tuple[str, ...]
    reasons: frozenset[str]
    opener: re.Pattern[str]
    closer: re.Pattern[str]
    closes: re.Pattern[str]
    """The words of a `closer`: where they do not stand, neither does it, and that is told in a fifth of the time."""
    partial: tuple[str, ...]
    took_no_part: re.Pattern[str]
    took_part: re.Pattern[str]
    came_or_left: re.Pattern[str]
    mark: re.Pattern[str]
    nobody: frozenset[str]
    particles: frozenset[str]
    not_names: frozenset[str]
    not_first: frozenset[str]
    not_endings: tuple[str, ...]


def _one_of(words: list[str]) -> str:
    """A pattern for one of the words, whole; where none begins is told by the letter that stands there."""
    return rf"(?=[{''.join({re.escape(word[0]) for word in words})}])(?<!\w)(?:{_either(words)})(?!\w)"


def _either(words: list[str]) -> str:
    return "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in sorted(words, key=len, reverse=True))


@lru_cache(maxsize=1)
def people_rules() -> Rules:
    """Returns the rules, read once."""
    table: dict[str, Any] = load_rules("people")
    parties, absence, words = table["parties"], table["absence"], table["words"]
    return Rules(
        parties=frozenset(w.casefold() for w in parties["short"] + parties["names"] + parties["outside"]),
        party_heading=re.compile(
            rf"(?:({_either(parties['names'] + parties['outside'])})|(?:gruppe|liste)\s+([{UP}]))\s*(?:\(\w+\))?\s*:\s*",
            re.IGNORECASE,
        ),
        title=re.compile(rf"\w*?(?:{_either(table['titles']['endings'])})\.?:?", re.IGNORECASE),
        substitutes=re.compile(
            rf"\b(?:{_either(table['titles']['substitutes'])})|\b(?:er |var )?indkaldt\b|deltog i stedet|mødte\b|deltager i stedet",
            re.IGNORECASE,
        ),
        stand_ins=re.compile(rf",?\s+(?:og\s+)?(?:{_either(table['titles']['stand_ins'])}):?\s+(?=[{UP}])"),
        of_whom=re.compile(rf"(?:\w{{1,10}}\s+)?\w*(?:{_either(absence['of_whom'])}):?\s+(?=[{UP}])"),
        roles=frozenset(table["titles"]["roles"]),
        organisations=tuple(table["titles"]["organisations"]),
        reasons=frozenset(absence["reasons"]),
        opener=re.compile(rf"{_one_of(absence['openers'])}\s*:?\s*", re.IGNORECASE),
        closer=re.compile(rf"[,]?\s*(?:der\s+|som\s+)?{_one_of(absence['closers'])}", re.IGNORECASE),
        closes=re.compile(_one_of(absence["closers"]), re.IGNORECASE),
        partial=tuple(absence["partial"]),
        took_no_part=re.compile(rf"\s+(?:{_either(absence['took_no_part'])})\s+", re.IGNORECASE),
        took_part=re.compile(rf"\s+(?:{_either(absence['took_part'])})\s+(?=under|ved|i\s|til\s)", re.IGNORECASE),
        came_or_left=re.compile(
            rf"[^(]{{3,60}}?\b(?:{_either(load_rules('labels')['times']['people'])})\b", re.IGNORECASE
        ),
        mark=re.compile(
            rf"(?:{_either([m for k in ('present', 'absent') for m in table['marks'][k] if len(m) > 2])})(?!\w)",
            re.IGNORECASE,
        ),
        nobody=frozenset(words["nobody"]),
        particles=frozenset(words["particles"]),
        not_names=frozenset(w.casefold() for w in words["not_names"]),
        not_first=frozenset(w.casefold() for w in words["not_first"]),
        not_endings=tuple(words["not_endings"]),
    )


@remembered
def is_name(text: str) -> bool:
    """Whether the whole of `text` is a person's name by its shape: two words or more, none of them a word of minutes."""
    words = text.split()
    if not 2 <= len(words) <= 6 or len(text) > MAX_NAME:
        return False
    rules = people_rules()
    if words[0].casefold() in rules.not_first:
        return False
    full = 0
    for n, word in enumerate(words):
        low = word.casefold()
        if word in rules.particles and 0 < n < len(words) - 1:
            continue
        if INITIAL.fullmatch(word):
            full += n == 0
            continue
        if not _WORD.fullmatch(word) or low.rstrip(".") in rules.not_names or any(c.isdigit() for c in word):
            return False
        if word.endswith(".") or any(low.endswith(e) and len(low) > len(e) + 2 for e in rules.not_endings):
            return False
        full += 1
    last = words[-1]
    if (
        not text.isupper()
        and any(len(w) > 1 and w.isupper() and w.isalpha() for w in words)
        and not _ends_in_capitals(words)
    ):
        return False  # an abbreviation beside a name
    return (
        full >= 2 and len(last) > 1 and not INITIAL.fullmatch(last) and not is_body(text) and low not in rules.parties
    )


def _ends_in_capitals(words: Sequence[str]) -> bool:
    """Whether the last word of a name is a surname in capitals, "Ib FRIIS", "Ib Bo HANSEN", and no abbreviation of an association."""
    *given, last = words
    if not last.isupper() or any(word.isupper() and len(word) > 2 for word in given):
        return False
    return last.endswith("SEN") or (len(last) > 3 and sum(INITIAL.fullmatch(word) is None for word in given) == 1)
