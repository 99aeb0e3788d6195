"""What Linux can forbid a process for good: new rights, writing, programs, connections; and outliving its parent."""

from __future__ import annotations

import ctypes
import os
import signal
import sys

_PR_SET_PDEATHSIG, _PR_SET_NO_NEW_PRIVS = 1, 38
# Since Linux 5.13, the same numbers on every processor.
_CREATE_RULESET, _RESTRICT_SELF = 444, 446
# linux/landlock.h: execute, write a file, remove and make anything; from version 2 refer, from 3 truncate.
_EXECUTE, _WRITE, _REMOVE_AND_MAKE = 1 << 0, 1 << 1, sum(1 << bit for bit in range(4, 13))
_REFER, _TRUNCATE = 1 << 13, 1 << 14
# From version 4 bind and connect of TCP, from version 6 abstract sockets and signals to others.
_BIND_AND_CONNECT = 0b11
_SOCKETS_AND_SIGNALS = 0b11


def die_with_parent() -> None:
    """Asks the kernel to kill this process when its parent dies; it ends at once if the parent is gone already."""
    if sys.platform == "linux":
        parent = os.getppid()
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
        if os.getppid() != parent:
            os._exit(1)


def forbid_changes() -> int:
    """Forbids this process new rights and, where the kernel has Landlock, writing, programs and TCP.

    Returns Landlock's version, 0 where there is none: then the limits on files and processes are what there is.
    """
    if sys.platform != "linux":
        return 0
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    version = int(libc.syscall(_CREATE_RULESET, None, ctypes.c_size_t(0), ctypes.c_uint32(1)))
    if version < 1:
        return 0
    files = _EXECUTE | _WRITE | _REMOVE_AND_MAKE | (_REFER if version >= 2 else 0) | (_TRUNCATE if version >= 3 else 0)
    rules = (ctypes.c_uint64 * 3)(files, _BIND_AND_CONNECT, _SOCKETS_AND_SIGNALS)
    size = 24 if version >= 6 else 16 if version >= 4 else 8
    handle = libc.syscall(_CREATE_RULESET, ctypes.byref(rules), ctypes.c_size_t(size), ctypes.c_uint32(0))
    if handle < 0:
        return 0
    done = libc.syscall(_RESTRICT_SELF, ctypes.c_int(handle), ctypes.c_uint32(0))
    os.close(handle)
    return version if done == 0 else 0
