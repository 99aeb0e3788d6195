"""Pages that are pictures: told from empty ones, read by Tesseract, put in their place, and what is doubtful named."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pikepdf
import pytest
from PIL import Image, ImageDraw
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

import corpus
from conftest import CASES, ROOT
from referat_parser import errors
from referat_parser.document import Box, Line, Source
from referat_parser.extract.columns import true_edges
from referat_parser.extract.deskew import find_rulings, skew_of, straighten, without_rulings
from referat_parser.extract.legibility import BAD, odd_share
from referat_parser.extract.ocr import Recognised, Row, Word, find_engine, from_plain, recognise_page, to_plain
from referat_parser.extract.recognised import lines_of
from referat_parser.extract.render import MOST_PIXELS, digest_of, draw_page
from referat_parser.extract.scans import Wanted, read_pictures
from referat_parser.extract.source import read_source
from referat_parser.furniture import find_furniture
from referat_parser.guard import Limits
from referat_parser.guard import ocr as guarded
from referat_parser.guard.ocr import Ocr, run_with_ocr
from referat_parser.guard.ocr_cache import cache_folder, keep, look_up
from referat_parser.layout import lay_out
from referat_parser.pipeline import parse, parse_bytes, understand

sys.path.insert(0, str(ROOT / "tests" / "scans"))
import make_scans
import score_scans


def tesseract_is_missing() -> str:
    try:
        find_engine()
    except errors.OcrMissing as error:
        return f"real OCR is tested where Tesseract is: {error}"
    return ""


needs_tesseract = pytest.mark.skipif(bool(tesseract_is_missing()), reason=tesseract_is_missing() or "-")

TEXT = ("Punkt 1: Ny legeplads", "Udvalget drøftede placeringen af legepladsen ved skolen.")


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REFERAT_CACHE", str(tmp_path / "cache"))


def draw(*pages: str) -> bytes:
    """A PDF whose pages are "text", "picture" (a page of paper), "stamped" (such a page with a line of text), "empty"."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=1)
    for number, kind in enumerate(pages):
        if kind in ("picture", "stamped"):
            paper = Image.new("L", (600, 850), 235)
            ImageDraw.Draw(paper).text((90, 90 + number), "noget", fill=30)
            canvas.drawImage(ImageReader(paper), 0, 0, *A4)
        if kind in ("text", "stamped"):
            for row, text in enumerate(
                TEXT if kind == "text" else ["Journal 2003/114, modtaget i Teknisk Forvaltning den 4. marts 2003"]
            ):
                canvas.drawString(72, 700 - 20 * row, f"{text} ({number + 1})")
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def row(text: str, baseline: float, x0: float = 72.0, sure: int = 96, height: float = 10.0) -> Row:
    words, x = [], x0
    for part in text.split():
        words.append(Word(part, sure, x, x + 5.0 * len(part)))
        x += 5.0 * len(part) + 3
    return Row(tuple(words), baseline, height, 1.4, False)


def page_of(*rows: Row, skew: float = 0.0) -> Recognised:
    return Recognised(rows, skew, *A4)


def reader(found: Mapping[int, Recognised | str], asked: list[Wanted] | None = None):
    def read(wanted: Sequence[Wanted]) -> Mapping[int, Recognised | str]:
        if asked is not None:
            asked.extend(wanted)
        return found

    return read


def texts_of(source: Source) -> list[tuple[int | None, str]]:
    return [(line.page, line.text) for line in source.lines]


READ = page_of(
    row("Formanden bød velkommen til de fremmødte", 100), row("og gennemgik dagsordenen for mødet i dag", 114)
)


# --- which pages ------------------------------------------------------------------------------------


def test_a_page_with_a_picture_is_asked_for_and_an_empty_one_is_not() -> None:
    data, asked = draw("text", "picture", "empty"), []
    source = read_pictures(read_source(data), data, reader({2: READ}, asked), mode="auto")
    assert [(page.page, page.reason) for page in asked] == [(2, "picture")]
    assert source.ocr_pages == (2,)
    assert not [n for n in source.notices if n.kode == "side-uden-tekst"]


