"""PDF to lines: what is read, in which order, where it stands and what the user is told."""

from __future__ import annotations

import io
import shutil
import sysconfig
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from referat_parser.document import Source
from referat_parser.errors import Damaged, Encrypted, LimitPages
from referat_parser.extract import letters, measure, pdfium
from referat_parser.extract.pdf import read_pdf
from referat_parser.layout import lay_out

WIDTH, HEIGHT = A4
IS_COMPILED = measure._compiled(pdfium.load()) is not None


@pytest.fixture(autouse=True, params=["C", "Python"])
def loop(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything here holds of both ways of measuring lines."""
    if request.param == "Python":
        monkeypatch.setattr(measure, "_compiled", lambda _: None)
    elif not IS_COMPILED:
        pytest.skip("extract/_measure.pyx is not compiled here")


def draw(*pages: Callable[[Canvas], None], **options: object) -> bytes:
    """Returns a PDF with one page a function."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, **options)
    for page in pages:
        page(canvas)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def put(canvas: Canvas, x: float, top: float, text: str, size: float = 11, font: str = "Helvetica") -> None:
    """Draws text with its baseline `top` points below the page's top."""
    canvas.setFont(font, size)
    canvas.drawString(x, HEIGHT - top, text)


def put_lines(canvas: Canvas, x: float, top: float, *texts: str, leading: float = 14) -> None:
    for number, text in enumerate(texts):
        put(canvas, x, top + number * leading, text)


def texts_of(source: Source) -> list[str]:
    return [line.text for line in source.lines]


def kinds_of(source: Source) -> list[str]:
    return [notice.kode for notice in source.notices]


def change(data: bytes, edit: Callable[[pikepdf.Pdf], None], **options: object) -> bytes:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        edit(pdf)
        buffer = io.BytesIO()
        pdf.save(buffer, **options)
    return buffer.getvalue()


def heading_and_text(canvas: Canvas) -> None:
    put(canvas, 72, 100, "Punkt 3: Ny legeplads", size=15, font="Helvetica-Bold")
    put_lines(canvas, 72, 130, "Udvalget drøftede placeringen af legepladsen", "og ønsker sagen forelagt igen.")


# --- lines ------------------------------------------------------------------------------------------


def test_the_loop_is_compiled_where_it_can_be() -> None:
    headers = Path(sysconfig.get_path("include"), "Python.h").is_file()
    assert IS_COMPILED or not (shutil.which("cc") and headers)


def test_a_line_has_its_text_place_size_and_weight() -> None:
    source = read_pdf(draw(heading_and_text))
    assert texts_of(source) == [
        "Punkt 3: Ny legeplads",
        "Udvalget drøftede placeringen af legepladsen",
        "og ønsker sagen forelagt igen.",
    ]
    heading, body, _ = source.lines
    assert (heading.number, heading.page, heading.size, heading.bold) == (1, 1, 15.0, True)
    assert (body.size, body.bold) == (11.0, False)
    assert heading.box is not None
    assert heading.box.x0 == pytest.approx(72, abs=0.1)
    assert heading.box.top < 100 < heading.box.bottom < 104
    assert heading.box.x1 == pytest.approx(72 + 15 * 10.28, rel=0.03)
    assert (source.format, source.engine, source.pages) == ("pdf", "pdfium", 1)
    assert source.page_sizes == (pytest.approx(A4, abs=0.01),)


def test_numbers_run_over_pages() -> None:
    source = read_pdf(draw(heading_and_text, heading_and_text))
    assert [line.number for line in source.lines] == [1, 2, 3, 4, 5, 6]
    assert [line.page for line in source.lines] == [1, 1, 1, 2, 2, 2]


def test_size_is_as_displayed() -> None:
    def page(canvas: Canvas) -> None:
        canvas.scale(0.75, 0.75)
        canvas.setFont("Helvetica", 16)
        canvas.drawString(100, 800, "Skaleret tekst")

    (line,) = read_pdf(draw(page)).lines
    assert line.size == 12.0
    assert line.box is not None and line.box.x0 == pytest.approx(75, abs=0.1)


def test_a_line_is_bold_only_as_a_whole() -> None:
    def page(canvas: Canvas) -> None:
        put(canvas, 72, 100, "Fraværende:", font="Helvetica-Bold")
        put(canvas, 145, 100, "Ingen")

    assert [(line.text, line.bold) for line in read_pdf(draw(page)).lines] == [("Fraværende: Ingen", False)]


def test_stroked_letters_are_bold() -> None:
    def page(canvas: Canvas) -> None:
        text = canvas.beginText(72, 700)
        text.setFont("Helvetica", 11)
        text.setTextRenderMode(2)
        text.textLine("Beslutning")
        canvas.drawText(text)

    assert [line.bold for line in read_pdf(draw(page)).lines] == [True]


# --- order ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("first", [True, False])
def test_header_and_footer_land_where_they_are_displayed(first: bool) -> None:
    def page(canvas: Canvas) -> None:
        def furniture() -> None:
            put(canvas, 72, 810, "Side 1 af 1", size=8)
            put(canvas, 72, 40, "Kulturudvalget", size=8)

        if first:
            furniture()
        heading_and_text(canvas)
        if not first:
            furniture()

    texts = texts_of(read_pdf(draw(page)))
    assert (texts[0], texts[1], texts[-1]) == ("Kulturudvalget", "Punkt 3: Ny legeplads", "Side 1 af 1")


def test_header_then_footer_written_last() -> None:
    def page(canvas: Canvas) -> None:
        heading_and_text(canvas)
        put(canvas, 72, 40, "Kulturudvalget", size=8)
        put(canvas, 72, 810, "Side 1 af 1", size=8)

    texts = texts_of(read_pdf(draw(page)))
    assert (texts[0], texts[-1], len(texts)) == ("Kulturudvalget", "Side 1 af 1", 5)


def test_cells_of_a_row_stay_together() -> None:
    def page(canvas: Canvas) -> None:
        put_lines(canvas, 62, 100, "Administra-", "tionens", "indstilling")
        put_lines(
            canvas, 170, 100, "Det indstilles, at planen", "godkendes, og", "at borgerne høres.", "Høringen er åben."
        )
        put_lines(canvas, 62, 170, "Beslutning")
        put_lines(canvas, 170, 170, "Godkendt.")

    assert texts_of(read_pdf(draw(page))) == [
        "Administra\u0002",
        "tionens",
        "indstilling",
        "Det indstilles, at planen",
        "godkendes, og",
        "at borgerne høres.",
        "Høringen er åben.",
        "Beslutning",
        "Godkendt.",
    ]


def test_words_in_odd_order_are_read_by_baseline() -> None:
    rows = [[f"ord{row}{column}" for column in "abcd"] for row in range(8)]

    def page(canvas: Canvas) -> None:
        for column in (2, 0, 3, 1):
            for row in (5, 0, 7, 2, 6, 1, 4, 3):
                put(canvas, 72 + 45 * column, 100 + 16 * row, rows[row][column])

    said = " ".join(texts_of(read_pdf(draw(page))))
    assert said.split() == [word for row in rows for word in row]


def test_turned_text_is_not_between_the_lines() -> None:
    def page(canvas: Canvas) -> None:
        put_lines(canvas, 72, 100, "Første linje i sagen", "Anden linje i sagen")
        canvas.saveState()
        canvas.translate(30, HEIGHT - 400)
        canvas.rotate(90)
        canvas.setFont("Helvetica", 9)
        canvas.drawString(0, 0, "Udkast til brug for mødet")
        canvas.restoreState()
        put_lines(canvas, 72, 128, "Tredje linje i sagen", "Fjerde linje i sagen")

    source = read_pdf(draw(page))
    assert texts_of(source)[-1] == "Udkast til brug for mødet"
    assert [text.split()[0] for text in texts_of(source)[:4]] == ["Første", "Anden", "Tredje", "Fjerde"]
    box = source.lines[-1].box
    assert box is not None and box.bottom - box.top > 5 * (box.x1 - box.x0)


# --- cells ------------------------------------------------------------------------------------------


def test_label_and_text_on_one_baseline_are_two_lines() -> None:
    def page(canvas: Canvas) -> None:
        put(canvas, 62, 100, "Resumé", font="Helvetica-Bold")
        put_lines(canvas, 170, 100, "Kommunen har modtaget en ansøgning om støtte til", "en ny svømmehal ved havnen.")

    source = read_pdf(draw(page))
    assert texts_of(source)[:2] == ["Resumé", "Kommunen har modtaget en ansøgning om støtte til"]
    assert [line.bold for line in source.lines] == [True, False, False]
    assert [round(line.box.x0) for line in source.lines if line.box] == [62, 170, 170]


def test_table_columns_are_lines_of_their_own() -> None:
    def page(canvas: Canvas) -> None:
        for row, cells in enumerate([("Navn", "Parti", "Stemme"), ("Anna Holm", "A", "For"), ("Bo Krag", "V", "Imod")]):
            for column, text in enumerate(cells):
                put(canvas, 72 + 130 * column, 100 + 16 * row, text)

    assert texts_of(read_pdf(draw(page))) == [
        "Navn",
        "Parti",
        "Stemme",
        "Anna Holm",
        "A",
        "For",
        "Bo Krag",
        "V",
        "Imod",
    ]


def test_a_row_in_one_string_is_cut_too() -> None:
    def page(canvas: Canvas) -> None:
        put(canvas, 72, 100, "Starttidspunkt:" + " " * 12 + "kl. 16.30 i byrådssalen")

    assert texts_of(read_pdf(draw(page))) == ["Starttidspunkt:", "kl. 16.30 i byrådssalen"]


@pytest.mark.parametrize(
    "text",
    [
        "3. Godkendelse af regnskab " + "." * 60 + " 12",
        "MASKINHALLEN OG MØLLEVÆNGET MANGLER VARME OG VAND MED MERE",
        "illustrationsplan til lille tilbygning i Tislillelille til fritidsliv, til lille pris",
    ],
)
def test_an_ordinary_line_stays_one(text: str) -> None:
    source = read_pdf(draw(lambda canvas: put(canvas, 60, 100, text, size=10)))
    assert texts_of(source) == [text]


def test_stretched_lines_stay_one() -> None:
    def page(canvas: Canvas) -> None:
        for number in range(12):
            text = canvas.beginText(72, HEIGHT - 100 - 14 * number)
            text.setFont("Times-Roman", 11)
            text.setWordSpace(1.5 + number * 0.5)
            text.textLine("Forvaltningen oplyser, at der er modtaget elleve svar på høringen.")
            canvas.drawText(text)

    assert len(read_pdf(draw(page)).lines) == 12


def test_a_marker_stays_with_its_text() -> None:
    def page(canvas: Canvas) -> None:
        for number, marker in enumerate(["1.", "a)", "•", "–"]):
            put(canvas, 72, 100 + 16 * number, marker)
            put(canvas, 96, 100 + 16 * number, "at forslaget sendes i høring")

    assert [text.split(" ", 1)[0] for text in texts_of(read_pdf(draw(page)))] == ["1.", "a)", "•", "–"]


# --- letters ----------------------------------------------------------------------------------------


def test_a_hyphen_put_in_for_the_break_is_marked() -> None:
    source = read_pdf(draw(lambda canvas: put_lines(canvas, 72, 100, "Udvalget takker for kom-", "munens arbejde.")))
    assert texts_of(source) == ["Udvalget takker for kom\u0002", "munens arbejde."]
    assert source.lines[1].box is not None and source.lines[1].box.top > 100


def test_a_hyphen_before_a_new_word_stays() -> None:
    source = read_pdf(draw(lambda canvas: put_lines(canvas, 72, 100, "Fremtidens skole -", "og vejen dertil")))
    assert texts_of(source) == ["Fremtidens skole -", "og vejen dertil"]


def test_a_hyphen_at_the_end_of_a_cell_is_not_put_in_for_a_break() -> None:
    def page(canvas: Canvas) -> None:
        put_lines(canvas, 62, 100, "Teknik- og", "miljø-")
        put_lines(canvas, 170, 100, "udvalget drøftede sagen", "på sit møde.")

    assert texts_of(read_pdf(draw(page)))[1] == "miljø-"


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("o\ufb03cielt o\u6600\u6600entligt a\u6600\u6c00yst", "officielt offentligt aflyst"),
        ("\uf0b7 at planen godkendes", "• at planen godkendes"),
        ("\uf0a7  høring", "• høring"),
        ("\uf042\uf069\uf06c\uf061\uf067 1", "Bilag 1"),
        ("kom\u00admunen\u200b har\u202ftre\tbørn\x01", "kommunen har tre børn"),
        ("A\u030arhus", "Århus"),
        ("bredde \ud83d", "bredde \ufffd"),
        ("udvalgs\ufffe", "udvalgs\u0002"),
        ("udvalgs\ufffeformand", "udvalgs-formand"),
        ("møde 😀 slut", "møde 😀 slut"),
    ],
)
def test_letters_are_normalised(raw: str, text: str) -> None:
    assert letters.normalise(raw) == text
    assert letters.normalise(text) == text
    assert not letters.encode(raw, 0)[0]


