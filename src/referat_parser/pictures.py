"""The pages of a PDF with every line marked in the colour of what it was taken for, drawn by pdfplumber."""

from __future__ import annotations

import io
import logging
import zipfile
from collections.abc import Callable
from typing import Any

from referat_parser.document import Box, Line, Source
from referat_parser.explain import Role, find_roles

_DPI = 100
_MOST_PAGES = 200
_COLOURS = {
    "punkt": (0, 110, 170),
    "resume": (120, 80, 180),
    "sagsfremstilling": (60, 130, 60),
    "indstilling": (200, 120, 0),
    "vedtagelse": (190, 30, 60),
    "bilag": (110, 90, 60),
    "oplysning": (160, 60, 140),
    "contents": (40, 80, 200),
}
_OTHER = (130, 130, 130)


def draw_pages(
    data: bytes, *, password: str | None = None, read_pictures: Callable[[Source], Source] | None = None
) -> bytes:
    """A ZIP with one PNG a page, "side-001.png" and so on, for the first 200 pages.

    Each line has a box in the colour of its role, filled where it is a heading; the role is written in the margin where
    it changes. Raises what `read_source` raises.
    """
    import pdfplumber

    source, roles = find_roles(data, password=password, read_pictures=read_pictures)
    by_page: dict[int, list[tuple[Line, Role]]] = {}
    for line, role in zip(source.lines, roles, strict=True):
        if line.page is not None and line.text:
            by_page.setdefault(line.page, []).append((line, role))
    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    drawn = io.BytesIO()
    with zipfile.ZipFile(drawn, "w") as archive, pdfplumber.open(io.BytesIO(data), password=password or "") as document:
        for page in document.pages[:_MOST_PAGES]:
            picture = page.to_image(resolution=_DPI)
            _mark(picture, page.bbox, by_page.get(page.page_number, []), source)
            png = io.BytesIO()
            picture.annotated.save(png, "PNG")
            archive.writestr(f"side-{page.page_number:03d}.png", png.getvalue())
            page.close()
    return drawn.getvalue()


def _mark(picture: Any, bbox: tuple[float, ...], lines: list[tuple[Line, Role]], source: Source) -> None:
    before = ""
    for line, role in lines:
        box = source.seen[line.number].box if line.number in source.seen else line.box
        if box is None:
            continue
        name = role.name.rstrip("!").rpartition(" ")[2]
        colour = _COLOURS.get(name, _OTHER)
        x0, top, x1, bottom = _placed(box, bbox)
        picture.draw_rect(
            (x0 - 1, top, x1 + 1, bottom), fill=(*colour, 70 if role.name[-1] == "!" else 20), stroke=colour
        )
        if role.name != before:
            picture.draw.text((4, (top - bbox[1]) * _DPI / 72), role.name, fill=colour)
            before = role.name


def _placed(box: Box, bbox: tuple[float, ...]) -> tuple[float, float, float, float]:
    """The box in pdfplumber's coordinates, whose page need not begin at 0; never upside down."""
    left, top = bbox[:2]
    return left + box.x0, top + box.top, left + max(box.x1, box.x0 + 1), top + max(box.bottom, box.top + 1)
