"""Every case in other formats: a change that leaves the meaning leaves the result, within the floors."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
import transform

import corpus
import floors
from conftest import CASES

APPLIED = {"parti-komma": 5, "parti-parentes": 1, "overskrift-med-organ": 5}  # elsewhere at least 15 cases


@cache
def scored(name: str) -> list[transform.Figures]:
    """The scores of one transformation, a document each."""
    chosen = [one for one in transform.TRANSFORMATIONS if one.name == name]
    return [result.tallies for result in transform.results(corpus.read_cases(CASES), chosen, ["txt"], Path())]


NAMES = [one.name for one in transform.TRANSFORMATIONS]


@pytest.mark.parametrize("name", NAMES)
def test_transformation_stays_above_its_floors(name: str) -> None:
    figures = transform.pooled(scored(name))
    short = {f: (figures[f], floor) for f, floor in floors.load("metamorphic")["each"].items() if figures[f] < floor}
    assert not short, f"{name}: figure (said, floor): {short}; see transform.py score --only {name} --worst"


def test_all_together_stay_above_their_floors() -> None:
    figures = transform.pooled(tallies for name in NAMES for tallies in scored(name))
    short = {f: (figures[f], floor) for f, floor in floors.load("metamorphic")["average"].items() if figures[f] < floor}
    assert not short, f"figure (said, floor): {short}"


@pytest.mark.parametrize("one", transform.TRANSFORMATIONS, ids=NAMES)
def test_transformed_cases_are_well_formed(one: transform.Transformation) -> None:
    transformed = [changed for case in corpus.read_cases(CASES) if (changed := one.apply(case))]
    assert [fault for case in transformed for fault in corpus.check_case(case)] == []
    assert len(transformed) >= APPLIED.get(one.name, 15)


def test_order_of_sections_changes_order_alone() -> None:
    for case in corpus.read_cases(CASES):
        for change in (transform.decision_first, transform.attachments_first):
            changed = change(case)
            if changed:
                before, after = (
                    sorted((line.label, line.text) for line in c.lines if line.label not in ("", "F"))
                    for c in (case, changed)
                )
                assert before == after, case.name


def test_gold_of_a_transformed_case_scores_full() -> None:
    """The gold moves with the text: what a faultless parser would say scores 1.0."""
    for case in corpus.read_cases(CASES)[::4]:
        for one in transform.TRANSFORMATIONS:
            changed = one.apply(case)
            if changed:
                figures = transform.pooled([corpus.score_document(changed, corpus.gold_document(changed))])
                assert figures["sektioner"] == figures["punkter"] == 1.0, (case.name, one.name)
