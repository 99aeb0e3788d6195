"""How fast a PDF becomes lines, against pypdfium2's bare text of the same pages.

    python bench/pdf_extract.py [--rounds 9] [--profile PRODUCER]

Makes one long minutes of all corpus cases with LibreOffice, Chromium and ReportLab (kept under bench/data/) and
prints CPU times in alternating rounds; the ratio is pypdfium2's time by ours, so 1.0 is as fast and less is slower.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "bench" / "data"
sys.path[:0] = [str(ROOT / "tests" / "corpus"), str(ROOT / "src")]

import corpus  # noqa: E402
from referat_parser.extract.pdf import read_pdf  # noqa: E402

PRODUCERS = ("libreoffice", "chromium", "reportlab", "reportlab-table")
PAGES = 100


def long_case() -> corpus.Case:
    """All cases after one another, as often as about a hundred pages need."""
    cases = corpus.read_cases(ROOT / "tests" / "corpus" / "cases")
    lines = [line for case in cases for line in case.lines]
    times = -(-PAGES * 40 // len(lines))
    return replace(cases[0], name="long", lines=lines * times)


def make_pdf(producer: str) -> Path:
    """Returns the producer's PDF of the long case, made if it is not there."""
    path = DATA / f"{producer}.pdf"
    if path.exists():
        return path
    DATA.mkdir(parents=True, exist_ok=True)
    case = long_case()
    if producer.startswith("reportlab"):
        corpus.write_pdf(case, "table" if producer.endswith("table") else "word", path)
        return path
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "long.html"
        page.write_text(corpus.as_html(case), encoding="utf-8")
        if producer == "libreoffice":
            command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless"]
            command += ["--convert-to", "pdf:writer_web_pdf_Export", "--outdir", folder, str(page)]
        else:
            command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder}/profile"]
            command += ["--no-pdf-header-footer", f"--print-to-pdf={folder}/long.pdf", str(page)]
        subprocess.run(command, check=True, capture_output=True, timeout=300)
        (Path(folder) / "long.pdf").replace(path)
    return path


def read_bare(data: bytes) -> int:
    """Reads all pages' text with pypdfium2 and returns how many there are."""
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    for number in range(len(document)):
        page = document[number]
        text = page.get_textpage()
        text.get_text_range()
        text.close()
        page.close()
    count = len(document)
    document.close()
    return count


def seconds(function: object, data: bytes) -> float:
    started = time.process_time()
    function(data)  # type: ignore[operator]
    return time.process_time() - started


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--profile", choices=PRODUCERS)
    args = parser.parse_args()
    if args.profile:
        import cProfile

        cProfile.runctx(
            "read_pdf(data)", {"read_pdf": read_pdf, "data": make_pdf(args.profile).read_bytes()}, {}, sort="tottime"
        )
        return
    print(f"{'producer':16} {'pages':>5} {'lines':>6} {'bare ms/page':>13} {'ours ms/page':>13} {'ratio':>6}")
    for producer in PRODUCERS:
        data = make_pdf(producer).read_bytes()
        pages, lines = read_bare(data), len(read_pdf(data).lines)
        rounds = [(seconds(read_bare, data), seconds(read_pdf, data)) for _ in range(args.rounds)]
        bare, ours = (1000 * median(side) / pages for side in zip(*rounds, strict=True))
        ratio = median(bare / ours for bare, ours in rounds)
        print(f"{producer:16} {pages:5} {lines:6} {bare:13.3f} {ours:13.3f} {ratio:6.2f}")


if __name__ == "__main__":
    main()