def test_a_stamp_on_a_picture_is_no_text_of_the_page() -> None:
    data, asked = draw("text", "stamped"), []
    source = read_pictures(read_source(data), data, reader({2: READ}, asked), mode="auto")
    assert [page.page for page in asked] == [2]
    assert [text for page, text in texts_of(source) if page == 2] == [
        "Formanden bød velkommen til de fremmødte",
        "og gennemgik dagsordenen for mødet i dag",
    ]


def test_text_stays_where_less_is_recognised() -> None:
    data = draw("text", "stamped")
    source = read_pictures(read_source(data), data, reader({2: page_of(row("Journal 2003/114", 100))}), mode="auto")
    assert source.ocr_pages == ()
    assert texts_of(source)[-1] == (2, "Journal 2003/114, modtaget i Teknisk Forvaltning den 4. marts 2003 (2)")


def test_never_asks_and_always_asks_for_every_page() -> None:
    data, asked = draw("text", "picture"), []
    source = read_source(data)
    assert read_pictures(source, data, reader({}, asked), mode="never") is source
    assert asked == []
    read_pictures(source, data, reader({}, asked), mode="always")
    assert [(page.page, page.reason) for page in asked] == [(1, "asked"), (2, "asked")]


def test_text_documents_are_never_asked_about() -> None:
    source = read_source(b"Referat\nPunkt 1\n")
    assert read_pictures(source, b"", reader({1: READ}), mode="always") is source


def test_a_bad_text_layer_is_redone_with_both_counts() -> None:
    wrong = [
        "Udva1get bes1uttede at tiltræde fonra1tninqens indsti11inq orn bevi11inq",
        "ti1 renoverinq af ska1en pa Ma11ehajvej saledes at udqiftcn afho1des inden",
        "far rarnmen af anlaeqsbudqettet q0dkendt af byradet i rnadet den f0rste",
    ]
    lines = tuple(Line(n, text, 1, Box(72, 100 + 14 * n, 500, 110 + 14 * n), 10.0) for n, text in enumerate(wrong, 1))
    source = Source("pdf", "pdfium", lines, 1)
    said = ["Udvalget besluttede at tiltræde forvaltningens indstilling om bevilling"] * 3
    read = page_of(*(row(text, 100 + 14 * n) for n, text in enumerate(said)))
    assert odd_share(" ".join(wrong).split()) >= BAD
    again = read_pictures(source, draw("text"), reader({1: read}), mode="auto")
    assert texts_of(again) == [(1, text) for text in said]
    (notice,) = [n for n in again.notices if n.kode == "tekstlag-laest-om"]
    assert notice.besked == "Side 1: tekstlaget er fuldt af fejl; læst om med OCR: 24 ord mod 30 før"
    kept = read_pictures(source, draw("text"), reader({1: "OCR tog mere end 60 sekunder"}), mode="auto")
    assert texts_of(kept) == [(1, text) for text in wrong]
    assert [n.kode for n in kept.notices] == ["tekstlag-daarligt"]


def test_no_page_of_the_corpus_is_taken_for_a_bad_text_layer() -> None:
    for case in corpus.read_cases(CASES):
        texts = [line.text for line in case.lines]
        for start in range(0, len(texts), 45):
            assert odd_share(" ".join(texts[start : start + 45]).split()) < BAD, (case.name, start)


def test_letters_moved_in_the_alphabet_are_a_bad_text_layer() -> None:
    text = "Udvalget godkendte indstillingen og sender sagen videre til byrådet. " * 3
    moved = "".join(chr(ord(c) + 3) if c.isalpha() else c for c in text)
    assert odd_share(text.split()) == 0.0
    assert odd_share(moved.split()) > 0.5


# --- in their place ---------------------------------------------------------------------------------


def test_pages_come_out_in_one_order_and_nothing_twice() -> None:
    data = draw("picture", "text", "picture", "text")
    other = page_of(row("Mødet sluttede efter en kort drøftelse", 200))
    source = read_pictures(read_source(data), data, reader({1: READ, 3: other}), mode="auto")
    assert [line.number for line in source.lines] == list(range(1, len(source.lines) + 1))
    assert [page for page, _ in texts_of(source)] == [1, 1, 2, 2, 3, 4, 4]
    assert len(set(texts_of(source))) == 7
    assert source.ocr_pages == (1, 3)


