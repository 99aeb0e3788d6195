"""PDF to lines: each printed line, or cell of one, with its text, place, size and weight, by pdfium."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from referat_parser.document import Line, Notice, Source, Table
from referat_parser.errors import Damaged, Encrypted, LimitPages
from referat_parser.extract import pdfium
from referat_parser.extract.order import order_pieces
from referat_parser.extract.page import PageText, read_page
from referat_parser.garbage import uncollected

_UNREADABLE_SHARE = 0.02
_PICTURE_SHARE = 0.05  # of the page: smaller pictures are logos


def read_pdf(
    data: bytes,
    *,
    password: str | None = None,
    max_pages: int = 5000,
    on_pages: Callable[[int], None] | None = None,
) -> Source:
    """Returns the lines of a PDF in reading order, cell by cell where a row has cells, with ruled tables and notices.

    A page that cannot be read, has no text, or whose letters cannot be trusted is named in a notice; the others
    are read all the same. `on_pages` hears how many pages there are before they are read. Raises Encrypted, Damaged (also for a file without pages) and LimitPages.
    """
    with pdfium.lock, _open(data, password) as (library, document), uncollected():
        count = library.FPDF_GetPageCount(document)
        if count < 1:
            raise Damaged("it has no pages; fetch the file again")
        if count > max_pages:
            raise LimitPages(f"it has {count} pages, {max_pages} are allowed; raise --max-pages or split it")
        if on_pages is not None:
            on_pages(count)
        notices = [] if _is_whole(library, document, data) else [_DAMAGED]
        lines: list[Line] = []
        new = tuple.__new__  # what Line() does, at a third of the cost
        sizes: list[tuple[float, float]] = []
        tables: list[Table] = []
        covered: list[int] = []
        factor = 0.0
        for number in range(1, count + 1):
            page = _read_page(library, document, number, factor)
            factor = page.factor or factor
            sizes.append((page.width, page.height))
            notices += _notices_of(page, number)
            tables += page.tables
            if page.is_covered:
                covered.append(number)
            lines += [
                new(Line, (at, said, number, box, size, bold))
                for at, (said, box, size, bold, _, _, _, _) in enumerate(order_pieces(page.pieces), len(lines) + 1)
            ]
    return Source("pdf", "pdfium", tuple(lines), count, tuple(tables), tuple(notices), (), tuple(sizes), tuple(covered))


_DAMAGED = Notice("beskadiget-fil", "Filen er beskadiget eller afkortet; den er læst, så langt det kunne lade sig gøre")


@contextmanager
def _open(data: bytes, password: str | None) -> Iterator[tuple[ctypes.PyDLL, int]]:
    library = pdfium.load()
    document = library.FPDF_LoadMemDocument64(data, len(data), password.encode() if password is not None else None)
    if not document:
        if library.FPDF_GetLastError() == pdfium.PASSWORD_ERROR:
            state = "the password does not fit" if password else "it is protected by a password"
            raise Encrypted(f"{state}; give it with --password")
        raise Damaged("it cannot be opened as a PDF; fetch the file again")
    try:
        yield library, document
    finally:
        library.FPDF_CloseDocument(document)


def _is_whole(library: ctypes.PyDLL, document: int, data: bytes) -> bool:
    tail = data[-2048:]
    return (
        b"%%EOF" in tail and b"startxref" in tail and bool(library.FPDF_DocumentHasValidCrossReferenceTable(document))
    )


def _read_page(library: ctypes.PyDLL, document: int, number: int, factor: float) -> PageText:
    page = library.FPDF_LoadPage(document, number - 1)
    if not page:
        return PageText(readable=False)
    try:
        text = library.FPDFText_LoadPage(page)
        if not text:
            return PageText(readable=False)
        try:
            return read_page(library, page, text, number, factor)
        finally:
            library.FPDFText_ClosePage(text)
    finally:
        library.FPDF_ClosePage(page)


def _notices_of(page: PageText, number: int) -> Iterator[Notice]:
    if not page.readable:
        yield Notice("side-kan-ikke-laeses", f"Side {number} kan ikke læses", number)
    if page.is_picture:
        yield Notice("side-uden-tekst", f"Side {number} er et billede uden tekst", number)
    if page.unreadable > _UNREADABLE_SHARE:
        share = f"{page.unreadable:.0%}".replace("%", " %")
        yield Notice("uleselige-tegn", f"Side {number}: {share} af tegnene kan ikke læses", number)
    if page.has_hidden:
        yield Notice("skjult-tekst", f"Side {number} har skjult tekst, som er læst med", number)
    if page.reread:
        yield Notice("side-laest-om", f"Side {number} er læst som ren tekst, uden plads på siden", number)
