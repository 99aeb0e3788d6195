"""What is drawn on a page besides text: pictures and rulings, asked for only where the text gives a reason."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator

from referat_parser.extract import pdfium

_THIN = 2.5  # points: a ruling, be it a line or a narrow rectangle
_SHORT = 6.0  # points: a shorter ruling is an ornament
_MOST_OBJECTS = 20_000
_GRID_SEGMENTS = 8  # a path of two rectangles or more


def has_picture(library: ctypes.PyDLL, page: pdfium.Handle, least_area: float) -> bool:
    """Returns whether one picture on the page, also in a form, covers the area in square points."""
    return any(
        kind == pdfium.IMAGE and (right - left) * (top - bottom) >= least_area
        for kind, _, (left, bottom, right, top) in _objects(library, page, {pdfium.IMAGE})
    )


def has_grid(library: ctypes.PyDLL, page: pdfium.Handle) -> bool:
    """Returns whether the page has rulings that may make cells: across at two heights, down at two places.

    A drawn box counts as its four sides. Underlines and a single frame around the page do not make a grid.
    """
    across: set[int] = set()
    down: set[int] = set()
    boxes: set[tuple[int, ...]] = set()
    for _, drawn, (left, bottom, right, top) in _objects(library, page, {pdfium.PATH}):
        width, height = right - left, top - bottom
        if height <= _THIN and width > _SHORT:
            across.add(round(bottom))
        elif width <= _THIN and height > _SHORT:
            down.add(round(left))
        elif width > _SHORT and height > _SHORT:
            boxes.add((round(left), round(bottom), round(right), round(top)))
            if library.FPDFPath_CountSegments(drawn) >= _GRID_SEGMENTS:
                return True
        if (len(across) >= 2 and len(down) >= 2) or len(boxes) >= 4:
            return True
    return False


def _objects(
    library: ctypes.PyDLL, page: pdfium.Handle, kinds: set[int]
) -> Iterator[tuple[int, pdfium.Handle, tuple[float, float, float, float]]]:
    """Yields kind, object and bounds (left, bottom, right, top) of the page's objects and those of its forms.

    The bounds of objects in a form are the form's own; for forms that is near enough.
    """
    sides = [pdfium.One() for _ in range(4)]
    get_object, get_type, get_bounds = (
        library.FPDFPage_GetObject,
        library.FPDFPageObj_GetType,
        library.FPDFPageObj_GetBounds,
    )
    for at in range(min(library.FPDFPage_CountObjects(page), _MOST_OBJECTS)):
        drawn = get_object(page, at)
        kind = get_type(drawn)
        inside = [drawn]
        if kind == pdfium.FORM:
            count = min(library.FPDFFormObj_CountObjects(drawn), _MOST_OBJECTS)
            inside = [library.FPDFFormObj_GetObject(drawn, number) for number in range(count)]
        elif kind not in kinds:
            continue
        for part in inside:
            part_kind = get_type(part)
            if part_kind in kinds and get_bounds(part, *sides):
                left, bottom, right, top = (side[0] for side in sides)
                yield part_kind, part, (left, bottom, right, top)
