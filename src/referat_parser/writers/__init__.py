"""The output formats: each a module of this package with ENDINGS, NEEDS, SUMMARY and `write`, found by its name."""

from __future__ import annotations

import json
import pkgutil
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Protocol, cast

_OTHERS = ("tables",)
_NO_NAME = b'"kilde":{"fil":null,'


class CannotWrite(Exception):
    """The format is not known, or its library is not installed: what is wrong; what to do."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One input of an archive: what is known of the file, and the JSON of its document, or `kode` and `besked`."""

    fil: str
    stoerrelse: int | None
    sha256: str | None
    parser: str
    kode: str | None
    besked: str | None
    sider: int | None
    punkter: int | None
    daekning: float | None
    advarsler: int | None
    document: bytes | None

    @classmethod
    def of_packed(
        cls,
        fil: str,
        stoerrelse: int | None,
        sha256: str | None,
        parser: str,
        kode: str | None,
        besked: str | None,
        sider: int | None,
        punkter: int | None,
        daekning: float | None,
        advarsler: int | None,
        packed: bytes | None,
    ) -> Entry:
        """The entry with its document unpacked and given the name `fil`."""
        document = unpack_document(packed, fil) if packed is not None else None
        return cls(fil, stoerrelse, sha256, parser, kode, besked, sider, punkter, daekning, advarsler, document)

    def load(self) -> dict[str, Any]:
        """The document as plain values. Only for an entry that has one."""
        assert self.document is not None
        return cast("dict[str, Any]", json.loads(self.document))


class Format(Protocol):
    """What a module of this package offers."""

    ENDINGS: tuple[str, ...]
    NEEDS: tuple[str, ...]
    """The libraries it imports, each named like the extra that brings it or in EXTRA."""
    EXTRA: str
    SUMMARY: str

    def write(self, entries: Iterable[Entry], target: Path) -> None:
        """Writes the whole output at `target`, which does not exist; the same entries give the same bytes."""


def unpack_document(packed: bytes, fil: str) -> bytes:
    """The JSON of a packed document, whose `kilde.fil` is null, with that name in it."""
    head, found, rest = zlib.decompress(packed).partition(_NO_NAME)
    assert found, "a document without kilde.fil"
    return b'%b"kilde":{"fil":%b,%b' % (head, json.dumps(fil, ensure_ascii=False).encode(), rest)


def format_names() -> list[str]:
    """The names of the formats, in order."""
    return sorted(
        module.name
        for module in pkgutil.iter_modules(__path__)
        if not module.name.startswith("_") and module.name not in _OTHERS
    )


def load_format(name: str) -> Format:
    """The format of that name. Raises CannotWrite, naming the known ones."""
    if name not in format_names():
        raise CannotWrite(f"no format {name}; there are {', '.join(format_names())}")
    return cast(Format, import_module(f"{__name__}.{name}"))


def find_format(out: Path, name: str | None = None) -> tuple[str, Format]:
    """The format called `name`, or the one whose ending `out` has; a name without an ending is a folder.

    Raises CannotWrite when there is none, or when a library that it needs is not installed.
    """
    name = name or _name_by_ending(out)
    found = load_format(name)
    needs = (*found.NEEDS, *getattr(found, "NEEDS_BY_ENDING", {}).get(out.suffix.lower(), ()))
    for library in needs:
        if find_spec(library) is None:
            raise CannotWrite(f"{name} needs {library}; pip install 'referat-parser[{found.EXTRA}]'")
    return name, found


def _name_by_ending(out: Path) -> str:
    lower = out.name.lower()
    endings = {ending: name for name in format_names() for ending in load_format(name).ENDINGS}
    for ending, name in endings.items():
        if lower.endswith(ending):
            return name
    if out.suffix and not out.is_dir():
        raise CannotWrite(
            f"{out}: no format ends in {out.suffix}; there are {', '.join(sorted(endings))}, or name --format"
        )
    return "folder"
