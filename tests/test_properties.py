"""What must hold for any text: a document comes out, nothing is raised, and every line is accounted for exactly once."""

from __future__ import annotations

import random
from collections import Counter

import pytest
from hypothesis import HealthCheck, example, given, settings
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


def account(source: Source) -> dict[int, list[str]]:
    """Where each line was put: as furniture, or in the roles of blocks of the segmented document."""
    layout = lay_out(source)
    seen: dict[int, list[str]] = {number: ["furniture"] for number in layout.furniture}
    for role, _, block in placed_blocks(segment(layout)):
        for number in {line.number for line in block.lines}:
            seen.setdefault(number, []).append(role)
    return seen


def _once_each(source: Source) -> None:
    seen = account(source)
    wrong = {line.number: seen.get(line.number, []) for line in source.lines if line.text}
    wrong = {number: roles for number, roles in wrong.items() if len(roles) != 1 and not _runs_on(roles)}
    assert wrong == {}, {n: (roles, source.lines[n - 1].text) for n, roles in wrong.items()}


def _runs_on(roles: list[str]) -> bool:
    """Whether a line is a heading with its text behind it: in two blocks of one section."""
    heading, *text = sorted(roles, key=lambda role: not role.endswith("!"))
    return heading.endswith("!") and text == [heading[:-1]]


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(_LINES)
@example("Punkt 1: Meddelelser\n" * 4)
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
