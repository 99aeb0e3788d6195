"""A small writer of PDFs, right and wrong ones, byte for byte the same on every run."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

A4 = b"[0 0 595 842]"
HELVETICA = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"


@dataclass
class Writer:
    """Objects by number, the catalog's among them, and what else the trailer is to say."""

    bodies: list[bytes] = field(default_factory=list)
    root: int = 0
    trailer: bytes = b""

    def add(self, body: bytes = b"null") -> int:
        self.bodies.append(body)
        return len(self.bodies)

    def put(self, number: int, body: bytes) -> None:
        self.bodies[number - 1] = body

    def add_stream(self, data: bytes, entries: bytes = b"", *, packed: bool = False) -> int:
        if packed:
            data, entries = zlib.compress(data, 9), entries + b" /Filter /FlateDecode"
        return self.add(b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), entries, data))

    def build(self, *, catalog_first: bool = False, previous: bytes = b"") -> bytes:
        out, at = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"), {}
        order = range(1, len(self.bodies) + 1)
        for number in sorted(order, key=lambda n: n != self.root) if catalog_first else order:
            at[number] = len(out)
            out += b"%d 0 obj\n%s\nendobj\n" % (number, self.bodies[number - 1])
        start = len(out)
        out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(order) + 1)
        out += b"".join(b"%010d 00000 n \n" % at[number] for number in order)
        previous = previous.replace(b"SELF", b"%d" % start)
        out += b"trailer\n<< /Size %d /Root %d 0 R %s%s >>\n" % (len(order) + 1, self.root, previous, self.trailer)
        return bytes(out + b"startxref\n%d\n%%%%EOF\n" % start)


def show(lines: Iterable[str], *, x: int = 50, y: int = 790, size: float = 11, before: bytes = b"") -> bytes:
    """The drawing of lines, one below the other, in font F1."""
    out = before + b"BT /F1 %g Tf 14 TL %d %d Td\n" % (size, x, y)
    for line in lines:
        out += b"(%s) Tj T*\n" % re.sub(rb"([\\()])", rb"\\\1", line.encode("cp1252", "replace"))
    return out + b"ET\n"


def add_pages(
    writer: Writer,
    contents: Sequence[bytes],
    *,
    box: bytes = A4,
    resources: bytes | None = None,
    entries: bytes = b"",
    packed: bool = False,
) -> list[int]:
    """A page for each drawing, and the catalog; the pages' numbers."""
    if resources is None:
        resources = b"<< /Font << /F1 %d 0 R >> >>" % writer.add(HELVETICA)
    tree = writer.add()
    kids = []
    for content in contents:
        stream = writer.add_stream(content, packed=packed)
        page = b"<< /Type /Page /Parent %d 0 R /MediaBox %s /Resources %s /Contents %d 0 R %s >>"
        kids.append(writer.add(page % (tree, box, resources, stream, entries)))
    names = b" ".join(b"%d 0 R" % kid for kid in kids)
    writer.put(tree, b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(kids), names))
    writer.root = writer.add(b"<< /Type /Catalog /Pages %d 0 R >>" % tree)
    return kids


def pdf_of(lines: Sequence[str], **options: object) -> bytes:
    """Lines as a PDF of as many pages as they take."""
    writer = Writer()
    add_pages(writer, [show(lines[at : at + 50]) for at in range(0, len(lines), 50)], **options)  # type: ignore[arg-type]
    return writer.build()


def pdf_drawn(content: bytes, entries: bytes = b"", *, times: int = 1) -> bytes:
    """One page whose stream has these bytes and entries, named so many times."""
    writer = Writer()
    font = writer.add(HELVETICA)
    stream = writer.add_stream(content, entries)
    tree = writer.add()
    page = writer.add(
        b"<< /Type /Page /Parent %d 0 R /MediaBox %s /Resources << /Font << /F1 %d 0 R >> >> /Contents [%s] >>"
        % (tree, A4, font, b"%d 0 R " % stream * times)
    )
    writer.put(tree, b"<< /Type /Pages /Count 1 /Kids [%d 0 R] >>" % page)
    writer.root = writer.add(b"<< /Type /Catalog /Pages %d 0 R >>" % tree)
    return writer.build()


def pdf_coded(
    lines: Sequence[str], *, cmap: bytes | None = None, encoding: bytes = b"/Identity-H", entries: bytes = b""
) -> bytes:
    """Lines in a font whose codes only its ToUnicode map explains: any code points, half surrogates too.

    `cmap` replaces the map; empty, there is none.
    """
    writer = Writer()
    codes = {letter: at for at, letter in enumerate(dict.fromkeys("".join(lines)), 1)}
    if cmap is None:
        rows = b"".join(
            b"<%04x> <%s>\n" % (code, letter.encode("utf-16-be", "surrogatepass").hex().encode())
            for letter, code in codes.items()
        )
        cmap = b"1 begincodespacerange <0000> <ffff> endcodespacerange\n%d beginbfchar\n%sendbfchar" % (
            len(codes),
            rows,
        )
    described = writer.add(
        b"<< /Type /FontDescriptor /FontName /Odd /Flags 4 /FontBBox [0 -200 1000 900] /ItalicAngle 0 /Ascent 900"
        b" /Descent -200 /CapHeight 700 /StemV 80 >>"
    )
    below = writer.add(
        b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Odd /FontDescriptor %d 0 R /DW 500 %s"
        b" /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>" % (described, entries)
    )
    mapped = b"/ToUnicode %d 0 R" % writer.add_stream(cmap, packed=True) if cmap else b""
    font = writer.add(
        b"<< /Type /Font /Subtype /Type0 /BaseFont /Odd /Encoding %s /DescendantFonts [%d 0 R] %s >>"
        % (encoding, below, mapped)
    )
    drawn = b"BT /F1 11 Tf 14 TL 50 790 Td\n"
    for line in lines:
        drawn += b"<%s> Tj T*\n" % b"".join(b"%04x" % codes[letter] for letter in line)
    add_pages(writer, [drawn + b"ET\n"], resources=b"<< /Font << /F1 %d 0 R >> >>" % font)
    return writer.build()


def packed_zeros(size: int, unit: bytes = b"\0") -> bytes:
    """So many bytes, packed, without having them all in memory."""
    packer, block = zlib.compressobj(6), unit * (1 << 20)
    return b"".join([*(packer.compress(block) for _ in range(size >> 20)), packer.flush()])
