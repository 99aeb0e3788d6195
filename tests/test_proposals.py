"""Who recommends, and the points of what is recommended."""

from __future__ import annotations

import pytest

from referat_parser.interpret.proposals import read_points, read_proposer
from referat_parser.lexicon import load_rules

ORDINALS = load_rules("decisions")["ordinals"]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Direktionen indstiller, at", "Direktionen"),
        ("Sagen er ny. Direktionen indstiller, at", "Direktionen"),
        ("Chef for Havn & Vej Palle M. Riis indstiller, at", "Chef for Havn & Vej Palle M. Riis"),
        ("Konst. Havnechef indstiller,", "Konst. Havnechef"),
        ("Adm. direktør Lis Holm foreslår, at", "Adm. direktør Lis Holm"),
        ("Vicedir. Lis Holm anbefaler, at", "Vicedir. Lis Holm"),
        ("Der er midler i pulje 2. Udvalget for Plan indstiller", "Udvalget for Plan"),
        ("Det indstilles, at planen godkendes.", None),
        ("Det foreslår", None),
    ],
)
def test_who_recommends(text: str, who: str | None) -> None:
    assert read_proposer([text]) == who


@pytest.mark.parametrize(
    ("texts", "points"),
    [
        (["1. at planen godkendes", "2) at den sendes i høring"], ["at planen godkendes", "at den sendes i høring"]),
        (["• stien flyttes", "• 1. stedfortræder Lis Holm indkaldes"], ["stien flyttes", "1. stedfortræder Lis Holm indkaldes"]),
        (["- 2. behandling af budgettet finder sted i maj"], ["2. behandling af budgettet finder sted i maj"]),
        (["• 1. at planen godkendes"], ["at planen godkendes"]),
        (["Direktionen indstiller, at planen godkendes."], ["at planen godkendes."]),
    ],
)  # fmt: skip
def test_points(texts: list[str], points: list[str]) -> None:
    assert read_points(texts) == points


def test_the_number_of_each_ordinal_is_kept() -> None:
    assert all(any(f". {word}" in example for example in ORDINALS["yes"]) for word in ORDINALS["words"])
    assert all(read_points([example]) == [example[2:]] for example in ORDINALS["yes"])
    assert not any("1." in read_points([example])[0] for example in ORDINALS["no"])
