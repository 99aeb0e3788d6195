"""What decisions say: the rules and their examples, invented sentences, and every decision of the corpus."""

from __future__ import annotations

import time
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from conftest import CASES, SEED
from corpus import Case, read_case, read_cases
from referat_parser.interpret.decisions import (
    Decision,
    is_decision_paragraph,
    is_decision_sentence,
    read_decision,
)
from referat_parser.interpret.outcomes import decision_rules, say_outcome
from referat_parser.interpret.sentences import split_sentences
from referat_parser.interpret.votes import parse_voters, read_votes
from referat_parser.lexicon import load_rules

HERE = Path(__file__).parent
SENTENCES: list[dict[str, Any]] = tomllib.loads((HERE / "decisions.toml").read_text(encoding="utf-8"))["cases"]
TABLE = load_rules("decisions")
OUTCOME_FLOOR, VOTE_FLOOR = 0.98, 0.97
SIDES = ("for", "imod", "undlod")


def votes(decision: Decision) -> dict[str, list[str]]:
    found = decision.afstemning
    return {"for": found.for_, "imod": found.imod, "undlod": found.undlod} if found else {side: [] for side in SIDES}


@pytest.mark.parametrize(
    ("table", "number"), [(table, number) for table in ("letter", "outcome") for number in range(len(TABLE[table]))]
)
def test_each_pattern_has_an_example_and_each_example_a_pattern(table: str, number: int) -> None:
    rules = {"letter": decision_rules().letters, "outcome": decision_rules().outcomes}
    rule, compiled = TABLE[table][number], rules[table][number]
    lows = [example.casefold().rstrip(".") for example in rule["yes"]]
    for pattern in compiled.patterns:
        assert any(pattern.search(low) for low in lows), f"no example of {pattern.pattern}"
    for low in lows:
        assert any(pattern.search(low) for pattern in compiled.patterns), f"no pattern for {low!r}"
        assert any(word in low for word in compiled.words), f"no gate word in {low!r}"
    for example in rule["yes"]:
        assert say_outcome(example) == rule["udfald"], example
        assert read_decision(example).udfald == rule["udfald"], example
    for example in rule["no"]:
        assert not any(pattern.search(example.casefold().rstrip(".")) for pattern in compiled.patterns), example


@pytest.mark.parametrize("number", range(len(TABLE["motion"])))
def test_each_motion_asks_for_what_it_says(number: int) -> None:
    motion, (udfald, pattern) = TABLE["motion"][number], decision_rules().motions[number]
    assert udfald == motion["udfald"]
    assert all(pattern.search(example.casefold()) for example in motion["yes"])
    assert not any(pattern.search(example.casefold()) for example in motion["no"])


@pytest.mark.parametrize(
    "name",
    [
        "forward",
        "change",
        "changed_subject",
        "changed_agenda",
        "aside",
        "amendment",
        "prepared",
        "reported",
        "divided",
        "fit",
        "recommends",
        "opens_with_proposal",
        "suggests",
        "beside",
    ],
)
def test_each_side_pattern_has_an_example(name: str) -> None:
    compiled = getattr(decision_rules(), name)
    for pattern in compiled:
        assert any(pattern.search(example.casefold()) for example in TABLE[name]["yes"]), pattern.pattern
    for example in TABLE[name]["yes"]:
        assert any(pattern.search(example.casefold()) for pattern in compiled), example
    for example in TABLE[name]["no"]:
        assert not any(pattern.search(example.casefold()) for pattern in compiled), example


def test_what_is_joined_in_without_a_vote() -> None:
    for example in TABLE["spoken"]["yes"] + TABLE["spoken"]["no"]:
        assert bool(read_votes(said := f"Ib Friis (A) tilsluttede sig{example}", said)) is (
            example in TABLE["spoken"]["no"]
        )


def test_a_last_paragraph_that_tells_of_a_recommendation_is_no_decision() -> None:
    assert is_decision_paragraph("Havnen har søgt. Udvalget vedtog at støtte den.", "")
    assert not is_decision_paragraph("Havnen har søgt. Administrationen indstiller, at mulighed 1 godkendes.", "")


@pytest.mark.parametrize(("text", "udfald"), [(t, u) for u, texts in TABLE["exact"].items() for t in texts])
def test_whole_decisions_are_known_in_any_case_and_with_a_stop(text: str, udfald: str) -> None:
    for form in (text, text.capitalize() + ".", text.upper()):
        assert read_decision(form).udfald == udfald


@pytest.mark.parametrize("case", SENTENCES, ids=lambda case: case["text"][:50])
def test_sentences_beyond_the_corpus(case: dict[str, Any]) -> None:
    decision = read_decision(case["text"], title=case.get("title", ""))
    assert decision.udfald == case["udfald"]
    assert votes(decision) == {side: case.get(side, []) for side in SIDES}
    if "antal" in case:
        counts = decision.afstemning.antal if decision.afstemning else None
        said = counts.model_dump(by_alias=True) if counts else {}
        assert {side: number for side, number in said.items() if number} == case["antal"]
    if "til" in case:
        assert decision.til == case["til"]
    if "enstemmig" in case:
        assert decision.enstemmig is case["enstemmig"]
    if "fravaer" in case:
        assert [person.navn for person in decision.fravaerende] == case["fravaer"]
    if "bem" in case:
        assert [remark.type for remark in decision.bemaerkninger] == case["bem"]


def decisions_of(case: Case, number: int) -> list[str]:
    """The texts under the decision headings of one item."""
    blocks: list[list[str]] = []
    open_block = False
    for line in case.lines:
        if line.item == number and line.label.endswith(":vedtagelse!"):
            blocks.append([])
            open_block = True
        elif line.item == number and line.kind == "vedtagelse":
            if not open_block:
                blocks.append([])
                open_block = True
            blocks[-1].append(line.text)
        elif not line.label and open_block:
            blocks[-1].append("")
        elif line.label not in ("F", "T", "D", ""):
            open_block = False
    return [text for block in blocks if (text := "\n".join(block).strip())]


