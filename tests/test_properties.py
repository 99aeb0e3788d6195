"""What must hold for any text: a document comes out, nothing is raised, and every line is accounted for exactly once."""

from __future__ import annotations

import random
from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import corpus
from conftest import CASES
from referat_parser.document import Source
from referat_parser.errors import ReferatError
from referat_parser.extract.text import read_text
from referat_parser.layout import lay_out
from referat_parser.pipeline import parse_bytes
from referat_parser.segment import placed_blocks, segment

_PIECES = [
    "Punkt 1: Meddelelser",
    "1. Godkendelse af dagsorden",
    "2.",
    "Sag nr. 12",
    "Resumé",
    "Sagsfremstilling:",
    "Indstilling",
    "Beslutning",
    "Bilag",
    "Beslutning i Byrådet den 03-02-2021",
    "Økonomi: Ingen.",
    "Godkendt.",
    "Indholdsfortegnelse",
    "Meddelelser.....3",
    "Side 3",
    "Fraværende: Ib Friis (A)",
    "- et punkt",
    "1) at sagen godkendes, og",
    "Lukket punkt",
    "21/1084",
    "Underskriftsside",
    "",
    "x",
    "•",
    "…",
    "\t",
    "Direktionen indstiller, at",
    "Byrådet, 29.11.2016",
    "REFERAT Byrådet d. 03-02-2021",
    "For stemte: A og V. Imod stemte: Ø.",
]
_LINES = st.lists(st.one_of(st.sampled_from(_PIECES), st.text(max_size=60)), max_size=40).map("\n".join)


def account(source: Source) -> Counter[int]:
    """How often each line was put somewhere: furniture, or one block of the segmented document."""
    layout = lay_out(source)
    seen = Counter(layout.furniture)
    for _, _, block in placed_blocks(segment(layout)):
        seen.update({line.number for line in block.lines})
    return seen


def _once_each(source: Source) -> None:
    seen = account(source)
    wrong = {line.number: seen[line.number] for line in source.lines if line.text and seen[line.number] != 1}
    # A heading with its text on the same line is one line in two blocks of one item.
    doubled = {n for n, times in wrong.items() if times == 2 and ":" in source.lines[n - 1].text}
    assert set(wrong) == doubled, {n: (times, source.lines[n - 1].text) for n, times in wrong.items()}


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(_LINES)
def test_any_text_gives_a_document_and_loses_no_line(text: str) -> None:
    try:
        source = read_text(text)
    except ReferatError as error:
        assert error.kode in ("empty", "not-pdf")
        return
    document = parse_bytes(text)
    assert document.skema == "referat/1"
    assert 0 <= document.daekning <= 1
    _once_each(source)


@pytest.mark.parametrize("case", corpus.read_cases(CASES), ids=lambda case: case.name)
def test_shuffled_minutes_lose_no_line(case: corpus.Case) -> None:
    lines = corpus.as_text(case, "txt").split("\n")
    _once_each(read_text("\n".join(lines)))
    random.Random(case.name).shuffle(lines)
    _once_each(read_text("\n".join(lines)))


@pytest.mark.parametrize("case", corpus.read_cases(CASES)[::5], ids=lambda case: case.name)
def test_two_runs_give_the_same_bytes(case: corpus.Case) -> None:
    text = corpus.as_text(case, "txt").encode()
    assert parse_bytes(text).model_dump_json() == parse_bytes(text).model_dump_json()


@pytest.mark.parametrize("case", corpus.read_cases(CASES), ids=lambda case: case.name)
def test_the_words_of_the_minutes_are_all_in_the_result(case: corpus.Case) -> None:
    document = parse_bytes(corpus.as_text(case, "txt")).model_dump(mode="json")
    kept = Counter(corpus.words(" ".join(corpus.strings(document))))
    wanted = Counter(w for line in case.lines if line.kind for w in corpus.words(line.text))
    assert wanted - kept == Counter()
    assert document["daekning"] == 1.0