def test_letters_of_danish_prose_need_no_normalising() -> None:
    prose = "Byrådet – ”Æblehaven” … §\u200920".replace("\u2009", " ") + "\r\nog é, ü, ½ • €"
    plain, raw = letters.encode(prose, 1)
    assert plain and len(raw) == len(prose)
    assert [letters.normalise(line) for line in prose.split("\r\n")] == prose.split("\r\n")


def test_odd_blanks_become_one_space() -> None:
    source = read_pdf(draw(lambda canvas: put(canvas, 72, 100, "1.200\u00a0kr.  i  alt ")))
    assert texts_of(source) == ["1.200 kr. i alt"]


# --- pages ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_turned_page_is_read_as_displayed(turn: int) -> None:
    """The page's content is drawn turned, and /Rotate turns it back: boxes are those of the upright page."""

    def page(canvas: Canvas) -> None:
        width, height = A4
        canvas.translate(*{90: (width, 0), 180: (width, height), 270: (0, height)}[turn])
        canvas.rotate({90: 90, 180: 180, 270: -90}[turn])
        for number, text in enumerate(["Første linje", "Anden linje", "Tredje linje"]):
            canvas.setFont("Helvetica", 11)
            canvas.drawString(80, 500 - 14 * number, text)

    def rotate(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].Rotate = turn

    source = read_pdf(change(draw(page), rotate))
    assert texts_of(source) == ["Første linje", "Anden linje", "Tredje linje"]
    width, height = A4 if turn == 180 else A4[::-1]
    assert source.page_sizes[0] == pytest.approx((width, height), abs=0.1)
    box = source.lines[0].box
    assert box is not None
    assert box.x0 == pytest.approx(80, abs=1)
    assert box.top < height - 500 < box.bottom


