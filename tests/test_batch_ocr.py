"""Scans in an archive: read when asked for, under guard, kept, and done again when what was asked for changes.

Where no words are needed, a stand-in for Tesseract is on the path: it finds nothing on a page, and dies of one that lies
on its side. What it is to "read" is in the cache beforehand.
"""

from __future__ import annotations

import io
import json
import os
import subprocess
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from archive import MINUTES, run
from poison import parse_poison
from referat_parser import errors
from referat_parser.batch.journal import Journal, journal_path
from referat_parser.batch.pictures import ANY, TEXT, mark, standing_marks
from referat_parser.batch.values import CannotGoOn
from referat_parser.batch.workers import Pool
from referat_parser.extract.render import digest_of
from referat_parser.guard.jail import Limits
from referat_parser.guard.ocr import NO_OCR, Ocr
from referat_parser.guard.ocr_cache import cache_folder, keep, look_up
from test_ocr import READ, draw, needs_tesseract

STAND_IN = """
import os

def tesseract_version():
    return "stand-in 1"

class PyTessBaseAPI:
    def __init__(self, **_): pass
    def __enter__(self): return self
    def __exit__(self, *_): pass
    def SetVariable(self, *_): pass
    def SetSourceResolution(self, _): pass
    def SetImageBytes(self, data, width, height, *_):
        if width > height:
            os.abort()
    def Recognize(self): return False
"""
ENGINE = "stand-in 1 dan 4"


@dataclass(frozen=True)
class Place:
    """A folder of inputs, the command with the stand-in on its path, and what the last run said."""

    command: str
    folder: Path
    environment: Mapping[str, str]

    def run(self, out: Path, *arguments: str, code: int = 0) -> str:
        """What the run said."""
        done = subprocess.run(
            [self.command, "batch", str(self.folder), "-o", str(out), *arguments],
            capture_output=True, text=True, env=self.environment, check=False,
        )  # fmt: skip
        assert done.returncode == code, done.stderr
        return done.stderr

    def records(self, out: Path) -> dict[str, tuple[str | None, int | None, str]]:
        """Code, pages read as pictures, and mark of each input."""
        with Journal(journal_path(out), read_only=True) as journal:
            return {Path(r.name).name: (r.kode, r.ocr_pages, r.ocr) for r in journal.records()}


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REFERAT_CACHE", str(tmp_path / "cache"))


@pytest.fixture
def place(referat: str, tmp_path: Path) -> Place:
    """A text, a PDF with text, one that is a picture, and one of both; both pictures are in the cache."""
    stand_in, folder = tmp_path / "stand-in", tmp_path / "arkiv"
    stand_in.mkdir()
    folder.mkdir()
    (stand_in / "tesserocr.py").write_text(STAND_IN)
    (stand_in / "dan.traineddata").write_text("none")
    (folder / "a.txt").write_text(MINUTES.format(day=1), encoding="utf-8")
    for name, pages in (("b.pdf", ("text",)), ("c.pdf", ("picture",)), ("d.pdf", ("text", "picture"))):
        (folder / name).write_bytes(draw(*pages))
    keep(digest_of(draw("picture"), 1), ENGINE, READ)
    keep(digest_of(draw("text", "picture"), 2), ENGINE, READ)
    environment = {**os.environ, "PYTHONPATH": str(stand_in), "TESSDATA_PREFIX": str(stand_in)}
    return Place(referat, folder, environment)


def ocr_pages(out: Path) -> dict[str, list[int]]:
    documents = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    return {Path(d["kilde"]["fil"]).name: d["kilde"]["ocr_sider"] for d in documents}


# --- what is done again -----------------------------------------------------------------------------


def test_another_ocr_does_again_exactly_what_it_concerns(place: Place, tmp_path: Path) -> None:
    out = tmp_path / "ud.jsonl"
    place.run(out, code=1)
    never = out.read_bytes()
    assert place.records(out) == {
        "a.txt": (None, 0, ANY),
        "b.pdf": (None, 0, TEXT),
        "c.pdf": ("needs-ocr", None, "never"),
        "d.pdf": (None, 0, "never"),
    }
    assert "4 inputs, 2 of them done before" in place.run(out, "--ocr", "auto")
    assert ocr_pages(out) == {"a.txt": [], "b.pdf": [], "c.pdf": [1], "d.pdf": [2]}
    assert place.records(out)["c.pdf"] == (None, 1, "auto")
    place.run(tmp_path / "frisk.jsonl", "--ocr", "auto")
    assert out.read_bytes() == (tmp_path / "frisk.jsonl").read_bytes()
    assert "up to date" in place.run(out, "--ocr", "auto")
    assert "4 inputs, 1 of them done before" in place.run(out, "--ocr", "always"), "a text is no picture"
    place.run(out, code=1)
    assert out.read_bytes() == never


