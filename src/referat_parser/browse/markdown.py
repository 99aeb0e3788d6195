"""Minutes as Markdown for a wiki or a mail: the meeting, a table of decisions, every item with its decision first."""

from __future__ import annotations

import re
from collections.abc import Iterator

from referat_parser import models as m
from referat_parser.browse import words
from referat_parser.browse.show import count_decisions, name_of, say_source
from referat_parser.outcomes import final_decision

_SIGNS = re.compile(r"([\\`*_\[\]<>|~&])")
_LINE_SIGNS = re.compile(r"^(\s*)([#+\-=>]|\d+(?=[.)]))", re.MULTILINE)


def to_markdown(referat: m.Referat) -> str:
    """The document as Markdown; nothing of its text is taken for markup or HTML."""
    lines = [f"# {_escape(referat.udvalg or 'Udvalg ikke fundet')}, {words.say_date(referat.dato) or 'uden dato'}", ""]
    facts = [
        ("Kommune", referat.kommune.navn if referat.kommune else None),
        ("Tid", "–".join(hour for hour in (referat.starttid, referat.sluttid) if hour)),
        ("Sted", referat.sted),
        ("Til stede", ", ".join(_person(p) for p in referat.deltagere)),
        ("Fraværende", ", ".join(_person(p) for p in referat.fravaerende)),
        ("Kilde", referat.kilde.fil),
    ]
    lines += [f"- **{label}:** {_escape(value)}" for label, value in facts if value]
    if referat.punkter:
        lines += ["", "| Punkt | Titel | Afgørelse | Stemmer | Side |", "|---:|---|---|---|---:|"]
    for punkt in referat.punkter:
        decision = final_decision(referat, punkt)
        cells = [
            name_of(referat, punkt),
            punkt.titel,
            words.outcome_of(referat, punkt).word,
            words.say_votes(decision) if decision else "",
            str(punkt.placering.side or ""),
        ]
        lines.append(f"| {' | '.join(_escape(cell).replace(chr(10), ' ') for cell in cells)} |")
    for punkt in referat.punkter:
        lines += ["", *_item(referat, punkt)]
    lines += ["", "---", "", f"*{_escape(count_decisions(referat))}*"]
    lines += [f"- {_escape(w.besked)}" for w in referat.advarsler]
    return "\n".join(lines) + "\n"


def _item(referat: m.Referat, punkt: m.Punkt) -> Iterator[str]:
    yield f"## {_escape(name_of(referat, punkt))}. {_escape(punkt.titel)}"
    notes = [f"Sag {punkt.sagsnummer}" if punkt.sagsnummer else None, "lukket punkt" if punkt.lukket else None]
    if any(notes):
        yield ""
        yield _escape(" · ".join(note for note in notes if note))
    final = final_decision(referat, punkt)
    for decision in [v for v in punkt.vedtagelser if v is final] + [v for v in punkt.vedtagelser if v is not final]:
        who = ", ".join(part for part in (decision.organ, words.say_date(decision.dato)) if part)
        label = "Afgørelse" if decision is final else "Også behandlet"
        yield ""
        yield f"**{label}: {words.say_outcome(decision.udfald).word}**{f' ({_escape(who)})' if who else ''}"
        yield ""
        yield from (f"> {line}".rstrip() for line in _escape(decision.tekst).split("\n"))
    sections: list[tuple[str, m.Sektion | None]] = [
        ("Indstilling", punkt.indstilling),
        ("Resumé", punkt.resume),
        ("Sagsfremstilling", punkt.sagsfremstilling),
    ]
    for label, section in [*sections, *((o.overskrift or "Øvrigt", o) for o in punkt.oevrige)]:
        if section:
            yield from ("", f"### {_escape((section.overskrift or label).rstrip(': '))}", "", _escape(section.tekst))
            for part in section.afsnit:
                yield from ("", f"#### {_escape(part.overskrift)}", "", _escape(part.tekst))
            for table in section.tabeller:
                yield from _table(table)
    if punkt.bilag:
        yield from ("", "### Bilag", "", *(f"- {_escape(each.titel)}" for each in punkt.bilag))
    yield ""
    yield f"*Kilde: {_escape(say_source(referat, punkt.placering))}*"


def _table(rows: list[list[str]]) -> Iterator[str]:
    widest = max((len(row) for row in rows), default=0)
    yield ""
    for number, row in enumerate(rows):
        cells = [_escape(cell).replace("\n", " ") for cell in [*row, *[""] * (widest - len(row))]]
        yield f"| {' | '.join(cells)} |"
        if number == 0:
            yield "|" + "---|" * widest


def _person(person: m.Person) -> str:
    return f"{person.navn} ({person.parti})" if person.parti else person.navn


def _escape(text: str) -> str:
    return _LINE_SIGNS.sub(_escape_line, _SIGNS.sub(r"\\\1", text))


def _escape_line(match: re.Match[str]) -> str:
    return f"{match[1]}{match[2]}" if match[2].isdigit() else f"{match[1]}\\{match[2]}"