def test_boxes_count_from_the_crop_box() -> None:
    def crop(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].CropBox = [50, 100, 550, 800]

    source = read_pdf(change(draw(lambda canvas: put(canvas, 72, 100, "Beskåret side")), crop))
    box = source.lines[0].box
    assert source.page_sizes == (pytest.approx((500, 700), abs=0.01),)
    assert box is not None and box.x0 == pytest.approx(22, abs=0.2)
    assert box.top < 800 - (HEIGHT - 100) < box.bottom


def test_text_in_a_form_is_read() -> None:
    def page(canvas: Canvas) -> None:
        canvas.beginForm("stempel")
        put(canvas, 72, 100, "Tekst i en formular")
        canvas.endForm()
        canvas.doForm("stempel")
        put(canvas, 72, 130, "Tekst på siden")

    assert texts_of(read_pdf(draw(page))) == ["Tekst i en formular", "Tekst på siden"]


# --- notices and errors -----------------------------------------------------------------------------


def picture(canvas: Canvas) -> None:
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    canvas.drawImage(ImageReader(Image.new("L", (40, 60), 200)), 20, 20, 500, 780)


def test_a_picture_without_text_is_told() -> None:
    source = read_pdf(draw(heading_and_text, picture, lambda canvas: None))
    assert [(notice.kode, notice.page) for notice in source.notices] == [("side-uden-tekst", 2)]
    assert source.pages == 3 and len(source.page_sizes) == 3


