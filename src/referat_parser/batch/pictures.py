"""Which records stand when `--ocr` is changed: each is marked with what it rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from referat_parser.guard.ocr import Ocr

ANY = "any"
"""The mark of an input that no `--ocr` reads otherwise: a text, or what gave no pages at all."""
TEXT = "text"
"""The mark of a PDF without a page to read as a picture: it stands unless all pages are to be read."""


def mark(ocr: Ocr, wanted: int) -> str:
    """The mark of a PDF that has so many pages to read as pictures: the mode, with the limit where it left some out."""
    if not wanted:
        return TEXT
    return f"{ocr.mode}:{ocr.most_pages}" if _cuts(ocr, wanted) else ocr.mode


def standing_marks(ocr: Ocr) -> tuple[str, ...]:
    """The marks of the records that a run with this `--ocr` has no need to do again."""
    unasked = (ANY,) if ocr.mode == "always" else (ANY, TEXT)
    return (*unasked, ocr.mode, f"{ocr.mode}:{ocr.most_pages}")


def _cuts(ocr: Ocr, wanted: int) -> bool:
    return ocr.mode != "never" and ocr.most_pages is not None and wanted > ocr.most_pages
