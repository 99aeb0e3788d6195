"""Told by its bytes: a PDF or a text; what can be saved of a damaged PDF, and why one has nothing."""

from __future__ import annotations

from collections.abc import Callable

from referat_parser.document import Source
from referat_parser.errors import Damaged, LimitSize

_WINDOW = 1024
"""PDF readers accept a header within so many bytes, behind whatever a web server or a mail put there."""

MOST_TEXT = 32 << 20
"""Bytes of a text: a hundred times the longest minutes."""


def is_pdf(data: bytes) -> bool:
    return data.find(b"%PDF-", 0, _WINDOW) >= 0


def read_source(
    data: bytes,
    *,
    password: str | None = None,
    max_pages: int = 5000,
    on_pages: Callable[[int], None] | None = None,
    max_text: int = MOST_TEXT,
) -> Source:
    """The lines of a PDF or a text.

    A PDF that cannot be opened is given a new end and tried again, which its notices tell. Raises the ReferatErrors of
    `read_pdf` and `read_text`, and LimitSize for a text of more than `max_text` bytes or a PDF that unpacks to
    megabytes of nothing.
    """
    if not is_pdf(data):
        if len(data) > max_text:
            raise LimitSize(f"it is {len(data) >> 20} MiB of text, {max_text >> 20} are allowed; split it")
        from referat_parser.extract.text import read_text

        return read_text(data)
    from referat_parser.extract.pdf import read_pdf

    try:
        source = read_pdf(data, password=password, max_pages=max_pages, on_pages=on_pages)
    except Damaged:
        from referat_parser.extract.rescue import rescue

        if (mended := rescue(data)) is None:
            raise
        source = read_pdf(mended, password=password, max_pages=max_pages, on_pages=on_pages)
    if not any(line.text for line in source.lines):
        _explain_nothing(source, data)
    return source


def _explain_nothing(source: Source, data: bytes) -> None:
    if not any(notice.kode == "side-uden-tekst" for notice in source.notices):
        from referat_parser.extract.bombs import refuse_bombs

        refuse_bombs(data)
