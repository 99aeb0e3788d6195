"""The journal beside OUT: one SQLite file with a record per input and the documents parsed so far.

A record and its document are committed together, so that a run that is killed at any moment is resumed from what the
journal holds; the file recovers by itself when it is next opened.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import sqlite3
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from types import TracebackType

from referat_parser.batch.values import CannotGoOn, Item, Parsed, Record, Skipped
from referat_parser.writers import Entry

_SCHEMA = """
CREATE TABLE IF NOT EXISTS inputs (
    name TEXT PRIMARY KEY, size INTEGER, stamp TEXT NOT NULL, sha256 TEXT, version TEXT NOT NULL, kode TEXT, besked TEXT,
    seconds REAL NOT NULL, pages INTEGER, punkter INTEGER, daekning REAL, advarsler INTEGER,
    ocr_pages INTEGER, ocr TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS inputs_by_content ON inputs (sha256, version);
CREATE TABLE IF NOT EXISTS documents (sha256 TEXT PRIMARY KEY, version TEXT NOT NULL, packed BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS work (
    name TEXT PRIMARY KEY, kind TEXT NOT NULL, path BLOB NOT NULL, member TEXT, size INTEGER, stamp TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS skipped (name TEXT PRIMARY KEY, why TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""
_FORM = "2"
_PAGE = 500
_SECONDS_A_COMMIT = 0.5
_FIELDS = ", ".join(Record._fields)


def journal_path(out: Path) -> Path:
    return out.with_name(out.name + ".journal")


class Journal:
    """The journal of one OUT, open. Raises sqlite3.Error when the disk fails; what was committed stays."""

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        self.path = path
        self._read_only = read_only
        location = f"{path.absolute().as_uri()}?mode=ro" if read_only else path.absolute().as_uri()
        self._base = sqlite3.connect(location, uri=True, isolation_level=None)
        self._committed = time.monotonic()
        if not read_only:
            self._base.execute("PRAGMA journal_mode=WAL")
            self._base.execute("PRAGMA synchronous=NORMAL")
            self._base.executescript(_SCHEMA)
        found = self.fact("form")
        if found is None and not read_only:
            self.set_fact("form", _FORM)
        elif found != _FORM:
            raise CannotGoOn(f"{path}: a journal of another version; move it away, or name another OUT", 2)

    def __enter__(self) -> Journal:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with contextlib.suppress(sqlite3.Error):
            self.commit()
            if not self._read_only:
                # One file, that can be read from a place that may not be written.
                self._base.execute("PRAGMA journal_mode=DELETE")
        self._base.close()

    def commit(self) -> None:
        if self._base.in_transaction:
            self._base.execute("COMMIT")
        self._committed = time.monotonic()

    def _begin(self) -> None:
        if not self._base.in_transaction:
            self._base.execute("BEGIN")

    # --- the work list ------------------------------------------------------------------------------

    def set_work(self, found: Iterable[Item | Skipped]) -> None:
        """Replaces the work list, whole or not at all."""
        self._begin()
        try:
            self._base.execute("DELETE FROM work")
            self._base.execute("DELETE FROM skipped")
            for item in found:
                if isinstance(item, Skipped):
                    self._base.execute("INSERT OR IGNORE INTO skipped VALUES (?, ?)", item)
                else:
                    self._base.execute("INSERT OR IGNORE INTO work VALUES (?, ?, ?, ?, ?, ?)", item)
        except BaseException:
            with contextlib.suppress(sqlite3.Error):
                self._base.execute("ROLLBACK")
            raise
        self.commit()

    def forget_failed(self, *, all_of_them: bool) -> None:
        """Takes out the records of inputs that could not be read, or of all that failed, so that they are done again."""
        which = "kode IS NOT NULL" if all_of_them else "sha256 IS NULL"
        self._base.execute(f"DELETE FROM inputs WHERE {which} AND name IN (SELECT name FROM work)")

    def to_do(self, version: str, marks: Sequence[str]) -> Iterator[Item]:
        """The inputs without a record, or changed since, or done by another version, or with none of the marks, in order of name."""
        out_of_date = _out_of_date(marks)
        last = ""
        while True:
            rows = self._base.execute(
                "SELECT w.name, w.kind, w.path, w.member, w.size, w.stamp FROM work w LEFT JOIN inputs i USING (name) "
                f"WHERE w.name > ? AND {out_of_date} ORDER BY w.name LIMIT ?",
                (last, version, *marks, _PAGE),
            ).fetchall()
            if not rows:
                return
            yield from (Item(*row) for row in rows)
            last = rows[-1][0]

    def count_work(self) -> int:
        return int(self._base.execute("SELECT count(*) FROM work").fetchone()[0])

    def count_to_do(self, version: str, marks: Sequence[str]) -> int:
        """How many `to_do` has."""
        return int(
            self._base.execute(
                f"SELECT count(*) FROM work w LEFT JOIN inputs i USING (name) WHERE {_out_of_date(marks)}",
                (version, *marks),
            ).fetchone()[0]
        )

    # --- records ------------------------------------------------------------------------------------

    def add(self, record: Record, packed: bytes | None = None) -> None:
        """Adds or replaces an input's record, with its document where it is new. Committed twice a second."""
        self._begin()
        if packed is not None:
            self._base.execute(
                "INSERT OR REPLACE INTO documents VALUES (?, ?, ?)", (record.sha256, record.version, packed)
            )
        self._base.execute(f"INSERT OR REPLACE INTO inputs ({_FIELDS}) VALUES ({', '.join('?' * len(record))})", record)
        if time.monotonic() - self._committed > _SECONDS_A_COMMIT:
            self.commit()

    def known(self, sha256: str, version: str, marks: Sequence[str]) -> Parsed | None:
        """What became of the same content under another name, without its document, which the journal has."""
        row = self._base.execute(
            "SELECT kode, besked, pages, punkter, daekning, advarsler, ocr_pages, ocr FROM inputs "
            f"WHERE sha256 = ? AND version = ? AND ocr IN ({_places(marks)}) LIMIT 1",
            (sha256, version, *marks),
        ).fetchone()
        if row is None:
            return None
        kode, besked, *counts = row
        return Parsed(kode, besked, 0.0, *counts)

    # --- the result ---------------------------------------------------------------------------------

    def entries(self, version: str) -> Iterator[Entry]:
        """Every input of the work list with its record and document, in order of name."""
        # Ordered by work's own key: nothing is sorted in memory.
        rows = self._base.execute(
            "SELECT w.name, i.size, i.sha256, i.version, i.kode, i.besked, i.pages, i.punkter, i.daekning, i.advarsler, "
            "d.packed FROM work w JOIN inputs i USING (name) "
            "LEFT JOIN documents d ON d.sha256 = i.sha256 AND i.kode IS NULL WHERE i.version = ? ORDER BY w.name",
            (version,),
        )
        for row in rows:
            yield Entry.of_packed(*row)

    def fingerprint(self, version: str) -> str:
        """A sum of all that OUT is made of."""
        total = hashlib.sha256(version.encode())
        for row in self._base.execute(
            "SELECT w.name, i.size, i.sha256, i.kode, i.besked, i.ocr FROM work w JOIN inputs i USING (name) ORDER BY w.name"
        ):
            total.update(repr(row).encode())
        return total.hexdigest()

    def records(self, *, failed: bool = False) -> Iterator[Record]:
        """The records of the work list in order of name."""
        rows = self._base.execute(
            f"SELECT {', '.join('i.' + name for name in Record._fields)} FROM work w JOIN inputs i USING (name) "
            f"{'WHERE i.kode IS NOT NULL' if failed else ''} ORDER BY w.name"
        )
        return (Record(*row) for row in rows)

    def counts(self) -> dict[str | None, int]:
        """How many inputs of the work list ended in each code; None is a document."""
        return dict(
            self._base.execute("SELECT i.kode, count(*) FROM work w JOIN inputs i USING (name) GROUP BY 1 ORDER BY 1")
        )

    def skipped(self) -> dict[str, int]:
        return dict(self._base.execute("SELECT why, count(*) FROM skipped GROUP BY why ORDER BY why"))

    def same_content(self) -> int:
        """How many inputs have the content of another one."""
        row = self._base.execute(
            "SELECT count(*) - count(DISTINCT i.sha256) FROM work w JOIN inputs i USING (name) WHERE i.sha256 IS NOT NULL"
        ).fetchone()
        return int(row[0])

    def totals(self) -> tuple[float, int, int]:
        """CPU seconds, pages and punkter in all."""
        row = self._base.execute(
            "SELECT total(i.seconds), total(i.pages), total(i.punkter) FROM work w JOIN inputs i USING (name)"
        ).fetchone()
        return float(row[0]), int(row[1]), int(row[2])

    def pictures(self) -> tuple[int, int, int, int]:
        """Pages read as pictures and the inputs that have them; inputs with such pages left unread, for all or for too many."""
        row = self._base.execute(
            "SELECT total(i.ocr_pages), total(i.ocr_pages > 0), total(i.ocr = 'never'), total(i.ocr LIKE '%:%') "
            "FROM work w JOIN inputs i USING (name)"
        ).fetchone()
        read, inputs, unread, cut = map(int, row)
        return read, inputs, unread, cut

    # --- facts --------------------------------------------------------------------------------------

    def fact(self, name: str) -> str | None:
        row = self._base.execute("SELECT value FROM facts WHERE name = ?", (name,)).fetchone()
        return row[0] if row else None

    def set_fact(self, name: str, value: str) -> None:
        self._base.execute("INSERT OR REPLACE INTO facts VALUES (?, ?)", (name, value))


def _out_of_date(marks: Sequence[str]) -> str:
    """The condition that an input is to be done; its parameters are the version and the marks."""
    return (
        "(i.name IS NULL OR i.version <> ? OR i.stamp <> w.stamp OR (w.size IS NOT NULL AND i.size IS NOT w.size) "
        f"OR i.ocr NOT IN ({_places(marks)}))"
    )


def _places(values: Sequence[str]) -> str:
    return ", ".join("?" * len(values))


@contextlib.contextmanager
def only_one(out: Path) -> Iterator[None]:
    """Holds OUT against a second run. Raises CannotGoOn when another has it.

    The lock is the system's and goes with the process, however it ends.
    """
    path = out.with_name(out.name + ".lock")
    while True:
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
        try:
            _lock(handle)
        except OSError:
            os.close(handle)
            raise CannotGoOn(f"{out}: another run is writing it; wait for it, or name another OUT", 2) from None
        # The holder before may have removed the file between our opening and our locking it.
        with contextlib.suppress(FileNotFoundError):
            if os.path.samestat(os.fstat(handle), os.stat(path)):
                break
        os.close(handle)
    try:
        yield
    finally:
        with contextlib.suppress(OSError):
            os.unlink(path)
        os.close(handle)


def _lock(handle: int) -> None:
    if os.name == "nt":
        import msvcrt

        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
    else:
        import fcntl

        # A record lock, because a child does not inherit it.
        fcntl.lockf(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
