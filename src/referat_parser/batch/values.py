"""What the parts of a batch hand to each other: an input, what was read of it, and what became of it."""

from __future__ import annotations

from typing import Literal, NamedTuple

from referat_parser.batch.pictures import ANY
from referat_parser.errors import ReferatError
from referat_parser.terminal import escape_for_terminal

Kind = Literal["file", "zip", "url"]


class Item(NamedTuple):
    """One input of the work list.

    `name` is unique in the archive and valid UTF-8. `stamp` changes when the content does: a file's time of change,
    a ZIP member's checksum, a remote object's key; "" is not known. `path` is what to open, as the system spells it.
    """

    name: str
    kind: Kind
    path: bytes
    member: str | None = None
    size: int | None = None
    stamp: str = ""


class Skipped(NamedTuple):
    """Something met in a folder that is no input, and why: `link`, `hidden`, `special`, `own`, `unreadable`."""

    name: str
    why: str


class Content(NamedTuple):
    """The bytes of an input with their sum, and size and stamp as they were when it was read."""

    data: bytes
    size: int
    sha256: str
    stamp: str


class Parsed(NamedTuple):
    """What became of one content: `kode` is None and `packed` the zlib-packed JSON, or `kode` and `besked` say why not.

    `kilde.fil` in the JSON is null: the content may be there under several names.
    """

    kode: str | None = None
    besked: str | None = None
    seconds: float = 0.0
    pages: int | None = None
    punkter: int | None = None
    daekning: float | None = None
    advarsler: int | None = None
    ocr_pages: int | None = None
    """How many pages were read as pictures."""
    ocr: str = ANY
    """What of `--ocr` this rests on: a mark of `pictures`."""
    packed: bytes | None = None


class Record(NamedTuple):
    """One line of the journal: an input and what became of it."""

    name: str
    size: int | None
    stamp: str
    sha256: str | None
    version: str
    kode: str | None
    besked: str | None
    seconds: float
    pages: int | None
    punkter: int | None
    daekning: float | None
    advarsler: int | None
    ocr_pages: int | None
    ocr: str


def make_record(item: Item, content: Content, parsed: Parsed, version: str) -> Record:
    """The record of an input that was read. Size, sum and stamp are those of the bytes that were parsed."""
    return Record(item.name, content.size, content.stamp, content.sha256, version, *parsed[:9])


def make_unread(item: Item, error: ReferatError, version: str) -> Record:
    """The record of an input that could not be read."""
    message = escape_for_terminal(str(error))
    nothing = Parsed(error.kode, message)
    return Record(item.name, item.size, item.stamp, None, version, *nothing[:9])


class CannotGoOn(Exception):
    """The run as a whole has to end: what is wrong; what to do. `exit_code` is 2 when nothing was begun, else 1."""

    def __init__(self, message: str, exit_code: int = 1) -> None:
        super().__init__(message)
        self.exit_code = exit_code
