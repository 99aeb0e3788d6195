"""Hits over documents: which items hold all the words, where, in which sentence, and what was decided there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from referat_parser import models as m
from referat_parser.browse import words
from referat_parser.browse.reading import Reading
from referat_parser.browse.search import Span, Term, find_all, sentence_around
from referat_parser.outcomes import final_decision

Passage = tuple[str, str, m.Placering]
"""What a text is called, the text, and where it stands."""


@dataclass(frozen=True, slots=True)
class Filters:
    """Which items are looked at: all of those set must hold."""

    udvalg: str | None = None
    fra: dt.date | None = None
    til: dt.date | None = None
    udfald: frozenset[str] = field(default=frozenset())
    uenighed: bool = False
    lukket: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """One item that holds the words. `sentence` is from the passage called `where`; `marks` are the words in it.

    `title_marks` are the words in the item's title, `places` the words in all of it.
    """

    path: Path | None
    referat: m.Referat
    punkt: m.Punkt
    number: str
    where: str
    sentence: str
    marks: tuple[Span, ...]
    page: int | None
    places: int
    title_marks: tuple[Span, ...] = ()

    @property
    def decision(self) -> words.Outcome:
        return words.outcome_of(self.referat, self.punkt)


def find_hits(readings: Iterable[Reading], terms: tuple[Term, ...], filters: Filters | None = None) -> Iterator[Hit]:
    """The items that hold every term somewhere and pass the filters, in document order. Without terms, all that pass."""
    filters = filters or Filters()
    for reading in readings:
        if not _meeting_passes(reading.referat, filters):
            continue
        for number, punkt in enumerate(reading.referat.punkter, 1):
            if item_passes(reading.referat, punkt, filters) and (
                hit := _look(reading, punkt, punkt.nummer or str(number), terms)
            ):
                yield hit


def _meeting_passes(referat: m.Referat, filters: Filters) -> bool:
    if filters.udvalg and filters.udvalg.casefold() not in (referat.udvalg or "").casefold():
        return False
    if (filters.fra or filters.til) and referat.dato is None:
        return False
    return not (
        (filters.fra and referat.dato and referat.dato < filters.fra)
        or (filters.til and referat.dato and referat.dato > filters.til)
    )


def item_passes(referat: m.Referat, punkt: m.Punkt, filters: Filters) -> bool:
    """True when the item's own decision has one of the outcomes, any of its decisions was split, and it was closed, as asked."""
    if filters.lukket and not punkt.lukket:
        return False
    if filters.uenighed and not any(words.is_split(v) for v in punkt.vedtagelser):
        return False
    if filters.udfald:
        decision = final_decision(referat, punkt)
        return decision is not None and decision.udfald in filters.udfald
    return True


def passages(punkt: m.Punkt) -> Iterator[Passage]:
    """Every text of an item in the order a reader wants it: title, decisions, recommendation, the case, attachments."""
    yield "Titel", punkt.titel, punkt.placering
    if punkt.sagsnummer:
        yield "Sagsnummer", punkt.sagsnummer, punkt.placering
    for decision in punkt.vedtagelser:
        yield "Afgørelse", decision.tekst, decision.placering
    sections: list[tuple[str, m.Sektion | None]] = [
        ("Indstilling", punkt.indstilling),
        ("Resumé", punkt.resume),
        ("Sagsfremstilling", punkt.sagsfremstilling),
    ]
    for label, section in [*sections, *(((o.overskrift or "Øvrigt").rstrip(": "), o) for o in punkt.oevrige)]:
        if section:
            yield label, section.tekst, section.placering
            for part in section.afsnit:
                yield part.overskrift.rstrip(": "), f"{part.overskrift}\n{part.tekst}", part.placering
            for table in section.tabeller:
                yield f"{label}, tabel", "\n".join(" · ".join(row) for row in table), section.placering
    for each in punkt.bilag:
        yield "Bilag", each.titel, each.placering
    for fact in punkt.oplysninger:
        yield fact.navn or "Oplysning", fact.tekst, fact.placering


def _look(reading: Reading, punkt: m.Punkt, number: str, terms: tuple[Term, ...]) -> Hit | None:
    missing = set(terms)
    found: list[tuple[Passage, list[Span]]] = []
    for passage in passages(punkt):
        if spans := find_all(terms, passage[1]):
            found.append((passage, spans))
            missing -= {term for term in missing if next(term.find(passage[1]), None)}
    if missing:
        return None
    if not found:
        return Hit(reading.path, reading.referat, punkt, number, "", "", (), punkt.placering.side, 0)
    (where, text, placering), spans = _most_telling(found, terms)
    start, end = sentence_around(text, spans[0])
    marks = tuple((a - start, b - start) for a, b in spans if start <= a and b <= end)
    return Hit(
        reading.path,
        reading.referat,
        punkt,
        number,
        where,
        text[start:end].replace("\n", " "),
        marks,
        placering.side or punkt.placering.side,
        sum(len(each) for _, each in found),
        tuple(find_all(terms, punkt.titel)),
    )


def _most_telling(found: list[tuple[Passage, list[Span]]], terms: tuple[Term, ...]) -> tuple[Passage, list[Span]]:
    """The passage with the most of the terms; of those the first that is a text, for the title is shown anyway."""

    def worth(pair: tuple[Passage, list[Span]]) -> tuple[int, bool]:
        (where, text, _), _ = pair
        return sum(next(term.find(text), None) is not None for term in terms), where not in ("Titel", "Bilag")

    return max(found, key=worth)