def test_hidden_text_is_read_and_told() -> None:
    def page(canvas: Canvas) -> None:
        text = canvas.beginText(72, 700)
        text.setFont("Helvetica", 11)
        text.setTextRenderMode(3)
        text.textLine("Genkendt af en skanner")
        canvas.drawText(text)

    source = read_pdf(draw(page))
    assert texts_of(source) == ["Genkendt af en skanner"]
    assert kinds_of(source) == ["skjult-tekst"]


def test_letters_without_a_mapping_are_told() -> None:
    def scramble(pdf: pikepdf.Pdf) -> None:
        font = next(iter(pdf.pages[0].Resources.Font.values()))
        codes = "".join(f"<{code:02X}> <{0xE000 + code:04X}>\n" for code in range(0x61, 0x7B))
        cmap = "/CIDInit /ProcSet findresource begin 12 dict begin begincmap 1 begincodespacerange <00> <FF> "
        cmap += f"endcodespacerange 26 beginbfchar\n{codes}endbfchar endcmap end end"
        font.ToUnicode = pdf.make_stream(cmap.encode())

    source = read_pdf(change(draw(lambda canvas: put(canvas, 72, 100, "Uden tilknytning")), scramble))
    assert kinds_of(source) == ["uleselige-tegn"]
    assert source.notices[0].page == 1


