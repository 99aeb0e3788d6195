"""A small supervisor of isolated workers: a document that kills, hangs or swells its worker costs one result, its own."""

from __future__ import annotations

import contextlib
import gc
import itertools
import json
import multiprocessing as mp
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from referat_parser.batch.values import CannotGoOn, Parsed
from referat_parser.guard.jail import MIB, Limits, enter
from referat_parser.guard.ocr import NO_OCR, PAGE_LIMITS, Ocr

if TYPE_CHECKING:
    from referat_parser.extract.ocr import Recognised

_DOCUMENTS_A_WORKER = 250
_GROWTH = 32 * MIB
_DOCUMENTS_A_COLLECTION = 100
_PAGE_SECONDS = PAGE_LIMITS.wall_factor * PAGE_LIMITS.cpu_seconds(1, 0)
_PAGE_BYTES = 16 << 20
_LIFETIME = 7 * 24 * 3600.0
"""CPU seconds that a worker could be granted in all; each document has its own limit well below it."""


Work = Callable[[bytes, Limits, str | None, Ocr], Parsed]
"""What a worker does with one content: `warm.parse_content`, or another function that a new process can import."""


@dataclass(slots=True)
class _Worker:
    process: BaseProcess
    connection: Connection
    done: int = 0
    key: str | None = None
    data: bytes = field(default=b"", repr=False)
    deadline: float = 0.0


