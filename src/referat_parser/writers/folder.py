"""A folder of JSON files, one an input and named after it; inputs without a document are left out."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from pathlib import Path

from referat_parser.writers import Entry

ENDINGS: tuple[str, ...] = ()
NEEDS: tuple[str, ...] = ()
EXTRA = "batch"
SUMMARY = "a folder of JSON files, one a document"

_LONGEST = 200
_UNFIT = re.compile(r'[\x00-\x1f\x7f<>:"\\|?*]')
"""What a file name may not hold on one system or another."""


def write(entries: Iterable[Entry], target: Path) -> None:
    """Writes `target/NAME.json` for every document."""
    target.mkdir()
    used: set[int] = set()
    for entry in entries:
        if entry.document is None:
            continue
        path = file_name(entry.fil)
        # Two names may come to the same file on a system that folds case; the sums of the names keep memory flat.
        key = hash(path.lower())
        if key in used:
            path = f"{path[:-5]}~{_short(entry.fil)}.json"
        used.add(key)
        file = target / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(entry.document + b"\n")


def file_name(fil: str) -> str:
    """A relative path inside the folder for an input's name, whatever the name holds ("../", drive letters, 300 letters)."""
    parts = [_fit(part) for part in fil.replace("://", "/").split("/") if part not in ("", ".")]
    return "/".join(parts or ["_"]) + ".json"


def _fit(part: str) -> str:
    if part == "..":
        return "__"
    fit = _UNFIT.sub("_", part)
    if len(fit.encode()) > _LONGEST:
        fit = fit.encode()[:_LONGEST].decode(errors="ignore") + "~" + _short(part)
    return fit


def _short(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:8]
