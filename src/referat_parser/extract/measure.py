"""What pdfium says of a span of a page's text: where it stands, its size and weight, and how wide it should be."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from math import hypot, nan
from typing import Any, NamedTuple

from referat_parser.document import Box
from referat_parser.extract import cells, letters, pdfium
from referat_parser.extract.order import Piece
from referat_parser.extract.pdfium import Handle

_BOLD = re.compile(r"bold|black|heavy|demi|[-,]b$|bd(?:mt)?$", re.IGNORECASE)
ASCENT, DESCENT = 0.8, 0.2  # of the size: where a line's box begins and ends around its baseline


class Frame(NamedTuple):
    """The visible rectangle of a page in its own coordinates, and how it is turned for display."""

    left: float
    bottom: float
    right: float
    top: float
    turns: int

    @property
    def size(self) -> tuple[float, float]:
        across, up = self.right - self.left, self.top - self.bottom
        return (up, across) if self.turns % 2 else (across, up)

    def show(self, x: float, y: float) -> tuple[float, float]:
        """Returns a point as displayed, from the top left."""
        if self.turns == 0:
            return x - self.left, self.top - y
        if self.turns == 1:
            return y - self.bottom, x - self.left
        if self.turns == 2:
            return self.right - x, y - self.bottom
        return self.top - y, self.right - x

    def turn_of(self, a: float, b: float) -> int:
        """Returns the quarter turns clockwise, as displayed, of text that runs along (a, b); 4 if it stands askew."""
        x, y = ((a, -b), (b, a), (-a, b), (-b, -a))[self.turns]
        if min(abs(x), abs(y)) > 0.1 * max(abs(x), abs(y)):
            return 4
        return (0 if x >= 0 else 2) if abs(x) >= abs(y) else (1 if y > 0 else 3)


Span = tuple[int, str]
"""Where a printed line, or a cell of one, begins in the page's text, and its letters."""


class PageLetters(NamedTuple):
    """A page's text, its printed lines, the place at which pdfium knows each of its letters, and what these are like."""

    letters: str
    spans: list[Span]
    places: Sequence[int]
    plain: bool
    classes: bytes


class Measured(NamedTuple):
    """The pieces of spans, None for one that says nothing, and what their widths are like.

    `usual` is how wide each would be in Helvetica, 0.0 where that is not known; `suspects` are those wider than
    the font factor explains; `stretch` is the width of all against the usual one; `mixed` are those that begin in bold
    and end otherwise; `spaced` may have blanks between their letters; `neighbours` stand to the right of the piece
    before them, on its baseline.
    """

    pieces: list[Piece | None]
    usual: list[float]
    suspects: list[int]
    stretch: float
    mixed: list[int]
    spaced: list[int]
    neighbours: int


Measure = Callable[[list[Span], bool], Measured]


