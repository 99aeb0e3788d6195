"""Ruled tables of a PDF: rows of cells, by pdfplumber, on pages whose rulings may make a grid."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterable, Iterator
from typing import Any

from referat_parser.document import Box, Notice, Table
from referat_parser.extract import letters


def read_tables(
    data: bytes, pages: Iterable[int], password: str | None = None
) -> tuple[tuple[Table, ...], tuple[Notice, ...]]:
    """Returns the ruled tables of the pages (1-based), in page order, and a notice for each page that failed.

    Each table has at least two rows and two columns and some text. Never raises: pdfplumber is slow and brittle, and
    the lines of a table are read without it.
    """
    wanted = sorted(set(pages))
    if not wanted:
        return (), ()
    try:
        import pdfplumber

        logging.getLogger("pdfminer").setLevel(logging.ERROR)
        found = list(pdfplumber.open(io.BytesIO(data), pages=wanted, password=password or "").pages)
    except Exception:  # whatever pdfminer stumbles over
        return (), tuple(_unread(number) for number in wanted)
    tables: list[Table] = []
    notices: list[Notice] = []
    for page in found:
        number = page.page_number
        try:
            tables += _tables_of(page, number)
        except Exception:  # whatever pdfminer stumbles over
            notices.append(_unread(number))
        page.close()
    return tuple(tables), tuple(notices)


def _unread(number: int) -> Notice:
    return Notice("tabel-ikke-laest", f"Side {number} har en tabel, som kun er læst som linjer", number)


def _tables_of(page: Any, number: int) -> Iterator[Table]:
    left, top = page.bbox[:2]
    for found in page.find_tables():
        rows = tuple(tuple(_cell(cell) for cell in row) for row in found.extract())
        if len(rows) > 1 and max(map(len, rows)) > 1 and any(any(row) for row in rows):
            x0, y0, x1, y1 = found.bbox
            yield Table(rows, number, Box(x0 - left, y0 - top, x1 - left, y1 - top))


def _cell(text: str | None) -> str:
    return letters.normalise((text or "").replace("\n", " "))
