"""Hits as they leave the program: for a reader in a terminal, as JSON lines, and as CSV that Excel opens without harm."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable

from referat_parser.browse import words
from referat_parser.browse.find import Hit
from referat_parser.browse.search import Span
from referat_parser.outcomes import final_decision
from referat_parser.terminal import escape_for_terminal

COLUMNS = (
    "kommune",
    "udvalg",
    "dato",
    "punkt",
    "titel",
    "udfald",
    "stemmer",
    "lukket",
    "sted",
    "saetning",
    "fil",
    "side",
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_record(hit: Hit) -> dict[str, str | int | bool | None]:
    """One hit as plain values, keys in `COLUMNS`; `udfald` is the code of the contract, null where none was read."""
    decision = final_decision(hit.referat, hit.punkt)
    return {
        "kommune": hit.referat.kommune.navn if hit.referat.kommune else None,
        "udvalg": hit.referat.udvalg,
        "dato": hit.referat.dato.isoformat() if hit.referat.dato else None,
        "punkt": hit.number,
        "titel": hit.punkt.titel,
        "udfald": decision.udfald if decision else None,
        "stemmer": words.say_votes(decision) if decision else "",
        "lukket": hit.punkt.lukket,
        "sted": hit.where,
        "saetning": hit.sentence,
        "fil": str(hit.path) if hit.path else hit.referat.kilde.fil,
        "side": hit.page,
    }


def as_jsonl(hit: Hit) -> str:
    """One line of JSON, ending in a line break."""
    return json.dumps(as_record(hit), ensure_ascii=False) + "\n"


def as_csv(hits: Iterable[Hit]) -> str:
    """A table for Excel in Danish settings: byte order mark, semicolons, outcomes in words, and no cell that is a formula."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for hit in hits:
        record = as_record(hit) | {"udfald": hit.decision.word, "lukket": "ja" if hit.punkt.lukket else "nej"}
        writer.writerow([disarm("" if record[key] is None else str(record[key])) for key in COLUMNS])
    return "\ufeff" + out.getvalue()


def disarm(cell: str) -> str:
    """The cell with an apostrophe before what a spreadsheet would take for a formula."""
    return "'" + cell if cell.lstrip(" ").startswith(_FORMULA) else cell


def as_text(hit: Hit, *, colour: bool, width: int) -> str:
    """A hit as three or four lines: the meeting, the item and its decision, the sentence with the words marked."""
    import textwrap

    paint = _paint if colour else _plain
    meeting = " · ".join(
        part
        for part in (
            hit.referat.udvalg or "Udvalg ikke fundet",
            hit.referat.kommune.navn if hit.referat.kommune else None,
            words.say_short_date(hit.referat.dato) or "uden dato",
        )
        if part
    )
    page = f"side {hit.page}" if hit.page else ""
    source = ", ".join(part for part in (hit.path.name if hit.path else hit.referat.kilde.fil, page) if part)
    outcome = hit.decision
    closed = " (lukket)" if hit.punkt.lukket and outcome is not words.CLOSED else ""
    decision = final_decision(hit.referat, hit.punkt)
    votes = words.say_votes(decision) if decision else ""
    lines = [paint(escape_for_terminal(meeting), "bold") + paint(f"  {escape_for_terminal(source)}", "dim")]
    lines += textwrap.wrap(
        f"{escape_for_terminal(hit.number)}. {_marked(hit.punkt.titel, hit.title_marks)}",
        width,
        initial_indent="  ",
        subsequent_indent="     ",
    )
    said = escape_for_terminal(outcome.word + closed)
    lines.append(f"  → {paint(said, outcome.colour)}{f' · {escape_for_terminal(votes)}' if votes else ''}")
    if hit.sentence and hit.where != "Titel":
        marked = _marked(hit.sentence, hit.marks)
        wrapped = textwrap.wrap(marked, width - 4, break_long_words=False, break_on_hyphens=False)
        more = hit.places - len(hit.marks) - len(hit.title_marks)
        label = escape_for_terminal(hit.where) + (
            f", og {more} {'sted' if more == 1 else 'steder'} til" if more > 0 else ""
        )
        lines.append(paint(f"    {label}:", "dim"))
        lines += ["    " + line for line in wrapped]
    text = "\n".join(lines) + "\n"
    return text.replace(_OPEN, _CODES["mark"] if colour else "»").replace(_CLOSE, _CODES["off"] if colour else "«")


_OPEN, _CLOSE = "\x0e", "\x0f"
_CODES = {
    "bold": "\x1b[1m",
    "dim": "\x1b[2m",
    "mark": "\x1b[1;4m",
    "off": "\x1b[0m",
    "green": "\x1b[32m",
    "blue": "\x1b[34m",
    "cyan": "\x1b[36m",
    "yellow": "\x1b[33m",
    "red": "\x1b[31m",
    "magenta": "\x1b[35m",
    "white": "",
}


def _paint(text: str, style: str) -> str:
    return f"{_CODES[style]}{text}{_CODES['off']}" if _CODES[style] else text


def _plain(text: str, style: str) -> str:  # noqa: ARG001
    return text


def _marked(text: str, marks: tuple[Span, ...]) -> str:
    parts, at = [], 0
    for start, end in marks:
        word = escape_for_terminal(text[start:end]).replace(" ", f"{_CLOSE} {_OPEN}")
        parts += [escape_for_terminal(text[at:start]), _OPEN, word, _CLOSE]
        at = end
    return "".join([*parts, escape_for_terminal(text[at:])])