def measure_with(
    library: ctypes.PyDLL, text_page: Handle, text: PageLetters, frame: Frame, modes: set[int], factor: float
) -> tuple[Measure, Callable[[int], bool]]:
    """Returns a function that measures spans of the text, and one that says of a place in it whether its letter is bold.

    The former's second argument is whether each span begins a text object of the page. It adds the render modes that it
    sees to `modes`. Six questions to pdfium for a line: all else would cost more than reading the page does.
    Upright text is measured by _measure.pyx where that is built, with the same values.
    """
    get_matrix, get_box = library.FPDFText_GetMatrix, library.FPDFText_GetLooseCharBox
    get_size, get_object = library.FPDFText_GetFontSize, library.FPDFText_GetTextObject
    get_font, get_mode = library.FPDFTextObj_GetFont, library.FPDFTextObj_GetTextRenderMode
    read_matrix, read_rectangle = pdfium.read_matrix, pdfium.read_rectangle
    six, four = pdfium.Six(), pdfium.Four()
    _, _, places, plain, classes = text
    in_order = isinstance(places, range)
    count, middle = classes.count, cells.MIDDLE
    narrow, wide, heavy = cells.MIDDLE - cells.NARROW, cells.WIDE - cells.MIDDLE, cells.BOLD
    ascent, descent = ASCENT, DESCENT
    suspicious, slack = cells.SUSPICIOUS, cells.SLACK
    page_left, page_top, upright_page = frame.left, frame.top, frame.turns == 0
    weights: dict[int | None, bool] = {None: False}
    new = tuple.__new__  # what Piece() and Box() do, at a third of the cost

    def is_heavy(font: int | None) -> bool:
        if font not in weights:
            weights[font] = _is_bold(pdfium.font_name(library, font))
        return weights[font]

    def is_bold(drawn: Handle) -> bool:
        return is_heavy(get_font(drawn)) or get_mode(drawn) == pdfium.FILL_AND_STROKE

    def bold_at(place: int) -> bool:
        return is_bold(get_object(text_page, places[place]))

    def measure(spans: list[Span], at_object: bool) -> Measured:
        pieces: list[Piece | None] = []
        usual: list[float] = []
        suspects: list[int] = []
        mixed: list[int] = []
        spaced: list[int] = []
        neighbours = 0
        all_wide = all_usual = size = end = down = 0.0
        raw_before = nan
        for start, line in spans:
            said = line.strip()
            if not said:
                pieces.append(None)
                usual.append(0.0)
                continue
            stop = start + len(line)
            exact = at_object
            if said is not line and line[0] == " ":
                start += line.index(said[0])
                exact = False
            first, last = start, start + len(said) - 1
            if not in_order:
                first, last = places[first], places[last]
            get_matrix(text_page, first, six)
            a, b, c, d, x, y = read_matrix(six)
            get_box(text_page, last, four)
            x0, top, x1, bottom = read_rectangle(four)
            drawn = get_object(text_page, first)
            mode = get_mode(drawn)
            if mode:
                modes.add(mode)
            font = get_font(drawn)
            bold = mode == 2 or (weights[font] if font in weights else is_heavy(font))
            if bold and not is_bold(get_object(text_page, last)):
                bold = False
                mixed.append(len(pieces))
            if not plain:
                said = letters.normalise(said)
                if not said:
                    pieces.append(None)
                    usual.append(0.0)
                    continue
            if said[1:2] == " ":
                spaced.append(len(pieces))
            if a > 0.0 and d > 0.0 and b == 0.0 and c == 0.0 and upright_page:
                raw = get_size(text_page, first) * d
                if raw != raw_before:
                    raw_before = raw
                    size = round(raw, 2)
                if not exact:
                    get_box(text_page, first, four)
                    x = read_rectangle(four)[0]
                x -= page_left
                x1 -= page_left
                y = page_top - y
                box = new(Box, (x, y - ascent * size, x1, y + descent * size))
                pieces.append(new(Piece, (said, box, size, bold, x, x1, y, 0)))
                turn = 0
            else:
                raw_before = nan
                size = round(get_size(text_page, first) * (hypot(c, d) or 1.0), 2)
                get_box(text_page, first, four)
                boxes = (x0, top, x1, bottom), read_rectangle(four)
                piece = _turned_piece(said, size, bold, frame, (a, b), (x, y), boxes)
                pieces.append(piece)
                _, _, _, _, x, x1, y, turn = piece
            if x > end and -1.0 < y - down < 1.0:
                neighbours += 1
            end, down = x1, y
            if turn:
                usual.append(0.0)
                continue
            width = size * (middle * (stop - start) - narrow * count(1, start, stop) + wide * count(2, start, stop))
            if bold:
                width *= heavy
            usual.append(width)
            all_usual += width
            along = x1 - x
            all_wide += along
            if along > factor * width + suspicious * size + slack * width and " " in said:
                suspects.append(len(usual) - 1)
        stretch = all_wide / all_usual if all_usual else 1.0
        return Measured(pieces, usual, suspects, stretch, mixed, spaced, neighbours)

    compiled = _compiled(library) if upright_page and in_order else None
    if compiled is None:
        return measure, bold_at

    def measure_upright(spans: list[Span], at_object: bool) -> Measured:
        page, origin = text_page.value, (page_left, page_top)
        found = compiled(page, spans, at_object, classes, plain, *origin, factor, is_heavy, modes)
        return Measured(*found) if found else measure(spans, at_object)

    return measure_upright, bold_at


@cache
def _compiled(library: ctypes.PyDLL) -> Callable[..., tuple[Any, ...] | None] | None:
    """The loop of `measure` for upright text in C, where it was built."""
    try:
        from referat_parser.extract import _measure
    except ImportError:
        return None
    _measure.bind(library)
    return _measure.measure


@lru_cache(maxsize=512)
def _is_bold(font: str) -> bool:
    return _BOLD.search(font.rpartition("+")[2]) is not None


def _turned_piece(
    said: str,
    size: float,
    bold: bool,
    frame: Frame,
    direction: tuple[float, float],
    origin: tuple[float, float],
    boxes: tuple[tuple[float, ...], tuple[float, ...]],
) -> Piece:
    """Returns the piece of text on a turned page or of turned text; `boxes` are its last and first letters'."""
    turn = frame.turn_of(*direction)
    corners = [frame.show(x, y) for left, top, right, bottom in boxes for x, y in ((left, top), (right, bottom))]
    x0, x1 = min(x for x, _ in corners), max(x for x, _ in corners)
    top, bottom = min(y for _, y in corners), max(y for _, y in corners)
    x, y = frame.show(*origin)
    if turn == 0:
        return Piece(said, Box(x0, y - ASCENT * size, x1, y + DESCENT * size), size, bold, x0, x1, y)
    along, end, down = {1: (top, bottom, -x), 2: (-x1, -x0, -y), 3: (-bottom, -top, x), 4: (x0, x1, y)}[turn]
    return Piece(said, Box(x0, top, x1, bottom), size, bold, along, end, down, turn)
