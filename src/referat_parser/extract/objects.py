"""What is drawn on a page besides text: pictures and rulings, asked for only where the text gives a reason."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence

from referat_parser.extract import pdfium
from referat_parser.extract.grid import Ruling
from referat_parser.extract.measure import Frame

_THIN = 2.5  # points: a ruling, be it a line or a narrow rectangle
_SHORT = 6.0  # points: a shorter ruling is an ornament
_MOST_OBJECTS = 20_000
_MOST_SEGMENTS = 20_000
_SEVERAL_BOXES = 6  # segments: a line has two, a box five

Matrix = tuple[float, float, float, float, float, float]


def has_picture(library: ctypes.PyDLL, page: pdfium.Handle, least_area: float) -> bool:
    """Returns whether one picture on the page, also in a form, covers the area in square points."""
    return any(
        (right - left) * (top - bottom) >= least_area
        for _, (left, bottom, right, top), _ in _objects(library, page, pdfium.IMAGE)
    )


def read_rulings(library: ctypes.PyDLL, page: pdfium.Handle, frame: Frame) -> tuple[list[Ruling], list[Ruling]]:
    """Returns what is drawn on the page across and down, in forms too: lines, and the sides of boxes.

    At most as many as would fill a page of tables; of those beyond, and of curves, nothing is said.
    """
    across: list[Ruling] = []
    down: list[Ruling] = []
    segments = 0
    for drawn, bounds, to_page in _objects(library, page, pdfium.PATH):
        count = library.FPDFPath_CountSegments(drawn)
        segments += count
        if segments > _MOST_SEGMENTS:
            break
        boxes = [bounds] if count < _SEVERAL_BOXES else _boxes_of(library, drawn, count, to_page)
        for left, bottom, right, top in boxes:
            (x0, y0), (x1, y1) = frame.show(left, top), frame.show(right, bottom)
            _add_sides(across, down, min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
    return across, down


def _add_sides(across: list[Ruling], down: list[Ruling], x0: float, y0: float, x1: float, y1: float) -> None:
    width, height = x1 - x0, y1 - y0
    if height <= _THIN:
        if width > _SHORT:
            across.append(Ruling((y0 + y1) / 2, x0, x1))
    elif width <= _THIN:
        if height > _SHORT:
            down.append(Ruling((x0 + x1) / 2, y0, y1))
    elif width > _SHORT and height > _SHORT:
        across += [Ruling(y0, x0, x1), Ruling(y1, x0, x1)]
        down += [Ruling(x0, y0, y1), Ruling(x1, y0, y1)]


def _boxes_of(
    library: ctypes.PyDLL, drawn: pdfium.Handle, count: int, to_page: Sequence[Matrix]
) -> Iterator[tuple[float, float, float, float]]:
    """Yields the bounds of the lines and boxes that one path draws, as (left, bottom, right, top) on the page.

    Each stroke from point to point is one; a box is its four sides, which is what is asked for.
    """
    point = pdfium.One(), pdfium.One()
    matrices = [_matrix_of(library, drawn), *to_page]
    begin = last = (0.0, 0.0)
    for at in range(count):
        segment = library.FPDFPath_GetPathSegment(drawn, at)
        library.FPDFPathSegment_GetPoint(segment, *point)
        x, y = point[0][0], point[1][0]
        for a, b, c, d, e, f in matrices:
            x, y = a * x + c * y + e, b * x + d * y + f
        kind = library.FPDFPathSegment_GetType(segment)
        if kind == pdfium.MOVE_TO:
            begin = x, y
        elif kind == pdfium.LINE_TO:
            yield _bounds_of(last, (x, y))
        last = x, y
        if library.FPDFPathSegment_GetClose(segment):
            yield _bounds_of(last, begin)
            last = begin


def _bounds_of(one: tuple[float, float], other: tuple[float, float]) -> tuple[float, float, float, float]:
    return min(one[0], other[0]), min(one[1], other[1]), max(one[0], other[0]), max(one[1], other[1])


def _matrix_of(library: ctypes.PyDLL, drawn: pdfium.Handle) -> Matrix:
    six = pdfium.Six()
    return pdfium.read_matrix(six) if library.FPDFPageObj_GetMatrix(drawn, six) else (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def _objects(
    library: ctypes.PyDLL, page: pdfium.Handle, wanted: int
) -> Iterator[tuple[pdfium.Handle, tuple[float, float, float, float], Sequence[Matrix]]]:
    """Yields the objects of a kind, also those in forms, with bounds (left, bottom, right, top) on the page and the form's matrix."""
    sides = [pdfium.One() for _ in range(4)]
    get_object, get_type, get_bounds = (
        library.FPDFPage_GetObject,
        library.FPDFPageObj_GetType,
        library.FPDFPageObj_GetBounds,
    )
    for at in range(min(library.FPDFPage_CountObjects(page), _MOST_OBJECTS)):
        drawn = get_object(page, at)
        kind = get_type(drawn)
        inside: list[pdfium.Handle] = [drawn]
        to_page: Sequence[Matrix] = ()
        if kind == pdfium.FORM:
            count = min(library.FPDFFormObj_CountObjects(drawn), _MOST_OBJECTS)
            inside = [library.FPDFFormObj_GetObject(drawn, number) for number in range(count)]
            to_page = (_matrix_of(library, drawn),)
        elif kind != wanted:
            continue
        for part in inside:
            if get_type(part) == wanted and get_bounds(part, *sides):
                left, bottom, right, top = (side[0] for side in sides)
                for a, b, c, d, e, f in to_page:
                    xs, ys = zip(
                        *((a * x + c * y + e, b * x + d * y + f) for x in (left, right) for y in (bottom, top)),
                        strict=True,
                    )
                    left, bottom, right, top = min(xs), min(ys), max(xs), max(ys)
                yield part, (left, bottom, right, top), to_page