def test_same_content_under_a_new_name_is_not_taken_from_another_ocr(place: Place, tmp_path: Path) -> None:
    out = tmp_path / "ud.jsonl"
    place.run(out, code=1)
    (place.folder / "e.pdf").write_bytes((place.folder / "c.pdf").read_bytes())
    place.run(out, "--ocr", "auto")
    assert ocr_pages(out)["e.pdf"] == ocr_pages(out)["c.pdf"] == [1]


def test_pages_over_the_limit_are_named_and_read_when_it_is_raised(place: Place, tmp_path: Path) -> None:
    out, data = tmp_path / "ud.jsonl", draw("picture", "picture")
    for path in place.folder.iterdir():
        path.unlink()
    (place.folder / "to.pdf").write_bytes(data)
    for page in (1, 2):
        keep(digest_of(data, page), ENGINE, READ)
    place.run(out, "--ocr", "auto", "--max-ocr-pages", "1")
    (document,) = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    assert document["kilde"]["ocr_sider"] == [1]
    assert [w["besked"] for w in document["advarsler"] if w["kode"] == "ocr-mislykket"] == [
        "Side 2 er ikke læst: højst 1 sider af et dokument læses med OCR; --max-ocr-pages hæver det"
    ]
    assert place.records(out)["to.pdf"] == (None, 1, "auto:1")
    place.run(out, "--ocr", "auto")
    assert ocr_pages(out) == {"to.pdf": [1, 2]}


@pytest.mark.parametrize(
    ("ocr", "wanted", "stands_with"),
    [
        (NO_OCR, 0, ["never", "auto", "auto of 2"]),
        (NO_OCR, 3, ["never"]),
        (Ocr("auto", most_pages=2), 2, ["auto", "auto of 2"]),
        (Ocr("auto", most_pages=2), 3, ["auto of 2"]),
        (Ocr("always", most_pages=9), 3, ["always"]),
    ],
)
def test_a_mark_says_with_what_its_record_stands(ocr: Ocr, wanted: int, stands_with: list[str]) -> None:
    runs = {
        "never": NO_OCR,
        "auto": Ocr("auto", most_pages=500),
        "auto of 2": Ocr("auto", most_pages=2),
        "always": Ocr("always", most_pages=500),
    }
    assert [name for name, each in runs.items() if mark(ocr, wanted) in standing_marks(each)] == stands_with
    assert all(ANY in standing_marks(each) for each in runs.values())


# --- what it needs, what it says --------------------------------------------------------------------


def test_without_tesseract_it_is_wrong_usage_and_never_needs_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing() -> None:
        raise errors.OcrMissing("tesserocr is not installed; apt-get install tesseract-ocr-dan")

    monkeypatch.setattr("referat_parser.extract.ocr.find_engine", missing)
    source = tmp_path / "a.txt"
    source.write_text(MINUTES.format(day=1), encoding="utf-8")
    with pytest.raises(CannotGoOn, match="--ocr auto: tesserocr is not installed; apt-get install") as error:
        run(tmp_path / "ud.jsonl", source, ocr=Ocr("auto"))
    assert error.value.exit_code == 2
    assert not journal_path(tmp_path / "ud.jsonl").exists()
    assert run(tmp_path / "ud.jsonl", source) == 0


def test_the_account_says_what_was_read_and_what_was_not(place: Place, tmp_path: Path) -> None:
    from referat_parser.batch.account import account

    out = tmp_path / "ud.jsonl"
    place.run(out, code=1)
    assert "        2  inputs with pages to be read as pictures; --ocr auto reads them" in account(out)
    place.run(out, "--ocr", "auto")
    assert "        2  pages read as pictures, in 2 documents" in account(out)


def test_dask_reads_pictures_as_a_local_run_does(place: Place, tmp_path: Path) -> None:
    pytest.importorskip("distributed")
    place.run(tmp_path / "her.jsonl", "--ocr", "auto")
    place.run(tmp_path / "dask.jsonl", "--ocr", "auto", "--engine", "dask", "-j", "1")
    assert (tmp_path / "dask.jsonl").read_bytes() == (tmp_path / "her.jsonl").read_bytes()
    assert place.records(tmp_path / "dask.jsonl") == place.records(tmp_path / "her.jsonl")


# --- under guard ------------------------------------------------------------------------------------


