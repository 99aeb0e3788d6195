"""The work list done by a Dask cluster: a task a shard of inputs, a Parquet part a task, a guarded worker in each.

The parts lie beside OUT in a folder that every machine sees. A part appears whole or not at all, is read into the
journal when it is there, and is never made twice: what a lost machine had not finished is done by another.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from referat_parser.batch.local import Done, parse_items
from referat_parser.batch.rows import arrow_schema, from_batch, to_batch
from referat_parser.batch.values import CannotGoOn, Item
from referat_parser.batch.workers import Pool
from referat_parser.errors import OcrMissing
from referat_parser.guard.jail import Limits
from referat_parser.guard.ocr import Ocr

if TYPE_CHECKING:
    from referat_parser.batch.engine import Options

_INPUTS_A_SHARD = 100
_SHARDS_A_WORKER = 4
"""How many shards a worker may have waiting: the list of a large archive is not sent out at once."""


def parts_path(out: Path) -> Path:
    return out.with_name(out.name + ".parts")


def parse_with_dask(to_do: Iterable[Item], options: Options) -> Iterator[Done]:
    """The record of every item with its packed document, shard by shard as they end.

    Raises CannotGoOn when Dask is not installed or the scheduler does not answer.
    """
    folder = parts_path(options.out).absolute()
    folder.mkdir(exist_ok=True)
    # What a run that was stopped had made; what of it is out of date is still in `to_do`, which is asked afterwards.
    for part in sorted(folder.glob("*.parquet")):
        yield from _read_part(part)
    shards = _shards(iter(to_do))
    first = next(shards, None)
    if first is not None:
        yield from _submit(chain([first], shards), folder, options)
    # Everything in them has been given to the journal.
    shutil.rmtree(folder, ignore_errors=True)


def _submit(shards: Iterator[list[Item]], folder: Path, options: Options) -> Iterator[Done]:
    settings = (
        str(folder),
        options.version,
        options.limits,
        options.max_bytes,
        options.password,
        options.rules,
        options.ocr,
    )
    with _client(options) as client:
        from distributed import as_completed

        running = as_completed()
        room = _SHARDS_A_WORKER * max(len(client.scheduler_info()["workers"]), options.workers)
        for shard in islice(shards, room):
            running.add(client.submit(parse_shard, shard, *settings, pure=False))
        for future in running:
            try:
                part = Path(future.result())
            except OcrMissing as error:
                raise CannotGoOn(f"--ocr {options.ocr.mode}: in a worker of the cluster {error}", 2) from None
            for shard in islice(shards, 1):
                running.add(client.submit(parse_shard, shard, *settings, pure=False))
            yield from _read_part(part)
            future.release()


def parse_shard(
    items: list[Item],
    folder: str,
    version: str,
    limits: Limits,
    max_bytes: int,
    password: str | None,
    rules: Path | None,
    ocr: Ocr,
) -> str:
    """Runs in a Dask worker: makes the shard's part, unless it is there, and returns its path. Raises OcrMissing."""
    import pyarrow.parquet as pq

    from referat_parser.extract.ocr import find_engine

    if ocr.mode != "never":
        find_engine()
    name = hashlib.sha256(repr((items, version, ocr)).encode()).hexdigest()[:24]
    part = Path(folder, f"{name}.parquet")
    if part.exists():
        return str(part)
    with Pool(1, limits, password=password, rules=rules, ocr=ocr) as pool:
        seen: dict[str, Any] = {}
        done = parse_items(items, pool, version=version, max_bytes=max_bytes, known=seen.get)
        batch = to_batch((record, _text(packed)) for record, packed in done)
    half = part.with_suffix(f".{os.getpid()}.tmp")
    try:
        with pq.ParquetWriter(half, arrow_schema(), compression="zstd") as writer:
            writer.write_batch(batch)
        half.replace(part)
    finally:
        half.unlink(missing_ok=True)
    return str(part)


def _text(packed: bytes | None) -> str | None:
    import zlib

    return None if packed is None else zlib.decompress(packed).decode()


def _read_part(part: Path) -> Iterator[Done]:
    import pyarrow.parquet as pq

    with pq.ParquetFile(part) as file:
        for batch in file.iter_batches(batch_size=_INPUTS_A_SHARD):
            yield from from_batch(batch)


def _shards(items: Iterator[Item]) -> Iterator[list[Item]]:
    while shard := list(islice(items, _INPUTS_A_SHARD)):
        yield shard


@contextlib.contextmanager
def _client(options: Options) -> Iterator[Any]:
    try:
        import pyarrow.parquet  # noqa: F401
        from distributed import Client, LocalCluster
    except ImportError:
        raise CannotGoOn("--engine dask needs dask and pyarrow; pip install 'referat-parser[dask]'", 2) from None
    with contextlib.ExitStack() as stack:
        if options.scheduler is None:
            address: Any = stack.enter_context(
                LocalCluster(n_workers=options.workers, threads_per_worker=1, dashboard_address=None)
            )
        else:
            address = options.scheduler
        try:
            yield stack.enter_context(Client(address, timeout=10))
        except OSError as error:
            if options.scheduler is not None and "connect" in str(error).lower():
                raise CannotGoOn(
                    f"--scheduler {options.scheduler}: does not answer ({error}); check the address", 2
                ) from None
            raise
