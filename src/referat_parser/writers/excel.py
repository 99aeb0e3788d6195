"""An Excel workbook: one sheet a table, with filters and a frozen head."""

from __future__ import annotations

import datetime as dt
import re
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import IO, Any, TypeVar

from referat_parser.writers import Entry
from referat_parser.writers.tables import TABLES, Row, Table, rows_of

T = TypeVar("T")

ENDINGS = (".xlsx",)
NEEDS = ("xlsxwriter",)
EXTRA = "excel"
SUMMARY = "an Excel workbook, one sheet a table"

_MOST_ROWS = 1_048_576
_MOST_CHARACTERS = 32_767
_CUT = " … [afkortet]"
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""What XML 1.0 cannot hold."""
_WIDTHS = {"text": 18, "integer": 9, "real": 9, "boolean": 9, "date": 12}
_WIDE = {"titel": 50, "tekst": 80, "besked": 60, "fil": 40, "overskrift": 30, "udvalg": 28, "navn": 26, "hvem": 26}


def write(entries: Iterable[Entry], target: Path) -> None:
    """Writes the workbook. A text longer than a cell may hold ends in "… [afkortet]"; a full sheet goes on in a second.

    Nothing is taken for a formula or a link.
    """
    import xlsxwriter
    from xlsxwriter.exceptions import XlsxWriterException

    sheets_folder = target.with_name(f"{target.name}.sheets")
    shutil.rmtree(sheets_folder, ignore_errors=True)
    sheets_folder.mkdir()
    options = {
        "constant_memory": True,
        "tmpdir": str(sheets_folder),
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    try:
        with target.open("wb") as file:
            book = xlsxwriter.Workbook(_Disk(file), options)
            # A time of its own would make every workbook another one.
            book.set_properties({"created": dt.datetime(2000, 1, 1)})
            book.use_zip64()
            sheets = {table.name: _Sheet(book, table) for table in TABLES}
            for entry in entries:
                for name, row in rows_of(entry):
                    sheets[name].add(row)
            for sheet in sheets.values():
                sheet.finish()
            book.close()
    except XlsxWriterException as error:
        raise OSError(str(error)) from error
    finally:
        shutil.rmtree(sheets_folder, ignore_errors=True)


class _Disk:
    """A file whose first failed write is an error and whose later ones are nothing.

    zipfile writes once more when it is thrown away, and what then fails would be said on standard error.
    """

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._full = False

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)

    def write(self, data: bytes) -> int:
        return self._try(lambda: self._file.write(data), len(data))

    def flush(self) -> None:
        self._try(self._file.flush, None)

    def seek(self, offset: int, whence: int = 0) -> int:
        return self._try(lambda: self._file.seek(offset, whence), 0)

    def _try(self, do: Callable[[], T], otherwise: T) -> T:
        if self._full:
            return otherwise
        try:
            return do()
        except OSError:
            self._full = True
            raise


class _Sheet:
    """A table's sheet, and its next one when it is full."""

    def __init__(self, book: Any, table: Table) -> None:
        self._book, self._table = book, table
        self._number = 0
        self._head = book.add_format({"bold": True, "bottom": 1, "bg_color": "#E8EEF4"})
        self._date = book.add_format({"num_format": "yyyy-mm-dd"})
        self._begin()

    def _begin(self) -> None:
        self._number += 1
        name = self._table.name if self._number == 1 else f"{self._table.name} {self._number}"
        self._sheet = self._book.add_worksheet(name)
        self._sheet.freeze_panes(1, 0)
        for i, column in enumerate(self._table.columns):
            self._sheet.set_column(i, i, _WIDE.get(column.name, _WIDTHS[column.type]))
            self._sheet.write_string(0, i, column.name, self._head)
        self._next = 1

    def add(self, row: Row) -> None:
        if self._next == _MOST_ROWS:
            self.finish()
            self._begin()
        for i, (value, column) in enumerate(zip(row, self._table.columns, strict=True)):
            if value is None:
                continue
            if column.type == "date":
                self._write_date(i, value)
            elif isinstance(value, bool):
                self._sheet.write_boolean(self._next, i, value)
            elif isinstance(value, int | float):
                self._sheet.write_number(self._next, i, value)
            else:
                self._sheet.write_string(self._next, i, _fit(value))
        self._next += 1

    def _write_date(self, i: int, value: str) -> None:
        day = dt.date.fromisoformat(value)
        if day.year >= 1900:
            self._sheet.write_datetime(self._next, i, dt.datetime(day.year, day.month, day.day), self._date)
        else:
            self._sheet.write_string(self._next, i, value)

    def finish(self) -> None:
        self._sheet.autofilter(0, 0, max(self._next - 1, 1), len(self._table.columns) - 1)


def _fit(text: str) -> str:
    text = _FORBIDDEN.sub("", text)
    return text if len(text) <= _MOST_CHARACTERS else text[: _MOST_CHARACTERS - len(_CUT)] + _CUT
