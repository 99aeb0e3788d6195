"""A meeting as OParl 1.1: https://schema.oparl.org/1.1/Meeting with its AgendaItems, Organization, Location and Files.

Rules: dev.oparl.org, specification 1.1, chapters 3 (objects) and 2 (JSON, dates). OParl has no code for an outcome:
`result` is its word in Danish and `resolutionText` the decision verbatim. `accessUrl` is the file's name, relative. What the document does not say is left out, as
OParl wants it ("null, empty strings and empty lists should not be given").
"""

from __future__ import annotations

from typing import Any
from urllib.parse import quote
from uuid import NAMESPACE_URL, uuid5

from referat_parser import models as m
from referat_parser.outcomes import WORDS, final_decision
from referat_parser.standards.times import start_and_end

Json = dict[str, Any]
_SCHEMA = "https://schema.oparl.org/1.1/"


def to_oparl(referat: m.Referat) -> Json:
    """The meeting as one OParl Meeting object. Ids are URNs made from the source's sum: the same for the same document."""
    start, end = start_and_end(referat)
    meeting = _id(referat, "meeting")
    organization = {
        "id": _id(referat, "organization", referat.udvalg or ""),
        "type": f"{_SCHEMA}Organization",
        "name": referat.udvalg,
    }
    return _said(
        {
            "id": meeting,
            "type": f"{_SCHEMA}Meeting",
            "name": " ".join(part for part in (referat.udvalg, referat.dato and referat.dato.isoformat()) if part),
            "meetingState": "durchgeführt" if referat.dokumenttype == "referat" else "terminiert",
            "cancelled": False,
            "start": start,
            "end": end,
            "location": _said(
                {
                    "id": _id(referat, "location"),
                    "type": f"{_SCHEMA}Location",
                    "description": referat.sted,
                    "locality": referat.kommune.navn if referat.kommune else None,
                }
            )
            if referat.sted
            else None,
            "organization": [organization["id"]] if referat.udvalg else None,
            "participant": [_id(referat, "person", person.navn) for person in referat.deltagere],
            "resultsProtocol": _file(referat, meeting) if referat.dokumenttype == "referat" else None,
            "invitation": _file(referat, meeting) if referat.dokumenttype == "dagsorden" else None,
            "agendaItem": [_item(referat, punkt, n) for n, punkt in enumerate(referat.punkter, 1)],
            # What has no place in OParl goes under names of our own, as OParl lets vendors do.
            "referat:organization": organization if referat.udvalg else None,
            "referat:participant": [
                _said({"id": _id(referat, "person", p.navn), "name": p.navn, "party": p.parti, "role": p.rolle})
                for p in referat.deltagere
            ],
            "referat:absent": [
                _said({"name": p.navn, "party": p.parti, "reason": p.aarsag, "items": p.punkter})
                for p in referat.fravaerende
            ],
        }
    )


def _item(referat: m.Referat, punkt: m.Punkt, number: int) -> Json:
    final = final_decision(referat, punkt)
    return _said(
        {
            "id": _id(referat, "item", str(number)),
            "type": f"{_SCHEMA}AgendaItem",
            "number": punkt.nummer,
            "order": number - 1,
            "name": punkt.titel,
            "public": not punkt.lukket,
            "result": WORDS[final.udfald] if final and final.udfald else None,
            "resolutionText": final.tekst if final else None,
            # An OParl File needs an address, which an attachment named in minutes has not.
            "referat:bilag": [each.titel for each in punkt.bilag],
            "referat:sagsnummer": punkt.sagsnummer,
            "referat:udfald": final.udfald if final else None,
            "referat:side": punkt.placering.side,
        }
    )


def _file(referat: m.Referat, meeting: str) -> Json | None:
    source = referat.kilde
    if not source.fil:
        return None
    return {
        "id": _id(referat, "file"),
        "type": f"{_SCHEMA}File",
        "name": "Referat" if referat.dokumenttype == "referat" else "Dagsorden",
        "fileName": source.fil,
        "mimeType": "application/pdf" if source.format == "pdf" else "text/plain",
        "accessUrl": quote(source.fil),
        "meeting": [meeting],
        "referat:sha256": source.sha256,
    }


def _id(referat: m.Referat, *parts: str) -> str:
    return f"urn:uuid:{uuid5(NAMESPACE_URL, '/'.join(['referat', referat.kilde.sha256, *parts]))}"


def _said(values: Json) -> Json:
    """Without what is null or empty; false stays."""
    return {key: value for key, value in values.items() if value is not None and value != "" and value != []}
