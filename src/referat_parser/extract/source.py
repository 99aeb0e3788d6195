"""Told by its bytes: a PDF or a text."""

from __future__ import annotations

from collections.abc import Callable

from referat_parser.document import Source

_WINDOW = 1024
"""PDF readers accept a header within so many bytes, behind whatever a web server or a mail put there."""


def is_pdf(data: bytes) -> bool:
    return data.find(b"%PDF-", 0, _WINDOW) >= 0


def read_source(
    data: bytes,
    *,
    password: str | None = None,
    max_pages: int = 5000,
    on_pages: Callable[[int], None] | None = None,
) -> Source:
    """The lines of a PDF or a text. Raises the ReferatErrors of `read_pdf` and `read_text`."""
    if is_pdf(data):
        from referat_parser.extract.pdf import read_pdf

        return read_pdf(data, password=password, max_pages=max_pages, on_pages=on_pages)
    from referat_parser.extract.text import read_text

    return read_text(data)
