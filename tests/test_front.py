"""Every label of the rules is read with a colon, in capitals and above its value; near misses are not."""

from __future__ import annotations

import pytest

from referat_parser.document import Box, Line
from referat_parser.interpret.front import read_front
from referat_parser.interpret.titlelines import cut_place, read_span, read_title
from referat_parser.lexicon import load_rules

LABELS = load_rules("labels")
VALUES = {
    "date": "3. maj 2021",
    "time": "kl. 17.00",
    "end": "19.30",
    "place": "Rådhuset, lokale 2",
    "present": "Anna Ask, Bo Friis",
    "absent": "Anna Ask og Bo Friis",
    "body": "Teknisk Udvalg",
    "type": "Referat",
    "other": "Ea Lind",
    "remarks": "Mødet begynder ved havnen",
}
WORDS = [(entry["role"], word) for entry in LABELS["label"] for word in entry["words"]]
PLAIN = [(entry["role"], word) for entry in LABELS["label"] if entry["plain"] for word in entry["words"]]


def read(*lines: str) -> list[tuple[str, str]]:
    front = read_front([Line(n, line) for n, line in enumerate(lines, 1)])
    return [(value.role, value.text) for value in front.values]


@pytest.mark.parametrize(("role", "word"), WORDS)
def test_a_label_with_a_colon(role: str, word: str) -> None:
    value = VALUES[role]
    assert read(f"{word}: {value}") == read(f"{word.upper()} : {value}") == [(role, value)]


@pytest.mark.parametrize(("role", "word"), WORDS)
def test_a_label_above_its_value(role: str, word: str) -> None:
    assert read(word, VALUES[role]) == [(role, VALUES[role])]


@pytest.mark.parametrize(("role", "word"), PLAIN)
def test_a_label_without_a_colon(role: str, word: str) -> None:
    value = VALUES[role][0].upper() + VALUES[role][1:]
    assert read(f"{word} {value}") == [(role, value)]


@pytest.mark.parametrize("text", LABELS["examples"]["not_labels"])
def test_what_is_no_label(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("line", "values"),
    [
        (
            "Mødedato 3. maj 2021 kl. 18 Mødested Byrådssalen",
            [("date", "3. maj 2021 kl. 18"), ("place", "Byrådssalen")],
        ),
        (
            "Mødested: 202 Starttidspunkt: Kl. 16:00 Sluttidspunkt: Kl. 18:25",
            [("place", "202"), ("time", "Kl. 16:00"), ("end", "Kl. 18:25")],
        ),
        (
            "Deltagere: Anna Ask, Bo Friis Afbud: Ea Lind",
            [("present", "Anna Ask, Bo Friis"), ("absent", "Ea Lind")],
        ),
        ("Mødested Lokalet Sted og Stund", [("place", "Lokalet Sted og Stund")]),
        ("Mødested Rådhuset, Hvor Åen Ender", [("place", "Rådhuset, Hvor Åen Ender")]),
    ],
)
def test_labels_that_run_on_in_a_line(line: str, values: list[tuple[str, str]]) -> None:
    assert read(line) == values


@pytest.mark.parametrize("line", LABELS["examples"]["habits"])
def test_what_is_said_of_meetings_in_general(line: str) -> None:
    assert read_title(line).times == () and read_title(line).place is None
    assert read_span(f"{line}") == (None, None)


@pytest.mark.parametrize("line", LABELS["examples"]["not_habits"])
def test_what_is_said_of_this_meeting(line: str) -> None:
    assert read_title(line).times == ("16:00",)


@pytest.mark.parametrize(("printed", "place"), LABELS["examples"]["places"])
def test_a_place_ends_where_the_next_sentence_begins(printed: str, place: str) -> None:
    assert cut_place(printed) == place


def test_a_label_that_a_scanner_misread() -> None:
    assert read("Mødcdato: 3. maj 2021") == [("date", "3. maj 2021")]


def test_every_line_is_in_one_place() -> None:
    lines = ["Referat", "Dato", "3. maj 2021", "Til stede:", "Anna Ask", "Bo Friis", "Kaffe og kage."]
    front = read_front([Line(n, line) for n, line in enumerate(lines, 1)])
    numbers = [n for value in front.values for n in value.numbers] + [line.number for line in front.free]
    assert sorted(numbers) == list(range(1, len(lines) + 1))


def roll(*rows: tuple[str, ...]) -> list[Line]:
    """The cells of a printed table as lines, column by column 100 points apart."""
    lines: list[Line] = []
    for at, row in enumerate(rows):
        for column, text in enumerate(row):
            if text:
                box = Box(50.0 + 100 * column, 100.0 + 15 * at, 120.0 + 100 * column, 111.0 + 15 * at)
                lines.append(Line(len(lines) + 1, text, 1, box, 11.0))
    return lines


@pytest.mark.parametrize(
    "rows",
    [
        [("Navn", "Parti", "Til stede"), ("Anna Vind", "A", "✓"), ("Bo Lund", "V", "Afbud"), ("Carl Mose", "", "✓")],
        [
            ("Medlem", "Liste", "Fremmøde"),
            ("Anna Vind", "A", "Mødt"),
            ("Bo Lund", "V", "Afbud"),
            ("Carl Mose", "O", "x"),
        ],
        [("Navn", "Parti", "Afbud"), ("Anna Vind", "A", ""), ("Bo Lund", "V", "X"), ("Carl Mose", "O", "")],
        [("Navn Parti Til stede",), ("Anna Vind A ✓",), ("Bo Lund V Afbud",), ("Carl Mose O ✓",)],
        [("Navn", "Til stede"), ("Anna Vind (A)", "Ja"), ("Bo Lund (V)", "Afbud"), ("Carl Mose (O)", "Ja")],
    ],
    ids=["marks", "words", "absence", "one text", "two columns"],
)
def test_a_table_of_attendance_is_read_by_its_columns(rows: list[tuple[str, ...]]) -> None:
    values = {value.role: list(value.lines) for value in read_front(roll(*rows)).values}
    assert [name.split(" (")[0] for name in values["present"]] == ["Anna Vind", "Carl Mose"]
    assert values["present"][0] == "Anna Vind (A)" and values["absent"] == ["Bo Lund (V), afbud"]


def test_what_only_begins_like_such_a_table_is_none() -> None:
    front = read_front(roll(("Navn", "Adresse"), ("Anna Vind", "Søvej 4")))
    assert not any(value.role in ("present", "absent") for value in front.values)
    signed = read_front(
        [*roll(("Navn", "Til stede"), ("Anna Vind", "✓")), Line(40, "Bo Lund", 3, Box(50, 700, 90, 711), 11.0)]
    )
    assert [list(value.lines) for value in signed.values] == [["Anna Vind"]]