def test_decisions_of_the_corpus() -> None:
    cases = read_cases(CASES)
    cases += [read_case(SEED)] if SEED.exists() else []
    right, total, wrong = 0, 0, []
    tally: Counter[str] = Counter()
    for case in cases:
        for number, item in enumerate(case.items, 1):
            gold = item.get("vedtagelse", [])
            texts = decisions_of(case, number)
            if len(texts) != len(gold):
                continue
            for text, want in zip(texts, gold, strict=True):
                got = read_decision(text, title=item["titel"], is_final_body=want is gold[-1])
                total += 1
                right += got.udfald == want["udfald"]
                if got.udfald != want["udfald"]:
                    wrong.append((case.name, number, want["udfald"], got.udfald))
                for side, names in votes(got).items():
                    gold_names = set(want.get(side, []))
                    tally["hit"] += len(gold_names & set(names))
                    tally["all"] += len(gold_names) + len(set(names))
    assert total > 200
    assert right / total >= OUTCOME_FLOOR, wrong
    assert 2 * tally["hit"] / tally["all"] >= VOTE_FLOOR


@pytest.mark.parametrize(
    "text",
    [
        "Vedtaget.",
        "Indstillingen blev godkendt uden afstemning.",
        "Byrådet vedtog forslaget.",
        "Til efterretning.",
        "Udvalget anbefaler indstillingen.",
        "Sagen blev udsat.",
        "Vedtoges.",
        "Ansøgningen imødekommes.",
        "Godkendt. Ø stemte imod.",
        "Økonomiudvalget kan ikke imødekomme ansøgningen.",
    ],
)
def test_a_decision_without_a_heading(text: str) -> None:
    assert is_decision_sentence(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Forvaltningen indstiller, at forslaget godkendes.",
        "Byrådet vedtog på mødet den 3. maj 2015 at opføre hallen.",
        "Udvalget skal godkende regnskabet.",
        "Lokalplanen blev vedtaget i 2012.",
        "Der er modtaget en ansøgning, som forvaltningen anbefaler imødekommet.",
        "Udvalget har tidligere besluttet at støtte foreningen.",
        "Ingen.",
        "Kontoret behandler sagen.",
        "Forvaltningen kan ikke imødekomme ansøgningen.",
    ],
)
def test_no_decision_without_a_heading(text: str) -> None:
    assert not is_decision_sentence(text)


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Imod stemte I og O. C undlod at stemme.", ["Imod stemte I og O.", "C undlod at stemme."]),
        ("For stemte Aage B. Holm. Imod stemte C, K. Ben Salim og O.", ["For stemte Aage B. Holm.", "Imod stemte C, K. Ben Salim og O."]),
        ("Udsat til den 3. maj 2019. Jf. pkt. 2.", ["Udsat til den 3. maj 2019.", "Jf. pkt. 2."]),
        ("Der gives 500.000 kr. Beløbet frigives.", ["Der gives 500.000 kr.", "Beløbet frigives."]),
        ("1. Godkendt. 2. Anbefales.", ["1. Godkendt.", "2. Anbefales."]),
    ],
)  # fmt: skip
def test_sentences_end_where_they_end(text: str, sentences: list[str]) -> None:
    assert [sentence.text for sentence in split_sentences(text)] == sentences


def test_voters_are_as_printed() -> None:
    assert parse_voters("Henrik Skovbo (O), A+V, Liste T og Dansk Folkeparti, idet de ønsker en pause") == (
        ["Henrik Skovbo", "A", "V", "T", "Dansk Folkeparti"],
        None,
    )
    assert parse_voters("20 (Bo Hilm (A), Ea Dam (B))") == (["Bo Hilm", "Ea Dam"], 20)


def test_counts_alone_are_counts() -> None:
    found = read_decision("Forslaget blev tiltrådt med 34 stemmer imod 15.")
    assert found.afstemning is not None and found.afstemning.antal is not None
    assert (found.afstemning.antal.for_, found.afstemning.antal.imod, found.enstemmig) == (34, 15, False)


def test_support_by_a_body_on_the_way_is_a_recommendation() -> None:
    assert read_decision("Udvalget støtter indstillingen.", is_final_body=False).udfald == "anbefalet"
    assert read_decision("Udvalget støtter indstillingen.").udfald == "godkendt"
    assert read_decision("Økonomiudvalget tiltrådte indstillingen.", is_final_body=False).udfald == "godkendt"


def test_nothing_is_none() -> None:
    assert read_decision(" \n ") == Decision(None, None, None, None, [], [])
    assert read_decision("Fraværende: Ingen").fravaerende == []


def test_a_remark_keeps_who_and_what() -> None:
    found = read_decision("Anbefales.\n\nVilly Rask (F) tog forbehold.").bemaerkninger
    assert [(remark.type, remark.hvem, remark.tekst) for remark in found] == [
        ("forbehold", ["Villy Rask"], "Villy Rask (F) tog forbehold.")
    ]


@pytest.mark.timed
def test_reading_is_fast() -> None:
    read_decision("Indstillingen blev godkendt uden afstemning, jf. bilag.")
    texts = [
        "Indstillingen blev godkendt efter afstemning.",
        "Udvalget anbefaler, at indstillingen godkendes.",
        "Godkendt.",
    ]
    started = time.perf_counter()
    for _ in range(300):
        for text in texts:
            read_decision(text)
    assert (time.perf_counter() - started) / 900 < 0.0005
