"""What every stage speaks of: the extracted lines of a source, and where they stand."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal, NamedTuple


class Box(NamedTuple):
    """A rectangle in PDF points, origin at the page's top left as displayed."""

    x0: float
    top: float
    x1: float
    bottom: float


class Line(NamedTuple):
    """One printed line. For a text source `page`, `box`, `size` and `bold` are None, None, 0.0 and False.

    `number` is 1-based over the whole source: `lines[n - 1].number == n`.
    `text` is normalised: NFC, no control characters, no soft hyphens (a hyphen that pdfium reports as put in
    for the line break, at the end of the line, is U+0002 and stays), no-break spaces as spaces, no space at
    either end.
    """

    number: int
    text: str
    page: int | None = None
    box: Box | None = None
    size: float = 0.0
    bold: bool = False


class Notice(NamedTuple):
    """Something the user is to know, found before the document was understood: becomes an `advarsel`."""

    kode: str
    besked: str
    page: int | None = None


class Table(NamedTuple):
    """A ruled table: rows of cells, and the lines of the source that stand in it."""

    rows: tuple[tuple[str, ...], ...]
    page: int
    box: Box


class Seen(NamedTuple):
    """Where a line that was read from a picture stands on the page as displayed, and which of its words are doubtful."""

    box: Box
    unsure: tuple[str, ...]


class Source(NamedTuple):
    """An extracted source: all its lines in reading order, and what came with them."""

    format: Literal["pdf", "tekst"]
    engine: str | None
    lines: tuple[Line, ...]
    pages: int | None = None
    tables: tuple[Table, ...] = ()
    notices: tuple[Notice, ...] = ()
    ocr_pages: tuple[int, ...] = ()
    page_sizes: tuple[tuple[float, float], ...] = ()
    covered: tuple[int, ...] = ()
    """Pages of little text that one picture fills: a stamp or a running header may be all that is not drawn."""
    seen: Mapping[int, Seen] = MappingProxyType({})
    """Of the lines that were read from a picture, by line number; their `Line.box` is where they stand once the page is set straight."""
