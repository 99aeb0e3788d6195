"""One self-contained page over any number of minutes: its data as JSON, its script and style inside, nothing fetched."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import json
import os
import re
from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import quote

from referat_parser import models as m
from referat_parser.browse import words
from referat_parser.browse.reading import Failure, Reading
from referat_parser.browse.show import count_decisions
from referat_parser.outcomes import final_decision

Json = dict[str, Any]

GROUPS = {
    "green": "ja",
    "blue": "anbefalet",
    "cyan": "noteret",
    "yellow": "udsat",
    "red": "nej",
    "magenta": "udgaaet",
    "white": "andet",
}
"""Colours of the terminal to classes of the page: the meaning, not the look."""


def build_report(
    readings: Iterable[Reading], failures: Iterable[Failure], target: Path, *, today: dt.date, title: str = "Referater"
) -> str:
    """The page as HTML. Links to the documents are relative to `target`, where the page will stand.

    The documents' texts are data only: the page's policy lets no script run but its own, and no request go out.
    """
    data = {
        "titel": title,
        "lavet": today.isoformat(),
        "udfald": {
            code: {"ord": outcome.word, "slags": GROUPS[outcome.colour]}
            for code, outcome in [*words.OUTCOMES.items(), *words.WITHOUT.items()]
        },
        **_documents(readings, target.resolve().parent),
        "fejl": [{"fil": str(f.path), "kode": f.kode, "besked": f.besked} for f in failures],
    }
    assets = files("referat_parser.browse") / "assets"
    style, script = ((assets / name).read_text("utf-8") for name in ("report.css", "report.js"))
    page = (assets / "report.html").read_text("utf-8")
    parts = {
        "POLICY": f"default-src 'none'; script-src {_sum(script)}; style-src {_sum(style)}; img-src data:; "
        "base-uri 'none'; form-action 'none'",
        "TITLE": title.replace("&", "&amp;").replace("<", "&lt;"),
        "STYLE": style,
        "SCRIPT": script,
        "DATA": embed_json(data),
    }
    return re.sub(r"\{\{([A-Z]+)\}\}", lambda mark: parts[mark[1]], page)


def embed_json(data: Any) -> str:
    """JSON that may stand inside a script element: it cannot end it, begin a comment or break a line of JavaScript."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text


def _sum(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _documents(readings: Iterable[Reading], folder: Path) -> Json:
    meetings: list[Json] = []
    items: list[Json] = []
    for reading in readings:
        referat = reading.referat
        parties = {p.navn: p.parti for p in [*referat.deltagere, *referat.fravaerende] if p.parti}
        items += [
            _item(referat, punkt, number, len(meetings), parties) for number, punkt in enumerate(referat.punkter, 1)
        ]
        meetings.append(_meeting(reading, folder))
    return {"moeder": meetings, "punkter": items}


def _meeting(reading: Reading, folder: Path) -> Json:
    referat = reading.referat
    return {
        "kommune": referat.kommune.navn if referat.kommune else None,
        "udvalg": referat.udvalg,
        "dato": referat.dato.isoformat() if referat.dato else None,
        "fil": reading.path.name if reading.path else referat.kilde.fil,
        "href": _link(reading.path, folder) if reading.path else None,
        "pdf": referat.kilde.format == "pdf",
        "dagsorden": referat.dokumenttype == "dagsorden",
        "optalt": count_decisions(referat),
        "daekning": referat.daekning,
        "advarsler": [
            {"besked": w.besked, "punkt": w.punkt, "side": w.placering.side if w.placering else None}
            for w in referat.advarsler
        ],
    }


def _link(path: Path, folder: Path) -> str:
    try:
        link = os.path.relpath(path.resolve(), folder)
    except ValueError:  # another drive of Windows
        return path.resolve().as_uri()
    # A colon in the first part would be read as a scheme.
    return quote("./" + link.replace(os.sep, "/"), errors="surrogateescape")


def _item(referat: m.Referat, punkt: m.Punkt, number: int, meeting: int, parties: dict[str, str]) -> Json:
    final = final_decision(referat, punkt)
    return {
        "m": meeting,
        "nr": punkt.nummer or str(number),
        "titel": punkt.titel,
        "sag": punkt.sagsnummer,
        "lukket": punkt.lukket,
        "udfald": words.code_of(referat, punkt),
        "stemmer": words.say_votes(final) if final else "",
        "delt": any(words.is_split(v) for v in punkt.vedtagelser),
        "side": (final.placering.side if final else None) or punkt.placering.side,
        "linjer": punkt.placering.linjer,
        "vedtagelser": [_decision(v, v is final, parties) for v in punkt.vedtagelser],
        "indstilling": _section("Indstilling", punkt.indstilling) | {"indstiller": punkt.indstilling.indstiller}
        if punkt.indstilling
        else None,
        "tekster": [
            _section(label, section)
            for label, section in [
                ("Resumé", punkt.resume),
                ("Sagsfremstilling", punkt.sagsfremstilling),
                *[("Øvrigt", other) for other in punkt.oevrige],
            ]
            if section
        ],
        "bilag": [each.titel for each in punkt.bilag],
    }


def _section(label: str, section: m.Sektion) -> Json:
    return {
        "navn": (section.overskrift or label).rstrip(": "),
        "tekst": section.tekst,
        "side": section.placering.side,
        "afsnit": [[part.overskrift, part.tekst] for part in section.afsnit],
        "tabeller": section.tabeller,
    }


def _decision(decision: m.Vedtagelse, final: bool, parties: dict[str, str]) -> Json:
    vote = decision.afstemning
    count = (vote.antal if vote else None) or m.Stemmetal()
    sides = (
        [("For", vote.for_, count.for_), ("Imod", vote.imod, count.imod), ("Undlod", vote.undlod, count.undlod)]
        if vote
        else []
    )
    return {
        "egen": final,
        "organ": decision.organ,
        "dato": decision.dato.isoformat() if decision.dato else None,
        "udfald": decision.udfald or "ukendt",
        "til": decision.til,
        "tekst": decision.tekst,
        "side": decision.placering.side,
        "enstemmig": decision.enstemmig,
        "stemmer": [
            {"side": side, "antal": number, "hvem": _by_party(names, parties)}
            for side, names, number in sides
            if names or number
        ],
        "bemaerkninger": [
            {"type": words.REMARKS[b.type], "hvem": b.hvem, "tekst": b.tekst} for b in decision.bemaerkninger
        ],
    }


def _by_party(names: list[str], parties: dict[str, str]) -> list[list[str]]:
    """Those who voted one way, a list a party: its letter and its people; who has none stands alone."""
    grouped: dict[str, list[str]] = {}
    for name in names:
        party = parties.get(name)
        grouped.setdefault(party or name, []).extend([name] if party else [])
    return [[party, *people] for party, people in grouped.items()]
