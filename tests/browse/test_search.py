"""Danish words are found in their forms and in compounds, and not in words that merely look like them."""

from __future__ import annotations

import pytest

from referat_parser.browse.search import find_all, read_query, sentence_around


def found(query: str, text: str) -> list[str]:
    return [text[a:b] for a, b in find_all(read_query(query), text)]


@pytest.mark.parametrize(
    ("query", "text", "words"),
    [
        ("solceller", "Et solcelleanlæg. Solcellerne. Sol og celle.", ["solcelleanlæg", "Solcellerne"]),
        ("skoler", "Skolen, folkeskolerne og en skoleleder; en skolding.", ["Skolen", "folkeskolerne", "skoleleder"]),
        ("boliger", "bolig, boligen, almene ældreboliger", ["bolig", "boligen", "ældreboliger"]),
        ("busser", "Bussen og bybusserne; et busk.", ["Bussen", "bybusserne"]),
        ("børn", "barnet, børnehaven og småbørn", ["barnet", "børnehaven", "småbørn"]),
        ("huset", "huse og rådhuset, men ikke husmand", ["huse", "rådhuset"]),
        ("by", "byen, landsbyer, byggeri", ["byen", "landsbyer"]),
        ("ålborg", "Aalborg og Ålborg", ["Aalborg", "Ålborg"]),
        ('"grøn energi"', "Grøn  energi, grønnere energi", ["Grøn  energi"]),
        ("18/21377", "Sag 18/21377 og 18/2137", ["18/21377"]),
        ("(a+)+$", "aaaaaaaaaaaaaaaaaaaaaaaaaaaa!", []),
    ],
)
def test_forms_and_compounds(query: str, text: str, words: list[str]) -> None:
    assert found(query, text) == words


def test_needles_are_in_every_text_that_holds_the_term() -> None:
    for query, text in (
        ("solceller", "SOLCELLEANLÆG"),
        ("Aalborg", "i ålborg"),
        ("ålborg", "i Aalborg"),
        ("kaféer", "en cafe og kafe"),
    ):
        term = read_query(query)[0]
        if next(term.find(text), None):
            assert any(needle in text.lower() for needle in term.needles), query


def test_sentence_is_the_one_with_the_word() -> None:
    text = "Første sætning. Her står ordet, kl. 10 med punktum. Sidste.\nNyt afsnit."
    a = text.index("ordet")
    start, end = sentence_around(text, (a, a + 5))
    assert text[start:end] == "Her står ordet, kl. 10 med punktum." or text[start:end].startswith("Her står ordet")
    assert "Første" not in text[start:end]
    assert "Sidste" not in text[start:end]


def test_a_long_sentence_is_cut_at_words() -> None:
    text = "ord " * 500 + "nål " + "ord " * 500
    a = text.index("nål")
    start, end = sentence_around(text, (a, a + 3))
    assert end - start < 400
    assert "nål" in text[start:end]
    assert text[start:end].split()[0] == "ord"
