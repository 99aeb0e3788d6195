"""What a reader is warned of: gaps, doubles and items that may be several."""

from __future__ import annotations

from referat_parser.pipeline import parse

ITEM = "Punkt {}. Sag om vej {}\nBeslutning\nGodkendt.\n\n"
HEAD = "Referat\nØkonomiudvalget\nMødedato: 14. maj 2024\n\n"


def codes(numbers: list[int]) -> list[str]:
    text = HEAD + "".join(ITEM.format(n, n) for n in numbers)
    return [notice.kode for notice in parse(text).advarsler]


def test_minutes_in_order_warn_of_nothing() -> None:
    assert codes([1, 2, 3, 4]) == []


def test_a_number_left_out_is_named() -> None:
    assert codes([1, 2, 4, 5]) == ["nummer-spring"]


def test_a_second_series_is_read_as_items_and_named() -> None:
    assert codes([1, 2, 3, 4, 1, 2, 3]) == ["nummer-gentaget"] * 3
    assert codes([1, 2, 1, 2, 3, 4]) == ["nummer-gentaget"] * 2


def test_a_list_in_a_text_is_no_second_series() -> None:
    text = HEAD + "".join(ITEM.format(n, n).replace("Punkt ", "") for n in (1, 2, 3))
    listed = text + "Udvalget lagde vægt på\n\n1. Vejens bredde\n\n2. Træerne\n\n3. Prisen\n"
    assert [punkt.nummer for punkt in parse(listed).punkter] == ["1", "2", "3"]


def test_votes_that_no_field_holds_are_told() -> None:
    def told(decision: str) -> list[str]:
        text = f"{HEAD}Punkt 1. Sag om vejen\nBeslutning\n{decision}\n"
        return [notice.kode for notice in parse(text).advarsler]

    amendment = "Ændringsforslaget blev ikke vedtaget.\nFor stemte: O.\nImod stemte: A og V.\n"
    assert told(f"{amendment}\nIndstillingen blev godkendt.") == ["flere-afstemninger"]
    assert told(f"{amendment}\nIndstillingen blev godkendt.\nFor stemte: A og V.") == ["flere-afstemninger"]
    assert told("Indstillingen blev godkendt.\nFor stemte: A og V.\nImod stemte: O.") == []
    assert told("Indstillingen blev godkendt med 9 stemmer mod 3.") == []
    assert told("Godkendt, idet A stemte imod. Anbefales.") == []
