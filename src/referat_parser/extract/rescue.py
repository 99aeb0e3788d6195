"""PDFs whose end is lost: a new end for what is left of them, so that whole pages before the cut can be read."""

from __future__ import annotations

import re

_OBJECT = re.compile(rb"(?<!\d)(\d{1,8}) (\d{1,5}) obj\b")
_CATALOG = re.compile(rb"/Type\s*/Catalog\b")
_PAGE = re.compile(rb"/Type\s*/Page(?![A-Za-z])")
_FONT = re.compile(rb"/Type\s*/Font(?![A-Za-z])")
_NOT_CONTENT = re.compile(rb"/Type\b|/Subtype\b|/FunctionType\b|/Length1\b|/N\b")
_FONT_NAME = re.compile(rb"/([A-Za-z0-9_+.-]{1,60})\s+-?[\d.]{1,9}\s+Tf\b")
_HEAD = 4096  # bytes of an object that are looked at: its dictionary
_A4 = b"[0 0 595 842]"


def rescue(data: bytes) -> bytes | None:
    """The file with a trailer of our own, and where they are lost a catalog and a list of pages; None if nothing is left.

    Pages that are lost stay lost: the reader says so of each.
    """
    objects = [(match[1], match[2], match.end()) for match in _OBJECT.finditer(data)]
    if not objects:
        return None
    heads = [(b"%s %s R" % (number, version), _head(data, start)) for number, version, start in objects]
    free = max(int(number) for number, _, _ in objects) + 1
    pages = [name for name, head in heads if _PAGE.search(head)]
    catalogs = [name for name, head in heads if _CATALOG.search(head)]
    end = b"\nendstream\nendobj\n"
    if catalogs and pages:
        return data + end + _trailer(free, catalogs[-1])
    kids = pages
    if not pages:
        kids = [b"%d 0 R" % (free + 2 + at) for at in range(len(heads))]
        made = _make_pages(data, objects, heads, free)
        kids = kids[: len(made)]
        end += b"".join(b"%d 0 obj\n%s\nendobj\n" % (free + 2 + at, page) for at, page in enumerate(made))
    if not kids:
        return None
    end += b"%d 0 obj\n<< /Type /Catalog /Pages %d 0 R >>\nendobj\n" % (free, free + 1)
    end += b"%d 0 obj\n<< /Type /Pages /Count %d /MediaBox %s /Kids [%s] >>\nendobj\n" % (
        free + 1,
        len(kids),
        _A4,
        b" ".join(kids),
    )
    return data + end + _trailer(free + 2 + len(kids), b"%d 0 R" % free)


def _head(data: bytes, start: int) -> bytes:
    """An object's dictionary, up to its stream or its end."""
    part = data[start : start + _HEAD]
    ends = [at for at in (part.find(b"stream"), part.find(b"endobj")) if at >= 0]
    return part[: min(ends)] if ends else part


def _make_pages(
    data: bytes, objects: list[tuple[bytes, bytes, int]], heads: list[tuple[bytes, bytes]], free: int
) -> list[bytes]:
    """A page for each stream that draws, where no page is left: the fonts that are left go by the names it uses."""
    fonts = [name for name, head in heads if _FONT.search(head)]
    made = []
    for (_, _, start), (name, head) in zip(objects, heads, strict=True):
        if not fonts or _NOT_CONTENT.search(head) or not data.startswith(b"stream", start + len(head)):
            continue
        names = dict.fromkeys(_FONT_NAME.findall(data, start, start + (1 << 20))) or {b"F1": None}
        used = b" ".join(b"/%s %s" % (each, fonts[min(at, len(fonts) - 1)]) for at, each in enumerate(names))
        made.append(
            b"<< /Type /Page /Parent %d 0 R /Resources << /Font << %s >> >> /Contents %s >>" % (free + 1, used, name)
        )
    return made


def _trailer(size: int, root: bytes) -> bytes:
    return b"trailer\n<< /Size %d /Root %s >>\nstartxref\n0\n%%%%EOF\n" % (size, root)
