"""What can go wrong with an input, each with a stable code that scripts may rely on."""

from __future__ import annotations


class ReferatError(Exception):
    """No document could be made of an input.

    `kode` is stable; `str(error)` says what is wrong and, after a semicolon, what to do.
    """

    kode = "error"
    exit_code = 1


class BadRules(ReferatError):
    """The words given with --rules cannot be used."""

    kode = "rules"


class NotFound(ReferatError):
    kode = "not-found"


class Unreadable(ReferatError):
    kode = "unreadable"


class Empty(ReferatError):
    kode = "empty"


class NotPdf(ReferatError):
    """The bytes are neither a PDF nor text."""

    kode = "not-pdf"


class Damaged(ReferatError):
    kode = "damaged"


class Encrypted(ReferatError):
    kode = "encrypted"


class NeedsOcr(ReferatError):
    """There are pages, but none has text: they are pictures."""

    kode = "needs-ocr"


class OcrMissing(ReferatError):
    """Reading pictures was asked for, and Tesseract or its Danish data are not there."""

    kode = "ocr-missing"


class LimitTime(ReferatError):
    kode = "limit-time"


class LimitMemory(ReferatError):
    kode = "limit-memory"


class LimitSize(ReferatError):
    kode = "limit-size"


class LimitPages(ReferatError):
    kode = "limit-pages"


class Crashed(ReferatError):
    """The isolated process died; the document is not to be trusted."""

    kode = "crashed"
