"""One page of a PDF to pieces: its text read once, a few questions to pdfium for each line."""

from __future__ import annotations

import ctypes
import re
from collections import Counter
from collections.abc import Callable, Sequence
from math import hypot
from typing import NamedTuple

from referat_parser.document import Box
from referat_parser.extract import cells, letters, pdfium
from referat_parser.extract.order import Piece

_BOLD = re.compile(r"bold|black|heavy|demi(?!o)|halbfett|,b|(?<![a-z])bd(?![a-z])", re.IGNORECASE)
_ASCENT, _DESCENT = 0.8, 0.2  # of the size: where a line's box begins and ends around its baseline
_SUSPICIOUS = 0.7  # em: so much wider than its letters is a row that is looked at
_PICTURE_SHARE = 0.05  # of the page: smaller pictures are logos
_FEW_LETTERS, _FULL_PICTURE = 60, 0.6


class PageText(NamedTuple):
    """What a page says, not yet in reading order."""

    pieces: list[Piece] = []
    width: float = 0.0
    height: float = 0.0
    readable: bool = True
    is_picture: bool = False
    has_hidden: bool = False
    has_grid: bool = False
    reread: bool = False
    unreadable: float = 0.0


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


class _Text(NamedTuple):
    """A page's text, and the index that pdfium knows each of its letters by."""

    letters: str
    index: Sequence[int]


def read_page(library: ctypes.PyDLL, page: int, text_page: int) -> PageText:
    """Returns the pieces of a loaded page and what is to be known about it."""
    frame = _frame_of(library, page)
    width, height = frame.size
    text = _text_of(library, text_page)
    if not text.letters.strip():
        return PageText([], width, height, is_picture=_has_picture(library, page, frame, _PICTURE_SHARE))
    pieces, hidden, columned = _read_pieces(library, text_page, text, frame)
    reread = False
    if not _holds_all(pieces, text.letters):
        pieces, reread = _plain_pieces(text.letters, width), True
    few = sum(len(piece.text) for piece in pieces) < _FEW_LETTERS
    return PageText(
        pieces,
        width,
        height,
        is_picture=few and _has_picture(library, page, frame, _FULL_PICTURE),
        has_hidden=hidden,
        has_grid=columned and _has_grid(library, page),
        reread=reread,
        unreadable=_unreadable_share(text.letters),
    )


def _frame_of(library: ctypes.PyDLL, page: int) -> Frame:
    buffer = pdfium.new_floats(4)
    library.FPDF_GetPageBoundingBox(page, buffer)
    left, top, right, bottom = pdfium.read_rectangle(buffer)
    return Frame(left, bottom, right, top, library.FPDFPage_GetRotation(page) % 4)


def _text_of(library: ctypes.PyDLL, text_page: int) -> _Text:
    count = library.FPDFText_CountChars(text_page)
    if count <= 0:
        return _Text("", ())
    buffer = ctypes.create_string_buffer(4 * count + 4)
    units = library.FPDFText_GetText(text_page, 0, count, buffer)
    found = buffer.raw[: 2 * max(units - 1, 0)].decode("utf-16-le", "replace")
    if len(found) == count:
        return _Text(found, range(count))
    index_of = library.FPDFText_GetCharIndexFromTextIndex
    return _Text(found, [max(index_of(text_page, at), 0) for at in range(len(found))])


def _spans_of(text: str) -> list[tuple[int, int]]:
    """Returns where the printed lines begin and end; a hyphen mark ends the line that it stands on."""
    spans = []
    at = 0
    for line in text.split("\r\n"):
        start = at
        at += len(line) + 2
        if "\ufffe" in line:
            while (mark := text.find("\ufffe", start, at - 2)) >= 0:
                spans.append((start, mark + 1))
                start = mark + 1
        if start < at - 2:
            spans.append((start, at - 2))
    return spans


Measure = Callable[[int, int, bool], Piece | None]


def _read_pieces(library: ctypes.PyDLL, text_page: int, text: _Text, frame: Frame) -> tuple[list[Piece], bool, bool]:
    """Returns the pieces in content order, whether any is invisible, and whether rows of the page have cells."""
    found: list[tuple[int, int, Piece, float]] = []
    ratios: list[float] = []
    modes: set[int] = set()
    measure = _measure_with(library, text_page, text, frame, modes)
    classes = cells.classify(text.letters)
    letters_width = cells.letters_width
    for start, stop in _spans_of(text.letters):
        piece = measure(start, stop, True)
        if piece is None:
            continue
        usual = letters_width(classes, start, stop)
        if usual > 8.0 and piece.size:
            ratios.append((piece.end - piece.along) / piece.size / usual)
        found.append((start, stop, piece, usual))
    factor = cells.font_factor(ratios)
    pieces: list[Piece] = []
    cut = 0
    columns: set[int] | None = None
    edges = _edges_with(library, text_page, text)
    for start, stop, piece, usual in found:
        _, _, size, _, along, end, _, turn = piece
        excess = (end - along) - factor * usual * size
        if excess < cells.SUSPICIOUS * size or turn or frame.turns or not size:
            pieces.append(piece)
            continue
        if columns is None:
            columns = _columns_of(found, frame)
        row = cells.Row(text.letters[start:stop].rstrip(), classes, start, stop, along + frame.left, size, factor, excess / size)
        gaps = cells.find_gaps(row, edges, columns)
        if not gaps:
            pieces.append(piece)
            continue
        cut += 1
        bounds = [start, *(at for gap in gaps for at in gap), stop]
        parts = zip(bounds[::2], bounds[1::2], strict=True)
        pieces += [cell for begin, end in parts if (cell := measure(begin, end, begin == start))]
    return pieces, pdfium.INVISIBLE in modes, cut > 1


