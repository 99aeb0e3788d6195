"""Minutes for a reader in a terminal: the meeting, a table of what was decided, one item in full, what was not understood."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from referat_parser import models as m
from referat_parser.browse import words
from referat_parser.outcomes import final_decision
from referat_parser.terminal import escape_for_terminal

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.text import Text

READING_WIDTH = 100


def render(referat: m.Referat, *, width: int, colour: bool, punkt: str | None = None) -> str | None:
    """The whole document, or one item in full, as lines of at most `width`; None when it has no such item.

    `punkt` is an item's printed number, else its position from 1. Nothing of the document is markup, and no control
    character comes through.
    """
    import io

    from rich.console import Console

    parts: list[RenderableType]
    if punkt is None:
        parts = [*_head(referat), *_table(referat), *_foot(referat)]
    else:
        item = find_item(referat, punkt)
        if item is None:
            return None
        parts = [*_item(referat, item)]
    out = io.StringIO()
    console = Console(
        file=out,
        width=width,
        force_terminal=colour,
        color_system="standard" if colour else None,
        markup=False,
        emoji=False,
        highlight=False,
        legacy_windows=False,
    )
    for part in parts:
        console.print(part)
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"


def find_item(referat: m.Referat, punkt: str) -> m.Punkt | None:
    """The item with this printed number, else the one at this position from 1; None when there is neither."""
    wanted = punkt.strip().rstrip(".").casefold()
    for item in referat.punkter:
        if item.nummer and item.nummer.rstrip(".").casefold() == wanted:
            return item
    if wanted.isdecimal() and 1 <= int(wanted) <= len(referat.punkter):
        item = referat.punkter[int(wanted) - 1]
        return item if item.nummer is None else None
    return None


def name_of(referat: m.Referat, punkt: m.Punkt) -> str:
    """The item's printed number, else its position from 1."""
    return punkt.nummer or str(next(n for n, p in enumerate(referat.punkter, 1) if p is punkt))


def _text(text: str, style: str = "") -> Text:
    from rich.text import Text

    return Text(escape_for_terminal(text), style=style)


def _style(outcome: words.Outcome) -> str:
    """White is the terminal's own colour: on a light ground white cannot be read."""
    return "default" if outcome.colour == "white" else outcome.colour


def _head(referat: m.Referat) -> Iterator[RenderableType]:
    title = _text(referat.udvalg or "Udvalg ikke fundet", "bold")
    if referat.kommune:
        title.append(escape_for_terminal(f" · {referat.kommune.navn} Kommune"))
    yield title
    kind = "Referat" if referat.dokumenttype == "referat" else "Dagsorden"
    day = words.say_weekday(referat.dato) if referat.dato else "dato ikke fundet"
    hours = "–".join(hour for hour in (referat.starttid, referat.sluttid) if hour)
    yield _text(" · ".join(part for part in (f"{kind} {day}", hours and f"kl. {hours}", referat.sted) if part))
    if referat.deltagere:
        yield _labelled(f"Til stede ({len(referat.deltagere)})", ", ".join(map(_person, referat.deltagere)))
    if referat.fravaerende:
        yield _labelled(f"Fraværende ({len(referat.fravaerende)})", ", ".join(map(_person, referat.fravaerende)))


def _labelled(label: str, value: str) -> Text:
    return _text(f"{label}: ", "dim").append_text(_text(value, "not dim"))


def _person(person: m.Person) -> str:
    notes = [person.parti, person.rolle]
    if isinstance(person, m.Fravaer):
        notes += [person.aarsag, f"punkt {person.punkter}" if person.punkter else None]
    said = ", ".join(note for note in notes if note)
    return f"{person.navn} ({said})" if said else person.navn


