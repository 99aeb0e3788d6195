"""OParl and Popolo: the objects keep to their published shapes, which stand here as tables of names and types."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest

from referat_parser import models as m
from referat_parser.standards.oparl import to_oparl
from referat_parser.standards.popolo import to_popolo

from . import minutes

Shape = dict[str, Any]
URI = re.compile(r"[a-z][a-z0-9+.-]*:\S+")
WHEN = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d)")
DAY = re.compile(r"\d{4}(-\d\d){0,2}|\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d)")

# OParl 1.1, chapter "Schema": property → type; a leading * is required, [] a list.
FILE: Shape = {
    "*id": URI,
    "*type": URI,
    "name": str,
    "fileName": str,
    "mimeType": str,
    "*accessUrl": str,
    "meeting": [URI],
}
LOCATION: Shape = {"*id": URI, "*type": URI, "description": str, "locality": str}
AGENDA_ITEM: Shape = {
    "*id": URI,
    "*type": URI,
    "number": str,
    "*order": int,
    "name": str,
    "public": bool,
    "result": str,
    "resolutionText": str,
}
MEETING: Shape = {
    "*id": URI,
    "*type": URI,
    "name": str,
    "meetingState": str,
    "cancelled": bool,
    "start": WHEN,
    "end": WHEN,
    "location": LOCATION,
    "organization": [URI],
    "participant": [URI],
    "invitation": FILE,
    "resultsProtocol": FILE,
    "agendaItem": [AGENDA_ITEM],
}
# Popolo 1.0 (popoloproject.com/schemas), Open Civic Data's `extras`.
SOURCE: Shape = {"*url": str, "note": str}
VOTE: Shape = {"*option": re.compile("yes|no|abstain"), "voter_id": str, "voter": {"*name": str}}
COUNT: Shape = {"*option": re.compile("yes|no|abstain"), "*value": int}
VOTE_EVENT: Shape = {
    "*id": str,
    "motion_id": str,
    "organization_id": str,
    "event_id": str,
    "start_date": DAY,
    "result": re.compile("pass|fail"),
    "classification": str,
    "counts": [COUNT],
    "votes": [VOTE],
    "extras": {"beslutning": str, "til": str, "enstemmig": bool},
    "sources": [SOURCE],
}
MOTION: Shape = {
    "*id": str,
    "identifier": str,
    "organization_id": str,
    "classification": str,
    "text": str,
    "date": DAY,
    "vote_events": [str],
    "sources": [SOURCE],
}
PERSON: Shape = {"*id": str, "*name": str}
EVENT: Shape = {
    "*id": str,
    "*name": str,
    "classification": str,
    "start_date": DAY,
    "end_date": DAY,
    "location": str,
    "organization_id": str,
    "attendees": [PERSON],
}
POPOLO: Shape = {
    "*events": [EVENT],
    "*organizations": [{"*id": str, "*name": str, "classification": str}],
    "*persons": [PERSON],
    "*memberships": [{"*person_id": str, "*organization_id": str, "role": str, "label": str}],
    "*motions": [MOTION],
    "*vote_events": [VOTE_EVENT],
}


def misfits(value: Any, shape: Any, where: str = "") -> list[str]:
    """Where a value does not have the shape; keys of ours ("referat:…") may stand beside."""
    if isinstance(shape, re.Pattern):
        return [] if isinstance(value, str) and shape.fullmatch(value) else [f"{where}: {value!r}"]
    if isinstance(shape, type):
        return [] if type(value) is shape else [f"{where}: {value!r}"]
    if isinstance(shape, list):
        if not isinstance(value, list):
            return [f"{where}: no list"]
        return [found for n, each in enumerate(value) for found in misfits(each, shape[0], f"{where}[{n}]")]
    known = {name.lstrip("*"): kind for name, kind in shape.items()}
    found = [f"{where}.{name}: missing" for name in shape if name[0] == "*" and name[1:] not in value]
    for name, each in value.items():
        if name in known:
            found += misfits(each, known[name], f"{where}.{name}")
        elif not name.startswith("referat:"):
            found.append(f"{where}.{name}: not in the vocabulary")
    return found


DOCUMENTS = [
    minutes.sample(),
    minutes.hostile(),
    minutes.meeting(dokumenttype="dagsorden", udvalg=None, dato=None, starttid=None, deltagere=[]),
    minutes.meeting(
        minutes.item(None, "Uden nummer", minutes.decision(udfald=None)),
        kommune=m.Kommune(navn="Æblevig"),
        sted="Rådhuset",
    ),
]


@pytest.mark.parametrize("document", DOCUMENTS)
def test_shapes(document: m.Referat) -> None:
    assert misfits(to_oparl(document), MEETING) == []
    assert misfits(to_popolo(document), POPOLO) == []


def test_oparl_says_what_the_document_says() -> None:
    made = to_oparl(minutes.sample())
    assert made["type"] == "https://schema.oparl.org/1.1/Meeting"
    assert (made["start"], made["end"]) == ("2021-02-03T17:00:00+01:00", "2021-02-03T19:30:00+01:00")
    assert [i["name"] for i in made["agendaItem"]] == [p.titel for p in minutes.sample().punkter]
    second = made["agendaItem"][1]
    assert (second["result"], second["resolutionText"], second["public"], second["order"]) == (
        "Godkendt",
        "Godkendt efter afstemning.",
        True,
        1,
    )
    assert made["agendaItem"][3]["public"] is False
    assert "result" not in made["agendaItem"][4]
    assert to_oparl(minutes.sample()) == made, "the same ids every time"


def test_popolo_votes_are_those_printed() -> None:
    made = to_popolo(minutes.sample())
    event = next(e for e in made["vote_events"] if "votes" in e)
    assert [(v["option"], v["voter"]["name"]) for v in event["votes"]] == [
        ("yes", "A"),
        ("yes", "V"),
        ("no", "O"),
        ("abstain", "Åse Ærø"),
    ]
    assert event["result"] == "pass"
    kinds = {o["id"]: o["classification"] for o in made["organizations"]}
    people = {p["id"]: p["name"] for p in made["persons"]}
    assert [kinds.get(v["voter_id"]) or people[v["voter_id"]] for v in event["votes"]] == [
        "party",
        "party",
        "party",
        "Åse Ærø",
    ]
    put_off = next(e for e in made["vote_events"] if e.get("classification") == "Udsat")
    assert "result" not in put_off
    ids = {e["id"] for e in made["vote_events"]}
    assert {v for motion in made["motions"] for v in motion.get("vote_events", [])} == ids


def test_times_near_midnight_and_in_summer() -> None:
    late = to_oparl(minutes.meeting(dato=dt.date(2022, 6, 29), starttid="22:00", sluttid="00:15"))
    assert (late["start"], late["end"]) == ("2022-06-29T22:00:00+02:00", "2022-06-30T00:15:00+02:00")
    midnight = to_oparl(minutes.meeting(starttid="19:00", sluttid="24:00"))
    assert midnight["end"] == "2021-02-04T00:00:00+01:00"
