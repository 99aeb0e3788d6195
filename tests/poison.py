"""What a worker does in tests that need documents to kill, hang or swell it; imported in the workers' processes."""

from __future__ import annotations

import os
import signal
import time
import zlib

from referat_parser.batch.values import Parsed
from referat_parser.extract.ocr import from_plain
from referat_parser.guard.jail import Limits, allow
from referat_parser.guard.ocr import Ocr


def parse_poison(data: bytes, limits: Limits, password: str | None, ocr: Ocr) -> Parsed:
    """Does what the content says; anything else is a document that names the process which made it."""
    allow(limits, 0, 0)
    if data.startswith(b"segv"):
        os.kill(os.getpid(), signal.SIGSEGV)
    if data.startswith(b"endless"):
        while True:
            pass
    if data.startswith(b"asleep"):
        time.sleep(3600)
    if data.startswith(b"swell"):
        try:
            bytearray(1 << 40)
        except MemoryError:
            return Parsed("limit-memory", "much")
    if data.startswith(b"reads a page"):
        assert ocr.on_page and ocr.keep
        ocr.on_page(1, 1, 1)
        time.sleep(1)
        words = [["Formanden", 96, 72.0, 117.0]]
        ocr.keep("digest of the page", "engine", from_plain([0.0, 595.0, 842.0, [[100.0, 10.0, 1.4, False, *words]]]))
    if data.startswith(b"exit"):
        os._exit(3)
    document = b'{"skema":"referat/1","kilde":{"fil":null,"sha256":"%d"}}' % os.getpid()
    return Parsed(seconds=0.1, punkter=1, packed=zlib.compress(document))
