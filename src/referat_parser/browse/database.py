"""Documents out of a database that `referat batch` wrote: the tables of writers.tables back to values of the contract."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from referat_parser import errors
from referat_parser import models as m

if TYPE_CHECKING:
    from referat_parser.browse.reading import Failure, Reading
    from referat_parser.browse.search import Term

Row = sqlite3.Row
_SEARCHED = (("punkter", "punkt_id"), ("sektioner", "punkt_id"), ("vedtagelser", "punkt_id"), ("bilag", "punkt_id"))
_LEAST_NEEDLE = 3


def open_database(path: Path) -> sqlite3.Connection:
    """The database, read-only. Raises Unreadable when it is none of `referat batch`."""
    try:
        base = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
        base.row_factory = sqlite3.Row
        names = {row[0] for row in base.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    except sqlite3.Error:
        names = set()
    if not {"kilder", "moeder", "punkter", "sektioner", "vedtagelser"} <= names:
        raise errors.Unreadable(
            "is a database, but not one of `referat batch`; make it with referat batch … -o arkiv.db"
        )
    return base


def read_database(path: Path, terms: Iterable[Term] = ()) -> Iterator[Reading | Failure]:
    """Every document of the database by date, and what could not be read; with terms only those that may hold them all."""
    from referat_parser.browse.reading import Failure, Reading

    base = open_database(path)
    try:
        wanted = _candidates(base, tuple(terms))
        for row in base.execute("SELECT moede_id, fil FROM moeder ORDER BY dato, fil"):
            if wanted is not None and row["moede_id"] not in wanted:
                continue
            try:
                referat = read_document(base, row["moede_id"])
            except (ValidationError, ValueError, TypeError, IndexError, KeyError):
                yield Failure(
                    path, "unreadable", f"the rows of {row['fil']} do not fit together; run `referat batch` anew"
                )
                continue
            yield Reading(_beside(path, row["fil"]), referat)
        if wanted is None:
            for row in base.execute("SELECT fil, kode, besked FROM kilder WHERE moede_id IS NULL ORDER BY fil"):
                yield Failure(Path(row["fil"]), row["kode"] or "unreadable", row["besked"] or "")
    finally:
        base.close()


def _beside(base: Path, name: str) -> Path | None:
    """The file of an archive's input: by its name from here, else from the database's folder; None when it is gone."""
    return next((path for path in (Path(name), base.parent / name) if path.is_file()), None)


def _candidates(base: sqlite3.Connection, terms: tuple[Term, ...]) -> set[str] | None:
    """The meetings in which some item may hold every term, by full-text search; None for all."""
    found: set[str] | None = None
    for term in terms:
        if not term.needles or any(len(needle) < _LEAST_NEEDLE for needle in term.needles):
            continue
        match = " OR ".join('"' + needle.replace('"', '""') + '"' for needle in term.needles)
        items: set[str] = set()
        for table, key in _SEARCHED:
            rows = base.execute(
                f"SELECT {key} FROM {table} WHERE rowid IN (SELECT rowid FROM {table}_fts WHERE {table}_fts MATCH ?)",
                (match,),
            )
            items.update(row[0] for row in rows if row[0])
        for needle in term.needles:
            rows = base.execute("SELECT punkt_id FROM punkter WHERE instr(lower(sagsnummer), ?)", (needle,))
            items.update(row[0] for row in rows)
        found = items if found is None else found & items
    return None if found is None else {item.rpartition("-")[0] for item in found}


def read_document(base: sqlite3.Connection, moede_id: str) -> m.Referat:
    """One document of the database. Raises KeyError when there is none, ValidationError when its rows do not fit."""

    def rows(table: str, order: str = "position") -> list[Row]:
        return base.execute(f"SELECT * FROM {table} WHERE moede_id = ? ORDER BY {order}", (moede_id,)).fetchall()

    meeting = next(iter(rows("moeder", "rowid")), None)
    if meeting is None:
        raise KeyError(moede_id)
    source = base.execute("SELECT * FROM kilder WHERE fil = ?", (meeting["fil"],)).fetchone()
    by_item: dict[str, dict[str, list[Row]]] = {}
    for table in ("sektioner", "vedtagelser", "bilag"):
        for row in rows(table):
            by_item.setdefault(row["punkt_id"] or "", {}).setdefault(table, []).append(row)
    votes: dict[str, list[Row]] = {}
    for row in rows("stemmer", "rowid"):
        votes.setdefault(row["vedtagelse_id"], []).append(row)
    people = rows("personer", "rowid")
    absent: dict[str, list[Row]] = {}
    for row in people:
        if row["status"] == "fravaerende":
            absent.setdefault(row["vedtagelse_id"] or "", []).append(row)
    return m.Referat(
        kilde=m.Kilde(
            fil=meeting["fil"],
            sha256=source["sha256"],
            format=source["format"],
            sider=source["sider"],
            motor=source["motor"],
            parser=source["parser"],
        ),
        dokumenttype=meeting["dokumenttype"],
        kommune=m.Kommune(navn=meeting["kommune"], kode=meeting["kommunekode"]) if meeting["kommune"] else None,
        **{name: meeting[name] for name in ("udvalg", "dato", "starttid", "sluttid", "sted")},
        deltagere=[_person(row) for row in people if row["status"] == "deltager"],
        fravaerende=[_absent(row) for row in absent.get("", [])],
        indholdsfortegnelse=json.loads(meeting["indholdsfortegnelse"] or "[]"),
        punkter=[_item(row, by_item.get(row["punkt_id"], {}), votes, absent) for row in rows("punkter")],
        rest=[
            m.Rest(tekst=row["tekst"], placering=_place(row))
            for row in by_item.get("", {}).get("sektioner", [])
            if row["slags"] == "rest"
        ],
        advarsler=[
            m.Advarsel(
                kode=row["kode"],
                besked=row["besked"],
                punkt=row["punkt"],
                placering=_place(row) if row["linje_fra"] else None,
            )
            for row in rows("advarsler")
        ],
        daekning=source["daekning"] if source["daekning"] is not None else 1.0,
    )


def _place(row: Row) -> m.Placering:
    box = (row["x0"], row["top"], row["x1"], row["bund"])
    return m.Placering(
        side=row["side"],
        linjer=(row["linje_fra"], row["linje_til"]),
        boks=None if None in box else box,
    )


def _person(row: Row) -> m.Person:
    return m.Person(navn=row["navn"], parti=row["parti"], rolle=row["rolle"])


def _absent(row: Row) -> m.Fravaer:
    return m.Fravaer(
        navn=row["navn"], parti=row["parti"], rolle=row["rolle"], aarsag=row["aarsag"], punkter=row["punkter"]
    )


def _item(row: Row, parts: dict[str, list[Row]], votes: dict[str, list[Row]], absent: dict[str, list[Row]]) -> m.Punkt:
    sections = parts.get("sektioner", [])
    under: dict[str, list[m.Afsnit]] = {}
    for part in sections:
        if part["slags"] == "afsnit":
            under.setdefault(part["under_id"], []).append(
                m.Afsnit(
                    overskrift=part["overskrift"] or "",
                    emne=part["emne"] or "andet",
                    tekst=part["tekst"],
                    placering=_place(part),
                )
            )

    def section(part: Row) -> dict[str, Any]:
        return {
            "overskrift": part["overskrift"],
            "tekst": part["tekst"],
            "afsnit": under.get(part["sektion_id"], []),
            "tabeller": json.loads(part["tabeller"] or "[]"),
            "placering": _place(part),
        }

    kinds = {part["slags"]: part for part in reversed(sections)}
    advice = kinds.get("indstilling")
    return m.Punkt(
        nummer=row["nummer"],
        titel=row["titel"],
        sagsnummer=row["sagsnummer"],
        lukket=bool(row["lukket"]),
        oplysninger=[
            m.Oplysning(navn=part["overskrift"], tekst=part["tekst"], placering=_place(part))
            for part in sections
            if part["slags"] == "oplysning"
        ],
        resume=m.Sektion(**section(kinds["resume"])) if "resume" in kinds else None,
        sagsfremstilling=m.Sektion(**section(kinds["sagsfremstilling"])) if "sagsfremstilling" in kinds else None,
        indstilling=m.Indstilling(
            **section(advice), indstiller=advice["indstiller"], forslag=json.loads(advice["forslag"] or "[]")
        )
        if advice is not None
        else None,
        vedtagelser=[_decision(v, votes.get(v["vedtagelse_id"], []), absent) for v in parts.get("vedtagelser", [])],
        bilag=[
            m.Bilag(nummer=each["nummer"], titel=each["titel"], placering=_place(each))
            for each in parts.get("bilag", [])
        ],
        oevrige=[
            m.OevrigSektion(**section(part), emne=part["emne"] or "andet")
            for part in sections
            if part["slags"] == "oevrig"
        ],
        placering=_place(row),
    )


def _decision(row: Row, votes: list[Row], absent: dict[str, list[Row]]) -> m.Vedtagelse:
    sides = {how: [v["hvem"] for v in votes if v["stemme"] == how] for how in ("for", "imod", "undlod")}
    counts = {how: row[f"antal_{how}"] for how in sides}
    counted = any(number is not None for number in counts.values())
    return m.Vedtagelse(
        **{name: row[name] for name in ("overskrift", "organ", "dato", "tekst", "udfald", "til")},
        afstemning=m.Afstemning.model_validate(sides | {"antal": counts if counted else None})
        if counted or votes
        else None,
        enstemmig=None if row["enstemmig"] is None else bool(row["enstemmig"]),
        bemaerkninger=json.loads(row["bemaerkninger"] or "[]"),
        fravaerende=[_absent(each) for each in absent.get(row["vedtagelse_id"], [])],
        placering=_place(row),
    )
