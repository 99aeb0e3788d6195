"""What a worker does with one content; importing this loads and tries the whole parser, so that forked workers start warm."""

from __future__ import annotations

import os
import time
import zlib
from collections.abc import Callable, Mapping, Sequence

from referat_parser import kept

kept.load()  # before the modules that compile patterns

# ruff: noqa: E402
import referat_parser.extract.pdf  # noqa: F401 - a worker is forked with everything loaded
from referat_parser import errors, pipeline
from referat_parser.batch import pictures
from referat_parser.batch.values import Parsed
from referat_parser.document import Source
from referat_parser.extract.ocr import Recognised
from referat_parser.extract.scans import Wanted, pages_to_read, read_pictures
from referat_parser.guard import Limits, allow, parse_within
from referat_parser.guard.ocr import Ocr, read_pages
from referat_parser.terminal import escape_for_terminal

pipeline.parse_bytes(kept.EXAMPLE)


def parse_content(data: bytes, limits: Limits, password: str | None, ocr: Ocr) -> Parsed:
    """The packed JSON of a document with its counts, or why there is none. Never raises; the process may die of it."""
    start = _cpu_seconds()
    mark = pictures.ANY

    def with_pictures(source: Source) -> Source:
        nonlocal mark
        if source.format != "pdf":
            return source
        mark = pictures.TEXT
        if ocr.mode != "never":
            return read_pictures(source, data, read, mode=ocr.mode, password=password)
        # Not read, but asked for, so that a later run with "auto" knows which inputs to do again.
        mark = pictures.mark(ocr, len(pages_to_read(source, "auto")))
        return source

    def read(wanted: Sequence[Wanted]) -> Mapping[int, Recognised | str]:
        nonlocal mark
        mark = pictures.mark(ocr, len(wanted))
        return read_pages(wanted, data, ocr, password)

    parsed = _parse(data, limits, password, with_pictures)
    return parsed._replace(seconds=round(_cpu_seconds() - start, 4), ocr=mark)


def _parse(data: bytes, limits: Limits, password: str | None, with_pictures: Callable[[Source], Source]) -> Parsed:
    allow(limits, 0, len(data))
    try:
        document = parse_within(limits, data, password=password, read_pictures=with_pictures)
        packed = zlib.compress(document.to_json(), 1)
    except errors.ReferatError as error:
        return _failed(error.kode, str(error))
    except MemoryError:
        return _failed(
            "limit-memory", f"it takes more than {limits.memory} MiB of memory; raise --max-memory if you trust it"
        )
    except RecursionError:
        return _failed("damaged", "its parts are nested too deeply; check the file")
    except Exception as error:
        reason = f"{type(error).__name__}: {error}"[:300]
        return _failed("crashed", f"the reader failed ({reason}); please report the file")
    return Parsed(
        pages=document.kilde.sider,
        punkter=len(document.punkter),
        daekning=document.daekning,
        advarsler=len(document.advarsler),
        ocr_pages=len(document.kilde.ocr_sider),
        packed=packed,
    )


def _failed(kode: str, besked: str) -> Parsed:
    return Parsed(kode, escape_for_terminal(besked))


def _cpu_seconds() -> float:
    """Of this process, to less than the kernel's tick, and of the children that read pages for it."""
    children = os.times()
    return time.process_time() + children.children_user + children.children_system
