"""A picture of a page to rows of words, each with its place and how sure it is, by Tesseract."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from referat_parser.errors import OcrMissing
from referat_parser.extract.deskew import straighten
from referat_parser.extract.render import Picture, draw_page

if TYPE_CHECKING:
    from PIL import Image

LANGUAGE = "dan"
INSTALL = "apt-get install tesseract-ocr-dan && pip install 'referat-parser[ocr]'"
_PAGE_MODE = 3  # PSM_AUTO: columns are told apart


class Word(NamedTuple):
    """A word as read, how sure Tesseract is of it (0 to 100), and where it begins and ends, in points."""

    text: str
    confidence: int
    x0: float
    x1: float


class Row(NamedTuple):
    """A row of words as Tesseract cut it: baseline and height of its type in points, and how thick its strokes are.

    `stroke` is the mean length of a run of ink along the row, in points.
    """

    words: tuple[Word, ...]
    baseline: float
    height: float
    stroke: float


class Recognised(NamedTuple):
    """What was read on a page once it was set straight by `skew` degrees; places are those of the straight page."""

    rows: tuple[Row, ...]
    skew: float


class Engine(NamedTuple):
    """Tesseract with its Danish data: where these are, and what tells this engine's results from another's."""

    folder: str
    version: str


@cache
def find_engine() -> Engine:
    """Returns Tesseract with Danish. Raises OcrMissing with the line that installs what is missing."""
    os.environ.setdefault("OMP_THREAD_LIMIT", "1")  # one thread a worker; read when the library is loaded
    try:
        import tesserocr
    except ImportError:
        raise OcrMissing(f"tesserocr is not installed; {INSTALL}") from None
    for folder in _data_folders():
        data = folder / f"{LANGUAGE}.traineddata"
        if data.is_file():
            stamp = data.stat()
            version = str(tesserocr.tesseract_version()).split("\n", 1)[0]
            return Engine(str(folder), f"{version} {LANGUAGE} {stamp.st_size}")
    raise OcrMissing(f"Tesseract has no Danish data ({LANGUAGE}.traineddata); {INSTALL}")


def _data_folders() -> Iterator[Path]:
    if named := os.environ.get("TESSDATA_PREFIX"):
        yield from (Path(named), Path(named, "tessdata"))
    share = Path("/usr/share/tesseract-ocr")
    if share.is_dir():
        yield from (folder / "tessdata" for folder in sorted(share.iterdir(), reverse=True))
    for root in ("/usr", "/usr/local", "/opt/homebrew", "/opt/local", sys.prefix):
        yield from (Path(root, "share", "tessdata"), Path(root, "share", "tesseract", "tessdata"))
    if sys.platform == "win32":
        yield Path(os.environ.get("PROGRAMFILES", "C:/Program Files"), "Tesseract-OCR", "tessdata")


def recognise_page(data: bytes, number: int, password: str | None = None) -> Recognised:
    """Returns what is to be read on page `number` (from 1) of a PDF. Raises Damaged and OcrMissing."""
    return recognise(draw_page(data, number, password))


def recognise(picture: Picture) -> Recognised:
    """Returns what is to be read in a picture: rows without words are left out. Raises OcrMissing."""
    import tesserocr
    from PIL import Image

    engine = find_engine()
    grey = Image.frombuffer("L", (picture.width, picture.height), picture.pixels, "raw", "L", 0, 1)
    level, skew = straighten(grey)
    with tesserocr.PyTessBaseAPI(path=engine.folder, lang=LANGUAGE, psm=_PAGE_MODE) as api:
        if not _may_open_null():
            api.SetVariable("debug_file", "")
        api.SetImageBytes(level.tobytes(), level.width, level.height, 1, level.width)
        api.SetSourceResolution(round(72 * picture.scale))
        if not api.Recognize():
            return Recognised((), skew)
        return Recognised(tuple(_rows_of(tesserocr, api, picture.scale)), skew)


def _may_open_null() -> bool:
    """Whether /dev/null may be written: the binding sends Tesseract's remarks there, and Tesseract dies where it may not."""
    try:
        os.close(os.open(os.devnull, os.O_WRONLY))
    except OSError:
        return False
    return True


def _rows_of(tesserocr: Any, api: Any, scale: float) -> Iterator[Row]:
    level, word_level = tesserocr.RIL.TEXTLINE, tesserocr.RIL.WORD
    found = api.GetIterator()
    if found is None:
        return
    measure = _stroke_measure(api.GetThresholdedImage(), scale)
    for row in tesserocr.iterate_level(found, level):
        box, baseline = row.BoundingBox(level), row.Baseline(level)
        if box is None or baseline is None:
            continue
        kind = row.RowAttributes()
        (_, left), (_, right) = baseline
        words = tuple(_words_of(row, level, word_level, scale))
        if words:
            height = kind["row_height"] / scale
            yield Row(words, round((left + right) / 2 / scale, 2), round(height, 2), measure(box))


def _words_of(row: Any, level: int, word_level: int, scale: float) -> Iterator[Word]:
    """The words of the row that the iterator stands on; it stands on the row's last word afterwards."""
    while True:
        text, place = (row.GetUTF8Text(word_level) or "").strip(), row.BoundingBox(word_level)
        if text and place is not None:
            yield Word(text, round(row.Confidence(word_level)), round(place[0] / scale, 2), round(place[2] / scale, 2))
        if row.IsAtFinalElement(level, word_level) or not row.Next(word_level):
            return


def _stroke_measure(inked: Image.Image, scale: float) -> Any:
    """Returns a function from a rectangle of the black-and-white picture to the mean length of its runs of ink."""
    from PIL import ImageChops

    step = max(1, round(0.72 * scale))
    black = inked.convert("L")
    thinned = ImageChops.lighter(black, ImageChops.offset(black, step, 0))

    def measure(box: tuple[int, int, int, int]) -> float:
        ink, left = black.crop(box).histogram()[0], thinned.crop(box).histogram()[0]
        return round(step * ink / max(ink - left, 1) / scale, 3) if ink else 0.0

    return measure


# --- over a pipe and into the cache -----------------------------------------------------------------


def to_plain(page: Recognised) -> list[Any]:
    """Returns the page as lists, strings and numbers, for JSON."""
    return [
        page.skew,
        [[row.baseline, row.height, row.stroke, *(list(word) for word in row.words)] for row in page.rows],
    ]


def from_plain(plain: Any) -> Recognised:
    """Returns what `to_plain` was given. Raises ValueError for anything else."""
    try:
        skew, rows = plain
        return Recognised(
            tuple(
                Row(
                    tuple(Word(str(text), int(sure), float(x0), float(x1)) for text, sure, x0, x1 in words),
                    float(baseline),
                    float(height),
                    float(stroke),
                )
                for baseline, height, stroke, *words in rows
            ),
            float(skew),
        )
    except (TypeError, KeyError) as error:
        raise ValueError("no recognised page") from error