class Pool:
    """So many workers, each a process under the guard's limits that parses one document after another.

    A worker is replaced after 250 documents, when it has grown, and when it dies. A document whose worker died is tried
    again in a fresh one, so that neither a predecessor's traces nor a stray kill is taken for its fault.
    Use as a context manager: leaving it ends every worker at once.
    """

    def __init__(
        self,
        count: int,
        limits: Limits,
        *,
        password: str | None = None,
        rules: Path | None = None,
        ocr: Ocr = NO_OCR,
        work: Work | None = None,
    ) -> None:
        self.count = count
        self._limits = limits
        self._settings = (limits, password, rules, ocr, work)
        self._context = _context()
        self._workers: list[_Worker] = []
        self._deaths: dict[str, int] = {}

    def __enter__(self) -> Pool:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for worker in self._workers:
            worker.process.kill()
        for worker in self._workers:
            worker.connection.close()
            worker.process.join(1)
        self._workers = []

    @property
    def free(self) -> bool:
        """Whether `submit` has a worker at once."""
        return len(self._workers) < self.count or any(worker.key is None for worker in self._workers)

    @property
    def busy(self) -> bool:
        return any(worker.key is not None for worker in self._workers)

    def submit(self, key: str, data: bytes) -> None:
        """Hands a document to a free worker. `key` comes back with its result."""
        assert self.free
        while True:
            idle = next((worker for worker in self._workers if worker.key is None), None)
            worker = idle or self._start()
            worker.key, worker.data = key, data
            worker.deadline = time.monotonic() + self._most_seconds(data)
            try:
                worker.connection.send_bytes(data)
            except (BrokenPipeError, ConnectionError):
                # It died idle or while it was being handed the document: no fault of the document's.
                self._drop(worker)
                self._count_death(key)
                if self._deaths[key] > 3:
                    raise
                continue
            return

    def wait(self, timeout: float) -> list[tuple[str, Parsed]]:
        """The results that are there, waiting up to `timeout` seconds for the first."""
        busy = {worker.connection: worker for worker in self._workers if worker.key is not None}
        ready = wait(list(busy), timeout) if busy else []
        results = [result for item in ready for result in self._receive(busy[item])]  # type: ignore[index]
        now = time.monotonic()
        late = [worker for worker in self._workers if worker.key is not None and now > worker.deadline]
        endless = Parsed("limit-time", "it does not come to an end; the file is damaged or hostile")
        return results + [(self._end(worker), endless) for worker in late]

    def _receive(self, worker: _Worker) -> Iterator[tuple[str, Parsed]]:
        key, data = worker.key, worker.data
        assert key is not None
        try:
            fields = json.loads(worker.connection.recv_bytes(1 << 20))
            if "page" in fields:
                _keep_page(worker.connection, fields["page"])
                worker.deadline = time.monotonic() + _PAGE_SECONDS + self._most_seconds(data)
                return
            result, spent = _read_result(fields, worker.connection, self._limits)
        except (EOFError, OSError):
            yield from self._bury(worker)
            return
        worker.key, worker.data = None, b""
        worker.done += 1
        if result.kode in ("limit-memory", "limit-size"):
            spent = True
        if spent or worker.done >= _DOCUMENTS_A_WORKER:
            was_fresh = worker.done == 1
            self._drop(worker)
            if result.kode == "limit-memory" and not was_fresh and not self._deaths.get(key):
                self._again(key, data)
                return
        self._deaths.pop(key, None)
        yield key, result

    def _most_seconds(self, data: bytes) -> float:
        """By the clock: how long a worker may be silent over a document."""
        return self._limits.wall_factor * self._limits.cpu_seconds(self._limits.pages, len(data))

    def _bury(self, worker: _Worker) -> Iterator[tuple[str, Parsed]]:
        """What the death of a worker means for its document: another try, or the reason."""
        data = worker.data
        worker.process.join(5)
        code = worker.process.exitcode
        key = self._end(worker)
        out_of_time = code == -getattr(signal, "SIGXCPU", 0)
        tries = 3 if code == -getattr(signal, "SIGKILL", 0) else 1
        if not out_of_time and self._deaths.get(key, 0) < tries:
            self._again(key, data)
            return
        self._deaths.pop(key, None)
        yield key, _explain_death(code, out_of_time)

    def _again(self, key: str, data: bytes) -> None:
        self._count_death(key)
        # A worker that has parsed nothing yet; an idle old one makes room for it.
        idle = next((worker for worker in self._workers if worker.key is None), None)
        if idle is not None:
            self._drop(idle)
        self.submit(key, data)

    def _count_death(self, key: str) -> None:
        self._deaths[key] = self._deaths.get(key, 0) + 1

    def _end(self, worker: _Worker) -> str:
        assert worker.key is not None
        self._drop(worker)
        return worker.key

    def _drop(self, worker: _Worker) -> None:
        worker.process.kill()
        worker.connection.close()
        worker.process.join(1)
        self._workers.remove(worker)

    def _start(self) -> _Worker:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(target=_serve, args=(theirs, *self._settings), daemon=True)  # type: ignore[attr-defined]
        try:
            with _children_allowed():
                process.start()
        except (OSError, EOFError) as error:
            raise CannotGoOn(
                f"no worker can be started ({error}); free memory or processes and run it again"
            ) from error
        theirs.close()
        worker = _Worker(process, ours)
        self._workers.append(worker)
        return worker


def _context() -> BaseContext:
    """Workers are forked from a small server without threads, which dies with this process and takes them along."""
    if "forkserver" not in mp.get_all_start_methods():
        return mp.get_context("spawn")
    context = mp.get_context("forkserver")
    context.set_forkserver_preload(["referat_parser.batch.warm"])
    return context


@contextlib.contextmanager
def _children_allowed() -> Iterator[None]:
    """A Dask worker is "daemonic", which multiprocessing takes for a reason to refuse it children of its own."""
    config = getattr(mp.current_process(), "_config", {})
    before = config.get("daemon")
    config["daemon"] = False
    try:
        yield
    finally:
        config["daemon"] = before


