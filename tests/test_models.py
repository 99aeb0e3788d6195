"""The contract: what is parsed is valid, though its parts are made without a validator each: the whole has one."""

from __future__ import annotations

from pathlib import Path

import pytest

import corpus
from conftest import CASES, SAMPLES
from referat_parser import models as m
from referat_parser.pipeline import parse_bytes


def _is_valid(document: m.Referat) -> bool:
    return m.Referat.model_validate_json(document.model_dump_json()) == document


@pytest.mark.parametrize("path", sorted(CASES.glob("*.txt")), ids=lambda path: path.stem)
@pytest.mark.parametrize("variant", ["txt", "word", "table"])
def test_parsed_case_is_valid(path: Path, variant: str, tmp_path: Path) -> None:
    assert _is_valid(parse_bytes(corpus.render(corpus.read_case(path), variant, tmp_path).read_bytes()))


@pytest.mark.parametrize("path", sorted([*SAMPLES.glob("*.pdf"), *SAMPLES.glob("*.txt")]), ids=lambda path: path.name)
def test_parsed_sample_is_valid(path: Path) -> None:
    assert _is_valid(parse_bytes(path.read_bytes()))


@pytest.mark.parametrize("indent", [None, 2])
def test_the_json_is_what_pydantic_writes(indent: int | None) -> None:
    document = parse_bytes("Byrådet\n1. Vej\nBeslutning\nGodkendt.")
    assert document.to_json(indent=indent) == document.model_dump_json(indent=indent).encode()


def test_a_part_that_is_wrong_is_found_with_the_whole() -> None:
    document = parse_bytes("Byrådet\n1. Vej\nBeslutning\nGodkendt.")
    wrong = m.made(m.Placering, side=0, linjer=(1, 1))
    with pytest.raises(ValueError, match="greater than or equal to 1"):
        m.Referat(**{**dict(document), "punkter": [document.punkter[0].model_copy(update={"placering": wrong})]})


def test_made_part_is_what_the_validator_makes() -> None:
    placering = m.made(m.Placering, side=2, linjer=(3, 4))
    bilag = m.made(m.Bilag, titel="Kort", placering=placering)
    validated = m.Bilag(titel="Kort", placering=m.Placering(side=2, linjer=(3, 4)))
    assert bilag == validated
    assert bilag.model_dump_json() == validated.model_dump_json()
    assert bilag.model_fields_set == validated.model_fields_set
