"""The bytes of a file: regular files only, no larger than they may be, and never waiting for a pipe."""

from __future__ import annotations

import errno
import os
import stat

from referat_parser.errors import LimitSize, NotFound, Unreadable

MIB = 1 << 20
MOST_BYTES = 512 * MIB


def read_file(path: str | bytes | os.PathLike[str], *, max_bytes: int = MOST_BYTES) -> bytes:
    """Returns the bytes of a regular file. Raises NotFound, LimitSize, and Unreadable with the reason for all else."""
    try:
        # Not blocking: a named pipe that nobody writes to must not hold the program.
        number = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        with open(number, "rb") as file:
            mode, size = os.fstat(number).st_mode, os.fstat(number).st_size
            if stat.S_ISDIR(mode):
                raise Unreadable("is a folder; name a file, or use `referat batch` for folders")
            if not stat.S_ISREG(mode):
                raise Unreadable("is a device or a pipe, not a file; send its contents to standard input and name -")
            data = file.read(max_bytes + 1) if size <= max_bytes else b""
    except FileNotFoundError:
        raise NotFound("no such file; check the name") from None
    except IsADirectoryError:  # Windows says so when it is opened, or else PermissionError
        raise Unreadable("is a folder; name a file, or use `referat batch` for folders") from None
    except PermissionError:
        raise Unreadable("may not be read; check its permissions") from None
    except OSError as error:
        if error.errno == errno.ELOOP:
            raise Unreadable("is a link to itself; check the link") from None
        raise Unreadable(f"cannot be read ({error.strerror}); check the name and the disk") from None
    except ValueError:
        raise NotFound("no file has such a name; check the name") from None
    if max(size, len(data)) > max_bytes:
        raise LimitSize(f"it has {max(size, len(data)) / MIB:,.0f} MiB, {max_bytes / MIB:,.0f} are allowed; split it")
    return data
