"""Rows whose parts stand far apart: where the cells of a label column or a table end and begin.

pdfium joins what stands on one baseline by a space. A row is looked at letter by letter only where it is
wider than its letters explain.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

# Widths in Helvetica, by class; the page's own font is a factor on top.
_NARROW, _MIDDLE, _WIDE = 0.27, 0.545, 0.72
_NARROW_LETTERS = b" !'()*,-./:;I[]`fijlrt|\xa0\xad\xb7\xed\xec\xee\xef"
_WIDE_LETTERS = b"%&@ABCDEFGHKLMNOPQRSTUVWXYZmw\xc5\xc6\xd8\xc4\xd6\xdc\xe6"
_NOT_WIDE = _NARROW_LETTERS + bytes(set(range(256)) - set(_NARROW_LETTERS) - set(_WIDE_LETTERS))

_GAP = re.compile(r"(?<=\S) +(?=\S)")
_LEADER = re.compile(r"(?:\. ?){4,}|…{2,}|(?:… ?){2,}|_{4,}|·{3,}")
_MARKER = re.compile(r"(?:[^\w\s]|[^\w\s]?\w{1,2}[.):]|\(\w{1,3}\)|\d{1,3}(?:\.\d{1,3}){0,3}[.):]?|[oO])$")

WIDE_GAP = 1.0  # em: no word space is as wide, unless its line is stretched
COLUMN_GAP = 0.55  # em: enough where the next word begins at a column of the page
MARKER_GAP = 5.0  # em: the widest gap behind a list marker or number that stays one line
STRETCH = 1.8  # a gap between cells is so much wider than the row's usual gap


def letters_width(text: str) -> float:
    """Returns about how wide the text is in em, set in Helvetica."""
    raw = text.encode("latin-1", "replace")
    narrow = len(raw) - len(raw.translate(None, _NARROW_LETTERS))
    wide = len(raw.translate(None, _NOT_WIDE))
    return _MIDDLE * len(raw) - (_MIDDLE - _NARROW) * narrow + (_WIDE - _MIDDLE) * wide


def usual_factor(ratios: list[float]) -> float:
    """Returns the page's font width against Helvetica, of the ratios of its lines; rows with gaps are above it."""
    if not ratios:
        return 1.0
    ratios.sort()
    return min(max(ratios[len(ratios) // 3], 0.8), 1.25)


def find_gaps(text: str, size: float, edges: Callable[[int], tuple[float, float]], columns: Iterable[float]) -> list[tuple[int, int]]:
    """Returns where the cells of a row end and the next begin, as positions in `text`.

    `edges` gives left and right of the letter at a position; `columns` are the places where lines of the
    page begin. A dotted leader is never cut, nor is a list marker or number from its text.
    """
    if _LEADER.search(text):
        return []
    gaps = []
    for blank in _GAP.finditer(text):
        start, stop = blank.span()
        left = edges(stop)[0]
        gaps.append((left - edges(start - 1)[1], left, start, stop))
    usual = sorted(gap for gap, *_ in gaps)[len(gaps) // 2] if len(gaps) > 3 else 0.0
    found: list[tuple[int, int]] = []
    for gap, left, start, stop in gaps:
        least = COLUMN_GAP if any(abs(left - column) < 0.6 for column in columns) else WIDE_GAP
        if gap < least * size or gap < STRETCH * usual:
            continue
        if not found and gap < MARKER_GAP * size and _MARKER.match(text[:start].strip()):
            continue
        found.append((start, stop))
    return found
