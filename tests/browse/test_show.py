"""What a reader sees in a terminal, and in a file for a spreadsheet or a wiki."""

from __future__ import annotations

import csv
import datetime as dt
import io

import pytest

from referat_parser.browse import words
from referat_parser.browse.markdown import to_markdown
from referat_parser.browse.reading import Reading
from referat_parser.browse.rows import HEADS, to_csv, write_xlsx
from referat_parser.browse.show import count_decisions, render
from referat_parser.outcomes import final_decision

from . import minutes


def test_the_table_says_decision_votes_and_page() -> None:
    page = render(minutes.sample(), width=110, colour=False)
    assert page is not None
    assert "Klima- og Planudvalget" in page
    assert "Referat onsdag 3. februar 2021 · kl. 17:00–19:30" in page
    assert "Til stede (2): Åse Ærø (A), Øjvind Sø (V)" in page
    row = next(line for line in page.splitlines() if "Solcelleanlæg" in line)
    assert "Godkendt" in row
    assert "A, V mod O" in row
    assert "Udsat til mødet i" in page
    assert "3 af 5 punkter har en afgørelse; punkt 5: ingen fundet; punkt 4: lukket, uden afgørelse" in " ".join(
        page.split()
    )
    assert "· Punkt 5 har ingen vedtagelse." in page
    assert "\x1b" not in page


def test_one_item_has_its_decision_first() -> None:
    page = render(minutes.sample(), width=100, colour=False, punkt="2")
    assert page is not None
    order = [
        page.index(part)
        for part in (
            "Afgørelse: Godkendt",
            "Også behandlet: Anbefalet",
            "Indstilling fra Direktionen",
            "Sagsfremstilling",
            "Bilag (1)",
            "Kilde: moede.pdf, side 1",
        )
    ]
    assert order == sorted(order)
    assert "▸ Imod: O" in page
    assert render(minutes.sample(), width=100, colour=False, punkt="9") is None


@pytest.mark.parametrize("width", [20, 40, 80, 200])
@pytest.mark.parametrize("colour", [False, True])
def test_hostile_titles_are_shown_and_do_nothing(width: int, colour: bool) -> None:
    page = render(minutes.hostile(), width=width, colour=colour)
    assert page is not None
    assert "\x1b[31mrødt" not in page
    assert "\u202e" not in page
    if width == 200:
        assert "[bold]æblegrød[/bold] på Øster Allé" in page
        assert "\\x1b[31mrødt" in page
        assert "<script>alert(document.domain)</script>" in page


def test_an_agenda_says_that_nothing_is_decided_yet() -> None:
    agenda = minutes.meeting(minutes.item("1", "Ny cykelsti"), dokumenttype="dagsorden")
    assert count_decisions(agenda) == "1 punkt. Dokumentet er en dagsorden: der er ikke truffet afgørelser endnu."
    assert words.outcome_of(agenda, agenda.punkter[0]).word == "Til behandling"


def test_the_items_own_decision_is_that_of_the_meeting() -> None:
    day = dt.date(2021, 2, 3)
    own = minutes.decision("Godkendt.", organ="Klima- og Planudvalget", dato=day)
    later_printed = minutes.decision("Anbefales.", "anbefalet", organ="Teknikudvalget", dato=dt.date(2021, 1, 1))
    item = minutes.item("1", "x", own, later_printed)
    assert final_decision(minutes.meeting(item), item) == own
    stranger = minutes.item(
        "1", "x", minutes.decision(dato=dt.date(2020, 5, 1)), minutes.decision(dato=dt.date(2020, 1, 1))
    )
    assert final_decision(minutes.meeting(stranger), stranger) == stranger.vedtagelser[0]


def test_votes_in_words() -> None:
    count = {"antal": {"for": 9, "imod": 4, "undlod": 1}}
    assert words.say_votes(minutes.decision(afstemning=count)) == "9 mod 4 (1 undlod)"
    assert words.say_votes(minutes.decision(enstemmig=True)) == "enstemmigt"
    names = {"for": ["Ib Ibsen", "Bo Bosen", "Ea Easen"], "imod": ["Ole Olsen"]}
    assert words.say_votes(minutes.decision(afstemning=names)) == "3 mod Ole Olsen"
    assert words.is_split(minutes.decision(afstemning=names))
    assert not words.is_split(minutes.decision(enstemmig=True))


def test_csv_opens_in_danish_excel() -> None:
    text = to_csv([Reading(None, minutes.sample()), Reading(None, minutes.hostile())])
    assert text.startswith("\ufeffKommune;Udvalg;Dato;")
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";"))
    assert {len(row) for row in rows} == {len(HEADS)}
    assert rows[2][4:9] == ["Solcelleanlæg ved Æblevej", "20/4711", "nej", "Godkendt", "A, V mod O (Åse Ærø undlod)"]
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]


def test_excel_holds_texts_as_texts() -> None:
    pytest.importorskip("xlsxwriter")
    openpyxl = pytest.importorskip("openpyxl")
    out = io.BytesIO()
    write_xlsx([Reading(None, minutes.hostile())], out)
    sheet = openpyxl.load_workbook(out).active
    cells = [cell for row in sheet.iter_rows(min_row=2) for cell in row]
    assert not [c for c in cells if c.data_type == "f"]
    assert not [c for c in cells if c.hyperlink]
    titles = [row[4].value for row in sheet.iter_rows(min_row=2)]
    assert minutes.HOSTILE[0] in titles
    assert minutes.HOSTILE[2] in titles


def test_markdown_holds_no_html_and_no_markup_of_the_document() -> None:
    text = to_markdown(minutes.hostile())
    assert "\\<script\\>" in text
    assert "<script" not in text.replace("\\<script", "")
    assert "\\[bold\\]" in text
    assert "**Afgørelse: Godkendt** (Klima- og Planudvalget, 3. februar 2021)" in to_markdown(minutes.sample())
