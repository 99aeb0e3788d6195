"""A folder of CSV files, one a table: UTF-8, comma, header, quotes where needed, null as an empty field."""

from __future__ import annotations

import contextlib
import csv
from collections.abc import Iterable
from pathlib import Path

from referat_parser.writers import Entry
from referat_parser.writers.tables import TABLES, rows_of

ENDINGS = (".csv",)
NEEDS: tuple[str, ...] = ()
EXTRA = "batch"
SUMMARY = "a folder of CSV files, one a table"


def write(entries: Iterable[Entry], target: Path) -> None:
    """Writes `target/TABLE.csv` for every table, also an empty one. Texts stand as they are, formulas too."""
    target.mkdir()
    with contextlib.ExitStack() as stack:
        writers = {}
        for table in TABLES:
            file = stack.enter_context((target / f"{table.name}.csv").open("w", encoding="utf-8", newline=""))
            writers[table.name] = csv.writer(file, lineterminator="\r\n")
            writers[table.name].writerow([column.name for column in table.columns])
        for entry in entries:
            for name, row in rows_of(entry):
                writers[name].writerow([int(value) if isinstance(value, bool) else value for value in row])