def test_cells_of_a_row_and_dirt_are_told_apart() -> None:
    words = (
        Word("'", 40, 40, 41),
        Word("Beslutning", 95, 72, 120),
        Word("Godkendt", 96, 180, 220),
        Word("i", 97, 223, 225),
        Word("dag.", 96, 228, 245),
        Word("£", 30, 300, 305),
    )
    (seen,) = lines_of({1: page_of(Row(words, 100.0, 10.0, 1.4, False))}).values()
    assert [line.text for line in seen] == ["Beslutning", "Godkendt i dag."]


def test_a_row_of_text_that_was_taken_for_dirt_makes_the_row_above_doubtful() -> None:
    below = row("CA, BB Cog-0OF:", 114, sure=5)
    speck = row("J", 128, sure=5)
    (seen,) = lines_of({1: page_of(row("imod stemte 7", 100), below, row("Bilag", 300), speck)}).values()
    assert [(line.text, line.seen.unsure) for line in seen] == [("imod stemte 7", ("CA, BB Cog-0OF:",)), ("Bilag", ())]


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("+ Indstilling", "• Indstilling"),
        ("e Bilag", "• Bilag"),
        (". Beslutning i Byrådet", "• Beslutning i Byrådet"),
        ("For stemte V, Aog F.", "For stemte V, A og F."),
        ("imod stemte 7 (A, B, CogO).", "imod stemte 7 (A, B, C og O)."),
        ("For stemte A, Bog F.", "For stemte A, B og F."),
        ("Bog F udgår af samlingen", "Bog F udgår af samlingen"),
        ("33;", "33."),
        ("7: Valg af formand", "7. Valg af formand"),
        ("10:30 fortsatte mødet", "10:30 fortsatte mødet"),
        ("i København og omegn", "i København og omegn"),
        ("1,5 mio. kr.", "1,5 mio. kr."),
    ],
)
def test_bullets_and_stops_are_as_printed(read: str, printed: str) -> None:
    assert [line.text for line in lines_of({1: page_of(row(read, 100))})[1]] == [printed]


def test_doubtful_words_are_named_and_the_decision_with_them() -> None:
    text = [
        "Referat",
        "Teknisk Udvalg",
        "4. marts 2003",
        "1. Ny sti",
        "Beslutning",
        "Godkendt. A og B stemte imod forslaget.",
    ]
    rows = [row(each, 100 + 30 * n) for n, each in enumerate(text)]
    words = rows[-1].words
    rows[-1] = rows[-1]._replace(words=(*words[:3], words[3]._replace(confidence=41), *words[4:]))
    data = draw("picture")
    source = read_pictures(read_source(data), data, reader({1: page_of(*rows)}), mode="auto")
    assert [(n.kode, n.besked) for n in source.notices] == [("ocr-usikker", "Side 1: 1 ord er usikkert læst: “B”")]
    document = understand(source, sha256="0" * 64)
    assert [p.titel for p in document.punkter] == ["Ny sti"]
    (doubt,) = [w for w in document.advarsler if w.kode == "ocr-usikker-vedtagelse"]
    assert doubt.punkt == "1"
    assert "“B”" in doubt.besked
    assert document.kilde.ocr_sider == [1]


def test_a_party_letter_read_as_a_digit_is_doubtful_however_sure() -> None:
    seen = lines_of({1: page_of(row("For stemte C, V, O og 1, imod Aog.", 100))})[1]
    assert seen[0].seen.unsure == ("1,", "Aog.")
    plain = lines_of({1: page_of(row("Der gives 1 mio. kr. til C og V i 2003.", 100))})[1]
    assert plain[0].seen.unsure == ()


def recognised_decision(*below: str, sure: int = 96) -> list[str]:
    """What the advarsler say of a decision that stands on two lines or more of a picture."""
    text = ["Referat", "Teknisk Udvalg", "4. marts 2003", "Til stede: Ib Friis (A), Per Holm (V), Eva Lund (C)"]
    text += ["1. Ny sti", "Beslutning", *below]
    page = page_of(*(row(each, 100 + 30 * n, sure=sure) for n, each in enumerate(text)))
    data = draw("picture")
    document = understand(read_pictures(read_source(data), data, reader({1: page}), mode="auto"), sha256="0" * 64)
    return [w.besked for w in document.advarsler if w.kode == "ocr-usikker-vedtagelse"]


