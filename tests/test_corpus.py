"""The corpus, rendered as text and PDF and scored: no figure may fall below its floor."""

from __future__ import annotations

from pathlib import Path

import pytest

import corpus
import floors
from conftest import CASES, SEED
from referat_parser.pipeline import parse_bytes

BLIND = sorted(CASES.parent.glob("blind-*"))
VARIANTS = ("txt", "wrapped", "word", "even", "table", "ocr")


def score(cases: list[corpus.Case], variant: str, folder: Path) -> dict[str, float]:
    totals = {figure: corpus.Tally() for figure in corpus.FIGURES}
    for case in cases:
        source = corpus.render(case, variant, folder)
        said = parse_bytes(source.read_bytes()).model_dump(mode="json")
        gold = corpus.misread_case(case) if variant == "ocr" else case
        for figure, one in corpus.score_document(gold, said, lenient=variant == "ocr").items():
            totals[figure].add(one.hit, one.said, one.gold)
    return {figure: one.f1 for figure, one in totals.items() if one.f1 is not None}


@pytest.mark.parametrize("variant", VARIANTS)
def test_corpus_stays_above_its_floors(variant: str, tmp_path: Path) -> None:
    figures = score(corpus.read_cases(CASES), variant, tmp_path)
    short = {f: (figures[f], floor) for f, floor in floors.load("corpus")[variant].items() if figures[f] < floor}
    assert not short, f"{variant}: figure (said, floor): {short}"


@pytest.mark.parametrize("variant", ["txt", "word"])
@pytest.mark.parametrize("blind", BLIND, ids=lambda folder: folder.name)
def test_cases_that_were_read_blind_once_stay_above_their_floors(blind: Path, variant: str, tmp_path: Path) -> None:
    figures = score(corpus.read_cases(blind), variant, tmp_path)
    least = floors.load("blind")[blind.name.removeprefix("blind-")]
    short = {figure: (figures[figure], floor) for figure, floor in least.items() if figures[figure] < floor}
    assert not short, f"{blind.name} {variant}: figure (said, floor): {short}"


@pytest.mark.parametrize("variant", ["wrapped", "even", "table", "ocr"])
def test_cases_that_were_read_blind_once_are_read_in_other_layouts(variant: str, tmp_path: Path) -> None:
    figures = score([case for blind in BLIND for case in corpus.read_cases(blind)], variant, tmp_path)
    least = floors.load("blind_laid_out")[variant]
    short = {figure: (figures[figure], floor) for figure, floor in least.items() if figures[figure] < floor}
    assert not short, f"{variant}: figure (said, floor): {short}"


@pytest.mark.parametrize("variant", ["txt", "word", "even", "table"])
@pytest.mark.skipif(not SEED.exists(), reason="the seed case lies beside this checkout only, in ../shared")
def test_seed_is_read_without_a_fault(variant: str, tmp_path: Path) -> None:
    figures = score([corpus.read_case(SEED)], variant, tmp_path)
    assert figures == dict.fromkeys(figures, 1.0)


def test_cases_are_well_formed() -> None:
    faults = [
        fault for folder in (CASES, *BLIND) for case in corpus.read_cases(folder) for fault in corpus.check_case(case)
    ]
    assert faults == []
