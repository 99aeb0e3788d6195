"""The pages that Datasette serves beside its own: the list, a meeting, a page's picture, the selection as a table."""

from __future__ import annotations

import asyncio
import re
import sqlite3
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from datasette import hookimpl
from datasette.utils import tilde_decode
from datasette.utils.asgi import NotFound, Response
from markupsafe import Markup, escape

from referat_parser import errors
from referat_parser import models as m
from referat_parser.browse import archive, pictures, words
from referat_parser.browse.database import open_database, read_document
from referat_parser.browse.hits import disarm
from referat_parser.browse.report import GROUPS
from referat_parser.browse.search import find_all, read_query
from referat_parser.browse.show import count_decisions, name_of
from referat_parser.outcomes import final_decision
from referat_parser.writers.tables import moede_id

Json = dict[str, Any]
BOM = "\ufeff"
_ADDRESS = re.compile(r"/moede/[0-9a-f]{16}/\d+")
_HEADS = ("Dato", "Kommune", "Udvalg", "Punkt", "Titel", "Sagsnummer", "Lukket", "Afgørelse", "Fil", "Side")


class Pages:
    """A plugin of Datasette over one database; `folder` is where the archive's relative file names begin."""

    __name__ = "referat"

    def __init__(self, database: Path, folder: Path, say: Callable[[str], None]) -> None:
        self._database, self._folder, self._say = database, folder, say
        self._drawing = asyncio.Lock()

    @hookimpl
    def register_routes(self) -> list[tuple[str, Callable[..., Awaitable[Any]]]]:
        return [
            (r"^/$", self.show_list),
            (r"^/punkter\.csv$", self.send_table),
            (r"^/moede/(?P<moede>[0-9a-f]{16})$", self.show_meeting),
            (r"^/moede/(?P<moede>[0-9a-f]{16})/(?P<position>\d{1,5})$", self.show_meeting),
            (r"^/side/(?P<moede>[0-9a-f]{16})/(?P<side>\d{1,5})\.png$", self.send_picture),
            (r"^/fil/(?P<moede>[0-9a-f]{16})\.pdf$", self.send_file),
            (r"^/referater/[a-z]+/(?P<row>[^/.]+)$", self.go_to_row),
        ]

    @hookimpl
    def render_cell(self, value: Any, column: str) -> Any:
        if column == "vis" and isinstance(value, str) and _ADDRESS.fullmatch(value):
            return Markup('<a href="{}">vis</a>').format(value)
        if column in ("Udfald", "udfald", "Slags") and isinstance(value, str):
            return words.REMARKS.get(value) or words.say_outcome(value).word
        return None

    @hookimpl
    def register_output_renderer(self) -> Json:
        return {"extension": "regneark", "render": send_sheet}

    @hookimpl
    def extra_template_vars(self) -> Json:
        return {"sig_udfald": say_outcome, "sig_dato": say_date}

    @hookimpl
    def handle_exception(self, datasette: Any, request: Any, exception: Exception) -> Any:
        """An error page that repeats nothing of the request, and one line on standard error for what should not happen."""
        status = int(getattr(exception, "status", 500))

        async def answer() -> Any:
            if status == 500:
                self._say(f"referat: serve: a page failed ({type(exception).__name__})")
            if request.path.endswith(".json"):
                return Response.json({"ok": False, "status": status}, status=status)
            return Response.html(await datasette.render_template("error.html", {"status": status}), status=status)

        return answer

    # The pages.

    async def show_list(self, request: Any, datasette: Any) -> Any:
        choice = archive.Choice.of(dict(_first_values(request)))
        page = _number(request.args.get("s"), most=100_000)
        context = await asyncio.to_thread(self._list, choice, page)
        questions = await datasette.get_canned_queries("referater", None)
        return Response.html(
            await datasette.render_template("liste.html", {**context, "spoergsmaal": questions}, request)
        )

    def _list(self, choice: archive.Choice, page: int) -> Json:
        base = open_database(self._database)
        try:
            total = archive.count_items(base, choice)
            page = min(page, max(1, -(-total // archive.PAGE)))
            items = archive.list_items(base, choice, first=(page - 1) * archive.PAGE)
            everything = base.execute("SELECT (SELECT count(*) FROM moeder), (SELECT count(*) FROM punkter)").fetchone()
            unread = base.execute(
                "SELECT fil, kode, besked FROM kilder WHERE moede_id IS NULL ORDER BY fil LIMIT 200"
            ).fetchall()
            terms = read_query(choice.q)
            for item in items:
                item["titel_dele"] = archive.mark(item["titel"], find_all(terms, item["titel"]))
            return {
                "valg": choice,
                "valgte": choice._asdict(),
                "antal": total,
                "moeder": everything[0],
                "i_alt": everything[1],
                "side": page,
                "sider": -(-total // archive.PAGE),
                "punkter": items,
                "facetter": archive.list_facets(base, choice),
                "ulaeste": [dict(row) for row in unread],
                "adresse": lambda **changed: "/?" + urlencode(choice.pairs(**{k: str(v) for k, v in changed.items()})),
                "tabel": "/punkter.csv?" + urlencode(choice.pairs()),
            }
        finally:
            base.close()

    async def send_table(self, request: Any) -> Any:
        choice = archive.Choice.of(dict(_first_values(request)))

        def rows() -> list[Json]:
            base = open_database(self._database)
            try:
                return archive.list_items(base, choice, count=100_000, excerpts=False)
            finally:
                base.close()

        cells = [
            (
                row["dato"],
                row["kommune"],
                row["udvalg"],
                row["nummer"] or row["position"],
                row["titel"],
                row["sagsnummer"],
                "ja" if row["lukket"] else "nej",
                say_outcome(row["kode"])["ord"],
                row["fil"],
                row["side"],
            )
            for row in await asyncio.to_thread(rows)
        ]
        return _sheet([_HEADS, *cells], "punkter.csv")

    async def show_meeting(self, request: Any, datasette: Any) -> Any:
        parts = request.url_vars
        position = int(parts["position"]) if parts.get("position") else None
        context = await asyncio.to_thread(self._meeting, parts["moede"], position, request.args.get("del") or "")
        if page := _number(request.args.get("s"), most=100_000, least=0):
            context["billede_side"] = page
        return Response.html(await datasette.render_template("moede.html", context, request))

    def _meeting(self, moede: str, position: int | None, part: str) -> Json:
        referat, path = self._read(moede)
        if position is not None and not 1 <= position <= len(referat.punkter):
            raise NotFound("Punktet findes ikke.")
        punkt = referat.punkter[position - 1] if position else None
        sections = list(_sections(referat, punkt)) if punkt else []
        chosen = next((s for s in sections if s["noegle"] == part), sections[0] if sections else None)
        first = chosen["placering"].side if chosen else (1 if referat.kilde.format == "pdf" else None)
        return {
            "referat": referat,
            "moede": moede,
            "punkt": punkt,
            "position": position,
            "nummer": name_of(referat, punkt) if punkt else None,
            "udfald": say_outcome(words.code_of(referat, punkt)) if punkt else None,
            "dele": sections,
            "valgt": chosen,
            "punkter": [
                {
                    "nummer": p.nummer or str(n),
                    "titel": p.titel,
                    "position": n,
                    "udfald": say_outcome(words.code_of(referat, p)),
                }
                for n, p in enumerate(referat.punkter, 1)
            ],
            "optalt": count_decisions(referat),
            "billede_side": first if path and first else None,
            "linjer": chosen["placering"].linjer if chosen else None,
            "har_fil": bool(path and referat.kilde.format == "pdf"),
            "sider": referat.kilde.sider or 0,
            "stemmer": words.say_votes,
            "bemaerkninger": words.REMARKS,
            "andre": self._same_case(punkt, moede) if punkt and punkt.sagsnummer else [],
        }

    def _same_case(self, punkt: m.Punkt, moede: str) -> list[Json]:
        base = open_database(self._database)
        try:
            rows = base.execute(
                "SELECT p.moede_id, p.position, p.titel, p.udfald, m.udvalg, m.dato FROM punkter p JOIN moeder m ON m.moede_id = p.moede_id "
                "WHERE p.sagsnummer = ? AND p.moede_id <> ? ORDER BY m.dato LIMIT 50",
                (punkt.sagsnummer, moede),
            )
            return [dict(row) for row in rows]
        finally:
            base.close()

    async def send_picture(self, request: Any) -> Any:
        parts, lines = request.url_vars, (_number(request.args.get(k), most=10**7, least=0) for k in ("fra", "til"))
        first, last = lines
        # One picture at a time: each is a process of its own.
        async with self._drawing:
            try:
                picture = await asyncio.to_thread(self._draw, parts["moede"], int(parts["side"]), first, last)
            except errors.ReferatError:
                raise NotFound("Siden kan ikke vises.") from None
        return _Bytes(picture, "image/png")

    def _draw(self, moede: str, page: int, first: int, last: int) -> bytes:
        referat, path = self._read(moede)
        if path is None or referat.kilde.format != "pdf":
            raise NotFound("Filen er ikke at finde.")
        boxes = pictures.line_boxes(path, path.stat().st_mtime_ns) if last else {}
        marks = [boxes[n][1] for n in range(first, min(last, first + 20_000) + 1) if n in boxes and boxes[n][0] == page]
        return pictures.draw_page(path, page, marks)

    async def go_to_row(self, request: Any) -> Any:
        """A row of the tables has no page of its own: its meeting or its item has."""
        row = tilde_decode(request.url_vars["row"])
        if found := re.match(r"([0-9a-f]{16})(?:-(\d{1,5}))?", row):
            return Response.redirect("/".join(["/moede", *(part for part in found.groups() if part)]))
        return Response.redirect(f"/moede/{moede_id(row)}")

    async def send_file(self, request: Any) -> Any:
        _, path = await asyncio.to_thread(self._read, request.url_vars["moede"])
        if path is None:
            raise NotFound("Filen er ikke at finde.")
        data = await asyncio.to_thread(path.read_bytes)
        if not data.startswith(b"%PDF") and b"%PDF-" not in data[:1024]:
            raise NotFound("Filen er ingen PDF.")
        return _Bytes(data, "application/pdf")

    def _read(self, moede: str) -> tuple[m.Referat, Path | None]:
        base = open_database(self._database)
        try:
            referat = read_document(base, moede)
        except (KeyError, sqlite3.Error):
            raise NotFound("Mødet findes ikke.") from None
        finally:
            base.close()
        name = Path(referat.kilde.fil or "")
        return referat, next((p for p in (name, self._folder / name) if referat.kilde.fil and p.is_file()), None)


class _Bytes(Response):  # type: ignore[misc]
    """A body that is not text."""

    def __init__(self, data: bytes, kind: str) -> None:
        super().__init__("", content_type=kind)
        self._data = data

    async def asgi_send(self, send: Any) -> None:
        headers = [(b"content-type", self.content_type.encode()), (b"content-length", str(len(self._data)).encode())]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": self._data})


def _first_values(request: Any) -> list[tuple[str, str]]:
    return [(name, request.args.get(name)) for name in archive.Choice._fields if name in request.args]


def _number(text: str | None, *, most: int, least: int = 1) -> int:
    """A whole number of an address within bounds; anything else is the least."""
    return min(max(int(text), least), most) if text and re.fullmatch(r"[0-9]{1,9}", text) else least


def say_outcome(code: str | None) -> dict[str, str]:
    """An outcome's word and class for the templates; None is one that could not be read."""
    outcome = words.say_outcome(code)
    return {"ord": outcome.word, "slags": GROUPS[outcome.colour]}


def say_date(day: Any) -> str:
    """A day of the database, or of a document, as 03-02-2021."""
    return "-".join(reversed(str(day).split("-"))) if day else ""


def _sections(referat: m.Referat, punkt: m.Punkt) -> Any:
    """The parts of an item in reading order, the meeting's own decision first, each with a key for the address."""
    final = final_decision(referat, punkt)
    ordered = [v for v in punkt.vedtagelser if v is final] + [v for v in punkt.vedtagelser if v is not final]
    for number, v in enumerate(ordered):
        who = ", ".join(part for part in (v.organ, words.say_date(v.dato)) if part)
        label = "Afgørelse" if v is final else "Også behandlet"
        yield {
            "noegle": f"v{number}",
            "navn": f"{label}: {who}" if who else label,
            "vedtagelse": v,
            "placering": v.placering,
        }
    named: list[tuple[str, str, m.Sektion | None]] = [
        ("i", "Indstilling", punkt.indstilling),
        ("r", "Resumé", punkt.resume),
        ("s", "Sagsfremstilling", punkt.sagsfremstilling),
        *((f"o{n}", other.overskrift or "Øvrigt", other) for n, other in enumerate(punkt.oevrige)),
    ]
    for key, label, section in named:
        if section:
            name = (section.overskrift or label).rstrip(": ")
            yield {"noegle": key, "navn": name, "sektion": section, "placering": section.placering}
    yield {"noegle": "p", "navn": "Hele punktet", "placering": punkt.placering}


def send_sheet(rows: list[Any], columns: list[str], query_name: str | None = None) -> Any:
    """A question's answer for Excel in Danish settings: byte order mark, semicolons, no cell that is a formula."""
    return _sheet([columns, *([row[column] for column in columns] for row in rows)], f"{query_name or 'svar'}.csv")


def _sheet(rows: list[Any], name: str) -> Any:
    import csv
    import io

    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerows(["" if cell is None else disarm(str(cell)) for cell in row] for row in rows)
    return Response(
        BOM + out.getvalue(),
        content_type="text/csv; charset=utf-8",
        headers={"content-disposition": f'attachment; filename="{escape(name)}"'},
    )