def test_a_locked_file_asks_for_its_password() -> None:
    lock = pikepdf.Encryption(owner="ejer", user="hemmelig")
    data = change(draw(heading_and_text), lambda pdf: None, encryption=lock)
    with pytest.raises(Encrypted, match="--password"):
        read_pdf(data)
    with pytest.raises(Encrypted, match="--password"):
        read_pdf(data, password="forkert")
    assert len(read_pdf(data, password="hemmelig").lines) == 3


def test_a_file_locked_against_changes_only_is_read() -> None:
    data = change(draw(heading_and_text), lambda pdf: None, encryption=pikepdf.Encryption(owner="ejer", user=""))
    assert len(read_pdf(data).lines) == 3


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\n", b"Referat af m\xf8det", b"%PDF-1.4\n" + b"\x00" * 500])
def test_what_is_no_pdf_is_damaged(data: bytes) -> None:
    with pytest.raises(Damaged):
        read_pdf(data)


def test_a_file_without_pages_is_damaged() -> None:
    buffer = io.BytesIO()
    pikepdf.new().save(buffer)
    with pytest.raises(Damaged):
        read_pdf(buffer.getvalue())


def test_a_repaired_file_is_read_and_told() -> None:
    data = draw(heading_and_text)
    source = read_pdf(data[: data.rindex(b"startxref")])
    assert len(source.lines) == 3
    assert kinds_of(source) == ["beskadiget-fil"]


def test_a_page_that_cannot_be_loaded_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    library = pdfium.load()
    load = library.FPDF_LoadPage
    monkeypatch.setattr(library, "FPDF_LoadPage", lambda document, at: None if at == 1 else load(document, at))
    source = read_pdf(draw(heading_and_text, heading_and_text, heading_and_text))
    assert [(notice.kode, notice.page) for notice in source.notices] == [("side-kan-ikke-laeses", 2)]
    assert {line.page for line in source.lines} == {1, 3}
    assert len(source.page_sizes) == 3


