"""One page of a PDF to pieces: its text read once, a few questions to pdfium for each line."""

from __future__ import annotations

import ctypes
import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from referat_parser.document import Box, Table
from referat_parser.extract import cells, grid, letters, objects, pdfium
from referat_parser.extract.measure import Frame, Measured, PageLetters, Span, measure_with
from referat_parser.extract.order import Piece
from referat_parser.extract.pdfium import Handle

_SUSPICIOUS = 0.7  # em: so much wider than its letters is a row that is looked at
_PICTURE_SHARE = 0.05  # of the page: smaller pictures are logos
_FEW_LETTERS, _LITTLE_TEXT, _FULL_PICTURE = 60, 300, 0.6


class PageText(NamedTuple):
    """What a page says, not yet in reading order."""

    pieces: Sequence[Piece] = ()
    width: float = 0.0
    height: float = 0.0
    readable: bool = True
    is_picture: bool = False
    is_covered: bool = False  # by one picture, behind what little text it has
    has_hidden: bool = False
    tables: Sequence[Table] = ()
    reread: bool = False
    unreadable: float = 0.0
    factor: float = 0.0  # of the page's fonts, for the next page


def read_page(library: ctypes.PyDLL, page: Handle, text_page: Handle, number: int, factor: float = 0.0) -> PageText:
    """Returns the pieces of a loaded page and what is to be known about it; `factor` is that of the page before."""
    frame = _frame_of(library, page)
    width, height = frame.size
    text = _text_of(library, text_page)
    if not text.letters.strip():
        return PageText(
            [], width, height, is_picture=objects.has_picture(library, page, _PICTURE_SHARE * width * height)
        )
    pieces, hidden, ruled, factor = _read_content(library, page, text_page, text, frame, factor)
    reread = False
    said = sum([len(piece[0]) for piece in pieces])
    if not _holds_all(pieces, said, text.letters):
        pieces, reread = _plain_pieces(text.spans, frame), True
    covered = said < _LITTLE_TEXT and objects.has_picture(library, page, _FULL_PICTURE * width * height)
    return PageText(
        pieces,
        width,
        height,
        is_picture=covered and len(text.letters) < _FEW_LETTERS,
        is_covered=covered,
        has_hidden=hidden,
        tables=tuple(grid.read_tables(ruled, pieces, number)) if ruled else (),
        reread=reread,
        unreadable=0.0 if text.plain else letters.unreadable_share(text.letters),
        factor=factor,
    )


def _frame_of(library: ctypes.PyDLL, page: Handle) -> Frame:
    buffer = pdfium.Four()
    library.FPDF_GetPageBoundingBox(page, buffer)
    left, top, right, bottom = pdfium.read_rectangle(buffer)
    return Frame(left, bottom, right, top, library.FPDFPage_GetRotation(page) % 4)


def _text_of(library: ctypes.PyDLL, text_page: Handle) -> PageLetters:
    count = library.FPDFText_CountChars(text_page)
    if count <= 0:
        return PageLetters("", [], (), True, b"")
    found = pdfium.read_text(library, text_page, count)
    index: Sequence[int] = range(count)
    if len(found) != count:  # pdfium leaves some letters out of its text
        index_of = library.FPDFText_GetCharIndexFromTextIndex
        index = [max(index_of(text_page, at), 0) for at in range(len(found))]
    lines = found.split("\r\n")
    spans = _spans_of(lines)
    plain, raw = letters.encode(found, len(lines) - 1)
    if _MARK in found:
        spans = _cut_behind_marks(spans)
    return PageLetters(found, spans, index, plain, cells.classify(raw))


def _spans_of(lines: list[str]) -> list[Span]:
    spans = []
    start = 0
    for line in lines:
        if line:
            spans.append((start, line))
        start += len(line) + 2
    return spans


_MARK = "\ufffe"


def _cut_behind_marks(spans: list[Span]) -> list[Span]:
    """Returns the printed lines: a hyphen mark ends the line that it stands on."""
    cut = []
    for start, line in spans:
        at = 0
        while mark := line.find(_MARK, at) + 1:
            cut.append((start + at, line[at:mark]))
            at = mark
        if at < len(line):
            cut.append((start + at, line[at:]))
    return cut


