"""Recognised rows to the lines of a page: cells apart, type sizes and weight told, dirt left out, doubtful words named."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from referat_parser.document import Box, Seen
from referat_parser.extract.columns import true_edges
from referat_parser.extract.letters import normalise
from referat_parser.extract.ocr import Recognised, Row, Word

SURE = 60
"""Below this confidence a word is named as doubtful; one that holds a digit below `SURE_DIGITS`."""
SURE_DIGITS = 80

_CELL_GAP = 1.5  # em: so far apart are cells of a row
_DIRT, _DIRT_SIGN = 25, 75  # confidence below which what looks like dirt is left out
_DIRT_LETTER = 85  # of a letter that stands alone
_QUOTES, _SURE_QUOTE = "\"”“'’»«", 93
_SAME_SIZE = 0.14
_BOLD = 1.22
# In a list of party letters: I read as 1, O as 0, "A og F" run together. Tesseract is sure of these.
_MISREAD_PARTY = re.compile(
    r"(?:\b[A-ZÆØÅ],? (?:og )?)([01l|])(?![\w./-])|\b([01l|])(?=,? (?:og )?[A-ZÆØÅ](?!\w))|\b([A-ZÆØÅ]og[A-ZÆØÅ]?|og[A-ZÆØÅ])\b"
)
# The same run together, where it can be nothing else: "CogO", "Vog G", "A, Bog F"; "Bog 2" and "Tog til" are words.
_RUN_TOGETHER = re.compile(
    r"(?:(?<=, )|\b(?![BKLT]og ))([A-ZÆØÅ])og ?([A-ZÆØÅ])(?![\w-])|\b([A-ZÆØÅ]) og([A-ZÆØÅ])(?![\w-])"
)
_OG = r"\1\3 og \2\4"
_LETTER = re.compile(r"[^\W_]")
_NARROW, _WIDE = frozenset("fijlrtI.,:;!|'()[]/- "), frozenset("mwMW@%&—ÆæŒœ")


class SeenLine(NamedTuple):
    """A line, or a cell of one, that was read from a picture; its `box` is on the straight page, columns made true."""

    text: str
    box: Box
    size: float
    bold: bool
    seen: Seen


def lines_of(pages: Mapping[int, Recognised]) -> dict[int, list[SeenLine]]:
    """The lines of each page from the top down. Sizes, weight and columns are measured on all the pages together."""
    cells = {number: _cells_on(page) for number, page in pages.items()}
    usual = _usual_of([cell for found in cells.values() for cell in found])
    edges = true_edges({number: [cell.left for cell in found] for number, found in cells.items()})
    return {number: _in_order(found, usual, pages[number], *edges[number]) for number, found in cells.items()}


def count_words(page: Recognised) -> int:
    """How many words of two letters or more were read with confidence."""
    return sum(word.confidence >= SURE and len(word.text) > 1 for row in page.rows for word in row.words)


# --- cells ------------------------------------------------------------------------------------------


class _Cell(NamedTuple):
    words: tuple[Word, ...]
    row: Row
    lost: str = ""
    """What was read on the row below it, all of which was taken for dirt."""

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    @property
    def left(self) -> float:
        return self.words[0].x0

    @property
    def width(self) -> float:
        return self.words[-1].x1 - self.left


def _cells_on(page: Recognised) -> list[_Cell]:
    cells: list[_Cell] = []
    for row in page.rows:
        found = list(_cells_of(row))
        if not found and cells and _was_text(row, cells[-1].row):
            cells[-1] = cells[-1]._replace(lost=" ".join(word.text for word in row.words))
        cells += found
    return cells


def _was_text(row: Row, above: Row) -> bool:
    """Whether a row of dirt stands where the text above it would go on, and has words."""
    words = sum(len(_LETTER.findall(word.text)) > 1 for word in row.words)
    return words > 1 and 0 < row.baseline - above.baseline < 1.8 * above.height


def _cells_of(row: Row) -> Iterable[_Cell]:
    held: list[Word] = []
    for word in row.words:
        if held and word.x0 - held[-1].x1 > _CELL_GAP * row.height:
            yield from _clean_cell(held, row)
            held = []
        held.append(word)
    yield from _clean_cell(held, row)


def _clean_cell(words: list[Word], row: Row) -> Iterable[_Cell]:
    """The cell without dirt at its ends; nothing where all of it is dirt."""
    while words and _is_dirt(words[-1], len(words) == 1):
        words = words[:-1]
    while words and _is_dirt(words[0], len(words) == 1):
        words = words[1:]
    kept = _without_stray_quotes([word for word in words if word.confidence >= _DIRT or len(word.text) > 2])
    if kept and (len(kept) > 1 or not _is_dirt(kept[0], True)):
        yield _Cell(tuple(kept), row)


def _is_dirt(word: Word, alone: bool) -> bool:
    """Whether a word at a cell's end is a speck that was taken for a sign."""
    letters = len(_LETTER.findall(word.text))
    if not letters:
        return word.confidence < _DIRT_SIGN or (alone and word.text not in ("-", "–", "•"))
    if letters == 1 and alone:
        return word.confidence < _DIRT_LETTER
    if letters < 3 and word.confidence < (SURE if alone else _DIRT):
        return True
    return alone and word.confidence < _DIRT


