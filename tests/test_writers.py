"""Each format says the same: the tables' rows, word for word, searchable where they can be searched."""

from __future__ import annotations

import csv
import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from archive import MINUTES
from conftest import ROOT
from referat_parser.models import Referat
from referat_parser.outcomes import final_decision
from referat_parser.pipeline import parse_bytes
from referat_parser.writers import CannotWrite, Entry, find_format, format_names, load_format
from referat_parser.writers.folder import file_name
from referat_parser.writers.tables import TABLES, Row, describe_tables, moede_id, rows_of

EXTRA = """
3. Ansøgning om dispensation (lukket)

Beslutning
Økonomiudvalget den 4. marts 2021
Anbefales godkendt.
A tager forbehold.
"""


def make_entry(fil: str, day: int = 1) -> Entry:
    document = parse_bytes((MINUTES.format(day=day) + EXTRA).encode(), name=fil)
    return Entry(
        fil, 900, document.kilde.sha256, "0.1.0", None, None, None, len(document.punkter), document.daekning,
        len(document.advarsler), document.model_dump_json().encode(),
    )  # fmt: skip


@pytest.fixture(scope="module")
def entries() -> list[Entry]:
    failed = Entry("c/bøn.pdf", 12, "ab" * 32, "0.1.0", "encrypted", "protected", None, None, None, None, None)
    return [make_entry("a/møde.txt"), make_entry("b.txt", 2), failed]


@pytest.fixture(scope="module")
def rows(entries: list[Entry]) -> dict[str, list[Row]]:
    found = defaultdict(list)
    for entry in entries:
        for name, row in rows_of(entry):
            found[name].append(row)
    return found