def test_a_page_that_kills_its_reader_costs_itself_alone(place: Place, tmp_path: Path) -> None:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=1)
    canvas.drawString(72, 700, "Punkt 1: Ny legeplads")
    canvas.showPage()
    canvas.setPageSize(landscape(A4))
    canvas.drawImage(ImageReader(Image.new("L", (850, 600), 235)), 0, 0, *landscape(A4))
    canvas.showPage()
    canvas.save()
    (place.folder / "e.pdf").write_bytes(buffer.getvalue())
    out = tmp_path / "ud.jsonl"
    place.run(out, "--ocr", "auto")
    document = next(d for d in map(json.loads, out.read_text("utf-8").splitlines()) if "e.pdf" in d["kilde"]["fil"])
    (failed,) = [w["besked"] for w in document["advarsler"] if w["kode"] == "ocr-mislykket"]
    assert failed.startswith("Side 2 er ikke læst: ")
    assert "SIGABRT" in failed or "hukommelse" in failed
    assert ocr_pages(out)["c.pdf"] == [1], "the others are done"


def test_a_worker_that_reads_pages_has_time_for_each_and_its_pages_are_kept() -> None:
    limits = Limits(seconds=0.2, seconds_a_page=0, wall_factor=2)
    with Pool(1, limits, work=parse_poison, ocr=Ocr("auto")) as pool:
        pool.submit("a", b"reads a page")
        results: list[tuple[str, object]] = []
        while not results:
            results += pool.wait(1)
    assert [(key, result.kode) for key, result in results] == [("a", None)]  # type: ignore[attr-defined]
    page = look_up("digest of the page", "engine")
    assert page is not None
    assert [word.text for row in page.rows for word in row.words] == ["Formanden"]


# --- real Tesseract ---------------------------------------------------------------------------------


def paper(day: int, pages: int) -> bytes:
    """Minutes that are pictures, each page another text."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=1)
    font = ImageFont.load_default(34)
    for page in range(1, pages + 1):
        picture = Image.new("L", (1240, 1754), 245)
        pen = ImageDraw.Draw(picture)
        lines = [
            "Teknisk Udvalg",
            f"Referat {day}. marts 2003",
            f"{page}. Ny sti ved skole {page}",
            "Beslutning",
            "Godkendt.",
        ]
        for at, line in enumerate(lines):
            pen.text((150, 200 + 80 * at), line, fill=20, font=font)
        canvas.drawImage(ImageReader(picture), 0, 0, *A4)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


@pytest.fixture
def scans(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "scans"
    folder.mkdir()
    for day in (1, 2):
        (folder / f"{day}.pdf").write_bytes(paper(day, 3))
    yield folder


@needs_tesseract
def test_killed_while_it_reads_it_goes_on_with_the_pages_it_has(referat: str, scans: Path, tmp_path: Path) -> None:
    out, calm = tmp_path / "ud.jsonl", tmp_path / "ro.jsonl"
    line = [referat, "batch", str(scans), "-q", "-j", "2", "--ocr", "auto", "-o"]
    process = subprocess.Popen([*line, str(out)])
    while len(kept()) < 2:
        assert process.poll() is None
        time.sleep(0.02)
    started = descendants(process.pid)
    process.kill()
    process.wait()
    assert not out.exists()
    end = time.monotonic() + 5
    while any(Path(f"/proc/{pid}").exists() for pid in started):
        assert time.monotonic() < end, "processes are left behind"
        time.sleep(0.02)
    before = {path: path.stat().st_mtime_ns for path in kept()}
    assert 2 <= len(before) < 6, "killed on the way"
    subprocess.run([*line, str(out)], check=True)
    assert {path: path.stat().st_mtime_ns for path in kept() if path in before} == before, "no page is read twice"
    subprocess.run([*line, str(calm)], check=True)
    assert out.read_bytes() == calm.read_bytes()
    assert ocr_pages(out) == {"1.pdf": [1, 2, 3], "2.pdf": [1, 2, 3]}
    assert [len(json.loads(line)["punkter"]) for line in out.read_text("utf-8").splitlines()] == [3, 3]
    assert len(kept()) == 6
    assert all(cpu < 1 for cpu in seconds(calm)), "what is kept costs nothing"


def kept() -> list[Path]:
    return list(cache_folder().rglob("*.z"))


def seconds(out: Path) -> list[float]:
    with Journal(journal_path(out), read_only=True) as journal:
        return [record.seconds for record in journal.records()]


def descendants(pid: int) -> list[int]:
    found = []
    for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
        found += [int(child), *descendants(int(child))]
    return found
