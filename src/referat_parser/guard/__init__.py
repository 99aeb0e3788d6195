"""One document, one process: whatever a file does, it does to a child that is then gone."""

from __future__ import annotations

import functools
import os
from collections.abc import Callable
from typing import TYPE_CHECKING

from referat_parser.guard.jail import Limits, allow

if TYPE_CHECKING:
    from referat_parser.document import Source
    from referat_parser.models import Referat
    from referat_parser.pipeline import Input

__all__ = ["Limits", "allow", "parse_guarded", "parse_isolated", "parse_within", "run_guarded"]


def parse_isolated(
    source: Input, *, name: str | None = None, password: str | None = None, limits: Limits | None = None
) -> bytes:
    """`parse` in a process of its own: the document as JSON bytes.

    Raises what `parse` raises, LimitTime, LimitMemory, LimitSize or LimitPages when the document takes more than
    `limits`, and Crashed when the process dies otherwise.
    """
    from referat_parser import pipeline

    data, found_name = pipeline.load(source)
    limits = limits or Limits()
    work = functools.partial(_parse, data, name or found_name, password, limits)
    if isinstance(data, str):
        return run_guarded(work, limits, size=len(data))
    from referat_parser.guard.ocr import Ocr, run_with_ocr

    return run_with_ocr(work, data, limits, Ocr(), password=password)


def parse_guarded(
    source: Input, *, name: str | None = None, password: str | None = None, limits: Limits | None = None
) -> Referat:
    """`parse` in a process of its own: the document as `parse` returns it. Raises what `parse_isolated` raises."""
    from referat_parser.models import Referat

    return Referat.model_validate_json(parse_isolated(source, name=name, password=password, limits=limits))


def parse_within(
    limits: Limits,
    data: bytes | str,
    *,
    name: str | None = None,
    password: str | None = None,
    read_pictures: Callable[[Source], Source] | None = None,
) -> Referat:
    """`pipeline.parse_bytes` in a child: refuses more pages than `limits` has, and grants time for those there are."""
    from referat_parser.pipeline import parse_bytes

    return parse_bytes(
        data,
        name=name,
        password=password,
        max_pages=limits.pages,
        on_pages=lambda pages: allow(limits, pages, len(data)),
        read_pictures=read_pictures,
    )


def _parse(
    data: bytes | str,
    name: str | None,
    password: str | None,
    limits: Limits,
    read_pictures: Callable[[Source], Source] | None = None,
) -> bytes:
    document = parse_within(limits, data, name=name, password=password, read_pictures=read_pictures)
    return document.to_json()


def run_guarded(work: Callable[[], bytes], limits: Limits, *, size: int = 0) -> bytes:
    """What `work` returns, run in a child under `limits`; `size` is the document's in bytes.

    A ReferatError of the child is raised here. Raises LimitTime, LimitMemory or LimitSize when it takes too much,
    Crashed when it dies otherwise. Nothing of the child is left when this returns. Where there is no fork, a new
    interpreter does the work, which then must be picklable: a function of a module, or a `functools.partial` of one.
    """
    if hasattr(os, "fork"):
        from referat_parser.guard.forked import run_forked

        return run_forked(work, limits, size)
    from referat_parser.guard.spawned import run_spawned

    return run_spawned(work, limits, size)