def _columns_of(found: list[tuple[int, int, Piece, float]], frame: Frame) -> set[int]:
    counts = Counter([round(piece.along + frame.left) for _, _, piece, _ in found])
    return {column for column, count in counts.items() if count > 1}


def _edges_with(library: ctypes.PyDLL, text_page: int, text: _Text) -> Callable[[int], tuple[float, float]]:
    get_box, read_rectangle, index = library.FPDFText_GetLooseCharBox, pdfium.read_rectangle, text.index
    four = pdfium.new_floats(4)

    def edges(at: int) -> tuple[float, float]:
        get_box(text_page, index[at], four)
        left, _, right, _ = read_rectangle(four)
        return left, right

    return edges


def _measure_with(library: ctypes.PyDLL, text_page: int, text: _Text, frame: Frame, modes: set[int]) -> Measure:
    """Returns a function from a span of the text to its piece; it adds the render modes that it sees to `modes`."""
    get_matrix, get_box = library.FPDFText_GetMatrix, library.FPDFText_GetLooseCharBox
    get_size, get_object = library.FPDFText_GetFontSize, library.FPDFText_GetTextObject
    get_font, get_mode = library.FPDFTextObj_GetFont, library.FPDFTextObj_GetTextRenderMode
    read_matrix, read_rectangle = pdfium.read_matrix, pdfium.read_rectangle
    six, four = pdfium.new_floats(6), pdfium.new_floats(4)
    page_text, index = text
    new, piece_of, box_of = tuple.__new__, Piece, Box
    page_left, page_top, upright_page = frame.left, frame.top, frame.turns == 0
    plain = letters.is_plain(page_text.replace("\r\n", ""))
    weights: dict[int | None, bool] = {}

    def is_bold(at: int) -> bool:
        drawn = get_object(text_page, at)
        if not drawn:
            return False
        font = get_font(drawn)
        mode = get_mode(drawn)
        if mode:
            modes.add(mode)
        if font in weights:
            return weights[font] or mode == 2
        weights[font] = _BOLD.search(pdfium.font_name(library, font)) is not None
        return weights[font] or mode == 2

    def measure(start: int, stop: int, at_object: bool) -> Piece | None:
        raw = page_text[start:stop]
        said = raw.strip()
        if not said:
            return None
        if raw[0] == " ":
            start += len(raw) - len(raw.lstrip())
            at_object = False
        first, last = index[start], index[start + len(said) - 1]
        get_matrix(text_page, first, six)
        a, b, c, d, x, y = read_matrix(six)
        get_box(text_page, last, four)
        box = left, _, x1, _ = read_rectangle(four)
        bold = is_bold(first) and is_bold(last)
        if not plain:
            said = letters.normalise(said)
            if not said:
                return None
        if b == 0.0 == c and a > 0.0 and d > 0.0 and upright_page:
            size = round(get_size(text_page, first) * d, 2)
            if not at_object:
                get_box(text_page, first, four)
                x = read_rectangle(four)[0]
            x -= page_left
            x1 -= page_left
            y = page_top - y
            area = new(box_of, (x, y - _ASCENT * size, x1, y + _DESCENT * size))
            return new(piece_of, (said, area, size, bold, x, x1, y, 0))
        size = round(get_size(text_page, first) * (hypot(c, d) or 1.0), 2)
        get_box(text_page, first, four)
        return _turned_piece(said, size, bold, frame, (a, b), (x, y), (box, read_rectangle(four)))

    return measure


def _turned_piece(said, size, bold, frame, direction, origin, boxes):
    turn = frame.turn_of(*direction)
    corners = [frame.show(x, y) for left, top, right, bottom in boxes for x, y in ((left, top), (right, bottom))]
    x0, x1 = min(x for x, _ in corners), max(x for x, _ in corners)
    top, bottom = min(y for _, y in corners), max(y for _, y in corners)
    x, y = frame.show(*origin)
    if turn == 0:
        return Piece(said, Box(x0, y - _ASCENT * size, x1, y + _DESCENT * size), size, bold, x0, x1, y)
    along, end, down = {1: (top, bottom, -x), 2: (-x1, -x0, -y), 3: (-bottom, -top, x), 4: (x0, x1, y)}[turn]
    return Piece(said, Box(x0, top, x1, bottom), size, bold, along, end, down, turn)


def _holds_all(pieces, text):
    return True


def _plain_pieces(text, width):
    return []


def _unreadable_share(text):
    return 0.0


def _has_picture(library, page, frame, share):
    return False


def _has_grid(library, page):
    return False
