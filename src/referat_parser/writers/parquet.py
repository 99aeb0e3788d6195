"""A folder of Parquet files, one a table, packed with zstd."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from referat_parser.writers import Entry
from referat_parser.writers.tables import TABLES, Row, Table, rows_of

ENDINGS = (".parquet",)
NEEDS = ("pyarrow",)
EXTRA = "parquet"
SUMMARY = "a folder of Parquet files, one a table"

_ROWS_A_GROUP = 20_000
_CHARACTERS_A_GROUP = 16_000_000
"""Row groups end by either, so that memory stays flat whatever the texts' length."""


def write(entries: Iterable[Entry], target: Path) -> None:
    """Writes `target/TABLE.parquet` for every table, also an empty one."""
    target.mkdir()
    with contextlib.ExitStack() as stack:
        files = {table.name: stack.enter_context(_File(table, target)) for table in TABLES}
        for entry in entries:
            for name, row in rows_of(entry):
                files[name].add(row)


class _File:
    """One Parquet file, written a row group at a time."""

    def __init__(self, table: Table, folder: Path) -> None:
        import pyarrow.parquet as pq

        self._schema = arrow_schema(table)
        self._dates = [i for i, column in enumerate(table.columns) if column.type == "date"]
        self._writer = pq.ParquetWriter(folder / f"{table.name}.parquet", self._schema, compression="zstd")
        self._rows: list[Row] = []
        self._characters = 0

    def __enter__(self) -> _File:
        return self

    def __exit__(self, *_: object) -> None:
        try:
            self._flush()
        finally:
            self._writer.close()

    def add(self, row: Row) -> None:
        self._rows.append(row)
        self._characters += sum(len(value) for value in row if isinstance(value, str))
        if len(self._rows) >= _ROWS_A_GROUP or self._characters >= _CHARACTERS_A_GROUP:
            self._flush()

    def _flush(self) -> None:
        if not self._rows:
            return
        import pyarrow as pa

        columns: list[Any] = [list(values) for values in zip(*self._rows, strict=True)]
        for i in self._dates:
            columns[i] = [dt.date.fromisoformat(value) if value else None for value in columns[i]]
        arrays = [pa.array(values, field.type) for values, field in zip(columns, self._schema, strict=True)]
        self._writer.write_table(pa.Table.from_arrays(arrays, schema=self._schema))
        self._rows, self._characters = [], 0


def arrow_schema(table: Table) -> Any:
    """The Arrow schema of a table."""
    import pyarrow as pa

    types = {
        "text": pa.string(),
        "integer": pa.int64(),
        "real": pa.float64(),
        "boolean": pa.bool_(),
        "date": pa.date32(),
    }
    return pa.schema([pa.field(column.name, types[column.type]) for column in table.columns])