def _without_stray_quotes(words: list[Word]) -> list[Word]:
    """The words without a speck before the first or behind the last that was taken for a quotation mark."""
    marks = sum(word.text.count(mark) for word in words for mark in _QUOTES)
    if marks != 1:
        return words
    first, last = words[0], words[-1]
    if first.text[0] in _QUOTES and first.confidence < _SURE_QUOTE and len(first.text) > 1:
        return [first._replace(text=first.text[1:]), *words[1:]]
    if last.text[-1] in _QUOTES and last.confidence < _SURE_QUOTE and len(last.text) > 1:
        return [*words[:-1], last._replace(text=last.text[:-1])]
    return words


# --- type -------------------------------------------------------------------------------------------


class _Usual(NamedTuple):
    """What most of the text is like: the height of its type, the width of an em of it, the strokes' share of the height."""

    size: float
    em: float
    stroke: float


def _ems(text: str) -> float:
    """How wide a text is in a usual typeface, in em."""
    return sum(0.28 if c in _NARROW else 0.86 if c in _WIDE else 0.69 if c.isupper() else 0.54 for c in text)


def _usual_of(cells: Sequence[_Cell]) -> _Usual:
    if not cells:
        return _Usual(10.0, 10.0, 0.1)
    long = [cell for cell in cells if len(cell.text) > 25] or cells
    size = _median((cell.row.height, len(cell.text)) for cell in long)
    em = _median((cell.width / max(_ems(cell.text), 0.1), len(cell.text)) for cell in long)
    stroke = _median((cell.row.stroke, len(cell.text)) for cell in long)
    return _Usual(size, em, stroke)


def _median(weighted: Iterable[tuple[float, int]]) -> float:
    ordered = sorted(weighted)
    half = sum(weight for _, weight in ordered) / 2
    for value, weight in ordered:
        half -= weight
        if half <= 0:
            return value
    return ordered[-1][0]


def _size_of(cell: _Cell, usual: _Usual) -> float:
    """The type's size, in steps of half a point; the usual one unless height and width both say otherwise."""
    by_height = cell.row.height / usual.size
    by_width = cell.width / max(_ems(cell.text), 0.1) / usual.em
    low, high = sorted((by_height, by_width))
    factor = low if low > 1 + _SAME_SIZE else high if high < 1 - _SAME_SIZE else 1.0
    return round(usual.size * factor * 2) / 2


# --- lines ------------------------------------------------------------------------------------------


def _in_order(
    cells: Sequence[_Cell], usual: _Usual, page: Recognised, aside: float, edges: Mapping[float, float]
) -> list[SeenLine]:
    rows: list[list[_Cell]] = []
    for cell in sorted(cells, key=lambda cell: cell.row.baseline):
        if rows and cell.row.baseline - rows[-1][0].row.baseline <= 0.35 * usual.size:
            rows[-1].append(cell)
        else:
            rows.append([cell])
    lines: list[SeenLine] = []
    for row in rows:
        baseline = _median((cell.row.baseline, len(cell.text)) for cell in row)
        for cell in sorted(row, key=lambda cell: cell.left):
            size = _size_of(cell, usual)
            top, bottom = round(baseline - 0.8 * size, 2), round(baseline + 0.2 * size, 2)
            box = Box(edges[cell.left], top, round(cell.words[-1].x1 + aside, 2), bottom)
            text = _mended(normalise(cell.text))
            listed = {found for match in _MISREAD_PARTY.finditer(text) for found in match.groups() if found}
            unsure = tuple(w.text for w in cell.words if is_unsure(w) or w.text.strip("(),.;") in listed)
            unsure += (cell.lost,) if cell.lost else ()
            seen = Seen(_turned_back(Box(cell.left, top, cell.words[-1].x1, bottom), page), unsure)
            lines.append(SeenLine(text, box, size, _is_bold(cell, size, usual), seen))
    return _in_one_weight([line for line in lines if line.text], usual)


