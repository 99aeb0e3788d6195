"""A page of a PDF as a grey picture, and the digest of what is drawn on it, by pdfium."""

from __future__ import annotations

import ctypes
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from ctypes import c_float, c_int, c_uint, c_ulong, c_void_p
from typing import NamedTuple

from referat_parser.errors import Damaged
from referat_parser.extract import pdfium
from referat_parser.extract.pdfium import Handle

DPI = 300
MOST_PIXELS = 36_000_000
"""An A3 page at 300 dpi has half of them; a larger page is drawn more coarsely."""

_GREY = 1  # FPDFBitmap_Gray
_FLAGS = 0x01 | 0x08  # FPDF_ANNOT, FPDF_GRAYSCALE: stamps and signatures are drawn too
_WHITE = 0xFFFFFFFF
_DEEPEST = 4  # forms inside forms


class Picture(NamedTuple):
    """A grey picture of a page, a byte a pixel, and how many pixels a point has."""

    pixels: bytes
    width: int
    height: int
    scale: float


def draw_page(data: bytes, number: int, password: str | None = None) -> Picture:
    """Returns page `number` (from 1) as displayed at 300 dpi, or coarser where it would be too large.

    Raises Damaged when the page cannot be drawn.
    """
    with _page(data, number, password) as (library, page):
        width, height = _size_of(library, page)
        scale = min(DPI / 72, (MOST_PIXELS / max(width * height, 1.0)) ** 0.5)
        across, down = max(1, round(width * scale)), max(1, round(height * scale))
        bitmap = library.FPDFBitmap_CreateEx(across, down, _GREY, None, 0)
        if not bitmap:
            raise Damaged(f"page {number} cannot be drawn; check the file in a PDF viewer")
        try:
            library.FPDFBitmap_FillRect(bitmap, 0, 0, across, down, _WHITE)
            library.FPDF_RenderPageBitmap(bitmap, page, 0, 0, across, down, 0, _FLAGS)
            stride = library.FPDFBitmap_GetStride(bitmap)
            raw = ctypes.string_at(library.FPDFBitmap_GetBuffer(bitmap), stride * down)
        finally:
            library.FPDFBitmap_Destroy(bitmap)
    if stride != across:
        raw = b"".join(raw[row * stride : row * stride + across] for row in range(down))
    return Picture(raw, across, down, across / width if width else scale)


def digest_of(data: bytes, number: int, password: str | None = None) -> str:
    """Returns a digest of what is drawn on a page: the same for the same page in another file."""
    seen = hashlib.sha256()
    with _page(data, number, password) as (library, page):
        seen.update(repr((_size_of(library, page), library.FPDFPage_GetRotation(page))).encode())
        count = library.FPDFPage_CountObjects(page)
        for at in range(count):
            _add_object(library, library.FPDFPage_GetObject(page, at), page, seen, 0)
        text = library.FPDFText_LoadPage(page)
        if text:
            seen.update(pdfium.read_text(library, text, max(library.FPDFText_CountChars(text), 0)).encode())
            library.FPDFText_ClosePage(text)
    return seen.hexdigest()


def _add_object(library: ctypes.PyDLL, drawn: Handle, page: Handle, seen: hashlib._Hash, depth: int) -> None:
    kind = library.FPDFPageObj_GetType(drawn)
    matrix = (c_float * 6)()
    library.FPDFPageObj_GetMatrix(drawn, matrix)
    bounds = (c_float * 4)()
    library.FPDFPageObj_GetBounds(drawn, *(ctypes.byref(bounds, 4 * at) for at in range(4)))
    seen.update(bytes([kind & 0xFF]) + bytes(matrix) + bytes(bounds))
    if kind == pdfium.IMAGE:
        size = library.FPDFImageObj_GetImageDataRaw(drawn, None, 0)
        buffer = ctypes.create_string_buffer(size)
        library.FPDFImageObj_GetImageDataRaw(drawn, buffer, size)
        described = _Metadata()
        library.FPDFImageObj_GetImageMetadata(drawn, page, ctypes.byref(described))
        seen.update(hashlib.sha256(buffer).digest() + bytes(described))
    elif kind == pdfium.PATH:
        seen.update(str(library.FPDFPath_CountSegments(drawn)).encode())
    elif kind == pdfium.FORM and depth < _DEEPEST:
        for at in range(library.FPDFFormObj_CountObjects(drawn)):
            _add_object(library, library.FPDFFormObj_GetObject(drawn, at), page, seen, depth + 1)


class _Metadata(ctypes.Structure):
    """FPDF_IMAGEOBJ_METADATA."""

    _fields_ = (
        ("width", c_uint),
        ("height", c_uint),
        ("horizontal_dpi", c_float),
        ("vertical_dpi", c_float),
        ("bits_per_pixel", c_uint),
        ("colorspace", c_int),
        ("marked_content_id", c_int),
    )


_SIGNATURES: dict[str, tuple[object, tuple[object, ...] | None]] = {
    "FPDFBitmap_CreateEx": (Handle, (c_int, c_int, c_int, c_void_p, c_int)),
    "FPDFBitmap_FillRect": (None, (c_void_p, c_int, c_int, c_int, c_int, c_ulong)),
    "FPDFBitmap_GetStride": (c_int, (c_void_p,)),
    "FPDFBitmap_GetBuffer": (c_void_p, (c_void_p,)),
    "FPDFBitmap_Destroy": (None, (c_void_p,)),
    "FPDF_RenderPageBitmap": (None, (c_void_p, c_void_p, c_int, c_int, c_int, c_int, c_int, c_int)),
    "FPDFPageObj_GetMatrix": (c_int, (c_void_p, c_void_p)),
    "FPDFImageObj_GetImageDataRaw": (c_ulong, (c_void_p, c_void_p, c_ulong)),
    "FPDFImageObj_GetImageMetadata": (c_int, (c_void_p, c_void_p, c_void_p)),
}


@contextmanager
def _page(data: bytes, number: int, password: str | None) -> Iterator[tuple[ctypes.PyDLL, Handle]]:
    with pdfium.lock:
        library = pdfium.load()
        for name, (result, arguments) in _SIGNATURES.items():
            function = getattr(library, name)
            function.restype, function.argtypes = result, arguments
        document = library.FPDF_LoadMemDocument64(data, len(data), password.encode() if password is not None else None)
        page = library.FPDF_LoadPage(document, number - 1) if document else None
        try:
            if not page:
                raise Damaged(f"page {number} cannot be drawn; check the file in a PDF viewer")
            yield library, page
        finally:
            if page:
                library.FPDF_ClosePage(page)
            if document:
                library.FPDF_CloseDocument(document)


def _size_of(library: ctypes.PyDLL, page: Handle) -> tuple[float, float]:
    """Returns the page's width and height in points as displayed."""
    buffer = pdfium.Four()
    library.FPDF_GetPageBoundingBox(page, buffer)
    left, top, right, bottom = pdfium.read_rectangle(buffer)
    across, up = abs(right - left), abs(top - bottom)
    return (up, across) if library.FPDFPage_GetRotation(page) % 2 else (across, up)
