"""Sources to documents: files, folders, JSON and databases become `Reading` values, each parsed once and kept."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from pydantic import ValidationError

from referat_parser import errors
from referat_parser import models as m

if TYPE_CHECKING:
    from referat_parser.browse.search import Term

SQLITE = b"SQLite format 3\x00"
IN_FOLDERS = {".pdf", ".txt", ".text"}


class Reading(NamedTuple):
    """A document and where it came from; `path` is the file that was parsed, as far as it is known."""

    path: Path | None
    referat: m.Referat


class Failure(NamedTuple):
    """A source that gave no document, with the stable code of its error and what it says."""

    path: Path
    kode: str
    besked: str


def read_sources(
    sources: Iterable[str | Path],
    *,
    terms: tuple[Term, ...] = (),
    cached: bool = True,
    seen: Callable[[Path], None] | None = None,
) -> Iterator[Reading | Failure]:
    """Every document of the sources in the order named, folders sorted by name; the same bytes come once.

    A source is a PDF or text, a folder of them, JSON or JSON lines of `referat parse`, or a database of `referat batch`.
    Raises nothing for a source that cannot be read: it comes as a `Failure`. `seen` is told each file before it is read.
    `terms` spare the reading of documents in a database that do not hold them all; others come whole.
    """
    known: set[str] = set()
    for path in list_files(sources):
        if seen:
            seen(path)
        for found in read_file(path, terms=terms, cached=cached):
            if isinstance(found, Reading):
                if found.referat.kilde.sha256 in known:
                    continue
                known.add(found.referat.kilde.sha256)
            yield found


def list_files(sources: Iterable[str | Path]) -> Iterator[Path]:
    """The files of the sources: a file as named, of a folder its PDFs and texts at any depth; no links out are followed."""
    for source in map(Path, sources):
        if source.is_dir():
            for folder, folders, names in os.walk(source):
                folders.sort()
                for name in sorted(names):
                    if Path(name).suffix.lower() in IN_FOLDERS and not name.startswith("."):
                        yield Path(folder) / name
        else:
            yield source


def read_file(path: Path, *, terms: tuple[Term, ...] = (), cached: bool = True) -> Iterator[Reading | Failure]:
    """The documents of one file, told by its bytes: one of a PDF or a text, any number of JSON or a database."""
    from referat_parser.extract.files import read_file as read_bytes

    try:
        with path.open("rb") as file:
            head = file.read(512)
    except OSError:
        head = b""
    try:
        if head.startswith(SQLITE):
            from referat_parser.browse.database import read_database

            yield from read_database(path, terms)
        elif head.lstrip().startswith(b"{") and (b'"skema"' in head or path.suffix in (".json", ".jsonl")):
            yield from _read_json(path, read_bytes(path))
        else:
            yield Reading(path, _parse(path, read_bytes(path), cached))
    except errors.ReferatError as error:
        yield Failure(path, error.kode, str(error))


def _read_json(path: Path, data: bytes) -> Iterator[Reading | Failure]:
    lines = [data] if data.lstrip().startswith(b"{\n") else data.splitlines()
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            referat = m.Referat.model_validate_json(line)
        except ValidationError:
            where = f"line {number} of " if len(lines) > 1 else ""
            yield Failure(path, "unreadable", f"{where}the file is not JSON of `referat parse`; make it anew")
            continue
        beside = path.parent / Path(referat.kilde.fil or "").name
        yield Reading(beside if referat.kilde.fil and beside.is_file() else None, referat)


def _parse(path: Path, data: bytes, cached: bool) -> m.Referat:
    kept = cache_folder() / f"{hashlib.sha256(data).hexdigest()}-{_parser_mark()}.json" if cached else None
    if kept and (referat := _read_kept(kept)) is not None:
        return referat.model_copy(update={"kilde": referat.kilde.model_copy(update={"fil": _label(path)})})
    from referat_parser.guard import parse_isolated

    parsed = parse_isolated(data, name=_label(path))
    if kept:
        _keep(kept, parsed)
    return m.Referat.model_validate_json(parsed)


def _label(path: Path) -> str:
    return path.name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def cache_folder() -> Path:
    """Where parsed documents are kept: `$REFERAT_CACHE`, else `referat-parser` in the user's cache folder."""
    if named := os.environ.get("REFERAT_CACHE"):
        return Path(named)
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "referat-parser"


@lru_cache(maxsize=1)
def _parser_mark() -> str:
    """Changes with every change of the program or its rules, so that what was parsed before is parsed anew."""
    package = Path(__file__).resolve().parent.parent
    marks = [
        (p.name, p.stat().st_mtime_ns, p.stat().st_size)
        for p in sorted(package.rglob("*"))
        if p.suffix in (".py", ".toml", ".tsv") and p.parent.name not in ("browse", "commands", "standards", "writers")
    ]
    return hashlib.sha256(repr(marks).encode()).hexdigest()[:12]


def _read_kept(path: Path) -> m.Referat | None:
    try:
        return m.Referat.model_validate_json(path.read_bytes())
    except (OSError, ValidationError):
        return None


def _keep(path: Path, data: bytes) -> None:
    """Written aside and moved into place, for this user alone; where that cannot be done the document is parsed again next time."""
    aside = path.with_suffix(f".{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(data)
        aside.replace(path)
    except OSError:
        aside.unlink(missing_ok=True)
