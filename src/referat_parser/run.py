"""What the commands do: read, parse, write to standard output, say what went wrong on standard error."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from referat_parser import errors
from referat_parser.terminal import escape_line

if TYPE_CHECKING:
    from pathlib import Path

    from referat_parser.guard import Limits
    from referat_parser.guard.ocr import Ocr, ReadPictures
    from referat_parser.models import Referat

INTERRUPTED = 130


def say(message: str) -> None:
    """One line on standard error, with nothing of a document raw in it."""
    sys.stderr.write(escape_line(message) + "\n")


def write_out(data: bytes) -> None:
    """Writes to standard output. A closed pipe ends the program without a word, a full disk with one."""
    try:
        sys.stdout.flush()
        out = sys.stdout.buffer
        out.write(data)
        out.flush()
    except BrokenPipeError:
        _leave_quietly()
    except OSError as error:
        if error.errno == errno.EPIPE:
            _leave_quietly()
        say(f"referat: standard output: unreadable: cannot be written ({error.strerror}); check the disk")
        os._exit(1)


def _leave_quietly() -> None:
    os._exit(0)


def parse_files(
    files: Sequence[str],
    *,
    jsonl: bool = False,
    text_only: bool = False,
    standard: str | None = None,
    strict: bool = False,
    password: str | None = None,
    limits: Limits | None = None,
    ocr: Ocr | None = None,
) -> int:
    """Parses each file and prints it: one input as an indented object, several one object a line. Returns the exit code."""
    by_line = jsonl or len(files) > 1
    failed = False
    if len(files) > 1:
        # What every child needs is loaded once, here. One child loads it itself: a small process is forked at less cost.
        import referat_parser.pipeline  # noqa: F401
    try:
        for name in files:
            try:
                data, has_warnings = parse_one(
                    name,
                    indent=not by_line,
                    text_only=text_only,
                    standard=standard,
                    password=password,
                    limits=limits,
                    ocr=ocr,
                )
            except errors.ReferatError as error:
                say(f"referat: {shown_name(name)}: {error.kode}: {error}")
                failed = True
                continue
            failed = failed or (strict and has_warnings)
            write_out(data)
    except KeyboardInterrupt:
        return INTERRUPTED
    return 1 if failed else 0


def parse_one(
    name: str,
    *,
    indent: bool,
    text_only: bool = False,
    standard: str | None = None,
    password: str | None = None,
    limits: Limits | None = None,
    ocr: Ocr | None = None,
) -> tuple[bytes, bool]:
    """One file's output, ending in a line break, and whether it has advarsler. Parsed in a process of its own.

    Raises a ReferatError when there is no document.
    """
    from referat_parser.guard import Limits
    from referat_parser.guard.ocr import Ocr, run_with_ocr

    data = read_input(name)
    label = None if name == "-" else os.path.basename(name.rstrip(os.sep))
    limits = limits or Limits()

    work = partial(_to_json, data, label, indent, text_only, standard, password, limits)
    result = run_with_ocr(work, data, limits, ocr or Ocr(on_page=ocr_progress()), password=password)
    return result[1:], result[:1] == b"!"


def _to_json(
    data: bytes,
    label: str | None,
    indent: bool,
    text_only: bool,
    standard: str | None,
    password: str | None,
    limits: Limits,
    read_pictures: ReadPictures,
) -> bytes:
    """The document as JSON behind one byte: "!" when it has advarsler, "." when not."""
    from referat_parser.guard import parse_within

    name = label.encode("utf-8", "surrogateescape").decode("utf-8", "replace") if label else None
    document = parse_within(limits, data, name=name, password=password, read_pictures=read_pictures)
    mark = b"!" if document.advarsler else b"."
    if text_only:
        return mark + text_of(document).encode("utf-8", "replace")
    if standard is not None:
        return mark + _in_standard(document, standard, indent).encode() + b"\n"
    return mark + document.to_json(indent=2 if indent else None) + b"\n"


def _in_standard(document: Referat, standard: str, indent: bool) -> str:
    import json

    from referat_parser.standards.oparl import to_oparl
    from referat_parser.standards.popolo import to_popolo

    made = {"oparl": to_oparl, "popolo": to_popolo}[standard](document)
    return json.dumps(made, ensure_ascii=False, indent=2 if indent else None)


def ocr_progress() -> Callable[[int, int, int], None] | None:
    """Says each page before it is read, where someone watches: a page takes seconds."""
    if not sys.stderr.isatty():
        return None
    return lambda page, at, count: say(f"referat: OCR: page {page} ({at} of {count})")


def read_input(name: str) -> bytes:
    """The bytes of a file, or of standard input for "-". Raises NotFound or Unreadable."""
    if name == "-":
        try:
            return sys.stdin.buffer.read()
        except OSError as error:
            raise errors.Unreadable(f"standard input cannot be read ({error.strerror})") from None
    from referat_parser.extract.files import read_file

    return read_file(name.rstrip(os.sep) or name or os.curdir)


def shown_name(name: str) -> str:
    return "standard input" if name == "-" else name


def text_of(document: object) -> str:
    """The minutes as plain text: title and decisions of every punkt, without JSON."""
    from referat_parser.models import Referat

    assert isinstance(document, Referat)
    parts = [" ".join(str(v) for v in (document.dokumenttype, document.udvalg, document.dato) if v)]
    for punkt in document.punkter:
        parts.append(f"{punkt.nummer}. {punkt.titel}" if punkt.nummer else punkt.titel)
        for section in (punkt.resume, punkt.sagsfremstilling, punkt.indstilling, *punkt.oevrige):
            if section:
                parts += [section.overskrift or "", section.tekst]
                parts += [piece for a in section.afsnit for piece in (a.overskrift, a.tekst)]
        parts += [piece for v in punkt.vedtagelser for piece in (v.overskrift or "", v.tekst)]
        parts += [f"- {b.titel}" for b in punkt.bilag]
    return "\n\n".join(part for part in parts if part) + "\n"


def print_lines(name: str, *, password: str | None = None, ocr: Ocr | None = None, pictures: Path | None = None) -> int:
    """Every line of a source with number, page and what it was taken for; with `pictures` a PDF's pages, too, are drawn
    into that folder. Returns the exit code."""
    from referat_parser.guard import Limits
    from referat_parser.guard.ocr import Ocr, run_with_ocr

    try:
        data = read_input(name)
        reading = ocr or Ocr(on_page=ocr_progress())
        written = run_with_ocr(partial(_explain, data, password), data, Limits(), reading, password=password)
        if pictures is not None:
            drawn = run_with_ocr(partial(_draw, data, password), data, Limits(), reading, password=password)
            _unpack(drawn, pictures)
    except errors.ReferatError as error:
        say(f"referat: {shown_name(name)}: {error.kode}: {error}")
        return 1
    except OSError as error:
        say(f"referat: {pictures}: the pictures cannot be written ({error.strerror}); choose another folder")
        return 1
    colour = sys.stdout.isatty() and "NO_COLOR" not in os.environ
    if colour:
        from referat_parser.explain import colour as paint

        written = paint(written.decode()).encode()
    write_out(written)
    return 0


def _explain(data: bytes, password: str | None, read_pictures: ReadPictures) -> bytes:
    from referat_parser.explain import explain

    return explain(data, password=password, read_pictures=read_pictures).encode("utf-8", "replace")


def _draw(data: bytes, password: str | None, read_pictures: ReadPictures) -> bytes:
    from referat_parser.extract.source import is_pdf
    from referat_parser.pictures import draw_pages

    if not is_pdf(data):
        raise errors.NotPdf("a text has no pages to draw; give a PDF, or leave --pictures out")
    return draw_pages(data, password=password, read_pictures=read_pictures)


def _unpack(drawn: bytes, folder: Path) -> None:
    import io
    import zipfile

    folder.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(io.BytesIO(drawn)) as archive:
        for page in archive.namelist():
            (folder / os.path.basename(page)).write_bytes(archive.read(page))
    say(f"referat: {len(archive.namelist())} pictures in {folder}")


def schema_json() -> str:
    """The JSON Schema of the contract, indented, ending in a line break."""
    import json

    from referat_parser.models import Referat

    return json.dumps(Referat.model_json_schema(mode="serialization"), ensure_ascii=False, indent=2) + "\n"
