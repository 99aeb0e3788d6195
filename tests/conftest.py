"""Where the tests find the corpus, its tool and the samples."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
CASES = ROOT / "tests" / "corpus" / "cases"
SEED = ROOT.parent / "shared" / "corpus" / "cases" / "seed-rudersdal.txt"
SAMPLES = ROOT / "samples"

sys.path.insert(0, str(ROOT / "tests" / "corpus"))
sys.path.insert(0, str(ROOT / "tests"))


@pytest.fixture(scope="session")
def referat() -> str:
    """The installed command."""
    return str(Path(sys.executable).parent / "referat")