@pytest.mark.parametrize(
    ("decision", "doubt"),
    [
        (("Godkendt. Imod stemte 0.",), "0 som “imod” kan være et parti"),
        (("Godkendt. Imod stemte C, O og l.",), "“l” står i en række af partibogstaver"),
        (("Godkendt, idet prisen fastholdes. 0 stemte imod, og V undlod at stemme.",), "“0” står i en række"),
        (("Godkendt. Imod stemte W.",), "“W” kendes ikke"),
        (("Godkendt. Imod stemte Per.", "Godkendt."), ""),
        (("Godkendt. For stemte Aage.",), "“Aage” kendes ikke"),
        (("Godkendt. For stemte Ove Rask.",), "“Ove Rask” kendes ikke"),
        (("Godkendt. For stemte 2 (A, B og C).",), "2 stemte “for”, og 3 er nævnt"),
        (("Godkendt. For stemte 3 (V og I), imod stemte 7",), "kun den anden sides navne er læst"),
        (("For stemte A. 4 undlod at stemme", "(F)."), "brudt over ved “stemme”"),
        (("Imod stemte Venstre,", "SF og Konservative."), "brudt over ved “Venstre,”"),
        (("Godkendt. Ib Friis stemte ikke, som han stemte imod.",), "ingen er læst som “imod”"),
        (("Godkendt. For stemte A og C. Imod stemte V.",), ""),
        (("Godkendt med 2 stemmer for (A og V) og 1 imod (C).",), ""),
        (("Enstemmigt godkendt. Ingen stemte imod.",), ""),
    ],
)
def test_votes_that_contradict_the_text_or_the_document_are_doubtful(decision: tuple[str, ...], doubt: str) -> None:
    said = recognised_decision(*decision)
    assert len(said) == bool(doubt), said
    assert not doubt or doubt in said[0]


def test_the_date_of_a_decision_by_another_body_is_doubtful_when_it_is_the_meetings_and_not_printed() -> None:
    said = recognised_decision("Godkendt.", "Beslutning i Byrådet", "Godkendt.", "den 12-03-2003")
    assert [each for each in said if "Byrådet står uden egen dato, og mødets er taget" in each] == said != []


def test_a_decision_before_a_missing_number_is_doubtful() -> None:
    said = recognised_decision("Godkendt.", "3. Ny bro", "Beslutning", "Godkendt.")
    assert said == ["Punktet efter 1 er måske ikke fundet på billedet, og dets vedtagelse står da under 1."]


def test_a_label_over_several_lines_has_one_weight() -> None:
    usual = [row("Teksten er så lang, at den fylder hele linjen her", 100 + 14 * n, x0=180) for n in range(6)]
    label = [
        Row((*row("Beslutning i", 300).words, *row("Sagen sendes videre til Byrådet", 300, x0=180).words), 300, 10.0, 1.5, False),
        row("Udvalget for", 314)._replace(stroke=2.0),
        row("Idræt", 328),
        row("den 03-06-2015", 342)._replace(stroke=2.0),
    ]  # fmt: skip
    seen = lines_of({1: page_of(*usual, *label)})[1]
    assert [line.text for line in seen if line.bold] == ["Beslutning i", "Udvalget for", "Idræt", "den 03-06-2015"]


def placed(number: int, text: str, page: int, x0: float, bottom: float, bold: bool = False) -> Line:
    return Line(number, text, page, Box(x0, bottom - 10, x0 + 4.5 * len(text), bottom), 10.0, bold)


def test_page_numbers_are_furniture_however_their_blanks_were_read() -> None:
    body = "Udvalget drøftede placeringen af legepladsen ved skolen og vejen"
    printed = ("Side 1 af 4", "Side2 af 4", "Side 3 af 4.", "Side4af 4")
    lines = [
        placed(2 * page + at, (body[7 * page :], text)[at], page + 1, 70.0 + 400 * at, (400.0, 810.0)[at])
        for page, text in enumerate(printed)
        for at in (0, 1)
    ]
    assert find_furniture(lines) == {1, 3, 5, 7}


