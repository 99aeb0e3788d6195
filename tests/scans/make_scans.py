#!/usr/bin/env python3
"""Corpus cases as scans: printed, laid askew on the glass, grey, noisy, blurred, kept as JPEG. The same at every run.

    make_scans.py CASES OUT [--as word table type ...] [--case NAME ...]   writes OUT/NAME.VARIANT.scan.pdf
    make_scans.py CASES OUT --score [...]                                  and scores `referat parse --ocr auto` on them

Variants: word (bold headings), even (one type throughout), table (headings in a column of their own, left of the
text), type (a typewriter: one width of letters, 72 a line), mixed (every second page a scan, the others text).
"""

from __future__ import annotations

import argparse
import io
import random
import sys
import textwrap
import zlib
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
from PIL import Image, ImageChops, ImageDraw, ImageFilter
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

sys.path.insert(0, str(Path(__file__).parent.parent / "corpus"))
import corpus

VARIANTS = ("word", "even", "table", "type", "mixed")
DPI = 200
MOST_SKEW = 2.0  # degrees
PAPER, INK = 238, 42
COLUMNS, LEADING = 72, 13.2
_STROKE = 0.45  # points


def make_scan(case: corpus.Case, variant: str, folder: Path) -> Path:
    """Writes one case as a scan and returns its path."""
    path = folder / f"{case.name}.{variant}.scan.pdf"
    printed = print_case(case, variant, folder)
    path.write_bytes(scan_mixed(printed, case.name) if variant == "mixed" else scan(printed, f"{case.name}.{variant}"))
    return path


def print_case(case: corpus.Case, variant: str, folder: Path) -> bytes:
    """The case as a PDF with text, as it lay on the glass."""
    if variant == "type":
        return type_case(case)
    printed = corpus.render(case, "word" if variant == "mixed" else variant, folder)
    data = printed.read_bytes()
    printed.unlink()
    return data


def type_case(case: corpus.Case) -> bytes:
    """The case typed on a machine: headings in capitals as they are or underlined, never bold."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=1)
    header = "   ".join(corpus.running_header(case))
    typed = list(_typed_lines(case))
    per_page = 54
    for number, start in enumerate(range(0, len(typed), per_page), 1):
        canvas.setFont("Courier", 10.5)
        canvas.setLineWidth(_STROKE)
        canvas._code.append("2 Tr")  # filled and outlined: a ribbon prints twice as thick as the font's hairlines
        canvas.drawString(62, A4[1] - 40, header)
        canvas.drawRightString(A4[0] - 62, A4[1] - 40, f"Side {number}")
        for row, (text, underlined) in enumerate(typed[start : start + per_page]):
            baseline = A4[1] - 72 - row * LEADING
            canvas.drawString(62, baseline, text)
            if underlined:
                canvas.line(62, baseline - 2, 62 + canvas.stringWidth(text, "Courier", 10.5), baseline - 2)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _typed_lines(case: corpus.Case) -> Iterator[tuple[str, bool]]:
    for first, *rest in corpus.printed_lines(case):
        if first.label == "F":
            continue
        text = " ".join(line.text for line in (first, *rest))
        is_heading = first.label[-1:] in "#!" and bool(first.label) and not rest
        if is_heading and first.label.endswith("#"):
            yield "", False
        for part in textwrap.wrap(text, COLUMNS, break_on_hyphens=False) or [""]:
            yield part, is_heading


def scan(printed: bytes, name: str) -> bytes:
    """The pages of a PDF as pictures of paper, in a PDF of their own."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=1)
    for number, picture in enumerate(_pictures(printed)):
        jpeg = io.BytesIO(lay_on_glass(picture, f"{name}{number}"))
        canvas.drawImage(ImageReader(jpeg), 0, 0, *A4)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def scan_mixed(printed: bytes, name: str) -> bytes:
    """The PDF with every second page, the first one included, replaced by its picture."""
    import pikepdf

    buffer = io.BytesIO()
    with pikepdf.open(io.BytesIO(printed)) as text, pikepdf.open(io.BytesIO(scan(printed, name))) as pictures:
        for number in range(0, len(text.pages), 2):
            text.pages[number] = pictures.pages[number]
        text.save(buffer, deterministic_id=True)
    return buffer.getvalue()


def _pictures(printed: bytes) -> Iterator[Image.Image]:
    document = pypdfium2.PdfDocument(printed)
    for page in document:
        yield page.render(scale=DPI / 72, grayscale=True).to_pil().convert("L")
    document.close()


def lay_on_glass(page: Image.Image, seed: str) -> bytes:
    """One page as a scanner keeps it: a grey JPEG, askew by up to two degrees, blurred, noisy, with specks of dust."""
    chance = random.Random(zlib.crc32(seed.encode()))
    skew = chance.uniform(-MOST_SKEW, MOST_SKEW)
    page = page.point([INK + value * (PAPER - INK) // 255 for value in range(256)])
    page = page.rotate(skew, Image.Resampling.BICUBIC, fillcolor=PAPER)
    page = page.filter(ImageFilter.GaussianBlur(chance.uniform(0.4, 0.9)))
    grain = Image.frombytes("L", page.size, chance.randbytes(page.width * page.height))
    strength = chance.uniform(0.10, 0.22)
    soft = grain.point([round(128 + (value - 128) * strength) for value in range(256)])
    page = ImageChops.add(page, soft, 1.0, -128)
    drawn = ImageDraw.Draw(page)
    for _ in range(chance.randint(5, 25)):
        x, y, across = chance.randrange(page.width), chance.randrange(page.height), chance.uniform(1.5, 4)
        drawn.ellipse((x, y, x + across, y + across), fill=chance.randint(60, 140))
    buffer = io.BytesIO()
    page.save(buffer, "JPEG", quality=chance.randint(45, 75), dpi=(DPI, DPI))
    return buffer.getvalue()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("cases", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--as", dest="variants", nargs="+", choices=VARIANTS, default=list(VARIANTS))
    parser.add_argument("--case", nargs="+", default=[])
    parser.add_argument("--score", action="store_true")
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    cases = [case for case in corpus.read_cases(arguments.cases) if not arguments.case or case.name in arguments.case]
    for case in cases:
        for variant in arguments.variants:
            path = arguments.out / f"{case.name}.{variant}.scan.pdf"
            if not path.exists():
                make_scan(case, variant, arguments.out)
    if arguments.score:
        from score_scans import print_scores

        return print_scores(cases, arguments.variants, arguments.out)
    return 0


if __name__ == "__main__":
    sys.exit(main())
