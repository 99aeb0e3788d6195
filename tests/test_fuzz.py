"""A few hundred mutated inputs: each is a document or one clear error. `make fuzz` runs more."""

from __future__ import annotations

import importlib.util
import sys

import pytest

from conftest import ROOT

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a process for each input needs fork")

_spec = importlib.util.spec_from_file_location("fuzz_run", ROOT / "tests" / "fuzz" / "run.py")
assert _spec is not None and _spec.loader is not None
fuzz = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(fuzz)


def test_the_same_number_gives_the_same_input() -> None:
    assert [fuzz.mutated(n, fuzz.seeds()) for n in range(5)] == [fuzz.mutated(n, fuzz.seeds()) for n in range(5)]
    assert len({fuzz.mutated(n, fuzz.seeds()) for n in range(50)}) > 40


def test_mutated_inputs_break_nothing() -> None:
    done, outcomes, broken = fuzz.run(0, 300, seconds=20)
    assert not broken, "\n".join(broken)
    assert done >= 30 and outcomes["document"] > done / 4
