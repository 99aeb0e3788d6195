"""Minutes on Spark and Databricks: a function for `mapInArrow`, with nothing to install but this package and pyarrow.

from referat_parser.spark import SCHEMA, parse_batches

files = spark.read.format("binaryFile").option("recursiveFileLookup", "true").load("/Volumes/referater")
files.select("path", "content").mapInArrow(parse_batches, SCHEMA).write.saveAsTable("referater")
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

from referat_parser import __version__
from referat_parser.batch.rows import COLUMNS, to_batch
from referat_parser.batch.values import Content, Item, Parsed, Record, make_record, make_unread
from referat_parser.batch.workers import Pool
from referat_parser.errors import Unreadable
from referat_parser.guard.jail import Limits
from referat_parser.guard.ocr import NO_OCR, Ocr

if TYPE_CHECKING:
    import pyarrow as pa

SCHEMA = ", ".join(f"{name} {'bigint' if kind == 'int64' else kind}" for name, kind, _ in COLUMNS)
"""The rows that come back, as Spark writes a schema."""


def parse_batches(
    batches: Iterator[pa.RecordBatch], limits: Limits | None = None, ocr: Ocr | None = None
) -> Iterator[pa.RecordBatch]:
    """One row per input row, in the same order: the document as JSON, or `kode` and `besked` that say why there is none.

    Each input batch has the columns `path` (string) and `content` (binary), as Spark's `binaryFile` gives them; others
    are left out. Documents are parsed in a guarded process, so that one that kills it costs its own row only.
    Pictures are read when `ocr` says so, on executors that have Tesseract.
    """
    limits = limits or Limits()
    with Pool(1, limits, ocr=ocr or NO_OCR) as pool:
        for batch in batches:
            paths, contents = batch.column("path"), batch.column("content")
            rows = [_parse(pool, path.as_py(), content.as_py()) for path, content in zip(paths, contents, strict=True)]
            yield to_batch(rows)


def _parse(pool: Pool, path: str, data: bytes | None) -> tuple[Record, str | None]:
    from referat_parser.writers import unpack_document

    item = Item(path, "url", path.encode())
    if data is None:
        return make_unread(item, Unreadable("has no content; check that the file can be read"), __version__), None
    content = Content(b"", len(data), hashlib.sha256(data).hexdigest(), "")
    pool.submit(path, data)
    parsed: Parsed | None = None
    while parsed is None:
        parsed = next((result for _, result in pool.wait(1.0)), None)
    document = None if parsed.packed is None else unpack_document(parsed.packed, path).decode()
    return make_record(item, content, parsed, __version__), document


__all__ = ["SCHEMA", "parse_batches"]
