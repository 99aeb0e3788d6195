"""Guarded work in a fork of this process: warm, and a few milliseconds dear."""

from __future__ import annotations

import contextlib
import os
import resource  # noqa: F401 - loaded here, once, and not in every child
import select
import signal
import sys
import threading
import time
from collections.abc import Callable
from typing import NoReturn

from referat_parser import errors
from referat_parser.guard.jail import MIB, Limits, enter, granted_seconds
from referat_parser.guard.messages import HEAD, answer, explain_death, read_message, send_to

_STDERR_KEPT = 2000


def run_forked(work: Callable[[], bytes], limits: Limits, size: int) -> bytes:
    """What `work` returns, run in a fork under `limits`. Raises what `run_guarded` raises; leaves no process behind."""
    reading, writing = os.pipe()
    hearing, saying = os.pipe()
    os.set_blocking(saying, False)
    os.set_blocking(hearing, False)
    start = time.monotonic()
    child = os.fork()
    if child == 0:
        _be_child(work, limits, size, writing, saying)
    os.close(writing)
    os.close(saying)
    message: tuple[bytes, bytes] | None = None
    status = 0
    try:
        message = _receive(reading, child, limits, size, start)
    finally:
        status = _end(child)
        said = _hear(hearing)
        os.close(reading)
        os.close(hearing)
    if message is None:
        raise explain_death(status, limits, said)
    return read_message(*message)


# --- the child --------------------------------------------------------------------------------------


def _be_child(work: Callable[[], bytes], limits: Limits, size: int, writing: int, saying: int) -> NoReturn:
    """Runs the work under the limits, sends one message and ends the process, whatever happens."""
    try:
        os.setsid()
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGXCPU, signal.SIGALRM):
            signal.signal(number, signal.SIG_DFL)
        # For reading only: a worker of a batch, which may not open anything for writing, has children too.
        for stream, meant in ((0, os.open(os.devnull, os.O_RDONLY)), (1, saying), (2, saying)):
            os.dup2(meant, stream)
        for name, stream, mode in (("stdin", 0, "r"), ("stdout", 1, "w"), ("stderr", 2, "w")):
            setattr(sys, name, open(stream, mode, closefd=False, errors="replace"))  # noqa: SIM115
        os.closerange(3, writing)
        os.closerange(writing + 1, 65_536)
        _forget_locks()
        enter(limits, limits.cpu_seconds(limits.pages, size), limits.cpu_seconds(0, size))
        answer(work, limits, send_to(writing))
    finally:
        os._exit(0)


def _forget_locks() -> None:
    """A lock that another thread of the parent held when this process was forked is held here for ever."""
    pdfium = sys.modules.get("referat_parser.extract.pdfium")
    if pdfium is not None:
        vars(pdfium)["lock"] = threading.RLock()


# --- the parent -------------------------------------------------------------------------------------


def _receive(reading: int, child: int, limits: Limits, size: int, start: float) -> tuple[bytes, bytes] | None:
    """The kind and the body of the child's message, None when it ended without. Raises LimitTime or LimitSize."""
    got = bytearray()
    wanted = HEAD.size
    while len(got) < wanted:
        _wait(reading, child, limits, size, start)
        part = os.read(reading, min(1 << 20, wanted - len(got)))
        if not part:
            return None
        got += part
        if len(got) == HEAD.size and wanted == HEAD.size:
            wanted += HEAD.unpack(got)[1]
            if wanted - HEAD.size > (limits.result + 1) * MIB:
                raise errors.LimitSize(f"its result is larger than {limits.result} MiB; split the document")
    kind, _ = HEAD.unpack(got[: HEAD.size])
    return kind, bytes(memoryview(got)[HEAD.size :])


def _wait(reading: int, child: int, limits: Limits, size: int, start: float) -> None:
    """Returns when there is something to read. Raises LimitTime when the wall clock has run so many times the CPU time."""
    while True:
        # What the child has been granted grows when it has counted the document's pages.
        seconds = granted_seconds(child) or limits.cpu_seconds(limits.pages, size)
        left = start + limits.wall_factor * seconds - time.monotonic()
        if left <= 0:
            raise errors.LimitTime("it does not come to an end; raise --max-seconds if you trust it")
        if _is_ready(reading, left):
            return


def _is_ready(reading: int, seconds: float) -> bool:
    if not hasattr(select, "poll"):
        return bool(select.select([reading], [], [], seconds)[0])
    poll = select.poll()  # unlike select, it takes numbers above 1024
    poll.register(reading, select.POLLIN)
    return bool(poll.poll(min(seconds, 3600) * 1000))


def _end(child: int) -> int:
    """Ends the child and all that it started. Returns how it ended: its exit code, or a signal's number, negative."""
    for kill in (os.killpg, os.kill):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            kill(child, signal.SIGKILL)
    while True:
        try:
            return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        except ChildProcessError:  # SIGCHLD is ignored: the system has buried it
            return 0
        except KeyboardInterrupt:
            continue


def _hear(hearing: int) -> bytes:
    with contextlib.suppress(BlockingIOError):
        return os.read(hearing, _STDERR_KEPT)
    return b""
