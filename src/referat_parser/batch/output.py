"""OUT as a whole: whether it may be written, and how it comes to be there all at once."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

from referat_parser.batch.journal import journal_path
from referat_parser.batch.values import CannotGoOn
from referat_parser.writers import Entry, Format


def check_target(out: Path) -> None:
    """Raises CannotGoOn when OUT is not for this run to write: its folder, or a file that no batch made."""
    folder = out.parent
    if not folder.is_dir():
        raise CannotGoOn(f"{folder}: no such folder; make it first", 2)
    if not os.access(folder, os.W_OK):
        raise CannotGoOn(f"{folder}: may not be written; name another OUT", 2)
    if os.path.lexists(out) and not journal_path(out).exists():
        raise CannotGoOn(
            f"{out}: is there already and was not made by referat batch; name another OUT, or remove it", 2
        )


def is_own(out: Path, path: str) -> bool:
    """Whether `path` is OUT or one of the files beside it that belong to it."""
    full = os.path.abspath(path)
    return full == (whole := os.path.abspath(out)) or (
        full.startswith(whole + ".")
        and full[len(whole) :] in (".journal", ".journal-wal", ".journal-shm", ".lock", ".parts")
    )


def put(entries: Iterable[Entry], form: Format, out: Path) -> None:
    """Writes OUT under another name and renames it when it is complete and on the disk."""
    target = _temporary(out)
    _remove(target)
    try:
        form.write(entries, target)
        _sync(target)
        _rename(target, out)
    except BaseException:
        with contextlib.suppress(OSError):
            _remove(target)
        raise


def _temporary(out: Path) -> Path:
    # The ending stays: it says how the file is packed.
    return out.with_name(f".tmp-{out.name}")


def _rename(target: Path, out: Path) -> None:
    if out.is_dir() and not out.is_symlink():
        # A folder cannot be renamed onto one that is not empty. A kill between the two steps is mended by the next run.
        old = out.with_name(f".old-{out.name}")
        _remove(old)
        out.rename(old)
        target.rename(out)
        _remove(old)
    else:
        target.replace(out)
    with contextlib.suppress(OSError):
        _sync_one(out.parent)


def _sync(path: Path) -> None:
    """Everything at `path` is on the disk when this returns."""
    if path.is_dir() and any(each.is_dir() for each in path.iterdir()):
        os.sync()  # a folder of folders: cheaper than one call a file
        return
    for each in [*(path.iterdir() if path.is_dir() else ()), path]:
        _sync_one(each)


def _sync_one(path: Path) -> None:
    with contextlib.suppress(PermissionError):  # Windows cannot open a folder
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


@contextlib.contextmanager
def named_errors(out: Path) -> Iterator[None]:
    """Turns what a disk can do into CannotGoOn, one line that says what to do."""
    import sqlite3

    try:
        yield
    except (OSError, sqlite3.Error) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise CannotGoOn(
            f"{out}: cannot be written ({reason}); mend that and run the same line again, it goes on where it stopped"
        ) from error
