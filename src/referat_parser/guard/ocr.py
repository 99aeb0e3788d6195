"""Documents with pictures under guard: parsed, their pages read one by one in processes of their own, and parsed with these."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from referat_parser import errors
from referat_parser.document import Source
from referat_parser.extract.scans import Mode, Wanted, read_pictures
from referat_parser.guard import Limits, run_guarded

if TYPE_CHECKING:
    from referat_parser.extract.ocr import Recognised

PAGE_LIMITS = Limits(pages=1, seconds=60.0, memory=1536, wall_factor=1.5)

ReadPictures = Callable[[Source], Source]


class Ocr(NamedTuple):
    """When pages are read as pictures, how many of a document at most, whether what was read is kept, and who hears of it."""

    mode: Mode = "auto"
    cache: bool = True
    most_pages: int | None = None
    on_page: Callable[[int, int, int], None] | None = None
    """Gets the page, its place among those to be read, and how many these are."""
    keep: Callable[[str, str, Recognised], None] | None = None
    """Gets the digest of a page, the engine and what it read there, to keep it; without it the page is put into the cache."""


NO_OCR = Ocr("never")


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
    import json

    found = read_pages([Wanted(*each) for each in json.loads(result[1:])], data, ocr, password)
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
        import json

        return b"?" + json.dumps(asked.wanted).encode()


def _again(
    work: Callable[[ReadPictures], bytes],
    data: bytes,
    mode: Mode,
    password: str | None,
    found: Mapping[int, Recognised | str],
) -> bytes:
    return work(lambda source: read_pictures(source, data, lambda _: found, mode=mode, password=password))


def read_pages(wanted: Sequence[Wanted], data: bytes, ocr: Ocr, password: str | None) -> Mapping[int, Recognised | str]:
    """What was read on each page, or why nothing was: a page that is not kept from before is read in a child of its own."""
    from referat_parser.guard import ocr_cache

    keep = ocr.keep or ocr_cache.keep
    try:
        engine = _version()
    except errors.OcrMissing as error:
        return dict.fromkeys((page.page for page in wanted), str(error))
    most = len(wanted) if ocr.most_pages is None else ocr.most_pages
    found: dict[int, Recognised | str] = {page.page: _TOO_MANY.format(most) for page in wanted[most:]}
    for at, page in enumerate(wanted[:most], 1):
        kept = ocr_cache.look_up(page.digest, engine) if ocr.cache else None
        if kept is None:
            if ocr.on_page is not None:
                ocr.on_page(page.page, at, min(most, len(wanted)))
            outcome = _read_page(data, page.page, password)
            if ocr.cache and not isinstance(outcome, str):
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
    import json

    import PIL.ImageChops  # noqa: F401  - loaded here, once, and not in every child

    from referat_parser.extract.ocr import from_plain

    try:
        return from_plain(json.loads(run_guarded(partial(_recognise, data, number, password), PAGE_LIMITS)))
    except errors.ReferatError as error:
        return _WHY.get(error.kode, f"{error.kode}: {error}")


def _recognise(data: bytes, number: int, password: str | None) -> bytes:
    import json

    from referat_parser.extract.ocr import recognise_page, to_plain

    return json.dumps(to_plain(recognise_page(data, number, password))).encode()


_WHY = {
    "limit-time": f"OCR tog mere end {PAGE_LIMITS.seconds:.0f} sekunder",
    "limit-memory": f"OCR tog mere end {PAGE_LIMITS.memory} MiB hukommelse",
}
_TOO_MANY = "højst {} sider af et dokument læses med OCR; --max-ocr-pages hæver det"
