"""Documents with pictures under guard: parsed, their pages read one by one in processes of their own, and parsed with these."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from referat_parser import errors
from referat_parser.document import Source
from referat_parser.extract.ocr import Recognised
from referat_parser.extract.scans import Mode, Wanted, read_pictures
from referat_parser.guard import Limits, run_guarded

PAGE_SECONDS, PAGE_MEMORY = 60.0, 1536

ReadPictures = Callable[[Source], Source]


@dataclass(frozen=True, slots=True)
class Ocr:
    """When pages are read as pictures, whether what was read is kept, and who hears of each page before it is read."""

    mode: Mode = "auto"
    cache: bool = True
    on_page: Callable[[int, int, int], None] | None = None
    """Gets the page, its place among those to be read, and how many these are."""


class _Asked(Exception):
    def __init__(self, wanted: Sequence[Wanted]) -> None:
        self.wanted = wanted


def run_with_ocr(
    work: Callable[[ReadPictures], bytes], data: bytes, limits: Limits, ocr: Ocr, *, password: str | None = None
) -> bytes:
    """What `work` returns, run in a child under `limits`, with the pages that are pictures read.

    `work` gets the function that it is to put between extracting and understanding. It is run a second time when it
    asks for pages (and is to be picklable, as for `run_guarded`); each of these is drawn and recognised in a child of its own, for at most 60 seconds, unless it is
    kept from before. A page that cannot be read is named in a notice and stops nothing.

    Raises what `run_guarded` raises; OcrMissing when all pages are to be read and Tesseract is not there.
    """
    if ocr.mode == "always":
        from referat_parser.extract.ocr import find_engine

        find_engine()

    if ocr.mode == "never":
        return run_guarded(partial(work, _as_it_is), limits, size=len(data))
    result = run_guarded(partial(_first, work, data, ocr.mode, password), limits, size=len(data))
    if result[:1] == b"=":
        return result[1:]
    found = _read_pages([Wanted(*each) for each in json.loads(result[1:])], data, ocr, password)
    return run_guarded(partial(_again, work, data, ocr.mode, password, found), limits, size=len(data))


def _as_it_is(source: Source) -> Source:
    return source


def _first(work: Callable[[ReadPictures], bytes], data: bytes, mode: Mode, password: str | None) -> bytes:
    """In the child: the result behind "=", or behind "?" the pages that are wanted for it."""

    def ask(wanted: Sequence[Wanted]) -> Mapping[int, Recognised | str]:
        raise _Asked(wanted)

    try:
        return b"=" + work(lambda source: read_pictures(source, data, ask, mode=mode, password=password))
    except _Asked as asked:
        return b"?" + json.dumps(asked.wanted).encode()


def _again(
    work: Callable[[ReadPictures], bytes],
    data: bytes,
    mode: Mode,
    password: str | None,
    found: Mapping[int, Recognised | str],
) -> bytes:
    return work(lambda source: read_pictures(source, data, lambda _: found, mode=mode, password=password))


def _read_pages(
    wanted: Sequence[Wanted], data: bytes, ocr: Ocr, password: str | None
) -> Mapping[int, Recognised | str]:
    from referat_parser.guard.ocr_cache import keep, look_up

    try:
        engine = _version()
    except errors.OcrMissing as error:
        return dict.fromkeys((page.page for page in wanted), str(error))
    found: dict[int, Recognised | str] = {}
    for at, page in enumerate(wanted, 1):
        kept = look_up(page.digest, engine) if ocr.cache else None
        if kept is None:
            if ocr.on_page is not None:
                ocr.on_page(page.page, at, len(wanted))
            outcome = _read_page(data, page.page, password)
            if ocr.cache and isinstance(outcome, Recognised):
                keep(page.digest, engine, outcome)
            found[page.page] = outcome
        else:
            found[page.page] = kept
    return found


def _version() -> str:
    from referat_parser.extract.ocr import find_engine

    return find_engine().version


def _read_page(data: bytes, number: int, password: str | None) -> Recognised | str:
    """What is read on a page in a process of its own, or why nothing is."""
    import PIL.ImageChops  # noqa: F401  - loaded here, once, and not in every child

    from referat_parser.extract.ocr import from_plain

    limits = Limits(pages=1, seconds=PAGE_SECONDS, memory=PAGE_MEMORY, wall_factor=1.5)
    try:
        return from_plain(json.loads(run_guarded(partial(_recognise, data, number, password), limits)))
    except errors.ReferatError as error:
        return _WHY.get(error.kode, f"{error.kode}: {error}")


def _recognise(data: bytes, number: int, password: str | None) -> bytes:
    from referat_parser.extract.ocr import recognise_page, to_plain

    return json.dumps(to_plain(recognise_page(data, number, password))).encode()


_WHY = {
    "limit-time": f"OCR tog mere end {PAGE_SECONDS:.0f} sekunder",
    "limit-memory": f"OCR tog mere end {PAGE_MEMORY} MiB hukommelse",
}
