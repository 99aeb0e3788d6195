"""Text of any encoding gives the same lines; what is no text is refused by its name; nothing takes more than linear time."""

from __future__ import annotations

import gc
import time
import unicodedata
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from referat_parser.errors import Empty, NotPdf, ReferatError
from referat_parser.extract.source import read_source
from referat_parser.extract.text import read_text

MINUTES = """REFERAT
Økonomiudvalget, mødet på Rådhuset

Punkt 1: Ændring af lokalplan for området ved Åen
Borgmesteren indstiller, at forslaget får støtte.
Beslutning
Godkendt. Også på de øvrige områder blev det vedtaget.
"""


def lines(data: bytes | str) -> list[str]:
    return [line.text for line in read_text(data).lines]


def codes(data: bytes | str) -> list[str]:
    return [notice.kode for notice in read_text(data).notices]


PLAIN = MINUTES.splitlines()

ENCODED = {
    "utf-8": (MINUTES.encode(), []),
    "utf-8 with mark": (MINUTES.encode("utf-8-sig"), []),
    "utf-16 le": (b"\xff\xfe" + MINUTES.encode("utf-16-le"), []),
    "utf-16 be": (b"\xfe\xff" + MINUTES.encode("utf-16-be"), []),
    "utf-16 le without mark": (MINUTES.encode("utf-16-le"), ["tegnsaet-gaettet"]),
    "utf-16 be without mark": (MINUTES.encode("utf-16-be"), ["tegnsaet-gaettet"]),
    "utf-32": (MINUTES.encode("utf-32"), ["tegnsaet-usaedvanligt"]),
    "windows-1252": (MINUTES.encode("cp1252"), ["tegnsaet-gaettet"]),
    "latin-1": (MINUTES.encode("latin-1"), ["tegnsaet-gaettet"]),
    "dos": (MINUTES.encode("cp865"), ["tegnsaet-gaettet"]),
    "mac": (MINUTES.encode("mac_roman"), ["tegnsaet-gaettet"]),
    "seven bits": (MINUTES.translate(str.maketrans("æøåÆØÅ", "{|}[\\]")).encode("ascii"), ["tegnsaet-gaettet"]),
    "str": (MINUTES, []),
    "cr": (MINUTES.replace("\n", "\r"), []),
    "crlf": (MINUTES.replace("\n", "\r\n"), []),
    "form feed": (MINUTES.replace("\n", "\f"), []),
    "line separator": (MINUTES.replace("\n", "\u2028"), ["linjeskift-usaedvanligt"]),
    "decomposed": (unicodedata.normalize("NFD", MINUTES).encode(), []),
    "no-break spaces": (MINUTES.replace(" ", "\xa0").encode(), []),
    "tabs and runs of blanks": (MINUTES.replace(" ", " \t  "), []),
    "no last line end": (MINUTES.rstrip("\n").encode(), []),
    "zero width": (MINUTES.replace("o", "o\u200b\u2060\ufeff"), []),
    "bidi": (MINUTES.replace("e", "\u202ee\u202c\u2066"), []),
}


@pytest.mark.parametrize("kind", ENCODED)
def test_every_encoding_gives_the_same_lines(kind: str) -> None:
    data, notices = ENCODED[kind]
    assert lines(data) == PLAIN
    assert codes(data) == notices


def test_curly_quotes_and_dashes_of_windows() -> None:
    assert lines("“Sag” – pris: 5 € på Ærø".encode("cp1252")) == ["“Sag” – pris: 5 € på Ærø"]


def test_curly_quotes_alone_do_not_make_it_dos() -> None:
    assert lines("‘Sag’ og ‘plan’".encode("cp1252")) == ["‘Sag’ og ‘plan’"]


def test_broken_letters_in_utf8_leave_the_others_alone() -> None:
    data = MINUTES.encode()
    broken = data[:60] + b"\xff\xe6" + data[60:]
    assert "".join(lines(broken)).replace("ÿæ", "") == "".join(PLAIN)
    assert codes(broken) == ["tegnsaet-gaettet"]


def test_half_utf8_and_half_windows() -> None:
    assert lines(MINUTES.encode() + MINUTES.encode("cp1252")) == PLAIN + PLAIN
    assert codes(MINUTES.encode() + MINUTES.encode("cp865")) == ["tegnsaet-gaettet"]


def test_letters_encoded_twice_are_reported_and_kept() -> None:
    twice = MINUTES.encode().decode("latin-1")
    assert "tegnsaet-dobbelt" in codes(twice.encode())


def test_letters_that_cannot_be_read_are_reported() -> None:
    assert codes("Sag \ufffd\ufffd\ufffd om \ue012\ue013") == ["uleselige-tegn"]


def test_a_few_nul_bytes_are_left_out_and_said() -> None:
    data = (MINUTES * 3).encode().replace(b"forslaget", b"forslag\0et")
    assert lines(data) == PLAIN * 3
    assert codes(data) == ["styretegn"]


