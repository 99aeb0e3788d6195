"""Lists of people in every notation, and sentences about who was absent."""

from __future__ import annotations

import pytest

from referat_parser.interpret.absences import (
    find_absent,
    find_partly_absent,
    find_partly_present,
    find_substitutes,
    names_item,
    reason_of,
)
from referat_parser.interpret.names import is_name
from referat_parser.interpret.people import Named, read_attendance, read_people
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
        (
            "Anna Ask i stedet for Bo Friis, Ea Lind",
            [Named("Anna Ask", rolle="Stedfortræder for Bo Friis"), Named("Ea Lind")],
        ),
        (
            "Anna Ask, Aalby Kommune\nBo Friis i stedet for Jo Dam, Region Norden\nEa Lind, Dalby Kommune",
            [
                Named("Anna Ask", rolle="Aalby Kommune"),
                Named("Bo Friis", rolle="Stedfortræder for Jo Dam, Region Norden"),
                Named("Ea Lind", rolle="Dalby Kommune"),
            ],
        ),
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
        ("Anna Ask (-)\nBo Friis (bfr) -\nEa Lind (V)", [Named("Anna Ask"), Named("Bo Friis"), Named("Ea Lind", "V")]),
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
        ("Der var afbud fra Anna Schön. Sag nr. 8 udgik af dagsordenen.", ["Anna Schön"]),
        ("Ej til stede: Anna Ask", ["Anna Ask"]),
        (
            "Formanden oplyste, at Anna Ask (O) havde meldt afbud og at Bo Friis (O) deltog som stedfortræder.",
            ["Anna Ask"],
        ),
        ("Anna Ask deltog ikke i mødet.", ["Anna Ask"]),
        ("Anna Ask deltog ikke i sagens behandling.", []),
        ("Samtlige medlemmer var til stede undtagen Anna Ask og Bo Friis.", ["Anna Ask", "Bo Friis"]),
        ("Ea Lind deltog som stedfortræder, idet Anna Ask havde forfald.", ["Anna Ask"]),
        ("Fraværende: Ingen", []),
        ("Fraværet er faldet på Østre Skole.", []),
    ],
)
def test_sentences_about_absence(text: str, names: list[str]) -> None:
    assert [person.navn for person in find_absent(text)] == names


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Anna Ask og Bo Friis deltog ikke i pkt. 14-19.", [("Anna Ask", "14-19"), ("Bo Friis", "14-19")]),
        ("Anna Ask (F) deltog ikke under punkterne 12-15.", [("Anna Ask", "12-15")]),
        ("Anna Ask var fraværende under sag 3 og 4.", [("Anna Ask", "3 og 4")]),
        ("Anna Ask deltog ikke i behandlingen af pkt. 1. Pkt. 9 var på grund af inhabilitet.", [("Anna Ask", "1")]),
        ("Anna Ask deltog ikke i behandlingen af pkt. 4 pga. inhabilitet.", []),
        ("Anna Ask (B) deltog ikke under behandlingen af dagsordenpunkt 2.", [("Anna Ask", "2")]),
        ("Anna Ask deltog ikke i dagsordenspunkterne 3 og 4.", [("Anna Ask", "3 og 4")]),
        ("Anna Ask deltog ikke i mødet.", []),
        ("Anna Ask forlod mødet efter pkt. 4.", []),
        ("Forvaltningen deltog ikke i pkt. 4.", []),
    ],
)
def test_sentences_about_absence_from_items(text: str, people: list[tuple[str, str]]) -> None:
    assert [(person.navn, person.punkter) for person in find_partly_absent(text)] == people
    if people:
        assert find_absent(text) == []


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Istedet mødte Anna Ask.", [("Anna Ask", "Stedfortræder")]),
        (
            "Anna Ask og Bo Friis deltog som suppleanter.",
            [("Anna Ask", "Stedfortræder"), ("Bo Friis", "Stedfortræder")],
        ),
        ("Suppleant Anna Ask deltog.", [("Anna Ask", "Stedfortræder")]),
        ("Bo Friis (A) var fraværende. Som stedfortræder deltog Anna Ask (A)", [("Anna Ask", "Stedfortræder")]),
        ("Afbud: Bo Friis. Som suppleant deltager Anna Ask.", [("Anna Ask", "Stedfortræder")]),
        ("Afbud fra Bo Friis, suppleant Anna Ask deltog.", [("Anna Ask", "Stedfortræder for Bo Friis")]),
        ("Afbud fra Bo Friis stedfortræder Anna Ask.", [("Anna Ask", "Stedfortræder for Bo Friis")]),
        ("• Bo Friis, F - Anna Ask stedfortræder", [("Anna Ask", "Stedfortræder for Bo Friis")]),
        ("Bo Friis (V) - Anna Ask (V) mødte som stedfortræder.", [("Anna Ask", "Stedfortræder for Bo Friis")]),
        (
            "Bo Friis (stedfortræder: Anna Ask) og Ea Lind (stedfortræder: Jo Dam)",
            [("Anna Ask", "Stedfortræder for Bo Friis"), ("Jo Dam", "Stedfortræder for Ea Lind")],
        ),
        (
            "Anna Ask deltog som stedfortræder, idet Bo Friis havde forfald.",
            [("Anna Ask", "Stedfortræder for Bo Friis")],
        ),
        ("Anna Ask mødte som suppleant, da Bo Friis var fraværende.", [("Anna Ask", "Stedfortræder for Bo Friis")]),
        ("Anna Ask deltog for Bo Friis (V).", [("Anna Ask", "Stedfortræder for Bo Friis")]),
        ("Anna Ask er suppleant for Bo Friis.", [("Anna Ask", "Stedfortræder for Bo Friis")]),
        ("Anna Ask deltog for Bo Friis.", []),
        ("Anna Ask deltog for første gang.", []),
        ("Afbud fra Bo Friis. Stedfortræder ikke indkaldt pga. sent afbud.", []),
        ("Anna Ask var indkaldt som stedfortræder, men deltog ikke.", []),
        ("Formanden deltog som stedfortræder for borgmesteren.", []),
    ],
)
def test_who_stands_in(text: str, people: list[tuple[str, str]]) -> None:
    assert [(person.navn, person.rolle) for person in find_substitutes(text)] == people