def _explain_death(code: int | None, out_of_time: bool) -> Parsed:
    if out_of_time:
        return Parsed("limit-time", "it takes more CPU time than its pages may; raise --max-seconds if you trust it")
    number = -(code or 0)
    if number in (signal.SIGABRT, getattr(signal, "SIGTRAP", None), signal.SIGILL):
        return Parsed("limit-memory", "it takes more memory than allowed; raise --max-memory if you trust it")
    name = signal.Signals(number).name if number > 0 else f"exit {code}"
    return Parsed("crashed", f"the PDF engine died ({name}); the file is damaged or hostile")


def _read_result(fields: dict[str, Any], connection: Connection, limits: Limits) -> tuple[Parsed, bool]:
    """A worker's answer, and whether the worker should be replaced. What is read is data, never unpickled."""
    packed = connection.recv_bytes(limits.result * MIB) if fields.pop("packed") else None
    spent = fields.pop("spent")
    return Parsed(**fields, packed=packed), spent


def _keep_page(connection: Connection, named: list[str] | None) -> None:
    """Puts a page that a worker has read into the cache, which it may not write itself; None is a page that it begins."""
    if named is not None:
        from referat_parser.extract.ocr import from_plain
        from referat_parser.guard.ocr_cache import keep

        digest, engine = named
        page = connection.recv_bytes(_PAGE_BYTES)
        with contextlib.suppress(ValueError):
            keep(digest, engine, from_plain(json.loads(page)))


# --- the worker -----------------------------------------------------------------------------------------


def _serve(
    connection: Connection, limits: Limits, password: str | None, rules: Path | None, ocr: Ocr, work: Work | None
) -> None:
    """Parses what comes until the connection closes."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN if number == signal.SIGINT else signal.SIG_DFL)
    void = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(void, stream)
    if work is None:
        from referat_parser.batch.warm import parse_content

        work = parse_content
    if rules is not None:
        from referat_parser.lexicon import use_rules

        use_rules(rules)
    if ocr.mode != "never":
        ocr = _ready_for_pictures(ocr, connection)
    enter(limits, _LIFETIME, most_memory=0 if ocr.mode == "never" else PAGE_LIMITS.memory)
    # What was loaded before the fork stays, and is neither scanned nor copied by a collection. With frozen values about,
    # what a document leaves young would be scanned again and again: a fifth of the time. Collection is at set turns only.
    gc.freeze()
    gc.disable()
    turn = itertools.count(1)
    start = _address_space()
    with contextlib.suppress(EOFError, OSError):
        while True:
            data = connection.recv_bytes()
            if not next(turn) % _DOCUMENTS_A_COLLECTION:
                gc.collect()
                gc.freeze()  # what is remembered of wordings stays, and need not be scanned the next time
            result = work(data, limits, password, ocr)
            del data
            fields = result._replace(packed=None)._asdict()
            fields["packed"] = result.packed is not None
            fields["spent"] = _address_space() - start > _GROWTH
            connection.send_bytes(json.dumps(fields).encode())
            if result.packed is not None:
                connection.send_bytes(result.packed)
    os._exit(0)


def _ready_for_pictures(ocr: Ocr, connection: Connection) -> Ocr:
    """Loads what reads pages, once for all children that will, and lets the supervisor hear of each page."""
    import PIL.ImageChops  # noqa: F401

    from referat_parser.errors import OcrMissing
    from referat_parser.extract.ocr import find_engine, to_plain

    with contextlib.suppress(OcrMissing):  # each page is then named with it
        find_engine()

    def begin(_page: int, _at: int, _count: int) -> None:
        connection.send_bytes(b'{"page": null}')

    def keep(digest: str, engine: str, page: Recognised) -> None:
        connection.send_bytes(json.dumps({"page": [digest, engine]}).encode())
        connection.send_bytes(json.dumps(to_plain(page)).encode())

    return ocr._replace(on_page=begin, keep=keep)


def _address_space() -> int:
    if sys.platform != "linux":
        return 0
    with open("/proc/self/statm", "rb") as file:
        return int(file.read().split()[0]) * os.sysconf("SC_PAGESIZE")
