"""Bodies are known by the shape of their names, and nothing else is."""

from __future__ import annotations

import pytest

from referat_parser.bodies import find_body, is_body, match_body
from referat_parser.lexicon import load_rules

EXAMPLES = load_rules("bodies")["examples"]


@pytest.mark.parametrize("name", EXAMPLES["bodies"])
def test_a_body_is_the_whole_of_its_name(name: str) -> None:
    assert is_body(name)


@pytest.mark.parametrize("text", EXAMPLES["not_bodies"])
def test_what_is_no_body(text: str) -> None:
    assert not is_body(text)


@pytest.mark.parametrize(
    ("text", "name", "printed"),
    [
        ("Økonomiudvalgets beslutning", "Økonomiudvalget", "Økonomiudvalgets"),
        ("ØKONOMIUDVALGETS BESLUTNING", "ØKONOMIUDVALGET", "ØKONOMIUDVALGETS"),
        ("Referat Ådalen Byråd 18-09-2019", "Ådalen Byråd", "Ådalen Byråd"),
        ("Beslutning i Økonomiudvalget (ØK) den 3. maj", "Økonomiudvalget (ØK)", "Økonomiudvalget (ØK)"),
        (
            "Udvalget for Klima, Energi og Miljø, 14. januar 2025, pkt. 2:",
            "Udvalget for Klima, Energi og Miljø",
            "Udvalget for Klima, Energi og Miljø",
        ),
        ("Udvalget for Plan og Teknik indstiller, at", "Udvalget for Plan og Teknik", "Udvalget for Plan og Teknik"),
        (
            "Indstilles til udvalget for børn og unge den 3. maj",
            "udvalget for børn og unge",
            "udvalget for børn og unge",
        ),
        ("teknik- og miljøudvalget anbefaler", "teknik- og miljøudvalget", "teknik- og miljøudvalget"),
        ("Byrådsmøde den 4. maj", "Byrådet", "Byrådsmøde"),
        ("Kommunen og Ældrerådet", "Ældrerådet", "Ældrerådet"),
        ("vedtaget i byrådet", "byrådet", "byrådet"),
        ("Boligområdet og Handicaprådet", "Handicaprådet", "Handicaprådet"),
    ],
)
def test_the_first_body_in_a_text(text: str, name: str, printed: str) -> None:
    found = find_body(text)
    assert found is not None
    assert (found.name, text[found.start : found.end]) == (name, printed)


def test_abbreviations_only_where_asked() -> None:
    assert match_body("KB den 3. maj 2021") is None
    found = match_body("KB den 3. maj 2021", abbreviations=True)
    assert found is not None and found.name == "KB"


def test_a_name_begins_exactly_where_asked() -> None:
    text = "Beslutning i Byrådet"
    assert match_body(text) is None
    found = match_body(text, 13)
    assert found is not None and found.name == "Byrådet"