_Edges = Callable[[int], tuple[float, float]]
"""From a place in the page's text to left and right of its letter."""


class _Content(NamedTuple):
    """The pieces of a page in content order and what was seen on the way."""

    pieces: list[Piece]
    has_hidden: bool
    ruled: grid.Grid | None
    factor: float


def _read_content(
    library: ctypes.PyDLL, page: Handle, text_page: Handle, text: PageLetters, frame: Frame, factor: float
) -> _Content:
    """Returns the pieces, rows with cells cut into these; `factor` is the font factor of the page before, or 0.0."""
    modes: set[int] = set()
    measure, bold_at = measure_with(library, text_page, text, frame, modes, factor)
    spans = text.spans
    measured = measure(spans, True)
    if factor == 0.0 or measured.stretch < factor - 0.03 or len(measured.suspects) > 2 + len(spans) // 4:
        factor, measured = _judge_again(measured)
    edges = _edges_with(library, text_page, text, frame)
    gaps = _find_gaps(edges, text.classes, spans, measured, factor) if measured.suspects else {}
    if measured.mixed:
        _cut_behind_labels(gaps, measured, spans, edges, bold_at)
    # Rows that hold cells are what tells of a table: looking for its rulings on every page would cost too much.
    has_rows = len(gaps) + measured.neighbours > 1
    ruled = grid.find_grid(*objects.read_rulings(library, page, frame)) if has_rows else None
    if ruled:
        _cut_at_rulings(gaps, ruled, measured.pieces, spans, edges)
    found = measured.pieces
    for at in measured.spaced:
        if (piece := found[at]) and _SPACED.match(piece.text):
            found[at] = _close_up(piece, spans[at][0], text.letters, edges)
    if gaps:
        whole, found = found, []
        for at, span in enumerate(spans):
            if at in gaps:
                found += measure(_parts_of(span, gaps[at]), False).pieces
            else:
                found.append(whole[at])
    said = [piece for piece in found if piece]
    if "\ufffe" in text.letters or "\u2010" in text.letters:
        said = _settle_hyphens(said)
    if sum([len(piece[0]) < _SHARD for piece in said]) * 2 > len(said) > _MANY:
        said = _put_together(said)
    return _Content(said, pdfium.INVISIBLE in modes, ruled, factor)


def _parts_of(span: Span, gaps: Iterable[cells.Gap]) -> list[Span]:
    start, line = span
    bounds = [0, *(edge - start for gap in gaps for edge in gap[:2]), len(line)]
    return [(start + begin, line[begin:end]) for begin, end in zip(bounds[::2], bounds[1::2], strict=True)]


_SHARD, _MANY = 3, 20  # letters of a piece that is no word, and how many pieces tell
_TOUCHES, _WORD_SPACE, _FAR = -0.3, 0.12, 1.0  # em between two pieces: one goes on with a letter, a word, not at all


def _put_together(pieces: list[Piece]) -> list[Piece]:
    """The pieces, those one that stand letter by letter on a baseline: a page of few lines pdfium takes for vertical writing."""
    whole: list[Piece] = []
    for piece in pieces:
        before = whole[-1] if whole else _NOTHING
        gap = (piece.along - before.end) / piece.size if piece.size else _FAR
        level = piece.turn == before.turn and abs(piece.down - before.down) < 0.1 * piece.size
        if level and _TOUCHES < gap < _FAR:
            text = f"{before.text}{' ' if gap > _WORD_SPACE else ''}{piece.text}"
            (x0, top, x1, bottom), (left, above, right, below) = before.box, piece.box
            box = Box(min(x0, left), min(top, above), max(x1, right), max(bottom, below))
            whole[-1] = before._replace(text=text, box=box, end=piece.end)
        else:
            whole.append(piece)
    return whole


_SPACED = re.compile(r"(?:\S ){3,}+\S(?: |$)")
_WIDER = 1.5  # times the usual gap between spaced letters: a word ends


