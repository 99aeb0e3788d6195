"""The few functions of the pdfium library that reading needs, bound directly.

`pypdfium2` brings the library; its Python side costs more to import than a small file costs to read, so the
shared library is found beside it and loaded here. pdfium is not thread-safe: hold `lock` while using it.
"""

from __future__ import annotations

import ctypes
import os
import struct
import sys
import threading
from codecs import utf_16_le_decode
from ctypes import POINTER, c_char, c_char_p, c_double, c_float, c_int, c_size_t, c_uint, c_ulong, c_void_p
from functools import cache

from referat_parser.errors import Unreadable

lock = threading.RLock()

PASSWORD_ERROR = 4  # FPDF_ERR_PASSWORD
PATH, IMAGE, FORM = 2, 3, 5  # FPDF_PAGEOBJ_*
LINE_TO, MOVE_TO = 0, 2  # FPDF_SEGMENT_*
FILL_AND_STROKE, INVISIBLE = 2, 3  # text render modes

read_matrix = struct.Struct("6f").unpack
read_rectangle = struct.Struct("4f").unpack


class Handle(c_void_p):
    """A pointer that stays one: pdfium's functions take it, and a number of 32 bits, without conversion."""


_FILES = {"win32": "pdfium.dll", "darwin": "libpdfium.dylib"}
# Result and arguments. None for those asked for each line: with argument types ctypes converts each argument, which
# doubles the cost of a call. They take Handles, buffers and small numbers only.
_SIGNATURES: dict[str, tuple[object, tuple[object, ...] | None]] = {
    "FPDF_LoadMemDocument64": (c_void_p, (c_char_p, c_size_t, c_char_p)),
    "FPDF_CloseDocument": (None, (c_void_p,)),
    "FPDF_GetLastError": (c_ulong, ()),
    "FPDF_GetPageCount": (c_int, (c_void_p,)),
    "FPDF_DocumentHasValidCrossReferenceTable": (c_int, (c_void_p,)),
    "FPDF_LoadPage": (Handle, (c_void_p, c_int)),
    "FPDF_ClosePage": (None, (c_void_p,)),
    "FPDF_GetPageBoundingBox": (c_int, (c_void_p, c_void_p)),
    "FPDFPage_GetRotation": (c_int, (c_void_p,)),
    "FPDFPage_CountObjects": (c_int, (c_void_p,)),
    "FPDFPage_GetObject": (Handle, None),
    "FPDFPageObj_GetType": (c_int, None),
    "FPDFPageObj_GetBounds": (c_int, None),
    "FPDFPageObj_GetMatrix": (c_int, (c_void_p, c_void_p)),
    "FPDFPath_CountSegments": (c_int, None),
    "FPDFPath_GetPathSegment": (Handle, None),
    "FPDFPathSegment_GetPoint": (c_int, None),
    "FPDFPathSegment_GetType": (c_int, None),
    "FPDFPathSegment_GetClose": (c_int, None),
    "FPDFFormObj_CountObjects": (c_int, (c_void_p,)),
    "FPDFFormObj_GetObject": (Handle, (c_void_p, c_ulong)),
    "FPDFText_LoadPage": (Handle, (c_void_p,)),
    "FPDFText_ClosePage": (None, None),
    "FPDFText_CountChars": (c_int, None),
    "FPDFText_GetText": (c_int, None),
    "FPDFText_GetCharIndexFromTextIndex": (c_int, None),
    "FPDFText_GetMatrix": (c_int, None),
    "FPDFText_GetLooseCharBox": (c_int, None),
    "FPDFText_GetFontSize": (c_double, None),
    "FPDFText_GetTextObject": (Handle, None),
    "FPDFTextObj_GetFont": (c_void_p, None),
    "FPDFTextObj_GetTextRenderMode": (c_int, None),
    "FPDFFont_GetBaseFontName": (c_size_t, (c_void_p, c_char_p, c_size_t)),
}


class _Config(ctypes.Structure):
    """FPDF_LIBRARY_CONFIG, version 2; the room behind it is for fields of later versions."""

    _fields_ = (
        ("version", c_int),
        ("user_font_paths", POINTER(c_char_p)),
        ("isolate", c_void_p),
        ("embedder_slot", c_uint),
        ("room", c_char * 64),
    )


@cache
def load() -> ctypes.PyDLL:
    """Returns pdfium, started, its functions typed; each call keeps the GIL. Raises Unreadable without it."""
    try:
        library = ctypes.PyDLL(find_library())
    except (OSError, ImportError) as error:
        raise Unreadable(f"pdfium cannot be loaded ({error}); install pypdfium2 again") from error
    for name, (result, arguments) in _SIGNATURES.items():
        function = getattr(library, name)
        function.restype = result
        if arguments is not None:
            function.argtypes = arguments
    # An empty list of font folders: else pdfium searches all of the system's fonts once one is not embedded.
    config = _Config(version=2, user_font_paths=(c_char_p * 1)(None))
    start = library.FPDF_InitLibraryWithConfig
    start.restype, start.argtypes = None, (c_void_p,)
    start(ctypes.byref(config))
    _kept.append(config)
    bytes(_KEPT_FREE)
    return library


_KEPT_FREE = 8 << 20
"""Bytes of a block that is made and let go: from then on glibc keeps as much as twice that for the next page. Else it
gives back what a page was read in as soon as the page is closed, which costs a tenth of the reading of a short one."""
_kept: list[_Config] = []  # pdfium may look at the configuration for as long as it runs


def find_library() -> str:
    """Returns the path of the shared library that pypdfium2 brings, without importing pypdfium2."""
    name = _FILES.get(sys.platform, "libpdfium.so")
    for folder in sys.path:
        path = os.path.join(folder, "pypdfium2_raw", name)
        if os.path.exists(path):
            return path
    from pypdfium2_raw import bindings  # installed in an unusual way, or with the system's own pdfium

    return str(bindings._libs["pdfium"]._name)


def font_name(library: ctypes.PyDLL, font: int | None) -> str:
    """Returns the font's base name as the file has it ("ABCDEF+Arial-BoldMT"), empty if it has none."""
    if not font:
        return ""
    buffer = _Name()
    library.FPDFFont_GetBaseFontName(font, buffer, 256)
    return buffer.value.decode("utf-8", "replace")


_Name = c_char * 256


def read_text(library: ctypes.PyDLL, text_page: Handle, count: int) -> str:
    """Returns the text of a page with `count` letters; what is no letter of Unicode becomes U+FFFD."""
    # Few sizes of buffer: ctypes makes a new type for each size, which costs more than the text.
    size = _ROOM * (4 * (count + 1) // _ROOM + 1)
    buffer = (c_char * size)()
    units = library.FPDFText_GetText(text_page, 0, count, buffer)
    return utf_16_le_decode(memoryview(buffer)[: 2 * max(units - 1, 0)], "replace", True)[0]


_ROOM = 8_192
Six, Four, One = c_float * 6, c_float * 4, c_float * 1  # results, read with `read_matrix` and `read_rectangle`
