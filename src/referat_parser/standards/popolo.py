"""A meeting as Popolo and Open Civic Data: an event, its people and bodies, a motion and a vote event an item's decision.

Rules: popoloproject.com/specs (Event, Person, Organization, Membership, Motion, Vote event, Vote, Count) and Open Civic Data
OCDEP 4 (vote results: pass, fail). A vote event's `result` is only given where the decision says that the motion carried or
fell; every outcome stands in `classification`, in Danish. A voter who is none of the people named is taken for a party: an
organization. The decision's words stand in `extras`, as Open Civic Data has it.
"""

from __future__ import annotations

from typing import Any
from uuid import NAMESPACE_URL, uuid5

from referat_parser import models as m
from referat_parser.outcomes import WORDS
from referat_parser.standards.times import start_and_end

Json = dict[str, Any]
_RESULTS = {
    "godkendt": "pass",
    "godkendt_med_aendringer": "pass",
    "anbefalet": "pass",
    "valgt": "pass",
    "afvist": "fail",
}
_OPTIONS = (("for_", "yes"), ("imod", "no"), ("undlod", "abstain"))


def to_popolo(referat: m.Referat) -> Json:
    """One object with `events`, `organizations`, `persons`, `memberships`, `motions` and `vote_events`.

    Ids are the same for the same document. A vote event stands for every decision, its `votes` and `counts` are what is printed.
    """
    start, end = start_and_end(referat)
    people = {p.navn: p for p in [*referat.fravaerende, *referat.deltagere]}
    event = _id(referat, "event")
    motions, votes = [], []
    for number, punkt in enumerate(referat.punkter, 1):
        motion = _id(referat, "motion", str(number))
        decisions = [
            _vote_event(referat, v, motion, event, f"{number}/{n}", people) for n, v in enumerate(punkt.vedtagelser, 1)
        ]
        motions.append(_motion(referat, punkt, motion, [each["id"] for each in decisions]))
        votes += decisions
    return {
        "events": [
            _said(
                {
                    "id": event,
                    "name": " ".join(p for p in (referat.udvalg, referat.dato and referat.dato.isoformat()) if p)
                    or "Møde",
                    "classification": "meeting",
                    "start_date": start,
                    "end_date": end,
                    "location": referat.sted,
                    "organization_id": _id(referat, "organization", referat.udvalg) if referat.udvalg else None,
                    "attendees": [{"id": _id(referat, "person", p.navn), "name": p.navn} for p in referat.deltagere],
                }
            )
        ],
        "organizations": [
            {"id": _id(referat, "organization", name), "name": name, "classification": kind}
            for name, kind in _organizations(referat, people).items()
        ],
        "persons": [{"id": _id(referat, "person", name), "name": name} for name in people],
        "memberships": [
            _said(
                {
                    "person_id": _id(referat, "person", p.navn),
                    "organization_id": _id(referat, "organization", referat.udvalg) if referat.udvalg else None,
                    "role": p.rolle,
                    "label": p.parti,
                }
            )
            for p in people.values()
            if referat.udvalg
        ],
        "motions": motions,
        "vote_events": votes,
    }


def _organizations(referat: m.Referat, people: dict[str, Any]) -> dict[str, str]:
    """The bodies that decided and the parties that voted, each with its kind."""
    decisions = [v for p in referat.punkter for v in p.vedtagelser]
    bodies = [name for name in [referat.udvalg, *(v.organ for v in decisions)] if name]
    voters = [who for v in decisions if v.afstemning for field, _ in _OPTIONS for who in getattr(v.afstemning, field)]
    return {**{who: "party" for who in voters if who not in people}, **dict.fromkeys(bodies, "committee")}


def _motion(referat: m.Referat, punkt: m.Punkt, key: str, vote_events: list[str]) -> Json:
    return _said(
        {
            "id": key,
            "identifier": punkt.sagsnummer,
            "organization_id": _id(referat, "organization", referat.udvalg) if referat.udvalg else None,
            "classification": "agenda item",
            "text": punkt.titel,
            "date": referat.dato.isoformat() if referat.dato else None,
            "vote_events": vote_events,
            "sources": _sources(referat, punkt.placering),
        }
    )


def _vote_event(
    referat: m.Referat, decision: m.Vedtagelse, motion: str, event: str, key: str, people: dict[str, Any]
) -> Json:
    vote = decision.afstemning or m.Afstemning()
    numbers = vote.antal or m.Stemmetal()
    counts = [
        {"option": option, "value": value}
        for field, option in _OPTIONS
        if (value := getattr(numbers, field)) is not None
    ]
    return _said(
        {
            "id": _id(referat, "vote", key),
            "motion_id": motion,
            "organization_id": _id(referat, "organization", decision.organ) if decision.organ else None,
            "event_id": event if decision.dato == referat.dato else None,
            "start_date": decision.dato.isoformat() if decision.dato else None,
            "result": _RESULTS.get(decision.udfald or ""),
            "classification": WORDS[decision.udfald] if decision.udfald else None,
            "counts": counts,
            "votes": [
                {
                    "option": option,
                    "voter_id": _id(referat, "person" if who in people else "organization", who),
                    "voter": {"name": who},
                }
                for field, option in _OPTIONS
                for who in getattr(vote, field)
            ],
            "extras": _said({"beslutning": decision.tekst, "til": decision.til, "enstemmig": decision.enstemmig}),
            "sources": _sources(referat, decision.placering),
        }
    )


def _sources(referat: m.Referat, where: m.Placering) -> list[Json]:
    if not referat.kilde.fil:
        return []
    return [
        {
            "url": referat.kilde.fil + (f"#page={where.side}" if where.side else ""),
            "note": f"linje {where.linjer[0]}-{where.linjer[1]}",
        }
    ]


def _id(referat: m.Referat, *parts: str) -> str:
    return f"urn:uuid:{uuid5(NAMESPACE_URL, '/'.join(['referat', referat.kilde.sha256, *parts]))}"


def _said(values: Json) -> Json:
    return {key: value for key, value in values.items() if value is not None and value != "" and value != []}
