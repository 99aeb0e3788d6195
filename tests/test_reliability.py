"""Broken, hostile and odd inputs: each ends as a document or as one clear error, in little time; nothing is run or written."""

from __future__ import annotations

import json
import math
import os
import re
import resource
import subprocess
import sys
import time
from pathlib import Path

import pytest

from conftest import ROOT
from referat_parser import errors
from referat_parser.guard import Limits, parse_isolated, run_guarded

sys.path.insert(0, str(ROOT / "tests" / "reliability"))
import cases as given
from pdfs import pdf_of

TIGHT = Limits(seconds=3, memory=700)
CASES = [case for case in given.all_cases() if not case.slow]


def strict(data: bytes) -> dict[str, object]:
    """The document. Raises ValueError for what other JSON readers refuse: NaN, half surrogates."""

    def refuse(constant: str) -> None:
        raise ValueError(constant)

    document: dict[str, object] = json.loads(data.decode("utf-8"), parse_constant=refuse)
    assert not re.search(rb"\\u[dD][89a-fA-F]", data.replace(rb"\\", b""))
    return document


def outcome(data: bytes, limits: Limits = TIGHT) -> str:
    """What became of an input: "ok", "warn", or the error's code. Fails where an error is not one clear line."""
    try:
        document = strict(parse_isolated(data, limits=limits))
    except errors.ReferatError as error:
        assert not isinstance(error, errors.Crashed), str(error)
        assert str(error).isprintable() and "; " in str(error), str(error)
        return error.kode
    return "warn" if document["advarsler"] else "ok"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_every_input_ends_as_it_should(case: given.Case) -> None:
    result = outcome(case.make())
    if case.expect == "ok":
        assert result in ("ok", "warn")
    elif case.expect == "warn":
        assert result == "warn"
    elif case.expect == "limit":
        assert result.startswith("limit-")
    elif case.expect == "refuse":
        assert result not in ("ok", "warn") and not result.startswith("limit-")


def test_a_name_in_a_pdf_runs_no_code(tmp_path: Path) -> None:
    canary = tmp_path / "koert"
    (tmp_path / "x.pickle.gz").write_bytes(given.plant(str(canary)))
    relative = "../" * 12 + str(tmp_path / "x").lstrip("/")
    for path in (str(tmp_path / "x"), relative, "H\0" + str(tmp_path / "x")):
        outcome(given.pdf_with_cmap(path))
        assert not canary.exists()


# --- the command ------------------------------------------------------------------------------------

NAMES = [
    b"-rf.pdf",
    b"--help.pdf",
    b" mellem rum .pdf",
    b"a'b\"c.pdf",
    b"$(touch x).pdf",
    b"ny\nlinje.pdf",
    b"\x1b[31mroed.pdf",
    "bidi\u202efdp.exe.pdf".encode(),
    "æøå.pdf".encode(),
    "a\u030a.pdf".encode(),
    b"ikke-utf8-\xe6\xf8\xe5.pdf",
    b"\xff\xfe.pdf",
    b"x" * 251 + b".pdf",
    b"uden",
]


def test_any_name_is_a_document_or_one_harmless_line(referat: str, tmp_path: Path) -> None:
    good, bad = os.fsencode(tmp_path / "god"), os.fsencode(tmp_path / "skidt")
    os.mkdir(good)
    os.mkdir(bad)
    for name in NAMES:
        with open(os.path.join(good, name), "wb") as file:
            file.write(pdf_of(given.minutes(2)))
        with open(os.path.join(bad, name), "wb") as file:
            file.write(b"\x89PNG\r\n\x1a\n" + bytes(60))
    paths = [os.path.join(folder, name) for folder in (good, bad) for name in NAMES]
    done = subprocess.run([os.fsencode(referat), b"parse", *paths], capture_output=True, timeout=120)
    assert done.returncode == 1
    documents = [strict(line) for line in done.stdout.splitlines()]
    assert len(documents) == len(NAMES)
    said = done.stderr.decode("utf-8").splitlines()
    assert len(said) == len(NAMES) and all(line.isprintable() and ": not-pdf: " in line for line in said)
    assert sorted(os.listdir(good)) == sorted(NAMES) and sorted(os.listdir(bad)) == sorted(NAMES)


# --- time -------------------------------------------------------------------------------------------


def _cpu_of(data: bytes) -> float:
    """The CPU seconds of parsing, in a process of its own."""

    def work() -> bytes:
        from contextlib import suppress

        from referat_parser.pipeline import parse_bytes

        with suppress(errors.ReferatError):
            parse_bytes(data)
        return repr(sum(resource.getrusage(resource.RUSAGE_SELF)[:2])).encode()

    return float(run_guarded(work, Limits(seconds=6)))


@pytest.mark.parametrize("kind", given.DOUBLED)
def test_time_grows_no_faster_than_the_text(kind: str) -> None:
    unit = given.DOUBLED[kind]
    size = 20_000 // len(unit)
    start = time.monotonic()
    texts = [f"Punkt 1. Sag\n{unit * (size * times)}!\nBeslutning\nGodkendt.\n".encode() for times in (1, 2)]
    small, large = (_cpu_of(text) for text in texts)
    if large > 0.2 and large / small > 2.6:  # a busy machine: once more
        small, large = (min(before, _cpu_of(text)) for before, text in zip((small, large), texts, strict=True))
    assert large <= 0.2 or large / small <= 2.6, f"{small:.2f} s, then {large:.2f} s"
    assert math.isfinite(large) and time.monotonic() - start < 60