def test_a_list_of_names_goes_on_over_the_end_of_a_page() -> None:
    first = "For stemte Enhedslisten og SF. Imod stemte Socialdemokraterne, Venstre,"
    lines = (
        placed(1, "Beslutning", 1, 70, 750, bold=True),
        placed(2, first, 1, 70, 776),
        placed(3, "Konservative og Dansk Folkeparti.", 2, 70, 76),
    )
    blocks = lay_out(Source("pdf", "pdfium", lines, 2)).blocks
    assert [block.text for block in blocks] == ["Beslutning", f"{first} Konservative og Dansk Folkeparti."]


def test_a_label_whose_bullet_was_not_read_stands_in_the_column() -> None:
    labels = [("• Resumé", 71.5), ("• Høring", 71.5), ("• Økonomi", 71.5), ("Bilag", 78.3)]
    lines: list[Line] = []
    for at, (label, x0) in enumerate(labels):
        lines.append(placed(2 * at + 1, label, 1, x0, 100 + 30 * at, bold=True))
        lines.append(placed(2 * at + 2, "Udvalget drøftede placeringen af legepladsen", 1, 180, 100 + 30 * at))
    blocks = lay_out(Source("pdf", "pdfium", tuple(lines), 1)).blocks
    assert [block.text for block in blocks if block.side] == [label for label, _ in labels]


def test_a_place_is_where_the_line_stands_on_the_crooked_page() -> None:
    (line,) = lines_of({1: page_of(row("Byrådet godkendte indstillingen", 100.0, x0=72), skew=2.0)})[1]
    box = line.seen.box
    assert box.top < line.box.top - 5 or box.bottom > line.box.bottom + 5
    assert box.x1 - box.x0 == pytest.approx(line.box.x1 - line.box.x0, abs=3)


def test_columns_are_the_same_on_pages_that_lie_aside() -> None:
    edges = {1: [72.0, 72.4, 71.7, 180.0, 180.5], 2: [78.1, 77.8, 78.3, 186.2, 185.9]}
    true = true_edges(edges)
    assert {round(true[1][1][72.0]), round(true[2][1][78.1])} == {round(true[1][1][71.7])}
    assert true[1][1][180.0] == true[2][1][185.9]


# --- pictures ---------------------------------------------------------------------------------------


def crooked(degrees: float) -> Image.Image:
    paper = Image.new("L", (1240, 1754), 240)
    pen = ImageDraw.Draw(paper)
    for line in range(30):
        for word in range(12):
            pen.rectangle(
                (150 + 78 * word, 200 + 44 * line, 150 + 78 * word + 40 + 7 * (word % 4), 216 + 44 * line), fill=40
            )
    return paper.rotate(degrees, Image.Resampling.BICUBIC, fillcolor=240)


@pytest.mark.parametrize("degrees", [-2.0, -0.7, 0.0, 1.3, 3.0])
def test_a_page_askew_is_set_straight(degrees: float) -> None:
    assert skew_of(crooked(degrees)) == pytest.approx(-degrees, abs=0.13)
    level, turned = straighten(crooked(degrees))
    assert turned == pytest.approx(-degrees, abs=0.13)
    assert skew_of(level) == 0.0


def test_rulings_go_and_letters_stay() -> None:
    paper = Image.new("L", (800, 400), 240)
    pen = ImageDraw.Draw(paper)
    pen.rectangle((100, 100, 112, 140), fill=30)
    pen.rectangle((100, 200, 700, 203), fill=30)
    rulings = find_rulings(paper, 100)
    cleaned = without_rulings(paper, rulings)
    assert cleaned.getpixel((400, 201)) == 240
    assert cleaned.getpixel((106, 120)) == 30


def test_a_huge_page_is_drawn_within_the_limit_of_pixels() -> None:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(14_000, 14_000))
    canvas.drawString(100, 100, "Kort")
    canvas.save()
    picture = draw_page(buffer.getvalue(), 1)
    assert picture.width * picture.height <= 1.01 * MOST_PIXELS
    assert len(picture.pixels) == picture.width * picture.height


def test_a_page_that_is_not_there_cannot_be_drawn() -> None:
    with pytest.raises(errors.Damaged):
        draw_page(draw("text"), 7)


