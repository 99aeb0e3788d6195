"""The documents of a command's sources, with what could not be read said on standard error as it is met."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from referat_parser import run

if TYPE_CHECKING:
    from referat_parser.browse.reading import Failure, Reading
    from referat_parser.browse.search import Term


class Reader:
    """Iterates over the readings of sources; counts the documents and keeps the failures."""

    def __init__(self, sources: Sequence[str], terms: tuple[Term, ...] = ()) -> None:
        self.sources = sources
        self.terms = terms
        self.documents = 0
        self.failures: list[Failure] = []

    def __iter__(self) -> Iterator[Reading]:
        from referat_parser.browse.reading import Failure, read_sources

        for found in read_sources(self.sources, terms=self.terms):
            if isinstance(found, Failure):
                self.failures.append(found)
                run.say(f"referat: {found.path}: {found.kode}: {found.besked}")
            else:
                self.documents += 1
                yield found


def missing_library(*names: str) -> str | None:
    """The first of the libraries that is not installed; None when all are."""
    from importlib.util import find_spec

    return next((name for name in names if find_spec(name) is None), None)