def test_who_takes_part_for_somebody_known_to_be_absent() -> None:
    assert find_substitutes("Anna Ask deltog for Bo Friis.", {"Bo Friis"}) == [
        Named("Anna Ask", rolle="Stedfortræder for Bo Friis")
    ]
    assert find_substitutes("Anna Ask deltog for Dansk Sejlunion.", {"Bo Friis"}) == []


def test_why_the_one_who_is_stood_in_for_is_absent() -> None:
    said = "Ea Lind deltog som stedfortræder, idet Anna Ask havde forfald."
    assert find_absent(said) == [Named("Anna Ask", aarsag="forfald")]


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Direktør Anna Ask deltog under behandlingen af punkt 2.", [Named("Anna Ask", rolle="Direktør", punkter="2")]),
        ("Bo Friis deltog under pkt. 1-2 og delvis under pkt. 3.", [Named("Bo Friis", punkter="1-2")]),
        ("Anna Ask og Bo Friis deltog kun i punkt 4.", [Named("Anna Ask", punkter="4"), Named("Bo Friis", punkter="4")]),
        ("Anna Ask deltog ikke i punkt 4.", []),
        ("Anna Ask deltog i mødet.", []),
        ("Forvaltningen deltog under punkt 4.", []),
    ],
)  # fmt: skip
def test_who_took_part_in_some_items(text: str, people: list[Named]) -> None:
    assert find_partly_present(text) == people


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Lis, Trine, Rikke", ["Lis", "Trine", "Rikke"]),
        ("Karl-Jørn, Pernille og Anne Grete", ["Karl-Jørn", "Pernille", "Anne Grete"]),
        ("Lis, Trine,\nRikke", ["Lis", "Trine", "Rikke"]),
        ("Anna Ask, Bo Friis", ["Anna Ask", "Bo Friis"]),
        ("Anna Ask, Lis", ["Anna Ask"]),
        ("Lis", []),
        ("Venstre, Enhedslisten", []),
        ("Formanden, Direktionen", []),
        ("Teknik, Miljø", []),
        ("Lis, to elever", []),
    ],
)
def test_given_names_alone(text: str, names: list[str]) -> None:
    assert [person.navn for person in read_attendance(text)] == names


@pytest.mark.parametrize(
    ("label", "reason"),
    [
        ("Afbud", "afbud"),
        ("Fraværende med afbud", "afbud"),
        ("Afbud fra", "afbud"),
        ("Lovligt forfald", "forfald"),
        ("Fraværende uden afbud", "uden afbud"),
        ("Afbud/fravær", None),
        ("Afbud og fravær", None),
        ("Fraværende", None),
    ],
)
def test_what_a_label_says_of_the_reason(label: str, reason: str | None) -> None:
    assert reason_of(label) == reason


def test_items_as_printed_name_an_item() -> None:
    assert all(names_item("12-15 og 20", nummer) for nummer in ("12", "14", "20"))
    assert not any(names_item("12-15 og 20", nummer) for nummer in ("11", "16", "2", "3a", None))