def test_a_turned_page_is_drawn_as_displayed() -> None:
    with pikepdf.open(io.BytesIO(draw("text"))) as pdf:
        pdf.pages[0].Rotate = 90
        buffer = io.BytesIO()
        pdf.save(buffer)
    picture = draw_page(buffer.getvalue(), 1)
    assert picture.width > picture.height


# --- the cache --------------------------------------------------------------------------------------


def test_the_digest_is_of_the_page_and_not_of_the_file() -> None:
    one, two = draw("picture", "text"), draw("picture", "empty", "text")
    assert digest_of(one, 1) == digest_of(two, 1)
    assert digest_of(one, 1) != digest_of(one, 2)


def test_a_page_is_kept_and_a_damaged_one_is_read_anew() -> None:
    assert look_up("ab", "engine 1") is None
    keep("ab", "engine 1", READ)
    assert look_up("ab", "engine 1") == READ
    assert look_up("ab", "engine 2") is None
    (path,) = cache_folder().rglob("*.z")
    path.write_bytes(path.read_bytes()[:-9] + b"nonsense!")
    assert look_up("ab", "engine 1") is None


def test_recognised_pages_survive_json() -> None:
    assert from_plain(json.loads(json.dumps(to_plain(READ)))) == READ
    for wrong in ([], [1, 2], {"a": 1}, [0.0, 1.0, 1.0, [[1.0, 2.0, 3.0, False]]], "abcd"):
        with pytest.raises(ValueError):
            from_plain(wrong)


# --- under guard ------------------------------------------------------------------------------------


def work_on(data: bytes):
    def work(read) -> bytes:
        return parse_bytes(data, read_pictures=read).model_dump_json().encode()

    return work


def no_engine() -> None:
    raise errors.OcrMissing("tesserocr is not installed; apt-get install tesseract-ocr-dan")


def test_without_tesseract_auto_names_the_page_and_always_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("referat_parser.extract.ocr.find_engine", no_engine)
    data = draw("text", "picture")
    said = json.loads(run_with_ocr(work_on(data), data, Limits(), Ocr("auto")))
    assert said["kilde"]["ocr_sider"] == []
    assert [w["besked"] for w in said["advarsler"] if w["kode"] == "ocr-mislykket"] == [
        "Side 2 er ikke læst: tesserocr is not installed; apt-get install tesseract-ocr-dan"
    ]
    with pytest.raises(errors.OcrMissing, match="apt-get install"):
        run_with_ocr(work_on(data), data, Limits(), Ocr("always"))


def test_needs_ocr_only_when_nothing_else_can_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("referat_parser.extract.ocr.find_engine", no_engine)
    data = draw("picture", "empty")
    with pytest.raises(errors.NeedsOcr, match="apt-get install"):
        run_with_ocr(work_on(data), data, Limits(), Ocr("auto"))
    with pytest.raises(errors.NeedsOcr, match="--ocr auto"):
        run_with_ocr(work_on(data), data, Limits(), Ocr("never"))


def test_a_page_that_kills_its_reader_costs_itself_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    def recognise(data: bytes, number: int, password: str | None) -> Recognised:
        if number == 1:
            os.abort()
        return READ

    monkeypatch.setattr("referat_parser.extract.ocr.recognise_page", recognise)
    monkeypatch.setattr("referat_parser.extract.ocr.find_engine", lambda: ("folder", "1"))
    monkeypatch.setattr(guarded, "_version", lambda: "1")
    data = draw("picture", "picture")
    said = json.loads(run_with_ocr(work_on(data), data, Limits(), Ocr()))
    assert said["kilde"]["ocr_sider"] == [2]
    assert any(
        w["kode"] == "ocr-mislykket" and w["besked"].startswith("Side 1 er ikke læst") for w in said["advarsler"]
    )