def _table(referat: m.Referat) -> Iterator[RenderableType]:
    from rich import box
    from rich.table import Table

    if not referat.punkter:
        return
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0), expand=False)
    table.add_column("Punkt", justify="right", no_wrap=True)
    table.add_column("Titel", ratio=1, overflow="fold")
    table.add_column("Afgørelse", max_width=22, overflow="fold")
    table.add_column("Stemmer", max_width=26, overflow="fold")
    if any(p.placering.side for p in referat.punkter):
        table.add_column("Side", justify="right", no_wrap=True)
    for number, punkt in enumerate(referat.punkter, 1):
        outcome, decision = words.outcome_of(referat, punkt), final_decision(referat, punkt)
        row = [
            _text(punkt.nummer or f"({number})"),
            _text(punkt.titel or "(uden titel)"),
            _text(_say_decision(punkt, decision, outcome), _style(outcome)),
            _text(words.say_votes(decision) if decision else ""),
        ]
        if len(table.columns) == 5:
            row.append(_text(str(punkt.placering.side or "")))
        table.add_row(*row)
    yield table


def _say_decision(punkt: m.Punkt, decision: m.Vedtagelse | None, outcome: words.Outcome) -> str:
    said = outcome.word
    if decision and decision.til and len(decision.til) <= 40:
        said += f" til {decision.til}" if not decision.til.startswith("til ") else f" {decision.til}"
    return f"{said} (lukket)" if punkt.lukket and outcome is not words.CLOSED else said


def _foot(referat: m.Referat) -> Iterator[RenderableType]:
    yield _text(count_decisions(referat))
    if referat.daekning < 1:
        yield _text(f"{referat.daekning:.1%} af dokumentets ord er læst ind i felterne.".replace(".", ",", 1))
    if referat.advarsler:
        yield _text("")
        yield _text("Bemærk:", "yellow")
        for warning in referat.advarsler:
            where = warning.placering.side if warning.placering else None
            yield _indented(f"{warning.besked}{f' (side {where})' if where else ''}", "· ")


def count_decisions(referat: m.Referat) -> str:
    """ "12 af 13 punkter har en afgørelse; punkt 4: ingen fundet": what a reader may rely on."""
    total = len(referat.punkter)
    if not total:
        return "Ingen punkter fundet i dokumentet."
    if referat.dokumenttype == "dagsorden":
        return f"{total} {'punkt' if total == 1 else 'punkter'}. Dokumentet er en dagsorden: der er ikke truffet afgørelser endnu."
    outcomes = [(name_of(referat, p), words.outcome_of(referat, p)) for p in referat.punkter]
    with_one = sum(outcome not in (words.NO_DECISION, words.CLOSED) for _, outcome in outcomes)
    said = f"{with_one} af {total} {'punkt' if total == 1 else 'punkter'} har en afgørelse"
    for outcome, tail in (
        (words.NO_DECISION, "ingen fundet"),
        (words.CLOSED, "lukket, uden afgørelse i dokumentet"),
        (words.UNREAD, "afgørelsen kunne ikke tolkes"),
    ):
        if names := [name for name, each in outcomes if each == outcome]:
            said += f"; punkt {_join(names)}: {tail}"
    return said + "."


def _join(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} og {names[-1]}"


def _indented(text: str, lead: str = "") -> RenderableType:
    from rich.padding import Padding
    from rich.table import Table

    if not lead:
        return Padding(_text(text), (0, 0, 0, 2))
    grid = Table.grid(padding=0)
    grid.add_row(_text(f"  {lead}"), _text(text))
    return grid


