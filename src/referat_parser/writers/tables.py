"""The flat tables that every tabular format is made of: their columns, and an entry's rows."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import Any, Literal, NamedTuple

from referat_parser.outcomes import Taken, find_final
from referat_parser.writers import Entry

Type = Literal["text", "integer", "real", "boolean", "date"]
Row = tuple[Any, ...]


class Column(NamedTuple):
    """A column. `refers` is the table whose key it holds."""

    name: str
    type: Type
    about: str
    refers: str | None = None


class Table(NamedTuple):
    """A table. `key` is its primary key, `search` the columns that full-text search covers."""

    name: str
    about: str
    columns: tuple[Column, ...]
    key: str | None = None
    search: tuple[str, ...] = ()


def _place(what: str) -> tuple[Column, ...]:
    return (
        Column("side", "integer", f"page on which {what} begins, from 1; null for a text"),
        Column("linje_fra", "integer", "first line, as `referat lines` numbers them"),
        Column("linje_til", "integer", "last line"),
        Column("x0", "real", "left edge of the box on `side`, PDF points from the top left; null for a text"),
        Column("top", "real", "upper edge"),
        Column("x1", "real", "right edge"),
        Column("bund", "real", "lower edge"),
    )


_MOEDE = Column("moede_id", "text", "the meeting", "moeder")
_PUNKT = Column("punkt_id", "text", "the item", "punkter")
_POSITION = Column("position", "integer", "place in its order, from 1")

TABLES: tuple[Table, ...] = (
    Table(
        "moeder",
        "One row per document.",
        (
            Column("moede_id", "text", "16 hex digits made from `fil`: the same in every run and format"),
            Column("fil", "text", "name of the input, as in `kilder`"),
            Column("dokumenttype", "text", "referat or dagsorden"),
            Column("kommune", "text", "municipality"),
            Column("kommunekode", "text", "its four digits"),
            Column("udvalg", "text", "the body that meets"),
            Column("dato", "date", "day of the meeting"),
            Column("starttid", "text", "HH:MM"),
            Column("sluttid", "text", "HH:MM"),
            Column("sted", "text", "place"),
            Column("punkter", "integer", "number of items"),
            Column("indholdsfortegnelse", "text", "the contents list as JSON, null where there is none"),
        ),
        "moede_id",
    ),
    Table(
        "punkter",
        "One row per item of a meeting.",
        (
            Column("punkt_id", "text", "moede_id, a hyphen, position"),
            _MOEDE,
            _POSITION,
            Column("nummer", "text", "as printed"),
            Column("titel", "text", "title"),
            Column("sagsnummer", "text", "case number"),
            Column("lukket", "boolean", "behind closed doors"),
            Column(
                "udfald",
                "text",
                "outcome of the item's own decision: the meeting's, else the latest; null where there is none or none can be read",
            ),
            Column("bilag", "integer", "number of attachments"),
            *_place("it"),
        ),
        "punkt_id",
        ("titel",),
    ),
    Table(
        "sektioner",
        "One row per section of an item, per headed part of a section, per labelled line, and per rest of the document.",
        (
            Column("sektion_id", "text", "punkt_id (or moede_id), s, position"),
            _MOEDE,
            Column("punkt_id", "text", "the item; null for `rest`", "punkter"),
            Column("under_id", "text", "the section that this is a part of", "sektioner"),
            _POSITION,
            Column("slags", "text", "resume, sagsfremstilling, indstilling, oevrig, afsnit, oplysning or rest"),
            Column("overskrift", "text", "heading as printed"),
            Column("emne", "text", "subject of an afsnit or an oevrig"),
            Column("tekst", "text", "text; of a section with parts what stands before the first"),
            Column("tabeller", "text", "ruled tables as JSON: tables of rows of cells; null where there are none"),
            Column("indstiller", "text", "who recommends"),
            Column("forslag", "text", "the points of a recommendation as a JSON list; null where there are none"),
            *_place("it"),
        ),
        "sektion_id",
        ("overskrift", "tekst"),
    ),
    Table(
        "vedtagelser",
        "One row per decision of one body on one day.",
        (
            Column("vedtagelse_id", "text", "punkt_id, v, position"),
            _MOEDE,
            _PUNKT,
            _POSITION,
            Column("overskrift", "text", "heading as printed"),
            Column("organ", "text", "the body"),
            Column("dato", "date", "the day"),
            Column("udfald", "text", "outcome, one of the contract's; null where none can be read"),
            Column("til", "text", "whom or when to, of what is sent on or put off"),
            Column("enstemmig", "boolean", "unanimous; null where the text does not say"),
            Column("antal_for", "integer", "votes for"),
            Column("antal_imod", "integer", "votes against"),
            Column("antal_undlod", "integer", "abstained"),
            Column("tekst", "text", "verbatim"),
            Column(
                "bemaerkninger",
                "text",
                "forbehold, mindretal, protokol, standsning, inhabilitet as a JSON list; or null",
            ),
            *_place("it"),
        ),
        "vedtagelse_id",
        ("tekst",),
    ),
    Table(
        "stemmer",
        "One row per party or person named in a vote.",
        (
            Column("vedtagelse_id", "text", "the decision", "vedtagelser"),
            _MOEDE,
            _PUNKT,
            Column("stemme", "text", "for, imod or undlod"),
            Column("hvem", "text", "as printed"),
        ),
    ),
    Table(
        "personer",
        "One row per person of a meeting, and per absence or remark at one decision.",
        (
            _MOEDE,
            Column("punkt_id", "text", "the item of an absence or a remark at one decision", "punkter"),
            Column("vedtagelse_id", "text", "that decision", "vedtagelser"),
            Column("navn", "text", "name"),
            Column("parti", "text", "party as printed"),
            Column("rolle", "text", "role as printed"),
            Column(
                "status", "text", "deltager, fravaerende, or forbehold, mindretal, protokol, standsning, inhabilitet"
            ),
            Column("aarsag", "text", "why absent"),
            Column("punkter", "text", "items that an absence is limited to, as printed; null is all"),
        ),
    ),
    Table(
        "bilag",
        "One row per attachment.",
        (
            _MOEDE,
            _PUNKT,
            _POSITION,
            Column("nummer", "text", "its number in a numbered list, as printed"),
            Column("titel", "text", "title"),
            *_place("it"),
        ),
        None,
        ("titel",),
    ),
    Table(
        "advarsler",
        "One row per warning.",
        (
            _MOEDE,
            _POSITION,
            Column("kode", "text", "stable code"),
            Column("besked", "text", "in words"),
            Column("punkt", "text", "the item's printed number, else its position"),
            *_place("what it is about"),
        ),
    ),
    Table(
        "kilder",
        "One row per input, also for those without a document.",
        (
            Column("fil", "text", "name of the input, unique in the archive"),
            Column("moede_id", "text", "its meeting; null where there is no document", "moeder"),
            Column("stoerrelse", "integer", "bytes"),
            Column("sha256", "text", "of its content; null where it could not be read"),
            Column("format", "text", "pdf or tekst"),
            Column("motor", "text", "what read it"),
            Column("sider", "integer", "pages"),
            Column("parser", "text", "version of referat-parser"),
            Column("udfald", "text", "ok or fejl"),
            Column("kode", "text", "why there is no document: the stable code"),
            Column("besked", "text", "the same in words"),
            Column("punkter", "integer", "number of items"),
            Column("daekning", "real", "share of the words that the fields hold, 0 to 1"),
            Column("advarsler", "integer", "number of warnings"),
        ),
        "fil",
    ),
)
NO_PLACE = (None,) * 7


def moede_id(fil: str) -> str:
    """The key of the meeting in the input `fil`."""
    return hashlib.sha256(fil.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def rows_of(entry: Entry) -> Iterator[tuple[str, Row]]:
    """The rows of an entry, each with its table's name."""
    if entry.document is None:
        yield "kilder", _kilde(entry, None, None, None)
        return
    document = entry.load()
    meeting = moede_id(entry.fil)
    kilde = document["kilde"]
    yield "kilder", _kilde(entry, meeting, kilde["format"], kilde["motor"])
    kommune = document["kommune"] or {}
    contents = document["indholdsfortegnelse"]
    yield (
        "moeder",
        (
            meeting,
            entry.fil,
            document["dokumenttype"],
            kommune.get("navn"),
            kommune.get("kode"),
            *(document[key] for key in ("udvalg", "dato", "starttid", "sluttid", "sted")),
            len(document["punkter"]),
            _json(contents),
        ),
    )
    for status in ("deltagere", "fravaerende"):
        for person in document[status]:
            yield (
                "personer",
                _person(meeting, None, None, person, "deltager" if status == "deltagere" else "fravaerende"),
            )
    for position, punkt in enumerate(document["punkter"], 1):
        yield from _punkt(meeting, position, punkt, document["udvalg"], document["dato"])
    for position, rest in enumerate(document["rest"], 1):
        yield "sektioner", _sektion(f"{meeting}-s{position}", meeting, None, None, position, "rest", rest)
    for position, notice in enumerate(document["advarsler"], 1):
        yield (
            "advarsler",
            (meeting, position, notice["kode"], notice["besked"], notice["punkt"], *_placed(notice["placering"])),
        )


