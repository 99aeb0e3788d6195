"""The samples: each is read as its gold says, and the JSON beside it is what `referat parse` prints now."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

import corpus
from conftest import SAMPLES
from referat_parser.extract import measure, pdfium
from referat_parser.extract.pdf import read_pdf
from referat_parser.pipeline import parse_bytes

SOURCES = sorted(p for p in SAMPLES.iterdir() if p.suffix in (".pdf", ".txt"))


def said(path: Path) -> dict[str, Any]:
    return parse_bytes(path.read_bytes(), name=path.name).model_dump(mode="json", by_alias=True)


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_json_beside_the_sample_is_current(path: Path) -> None:
    assert json.loads(path.with_suffix(".json").read_text(encoding="utf-8")) == said(path)


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_sample_is_read_as_its_gold_says(path: Path) -> None:
    head = (SAMPLES / "src" / f"{path.stem}.gold.toml").read_text(encoding="utf-8").replace("+++", "")
    gold = tomllib.loads(head)
    document = said(path)
    for key in ("dokumenttype", "udvalg", "dato", "starttid", "sluttid", "sted"):
        assert corpus.plain(document[key] or "") == corpus.plain(gold.get(key) or ""), key
    for key in ("deltagere", "fravaerende"):
        assert {p["navn"] for p in document[key]} == set(gold.get(key, [])), key
    assert len(document["punkter"]) == len(gold["punkt"])
    for item, wanted in zip(document["punkter"], gold["punkt"], strict=True):
        assert (item["nummer"], corpus.words(item["titel"])) == (wanted.get("nummer"), corpus.words(wanted["titel"]))
        assert item["lukket"] == wanted.get("lukket", False), item["titel"]
        assert [b["titel"] for b in item["bilag"]] == wanted.get("bilag", [])
        decisions = [corpus.decision_of(d, document) for d in item["vedtagelser"]]
        assert decisions == [corpus.decision_of(d, gold) for d in wanted.get("vedtagelse", [])], item["titel"]
    assert document["daekning"] == 1.0


@pytest.mark.skipif(not measure._compiled(pdfium.load()), reason="extract/_measure.pyx is not compiled here")
@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.pdf")), ids=lambda path: path.stem)
def test_lines_are_the_same_in_c_and_in_python(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = path.read_bytes()
    in_c = read_pdf(data)
    monkeypatch.setattr(measure, "_compiled", lambda _: None)
    assert read_pdf(data) == in_c
