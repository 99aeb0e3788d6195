"""The scores below which no figure may fall; `python tests/floors.py` prints them. They only rise."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

FILE = Path(__file__).parent / "corpus" / "floors.json"


def load(section: str) -> Any:
    """The floors of one kind of score: "corpus", "metamorphic" and so on."""
    return json.loads(FILE.read_text(encoding="utf-8"))[section]


if __name__ == "__main__":
    print(FILE.read_text(encoding="utf-8"))
