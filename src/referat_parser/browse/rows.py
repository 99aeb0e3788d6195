"""Items as rows for a spreadsheet: one row an item, Danish heads, what a reader asks for first."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from pathlib import Path

from referat_parser import models as m
from referat_parser.browse import words
from referat_parser.browse.hits import disarm
from referat_parser.browse.reading import Reading
from referat_parser.outcomes import final_decision

HEADS = (
    "Kommune",
    "Udvalg",
    "Dato",
    "Punkt",
    "Titel",
    "Sagsnummer",
    "Lukket",
    "Afgørelse",
    "Stemmer",
    "For",
    "Imod",
    "Undlod",
    "Beslutning",
    "Indstilling",
    "Tidligere behandlet",
    "Bilag",
    "Fil",
    "Side",
)
Cell = str | int | None
_WIDTHS = (14, 26, 11, 7, 46, 14, 8, 22, 22, 18, 18, 18, 70, 60, 40, 40, 34, 6)
_MOST = 32_000
"""Characters; Excel's cells hold 32,767."""


def rows_of(readings: Iterable[Reading]) -> Iterator[list[Cell]]:
    """One row an item, cells in the order of `HEADS`; the date as ISO text, a page as a number."""
    for reading in readings:
        for number, punkt in enumerate(reading.referat.punkter, 1):
            yield _row(reading, punkt, number)


def _row(reading: Reading, punkt: m.Punkt, number: int) -> list[Cell]:
    referat = reading.referat
    decision = final_decision(referat, punkt)
    vote = (decision.afstemning if decision else None) or m.Afstemning()
    earlier = [
        " ".join(p for p in (v.organ, words.say_short_date(v.dato), words.say_outcome(v.udfald).word) if p)
        for v in punkt.vedtagelser
        if v is not decision
    ]
    return [
        referat.kommune.navn if referat.kommune else None,
        referat.udvalg,
        referat.dato.isoformat() if referat.dato else None,
        punkt.nummer or str(number),
        punkt.titel,
        punkt.sagsnummer,
        "ja" if punkt.lukket else "nej",
        words.outcome_of(referat, punkt).word,
        words.say_votes(decision) if decision else None,
        ", ".join(vote.for_),
        ", ".join(vote.imod),
        ", ".join(vote.undlod),
        decision.tekst if decision else None,
        punkt.indstilling.tekst if punkt.indstilling else None,
        "; ".join(earlier),
        "; ".join(each.titel for each in punkt.bilag),
        str(reading.path) if reading.path else referat.kilde.fil,
        (decision.placering.side if decision else None) or punkt.placering.side,
    ]


def to_csv(readings: Iterable[Reading]) -> str:
    """For Excel in Danish settings: byte order mark, semicolons; no cell is taken for a formula."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(HEADS)
    for row in rows_of(readings):
        writer.writerow(["" if cell is None else disarm(str(cell)) for cell in row])
    return "\ufeff" + out.getvalue()


def write_xlsx(readings: Iterable[Reading], target: Path | io.BytesIO) -> None:
    """A workbook of one sheet with filters and a frozen head; texts are texts, never formulas or links. Needs xlsxwriter."""
    import datetime as dt

    import xlsxwriter

    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(target, options) as book:
        sheet = book.add_worksheet("Punkter")
        head = book.add_format({"bold": True, "bottom": 1, "bg_color": "#E8EEF4"})
        day = book.add_format({"num_format": "dd-mm-yyyy", "valign": "top"})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        for i, (name, width) in enumerate(zip(HEADS, _WIDTHS, strict=True)):
            sheet.set_column(i, i, width)
            sheet.write_string(0, i, name, head)
        last = 0
        for last, row in enumerate(rows_of(readings), 1):
            for i, cell in enumerate(row):
                if cell is None or cell == "":
                    continue
                if isinstance(cell, int):
                    sheet.write_number(last, i, cell, wrapped)
                elif HEADS[i] == "Dato" and cell >= "1900":
                    sheet.write_datetime(last, i, dt.datetime.fromisoformat(cell), day)
                else:
                    sheet.write_string(last, i, cell if len(cell) <= _MOST else f"{cell[:_MOST]} … [afkortet]", wrapped)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, max(last, 1), len(HEADS) - 1)
