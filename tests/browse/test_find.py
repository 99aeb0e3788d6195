"""Filters, hits and what leaves the program: JSON lines, CSV and the terminal."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from pathlib import Path

import pytest

from referat_parser.browse.find import Filters, Hit, find_hits
from referat_parser.browse.hits import as_csv, as_jsonl, as_text
from referat_parser.browse.reading import Failure, Reading, read_sources
from referat_parser.browse.search import read_query

from . import minutes


def hits(query: str = "", **filters: object) -> list[Hit]:
    reading = Reading(Path("arkiv/moede.pdf"), minutes.sample())
    return list(find_hits([reading], read_query(query), Filters(**filters)))  # type: ignore[arg-type]


def test_a_hit_names_sentence_and_page() -> None:
    (hit,) = hits("solceller mark")
    assert hit.number == "2"
    assert hit.where == "Sagsfremstilling"
    assert hit.sentence == "Solcellerne dækker en mark."
    assert [hit.sentence[a:b] for a, b in hit.marks] == ["Solcellerne", "mark"]
    assert hit.page == 1
    assert hit.decision.word == "Godkendt"


@pytest.mark.parametrize(
    ("filters", "numbers"),
    [
        ({}, ["1", "2", "3", "4", "5"]),
        ({"uenighed": True}, ["2"]),
        ({"lukket": True}, ["4"]),
        ({"udfald": frozenset({"udsat", "afvist"})}, ["3"]),
        ({"udvalg": "plan"}, ["1", "2", "3", "4", "5"]),
        ({"udvalg": "byrådet"}, []),
        ({"fra": dt.date(2021, 2, 3), "til": dt.date(2021, 2, 3)}, ["1", "2", "3", "4", "5"]),
        ({"fra": dt.date(2021, 2, 4)}, []),
        ({"til": dt.date(2021, 2, 2)}, []),
    ],
)
def test_filters(filters: dict[str, object], numbers: list[str]) -> None:
    assert [hit.number for hit in hits(**filters)] == numbers


def test_every_word_must_be_found_in_the_same_item() -> None:
    assert not hits("solceller cykelsti")
    assert [h.number for h in hits("anlægget godkendes")] == ["2"]


def test_json_lines_are_the_values() -> None:
    record = json.loads(as_jsonl(hits("solceller")[0]))
    assert record["udfald"] == "godkendt"
    assert record["stemmer"] == "A, V mod O (Åse Ærø undlod)"
    assert record["fil"] == "arkiv/moede.pdf"
    assert record["side"] == 1


def test_csv_holds_hostile_titles_word_for_word_and_harmless() -> None:
    found = find_hits([Reading(None, minutes.hostile())], ())
    text = as_csv(found)
    assert text.startswith("\ufeff")
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";"))
    titles = [row[4].removeprefix("'") if row[4].startswith("'=") else row[4] for row in rows[1:]]
    assert titles == list(minutes.HOSTILE)
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


def test_terminal_gets_no_control_characters() -> None:
    for colour in (False, True):
        for hit in find_hits([Reading(None, minutes.hostile())], read_query("æblegrød rødt") or ()):
            assert "\x1b[31m" not in as_text(hit, colour=False, width=80)
        for hit in find_hits([Reading(None, minutes.hostile())], ()):
            text = as_text(hit, colour=colour, width=80)
            assert "\u202e" not in text
            assert "\x1b[31mrødt" not in text


def test_sources_are_files_folders_and_json(tmp_path: Path) -> None:
    text = "Referat\nByrådet\nMødedato: 3. februar 2021\n\n1. Ny cykelsti\n\nBeslutning\nGodkendt.\n"
    (tmp_path / "under").mkdir()
    (tmp_path / "under" / "a.txt").write_text(text, "utf-8")
    (tmp_path / "samme.txt").write_text(text, "utf-8")
    (tmp_path / "tom.pdf").write_bytes(b"")
    (tmp_path / "noter.md").write_text("ikke med")
    found = list(read_sources([tmp_path, tmp_path / "findes-ikke.pdf"]))
    failures = {f.path.name: f.kode for f in found if isinstance(f, Failure)}
    assert failures == {"tom.pdf": "empty", "findes-ikke.pdf": "not-found"}
    documents = [f for f in found if isinstance(f, Reading)]
    assert len(documents) == 1, "the same bytes come once"
    lines = tmp_path / "d.jsonl"
    lines.write_text(minutes.sample().model_dump_json() + "\n" + minutes.hostile().model_dump_json() + "\nøv\n")
    from_json = list(read_sources([lines]))
    assert [f.referat.kilde.fil for f in from_json if isinstance(f, Reading)] == ["moede.pdf", "ond.pdf"]
    assert [f.kode for f in from_json if isinstance(f, Failure)] == ["unreadable"]


def test_a_parsed_file_is_kept_and_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REFERAT_CACHE", str(tmp_path / "gemt"))
    file = tmp_path / "a.txt"
    file.write_text("Referat\n\n1. Ny cykelsti\n\nBeslutning\nGodkendt.\n", "utf-8")
    first = list(read_sources([file]))
    (kept,) = (tmp_path / "gemt").iterdir()
    assert kept.stat().st_mode & 0o077 == 0
    assert list(read_sources([file])) == first
    kept.write_text("ødelagt")
    assert list(read_sources([file])) == first


def test_a_database_gives_the_same_documents(tmp_path: Path) -> None:
    pytest.importorskip("sqlite_utils")
    from referat_parser.writers import Entry, sqlite

    documents = [minutes.sample(), minutes.hostile()]
    target = tmp_path / "arkiv.db"
    sqlite.write(
        [
            Entry(
                d.kilde.fil or "",
                1,
                d.kilde.sha256,
                "0",
                None,
                None,
                3,
                len(d.punkter),
                1.0,
                0,
                d.model_dump_json().encode(),
            )
            for d in documents
        ],
        target,
    )
    back = {r.referat.kilde.fil: r.referat for r in read_sources([target]) if isinstance(r, Reading)}
    assert back == {d.kilde.fil: d for d in documents}
    terms = read_query("solceller")
    (only,) = read_sources([target], terms=terms)
    assert isinstance(only, Reading)
    assert only.referat.kilde.fil == "moede.pdf"
    assert [h.number for h in find_hits([only], terms)] == ["2"]