def test_a_second_run_reads_no_page(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[int] = []

    def read_page(data: bytes, number: int, password: str | None) -> Recognised:
        read.append(number)
        return READ

    monkeypatch.setattr(guarded, "_read_page", read_page)
    monkeypatch.setattr(guarded, "_version", lambda: "1")
    data = draw("picture")
    first = run_with_ocr(work_on(data), data, Limits(), Ocr())
    assert run_with_ocr(work_on(data), data, Limits(), Ocr()) == first
    assert read == [1]
    run_with_ocr(work_on(data), data, Limits(), Ocr(cache=False))
    assert read == [1, 1]


# --- real Tesseract ---------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def scans(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, list[corpus.Case]]]:
    folder = tmp_path_factory.mktemp("scans")
    cases = [case for case in corpus.read_cases(CASES) if case.name in ("havnestad-2002", "rosensund-2002")]
    yield folder, cases


@needs_tesseract
def test_scans_of_the_corpus_are_read(scans: tuple[Path, list[corpus.Case]]) -> None:
    folder, cases = scans
    variants = {"havnestad-2002": "type", "rosensund-2002": "table"}
    totals = {figure: corpus.Tally() for figure in corpus.FIGURES}
    for case in cases:
        path = make_scans.make_scan(case, variants[case.name], folder)
        data = path.read_bytes()
        said = json.loads(run_with_ocr(work_on(data), data, Limits(), Ocr()))
        assert said["kilde"]["ocr_sider"] == list(range(1, said["kilde"]["sider"] + 1))
        assert [fault for fault, is_said in score_scans.find_faults(case, said) if not is_said] == []
        for figure, one in corpus.score_document(case, said, lenient=True).items():
            totals[figure].add(one.hit, one.said, one.gold)
    short = {f: totals[f].f1 for f, floor in score_scans.FLOORS.items() if (totals[f].f1 or 0) < floor}
    assert not short, short


@needs_tesseract
def test_a_mixed_document_reads_like_the_one_with_text(scans: tuple[Path, list[corpus.Case]]) -> None:
    folder, cases = scans
    case = next(case for case in cases if case.name == "rosensund-2002")
    data = make_scans.make_scan(case, "mixed", folder).read_bytes()
    said = json.loads(run_with_ocr(work_on(data), data, Limits(), Ocr()))
    assert said["kilde"]["ocr_sider"] == [1, 3]
    assert [punkt["nummer"] for punkt in said["punkter"]] == [item["nummer"] for item in case.items]
    assert said["daekning"] == 1.0


@needs_tesseract
def test_every_word_has_its_place_on_the_page() -> None:
    page = recognise_page(draw("text"), 1)
    words = [word for each in page.rows for word in each.words]
    assert " ".join(word.text for word in words[:4]) == "Punkt 1: Ny legeplads"
    assert words[0].x0 == pytest.approx(72, abs=2)
    assert page.rows[0].baseline == pytest.approx(A4[1] - 700, abs=2)
    assert all(word.confidence > 80 for word in words)


@needs_tesseract
def test_the_command_reads_a_scan(scans: tuple[Path, list[corpus.Case]], referat: str) -> None:
    folder, cases = scans
    path = make_scans.make_scan(next(c for c in cases if c.name == "havnestad-2002"), "word", folder)
    done = subprocess.run([referat, "parse", str(path)], capture_output=True, timeout=120)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["kilde"]["ocr_sider"] == [1, 2, 3]
    refused = subprocess.run([referat, "parse", "--ocr", "never", str(path)], capture_output=True, timeout=120)
    assert refused.returncode == 1
    assert b": needs-ocr: " in refused.stderr


def test_scans_are_the_same_at_every_run(tmp_path: Path) -> None:
    page = Image.new("L", (400, 560), 255)
    ImageDraw.Draw(page).text((50, 50), "Referat", fill=0)
    assert make_scans.lay_on_glass(page, "a") == make_scans.lay_on_glass(page, "a")
    assert make_scans.lay_on_glass(page, "a") != make_scans.lay_on_glass(page, "b")


@needs_tesseract
def test_parse_reads_pictures_in_its_own_process_too() -> None:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4)
    picture = draw_page(draw("text"), 1)
    canvas.drawImage(ImageReader(Image.frombytes("L", (picture.width, picture.height), picture.pixels)), 0, 0, *A4)
    canvas.save()
    document = parse(buffer.getvalue())
    assert document.kilde.ocr_sider == [1]
    assert [punkt.titel for punkt in document.punkter] == ["Ny legeplads (1)"]
