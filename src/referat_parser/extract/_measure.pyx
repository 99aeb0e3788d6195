# cython: language_level=3, boundscheck=False, wraparound=False
"""The loop of measure.py in C, for text that stands upright: the same values, at a fifth of the cost.

Calling pdfium through ctypes and making Python's numbers of what it says takes longer than pdfium's own answers.
Built where a C compiler is at hand (hatch_build.py); measure.py does without.
"""

import ctypes

from cpython.ref cimport Py_INCREF
from libc.math cimport NAN

from referat_parser.document import Box
from referat_parser.extract import cells, letters
from referat_parser.extract import measure as in_python
from referat_parser.extract.order import Piece
from referat_parser.extract.pdfium import FILL_AND_STROKE

cdef extern from *:
    """
    static PyObject *new_of(PyObject *type, Py_ssize_t size) { return ((PyTypeObject *)type)->tp_alloc((PyTypeObject *)type, size); }
    """
    tuple new_of(object type, Py_ssize_t size)  # a tuple of that type, to be filled
    void PyTuple_SET_ITEM(tuple made, Py_ssize_t at, object value)
    Py_UCS4 PyUnicode_READ_CHAR(str text, Py_ssize_t at)
    bint Py_UNICODE_ISSPACE(Py_UCS4 letter)

ctypedef int (*AskNumbers)(void *text_page, int place, float *numbers) noexcept
ctypedef double (*AskSize)(void *text_page, int place) noexcept
ctypedef void *(*AskObject)(void *text_page, int place) noexcept
ctypedef int (*AskMode)(void *drawn) noexcept
ctypedef void *(*AskFont)(void *drawn) noexcept

cdef AskNumbers get_matrix, get_box
cdef AskSize get_size
cdef AskObject get_object
cdef AskMode get_mode
cdef AskFont get_font

cdef double ASCENT = in_python.ASCENT, DESCENT = in_python.DESCENT
cdef double SUSPICIOUS = cells.SUSPICIOUS, SLACK = cells.SLACK
cdef double MIDDLE = cells.MIDDLE, NARROW = cells.MIDDLE - cells.NARROW, WIDE = cells.WIDE - cells.MIDDLE, HEAVY = cells.BOLD
cdef int STROKED = FILL_AND_STROKE


def bind(library):
    """Takes pdfium's functions from the library that is loaded; to be called before `measure`."""
    global get_matrix, get_box, get_size, get_object, get_mode, get_font
    get_matrix = <AskNumbers><size_t>_address(library.FPDFText_GetMatrix)
    get_box = <AskNumbers><size_t>_address(library.FPDFText_GetLooseCharBox)
    get_size = <AskSize><size_t>_address(library.FPDFText_GetFontSize)
    get_object = <AskObject><size_t>_address(library.FPDFText_GetTextObject)
    get_mode = <AskMode><size_t>_address(library.FPDFTextObj_GetTextRenderMode)
    get_font = <AskFont><size_t>_address(library.FPDFTextObj_GetFont)


def _address(function):
    return ctypes.cast(function, ctypes.c_void_p).value


def measure(size_t page, list spans, bint at_object, bytes classes, bint plain, double left, double top, double factor,
            is_heavy, set modes):
    """Returns what `Measured` holds, or None where text is turned or askew; `measure_with` says what the arguments are.

    `page` and what `is_heavy` is asked for, a font, are addresses.
    """
    cdef void *text_page = <void *>page
    cdef void *drawn
    cdef void *font
    cdef void *font_before = NULL
    cdef const unsigned char *kinds = classes
    cdef float[6] matrix = [0, 0, 0, 0, 0, 0]
    cdef float[4] box = [0, 0, 0, 0]
    cdef double x, x1, y, raw, width, all_wide = 0, all_usual = 0, end = 0, down = 0, height = 0, raw_before = NAN
    cdef Py_ssize_t start, stop, last, at, narrow, wide, neighbours = 0
    cdef int mode
    cdef bint exact, bold, heavy_before = False
    cdef str line, said
    cdef tuple span, around
    cdef object size = 0.0, begins, ends, baseline
    cdef list pieces = [], usual = [], suspects = [], mixed = [], spaced = []

    for span in spans:
        start, line = span
        stop = start + len(line)
        if not 0 <= start < stop <= len(classes):
            return None
        exact = at_object
        said = line
        if Py_UNICODE_ISSPACE(PyUnicode_READ_CHAR(line, 0)) or Py_UNICODE_ISSPACE(PyUnicode_READ_CHAR(line, len(line) - 1)):
            said = line.strip()
            if said and PyUnicode_READ_CHAR(line, 0) == c" ":
                start += line.index(said[0])
                exact = False
        if not said:
            pieces.append(None)
            usual.append(0.0)
            continue
        last = start + len(said) - 1
        get_matrix(text_page, <int>start, matrix)
        if not (matrix[0] > 0 and matrix[3] > 0 and matrix[1] == 0 and matrix[2] == 0):
            return None
        get_box(text_page, <int>last, box)
        drawn = get_object(text_page, <int>start)
        mode = get_mode(drawn)
        if mode:
            modes.add(mode)
        font = get_font(drawn)
        if font != font_before:
            font_before, heavy_before = font, is_heavy(<size_t>font)
        bold = heavy_before or mode == STROKED
        if bold:
            drawn = get_object(text_page, <int>last)
            font = get_font(drawn)
            if not (heavy_before if font == font_before else is_heavy(<size_t>font)) and get_mode(drawn) != STROKED:
                bold = False
                mixed.append(len(pieces))
        if not plain:
            said = letters.normalise(said)
            if not said:
                pieces.append(None)
                usual.append(0.0)
                continue
        if len(said) > 1 and PyUnicode_READ_CHAR(said, 1) == c" ":
            spaced.append(len(pieces))
        raw = get_size(text_page, <int>start) * matrix[3]
        if raw != raw_before:
            raw_before = raw
            size = round(raw, 2)
            height = size
        x1 = box[2] - left
        x = matrix[4]
        if not exact:
            get_box(text_page, <int>start, box)
            x = box[0]
        x -= left
        y = top - matrix[5]
        begins, ends, baseline = x, x1, y
        around = _fill(new_of(Box, 4), (begins, y - ASCENT * height, ends, y + DESCENT * height))
        pieces.append(_fill(new_of(Piece, 8), (said, around, size, bold, begins, ends, baseline, 0)))
        if x > end and -1 < y - down < 1:
            neighbours += 1
        end, down = x1, y
        narrow = wide = 0
        for at in range(start, stop):
            narrow += kinds[at] == 1
            wide += kinds[at] == 2
        width = height * (MIDDLE * (stop - start) - NARROW * narrow + WIDE * wide)
        if bold:
            width *= HEAVY
        usual.append(width)
        all_usual += width
        all_wide += x1 - x
        if x1 - x > factor * width + SUSPICIOUS * height + SLACK * width and " " in said:
            suspects.append(len(pieces) - 1)
    return pieces, usual, suspects, all_wide / all_usual if all_usual else 1.0, mixed, spaced, neighbours


cdef inline tuple _fill(tuple made, tuple values):
    cdef Py_ssize_t at
    for at in range(len(values)):
        value = values[at]
        Py_INCREF(value)
        PyTuple_SET_ITEM(made, at, value)
    return made
