"""What the benchmark reads: long minutes in the hands of three producers, the corpus in one file, and texts.

Everything is invented (samples/long_meeting.py and tests/corpus) and kept under bench/data/ once made.
"""

from __future__ import annotations

import html
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from itertools import count
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "bench" / "data"
sys.path[:0] = [str(ROOT / "samples"), str(ROOT / "tests" / "corpus")]

import long_meeting  # noqa: E402

import corpus  # noqa: E402

PRODUCERS = ("libreoffice", "chromium", "reportlab")
_STOCK = ROOT / "samples" / "src" / "skovlunde-fjord-byraad-2022.toml"
_PAGES_AN_ITEM = 2.05
_HEADER = re.compile(r"<div title='(?:header|footer)'>.*?</div>", re.DOTALL)
_PARAGRAPH = re.compile(r"<p(?: class='(?P<style>\w+)')?>(?P<text>.*?)</p>|<td[^>]*>(?P<cell>.*?)</td>", re.DOTALL)


def make_meeting(producer: str, pages: int = 200) -> Path:
    """The PDF of one meeting of about so many pages, made by one producer: prose in sections, as minutes mostly are."""
    return _made(f"meeting-{pages}-{producer}.pdf", lambda path: _print(_meeting_html(pages), producer, path))


def make_corpus(producer: str) -> Path:
    """The PDF of all the corpus' cases after one another: some thirty formats, short sections, many headings."""
    return _made(f"corpus-{producer}.pdf", lambda path: _print_corpus(producer, path))


def make_text(items: int) -> Path:
    """A text of minutes with so many items."""
    return _made(f"text-{items}.txt", lambda path: path.write_text(_items_text(items), encoding="utf-8"))


def make_short(pages: int = 11) -> Path:
    """The first pages of the meeting that LibreOffice made, in a file of their own."""
    return _made(f"short-{pages}.pdf", lambda path: cut_pages(make_meeting("libreoffice"), pages, path))


def cut_pages(source: Path, pages: int, path: Path) -> None:
    """Writes the first pages of a PDF to `path`."""
    import pypdfium2

    document, short = pypdfium2.PdfDocument(source), pypdfium2.PdfDocument.new()
    short.import_pages(document, list(range(pages)))
    short.save(path)


def _made(name: str, make: Callable[[Path], object]) -> Path:
    path = DATA / name
    if not path.exists():
        DATA.mkdir(parents=True, exist_ok=True)
        print(f"making {path.relative_to(ROOT)} ...", file=sys.stderr)
        new = path.with_suffix(f".new{path.suffix}")
        make(new)
        new.replace(path)
    return path


def _meeting_items(number: int) -> list[long_meeting.Punkt]:
    stock = long_meeting.load(_STOCK)
    items: list[long_meeting.Punkt] = []
    for seed in count(2022):
        items += [item for item in long_meeting.write_items(stock, seed) if item.resume]
        if len(items) >= number:
            return [replace(item, nummer=at) for at, item in enumerate(items[:number], 1)]
    raise AssertionError("unreachable")


def _meeting_html(pages: int) -> str:
    items = _meeting_items(max(round(pages / _PAGES_AN_ITEM), 1))
    about = {item.nummer: round(at * _PAGES_AN_ITEM) + 3 for at, item in enumerate(items)}
    return long_meeting.write_html(long_meeting.load(_STOCK), items, about)


def _items_text(number: int) -> str:
    pattern = _meeting_items(min(number, 500))
    items = [replace(pattern[at % len(pattern)], nummer=at + 1) for at in range(number)]
    page = _HEADER.sub("", long_meeting.write_html(long_meeting.load(_STOCK), items, {}))
    body = page[page.index("<body>") :]
    texts = (html.unescape(found["text"] if found["text"] is not None else "") for found in _PARAGRAPH.finditer(body))
    return "\n\n".join(text for text in texts if text and text != "Indholdsfortegnelse") + "\n"


def _print(page: str, producer: str, path: Path) -> None:
    if producer == "reportlab":
        _print_with_reportlab(page, path)
    else:
        _print_with_office(page if producer == "libreoffice" else _HEADER.sub("", page), producer, path)


def _print_with_office(page: str, producer: str, path: Path) -> None:
    """LibreOffice goes through .odt, as the samples do: only then the header is printed on every page."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "minutes.html")
        source.write_text(page, encoding="utf-8")
        if producer == "libreoffice":
            office = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless"]
            _run(*office, "--infilter=HTML (StarWriter)", "--convert-to", "odt:writer8", "--outdir", folder, source)
            _run(*office, "--convert-to", "pdf", "--outdir", folder, f"{folder}/minutes.odt")
        else:
            chromium = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder}/profile"]
            _run(*chromium, "--no-pdf-header-footer", f"--print-to-pdf={folder}/minutes.pdf", source)
        path.write_bytes(Path(folder, "minutes.pdf").read_bytes())


def _print_with_reportlab(page: str, path: Path) -> None:
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.lib.units import mm
    from reportlab.platypus import Paragraph, SimpleDocTemplate

    body = ParagraphStyle("body", fontName="Helvetica", fontSize=11.5, leading=15, spaceAfter=7)
    bold = ParagraphStyle("bold", body, fontName="Helvetica-Bold", spaceBefore=12)
    title = ParagraphStyle("title", bold, fontSize=15, leading=20, spaceBefore=24)
    new = ParagraphStyle("new", title, pageBreakBefore=1)
    styles = {"punkt": title, "stor": title, "sektion": bold, "afsnit": bold, "ny": new, "indhold": new}
    story = [
        Paragraph(found["text"] or found["cell"] or "", styles.get(found["style"] or "", body))
        for found in _PARAGRAPH.finditer(_HEADER.sub("", page))
    ]

    def furnish(canvas: object, document: object) -> None:
        canvas.setFont("Helvetica", 9)  # type: ignore[attr-defined]
        canvas.drawString(26 * mm, A4[1] - 12 * mm, "Skovlunde-Fjord Kommune - Referat")  # type: ignore[attr-defined]
        canvas.drawRightString(A4[0] - 24 * mm, 10 * mm, f"Side {document.page}")  # type: ignore[attr-defined]

    margins = {"leftMargin": 26 * mm, "rightMargin": 24 * mm, "topMargin": 18 * mm, "bottomMargin": 18 * mm}
    SimpleDocTemplate(str(path), pagesize=A4, **margins).build(story, onFirstPage=furnish, onLaterPages=furnish)


def _print_corpus(producer: str, path: Path) -> None:
    cases = corpus.read_cases(ROOT / "tests" / "corpus" / "cases")
    lines = [line for case in cases for line in case.lines]
    long = replace(cases[0], name="long", lines=lines * -(-4000 // len(lines)))
    if producer == "reportlab":
        corpus.write_pdf(long, "word", path)
    elif producer == "reportlab-table":
        corpus.write_pdf(long, "table", path)
    else:
        _print_with_office(corpus.as_html(long), producer, path)


def _run(*command: str | Path) -> None:
    subprocess.run([str(part) for part in command], check=True, capture_output=True, timeout=600)
