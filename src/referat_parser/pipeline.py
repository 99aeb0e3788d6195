"""The whole way: extract, lay out, segment, interpret, and one validated `Referat`."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Sequence
from typing import IO, TYPE_CHECKING

from referat_parser import __version__, assemble, errors
from referat_parser import models as m
from referat_parser.checks import find_oddities
from referat_parser.document import Source
from referat_parser.doubts import find_doubts, place_pictures
from referat_parser.extract.files import read_file
from referat_parser.extract.source import read_source
from referat_parser.extract.text import read_text
from referat_parser.garbage import uncollected
from referat_parser.interpret.meeting import Meeting
from referat_parser.interpret.municipality import read_municipality
from referat_parser.layout import Layout, lay_out
from referat_parser.segment import Minutes, segment

if TYPE_CHECKING:
    from referat_parser.extract.scans import Mode

Input = str | bytes | os.PathLike[str] | IO[bytes] | IO[str]


def parse(source: Input, *, password: str | None = None, name: str | None = None, ocr: Mode = "auto") -> m.Referat:
    """The minutes as data.

    `source` is a path, the bytes of a PDF or a text, a text, or an open file. A `str` that names an existing file is
    a path, any other is the text itself. `name` replaces the file's name in `kilde.fil`. `ocr` says when pages are
    read as pictures; "auto" reads those without readable text where Tesseract is there, and names them where it is not.

    Raises a `ReferatError` when there is no document to be had: not found, encrypted, not a PDF or text, empty.
    """
    data, found_name = load(source)

    def with_pictures(extracted: Source) -> Source:
        from referat_parser.extract.scans import read_here

        assert isinstance(data, bytes)
        return read_here(extracted, data, mode=ocr, password=password)

    reading = with_pictures if isinstance(data, bytes) and ocr != "never" else None
    return parse_bytes(data, name=name or found_name, password=password, read_pictures=reading)


def parse_bytes(
    data: bytes | str,
    *,
    name: str | None = None,
    password: str | None = None,
    max_pages: int = 5000,
    on_pages: Callable[[int], None] | None = None,
    read_pictures: Callable[[Source], Source] | None = None,
) -> m.Referat:
    """`parse` of what is already in memory: bytes are a PDF or a text by what they hold, a `str` is a text.

    `on_pages` is told how many pages a PDF has before they are read. `read_pictures` gets the extracted source and
    returns it with the pages that it has read as pictures.
    """
    with uncollected():
        raw = data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data
        source = (
            read_text(data)
            if isinstance(data, str)
            else read_source(data, password=password, max_pages=max_pages, on_pages=on_pages)
        )
        if read_pictures is not None:
            source = read_pictures(source)
        return understand(source, sha256=hashlib.sha256(raw).hexdigest(), name=name)


def understand(source: Source, *, sha256: str, name: str | None = None) -> m.Referat:
    """The extracted lines of a document as a `Referat`. Raises NeedsOcr where pages are pictures and nothing is text."""
    if source.format == "pdf" and not any(line.text for line in source.lines):
        raise _without_text(source)
    layout = lay_out(source)
    minutes = segment(layout)
    running = [line.text for line in source.lines[:400] if line.number in layout.furniture]
    meeting = assemble.make_meeting(minutes, running)
    assemble.open_unheaded(minutes.items, meeting.dokumenttype)
    punkter = [assemble.make_punkt(item, meeting, source.tables) for item in minutes.items]
    return _document(source, layout, minutes, meeting, punkter, running, sha256, name)


def _document(
    source: Source,
    layout: Layout,
    minutes: Minutes,
    meeting: Meeting,
    punkter: list[m.Punkt],
    running: Sequence[str],
    sha256: str,
    name: str | None,
) -> m.Referat:
    front = [block.text for block in [*minutes.front, *minutes.back]]
    sample = " ".join(line.text for line in source.lines[:1500])
    rest = assemble.make_rest([*minutes.front, *minutes.groups, *minutes.back], meeting.used)
    rest += assemble.make_icons(minutes.items)
    document = m.Referat(
        kilde=m.made(
            m.Kilde,
            fil=name,
            sha256=sha256,
            format=source.format,
            sider=source.pages,
            motor=source.engine,
            ocr_sider=list(source.ocr_pages),
            parser=__version__,
        ),
        dokumenttype=meeting.dokumenttype,
        kommune=read_municipality(
            "\n".join((*front, *running, meeting.udvalg or "")),
            sample,
            [p.sagsnummer for p in punkter if p.sagsnummer],
            meeting.dato,
        ),
        udvalg=meeting.udvalg,
        dato=meeting.dato,
        starttid=meeting.starttid,
        sluttid=meeting.sluttid,
        sted=meeting.sted,
        deltagere=meeting.deltagere,
        fravaerende=meeting.fravaerende,
        indholdsfortegnelse=[
            m.made(m.Indholdspost, nummer=e.nummer, titel=e.titel, side=e.side) for e in minutes.contents.entries
        ],
        punkter=punkter,
        rest=rest,
    )
    daekning = assemble.coverage(source, layout.furniture, document, minutes, meeting.used)
    notices = [m.made(m.Advarsel, kode=n.kode, besked=n.besked) for n in source.notices]
    notices += [m.made(m.Advarsel, kode=kode, besked=besked) for kode, besked in meeting.notices]
    notices += find_oddities(document, daekning, assemble.find_divided(minutes.items)) + find_doubts(document, source)
    return place_pictures(document.model_copy(update={"daekning": daekning, "advarsler": notices}), source)


def _without_text(source: Source) -> errors.ReferatError:
    kinds = {notice.kode: notice.besked for notice in source.notices}
    if "side-uden-tekst" not in kinds:
        return errors.Empty("the document has pages but no text; check the file in a PDF viewer")
    said = f"all {source.pages} pages are pictures without text"
    if "ocr-mislykket" in kinds:
        return errors.NeedsOcr(f"{said} and could not be read; {kinds['ocr-mislykket']}")
    return errors.NeedsOcr(f"{said}; --ocr auto reads them, if there is anything to read")


def load(source: Input) -> tuple[bytes | str, str | None]:
    """What `parse` is given, in memory, and the file's name where it has one. Raises NotFound or Unreadable."""
    from pathlib import Path

    if isinstance(source, bytes | bytearray | memoryview):
        return bytes(source), None
    if isinstance(source, str):
        if "\n" in source or len(source) > 4096 or not os.path.lexists(source):
            if _looks_like_path(source):
                raise errors.NotFound("no such file; check the name")
            return source, None
        return read_file(Path(source)), Path(source).name
    if isinstance(source, os.PathLike):
        return read_file(Path(source)), Path(source).name
    return source.read(), getattr(source, "name", None) if isinstance(getattr(source, "name", None), str) else None


def _looks_like_path(text: str) -> bool:
    return "\n" not in text and len(text) < 1024 and text.lower().endswith((".pdf", ".txt", ".md", ".text"))
