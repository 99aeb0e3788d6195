#!/usr/bin/env python3
"""Makes an archive for drills: rendered corpus cases, each file another content, 16 % of them hostile of twelve sorts.

    bench/batch_archive.py OUT [--files 5000]

The same arguments give the same files. OUT/../NAME.expected.json says how many inputs are to end in each code.
"""

from __future__ import annotations

import argparse
import io
import json
import random
import sys
import tempfile
import zlib
from collections import Counter
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests" / "corpus"))

HOSTILE = 0.16
BOMBS = 8
"""A bomb costs seconds, twice; the other eleven sorts share the rest."""


def make_pdf(content: bytes, *, page: bytes = b"", more: bytes = b"", kids: int = 1) -> bytes:
    """A PDF of one page, or of so many references to it."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%b] /Count %d >>" % (b"3 0 R " * kids, kids),
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << %b >> >>" % page,
        b"<< /Length %d >>\nstream\n%b\nendstream" % (len(content), content),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        *([more] if more else []),
    ]
    out, offsets = io.BytesIO(), []
    out.write(b"%PDF-1.4\n")
    for number, body in enumerate(objects, 1):
        offsets.append(out.tell())
        out.write(b"%d 0 obj\n%b\nendobj\n" % (number, body))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.writelines(b"%010d 00000 n \n" % offset for offset in offsets)
    out.write(b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start))
    return out.getvalue()


def encrypted(pdf: bytes) -> bytes:
    import pikepdf

    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        document.save(out, encryption=pikepdf.Encryption(owner="o", user="u"), deterministic_id=False)
    return out.getvalue()


def picture() -> bytes:
    pixels = zlib.compress(bytes(range(256)) * 256)
    image = (
        b"<< /Type /XObject /Subtype /Image /Width 256 /Height 256 /BitsPerComponent 8 /ColorSpace /DeviceGray "
        b"/Filter /FlateDecode /Length %d >>\nstream\n%b\nendstream" % (len(pixels), pixels)
    )
    return make_pdf(b"q 500 0 0 700 50 50 cm /I Do Q", page=b"/XObject << /I 6 0 R >>", more=image)


def bomb() -> bytes:
    text = b"BT /F 9 Tf 50 700 Td " + b"(a) Tj " * (9 << 20) + b"ET"
    packed = zlib.compress(text, 9)
    pdf = make_pdf(packed, page=b"/Font << /F 5 0 R >>")
    # Of the same length, so that the offsets stay.
    return pdf.replace(b"<< /Length %d >>" % len(packed), b"<< /Length %d /Filter /FlateDecode >>" % len(packed))


def hostile_sorts(pdf: bytes) -> dict[str, tuple[str, Callable[[random.Random], bytes]]]:
    """Each sort with the code that it is to end in. "ok" is a document, with a warning."""
    locked, scanned, flooded = encrypted(pdf), picture(), bomb()
    many = make_pdf(b"BT ET", kids=6000)
    return {
        "nothing": ("empty", lambda _: b""),
        "blanks": ("empty", lambda r: b" \n" * r.randint(1, 9999)),
        "noise": ("not-pdf", lambda r: b"\0\1\2" + r.randbytes(3000)),
        "image": ("not-pdf", lambda r: b"\x89PNG\r\n\x1a\n\0\0" + r.randbytes(3000)),
        "archive": ("not-pdf", lambda r: b"\x1f\x8b\x08\0" + r.randbytes(3000)),
        "head-only": ("damaged", lambda r: b"%PDF-1.7\n" + r.randbytes(500)),
        "cut": ("ok", lambda r: pdf[: len(pdf) // 2 - r.randint(0, 999)]),
        "locked": ("encrypted", lambda r: locked + b"%% %d\n" % r.getrandbits(40)),
        "scanned": ("needs-ocr", lambda r: scanned + b"%% %d\n" % r.getrandbits(40)),
        "no-text": ("empty", lambda r: make_pdf(b"%% %d\n0 0 10 10 re f" % r.getrandbits(40))),
        "too-long": ("limit-pages", lambda r: many + b"%% %d\n" % r.getrandbits(40)),
        "bomb": ("limit-memory", lambda r: flooded + b"%% %d\n" % r.getrandbits(40)),
    }


def rendered() -> list[tuple[str, bytes]]:
    import corpus

    found = []
    with tempfile.TemporaryDirectory() as folder:
        for case in corpus.read_cases(ROOT / "tests" / "corpus" / "cases"):
            for variant in ("txt", "wrapped", "word", "even", "table"):
                path = corpus.render(case, variant, Path(folder))
                found.append((path.suffix, path.read_bytes()))
    return found


def make(out: Path, files: int) -> Counter[str]:
    """Writes the archive and returns how many inputs are to end in each code."""
    chance = random.Random(files)
    good = rendered()
    pdf = next(data for suffix, data in good if suffix == ".pdf")
    sorts = hostile_sorts(pdf)
    hostile = round(files * HOSTILE)
    bombs = round(BOMBS * files / 5000)
    names = [name for name in sorts if name != "bomb"]
    plan = [names[i % len(names)] for i in range(hostile - bombs)] + ["bomb"] * bombs + [""] * (files - hostile)
    chance.shuffle(plan)
    expected: Counter[str] = Counter()
    for number, sort in enumerate(plan):
        folder = out / f"{2007 + number % 19}"
        folder.mkdir(parents=True, exist_ok=True)
        if sort:
            code, write = sorts[sort]
            expected[code] += 1
            (folder / f"{number:06}-{sort}.pdf").write_bytes(write(chance))
        else:
            suffix, data = good[number % len(good)]
            mark = b"%% %d\n" % number if suffix == ".pdf" else b"\nArkivnummer %d\n" % number
            expected["ok"] += 1
            (folder / f"{number:06}{suffix}").write_bytes(data + mark)
    return expected


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("--files", type=int, default=5000)
    args = parser.parse_args()
    expected = make(args.out, args.files)
    args.out.with_name(args.out.name + ".expected.json").write_text(json.dumps(expected, indent=2) + "\n")
    print(json.dumps(expected))


if __name__ == "__main__":
    main()
