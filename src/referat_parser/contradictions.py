"""What the values of one decision say against its text, against each other or against the document: where it was read
from a picture, the sign of a misreading that Tesseract was sure of."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from referat_parser import models as m
from referat_parser.dates import find_date
from referat_parser.document import Source
from referat_parser.lexicon import load_rules


class Known(NamedTuple):
    """Who may vote: the people that the document names outside its votes, and the letters that it or the country knows."""

    people: frozenset[str]
    letters: frozenset[str]


class _Wording(NamedTuple):
    voting: re.Pattern[str]
    sides: dict[str, re.Pattern[str]]
    parties: frozenset[str]
    letters: frozenset[str]


@lru_cache(maxsize=1)
def _wording() -> _Wording:
    voting: dict[str, str] = load_rules("decisions")["voting"]
    parties: dict[str, list[str]] = load_rules("people")["parties"]
    return _Wording(
        re.compile(voting["any"]),
        {side: re.compile(voting[side]) for side in _SIDES},
        frozenset(name.casefold() for name in parties["names"]),
        frozenset(parties["letters"]),
    )


_SIDES = ("for", "imod", "undlod")
_LONE_LETTER = re.compile(r"(?<![\w.-])[A-ZÆØÅ](?![\w.-])")
_LIST = r"(?:,| og|\+) ?"
# A sign that stands where a party's letter should: "A, 0 og V", "(4, B", "l stemte imod".
_NO_LETTER = re.compile(
    rf"(?<![\w.-])[A-ZÆØÅ]{_LIST}([^\sA-ZÆØÅ(“”\"'–-])(?=[,.;)]|{_LIST}[A-ZÆØÅ](?!\w)|\s+(?:stem|undlod))"
    rf"|(?:^|[(:\s])([^\sA-ZÆØÅ(“”\"'–-])(?=,? ?(?:og )?[A-ZÆØÅ](?:{_LIST}[A-ZÆØÅ](?!\w)|\)))"
    r"|(?:^|[.,]\s+|\bog\s+)([0Il|])(?=\s+(?:stemte|undlod)\b)"
)
_ENDS = (".", "!", "?", ":")
_OPEN = re.compile(r"(?:[,(-]|\b(?:og|for|imod|mod|stemte|af)|\([^()]*)$")
_END = re.compile(r"[.!?]\s+(?=[A-ZÆØÅ])")
_EARLIEST, _LATEST = dt.timedelta(days=3 * 366), dt.timedelta(days=92)
"""So far before the meeting, or after it, a decision of its items is taken at most: by another body, or told later."""


def says_of_voting(text: str) -> bool:
    """Whether a text tells that somebody voted."""
    return _wording().voting.search(text.casefold()) is not None


def who_may_vote(document: m.Referat, source: Source) -> Known:
    """The people and letters that make a voter plausible."""
    people = [*document.deltagere, *document.fravaerende]
    people += [each for punkt in document.punkter for v in punkt.vedtagelser for each in v.fravaerende]
    often = Counter(letter for line in source.lines for letter in set(_LONE_LETTER.findall(line.text)))
    letters = {letter for letter, lines in often.items() if lines > 1}
    letters |= {each.parti for each in people if each.parti}
    return Known(frozenset(each.navn.casefold() for each in document.deltagere), _wording().letters | letters)


def find_contradictions(document: m.Referat, punkt: m.Punkt, vedtagelse: m.Vedtagelse, known: Known) -> list[str]:
    """What speaks against the date and votes of one of an item's decisions, in Danish; nothing where all agrees."""
    found = list(_of_date(document, punkt, vedtagelse))
    if says_of_voting(vedtagelse.tekst) or vedtagelse.afstemning is not None:
        found += _of_text(vedtagelse.tekst)
        own = known if vedtagelse.organ == document.udvalg else known._replace(people=frozenset())
        found += _of_votes(vedtagelse.afstemning, vedtagelse.tekst, own)
    return found


def _of_date(document: m.Referat, punkt: m.Punkt, vedtagelse: m.Vedtagelse) -> Iterator[str]:
    dato, meeting = vedtagelse.dato, document.dato
    if dato is None or meeting is None:
        return
    if not meeting - _EARLIEST <= dato <= meeting + _LATEST:
        yield f"datoen {dato} ligger langt fra mødets, {meeting}"
    printed = find_date(f"{vedtagelse.overskrift or ''} {vedtagelse.tekst}")
    by_another = len(punkt.vedtagelser) > 1 and vedtagelse.organ != document.udvalg
    if by_another and dato == meeting and (printed is None or printed.value != dato):
        yield f"{vedtagelse.organ} står uden egen dato, og mødets er taget"


def _of_text(text: str) -> Iterator[str]:
    for above, below in pairwise(text.split("\n\n")):
        sentence = f"{_END.split(above)[-1]} {_END.split(below)[0]}"
        goes_on = (below[:1].islower() or below[:1] == "(") and not above.endswith(_ENDS)
        if (goes_on or _OPEN.search(above)) and says_of_voting(sentence):
            yield f"en sætning om stemmer er brudt over ved “{above.split()[-1]}”"
    for match in _NO_LETTER.finditer(" ".join(text.split())):
        yield f"“{next(filter(None, match.groups()))}” står i en række af partibogstaver"


def _of_votes(afstemning: m.Afstemning | None, text: str, known: Known) -> Iterator[str]:
    low = " ".join(text.casefold().split())
    votes = afstemning or m.made(m.Afstemning)
    counts = votes.antal or m.made(m.Stemmetal)
    alone = [counts.for_, counts.imod, counts.undlod].count(None) == 2
    sides = (
        ("for", votes.for_, counts.for_),
        ("imod", votes.imod, counts.imod),
        ("undlod", votes.undlod, counts.undlod),
    )
    named = any(voters and count is not None for _, voters, count in sides)
    for side, voters, count in sides:
        if not voters and count is None and _wording().sides[side].search(low):
            yield f"teksten nævner stemmer, men ingen er læst som “{side}”"
        yield from (f"“{voter}” kendes ikke" for voter in voters if not _is_known(voter, known))
        if count is not None:
            yield from _of_count(side, voters, count)
        if named and count and not voters and re.search(rf"\bstemte:? {count}\b", low):
            yield f"{count} stemte “{side}”, og kun den anden sides navne er læst"
        if count in (0, 1) and alone and not voters:
            yield f"{count} som “{side}” kan være et parti"


def _of_count(side: str, voters: Sequence[str], count: int) -> Iterator[str]:
    people = all(_is_person(voter) for voter in voters)
    if voters and (count < len(voters) or (people and count > len(voters))):
        yield f"{count} stemte “{side}”, og {len(voters)} er nævnt"


def _is_person(voter: str) -> bool:
    return " " in voter and voter.casefold() not in _wording().parties and not voter.casefold().startswith("liste")


def _is_known(voter: str, known: Known) -> bool:
    if len(voter) == 1:
        return voter in known.letters
    if not _is_person(voter):
        return (
            voter.casefold() in _wording().parties
            or voter.isupper()
            or any(voter.casefold() in name.split() for name in known.people)
            or "list" in voter.casefold()
        )
    return not known.people or _near(voter.casefold(), known.people)


def _near(name: str, people: frozenset[str]) -> bool:
    first, *_, last = name.split()
    return any(first in person.split() or last in person.split() for person in people)