@pytest.mark.parametrize(
    "sign", ["#define {x}", "{'a': 1, 'b': {'c': 2}}", "| a | b | c | d |", "\\textbf{x} \\emph{y} {z}"]
)
def test_braces_of_other_texts_are_no_letters(sign: str) -> None:
    assert "æ" not in "".join(lines(f"{sign}\n" * 20))


# --- what is refused --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(90), "a PNG picture"),
        (b"\xff\xd8\xff\xe0" + bytes(90), "a JPEG picture"),
        (b"PK\x03\x04" + bytes(90), "a ZIP archive or an Office document"),
        (b"PK\x05\x06" + bytes(18), "an empty ZIP archive"),
        (b"\xd0\xcf\x11\xe0" + bytes(90), "an old Office document"),
        (b"{\\rtf1 Referat}", "an RTF document"),
        (b"\n<!DOCTYPE html><html><body>404</body></html>", "an HTML page"),
        (b'<?xml version="1.0"?>\n<html xmlns="x">', "an HTML page"),
        (b'{"skema": "referat/1"}\n{"skema": "referat/1"}\n', "JSON"),
        (b"[\n {}]", "JSON"),
        (bytes((i * i * 31 + i) & 255 for i in range(20_000)), "binary data"),
        (b"\xff\xfe" + bytes((i * i * 31 + i) & 255 for i in range(20_000)), "binary data"),
        (b"MZ\x90\0\x03\0\0\0", "a program"),
    ],
)
def test_other_files_are_named(data: bytes, said: str) -> None:
    with pytest.raises(NotPdf, match=said) as caught:
        read_source(data)
    assert "; " in str(caught.value)


@pytest.mark.parametrize(
    "data", [b"MZ og BM er forkortelser", b"BM: byens museum", b"<h1>Punkt 1</h1>", b'{"Punkt 1": x', b"[" * 90 + b"1"]
)
def test_texts_that_begin_like_other_files_are_texts(data: bytes) -> None:
    assert lines(data) == [data.decode()]


@pytest.mark.parametrize(
    "data", [b"", b" \n\t\r\n" * 50, b"\n" * 9, "\ufeff\u200b\xa0".encode(), "", "---\n***", b"\xff\xfe", "%", ". . ."]
)
def test_blanks_are_empty(data: bytes | str) -> None:
    with pytest.raises(Empty):
        read_text(data)


def test_a_pdf_header_behind_junk_is_a_pdf() -> None:
    with pytest.raises(ReferatError) as caught:
        read_source(b"HTTP/1.1 200 OK\r\n\r\n%PDF-1.4\n")
    assert caught.value.kode == "damaged"


# --- letters and signs ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "read", "bold"),
    [
        ("# Punkt 1", "Punkt 1", True),
        ("### Beslutning ###", "Beslutning", True),
        ("#5 på listen", "#5 på listen", False),
        ("# C#", "C#", True),
        ("**Punkt 1: Sag**", "Punkt 1: Sag", True),
        ("Det er **vedtaget** i dag", "Det er vedtaget i dag", False),
        ("__Beslutning__", "Beslutning", True),
        ("*Godkendt.*", "Godkendt.", False),
        ("## **Sag**", "Sag", True),
        ("Se [bilag 1](https://example.dk/a_b_c).", "Se bilag 1.", False),
        ("> Citat", "Citat", False),
        (">> Citat", "Citat", False),
        (">100 sager", ">100 sager", False),
        ("| Navn | Parti |", "Navn Parti", False),
        ("| --- | :-: |", "", False),
        ("1\\. Sag", "1. Sag", False),
        ("\\# 3", "# 3", False),
        ("* at sagen", "- at sagen", False),
        ("+ at sagen", "- at sagen", False),
        ("-   at sagen", "- at sagen", False),
        ("• at sagen", "• at sagen", False),
        ("· at sagen", "· at sagen", False),
        ("fil_navn_her og a*b*c", "fil_navn_her og a*b*c", False),
        ("4 * 5 ** 2", "4 * 5 ** 2", False),
        ("a ...........", "a ...........", False),
        ("[ ] Ja", "[ ] Ja", False),
        ("\ufb01nansiering og e\ufb00ekt", "finansiering og effekt", False),
        ("enlig \ud800 og par \ud83d\ude00", "enlig \ufffd og par \U0001f600", False),
        ("\x1b[31mRød\x1b[0m", "[31mRød[0m", False),
        ("Sk\xe5r\xadup", "Skårup", False),
        ("Kultur&nbsp;&amp; Fritid i &AElig;blehaven", "Kultur & Fritid i Æblehaven", False),
        ("Teknik &amp; Miljø", "Teknik & Miljø", False),
        ("&lt;b&gt; i en tekst om koder", "&lt;b&gt; i en tekst om koder", False),
        ("R&D og A&B;", "R&D og A&B;", False),
    ],
)
def test_signs_and_letters(text: str, read: str, bold: bool) -> None:
    if not read:
        text, expected = f"Navn\n{text}", ("", False)
    else:
        expected = (read, bold)
    line = read_text(text).lines[-1]
    assert (line.text, line.bold) == expected
    assert (line.page, line.box, line.size) == (None, None, 0.0)


