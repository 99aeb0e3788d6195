"""Running headers and footers of PDFs: what is one, and what only looks like one."""

from __future__ import annotations

import io
from collections.abc import Sequence

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from referat_parser.extract.pdf import read_pdf
from referat_parser.furniture import find_furniture

Placed = tuple[float, str] | tuple[float, str, float]
TEXT = [
    (120.0 + 15 * at, f"Teksten på denne linje er nummer {word} og fylder det meste af siden.")
    for at, word in enumerate("abcdefgh")
]


def kept(*pages: Sequence[Placed]) -> list[str]:
    """The lines that are no furniture, of pages that have each text so far below the top, in 11 points unless said."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4)
    for page in pages:
        for top, text, *size in page:
            canvas.setFont("Helvetica", size[0] if size else 11)
            canvas.drawString(70, A4[1] - top, text)
        canvas.showPage()
    canvas.save()
    lines = read_pdf(buffer.getvalue()).lines
    furniture = find_furniture(lines)
    return [line.text for line in lines if line.number not in furniture]


HEAD: list[Placed] = [(40.0, "Strandlev Byråd"), (790.0, "Punkter til mødet")]


def test_what_minutes_say_item_after_item_is_no_running_line() -> None:
    for said in (
        "Godkendt.",
        "Beslutning i Byrådet den 24-11-2011",
        "Indstilling",
        "Udvalget besluttede at udsætte sagen.",
    ):
        pages = [[*HEAD, (66.0, said), *TEXT], [*HEAD, (66.0, said), *TEXT], [*HEAD, *TEXT]]
        assert kept(*pages).count(said) == 2, said
        assert "Strandlev Byråd" not in kept(*pages)


def test_the_footer_of_a_single_page_is_known_by_its_page_number() -> None:
    assert kept([*TEXT, (790.0, "Side 1 af 1")]) == [text for _, text in TEXT]


def test_a_header_that_begins_on_the_second_page_is_known_from_the_footer() -> None:
    first = [(40.0, "Referat"), *TEXT, (790.0, "Strandlev Byråd")]
    second = [(40.0, "Strandlev Byråd"), *TEXT, (790.0, "Strandlev Byråd")]
    assert "Strandlev Byråd" not in kept(first, second)


def test_a_running_title_in_small_type_changes_with_the_item() -> None:
    titles = ["Lokalplan 14", "Regnskab 2019", "Cykelsti ved havnen", "Takster for haller"]
    pages = [[(40.0, title, 8.0), *TEXT] for title in titles]
    assert not set(titles) & set(kept(*pages))
    large = [[(40.0, title, 14.0), *TEXT] for title in titles]
    assert set(titles) <= set(kept(*large))


def test_numbers_of_items_one_a_page_are_no_page_numbers() -> None:
    pages = [
        [(40.0, str(97 + n)), (60.0, f"Punktets titel {word}"), *TEXT, (790.0, str(n))]
        for n, word in enumerate("abcde", 1)
    ]
    first = [(40.0, "Strandlev Byråd"), *TEXT, (790.0, "0")]
    said = kept(first, *pages)
    assert [text for text in said if text.isdigit()] == ["98", "99", "100", "101", "102"]
