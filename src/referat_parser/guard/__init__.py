"""One document, one process: whatever a file does, it does to a child that is then gone."""

from __future__ import annotations

import contextlib
import os
import select
import signal
import struct
import time
from collections.abc import Callable
from typing import NoReturn

from referat_parser import errors
from referat_parser.guard.jail import MIB, Limits, allow, enter
from referat_parser.terminal import escape_for_terminal

__all__ = ["Limits", "allow", "parse_isolated", "run_guarded"]

_CLASSES: dict[str, type[errors.ReferatError]] = {
    kind.kode: kind
    for kind in vars(errors).values()
    if isinstance(kind, type) and issubclass(kind, errors.ReferatError)
}
_OUT_OF_MEMORY = (signal.SIGABRT, getattr(signal, "SIGTRAP", None), signal.SIGILL)
"""How pdfium ends the process when it gets no memory."""


def parse_isolated(
    data: bytes, *, name: str | None = None, password: str | None = None, limits: Limits | None = None
) -> bytes:
    """`parse` in a process of its own, as JSON bytes. Raises what `parse` raises, and LimitTime, LimitMemory, Crashed."""
    from referat_parser.pipeline import parse_bytes

    limits = limits or Limits()
    return run_guarded(
        lambda: (
            parse_bytes(
                data,
                name=name,
                password=password,
                max_pages=limits.pages,
                on_pages=lambda pages: allow(limits, pages, len(data)),
            )
            .model_dump_json()
            .encode()
        ),
        limits,
        size=len(data),
    )


def run_guarded(work: Callable[[], bytes], limits: Limits, *, size: int = 0) -> bytes:
    """What `work` returns, run in a child under `limits`; `size` is the document's in bytes.

    A ReferatError of the child is raised here. Raises LimitTime, LimitMemory or LimitSize when it takes too much,
    Crashed when it dies otherwise. Nothing of the child is left when this returns. Where there is no fork, the work
    is done in this process without limits.
    """
    if not hasattr(os, "fork"):
        return work()
    most = limits.cpu_seconds(limits.pages, size)
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _be_child(work, limits, most, writing)
    os.close(writing)
    try:
        message = _receive(reading, limits, time.monotonic() + limits.wall_factor * most)
    finally:
        os.close(reading)
        status = _end(child)
    return _unpack(message, status)


# --- the child --------------------------------------------------------------------------------------


def _be_child(work: Callable[[], bytes], limits: Limits, most: float, writing: int) -> NoReturn:
    """Runs the work, writes one message (a letter, its length, its bytes) and ends the process whatever happens."""
    try:
        os.setsid()
        for stream in (signal.SIGINT, signal.SIGTERM):
            signal.signal(stream, signal.SIG_DFL)
        void = os.open(os.devnull, os.O_RDWR)
        for number in (0, 1, 2):
            os.dup2(void, number)
        enter(limits, most)
        _send(writing, b"=", work())
    except errors.ReferatError as error:
        _send(writing, b"!", f"{error.kode}\n{error}".encode("utf-8", "replace"))
    except MemoryError:
        _send(writing, b"!", b"limit-memory\n" + _memory_message(limits).encode())
    except RecursionError:
        _send(writing, b"!", b"damaged\nits parts are nested too deeply; check the file")
    except BaseException as error:
        _send(writing, b"?", f"{type(error).__name__}: {error}"[:300].encode("utf-8", "replace"))
    finally:
        os._exit(0)


def _send(writing: int, kind: bytes, body: bytes) -> None:
    left = memoryview(kind + struct.pack(">Q", len(body)) + body)
    while left:
        left = left[os.write(writing, left) :]


def _memory_message(limits: Limits) -> str:
    return f"it takes more than {limits.memory} MiB of memory; raise --max-memory if you trust it"


# --- the parent -------------------------------------------------------------------------------------


def _receive(reading: int, limits: Limits, deadline: float) -> bytes | errors.ReferatError:
    """The child's whole message, or why there is none."""
    parts: list[bytes] = []
    got = 0
    while True:
        left = deadline - time.monotonic()
        if left <= 0 or not select.select([reading], [], [], left)[0]:
            return errors.LimitTime("it does not come to an end; the file is damaged or hostile")
        part = os.read(reading, 1 << 20)
        if not part:
            return b"".join(parts)
        parts.append(part)
        got += len(part)
        if got > limits.result * MIB:
            return errors.LimitSize(f"its result is larger than {limits.result} MiB; split the document")


def _end(child: int) -> int:
    """Ends the child and all that it started; its wait status."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(child, signal.SIGKILL)
    while True:
        try:
            pid, status = os.waitpid(child, os.WNOHANG)
        except ChildProcessError:
            return 0
        if pid:
            return status
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.kill(child, signal.SIGKILL)
        time.sleep(0.0005)


def _unpack(message: bytes | errors.ReferatError, status: int) -> bytes:
    if isinstance(message, errors.ReferatError):
        raise message
    if len(message) >= 9 and struct.unpack(">Q", message[1:9])[0] == len(message) - 9:
        kind, body = message[:1], message[9:]
        if kind == b"=":
            return body
        if kind == b"!":
            kode, _, text = body.decode("utf-8", "replace").partition("\n")
            raise _CLASSES.get(kode, errors.ReferatError)(text)
        raise errors.Crashed(
            f"the reader failed ({escape_for_terminal(body.decode('utf-8', 'replace'))}); please report the file"
        )
    raise _death(status)


def _death(status: int) -> errors.ReferatError:
    """The error that a child's death without a message stands for."""
    number = os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0
    if number in (signal.SIGXCPU, signal.SIGKILL):
        return errors.LimitTime("it takes more CPU time than its pages may; raise --max-seconds if you trust it")
    if number in _OUT_OF_MEMORY:
        return errors.LimitMemory("it takes more memory than allowed; raise --max-memory if you trust it")
    name = signal.Signals(number).name if number else f"exit {os.waitstatus_to_exitcode(status)}"
    return errors.Crashed(f"the PDF engine died ({name}); the file is damaged or hostile")