def test_too_many_pages() -> None:
    data = draw(heading_and_text, heading_and_text, heading_and_text)
    with pytest.raises(LimitPages, match="3"):
        read_pdf(data, max_pages=2)


def test_letters_that_are_spaced_are_words_again() -> None:
    def page(canvas: Canvas) -> None:
        x = 72.0
        for word in ("BESLUTNING", "I", "BYRÅDET"):
            for letter in word:
                put(canvas, x, 100, letter)
                x += canvas.stringWidth(letter, "Helvetica", 11) + 4
            x += 6
        put_lines(canvas, 72, 130, "Godkendt af byrådet, som det er.", "A B C er tre partier")

    assert texts_of(read_pdf(draw(page))) == [
        "BESLUTNING I BYRÅDET",
        "Godkendt af byrådet, som det er.",
        "A B C er tre partier",
    ]


def test_a_short_page_of_single_letters_is_no_vertical_writing() -> None:
    titles = [f"{number}. Tilskud til kulturhuset i Lammehave" for number in range(88, 99)]

    def page(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 11)
        for row, title in enumerate(titles):
            for left, text in ((72, title), (501, str(181 + 2 * row))):
                for letter in text:  # each an object of its own, the blanks left out
                    if letter != " ":
                        canvas.drawString(left, HEIGHT - 100 - 16 * row, letter)
                    left += canvas.stringWidth(letter, "Helvetica", 11)

    assert texts_of(read_pdf(draw(page)))[::2] == titles


def test_a_title_set_wider_than_the_text_is_one_block() -> None:
    def page(canvas: Canvas) -> None:
        title = ("4. Frigivelse af bevilling til et regnvandsbassin syd for", "Kærgårdsparken")
        for row, text in enumerate(title):
            put(canvas, 72, 100 + 23.2 * row, text, size=15, font="Helvetica-Bold")
        prose = "Der er afsat 2 mio. kr. i budgettet til et bassin, som skal tage regnvandet fra de nye veje og"
        put_lines(canvas, 72, 160, *[prose] * 4, "tage.", leading=14.5)

    texts = [block.text for block in lay_out(read_pdf(draw(page))).blocks]
    assert texts[0] == "4. Frigivelse af bevilling til et regnvandsbassin syd for Kærgårdsparken"
    assert len(texts) == 2


# --- ruled tables -----------------------------------------------------------------------------------


def put_table(canvas: Canvas, ruled: bool = True) -> None:
    columns, rows = [72, 202, 332, 462], [100, 120, 140, 160]
    for row, cells in enumerate([("Navn", "Parti", "Stemme"), ("Anna Holm", "A", "For"), ("Bo Krag", "V", "Imod")]):
        for column, text in enumerate(cells):
            put(canvas, columns[column] + 4, rows[row] + 14, text)
    if ruled:
        for top in rows:
            canvas.line(columns[0], HEIGHT - top, columns[-1], HEIGHT - top)
        for x in columns:
            canvas.line(x, HEIGHT - rows[0], x, HEIGHT - rows[-1])


def test_a_ruled_table_is_read_in_cells() -> None:
    (table,) = read_pdf(draw(put_table)).tables
    assert table.rows == (("Navn", "Parti", "Stemme"), ("Anna Holm", "A", "For"), ("Bo Krag", "V", "Imod"))
    assert table.page == 1
    assert table.box == pytest.approx((72, 100, 462, 160), abs=1)


def test_underlines_make_no_table() -> None:
    def page(canvas: Canvas) -> None:
        put_table(canvas, ruled=False)
        for top in (60, 118, 300):
            canvas.line(72, HEIGHT - top, 300, HEIGHT - top)

    source = read_pdf(draw(page))
    assert (source.tables, source.notices) == ((), ())


