"""How values are said in Danish: outcomes with a colour, votes, dates, remarks."""

from __future__ import annotations

import datetime as dt
from typing import Literal, NamedTuple

from referat_parser import models as m
from referat_parser.outcomes import WORDS, final_decision

Colour = Literal["green", "blue", "cyan", "yellow", "red", "magenta", "white"]


class Outcome(NamedTuple):
    """An outcome's word, and the colour of its kind: carried, noted, put off, turned down."""

    word: str
    colour: Colour


_COLOURS: dict[m.Udfald, Colour] = {
    "godkendt": "green",
    "godkendt_med_aendringer": "green",
    "valgt": "green",
    "anbefalet": "blue",
    "taget_til_efterretning": "cyan",
    "droeftet": "cyan",
    "udsat": "yellow",
    "tilbagesendt": "yellow",
    "oversendt": "yellow",
    "afvist": "red",
    "udgaaet": "magenta",
    "andet": "white",
}
OUTCOMES: dict[m.Udfald, Outcome] = {code: Outcome(word, _COLOURS[code]) for code, word in WORDS.items()}
UNREAD = Outcome("Ikke tolket", "white")
NO_DECISION = Outcome("Ingen fundet", "white")
CLOSED = Outcome("Lukket", "magenta")
NOT_YET = Outcome("Til behandling", "white")
WITHOUT: dict[str, Outcome] = {"lukket": CLOSED, "ingen": NO_DECISION, "dagsorden": NOT_YET, "ukendt": UNREAD}
"""What stands in an outcome's place where there is none to print, by a code of our own."""

REMARKS: dict[str, str] = {
    "forbehold": "Forbehold",
    "mindretal": "Mindretalsudtalelse",
    "protokol": "Protokolbemærkning",
    "standsning": "Standsning",
    "inhabilitet": "Inhabilitet",
}
MONTHS = [
    "januar",
    "februar",
    "marts",
    "april",
    "maj",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "december",
]
DAYS = ["mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag"]


def say_outcome(udfald: str | None) -> Outcome:
    """The word and colour of an outcome by its code, or by one of `WITHOUT`; an unknown code is said as it stands."""
    if udfald is None:
        return UNREAD
    if udfald in WITHOUT:
        return WITHOUT[udfald]
    for code, outcome in OUTCOMES.items():
        if code == udfald:
            return outcome
    return Outcome(udfald, "white")


def say_date(day: dt.date | None) -> str:
    """ "3. februar 2021"; empty for None."""
    return f"{day.day}. {MONTHS[day.month - 1]} {day.year}" if day else ""


def say_short_date(day: dt.date | None) -> str:
    """ "03-02-2021", as Danish minutes print it; empty for None."""
    return f"{day:%d-%m-%Y}" if day else ""


def say_weekday(day: dt.date) -> str:
    """ "onsdag 3. februar 2021"."""
    return f"{DAYS[day.weekday()]} {say_date(day)}"


def say_votes(vedtagelse: m.Vedtagelse) -> str:
    """The vote in a few words: "9 mod 4 (1 undlod)", "A, V mod O", "enstemmigt", "forbehold: F"; empty when nothing is said."""
    vote = vedtagelse.afstemning
    if vote and (sides := _sides(vote)):
        return sides
    if vedtagelse.enstemmig:
        return "enstemmigt"
    reserved = [name for b in vedtagelse.bemaerkninger if b.type == "forbehold" for name in b.hvem]
    return f"forbehold: {_few(reserved)}" if reserved else ""


def _sides(vote: m.Afstemning) -> str:
    count = vote.antal or m.Stemmetal()
    in_favour, against, abstained = (
        str(number) if number is not None else _few(names)
        for number, names in ((count.for_, vote.for_), (count.imod, vote.imod), (count.undlod, vote.undlod))
    )
    if in_favour and against:
        said = f"{in_favour} mod {against}"
    else:
        said = ", ".join(part for part in (in_favour and f"for: {in_favour}", against and f"imod: {against}") if part)
    if abstained and abstained != "0":
        said = f"{said} ({abstained} undlod)" if said else f"undlod: {abstained}"
    return said


def _few(names: list[str]) -> str:
    """Letters and up to two names as they stand, longer lists as their number."""
    if not names:
        return ""
    return ", ".join(names) if len(names) <= 2 or all(len(name) <= 3 for name in names) else str(len(names))


def is_split(vedtagelse: m.Vedtagelse) -> bool:
    """True when somebody voted against or abstained: by name, by number, or said outright."""
    vote = vedtagelse.afstemning
    if vote and (vote.imod or vote.undlod):
        return True
    if vote and vote.antal and (vote.antal.imod or vote.antal.undlod):
        return True
    return vedtagelse.enstemmig is False


def outcome_of(referat: m.Referat, punkt: m.Punkt) -> Outcome:
    """What to print for an item: the final decision's outcome, or why there is none."""
    return say_outcome(code_of(referat, punkt))


def code_of(referat: m.Referat, punkt: m.Punkt) -> str:
    """The final decision's `udfald`, or a key of `WITHOUT`."""
    decision = final_decision(referat, punkt)
    if decision is not None and (decision.tekst or decision.udfald):
        return decision.udfald or "ukendt"
    if punkt.lukket:
        return "lukket"
    return "dagsorden" if referat.dokumenttype == "dagsorden" else "ingen"
