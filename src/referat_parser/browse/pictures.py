"""A page of a PDF as a picture, with lines marked: drawn by pdfium in a process of its own."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from referat_parser import errors

Rectangle = tuple[float, float, float, float]
SCALE = 1.6
"""Pixels a PDF point: an A4 page is 952 pixels wide."""
_MOST_PIXELS = 4000
_MARK = (255, 214, 64, 96)
_BAR = (179, 81, 12, 255)


def draw_page(path: Path, page: int, marks: Sequence[Rectangle] = ()) -> bytes:
    """Page `page` (from 1) as PNG, the rectangles (PDF points from the top left) marked.

    Raises NotFound for a file or a page that is not there, and the errors of the guard.
    """
    from referat_parser.extract.files import read_file
    from referat_parser.guard import Limits, run_guarded

    data = read_file(path)

    # Loaded here, once, so that no child waits for another thread's import.
    import PIL.ImageDraw  # noqa: F401
    import pypdfium2  # noqa: F401

    return run_guarded(lambda: _draw(data, page, marks), Limits(), size=len(data))


def _draw(data: bytes, page: int, marks: Sequence[Rectangle]) -> bytes:
    import pypdfium2
    from PIL import Image, ImageDraw

    document = pypdfium2.PdfDocument(data)
    if not 1 <= page <= len(document):
        raise errors.NotFound(f"it has no page {page}")
    sheet = document[page - 1]
    scale = min(SCALE, _MOST_PIXELS / max(*sheet.get_size(), 1))
    picture = sheet.render(scale=scale, may_draw_forms=True).to_pil().convert("RGBA")
    layer = Image.new("RGBA", picture.size)
    brush = ImageDraw.Draw(layer)
    for box in marks:
        x0, top, x1, bottom = (side * scale for side in box)
        brush.rectangle((x0 - 3, top - 2, max(x1 + 3, x0), max(bottom + 2, top)), fill=_MARK)
        brush.rectangle((x0 - 12, top - 2, x0 - 8, max(bottom + 2, top)), fill=_BAR)
    out = io.BytesIO()
    Image.alpha_composite(picture, layer).convert("RGB").save(out, "PNG", compress_level=4)
    return out.getvalue()


@lru_cache(maxsize=8)
def line_boxes(path: Path, changed: int) -> dict[int, tuple[int, Rectangle]]:  # noqa: ARG001
    """The page and box of every line of a PDF by its number; empty when it cannot be read again. `changed` is its time of change."""
    from referat_parser.extract.files import read_file
    from referat_parser.guard import Limits, run_guarded

    try:
        data = read_file(path)
        import referat_parser.extract.source  # noqa: F401

        found = json.loads(run_guarded(lambda: _boxes(data), Limits(), size=len(data)))
    except errors.ReferatError:
        return {}
    return {number: (page, (x0, top, x1, bottom)) for number, page, x0, top, x1, bottom in found}


def _boxes(data: bytes) -> bytes:
    from referat_parser.extract.source import read_source

    lines = read_source(data).lines
    return json.dumps([[n.number, n.page, *n.box] for n in lines if n.page and n.box and n.text]).encode()
