"""A PDF without its end: whole pages before the cut are read, and bombs are told from pages that are empty."""

from __future__ import annotations

import sys

import pytest

from conftest import ROOT
from referat_parser.document import Source
from referat_parser.errors import LimitSize, ReferatError
from referat_parser.extract.bombs import refuse_bombs
from referat_parser.extract.rescue import rescue
from referat_parser.extract.source import read_source

sys.path.insert(0, str(ROOT / "tests" / "reliability"))
from pdfs import Writer, add_pages, packed_zeros, pdf_drawn, pdf_of, show


def three_pages(*, catalog_first: bool) -> bytes:
    writer = Writer()
    add_pages(writer, [show([f"Punkt {n}. Sag om noget", f"Side {n} har ord."]) for n in (1, 2, 3)])
    return writer.build(catalog_first=catalog_first)


def words(source: Source) -> str:
    return " ".join(line.text for line in source.lines)


def test_pages_before_the_cut_are_read_where_the_catalog_is_left() -> None:
    data = three_pages(catalog_first=True)
    source = read_source(data[: data.index(b"Side 3") - 30])
    assert "Side 1 har ord." in words(source) and "Side 2 har ord." in words(source)
    assert {"beskadiget-fil", "side-kan-ikke-laeses"} <= {notice.kode for notice in source.notices}


def test_pages_are_found_where_catalog_and_list_are_lost() -> None:
    writer = Writer()
    add_pages(writer, [show([f"Side {n} har ord."]) for n in (1, 2, 3)])
    data = writer.build()
    # The list of pages stands before them and the catalog behind: both go.
    data = data[: data.rindex(b"/Type /Catalog") - 12].replace(b"/Type /Pages /Count", b"/Type /Lost /Count")
    source = read_source(data)
    assert all(f"Side {n} har ord." in words(source) for n in (1, 2, 3))


def test_what_was_drawn_is_read_where_no_page_is_left() -> None:
    data = three_pages(catalog_first=True)
    source = read_source(data[: data.index(b"Side 1") + 30])
    assert "Punkt 1. Sag om noget" in words(source)


@pytest.mark.parametrize("data", [b"", b"%PDF-1.4\n", b"%PDF-1.4 1 0 obj << /A 1 >> endobj"])
def test_nothing_left_is_nothing(data: bytes) -> None:
    assert rescue(data) is None


@pytest.mark.parametrize("step", range(0, 100, 7))
def test_no_cut_is_taken_for_a_whole_file(step: int) -> None:
    data = three_pages(catalog_first=True)
    try:
        source = read_source(data[: len(data) * step // 100])
    except ReferatError:
        return
    assert source.notices


def test_a_bomb_is_a_limit_and_an_empty_page_is_not() -> None:
    with pytest.raises(LimitSize, match="16 MiB"):
        read_source(pdf_drawn(packed_zeros(20 << 20), b"/Filter /FlateDecode"))
    assert not words(read_source(pdf_drawn(b"q Q")))
    refuse_bombs(pdf_of(["ord"] * 500, packed=True))


def test_text_above_the_limit_is_refused_at_once() -> None:
    with pytest.raises(LimitSize, match="1 are allowed"):
        read_source(b"ord\n" * 600_000, max_text=1 << 20)
