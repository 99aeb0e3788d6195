"""From what the user names to the list of inputs, and from an input to its bytes."""

from __future__ import annotations

import glob
import hashlib
import itertools
import os
import stat
import sys
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import IO, Any

from referat_parser import errors
from referat_parser.batch.values import CannotGoOn, Content, Item, Skipped

_EXTRAS = {
    "s3": "s3",
    "s3a": "s3",
    "abfs": "azure",
    "abfss": "azure",
    "az": "azure",
    "adl": "azure",
    "gs": "gcs",
    "http": "http",
    "https": "http",
}
_CHUNK = 1 << 20


def list_inputs(sources: Iterable[str], own: Callable[[str], bool]) -> Iterator[Item | Skipped]:
    """Every input of the sources, unsorted, and what was passed over with the reason.

    A source is a file, a folder (taken whole, links not followed, hidden files passed over), a pattern with `*`, a ZIP
    archive (its members), or the URL of a remote file, folder or pattern. `own` tells the batch's own files.
    A source that is not there is an input that cannot be read, so that it is accounted for.

    Raises CannotGoOn when a remote store needs a library that is not installed.
    """
    for source in sources:
        if "://" in source:
            yield from _list_remote(source)
        elif not os.path.lexists(source) and glob.has_magic(source):
            found = False
            for path in glob.iglob(source, recursive=True):
                found = True
                if _by_link(path, source):
                    yield Skipped(_name(path), "link")
                else:
                    yield from _list_path(path, own, asked_for=False)
            if not found:
                yield _file_item(source, None)
        else:
            yield from _list_path(source, own, asked_for=True)


def names_from(lines: IO[bytes]) -> Iterator[str]:
    """The names in a list: one a line, or apart by NUL where there is any. Blank lines are left out."""
    separator: bytes | None = None
    rest = b""
    while block := lines.read(_CHUNK):
        rest += block
        if separator is None:
            separator = b"\0" if b"\0" in rest else b"\n"
        *whole, rest = rest.split(separator)
        yield from (os.fsdecode(name.rstrip(b"\r")) for name in whole if name.strip())
    if rest.strip():
        yield os.fsdecode(rest.rstrip(b"\r"))


def read_content(item: Item, max_bytes: int) -> Content:
    """The bytes of an input. Raises a ReferatError: not found, unreadable, encrypted, damaged, too large."""
    if item.size is not None and item.size > max_bytes:
        raise too_large(item.size, max_bytes)
    try:
        data, stamp = _READERS[item.kind](item, max_bytes)
    except errors.ReferatError:
        raise
    except FileNotFoundError:
        raise errors.NotFound("no such file; it may have been removed since the run began") from None
    except PermissionError:
        raise errors.Unreadable("may not be read; check its permissions") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or type(error).__name__
        raise errors.Unreadable(f"cannot be read ({reason}); check the disk or the connection") from None
    return Content(data, len(data), hashlib.sha256(data).hexdigest(), stamp)


def too_large(size: int, max_bytes: int) -> errors.LimitSize:
    return errors.LimitSize(f"{size:,} bytes, more than {max_bytes:,}; raise --max-mb if it is to be read")