def _kilde(entry: Entry, meeting: str | None, form: str | None, engine: str | None) -> Row:
    return (
        entry.fil,
        meeting,
        entry.stoerrelse,
        entry.sha256,
        form,
        engine,
        entry.sider,
        entry.parser,
        "ok" if entry.document is not None else "fejl",
        entry.kode,
        entry.besked,
        entry.punkter,
        entry.daekning,
        entry.advarsler,
    )


def _punkt(
    meeting: str, position: int, punkt: dict[str, Any], udvalg: str | None, dato: str | None
) -> Iterator[tuple[str, Row]]:
    item = f"{meeting}-{position}"
    decisions = punkt["vedtagelser"]
    taken = [Taken(v["organ"], v["dato"], bool(v["tekst"] or v["udfald"])) for v in decisions]
    final = find_final(taken, udvalg, dato)
    yield (
        "punkter",
        (
            item,
            meeting,
            position,
            punkt["nummer"],
            punkt["titel"],
            punkt["sagsnummer"],
            punkt["lukket"],
            None if final is None else decisions[final]["udfald"],
            len(punkt["bilag"]),
            *_placed(punkt["placering"]),
        ),
    )
    yield from _sektioner(meeting, item, punkt)
    for number, decision in enumerate(punkt["vedtagelser"], 1):
        yield from _vedtagelse(meeting, item, number, decision)
    for number, attachment in enumerate(punkt["bilag"], 1):
        yield (
            "bilag",
            (meeting, item, number, attachment["nummer"], attachment["titel"], *_placed(attachment["placering"])),
        )


