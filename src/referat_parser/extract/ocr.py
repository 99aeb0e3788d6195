"""A picture of a page to rows of words, each with its place and how sure it is, by Tesseract."""

from __future__ import annotations

import math
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from referat_parser.errors import OcrMissing
from referat_parser.extract.deskew import find_rulings, straighten, without_rulings
from referat_parser.extract.render import Picture, draw_page

if TYPE_CHECKING:
    from PIL import Image

LANGUAGE = "dan"
INSTALL = "apt-get install tesseract-ocr-dan && pip install 'referat-parser[ocr]'"
_PAGE_MODE = 3  # PSM_AUTO: columns are told apart
_RULING = 24.0  # points: no letter has so long a stroke along the row
_MOST_SLOPE = 0.01


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
    underlined: bool


class Recognised(NamedTuple):
    """What was read on a page of so many points, turned by `skew` degrees counter-clockwise around its middle.

    Places are those of the turned page.
    """

    rows: tuple[Row, ...]
    skew: float
    width: float
    height: float


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
    find_engine()
    return recognise(draw_page(data, number, password))


def recognise(picture: Picture) -> Recognised:
    """Returns what is to be read in a picture: rows without words are left out. Raises OcrMissing."""
    import tesserocr
    from PIL import Image

    engine = find_engine()
    grey = Image.frombuffer("L", (picture.width, picture.height), picture.pixels, "raw", "L", 0, 1)
    level, skew = straighten(grey)
    scale = picture.scale
    size = picture.width / scale, picture.height / scale
    rulings = find_rulings(level, round(_RULING * scale))
    level = without_rulings(level, rulings)
    with tesserocr.PyTessBaseAPI(path=engine.folder, lang=LANGUAGE, psm=_PAGE_MODE) as api:
        if not _may_open_null():
            api.SetVariable("debug_file", "")
        api.SetImageBytes(level.tobytes(), level.width, level.height, 1, level.width)
        api.SetSourceResolution(round(72 * scale))
        rows = list(_rows_of(tesserocr, api, scale, rulings)) if api.Recognize() else []
    return _levelled(rows, skew, *size)


def _may_open_null() -> bool:
    """Whether /dev/null may be written: the binding sends Tesseract's remarks there, and Tesseract dies where it may not."""
    try:
        os.close(os.open(os.devnull, os.O_WRONLY))
    except OSError:
        return False
    return True


class _Raw(NamedTuple):
    """A row, and how far its baseline falls over its length."""

    row: Row
    fall: float


def _levelled(raw: Sequence[_Raw], skew: float, width: float, height: float) -> Recognised:
    """The rows turned by what skew their baselines still have: columns stand upright then, and cells on one baseline."""
    lengths = sum(row.words[-1].x1 - row.words[0].x0 for row, _ in raw)
    slope = sum(fall for _, fall in raw) / lengths if lengths else 0.0
    slope = max(-_MOST_SLOPE, min(_MOST_SLOPE, slope))
    rows = []
    for row, _ in raw:
        aside = slope * (row.baseline - height / 2)
        middle = (row.words[0].x0 + row.words[-1].x1) / 2
        words = tuple(word._replace(x0=round(word.x0 + aside, 2), x1=round(word.x1 + aside, 2)) for word in row.words)
        rows.append(row._replace(words=words, baseline=round(row.baseline - slope * (middle - width / 2), 2)))
    return Recognised(tuple(rows), round(skew + math.degrees(slope), 4), round(width, 2), round(height, 2))


def _rows_of(tesserocr: Any, api: Any, scale: float, rulings: Image.Image) -> Iterator[_Raw]:
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
            middle = (left + right) / 2
            underlined = _is_underlined(rulings, box, middle, kind["row_height"])
            height = round(kind["row_height"] / scale, 2)
            yield _Raw(Row(words, middle / scale, height, measure(box), underlined), (right - left) / scale)


def _words_of(row: Any, level: int, word_level: int, scale: float) -> Iterator[Word]:
    """The words of the row that the iterator stands on; it stands on the row's last word afterwards."""
    while True:
        text, place = (row.GetUTF8Text(word_level) or "").strip(), row.BoundingBox(word_level)
        if text and place is not None:
            yield Word(text, round(row.Confidence(word_level)), round(place[0] / scale, 2), round(place[2] / scale, 2))
        if row.IsAtFinalElement(level, word_level) or not row.Next(word_level):
            return


def _is_underlined(rulings: Image.Image, box: tuple[int, int, int, int], baseline: float, height: float) -> bool:
    """Whether a ruling runs along most of a row, from its baseline to a third of its height below."""
    left, right = box[0] // 2, box[2] // 2
    strip = rulings.crop((left, round(baseline - 1) // 2, right, round(baseline + height / 3) // 2))
    if strip.getbbox() is None:
        return False
    along = strip.resize((strip.width, 1), _BOX).tobytes()
    return sum(map(bool, along)) >= 0.7 * strip.width


_BOX = 4  # Image.Resampling.BOX


def _stroke_measure(inked: Image.Image, scale: float) -> Callable[[tuple[int, int, int, int]], float]:
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
    rows = [[*row[1:], *map(list, row.words)] for row in page.rows]
    return [page.skew, page.width, page.height, rows]


def from_plain(plain: Any) -> Recognised:
    """Returns what `to_plain` was given. Raises ValueError for anything else."""
    try:
        skew, width, height, rows = plain
        return Recognised(tuple(map(_plain_row, rows)), float(skew), float(width), float(height))
    except (TypeError, KeyError) as error:
        raise ValueError("no recognised page") from error


def _plain_row(plain: Any) -> Row:
    baseline, height, stroke, underlined, *words = plain
    if not words:
        raise ValueError("a row without words")
    return Row(
        tuple(Word(str(text), int(sure), float(x0), float(x1)) for text, sure, x0, x1 in words),
        float(baseline),
        float(height),
        float(stroke),
        bool(underlined),
    )
