"""What a reader of the result should know: gaps, doubles and disagreements, each an `advarsel` in Danish."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable

from referat_parser import models as m
from referat_parser.dates import find_date
from referat_parser.interpret.front import lists_people
from referat_parser.titles import title_key


def find_oddities(document: m.Referat, daekning: float, divided: Container[tuple[int, int]] = ()) -> list[m.Advarsel]:
    """All that is odd about a document, in the order of its punkter; empty when nothing is.

    `divided` holds the decisions that tell of more votes than the one that was read: the position of the punkt, and that
    of its vedtagelse, both from 0.
    """
    found: list[m.Advarsel] = []
    if not document.punkter:
        found.append(m.made(m.Advarsel, kode="ingen-punkter", besked="Ingen punkter fundet i dokumentet."))
    if daekning < 1.0:
        found.append(
            m.made(m.Advarsel, kode="daekning", besked=f"Kun {daekning:.1%} af dokumentets ord er med i resultatet.")
        )
    if untitled := sum(not punkt.titel for punkt in document.punkter):
        besked = f"{untitled} af {len(document.punkter)} punkter har ingen titel i dokumentet."
        found.append(m.made(m.Advarsel, kode="titel-mangler", besked=besked))
    found += _further_meetings(document)
    found += _numbers(document)
    found += _contents(document)
    found += _decisions(document, divided)
    return found


_LONGEST_HEAD = 80


def _further_meetings(document: m.Referat) -> Iterable[m.Advarsel]:
    """One for each item in whose text another meeting seems to begin: its day on a line, and a list of who was there."""
    for position, punkt in enumerate(document.punkter, 1):
        if not any(s.overskrift and s.tekst and lists_people(s.overskrift, "present") for s in punkt.oevrige):
            continue
        for text in (*(s.tekst for s in punkt.oevrige), *(v.tekst for v in punkt.vedtagelser)):
            last = text.rpartition("\n")[2]
            date = find_date(last) if "møde" in last and len(last) < _LONGEST_HEAD else None
            if date is not None and date.value != document.dato and last[-1] != ".":
                besked = f"Under punkt {_name(punkt, position)} begynder måske et andet møde: “{last}”."
                yield _of_item("flere-moeder", besked, punkt.nummer, punkt)
                break


def _name(punkt: m.Punkt, position: int) -> str:
    return punkt.nummer or str(position)


def _numbers(document: m.Referat) -> Iterable[m.Advarsel]:
    seen: dict[str, int] = {}
    before: int | None = None
    held = {punkt.nummer for punkt in document.punkter}
    for position, punkt in enumerate(document.punkter, 1):
        if punkt.nummer is None:
            continue
        if punkt.nummer in seen:
            yield m.made(
                m.Advarsel,
                kode="nummer-gentaget",
                besked=f"Punkt {punkt.nummer} forekommer flere gange.",
                punkt=punkt.nummer,
                placering=punkt.placering,
            )
        seen[punkt.nummer] = position
        digits = re.match(r"\d+", punkt.nummer)
        number = int(digits[0]) if digits else None
        between = range(before + 1, number) if number is not None and before is not None else range(0)
        if number is not None and before is not None and not all(str(n) in held for n in between):
            missing = f"{before + 1}" if number == before + 2 else f"{before + 1}-{number - 1}"
            yield m.made(
                m.Advarsel,
                kode="nummer-spring",
                besked=f"Punkt {missing} findes ikke mellem {before} og {number}.",
                punkt=punkt.nummer,
                placering=punkt.placering,
            )
        before = number if number is not None else before


def _contents(document: m.Referat) -> Iterable[m.Advarsel]:
    if not document.indholdsfortegnelse or not document.punkter:
        return
    by_title = {title_key(p.titel): p for p in document.punkter}
    by_number = {p.nummer.lstrip("0"): p for p in document.punkter if p.nummer}
    listed: set[int] = set()
    for entry in document.indholdsfortegnelse:
        punkt = by_number.get((entry.nummer or "").lstrip("0"))
        if punkt is None or title_key(punkt.titel) != title_key(entry.titel):
            punkt = by_title.get(title_key(entry.titel))
        if punkt is None and entry.nummer and (punkt := by_number.get(entry.nummer.lstrip("0"))) is not None:
            yield m.made(
                m.Advarsel,
                kode="indhold-anden-titel",
                besked=f"Indholdsfortegnelsen kalder punkt {entry.nummer} “{entry.titel}”.",
                punkt=punkt.nummer,
                placering=punkt.placering,
            )
        if punkt is None:
            yield m.made(
                m.Advarsel,
                kode="indhold-mangler-punkt",
                besked=f"“{entry.titel}” står i indholdsfortegnelsen, men er ikke fundet som punkt.",
                punkt=entry.nummer,
            )
        else:
            listed.add(id(punkt))
    for position, punkt in enumerate(document.punkter, 1):
        if id(punkt) not in listed:
            yield m.made(
                m.Advarsel,
                kode="punkt-ikke-i-indhold",
                besked=f"“{punkt.titel}” står ikke i indholdsfortegnelsen.",
                punkt=_name(punkt, position),
                placering=punkt.placering,
            )


def _decisions(document: m.Referat, divided: Container[tuple[int, int]]) -> Iterable[m.Advarsel]:
    is_minutes = document.dokumenttype == "referat"
    for position, punkt in enumerate(document.punkter, 1):
        name, awaited = _name(punkt, position), is_minutes and not punkt.lukket
        if awaited and not punkt.vedtagelser:
            yield _of_item("mangler-vedtagelse", f"Punkt {name} har ingen vedtagelse.", name, punkt)
        for n, one in enumerate(punkt.vedtagelser):
            if one.udfald is None and one.tekst:
                yield _of_item("udfald-ukendt", f"Vedtagelsen under punkt {name} kunne ikke tolkes.", name, one)
            elif awaited and not one.tekst:
                yield _of_item("vedtagelse-tom", f"Punkt {name} har en tom vedtagelse.", name, one)
            if (position - 1, n) in divided:
                besked = f"Vedtagelsen under punkt {name} fortæller om flere afstemninger end den, der er læst."
                yield _of_item("flere-afstemninger", besked, name, one)


def _of_item(kode: str, besked: str, punkt: str | None, where: m.Punkt | m.Vedtagelse) -> m.Advarsel:
    return m.made(m.Advarsel, kode=kode, besked=besked, punkt=punkt, placering=where.placering)