def _in_one_weight(lines: Sequence[SeenLine], usual: _Usual) -> list[SeenLine]:
    """The lines with those of one label or one title in the weight that most of its letters have.

    A short line's strokes are too few to be sure of, and a label shares its first row with the text beside it.
    """
    runs: list[list[int]] = []
    for at, line in enumerate(lines):
        run = next((run for run in runs[-_OPEN_RUNS:] if _goes_on_below(lines[run[-1]], line)), None)
        if run is not None:
            run.append(at)
        elif line.size > usual.size * (1 + _SAME_SIZE) or _has_text_beside(lines, at):
            runs.append([at])
    weighed = list(lines)
    for run in runs:
        letters = sum(len(lines[at].text) * (1 if lines[at].bold else -1) for at in run)
        for at in run:
            weighed[at] = lines[at]._replace(bold=letters > 0)
    return weighed


_OPEN_RUNS = 4


def _goes_on_below(above: SeenLine, line: SeenLine) -> bool:
    """Whether a line stands directly below another, in type of the same size, at its edge or where its lost bullet was."""
    a, b = above.box, line.box
    tight = 0 < b.bottom - a.bottom < 1.5 * max(above.size, line.size)
    return tight and -_SAME_EDGE < a.x0 - b.x0 < _BULLET_WIDTH and abs(above.size - line.size) < _SAME_SIZE * line.size


_SAME_EDGE, _BULLET_WIDTH = 4.0, 9.0


def _has_text_beside(lines: Sequence[SeenLine], at: int) -> bool:
    """Whether the next line stands to the right on the same row: the line is a label, or a cell of a table."""
    here = lines[at].box
    return at + 1 < len(lines) and abs(lines[at + 1].box.bottom - here.bottom) < 1 and lines[at + 1].box.x0 > here.x1


def _mended(text: str) -> str:
    """The text with its bullet, the stop behind its number, and the blanks of its party letters as they were printed."""
    if "og" in text:
        text = _RUN_TOGETHER.sub(_OG, text)
    if text[1:2] == " ":
        return _BULLET.sub("• ", text, count=1) if _BULLET.match(text) else text
    return _NUMBER.sub(r"\1.", text, count=1) if _NUMBER.match(text) else text


_BULLET = re.compile(r"[+eo°*©®¢».](?: (?=[A-ZÆØÅ0-9]))")
"""What a bullet is read as; no line of Danish begins with one of these letters before a capital."""
_NUMBER = re.compile(r"(\d{1,3})[;,:](?=$| [A-ZÆØÅ])")


def _is_bold(cell: _Cell, size: float, usual: _Usual) -> bool:
    """Whether a cell is emphasised: by thicker strokes than its size explains, or underlined.

    Strokes are those of the row: they tell nothing of a cell that is less than half of it.
    """
    thick = cell.row.stroke / max(usual.stroke, 0.01) > _BOLD * max(1.0, size / usual.size)
    return cell.row.underlined or (thick and 2 * len(cell.text) > sum(len(word.text) for word in cell.row.words))


def _turned_back(box: Box, page: Recognised) -> Box:
    """Where a box of the straight page lies on the page as displayed."""
    sine, cosine = math.sin(math.radians(page.skew)), math.cos(math.radians(page.skew))
    x, y = page.width / 2, page.height / 2
    corners = [
        (x + (a - x) * cosine - (b - y) * sine, y + (a - x) * sine + (b - y) * cosine)
        for a, b in ((box.x0, box.top), (box.x1, box.top), (box.x0, box.bottom), (box.x1, box.bottom))
    ]
    return Box(
        round(min(a for a, _ in corners), 2),
        round(min(b for _, b in corners), 2),
        round(max(a for a, _ in corners), 2),
        round(max(b for _, b in corners), 2),
    )


def is_unsure(word: Word) -> bool:
    """Whether a word is to be named as doubtful: a digit is misread more easily and hides it better than a letter."""
    if not word.text.strip("….·-–_"):  # dots that lead to a page number
        return False
    return word.confidence < (SURE_DIGITS if any(c.isdigit() for c in word.text) else SURE)