def _close_up(piece: Piece, start: int, text: str, edges: _Edges) -> Piece:
    """The piece with its letters together where they are spaced: a word ends where the gap is wider than between most.

    `start` is where its line begins in the page's text.
    """
    if piece.turn or len(piece.text) > 2 * _MOST_SPACED or not _is_spaced(piece.text):
        return piece
    start = text.find(piece.text, start, start + len(piece.text) + 8)
    if start < 0:
        return piece
    places = [start + at for at, letter in enumerate(piece.text) if letter != " "]
    sides = [edges(place) for place in places]
    gaps = [after[0] - before[1] for before, after in pairwise(sides)]
    usual = sorted(gaps)[len(gaps) // 3]
    letters = piece.text.replace(" ", "")
    parted = [
        f" {letter}" if gap > max(_WIDER * usual, usual + 0.12 * piece.size) else letter
        for letter, gap in zip(letters[1:], gaps, strict=True)
    ]
    return piece._replace(text=letters[0] + "".join(parted))


_MOST_SPACED = 120


def _is_spaced(text: str) -> bool:
    words = text.split(" ")
    return sum(len(word) == 1 for word in words) >= 0.8 * len(words)


def _settle_hyphens(pieces: list[Piece]) -> list[Piece]:
    """Keeps a hyphen's mark only where the text goes on in the line below; pdfium also sets it at a cell's end."""
    settled = []
    for piece, after in zip(pieces, [*pieces[1:], _NOTHING], strict=True):
        goes_on = 0.3 < (after.down - piece.down) / (piece.size or 1.0) < 3.0 and after.along < piece.end
        if piece.text.endswith(letters.HYPHEN) and not goes_on:
            piece = piece._replace(text=piece.text[:-1] + "-")
        settled.append(piece)
    return settled


def _judge_again(measured: Measured) -> tuple[float, Measured]:
    """Returns the page's own font factor, and the suspects by it."""
    pieces, usual = measured.pieces, measured.usual
    rows = [(at, piece, width) for at, (piece, width) in enumerate(zip(pieces, usual, strict=True)) if piece and width]
    ratios = [(piece.end - piece.along) / width for _, piece, width in rows if width > 9.0 * piece.size]
    factor = cells.font_factor(ratios)
    suspects = [
        at
        for at, piece, width in rows
        if piece.end - piece.along - factor * width > cells.SUSPICIOUS * piece.size and " " in piece.text
    ]
    return factor, measured._replace(suspects=suspects)


def _cut_at_rulings(
    gaps: dict[int, list[cells.Gap]],
    ruled: grid.Grid,
    pieces: Sequence[Piece | None],
    spans: Sequence[Span],
    edges: _Edges,
) -> None:
    """Adds the gaps that a table's rulings stand in: the narrowest parts two cells when a line is drawn in it."""
    places = [ruling.at for ruling in ruled.down]
    for at, piece in enumerate(pieces):
        if piece is None or piece.turn:
            continue
        middle = piece.down - 0.3 * piece.size
        crossed = [
            x
            for x, start, stop in ruled.down[bisect_right(places, piece.along + 1) : bisect_left(places, piece.end - 1)]
            if start <= middle <= stop
        ]
        if crossed:
            start, line = spans[at]
            found = {gap.start: gap for gap in cells.gaps_at(crossed, line.rstrip(), start, edges)}
            found.update((gap.start, gap) for gap in gaps.get(at, ()))
            if found:
                gaps[at] = [found[place] for place in sorted(found)]


_LABEL = 55  # points from where a label begins to the column of its text, at least


def _cut_behind_labels(
    gaps: dict[int, list[cells.Gap]],
    measured: Measured,
    spans: list[Span],
    edges: _Edges,
    bold_at: Callable[[int], bool],
) -> None:
    """Adds the gaps behind bold labels that reach as far as the column of their text: no wider than a word space.

    The column is one of the page, or where the line below begins.
    """
    starts = Counter(round(piece.along) for piece in measured.pieces if piece)
    columns = [column for column, times in starts.items() if times > 2]
    for at in measured.mixed:
        piece, (start, line) = measured.pieces[at], spans[at]
        below = measured.pieces[at + 1] if at + 1 < len(measured.pieces) else None
        may = [*columns, round(below.along)] if below else columns
        near = [column for column in may if piece and piece.along + _LABEL < column < piece.end]
        if at in gaps or not near:
            continue
        for blank in _BLANKS.finditer(line.rstrip()):
            before, behind = start + blank.start(), start + blank.end()
            left = edges(behind)[0]
            if min(abs(left - column) for column in near) <= 1 and bold_at(before - 1) and not bold_at(behind):
                gaps[at] = [cells.Gap(before, behind, left)]
                break


_BLANKS = re.compile(r"(?<=\S) +")


def _find_gaps(
    edges: _Edges, classes: bytes, spans: list[Span], measured: Measured, factor: float
) -> dict[int, list[cells.Gap]]:
    """Returns the gaps between cells of each row that has any, by the row's place among the pieces."""
    pieces, usual, suspects = measured[:3]

    def search(at: int, columns: Collection[int], beside: Collection[int] = ()) -> list[cells.Gap]:
        _, _, size, bold, along, end, _, _ = pieces[at] or _NOTHING
        start, line = spans[at]
        own = factor * (cells.BOLD if bold else 1.0)
        excess = (end - along - factor * usual[at]) / size
        row = cells.Row(line.rstrip(), classes, start, along, end, size, own, excess)
        return cells.find_gaps(row, edges, columns, beside)

    columns = _columns_of([piece.along for piece in pieces if piece])
    found = {at: gaps for at in suspects if (gaps := search(at, columns))}
    if found:
        columns |= _columns_of([gap.left for gaps in found.values() for gap in gaps])
        for at, beside in _beside_columns(pieces, found, columns):
            if usual[at] and (gaps := search(at, columns, beside)):
                found[at] = gaps
    return found


def _columns_of(starts: list[float]) -> set[int]:
    return {column for column, times in Counter(map(round, starts)).items() if times > 1}


def _beside_columns(
    pieces: list[Piece | None], found: dict[int, list[cells.Gap]], columns: set[int]
) -> list[tuple[int, set[int]]]:
    """Returns the rows that run across columns which the row before or after them has, with all columns of both."""

    def starts_of(at: int) -> set[int]:
        piece = pieces[at] if 0 <= at < len(pieces) else None
        own = {round(piece.along)} if piece else set()
        return own | {round(gap.left) for gap in found.get(at, ())} if at in found else own

    beside = []
    for at in sorted({near for row in found for near in (row - 1, row, row + 1)}):
        piece = pieces[at] if 0 <= at < len(pieces) else None
        if piece is None:
            continue
        own = starts_of(at)
        near = (starts_of(at - 1) | starts_of(at + 1)) & columns
        if any(piece.along + piece.size < column < piece.end for column in near - own):
            beside.append((at, near | (own & columns)))
    return beside


def _edges_with(library: ctypes.PyDLL, text_page: Handle, text: PageLetters, frame: Frame) -> _Edges:
    """Returns a function from a place in the text to left and right of its letter as displayed."""
    get_box, read_rectangle, places = library.FPDFText_GetLooseCharBox, pdfium.read_rectangle, text.places
    four = pdfium.Four()

    def edges(at: int) -> tuple[float, float]:
        get_box(text_page, places[at], four)
        left, top, right, bottom = read_rectangle(four)
        if not frame.turns:
            return left - frame.left, right - frame.left
        sides = frame.show(left, top)[0], frame.show(right, bottom)[0]
        return min(sides), max(sides)

    return edges


_NOTHING = Piece("", Box(0.0, 0.0, 0.0, 0.0), 1.0, False, 0.0, 0.0, 0.0)


def _holds_all(pieces: list[Piece], said: int, text: str) -> bool:
    """Whether the pieces, of so many letters, have all of the page's; compared exactly only where they seem to have fewer."""
    if said > 0.98 * (len(text) - 2 * len(pieces)):
        return True
    return letters.count_letters(piece.text for piece in pieces) >= letters.count_letters(text.split("\r\n"))


def _plain_pieces(spans: list[Span], frame: Frame) -> list[Piece]:
    """Returns the lines of a text as pdfium orders them, each with the whole page for a box."""
    width, height = frame.size
    said = [letters.normalise(line) for _, line in spans]
    return [Piece(line, Box(0.0, 0.0, width, height), 0.0, False, 0.0, width, 0.0) for line in said if line]
