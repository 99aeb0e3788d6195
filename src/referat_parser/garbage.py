"""Cyclic garbage collection, off while a document is read: it is many small values without cycles, and scanning them costs a tenth."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """What is made meanwhile is put among the old values unexamined: else the next collection would look at all of it."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            if not gc.get_freeze_count():  # else the program has frozen values, and they stay so
                gc.freeze()
                gc.unfreeze()
            gc.enable()
