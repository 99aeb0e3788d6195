"""What a child process may not do: take more than its limits, write, reach the network, start programs, outlive its parent."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
from dataclasses import dataclass
from pathlib import Path

MIB = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """What one document may take. Time is CPU time; `seconds` and `memory` are on top of what the process has already taken."""

    pages: int = 5000
    seconds: float = 20.0
    seconds_a_page: float = 0.25
    seconds_a_megabyte: float = 1.0
    memory: int = 1024
    """MiB of address space."""
    result: int = 256
    """MiB of output."""
    wall_factor: float = 3.0
    """The clock on the wall is the backstop: so many times the CPU time."""

    def cpu_seconds(self, pages: int, size: int) -> float:
        """The CPU time for a document of so many pages and bytes."""
        return self.seconds + self.seconds_a_page * pages + self.seconds_a_megabyte * size / MIB


def enter(limits: Limits, most_seconds: float) -> None:
    """Puts this process under its limits for good. `most_seconds` is the most that `allow` may grant later."""
    _leave_with_parent()
    sys.dont_write_bytecode = True
    try:
        import resource
    except ImportError:  # not a POSIX system: the parent's clock is all there is
        return
    used = sum(resource.getrusage(resource.RUSAGE_SELF)[:2])
    soft, hard = int(used + limits.seconds + 1), int(used + most_seconds + 2)
    _limit(resource.RLIMIT_CPU, soft, hard)
    _limit(resource.RLIMIT_AS, _address_space() + limits.memory * MIB)
    _limit(resource.RLIMIT_FSIZE, 0)
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_NOFILE, 64)
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # a write fails instead of killing
    _forbid_new_rights()


def allow(limits: Limits, pages: int, size: int) -> None:
    """Grants the CPU time that a document of this length may take, once its length is known."""
    try:
        import resource
    except ImportError:
        return
    used = sum(resource.getrusage(resource.RUSAGE_SELF)[:2])
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    wanted = int(used + limits.cpu_seconds(pages, size) + 1)
    _limit(resource.RLIMIT_CPU, wanted if hard < 0 else min(wanted, hard), hard)


def _limit(which: int, soft: int, hard: int | None = None) -> None:
    import resource

    _, old = resource.getrlimit(which)
    hard = soft if hard is None else hard
    if old >= 0:
        soft, hard = min(soft, old), min(hard, old) if hard >= 0 else old
    resource.setrlimit(which, (soft, hard))


def _address_space() -> int:
    try:
        return int(Path("/proc/self/statm").read_bytes().split()[0]) * os.sysconf("SC_PAGESIZE")
    except OSError:
        return 512 * MIB


# --- Linux ------------------------------------------------------------------------------------------

_PR_SET_PDEATHSIG, _PR_SET_NO_NEW_PRIVS = 1, 38
_CREATE_RULESET, _RESTRICT_SELF = 444, 446
# linux/landlock.h: execute, write a file, remove and make anything; from version 2 refer, from 3 truncate.
_EXECUTE, _WRITE, _REMOVE_AND_MAKE = 1 << 0, 1 << 1, sum(1 << bit for bit in range(4, 13))
_REFER, _TRUNCATE = 1 << 13, 1 << 14
_NET_BIND_AND_CONNECT = 0b11


def _leave_with_parent() -> None:
    """Asks the kernel to kill this process when its parent dies."""
    if sys.platform == "linux":
        parent = os.getppid()
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
        if os.getppid() != parent:
            os._exit(1)


def _forbid_new_rights() -> None:
    """No new privileges; where the kernel has Landlock, no writing, no programs, no TCP."""
    if sys.platform != "linux":
        return
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    version = libc.syscall(_CREATE_RULESET, None, ctypes.c_size_t(0), ctypes.c_uint32(1))
    if version < 1:
        return
    files = _EXECUTE | _WRITE | _REMOVE_AND_MAKE | (_REFER if version >= 2 else 0) | (_TRUNCATE if version >= 3 else 0)
    rules = (ctypes.c_uint64 * 2)(files, _NET_BIND_AND_CONNECT)
    size = 16 if version >= 4 else 8
    handle = libc.syscall(_CREATE_RULESET, ctypes.byref(rules), ctypes.c_size_t(size), ctypes.c_uint32(0))
    if handle >= 0:
        libc.syscall(_RESTRICT_SELF, ctypes.c_int(handle), ctypes.c_uint32(0))
        os.close(handle)
