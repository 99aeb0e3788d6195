"""Guarded work in a new interpreter, for systems without fork: the work is sent to it, and must be picklable."""

from __future__ import annotations

import contextlib
import os
import pickle
import subprocess
import sys
import threading
from collections.abc import Callable

from referat_parser import errors
from referat_parser.guard.jail import MIB, Limits, enter
from referat_parser.guard.messages import HEAD, answer, explain_death, read_message, send_to


def run_spawned(work: Callable[[], bytes], limits: Limits, size: int) -> bytes:
    """What `work` returns, run in a new interpreter under `limits`. Raises what `run_guarded` raises, and PicklingError.

    What comes back is bytes, and never unpickled.
    """
    request = pickle.dumps((limits, size, sys.path, work))
    child = subprocess.Popen(
        [sys.executable, "-m", "referat_parser.guard"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)},
    )
    assert child.stdin is not None and child.stdout is not None
    late = threading.Event()

    def stop() -> None:
        late.set()
        child.kill()

    # The system counts whole seconds, and the interpreter has to start.
    clock = threading.Timer(limits.wall_factor * (limits.cpu_seconds(limits.pages, size) + 2), stop)
    clock.daemon = True
    clock.start()
    kind, length, body = b"", 0, b""
    try:
        with contextlib.suppress(BrokenPipeError), child.stdin:
            child.stdin.write(request)
        head = child.stdout.read(HEAD.size)
        if len(head) == HEAD.size:
            kind, length = HEAD.unpack(head)
            if length > (limits.result + 1) * MIB:
                raise errors.LimitSize(f"its result is larger than {limits.result} MiB; split the document")
            body = child.stdout.read(length)
    finally:
        clock.cancel()
        child.stdout.close()
        with contextlib.suppress(subprocess.TimeoutExpired):
            child.wait(0.5)
        child.kill()
        status = child.wait()
    if late.is_set():
        raise errors.LimitTime("it does not come to an end; raise --max-seconds if you trust it")
    if not kind or len(body) != length:
        raise explain_death(status, limits)
    return read_message(kind, body)


def serve_one() -> None:
    """The new interpreter's part: reads the work from standard input, does it, sends the message, ends."""
    data = sys.stdin.buffer.read()
    writing = os.dup(1)
    void = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(void, stream)
    limits, size, sys.path[:], work = pickle.loads(data)
    enter(limits, limits.cpu_seconds(limits.pages, size), limits.cpu_seconds(0, size))
    answer(work, limits, send_to(writing))
    os._exit(0)
