"""Pieces of work that misbehave, each in its own way; in a module, so that a new interpreter can be sent them too."""

from __future__ import annotations

import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

from referat_parser import errors
from referat_parser.guard import Limits, allow


def double(data: bytes) -> bytes:
    return data * 2


def refuse(kind: type[errors.ReferatError]) -> bytes:
    raise kind("it is so and so; do this")


def fail() -> bytes:
    raise ValueError("ond \x1b[31m tekst\n\u202e")


def spin() -> bytes:
    while True:
        pass


def sleep() -> bytes:
    time.sleep(600)
    return b""


def swell() -> bytes:
    return b"".join(bytes(1 << 20) for _ in range(4096))


def recurse() -> bytes:
    def deeper(depth: int) -> int:
        return deeper(depth + 1) + 1

    return bytes(deeper(0))


def die(number: int) -> bytes:
    print("ord fra et bibliotek\x1b[0m", file=sys.stderr, flush=True)
    os.kill(os.getpid(), number)
    return sleep()


def read_nowhere() -> bytes:
    return ctypes.string_at(0)


def leave() -> bytes:
    os._exit(7)


def chatter() -> bytes:
    for stream in (1, 2):
        for _ in range(300):
            try:
                os.write(stream, b"snak " * 200)
            except BlockingIOError:
                break
    print("snak")
    return b"stille"


def write_file(path: str) -> bytes:
    try:
        Path(path).write_bytes(b"x")
    except OSError as error:
        return type(error).__name__.encode()
    return b"written"


def start_program() -> bytes:
    try:
        subprocess.run(["/bin/true"], check=True)
    except OSError as error:
        return type(error).__name__.encode()
    return b"started"


def connect(port: int) -> bytes:
    try:
        socket.create_connection(("127.0.0.1", port), 2).close()
    except OSError as error:
        return type(error).__name__.encode()
    return b"connected"


def fork_and_hold(path: str) -> bytes:
    """Leaves a grandchild that has the result's pipe open."""
    try:
        grandchild = os.fork()
    except OSError:
        return b"-1"
    if grandchild == 0:
        signal.pause()
    return str(grandchild).encode()


def open_files() -> bytes:
    return ",".join(os.listdir("/proc/self/fd")).encode()


def need(pages: int, limits: Limits, seconds: float) -> bytes:
    """Works so long after it has said how many pages there are."""
    allow(limits, pages, 0)
    start = time.process_time()
    while time.process_time() - start < seconds:
        pass
    return b"done"


def much(size: int) -> bytes:
    return bytes(size)
