"""A SQLite database: the tables with keys and indexes, and full-text search that finds parts of words."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from referat_parser.writers import Entry
from referat_parser.writers.tables import TABLES, Row, Table, rows_of

ENDINGS = (".sqlite", ".sqlite3", ".db")
NEEDS = ("sqlite_utils",)
EXTRA = "sqlite"
SUMMARY = "a SQLite database with full-text search"

_PYTHON_TYPES = {"text": str, "integer": int, "real": float, "boolean": int, "date": str}
# Trigrams find "tilladelse" in "byggetilladelse". The tokenizer keeps diacritics unless told otherwise ("remove_diacritics 0"
# is its default, and naming it would shut out SQLite before 3.45), so that å is never taken for a.
TOKENIZER = "trigram"
_ROWS_AT_ONCE = 2000


def write(entries: Iterable[Entry], target: Path) -> None:
    """Writes the database. Search: `SELECT … FROM vedtagelser_fts WHERE vedtagelser_fts MATCH '"tilladelse"'`."""
    import sqlite3

    import sqlite_utils

    base = sqlite_utils.Database(sqlite3.connect(target, isolation_level=None))
    try:
        # A half-written file is thrown away as a whole, so that a journal of its own would only cost time.
        base.execute("PRAGMA journal_mode=OFF")
        base.execute("PRAGMA synchronous=OFF")
        # Lets Python see a signal during a long statement.
        base.conn.set_progress_handler(lambda: 0, 200_000)
        for table in TABLES:
            _create(base, table)
        base.execute("BEGIN")
        waiting: dict[str, list[Row]] = {table.name: [] for table in TABLES}
        for entry in entries:
            for name, row in rows_of(entry):
                waiting[name].append(row)
                if len(waiting[name]) >= _ROWS_AT_ONCE:
                    _insert(base, name, waiting[name])
        for name, rows in waiting.items():
            _insert(base, name, rows)
        base.execute("COMMIT")
        for table in TABLES:
            _index(base, table)
    finally:
        base.conn.close()


def _create(base: Any, table: Table) -> None:
    base[table.name].create(
        {column.name: _PYTHON_TYPES[column.type] for column in table.columns},
        pk=table.key,
        foreign_keys=[
            (column.name, column.refers, _key_of(column.refers))
            for column in table.columns
            if column.refers is not None
        ],
    )


def _key_of(table: str) -> str:
    return next(t.key for t in TABLES if t.name == table and t.key is not None)


def _insert(base: Any, name: str, rows: list[Row]) -> None:
    if rows:
        base.conn.executemany(f"INSERT INTO {name} VALUES ({', '.join('?' * len(rows[0]))})", rows)
        rows.clear()


def _index(base: Any, table: Table) -> None:
    for column in table.columns:
        if column.refers is not None or column.name in ("dato", "udfald", "udvalg", "sagsnummer", "navn"):
            base[table.name].create_index([column.name])
    if table.search:
        base[table.name].enable_fts(table.search, tokenize=TOKENIZER)
