"""Pages that are pictures, or whose text is not to be trusted, told and put in their place once they have been read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Literal, NamedTuple

from referat_parser.document import Line, Notice, Seen, Source
from referat_parser.errors import ReferatError
from referat_parser.extract.legibility import BAD, LEAST, odd_share

if TYPE_CHECKING:  # most documents have no page that is read, and need nothing of this
    from referat_parser.extract.ocr import Recognised
    from referat_parser.extract.recognised import SeenLine

Mode = Literal["auto", "always", "never"]
Reason = Literal["picture", "bad", "asked"]


class Wanted(NamedTuple):
    """A page to be read as a picture, why, and the digest of what is drawn on it."""

    page: int
    reason: Reason
    digest: str


Reader = Callable[[Sequence[Wanted]], "Mapping[int, Recognised | str]"]
"""Reads pages: what it found on each, or why it found nothing."""

_SAMPLE = 30  # words of a page that are looked at before all are
_SUSPICIOUS = 3  # odd words among them
_NAMED = 12  # so many doubtful words are named


def read_pictures(source: Source, data: bytes, read: Reader, *, mode: Mode, password: str | None = None) -> Source:
    """Returns the source with the pages that need it read by `read`, in their place among the others.

    With "auto" these are the pages without text that hold a picture and those whose text is bad, with "always" all
    of a PDF's. A page is replaced whole, so that nothing is there twice, and only by what says more. Notices tell
    which pages were replaced, which could not be read, and which words are doubtful.
    """
    reasons = pages_to_read(source, mode)
    if not reasons:
        return source
    from referat_parser.extract.render import digest_of

    found = read(
        [Wanted(page, reason, _try_digest(digest_of, data, page, password)) for page, reason in reasons.items()]
    )
    return _put_in_place(source, reasons, found)


def read_here(source: Source, data: bytes, *, mode: Mode, password: str | None = None) -> Source:
    """`read_pictures` in this process, without limits. Raises OcrMissing when all pages are to be read and cannot be."""
    from referat_parser.extract.ocr import find_engine, recognise_page

    if mode == "always":
        find_engine()

    def read(wanted: Sequence[Wanted]) -> dict[int, Recognised | str]:
        found: dict[int, Recognised | str] = {}
        for page in wanted:
            try:
                found[page.page] = recognise_page(data, page.page, password)
            except ReferatError as error:
                found[page.page] = str(error)
        return found

    return read_pictures(source, data, read, mode=mode, password=password)


_ASKED: Reason = "asked"


def _all_pages(source: Source) -> range:
    return range(1, (source.pages or 0) + 1)


def _try_digest(digest_of: Callable[..., str], data: bytes, page: int, password: str | None) -> str:
    try:
        return digest_of(data, page, password)
    except ReferatError:
        return ""


# --- which pages ------------------------------------------------------------------------------------


def pages_to_read(source: Source, mode: Mode) -> dict[int, Reason]:
    """Returns the pages that `read_pictures` has read, in order, each with the reason."""
    if mode == "never" or source.format != "pdf":
        return {}
    if mode == "always":
        return dict.fromkeys(_all_pages(source), _ASKED)
    reasons: dict[int, Reason] = {}
    for notice in source.notices:
        if notice.page is not None and notice.kode in ("side-uden-tekst", "uleselige-tegn"):
            reasons[notice.page] = "picture" if notice.kode == "side-uden-tekst" else "bad"
    texts: dict[int, list[str]] = defaultdict(list)
    for _, text, page, _, _, _ in source.lines:
        texts[page or 0].append(text)
    bad = {page for page, lines in texts.items() if _is_suspicious(lines) and odd_share(_words(lines)) >= BAD}
    if bad:  # the other pages come from the same scanner
        bad = {page for page, lines in texts.items() if odd_share(_words(lines)) >= BAD}
    for page in sorted(bad):
        reasons.setdefault(page, "bad")
    for page in source.covered:
        reasons.setdefault(page, "picture")
    return dict(sorted(reasons.items()))


def _by_page(source: Source) -> Iterator[tuple[int, Sequence[Line]]]:
    for page, lines in groupby(source.lines, key=lambda line: line.page or 0):
        yield page, list(lines)


def _words(lines: Sequence[str]) -> list[str]:
    return " ".join(lines).split()


def _is_suspicious(lines: Sequence[str]) -> bool:
    """Whether a few words from the middle of a page are odd too often; a page of few words is looked at whole."""
    middle = lines[len(lines) // 3 :]
    words: list[str] = []
    for line in middle:
        words += [word for word in line.split() if len(word) > 3]
        if len(words) >= _SAMPLE:
            break
    words = words[:_SAMPLE]
    return len(words) < LEAST or odd_share(words) * len(words) >= _SUSPICIOUS


# --- in their place ---------------------------------------------------------------------------------


def _put_in_place(source: Source, reasons: Mapping[int, Reason], found: Mapping[int, Recognised | str]) -> Source:
    from referat_parser.extract.recognised import lines_of

    old = {page: list(lines) for page, lines in _by_page(source)}
    read = {page: outcome for page, outcome in found.items() if not isinstance(outcome, str)}
    seen = lines_of(read)
    notices = list(source.notices)
    taken: dict[int, list[SeenLine]] = {}
    for page, reason in reasons.items():
        before = [line.text for line in old.get(page, ())]
        if page not in read:
            notices += _unread(page, reason, found.get(page))
        elif _says_more(read[page], [line.text for line in seen[page]], before, reason):
            taken[page] = seen[page]
            notices = [n for n in notices if n.page != page or n.kode not in _SETTLED]
            notices += _reread(page, before, seen[page], reason)
        elif reason == "bad":
            notices.append(
                Notice(
                    "tekstlag-daarligt", f"Side {page}: tekstlaget er fuldt af fejl, og OCR læser den ikke bedre", page
                )
            )
    if not taken:
        return source._replace(notices=tuple(notices))
    return _with_pages(source, old, taken, notices)


_SETTLED = ("side-uden-tekst", "uleselige-tegn", "skjult-tekst", "side-laest-om")


def _says_more(page: Recognised, new: Sequence[str], before: Sequence[str], reason: Reason) -> bool:
    """Whether what was recognised is to stand in place of the text that the page had."""
    from referat_parser.extract.recognised import count_words

    words, had = count_words(page), len(_words(before))
    if reason == "bad":
        return words > 0.5 * had and odd_share(_words(new)) < max(odd_share(_words(before)), BAD)
    return words > (0 if not had else had if reason == "picture" else 0)


def _unread(page: int, reason: Reason, why: object) -> Iterator[Notice]:
    said = why if isinstance(why, str) else "OCR blev ikke kørt"
    if reason == "bad":
        yield Notice("tekstlag-daarligt", f"Side {page}: tekstlaget er fuldt af fejl; {said}", page)
    else:
        yield Notice("ocr-mislykket", f"Side {page} er ikke læst: {said}", page)


def _reread(page: int, before: Sequence[str], seen: Sequence[SeenLine], reason: Reason) -> Iterator[Notice]:
    if reason == "bad":
        had, has = len(_words(before)), sum(len(line.text.split()) for line in seen)
        yield Notice(
            "tekstlag-laest-om",
            f"Side {page}: tekstlaget er fuldt af fejl; læst om med OCR: {has} ord mod {had} før",
            page,
        )
    unsure = [word for line in seen for word in line.seen.unsure]
    if unsure:
        named = ", ".join(f"“{word}”" for word in unsure[:_NAMED]) + (" …" if len(unsure) > _NAMED else "")
        yield Notice("ocr-usikker", f"Side {page}: {len(unsure)} ord er usikkert læst: {named}", page)


def _with_pages(
    source: Source,
    old: Mapping[int, Sequence[Line]],
    taken: Mapping[int, Sequence[SeenLine]],
    notices: Sequence[Notice],
) -> Source:
    lines: list[Line] = []
    seen: dict[int, Seen] = {}
    for page in _all_pages(source):
        if page in taken:
            for line in taken[page]:
                lines.append(Line(len(lines) + 1, line.text, page, line.box, line.size, line.bold))
                seen[len(lines)] = line.seen
        else:
            lines += [line._replace(number=len(lines) + at) for at, line in enumerate(old.get(page, ()), 1)]
    return source._replace(
        lines=tuple(lines),
        tables=tuple(table for table in source.tables if table.page not in taken),
        notices=tuple(notices),
        ocr_pages=tuple(sorted(taken)),
        seen=seen,
    )
