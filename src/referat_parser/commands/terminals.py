"""What standard output is: how wide, and whether colour may be used."""

from __future__ import annotations

import os
import shutil
import sys


def use_colour() -> bool:
    """True on a terminal that may show colour, and not with NO_COLOR."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def page_width(most: int = 120) -> int:
    """The terminal's columns, or `COLUMNS`, at most `most`; 100 where there is no terminal."""
    return min(shutil.get_terminal_size((100, 24)).columns, most)