def test_a_row_is_cut_where_a_ruling_stands_in_it() -> None:
    """The columns are so narrow that the gaps between them look like word spaces."""

    def page(canvas: Canvas) -> None:
        put_table(canvas)
        for row, (name, party) in enumerate([("Anna Holm", "Liste A"), ("Bo Krag Lund", "Liste V")]):
            put(canvas, 74, 214 + 20 * row, name)
            width = canvas.stringWidth(name, "Helvetica", 11)
            put(canvas, 74 + width + 5, 214 + 20 * row, party)
            canvas.line(74 + width + 2.5, HEIGHT - 200 - 20 * row, 74 + width + 2.5, HEIGHT - 220 - 20 * row)
        for top in (200, 220, 240):
            canvas.line(72, HEIGHT - top, 300, HEIGHT - top)
        for x in (72, 300):
            canvas.line(x, HEIGHT - 200, x, HEIGHT - 240)

    assert texts_of(read_pdf(draw(page)))[-4:] == ["Anna Holm", "Liste A", "Bo Krag Lund", "Liste V"]


def table_page(shape: str) -> Callable[[Canvas], None]:
    """A table of three rows and columns: in a form, on a turned page, of boxes, as one path, with cells that span."""

    def page(canvas: Canvas) -> None:
        if shape == "turned":
            canvas.setPageRotation(90)
            canvas.translate(WIDTH, 0)
            canvas.rotate(90)
        if shape == "form":
            canvas.beginForm("drawn")
        path = canvas.beginPath()
        for row in range(3):
            for column in range(3):
                x, y = 100 + 110 * column, 500 - 20 * row
                if not (shape == "spans" and (row, column) == (0, 1)):
                    canvas.drawString(x + 4, y + 6, f"celle {row}{column}")
                wide = 220 if shape == "spans" and (row, column) == (0, 0) else 110
                if wide == 110 and shape == "spans" and (row, column) == (0, 1):
                    continue
                if shape == "path":
                    path.rect(x, y, wide, 20)
                else:
                    canvas.rect(x, y, wide, 20)
        canvas.drawPath(path)
        if shape == "form":
            canvas.endForm()
            canvas.saveState()
            canvas.translate(30, -100)
            canvas.doForm("drawn")
            canvas.restoreState()

    return page


@pytest.mark.parametrize("shape", ["boxes", "path", "form", "turned", "spans"])
def test_tables_are_those_that_pdfplumber_finds(shape: str) -> None:
    import pdfplumber

    data = draw(table_page(shape))
    with pdfplumber.open(io.BytesIO(data)) as document:
        (witness,) = document.pages[0].find_tables()
        expected = tuple(tuple(cell or "" for cell in row) for row in witness.extract())
        box = witness.bbox
    (table,) = read_pdf(data).tables
    assert table.rows == expected
    assert table.box == pytest.approx(box, abs=2)
    assert sum(map(len, table.rows)) == 9 and "celle 00" in table.rows[0][0]


def test_two_tables_on_a_page_stay_two_and_a_frame_around_them_is_none() -> None:
    def page(canvas: Canvas) -> None:
        put_table(canvas)
        canvas.translate(0, -200)
        put_table(canvas)
        canvas.translate(0, 200)
        canvas.rect(40, 40, WIDTH - 80, HEIGHT - 80)

    tables = read_pdf(draw(page)).tables
    assert [round(table.box.top) for table in tables] == [100, 300]
    assert len({table.rows for table in tables}) == 1


def test_what_crosses_too_often_is_no_table() -> None:
    def page(canvas: Canvas) -> None:
        put_table(canvas)
        for at in range(200):
            canvas.line(0, at * 4.0, WIDTH, at * 4.0)
            canvas.line(at * 4.0, 0, at * 4.0, HEIGHT)

    source = read_pdf(draw(page))
    assert source.tables == ()
    assert "Anna Holm" in " ".join(texts_of(source))