def shown(path: str | bytes) -> str:
    """A path as text that is valid UTF-8; bytes that are not are written as \\xNN."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


# --- listing ------------------------------------------------------------------------------------------


def _list_path(path: str, own: Callable[[str], bool], *, asked_for: bool) -> Iterator[Item | Skipped]:
    try:
        # What the user names may be a link; what a pattern or a folder brings may not.
        info = os.stat(path) if asked_for else os.lstat(path)
    except OSError:
        yield _file_item(path, None)
        return
    if stat.S_ISDIR(info.st_mode):
        yield from _list_folder(path, own)
    elif own(path):
        yield Skipped(_name(path), "own")
    elif stat.S_ISREG(info.st_mode):
        yield from _list_file(path, info)
    elif asked_for and not stat.S_ISLNK(info.st_mode):
        yield _file_item(path, info)
    else:
        yield Skipped(_name(path), "link" if stat.S_ISLNK(info.st_mode) else "special")


def _by_link(path: str, pattern: str) -> bool:
    """Whether one of the folders that the pattern stands for is a link."""
    fixed = len(list(itertools.takewhile(lambda part: not glob.has_magic(part), Path(pattern).parts)))
    parents = list(Path(path).parents)[: max(len(Path(path).parts) - fixed - 1, 0)]
    return any(parent.is_symlink() for parent in parents)


def _list_folder(folder: str, own: Callable[[str], bool]) -> Iterator[Item | Skipped]:
    stack = [folder]
    while stack:
        current = stack.pop()
        try:
            entries = sorted(os.scandir(current), key=lambda entry: entry.name)
        except OSError:
            yield Skipped(_name(current), "unreadable")
            continue
        for entry in entries:
            if entry.name.startswith("."):
                yield Skipped(_name(entry.path), "hidden")
            elif entry.is_symlink():
                yield Skipped(_name(entry.path), "link")
            elif own(entry.path):
                yield Skipped(_name(entry.path), "own")
            elif entry.is_dir(follow_symlinks=False):
                stack.append(entry.path)
            elif not entry.is_file(follow_symlinks=False):
                yield Skipped(_name(entry.path), "special")
            else:
                try:
                    info = entry.stat(follow_symlinks=False)
                except OSError:
                    yield _file_item(entry.path, None)
                    continue
                yield from _list_file(entry.path, info)


def _list_file(path: str, info: os.stat_result) -> Iterator[Item | Skipped]:
    if not path.lower().endswith(".zip"):
        yield _file_item(path, info)
        return
    try:
        with zipfile.ZipFile(path) as archive:
            members = [member for member in archive.infolist() if not member.is_dir()]
    except (OSError, zipfile.BadZipFile, ValueError, NotImplementedError):
        # Read as a file it fails with a reason, and that is its record.
        yield _file_item(path, info)
        return
    seen: set[str] = set()
    for member in members:
        name = f"{_name(path)}!/{shown(member.filename.encode('utf-8', 'surrogateescape'))}"
        if name in seen:
            yield Skipped(name, "same name twice in the archive")
            continue
        seen.add(name)
        if _is_hidden(member.filename):
            yield Skipped(name, "hidden")
            continue
        stamp = f"{member.CRC:08x}"
        yield Item(name, "zip", os.fsencode(path), member.filename, member.file_size, stamp)


def _is_hidden(member: str) -> bool:
    return any(part.startswith(".") and part not in (".", "..") for part in member.split("/")) or member.startswith(
        "__MACOSX/"
    )


def _list_remote(url: str) -> Iterator[Item]:
    files, path = open_store(url)
    protocol = url.partition("://")[0]
    try:
        if glob.has_magic(path) and protocol not in ("http", "https"):
            found: dict[str, Any] = files.glob(path, detail=True)
        elif protocol in ("http", "https"):
            found = {path: files.info(path)}
        else:
            found = files.find(path, detail=True)
    except Exception:
        # Whatever the store raises, the input is accounted for, with the reason, when it is read.
        found = {}
    if not found:
        yield Item(shown(url), "url", os.fsencode(url))
    for name, info in found.items():
        if info.get("type") == "directory":
            continue
        full = name if "://" in name else f"{protocol}://{name}"
        stamp = next((str(info[key]) for key in ("ETag", "etag", "LastModified", "mtime") if info.get(key)), "")
        yield Item(shown(full), "url", os.fsencode(full), None, info.get("size"), stamp)


def _file_item(path: str, info: os.stat_result | None) -> Item:
    size, stamp = (info.st_size, _stamp(info)) if info else (None, "")
    return Item(_name(path), "file", os.fsencode(path), None, size, stamp)


def _stamp(info: os.stat_result) -> str:
    return str(info.st_mtime_ns)


def _name(path: str) -> str:
    return shown(os.path.normpath(path))


# --- reading ------------------------------------------------------------------------------------------


def _read_file(item: Item, max_bytes: int) -> tuple[bytes, str]:
    # Not blocking: a pipe that nobody writes to must not hold up the run.
    number = os.open(item.path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    with open(number, "rb") as file:
        info = os.fstat(number)
        if not stat.S_ISREG(info.st_mode):
            raise errors.Unreadable("is no regular file; name a file, a folder or an archive")
        if info.st_size > max_bytes:
            raise too_large(info.st_size, max_bytes)
        data = file.read(max_bytes + 1)
    if len(data) > max_bytes:
        raise too_large(len(data), max_bytes)
    return data, _stamp(info)


def _read_member(item: Item, max_bytes: int) -> tuple[bytes, str]:
    assert item.member is not None
    try:
        info = os.stat(item.path)
        archive = _open_archive(item.path, info.st_mtime_ns, info.st_size)
        member = archive.getinfo(item.member)
        if member.flag_bits & 1:
            raise errors.Encrypted("is encrypted in its archive; unpack it first")
        with archive.open(member) as file:
            data = file.read(max_bytes + 1)
    except KeyError:
        raise errors.NotFound("no longer in its archive; it may have changed since the run began") from None
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise errors.Damaged(f"cannot be unpacked ({type(error).__name__}); test the archive with unzip -t") from None
    if len(data) > max_bytes:
        raise too_large(len(data), max_bytes)
    return data, f"{member.CRC:08x}"


@lru_cache(maxsize=4)
def _open_archive(path: bytes, _changed: int, _size: int) -> zipfile.ZipFile:
    return zipfile.ZipFile(os.fsdecode(path))


def _read_remote(item: Item, max_bytes: int) -> tuple[bytes, str]:
    url = os.fsdecode(item.path)
    files, path = open_store(url)
    try:
        with files.open(path, "rb") as file:
            data: bytes = file.read(max_bytes + 1)
    except OSError:
        raise
    except Exception as error:
        raise errors.Unreadable(
            f"cannot be fetched ({type(error).__name__}); check the address and the access"
        ) from None
    if len(data) > max_bytes:
        raise too_large(len(data), max_bytes)
    return data, item.stamp


_READERS = {"file": _read_file, "zip": _read_member, "url": _read_remote}


def open_store(url: str) -> tuple[Any, str]:
    """The fsspec file system of a URL and the path in it. Raises CannotGoOn when its library is not installed."""
    protocol = url.partition("://")[0]
    install = f"pip install 'referat-parser[{_EXTRAS.get(protocol, 'batch')}]'"
    try:
        from fsspec.core import url_to_fs
    except ImportError:
        raise CannotGoOn(f"{protocol}:// needs fsspec; {install}", 2) from None
    try:
        files, path = url_to_fs(url)
    except ImportError:
        raise CannotGoOn(f"{protocol}:// needs a library that is not installed; {install}", 2) from None
    except ValueError as error:
        raise CannotGoOn(f"{url}: {error}", 2) from None
    return files, path


def open_list(name: str) -> IO[bytes]:
    """The list of names behind `--from-file`; "-" is standard input. Raises CannotGoOn."""
    if name == "-":
        return sys.stdin.buffer
    try:
        return Path(name).open("rb")
    except OSError as error:
        raise CannotGoOn(f"--from-file {name}: {error.strerror}; check the name", 2) from None
