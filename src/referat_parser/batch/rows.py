"""An input and its document as one Arrow row: what a shard of a cluster writes and what Spark gets back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from referat_parser.batch.local import Done
from referat_parser.batch.values import Record

COLUMNS: tuple[tuple[str, str, str], ...] = (
    ("fil", "string", "name of the input"),
    ("stoerrelse", "int64", "bytes"),
    ("maerke", "string", "what changes when the content does"),
    ("sha256", "string", "of its content; null where it could not be read"),
    ("parser", "string", "version of referat-parser"),
    ("kode", "string", "why there is no document; null where there is one"),
    ("besked", "string", "the same in words"),
    ("sekunder", "double", "CPU time"),
    ("sider", "int64", "pages; null for a text"),
    ("punkter", "int64", "number of items"),
    ("daekning", "double", "share of the words that the fields hold"),
    ("advarsler", "int64", "number of warnings"),
    ("ocr_sider", "int64", "number of pages read as pictures"),
    (
        "ocr",
        "string",
        "the --ocr that this rests on: any, text (all but always), never, auto, always; with :N where N pages were the most",
    ),
    ("dokument", "string", "the JSON of the document; null where there is none"),
)


def arrow_schema() -> Any:
    """The schema of the rows."""
    import pyarrow as pa

    types = {"string": pa.string(), "int64": pa.int64(), "double": pa.float64()}
    return pa.schema([pa.field(name, types[kind]) for name, kind, _ in COLUMNS])


def to_batch(rows: Iterable[tuple[Record, str | None]]) -> Any:
    """Records, each with the JSON of its document, as one Arrow record batch."""
    import pyarrow as pa

    schema = arrow_schema()
    whole = [(*record, document) for record, document in rows]
    columns = zip(*whole, strict=True) if whole else [()] * len(schema)
    arrays = [pa.array(list(values), field.type) for values, field in zip(columns, schema, strict=True)]
    return pa.RecordBatch.from_arrays(arrays, schema=schema)


def from_batch(batch: Any) -> Iterator[Done]:
    """The records of a batch, each with its document packed."""
    import zlib

    for row in batch.to_pylist():
        *fields, document = row.values()
        yield Record(*fields), None if document is None else zlib.compress(document.encode(), 1)