def _item(referat: m.Referat, punkt: m.Punkt) -> Iterator[RenderableType]:
    number = name_of(referat, punkt)
    yield _text(f"{number}. {punkt.titel}", "bold")
    facts = [referat.udvalg, words.say_date(referat.dato), punkt.sagsnummer and f"sag {punkt.sagsnummer}"]
    yield _text(" · ".join([fact for fact in facts if fact] + (["lukket punkt"] if punkt.lukket else [])), "dim")
    final = final_decision(referat, punkt)
    yield _text("")
    if final is None:
        outcome = words.outcome_of(referat, punkt)
        yield _text(f"Afgørelse: {outcome.word.lower()}", f"bold {_style(outcome)}")
    else:
        yield from _decision(final, "Afgørelse")
    for earlier in punkt.vedtagelser:
        if earlier is not final:
            yield from _decision(earlier, "Også behandlet")
    if punkt.indstilling:
        label = "Indstilling" + (f" fra {punkt.indstilling.indstiller}" if punkt.indstilling.indstiller else "")
        yield from _section(label, punkt.indstilling)
    for label, section in (("Resumé", punkt.resume), ("Sagsfremstilling", punkt.sagsfremstilling)):
        if section:
            yield from _section(_heading(section.overskrift, label), section)
    for other in punkt.oevrige:
        yield from _section(_heading(other.overskrift, "Øvrigt"), other)
    if punkt.bilag:
        yield _text("")
        yield _text(f"Bilag ({len(punkt.bilag)})", "bold")
        for each in punkt.bilag:
            yield _indented(each.titel, "· ")
    for warning in referat.advarsler:
        if warning.punkt == number:
            yield _text("")
            yield _text(f"Bemærk: {warning.besked}", "yellow")
    yield _text("")
    yield _text(f"Kilde: {say_source(referat, punkt.placering)}", "dim")


def say_source(referat: m.Referat, where: m.Placering) -> str:
    """ "fil.pdf, side 7, linje 120-188": where a value can be held against the document."""
    first, last = where.linjer
    lines = f"linje {first}" if first == last else f"linje {first}-{last}"
    return ", ".join(
        part for part in (referat.kilde.fil or "dokumentet", where.side and f"side {where.side}", lines) if part
    )


def _decision(decision: m.Vedtagelse, label: str) -> Iterator[RenderableType]:
    outcome = words.say_outcome(decision.udfald)
    line = _text(f"{label}: ", "bold").append_text(_text(outcome.word, f"bold {_style(outcome)}"))
    who = " · ".join(part for part in (decision.organ, words.say_date(decision.dato)) if part)
    if decision.placering.side:
        who = f"{who} · side {decision.placering.side}" if who else f"side {decision.placering.side}"
    yield line.append_text(_text(f"  {who}", "dim"))
    if decision.tekst:
        yield _indented(decision.tekst)
    if decision.afstemning:
        vote = decision.afstemning
        count = vote.antal or m.Stemmetal()
        for side, names, number in (
            ("For", vote.for_, count.for_),
            ("Imod", vote.imod, count.imod),
            ("Undlod", vote.undlod, count.undlod),
        ):
            if names or number:
                yield _indented(
                    f"{side}{f' ({number})' if number is not None else ''}: {', '.join(names) or '–'}", "▸ "
                )
    elif decision.enstemmig:
        yield _indented("Enstemmigt", "▸ ")
    for remark in decision.bemaerkninger:
        who = f" ({', '.join(remark.hvem)})" if remark.hvem else ""
        yield _indented(f"{words.REMARKS[remark.type]}{who}: {remark.tekst}", "▸ ")
    yield _text("")


def _section(label: str, section: m.Sektion) -> Iterator[RenderableType]:
    page = section.placering.side
    yield _text(label, "bold").append_text(_text(f"  side {page}" if page else "", "dim"))
    if section.tekst:
        yield _indented(section.tekst)
    for part in section.afsnit:
        yield _text("")
        yield _indented(part.overskrift, "")
        yield _indented(part.tekst)
    for table in section.tabeller:
        yield from _cells(table)
    yield _text("")


def _heading(printed: str | None, label: str) -> str:
    return (printed or label).rstrip(": ")


def _cells(rows: list[list[str]]) -> Iterator[RenderableType]:
    from rich import box
    from rich.table import Table

    table = Table(box=box.SQUARE, show_header=False)
    for row in rows:
        table.add_row(*(_text(cell) for cell in row))
    yield table