@pytest.fixture(scope="module")
def database(entries: list[Entry], tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    path = tmp_path_factory.mktemp("sqlite") / "x.sqlite"
    load_format("sqlite").write(entries, path)
    base = sqlite3.connect(path)
    yield base
    base.close()


def test_rows_fit_their_tables_and_keys_hold(rows: dict[str, list[Row]]) -> None:
    assert set(rows) == {table.name for table in TABLES} - {"advarsler"} | set(rows) & {"advarsler"}
    keys = {}
    for table in TABLES:
        for row in rows[table.name]:
            assert len(row) == len(table.columns), table.name
        if table.key:
            at = [column.name for column in table.columns].index(table.key)
            values = [row[at] for row in rows[table.name]]
            assert len(values) == len(set(values)), table.name
            keys[table.name] = set(values)
    for table in TABLES:
        for at, column in enumerate(table.columns):
            if column.refers:
                assert {row[at] for row in rows[table.name]} - {None} <= keys[column.refers], (table.name, column.name)


def test_rows_hold_what_the_document_holds(entries: list[Entry], rows: dict[str, list[Row]]) -> None:
    def column(table: str, name: str) -> list[object]:
        at = next(i for t in TABLES if t.name == table for i, c in enumerate(t.columns) if c.name == name)
        return [row[at] for row in rows[table]]

    loaded = [entry.load() for entry in entries if entry.document]
    items = [p for d in loaded for p in d["punkter"]]
    assert items
    assert column("punkter", "titel") == [p["titel"] for p in items]
    decisions = [v for p in items for v in p["vedtagelser"]]
    assert column("vedtagelser", "tekst") == [v["tekst"] for v in decisions]
    assert column("vedtagelser", "udfald") == [v["udfald"] for v in decisions]
    assert column("bilag", "titel") == [b["titel"] for p in items for b in p["bilag"]]
    votes = [w for v in decisions if v["afstemning"] for how in ("for", "imod", "undlod") for w in v["afstemning"][how]]
    assert votes
    assert column("stemmer", "hvem") == votes
    texts = set(column("sektioner", "tekst"))
    for item in items:
        for kind in ("resume", "sagsfremstilling", "indstilling"):
            assert item[kind] is None or item[kind]["tekst"] in texts
    assert {rest["tekst"] for d in loaded for rest in d["rest"]} <= texts
    assert column("kilder", "udfald") == ["ok", "ok", "fejl"]
    assert column("moeder", "moede_id") == [moede_id("a/møde.txt"), moede_id("b.txt")]


def test_documented_tables_are_the_tables() -> None:
    assert describe_tables() in (ROOT / "docs" / "tables.md").read_text("utf-8")


def test_search_finds_parts_of_words_and_keeps_letters_apart(database: sqlite3.Connection) -> None:
    def search(table: str, words: str) -> int:
        query = f"SELECT count(*) FROM {table} JOIN {table}_fts f ON f.rowid = {table}.rowid WHERE {table}_fts MATCH ?"
        return int(database.execute(query, (f'"{words}"',)).fetchone()[0])

    assert search("punkter", "tilladelse") == 2, "in Byggetilladelse"
    assert search("punkter", "Åvej") == search("punkter", "åvej") == 2
    assert search("punkter", "Avej") == 0
    assert search("sektioner", "gåsen") == 2
    assert search("sektioner", "gasen") == 0
    assert search("bilag", "kort over") == 2


def test_database_is_sound_and_holds_every_row(database: sqlite3.Connection, rows: dict[str, list[Row]]) -> None:
    assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    for table in TABLES:
        assert database.execute(f"SELECT * FROM {table.name}").fetchall() == rows[table.name]
        linked = {row[3]: row[2] for row in database.execute(f"PRAGMA foreign_key_list({table.name})")}
        assert linked == {column.name: column.refers for column in table.columns if column.refers}


def test_parquet_has_types_and_every_row(entries: list[Entry], rows: dict[str, list[Row]], tmp_path: Path) -> None:
    pq = pytest.importorskip("pyarrow.parquet")
    load_format("parquet").write(entries, tmp_path / "x")
    for table in TABLES:
        found = pq.read_table(tmp_path / "x" / f"{table.name}.parquet")
        assert found.column_names == [column.name for column in table.columns]
        values = [tuple(row.values()) for row in found.to_pylist()]
        assert [[str(v) for v in row] for row in values] == [[str(v) for v in row] for row in rows[table.name]]
    assert str(pq.read_schema(tmp_path / "x" / "moeder.parquet").field("dato").type) == "date32[day]"


def test_csv_reads_back(entries: list[Entry], rows: dict[str, list[Row]], tmp_path: Path) -> None:
    load_format("csv").write(entries, tmp_path / "x")
    for table in TABLES:
        with (tmp_path / "x" / f"{table.name}.csv").open(encoding="utf-8", newline="") as file:
            head, *found = csv.reader(file)
        assert head == [column.name for column in table.columns]
        plain = [
            ["" if v is None else str(int(v) if isinstance(v, bool) else v) for v in row] for row in rows[table.name]
        ]
        assert found == plain


def test_excel_has_a_sheet_a_table_and_no_formula(
    entries: list[Entry], rows: dict[str, list[Row]], tmp_path: Path
) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    long = entries[0].load()
    long["punkter"][1]["titel"] = "=1+1\x1b"
    long["punkter"][1]["sagsfremstilling"]["tekst"] = "ord " * 20_000
    entry = Entry(**{**{f: getattr(entries[0], f) for f in Entry.__slots__}, "document": json.dumps(long).encode()})
    load_format("excel").write([entry, *entries[1:]], tmp_path / "x.xlsx")
    book = openpyxl.load_workbook(tmp_path / "x.xlsx")
    assert book.sheetnames == [table.name for table in TABLES]
    for table in TABLES:
        sheet = book[table.name]
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref.startswith("A1:")
        assert [cell.value for cell in sheet[1]] == [column.name for column in table.columns]
        assert sheet.max_row == len(rows[table.name]) + 1
        assert "f" not in {cell.data_type for row in sheet.iter_rows() for cell in row}
    titles = [row[4].value for row in book["punkter"].iter_rows(min_row=2)]
    assert titles[1] == "=1+1"
    texts = [row[8].value or "" for row in book["sektioner"].iter_rows(min_row=2)]
    assert max(map(len, texts)) == 32_767
    assert any(text.endswith("[afkortet]") for text in texts)
    assert str(book["moeder"]["G2"].value) == "2021-03-01 00:00:00"


def test_json_lines_and_folder_hold_the_documents(entries: list[Entry], tmp_path: Path) -> None:
    load_format("jsonl").write(entries, tmp_path / "x.jsonl")
    lines = (tmp_path / "x.jsonl").read_bytes().splitlines()
    assert lines == [entries[0].document, entries[1].document]
    load_format("folder").write(entries, tmp_path / "x")
    found = {str(p.relative_to(tmp_path / "x")): p.read_bytes().rstrip() for p in (tmp_path / "x").rglob("*.json")}
    assert found == {"a/møde.txt.json": lines[0], "b.txt.json": lines[1]}


@pytest.mark.parametrize(
    ("fil", "path"),
    [
        ("/a/b.pdf", "a/b.pdf.json"),
        ("../../etc/passwd", "__/__/etc/passwd.json"),
        ("a.zip!/../x", "a.zip!/__/x.json"),
        ("s3://b/x.pdf", "s3/b/x.pdf.json"),
        ("C:\\x", "C__x.json"),
        ("", "_.json"),
    ],
)
def test_folder_never_leaves_itself(fil: str, path: str) -> None:
    assert file_name(fil) == path
    assert all(len(part.encode()) < 255 for part in file_name("æ" * 300).split("/"))


def test_formats_are_found_by_name_and_ending() -> None:
    assert format_names() == ["csv", "excel", "folder", "jsonl", "parquet", "sqlite"]
    for ending, name in [
        ("a.jsonl.gz", "jsonl"),
        ("a.DB", "sqlite"),
        ("a.xlsx", "excel"),
        ("a", "folder"),
        ("a.csv", "csv"),
    ]:
        assert find_format(Path(ending))[0] == name
    assert find_format(Path("a.b"), "jsonl")[0] == "jsonl"
    with pytest.raises(CannotWrite, match=r"no format ends in \.pdf"):
        find_format(Path("a.pdf"))
    for name in format_names():
        form = load_format(name)
        assert form.SUMMARY
        assert callable(form.write)


def test_an_items_outcome_is_that_of_its_own_decision(entries: list[Entry], rows: dict[str, list[Row]]) -> None:
    documents = [Referat.model_validate_json(entry.document) for entry in entries if entry.document is not None]
    finals = [final_decision(document, punkt) for document in documents for punkt in document.punkter]
    place = [column.name for column in next(table for table in TABLES if table.name == "punkter").columns].index(
        "udfald"
    )
    assert [row[place] for row in rows["punkter"]] == [final and final.udfald for final in finals]
    assert len({final.udfald for final in finals if final}) > 1