def test_a_soft_hyphen_at_the_end_of_a_line_is_kept_as_a_break() -> None:
    assert lines("kom\xad\nmunen og be\xadhandling") == ["kom\x02", "munen og behandling"]


def test_an_entity_cannot_break_a_line() -> None:
    assert lines("S&aring;&#10;dan&#13;&#0;&#8232;her\nto")[1:] == ["to"]


# --- what holds for anything ------------------------------------------------------------------------


def _holds(data: bytes | str) -> None:
    try:
        source = read_text(data)
    except ReferatError as error:
        assert error.kode in ("empty", "not-pdf") and "; " in str(error)
        return
    assert [line.number for line in source.lines] == [*range(1, len(source.lines) + 1)]
    for line in source.lines:
        assert line.text == line.text.strip()
        assert "  " not in line.text and "\n" not in line.text and "\t" not in line.text
        bare = line.text.removesuffix("\x02")
        assert not any(unicodedata.category(letter) in ("Cc", "Cs") for letter in bare), ascii(line.text)
        assert unicodedata.is_normalized("NFC", line.text)
        line.text.encode()


@settings(max_examples=400, deadline=None)
@given(
    st.one_of(st.binary(max_size=300), st.text(max_size=200), st.text("*_#>|[]()\\ \na&;:-`~<\x02\xad", max_size=120))
)
def test_any_input_gives_clean_lines_or_an_error(data: bytes | str) -> None:
    _holds(data)


_WORDS = st.text("abcdefghijklmnopqrstuvwxyzæøåÆØÅ ,.()0123456789", min_size=1, max_size=60)


@settings(max_examples=200, deadline=None)
@given(st.lists(_WORDS, max_size=12), st.sampled_from(["\n", "\r\n", "\r"]))
def test_text_survives_every_encoding(words: list[str], end: str) -> None:
    text = "Mødet på Ærø blev åbnet øjeblikkeligt\nogså på åen\n" + "\n".join(words)
    wanted = lines(text)
    for codec in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32", "cp1252", "latin-1", "cp865", "mac_roman"):
        assert lines(text.replace("\n", end).encode(codec)) == wanted, codec


@settings(max_examples=200, deadline=None)
@given(st.lists(_WORDS, max_size=12))
def test_plain_words_are_kept_word_for_word(words: list[str]) -> None:
    text = "\n".join(["Mødet", *words])
    assert lines(text) == [" ".join(line.split()) for line in text.splitlines()]


# --- time -------------------------------------------------------------------------------------------

WORST = {
    "dots": ".",
    "blanks before a dot": " ",
    "quote marks": "> ",
    "stars": "**a ",
    "lone stars": "*",
    "underscores": "__a",
    "brackets": "[](",
    "open brackets": "[",
    "pipes": "| ",
    "backslashes": "\\",
    "entities": "&#1",
    "nbsp entities": "&nbsp;",
    "accents": "\u0316\u0301",
    "soft hyphens": "\xad ",
    "soft breaks": "a\xad\n",
    "seven bits": "a{b|c}",
    "seven-bit brackets": "a{b|c}d[",
    "short lines": "1.\n",
    "marked lines": "# **a** [b](c)\n",
    "long marked lines": "> " * 2000 + "\n",
    "twice encoded": "Ã¦ ",
    "surrogates": "\ud800",
}


def _cpu(data: bytes | str, times: int = 2) -> float:
    best = float("inf")
    gc.collect()
    for _ in range(times):
        start = time.process_time()
        with suppress(ReferatError):
            read_text(data)
        best = min(best, time.process_time() - start)
    return best


@pytest.mark.parametrize("kind", WORST)
def test_time_is_linear(kind: str) -> None:
    unit = WORST[kind]
    size = 400_000 // len(unit)
    small, large = unit * size + ".", unit * 2 * size + "."
    least, most = _cpu(small), _cpu(large)
    if most > 0.2 and most / least > 2.6:  # a busy machine: once more
        least, most = _cpu(small, 6), _cpu(large, 6)
    assert most < 3
    assert most < 0.2 or most / least <= 2.6


@pytest.mark.timed
@pytest.mark.parametrize("codec", ["utf-8", "cp1252", "utf-16"])
def test_ordinary_text_is_read_at_15_megabytes_a_second(codec: str) -> None:
    data = (MINUTES * 20_000).encode(codec)
    best = max(len(data) / 1e6 / _cpu(data) for _ in range(3))
    # A machine under load, or with a slow processor, may take three times as long.
    assert best > 5, f"{best:.1f} MB/s"


def test_words_with_spaced_letters_are_words_again() -> None:
    source = read_text("B E S L U T N I N G   I  B Y R Å D E T\nx  x\nA  B  C D\nDet  er  en linje\n".encode())
    assert [line.text for line in source.lines] == ["BESLUTNING I BYRÅDET", "x x", "A B C D", "Det er en linje"]
