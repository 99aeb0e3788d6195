"""What was read on pages, kept by what is drawn on them, so that no page is read twice."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import tempfile
import zlib
from pathlib import Path

from referat_parser.extract.ocr import Recognised, from_plain, to_plain

_FORM = 1
"""Of the stored pages; a change of drawing or reading that changes results adds one."""
_MOST = 4 << 20


def cache_folder() -> Path:
    """Where pages are kept: ocr/ in $REFERAT_CACHE, else in referat-parser/ of the user's cache folder."""
    if named := os.environ.get("REFERAT_CACHE"):
        return Path(named) / "ocr"
    root = os.environ.get("XDG_CACHE_HOME") or ""
    base = Path(root) if Path(root).is_absolute() else Path.home() / ".cache"
    return base / "referat-parser" / "ocr"


def look_up(digest: str, engine: str) -> Recognised | None:
    """What the engine read on the page with this digest; None when it is not kept, or not whole."""
    if not digest:
        return None
    try:
        packed = _path_of(digest, engine).read_bytes()
        unpacked = zlib.decompressobj().decompress(packed, _MOST)
        return from_plain(json.loads(unpacked))
    except (OSError, ValueError, zlib.error, RuntimeError):
        return None


def keep(digest: str, engine: str, page: Recognised) -> None:
    """Keeps what was read; a disk that is full or may not be written is no error."""
    if not digest:
        return
    path = _path_of(digest, engine)
    packed = zlib.compress(json.dumps(to_plain(page), ensure_ascii=False, separators=(",", ":")).encode())
    with contextlib.suppress(OSError, RuntimeError):
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, name = tempfile.mkstemp(dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(packed)
            Path(name).replace(path)
        except OSError:
            Path(name).unlink(missing_ok=True)


def _path_of(digest: str, engine: str) -> Path:
    key = hashlib.sha256(f"{_FORM}\n{engine}\n{digest}".encode()).hexdigest()
    return cache_folder() / key[:2] / f"{key}.json.z"
