"""JSON Lines: the documents, one a line, also packed with gzip or zstd. Inputs without a document are left out."""

from __future__ import annotations

import contextlib
import gzip
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, cast

from referat_parser.writers import Entry

ENDINGS = (".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz", ".jsonl.zst", ".ndjson.zst")
NEEDS: tuple[str, ...] = ()
NEEDS_BY_ENDING = {".zst": ("zstandard",)}
EXTRA = "batch"
SUMMARY = "the documents, one a line"


def write(entries: Iterable[Entry], target: Path) -> None:
    """Writes one file; `target` ends as OUT does, which says how it is packed."""
    with _open(target) as file:
        for entry in entries:
            if entry.document is not None:
                file.write(entry.document)
                file.write(b"\n")


@contextlib.contextmanager
def _open(target: Path) -> Iterator[IO[bytes]]:
    with target.open("wb") as raw:
        if target.suffix.lower() == ".gz":
            # Neither a name nor a time in the header: the same documents give the same bytes.
            with gzip.GzipFile("", "wb", compresslevel=6, fileobj=raw, mtime=0) as file:
                yield cast("IO[bytes]", file)
        elif target.suffix.lower() == ".zst":
            import zstandard

            with zstandard.ZstdCompressor(level=6).stream_writer(raw, closefd=False) as file:
                yield file
        else:
            yield raw
