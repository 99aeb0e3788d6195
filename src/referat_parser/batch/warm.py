"""What a worker does with one content; importing this loads the whole parser, so that forked workers start warm."""

from __future__ import annotations

import time
import zlib

import referat_parser.pipeline  # noqa: F401 - a worker is forked with everything loaded
from referat_parser import errors
from referat_parser.batch.values import Parsed
from referat_parser.guard import Limits, allow, parse_within
from referat_parser.terminal import escape_for_terminal


def parse_content(data: bytes, limits: Limits, password: str | None = None) -> Parsed:
    """The packed JSON of a document with its counts, or why there is none. Never raises; the process may die of it."""
    start = time.process_time()
    allow(limits, 0, len(data))
    try:
        document = parse_within(limits, data, password=password)
        packed = zlib.compress(document.model_dump_json().encode(), 1)
    except errors.ReferatError as error:
        return _failed(error.kode, str(error), start)
    except MemoryError:
        message = f"it takes more than {limits.memory} MiB of memory; raise --max-memory if you trust it"
        return _failed("limit-memory", message, start)
    except RecursionError:
        return _failed("damaged", "its parts are nested too deeply; check the file", start)
    except Exception as error:
        reason = f"{type(error).__name__}: {error}"[:300]
        return _failed("crashed", f"the reader failed ({reason}); please report the file", start)
    return Parsed(
        seconds=round(time.process_time() - start, 4),
        pages=document.kilde.sider,
        punkter=len(document.punkter),
        daekning=document.daekning,
        advarsler=len(document.advarsler),
        packed=packed,
    )


def _failed(kode: str, besked: str, start: float) -> Parsed:
    return Parsed(kode, escape_for_terminal(besked), seconds=round(time.process_time() - start, 4))
