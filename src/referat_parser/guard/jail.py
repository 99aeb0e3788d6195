"""What a process that reads a document may take: its limits, entered once and for good."""

from __future__ import annotations

import os
import signal
import sys
from typing import NamedTuple

from referat_parser.guard.kernel import die_with_parent, forbid_changes

MIB = 1 << 20


class Limits(NamedTuple):
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


def enter(
    limits: Limits, most_seconds: float, first_seconds: float | None = None, *, most_memory: int | None = None
) -> None:
    """Puts this process under its limits for good.

    It has `first_seconds` of CPU time (`limits.seconds` when not given) until `allow` grants more, `most_seconds` at most.
    Guarded work that it starts may have limits of its own within `most_memory` MiB (`limits.memory` when not given).
    """
    die_with_parent()
    sys.dont_write_bytecode = True
    try:
        import resource
    except ImportError:  # not a POSIX system: the parent's clock is all there is
        return
    first = limits.seconds if first_seconds is None else first_seconds
    used = sum(resource.getrusage(resource.RUSAGE_SELF)[:2])
    _limit(resource.RLIMIT_CPU, int(used + first + 1), int(used + most_seconds + 2))
    taken = _address_space()
    _limit(resource.RLIMIT_AS, taken + limits.memory * MIB, taken + max(limits.memory, most_memory or 0) * MIB)
    _limit(resource.RLIMIT_FSIZE, 0)
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_NOFILE, 64)
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # a write fails instead of killing
    forbid_changes()


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


def granted_seconds(process: int) -> float | None:
    """The CPU time that a process may take in all, None where the system does not tell."""
    try:
        import resource

        soft, _ = resource.prlimit(process, resource.RLIMIT_CPU)
    except (ImportError, AttributeError, OSError):
        return None
    return soft if soft >= 0 else None


def _limit(which: int, soft: int, hard: int | None = None) -> None:
    import resource

    _, old = resource.getrlimit(which)
    hard = soft if hard is None else hard
    if old >= 0:
        soft, hard = min(soft, old), min(hard, old) if hard >= 0 else old
    try:
        resource.setrlimit(which, (soft, hard))
    except (ValueError, OSError):  # macOS knows RLIMIT_AS, but does not let it be set
        return


def _address_space() -> int:
    try:
        with open("/proc/self/statm", "rb") as file:
            return int(file.read().split()[0]) * os.sysconf("SC_PAGESIZE")
    except OSError:
        return 512 * MIB
