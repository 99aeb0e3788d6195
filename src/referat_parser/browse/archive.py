"""What the served pages ask of the database: items by words and choices, counts for the choices, a hit's sentence."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from typing import Any, NamedTuple

from referat_parser.browse.search import Term, find_all, read_query, sentence_around

PAGE = 50
_FROM = "FROM punkter p JOIN moeder m ON m.moede_id = p.moede_id"
_SPLIT = (
    "(EXISTS (SELECT 1 FROM stemmer s WHERE s.punkt_id = p.punkt_id AND s.stemme IN ('imod', 'undlod')) OR EXISTS "
    "(SELECT 1 FROM vedtagelser v WHERE v.punkt_id = p.punkt_id AND (v.antal_imod > 0 OR v.antal_undlod > 0 OR v.enstemmig = 0)))"
)
_FACETS = {
    "kommune": "m.kommune",
    "udvalg": "m.udvalg",
    "aar": "substr(m.dato, 1, 4)",
    "udfald": "coalesce(p.udfald, CASE WHEN p.lukket THEN 'lukket' WHEN m.dokumenttype = 'dagsorden' THEN 'dagsorden' WHEN EXISTS (SELECT 1 FROM vedtagelser v WHERE v.punkt_id = p.punkt_id AND v.tekst <> '') THEN 'ukendt' ELSE 'ingen' END)",
}
_LONGEST = 200


class Choice(NamedTuple):
    """What the reader has asked for, as the address holds it; anything odd in an address counts as nothing."""

    q: str = ""
    kommune: str = ""
    udvalg: str = ""
    aar: str = ""
    udfald: str = ""
    delt: str = ""
    lukket: str = ""

    @classmethod
    def of(cls, arguments: Mapping[str, str]) -> Choice:
        return cls(**{name: _clean(arguments.get(name) or "") for name in cls._fields})

    def without(self, name: str) -> Choice:
        return self._replace(**{name: ""})

    def pairs(self, **changed: str) -> list[tuple[str, str]]:
        """What is set, with changes, for an address."""
        return [(name, value) for name, value in {**self._asdict(), **changed}.items() if value]


def _clean(text: str) -> str:
    return "".join(c for c in text if c.isprintable() and not 0xD800 <= ord(c) < 0xE000)[:_LONGEST].strip()


def count_items(base: sqlite3.Connection, choice: Choice) -> int:
    where, values = _where(choice)
    return int(base.execute(f"SELECT count(*) {_FROM} WHERE {where}", values).fetchone()[0])


def list_items(
    base: sqlite3.Connection, choice: Choice, *, first: int = 0, count: int = PAGE, excerpts: bool = True
) -> list[dict[str, Any]]:
    """The items that pass, newest meeting first, each with its meeting and, as `uddrag`, the sentence of the first hit."""
    where, values = _where(choice)
    rows = base.execute(
        f"SELECT p.*, {_FACETS['udfald']} AS kode, m.udvalg, m.kommune, m.dato, m.fil {_FROM} WHERE {where} "
        "ORDER BY m.dato DESC, m.fil, p.position LIMIT ? OFFSET ?",
        [*values, count, first],
    ).fetchall()
    terms = read_query(choice.q) if excerpts else ()
    return [{**dict(row), "uddrag": _excerpt(base, row["punkt_id"], terms) if terms else None} for row in rows]


def list_facets(base: sqlite3.Connection, choice: Choice) -> dict[str, list[tuple[str, int]]]:
    """For each choice its values and how many items each would leave; years newest first, the rest by number."""
    found = {}
    for name, column in _FACETS.items():
        where, values = _where(choice.without(name))
        rows = base.execute(
            f"SELECT {column} AS value, count(*) AS number {_FROM} WHERE {where} AND {column} IS NOT NULL "
            f"GROUP BY 1 ORDER BY {'1 DESC' if name == 'aar' else '2 DESC, 1'} LIMIT 100",
            values,
        )
        found[name] = [(row["value"], row["number"]) for row in rows]
    return found


def _where(choice: Choice) -> tuple[str, list[str]]:
    parts, values = ["1"], []
    for name, column in _FACETS.items():
        if value := getattr(choice, name):
            parts.append(f"{column} = ?")
            values.append(value)
    if choice.delt:
        parts.append(_SPLIT)
    if choice.lukket:
        parts.append("p.lukket = 1")
    for term in read_query(choice.q)[:12]:
        where, more = _holds(term)
        parts.append(where)
        values += more
    return " AND ".join(parts), values


def _holds(term: Term) -> tuple[str, list[str]]:
    """Full-text search for parts of words; of less than three letters only titles are searched, for whole words."""
    long = [needle for needle in term.needles if len(needle) >= 3]
    if not long:
        return "' ' || p.titel || ' ' LIKE ? ESCAPE '!'", [f"% {_escape(term.asked)} %"]
    match = " OR ".join('"' + needle.replace('"', '""') + '"' for needle in long)
    parts, values = ["instr(lower(coalesce(p.sagsnummer, '')), ?)"], [long[0]]
    for table in ("punkter", "vedtagelser", "sektioner", "bilag"):
        parts.append(
            f"p.punkt_id IN (SELECT punkt_id FROM {table} WHERE rowid IN "
            f"(SELECT rowid FROM {table}_fts WHERE {table}_fts MATCH ?))"
        )
        values.append(match)
    return f"({' OR '.join(parts)})", values


def _escape(text: str) -> str:
    return text.replace("!", "!!").replace("%", "!%").replace("_", "!_")


def _excerpt(base: sqlite3.Connection, punkt_id: str, terms: tuple[Term, ...]) -> list[tuple[str, bool]] | None:
    """The sentence of the first hit outside the title, in pieces: text, and whether it is marked."""
    rows = base.execute(
        "SELECT tekst FROM vedtagelser WHERE punkt_id = ?1 UNION ALL SELECT tekst FROM sektioner WHERE punkt_id = ?1 "
        "UNION ALL SELECT titel FROM bilag WHERE punkt_id = ?1",
        (punkt_id,),
    )
    for (text,) in rows:
        if text and (spans := find_all(terms, text)):
            start, end = sentence_around(text, spans[0])
            inside = [(a - start, b - start) for a, b in spans if start <= a and b <= end]
            return mark(text[start:end], inside)
    return None


def mark(text: str, spans: list[tuple[int, int]]) -> list[tuple[str, bool]]:
    """The text in pieces: each with True when it is one of the spans."""
    pieces, at = [], 0
    for start, end in spans:
        pieces += [(text[at:start], False), (text[start:end], True)]
        at = end
    return [(piece, marked) for piece, marked in [*pieces, (text[at:], False)] if piece]
