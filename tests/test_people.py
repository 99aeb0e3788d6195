"""Lists of people in every notation, and sentences about who was absent."""

from __future__ import annotations

import pytest

from referat_parser.interpret.people import Named, find_absent, is_name, read_people
from referat_parser.lexicon import load_rules

EXAMPLES = load_rules("people")["examples"]


@pytest.mark.parametrize("name", EXAMPLES["names"])
def test_names(name: str) -> None:
    assert is_name(name)


@pytest.mark.parametrize("text", EXAMPLES["not_names"])
def test_what_is_no_name(text: str) -> None:
    assert not is_name(text)


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Anna Ask, Bo Friis-Dahl", [Named("Anna Ask"), Named("Bo Friis-Dahl")]),
        (
            "Anna Ask (A), Bo B. Friis (V) og Ea Lind",
            [Named("Anna Ask", "A"), Named("Bo B. Friis", "V"), Named("Ea Lind")],
        ),
        ("Anna Ask\nBo Friis (V)", [Named("Anna Ask"), Named("Bo Friis", "V")]),
        ("Anna Ask, (F)", [Named("Anna Ask", "F")]),
        ("Anna Ask, V", [Named("Anna Ask", "V")]),
        ("(A) Anna Ask", [Named("Anna Ask", "A")]),
        ("Formand Anna Ask (A)", [Named("Anna Ask", "A", "Formand")]),
        ("1. viceborgmester Anna Ask", [Named("Anna Ask", rolle="1. viceborgmester")]),
        ("Anna Ask (Ø), Suppleant for Bo Friis (Ø)", [Named("Anna Ask", "Ø", "Suppleant for Bo Friis (Ø)")]),
        ("Anna Ask (1. suppleant - O)", [Named("Anna Ask", "O", "1. suppleant")]),
        ("Anna Ask (Ø), sag 148-152", [Named("Anna Ask", "Ø", punkter="148-152")]),
        ("Anna Ask deltog under sag nr. 33's behandling.", [Named("Anna Ask", punkter="33")]),
        ("Anna Ask (C) - afbud", [Named("Anna Ask", "C", aarsag="afbud")]),
        ("Anna Ask (løsgænger)", [Named("Anna Ask", "løsgænger")]),
        ("Anna Ask (syg)", [Named("Anna Ask", aarsag="syg")]),
        (
            "Anna Ask og Bo Friis havde meldt forfald",
            [Named("Anna Ask", aarsag="forfald"), Named("Bo Friis", aarsag="forfald")],
        ),
        ("Der var afbud fra Anna Ask (Å)", [Named("Anna Ask", "Å")]),
        ("Anna Ask (V) var indkaldt som stedfortræder", [Named("Anna Ask", "V", "Stedfortræder")]),
        ("Anna Ask (næstformand), FOA\nBo Friis, HK", [Named("Anna Ask", rolle="næstformand"), Named("Bo Friis")]),
        ("Anna Ask, Karin\nDal, Bo Friis", [Named("Anna Ask"), Named("Karin Dal"), Named("Bo Friis")]),
        (
            "Venstre: Anna Ask, Bo Friis\nSF: Ea Lind",
            [Named("Anna Ask", "Venstre"), Named("Bo Friis", "Venstre"), Named("Ea Lind", "SF")],
        ),
        ("• Anna Ask (A)\n• Bo Friis (UP)", [Named("Anna Ask", "A"), Named("Bo Friis", "UP")]),
        ("Anna Ask (AA), Ea Dal Lind (EDL)", [Named("Anna Ask"), Named("Ea Dal Lind")]),
        ("Ingen", []),
        ("-", []),
        ("Sagen udsættes til næste møde.", []),
    ],
)
def test_lists(text: str, people: list[Named]) -> None:
    assert read_people(text) == people


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Mødet begyndte kl. 15.00.\nDer var afbud fra Anna Ask (Å).", ["Anna Ask"]),
        ("Anna Ask og Bo Friis var fraværende. Godkendt.", ["Anna Ask", "Bo Friis"]),
        ("Alle var til stede undtagen Anna Ask, der havde meldt forfald.", ["Anna Ask"]),
        ("Medlemmerne var mødt, bortset fra Anna Ask og Bo Friis.", ["Anna Ask", "Bo Friis"]),
        ("Anna Ask havde meldt afbud, og Bo Friis deltog i stedet.", ["Anna Ask"]),
        ("Fraværende: Anna Ask (V) - Bo Friis (V) mødte som stedfortræder.", ["Anna Ask"]),
        ("Afbud fra Anna Ask stedfortræder Bo Friis", ["Anna Ask"]),
        ("Anna Ask deltog ikke i mødet.", ["Anna Ask"]),
        ("Anna Ask deltog ikke i sagens behandling.", []),
        ("Fraværende: Ingen", []),
        ("Fraværet er faldet på Østre Skole.", []),
    ],
)
def test_sentences_about_absence(text: str, names: list[str]) -> None:
    assert [person.navn for person in find_absent(text)] == names