def _sektioner(meeting: str, item: str, punkt: dict[str, Any]) -> Iterator[tuple[str, Row]]:
    kinds = [(kind, punkt[kind]) for kind in ("resume", "sagsfremstilling", "indstilling") if punkt[kind]]
    kinds += [("oevrig", section) for section in punkt["oevrige"]]
    position = 0
    for label in punkt.get("oplysninger", ()):
        position += 1
        label = {**label, "overskrift": label["navn"]}
        yield "sektioner", _sektion(f"{item}-s{position}", meeting, item, None, position, "oplysning", label)
    for kind, section in kinds:
        position += 1
        above = f"{item}-s{position}"
        yield "sektioner", _sektion(above, meeting, item, None, position, kind, section)
        for part in section["afsnit"]:
            position += 1
            yield "sektioner", _sektion(f"{item}-s{position}", meeting, item, above, position, "afsnit", part)


def _sektion(
    key: str, meeting: str, item: str | None, above: str | None, position: int, kind: str, section: dict[str, Any]
) -> Row:
    return (
        key,
        meeting,
        item,
        above,
        position,
        kind,
        section.get("overskrift"),
        section.get("emne"),
        section["tekst"],
        _json(section.get("tabeller")),
        section.get("indstiller"),
        _json(section.get("forslag")),
        *_placed(section["placering"]),
    )


def _vedtagelse(meeting: str, item: str, position: int, decision: dict[str, Any]) -> Iterator[tuple[str, Row]]:
    key = f"{item}-v{position}"
    vote = decision["afstemning"] or {}
    counts = vote.get("antal") or {}
    yield (
        "vedtagelser",
        (
            key,
            meeting,
            item,
            position,
            *(decision[name] for name in ("overskrift", "organ", "dato", "udfald", "til", "enstemmig")),
            *(counts.get(name) for name in ("for", "imod", "undlod")),
            decision["tekst"],
            _json(decision["bemaerkninger"]),
            *_placed(decision["placering"]),
        ),
    )
    for how in ("for", "imod", "undlod"):
        for who in vote.get(how, ()):
            yield "stemmer", (key, meeting, item, how, who)
    for person in decision["fravaerende"]:
        yield "personer", _person(meeting, item, key, person, "fravaerende")
    for remark in decision["bemaerkninger"]:
        for who in remark["hvem"]:
            yield "personer", (meeting, item, key, who, None, None, remark["type"], None, None)


def _person(meeting: str, item: str | None, decision: str | None, person: dict[str, Any], status: str) -> Row:
    names = ("navn", "parti", "rolle")
    return (meeting, item, decision, *(person[n] for n in names), status, person.get("aarsag"), person.get("punkter"))


def _placed(place: dict[str, Any] | None) -> Row:
    if place is None:
        return NO_PLACE
    box = place["boks"] or (None,) * 4
    return (place["side"], *place["linjer"], *box)


def _json(value: Any) -> str | None:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")) if value else None


def describe_tables() -> str:
    """The tables and their columns as Markdown: the body of docs/tables.md."""
    lines: list[str] = []
    for table in TABLES:
        lines += [f"## {table.name}", "", table.about, "", "| column | type | what it holds |", "|---|---|---|"]
        for column in table.columns:
            marks = "key; " if column.name == table.key else ""
            refers = f" → `{column.refers}`" if column.refers else ""
            lines.append(f"| `{column.name}` | {column.type} | {marks}{column.about}{refers} |")
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"
