"""Rows whose parts stand far apart: where the cells of a label column or a table end and begin.

pdfium joins what stands on one baseline by a space. Where a row is wider than its letters explain, the place of
the gap is searched by halving the row, so that few letters have to be asked for.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Iterator
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
SLACK = 0.012  # and of its width: letters of a class differ
_EXPLAINED = 0.45  # em: a part of a row wider by less holds no gap
_SPACE = 0.28
_WIDE_GAP = 1.0  # em: no word space is as wide, unless its line is stretched
_COLUMN_GAP = 0.4  # em: enough where the next word begins at a column of the page
_MARKER_GAP = 5.0  # em: the widest gap behind a list marker or number that stays one line
_TOUCH = 0.8  # points: so far may a letter reach over a ruling
_EVEN = 0.12  # em: gaps that differ by less are of one width
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
    """A row to be searched: `text` without blanks at its end is `classes[start:]`, from x0 to x1; excess is in em."""

    text: str
    classes: bytes
    start: int
    x0: float
    x1: float
    size: float
    factor: float
    excess: float


class Gap(NamedTuple):
    """Where one cell ends and the next begins, in the page's text, and at which x the next begins."""

    start: int
    stop: int
    left: float


def find_gaps(
    row: Row, edges: Callable[[int], tuple[float, float]], columns: Collection[int], beside: Collection[int] = ()
) -> list[Gap]:
    """Returns the gaps between the cells of a row; often none.

    `edges` gives left and right of the letter at a position, `columns` the whole points at which lines of the
    page begin, `beside` those of the rows next to it: the row is also searched at each of them. A dotted leader is never cut, nor a near list marker or number from its text, nor spaced letters.
    """
    blanks = [(row.start + blank.start(), row.start + blank.end()) for blank in _BLANK.finditer(row.text)]
    if not blanks:
        return []
    lefts: dict[int, float] = {}

    def left_of(number: int) -> float:
        if number not in lefts:
            lefts[number] = edges(blanks[number][1])[0]
        return lefts[number]

    def search(first: int, last: int, x: float) -> set[int]:
        """The blanks from first to last that may be gaps, for a part of the row that begins at x."""
        start = blanks[first - 1][1] if first else row.start
        letters = row.factor * letters_width(row.classes, start, blanks[last][1])
        if (left_of(last) - x) / row.size - letters < _EXPLAINED:
            return set()
        if first == last:
            return {first}
        middle = (first + last) // 2
        return search(first, middle, x) | search(middle + 1, last, left_of(middle))

    def at_column(column: int) -> int:
        """The first blank behind which the text is not left of the column."""
        return bisect_left(range(len(blanks)), column - 0.6, key=left_of)

    numbers = search(0, len(blanks) - 1, row.x0) if row.excess > _EXPLAINED else set()
    for column in beside:
        if row.x0 + row.size < column < row.x1 - 1 and (number := at_column(column)) < len(blanks):
            numbers.add(number)
    if not numbers or _LEADER.search(row.text):
        return []
    on_column = {number for number in numbers if round(left_of(number)) in columns}
    gaps = [(number, (left_of(number) - edges(blanks[number][0] - 1)[1]) / row.size) for number in sorted(numbers)]
    return [Gap(*blanks[number], left_of(number)) for number in _choose(row, blanks, gaps, on_column)]


def gaps_at(
    places: Iterable[float], text: str, start: int, edges: Callable[[int], tuple[float, float]]
) -> Iterator[Gap]:
    """Yields the blanks of a row, which begins at `start`, in which a place lies between the letters on both sides."""
    blanks = [(start + blank.start(), start + blank.end()) for blank in _BLANK.finditer(text)]
    for place in places:
        at = bisect_left(range(len(blanks)), place - _TOUCH, key=lambda number: edges(blanks[number][1])[0])
        if at < len(blanks) and edges(blanks[at][0] - 1)[1] <= place + _TOUCH:
            yield Gap(*blanks[at], edges(blanks[at][1])[0])


def _choose(row: Row, blanks: list[tuple[int, int]], gaps: list[tuple[int, float]], on_column: set[int]) -> list[int]:
    """Returns the gaps that part cells: wide by themselves, against the row's word spaces and behind a marker."""
    others = len(blanks) - len(gaps)
    rest = row.excess - sum(gap - _SPACE for _, gap in gaps)
    usual = _SPACE + max(rest, 0.0) / others if others else 0.0
    chosen: list[int] = []
    widths: list[float] = []
    for number, gap in gaps:
        if gap < (_COLUMN_GAP if number in on_column else _WIDE_GAP) or gap < _STRETCH * usual:
            continue
        if not chosen and gap < _MARKER_GAP and _is_marker(row.text, blanks[number][0] - row.start):
            continue
        chosen.append(number)
        widths.append(gap)
    # Spaces of one width are those of a stretched line or of spaced letters.
    return [] if len(widths) > 2 and max(widths) - min(widths) < _EVEN else chosen


def _is_marker(text: str, stop: int) -> bool:
    """Whether the text begins with a list marker or number of its own; a bare number must be followed by words."""
    marker = text[:stop].strip()
    return _MARKER.match(marker) is not None and (not marker.isdigit() or text[stop:].lstrip()[:1].isalpha())
