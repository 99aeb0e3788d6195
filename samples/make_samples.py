#!/usr/bin/env python3
"""Makes the sample PDFs from samples/src with LibreOffice and Chromium and, with --json, their JSON with `referat`.

    samples/make_samples.py [--json] [--only-json] [NAME ...]

NAME is a sample's name or its beginning; without one, all are made. Needs soffice, chromium and pdftotext.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import long_meeting

HERE = Path(__file__).resolve().parent
SOURCES = HERE / "src"
LONG = "skovlunde-fjord-byraad-2022"


def run(*command: str | Path) -> str:
    """What the command prints on stdout; a failure raises with what it said on stderr."""
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, timeout=180)
    if done.returncode:
        raise RuntimeError(f"{command[0]}: exit {done.returncode}\n{done.stderr.strip()}")
    return done.stdout


def print_with_chromium(source: Path, folder: Path) -> Path:
    """The PDF that Chromium prints of an HTML page."""
    pdf = folder / f"{source.stem}.pdf"
    options = (
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--no-pdf-header-footer",
        f"--user-data-dir={folder}/chromium",
    )
    run("chromium", *options, f"--print-to-pdf={pdf}", source)
    return pdf


def print_with_libreoffice(source: Path, folder: Path) -> Path:
    """The PDF that LibreOffice Writer exports of an HTML page, which it first saves as an .odt."""
    office = ("soffice", f"-env:UserInstallation=file://{folder}/office", "--headless")
    run(*office, "--infilter=HTML (StarWriter)", "--convert-to", "odt:writer8", "--outdir", folder, source)
    run(*office, "--convert-to", "pdf", "--outdir", folder, folder / f"{source.stem}.odt")
    return folder / f"{source.stem}.pdf"


def copy_text(source: Path, folder: Path) -> Path:
    """The text as it is."""
    return Path(shutil.copy(source, folder / source.name))


def print_long_meeting(source: Path, folder: Path) -> Path:
    """The long meeting, printed twice: the contents list's page numbers are read off the first print."""
    stock = long_meeting.load(source)
    items = long_meeting.write_items(stock)
    page = folder / f"{source.stem}.html"
    pages: dict[int, int] = {}
    for _ in range(2):
        page.write_text(long_meeting.write_html(stock, items, pages), encoding="utf-8")
        pdf = print_with_libreoffice(page, folder)
        pages = find_pages(pdf, items)
    (SOURCES / f"{source.stem}.gold.toml").write_text(
        long_meeting.write_gold(stock, items, source.stem), encoding="utf-8"
    )
    return pdf


def find_pages(pdf: Path, items: list[long_meeting.Punkt]) -> dict[int, int]:
    """The page on which each item's heading stands; the contents list comes first, so the last page counts."""
    pages: dict[int, int] = {}
    for number, text in enumerate(run("pdftotext", "-layout", pdf, "-").split("\f"), 1):
        starts = [line.strip() for line in text.splitlines()]
        for item in items:
            if any(line.startswith(long_meeting.heading(item)[:24]) for line in starts):
                pages[item.nummer] = number
    return pages


MAKERS: dict[str, tuple[str, Callable[[Path, Path], Path]]] = {
    LONG: (f"{LONG}.toml", print_long_meeting),
    "lyngholm-kommunalbestyrelse-2019": ("lyngholm-kommunalbestyrelse-2019.html", print_with_chromium),
    "nordkrog-klimaudvalg-2021": ("nordkrog-klimaudvalg-2021.html", print_with_chromium),
    "holmestrup-oekonomiudvalg-2013": ("holmestrup-oekonomiudvalg-2013.html", print_with_libreoffice),
    "vandborg-byraad-2004": ("vandborg-byraad-2004.txt", copy_text),
}


def make(name: str) -> None:
    """Makes one sample and puts it beside this script."""
    source, maker = MAKERS[name]
    with tempfile.TemporaryDirectory() as folder:
        made = maker(SOURCES / source, Path(folder))
        shutil.copy(made, HERE / made.name)


def parse(name: str) -> None:
    """Writes the JSON that `referat parse` gives for a sample beside it."""
    sample = next(path for path in HERE.glob(f"{name}.*") if path.suffix in (".pdf", ".txt"))
    referat = Path(sys.executable).with_name("referat")
    # Relative, so that `kilde.fil` says the same on every machine.
    done = subprocess.run([referat, "parse", sample.name], cwd=HERE, capture_output=True, check=True, timeout=180)
    sample.with_suffix(".json").write_bytes(done.stdout)


def main() -> None:
    """Makes the samples named on the command line."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("names", nargs="*", metavar="NAME")
    options.add_argument("--json", action="store_true", help="also write each sample's JSON")
    options.add_argument("--only-json", action="store_true", help="write the JSON of the samples that stand there")
    chosen = options.parse_args()
    for name in MAKERS:
        if chosen.names and not name.startswith(tuple(chosen.names)):
            continue
        if not chosen.only_json:
            make(name)
        if chosen.json or chosen.only_json:
            parse(name)
        print(name, file=sys.stderr)


if __name__ == "__main__":
    main()
