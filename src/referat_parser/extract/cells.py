"""Rows whose parts stand far apart: where the cells of a label column or a table end and begin.

pdfium joins what stands on one baseline by a space. Where a row is wider than its letters explain, the place of
the gap is searched by halving the row, so that few letters have to be asked for.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from typing import NamedTuple

# Widths in em of Helvetica's letters, in three classes; the page's own fonts are a factor on top.
_NARROW_LETTERS = b" !'()*,-./:;I[]`fijlrt|\x91\x92\x82\x95\xa0\xad\xb7\xec\xed\xee\xef"
_WIDE_LETTERS = b"%&@ABCDEFGHKLMNOPQRSTUVWXYZmw\x80\x85\x97\x99\xc4\xc5\xc6\xd6\xd8\xdc\xe6"
NARROW, MIDDLE, WIDE = 0.27, 0.545, 0.72
BOLD = 1.06  # what bold type is wider
_CLASSES = bytes(1 if letter in _NARROW_LETTERS else 2 if letter in _WIDE_LETTERS else 0 for letter in range(256))

_BLANK = re.compile(" +")
_LEADER = re.compile(r"(?:\. ?){4}|(?:… ?){2}|_{4}|·{3}")
_MARKER = re.compile(r"(?:[^\w\s]|[^\w\s]?\w{1,2}[.):]|\(\w{1,3}\)|\d{1,3}(?:\.\d{1,3}){0,3}[.):]?|o)$")

SUSPICIOUS = 0.7  # em: a row wider by this than its letters is searched
_EXPLAINED = 0.45  # em: a part of a row wider by less holds no gap
_SPACE = 0.28
_WIDE_GAP = 1.0  # em: no word space is as wide, unless its line is stretched
_COLUMN_GAP = 0.55  # em: enough where the next word begins at a column of the page
_MARKER_GAP = 5.0  # em: the widest gap behind a list marker or number that stays one line
_STRETCH = 1.8  # a gap between cells is so much wider than the row's other gaps


def classify(raw: bytes) -> bytes:
    """Returns the width class of each letter of a text in cp1252, for `letters_width`."""
    return raw.translate(_CLASSES)


def letters_width(classes: bytes, start: int, stop: int) -> float:
    """Returns about how wide the letters from `start` to `stop` are in em, set in Helvetica."""
    narrow, wide = classes.count(1, start, stop), classes.count(2, start, stop)
    return MIDDLE * (stop - start) - (MIDDLE - NARROW) * narrow + (WIDE - MIDDLE) * wide


def font_factor(ratios: list[float]) -> float:
    """Returns the page's fonts against Helvetica, of its lines' widths by `letters_width`.

    Rows with gaps are among the higher ratios, so a lower one is taken.
    """
    known = sorted([1.0, 1.0, 1.0, *ratios])  # a page of few lines may be all rows with gaps
    return min(max(known[len(known) // 3], 0.8), 1.2)


class Row(NamedTuple):
    """A row to be searched: its letters are `classes[start:stop]`, its first stands at `x0`, its excess is in em."""

    text: str
    classes: bytes
    start: int
    stop: int
    x0: float
    size: float
    factor: float
    excess: float


def find_gaps(row: Row, edges: Callable[[int], tuple[float, float]], columns: Collection[int]) -> list[tuple[int, int]]:
    """Returns where cells of a row end and the next begin, as positions in the page's text; often none.

    `edges` gives left and right of the letter at a position, `columns` the whole points at which lines of the
    page begin. A dotted leader is never cut, nor a near list marker or number from its text, nor spaced letters.
    """
    blanks = [(row.start + blank.start(), row.start + blank.end()) for blank in _BLANK.finditer(row.text)]
    if not blanks or _LEADER.search(row.text):
        return []
    lefts = {blanks[-1][1]: edges(blanks[-1][1])[0]}

    def search(first: int, last: int, x: float) -> list[tuple[float, float, int, int]]:
        """The wide gaps among blanks[first:last + 1], for a part that begins at x; each gap with where it ends."""
        start = blanks[first - 1][1] if first else row.start
        stop = blanks[last][1]
        if stop not in lefts:
            lefts[stop] = edges(stop)[0]
        wide = (lefts[stop] - x) / row.size - row.factor * letters_width(row.classes, start, stop)
        if wide < _EXPLAINED:
            return []
        if first == last:
            return [((lefts[stop] - edges(blanks[last][0] - 1)[1]) / row.size, lefts[stop], *blanks[last])]
        middle = (first + last) // 2
        left = search(first, middle, x)
        return left + search(middle + 1, last, lefts.get(blanks[middle][1]) or edges(blanks[middle][1])[0])

    wide = search(0, len(blanks) - 1, row.x0)
    others = len(blanks) - len(wide)
    rest = row.excess - sum(gap - _SPACE for gap, *_ in wide)
    usual = _SPACE + max(rest, 0.0) / others if others else 0.0
    found: list[tuple[int, int]] = []
    for gap, left, start, stop in wide:
        if gap < (_COLUMN_GAP if round(left) in columns else _WIDE_GAP) or gap < _STRETCH * usual:
            continue
        if not found and gap < _MARKER_GAP and _MARKER.match(row.text[: start - row.start].strip()):
            continue
        found.append((start, stop))
    return [] if len(found) > 2 and len(found) > 0.4 * len(row.text.strip()) else found
