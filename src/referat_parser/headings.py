"""Headings of decisions: which body, which day, and a text on the same line."""

from __future__ import annotations

import datetime as dt
import re
from typing import NamedTuple

from referat_parser.bodies import is_group, match_body, may_name_group
from referat_parser.dates import find_date
from referat_parser.lexicon import Heading, find_heading, fold, is_outside, read_label, remembered

MAX_LENGTH = 170


class DecisionHeading(NamedTuple):
    """A heading over a decision. `bare` is True when it names only body and date: then text must follow it."""

    organ: str | None
    dato: dt.date | None
    heading: str
    rest: str
    bare: bool


_OPENER = re.compile(
    r"(?P<word>(?:offentlig |endelig |politisk )?(?:vedtagelser?|beslutninger|beslutning|afgørelser?|afgjørelse|protokollat|protokol|resolution|vedtak|behandling(?= i )))"
    r"(?P<prep>\s+(?:truffet\s+|taget\s+)?(?:i|fra|af|på|ved|:)(?:\s+(?:møde|mødet)\s+i)?)?(?P<sep>\s+|\s*[:,]\s*|\s*[-–—]\s*)(?=\S)",
    re.IGNORECASE,
)
_OPENER_INITIALS = frozenset("OoEePpVvBbAaRr")
_MEETING = re.compile(
    r"\s*(?:['’]?s)?\s*(?:beslutning(?:er)?|vedtagelser?|afgørelse|møde|behandling|indstilling|anbefaling|protokol)\s*"
    r"(?:(?:i|på|ved|under|fra)\s+)?(?:(?:møde|mødet|sit møde|deres møde)\s+)?",
    re.IGNORECASE,
)
_MEETING_ALONE = re.compile(r"\s*(?:['’]?s)?\s*møde\s*", re.IGNORECASE)
_DATE_LEAD = re.compile(
    r"\s*[,.:;–—-]?\s*(?:(?:(?:på|i)\s+)?møde(?:t)?\s+)?(?:(?:man|tirs|ons|tors|fre|lør|søn)dag\s*,?\s*)?(?:den|d\.?|af|fra)?\s*(?:(?:man|tirs|ons|tors|fre|lør|søn)dag\s*)?(?:den|d\.)?\s*",
    re.IGNORECASE,
)
_POINT = re.compile(
    r"\s*[,.;]?\s*(?:(?:som\s+)?(?:punkt|pkt\.?|sag(?:\s*nr\.?)?|nr\.?|dagsordenspunkt)\s*:?\s*[\d/]+[a-z]?)?(?:\s*,?\s*kl\.?\s*[\d.:]+)?\s*[)\]]?\s*",
    re.IGNORECASE,
)
_FOR_POINT = re.compile(
    r"\s+(?:for|til|vedr\.?|under)\s+(?:punkt|pkt\.?|sag)\s*(?:nr\.?\s*)?:?\s*\d[\d/a-z]*\s*[:.]?(?:\s.*)?$",
    re.IGNORECASE,
)
_DIGIT = re.compile(r"\d")
_LEADS = "•·▪●◦*#–—-"
_LEAD = re.compile(rf"[{_LEADS}]\s+(?=\S)")
_UNKNOWN_BODY = re.compile(r"[A-ZÆØÅ][\w.&/+ ,()–-]{1,68}?(?=\s*[,.]?\s*(?:den\s|d\.\s|\d))")
_TRAILING_DEN = re.compile(r"\s+(?:den|d\.)$", re.IGNORECASE)
_VERB = re.compile(
    r"\b(?:er|var|blev|bliver|har|havde|skal|kan|vedtog|besluttede|godkendte|afholdt|mødtes|udløber|modtaget|fremsendt|dateret|gældende|senest)\b",
    re.IGNORECASE,
)
_PAPER = re.compile(r"\b(?:brev|notat|rapport|plan|møde)$", re.IGNORECASE)


@remembered
def read_decision_heading(text: str) -> DecisionHeading | None:
    """The decision heading that `text` is or begins with; None for every other line.

    Forms: "Beslutning i X den 3. februar 2021", "Vedtagelse: X, 29-01-2016", "Xs beslutning den 04.12.2012 Punkt 3",
    "X, 29-01-2016, pkt. 1", "X den 5. marts 2002: Anbefales.", "02-09-2019 X", "Beslutning for punkt 4".
    """
    if not 6 <= len(text) <= 4000:
        return None
    return _read_heading(text) or (_read_misread(text) if len(text) < _LONGEST_MISREAD else None)


_TOLD_BY = (
    "beslutning",
    "vedtagelse",
    "afgørelse",
    "udvalget",
    "udvalgets",
    "bestyrelsen",
    "bestyrelsens",
    "byrådet",
    "byrådets",
)
"""Words, or endings of words, of which one is in nearly every heading over a decision."""
_ENDINGS = {fold(word): word for word in _TOLD_BY}
_LENGTHS = sorted({len(word) for word in _TOLD_BY}, reverse=True)
_LONGEST_MISREAD = 110
_ENDS_TEXT = ".,;"
_LONG_WORD = re.compile(r"[^\W\d_]{7,}")


def _read_misread(text: str) -> DecisionHeading | None:
    """The decision heading that a line is once the letters are mended that a scanner misread in its telling words."""
    if not text[0].isupper() or (text[-1] in _ENDS_TEXT and ":" not in text) or _DATE_LIKE.search(text) is None:
        return None
    mended = _LONG_WORD.sub(_mend_ending, text)
    found = _read_heading(mended) if mended != text else None
    if found is None:
        return None
    rest = text[len(text) - len(found.rest) :] if found.rest else ""
    return found._replace(heading=text[: len(found.heading)], rest=rest)


def _mend_ending(match: re.Match[str]) -> str:
    word = match[0]
    low = word.casefold()
    for length in _LENGTHS:
        known = _ENDINGS.get(fold(low[-length:]))
        if known is not None and len(known) == length and known != low[-length:]:
            return f"{word[:-length]}{known[0].upper() if word[-length].isupper() else known[0]}{known[1:]}"
    return word


def _read_heading(text: str) -> DecisionHeading | None:
    if text[0] in _LEADS and (lead := _LEAD.match(text)):
        text = text[lead.end() :]
    elif not (text[0].isupper() or text[0].isdigit()):
        return None
    first = text[0]
    opener = _OPENER.match(text, 0, MAX_LENGTH) if first in _OPENER_INITIALS else None
    if opener:
        return _after_opener(text, opener)
    return _date_first(text) if first.isdigit() else _body_first(text)


def _after_opener(text: str, opener: re.Match[str]) -> DecisionHeading | None:
    at = opener.end()
    if for_point := _FOR_POINT.match(text, opener.end("word")):
        return DecisionHeading(None, None, text[: for_point.end()], "", False)
    body = match_body(text, at)
    organ, end = _with_place(text, body.name, body.start, body.end) if body else (None, at)
    if body and text[body.start : body.end].casefold().endswith("møde"):
        organ = text[body.start : body.end]  # "Beslutning i Direktionsmøde": as printed
    if body is None:
        if not opener["prep"] and ":" in opener["sep"]:
            return None
        date = _date_at(text, at)
        if date is None:
            unknown = _UNKNOWN_BODY.match(text, at)
            if not unknown or _VERB.search(unknown[0]) or _PAPER.search(unknown[0].rstrip(" ,.")):
                return None
            organ, end = unknown[0].strip(" ,"), unknown.end()
    if organ and (den := _TRAILING_DEN.search(organ)):
        organ, end = organ[: den.start()], end - (den.end() - den.start())
    dato, end = _date_after(text, end)
    if dato is None and body is None:
        return None
    return _finish(text, organ, dato, end, bare=opener["word"].casefold() == "behandling", runs_on=bool(organ and dato))


_IN_PLACE = re.compile(r"\s+i\s+[A-ZÆØÅ][\wæøå-]+(?=,?\s+(?:den\s|d\.))")
"""Where a body of the same name as others sits: "Kommunalbestyrelsen i Aldrup den 27. september 2006"."""


def _with_place(text: str, name: str, start: int, end: int) -> tuple[str, int]:
    """A body's name and where it ends, with the place behind it."""
    place = _IN_PLACE.match(text, end)
    return (name, end) if place is None else (text[start : place.end()], place.end())


_DECISION = re.compile(r"(?<=[sS]) (?:beslutning|vedtagelse|afgørelse):?$", re.IGNORECASE)
_ENDS_DECISION = "gGeE:\n"
# What every date has, wherever the text is cut: less than `dates` asks for, and likewise from its figure on.
_DATE_LIKE = re.compile(
    r"\d(?:(?<=1)[89][\dOolI]{2}|(?<=2)[0Oo][\dOolI]{2}|[./-]\d\d?\s?[./-]\s?\d\d"
    r"|\d(?:(?<=[a-zA-Z.]\d\d)|(?<=[a-zA-Z.][\s']\d\d)|(?<=[a-zA-Z.]\s'\d\d)))"
)

_SHORT = 6  # letters of an abbreviation
_NEAR = 160  # letters behind a body's name in which its date stands, weekday and "møde" before it


def _body_first(text: str) -> DecisionHeading | None:
    if _DIGIT.search(text, 0, MAX_LENGTH) is None:
        return _own_decision(text)
    if _DATE_LIKE.search(text, 0, MAX_LENGTH + _NEAR) is None:
        return None
    body = match_body(text, 0, abbreviations=text[:2].isupper())
    if body is None:
        return _unknown_first(text)
    organ, end = _with_place(text, body.name, body.start, body.end)
    meeting = _MEETING.match(text, end)
    named = meeting is not None and meeting.end() > end and _MEETING_ALONE.fullmatch(meeting[0]) is None
    if meeting is not None:
        end = meeting.end()
    dato, end = _date_after(text, end)
    if not named and organ.isupper() and len(organ) < _SHORT and not text[end:].lstrip().startswith(":"):
        return _unknown_first(text)  # "TMU den 3. maj 2017" is a line of a list unless a text or "pkt." follows
    if dato is None or (" kl" in text[end:] and text[body.start : body.end].casefold().endswith("møde")):
        return None  # "Bestyrelsesmøde 26. oktober 2018 kl. 10.00" is an appointment
    return _finish(text, organ, dato, end, bare=not named)


def _own_decision(text: str) -> DecisionHeading | None:
    """A body's decision of the meeting's own day: "Byrådets beslutning"."""
    decision = _DECISION.search(text, 0, MAX_LENGTH) if text[:MAX_LENGTH][-1] in _ENDS_DECISION else None
    body = match_body(text, 0) if decision else None
    if body is None or decision is None or body.end != decision.start() or is_outside(text[: body.end]):
        return None
    return DecisionHeading(body.name, None, text, "", False)


_GROUPS_DECISION = re.compile(
    r"(?P<group>[A-ZÆØÅ][a-zæøå]+)s (?:beslutning|vedtagelse|afgørelse|indstilling|anbefaling)(?= (?:af|den|d\.|fra|i) )"
)
"""What a group of staff or politicians decided: "Kontaktgruppens beslutning den 12. september 2018"."""


def _unknown_first(text: str) -> DecisionHeading | None:
    """A body that no shape tells, "Børn og Familie, 24. september 2019, pkt. 73:": the point's number must be there.

    A group of staff or politicians needs none: "Økonomigruppen den 4. maj 2006".
    """
    low = text[: MAX_LENGTH + _NEAR].casefold()
    if not ("punkt" in low or "pkt" in low or "sag" in low or "nr" in low or may_name_group(low)):
        return None
    if (of_group := _GROUPS_DECISION.match(text)) is not None and is_group(of_group["group"]):
        dato, end = _date_after(text, of_group.end())
        return _finish(text, of_group["group"], dato, end, bare=False) if dato else None
    unknown = _UNKNOWN_BODY.match(text)
    if unknown is None or _DATE_LIKE.search(text, unknown.end(), unknown.end() + _NEAR) is None:
        return None
    if _DIGIT.search(unknown[0]) or _VERB.search(unknown[0]):
        return None
    dato, end = _date_after(text, unknown.end())
    if dato is None:
        return None
    if is_group(unknown[0]):
        return _finish(text, unknown[0], dato, end, bare=True)
    point = _POINT.match(text, end)
    if not point or not re.search(r"\d", point[0]) or "kl" in point[0].casefold():
        return None
    return _finish(text, unknown[0].strip(" ,."), dato, end, bare=True)


def _date_first(text: str) -> DecisionHeading | None:
    date = _date_at(text, 0)
    if date is None:
        return None
    sep = re.match(r"\s*[-–—:,]?\s*", text[date[1] :])
    at = date[1] + (sep.end() if sep else 0)
    body = match_body(text, at)
    return _finish(text, body.name, date[0], body.end, bare=True) if body else None


def _date_at(text: str, at: int) -> tuple[dt.date, int] | None:
    lead = _DATE_LEAD.match(text, at)
    begin = lead.end() if lead else at
    found = find_date(text[begin : begin + 40])
    return (found.value, begin + found.end) if found and found.start <= 3 else None


def _date_after(text: str, at: int) -> tuple[dt.date | None, int]:
    found = _date_at(text, at)
    return found if found else (None, at)


def _finish(
    text: str, organ: str | None, dato: dt.date | None, end: int, *, bare: bool, runs_on: bool = False
) -> DecisionHeading | None:
    """The heading if it ends the line, or if a colon sets a text apart; where it `runs_on` a capital is enough."""
    point = _POINT.match(text, end)
    end = point.end() if point else end
    rest = text[end:]
    if not rest.strip(" .:"):
        return DecisionHeading(organ, dato, text, "", bare)
    if rest[0] == ":" or (end and text[end - 1] == ":"):
        return DecisionHeading(organ, dato, text[:end] + ":", rest.lstrip(": "), bare)
    if runs_on and not bare and _NEW_SENTENCE.match(rest):
        return DecisionHeading(organ, dato, text[:end].strip(), rest.strip(), bare)
    if re.match(r"\s*[-–—]\s+\S", rest) and not bare:
        return DecisionHeading(organ, dato, text[:end].strip(), rest.lstrip(" -–—"), bare)
    return None


_NEW_SENTENCE = re.compile(r"\s*[A-ZÆØÅ][a-zæøå]+\b(?!\s+(?:sag|punkt|pkt))")


class Inline(NamedTuple):
    """A known heading with its text on the same line, "Økonomi: Ingen."."""

    heading: Heading
    printed: str
    rest: str


@remembered
def read_inline(text: str) -> Inline | None:
    """The known heading that stands before a colon at the start of `text`, with a text behind it.

    Also the main headings without a colon where no other word can follow: "BeslutningGodkendt.", as web pages lose the
    break between the two, and "Beslutning Tilbagesendes ...".
    """
    colon = text.find(":", 0, 80)
    if colon < 4 or colon + 1 >= len(text) or not (text[0].isupper() or text[0] in "•·-*"):
        return _read_joined(text)
    heading = find_heading(text[:colon])
    if heading is None or (heading.kind == "oevrige" and read_label(text) is None and heading.emne == "andet"):
        return _read_joined(text)
    rest = text[colon + 1 :].strip()
    return Inline(heading, text[: colon + 1], rest) if rest else None


_GLUED = re.compile(r"[A-ZÆØÅ][a-zæøåé]+(?: [a-zæøåé]+){0,3}(?=[A-ZÆØÅ][a-zæøå])")
_DECIDED = re.compile(r"(?:Vedtagelse|Beslutning|Afgørelse) (?=(?:Ikke )?[A-ZÆØÅ][a-zæøå]+(?:es|et|dt|gt|nt|kt)\b)")
_MAIN = frozenset(("resume", "sagsfremstilling", "indstilling", "vedtagelse", "bilag"))


def _read_joined(text: str) -> Inline | None:
    if text[-2:] in (" -", " –") and (empty := find_heading(text[:-2])) is not None:
        return Inline(empty, text[:-2], text[-1])
    match = _GLUED.match(text, 0, 50) or (_DECIDED.match(text) if text[0] in "VBA" else None)
    heading = find_heading(match[0]) if match else None
    if match is None or heading is None or heading.kind not in _MAIN:
        return None
    return Inline(heading, match[0].rstrip(), text[match.end() :].strip())


_EXTENDED = re.compile(r"(?P<word>[A-ZÆØÅ][\wæøåé -]{4,40}?)\s+(?P<prep>[Ff]ra|[Tt]il|[Vv]ed)\s+(?=[A-ZÆØÅ])\S.{1,60}$")


_ABOVE_POINT = re.compile(rf"(?P<word>[A-ZÆØÅ][\wæøåé/ -]{{3,50}}?){_FOR_POINT.pattern}", re.IGNORECASE)


_EXTENT = 100
"""Within so many letters stands what tells such a heading."""


@remembered
def read_extended(text: str) -> Heading | None:
    """A known heading with what it belongs to: "Resumé for punkt 4: Salg", "Beslutningsforslag fra Enhedslisten".

    With whom it comes from or goes to, proposals and summaries only.
    """
    low = text[:_EXTENT].casefold()
    if text[-1] in ".,;":
        return None  # "Bilag til pkt. 3 vedlægges referatet." is a sentence
    if ("punkt" in low or "pkt" in low or "sag" in low) and (point := _ABOVE_POINT.match(text)):
        return find_heading(point["word"])
    if len(text) >= _EXTENT or not ("fra" in low or "til" in low or "ved" in low):
        return None
    match = _EXTENDED.match(text.title() if text.isupper() else text)
    heading = find_heading(match["word"]) if match else None
    if match and match["prep"].casefold() == "til" and heading is not None and heading.kind == "indstilling":
        # "Indstilling til Byrådet", but not "Forslag til Lokalplan 14".
        return heading if match_body(text, match.end("prep") + 1) else None
    return heading if heading is not None and heading.kind in ("indstilling", "resume") else None


_PROPOSER = re.compile(
    r"(?:[A-ZÆØÅ][\wæøåÆØÅé.&/-]*(?:[ ,]+(?:og |for |i |af |\+ )?[\wæøåÆØÅé.&/-]+){0,9}?|Det|Der)\s+(?:indstiller|foreslår|anbefaler|indstilles|foreslås|anbefales|innstiller)"
    r"(?:\s+\([^()]{3,60}\))?(?P<to>\s+(?:til|overfor|over for|via)\s+[^.:;]{3,140}?)?(?P<at>,?\s*(?:at(?:\s+(?:anbefale|godkende)[^.;:]{0,120}?|\s+(?:(?:[A-ZÆØÅ]\w+|[a-zæøå]+)(?:udvalget|rådet|bestyrelsen)|[A-ZÆØÅ]{2,6}))?)?)\s*[,:]?$"
)


@remembered
def is_proposal(text: str) -> bool:
    """Whether a line names who recommends and leaves the recommendation to the lines below: "Direktionen indstiller, at"."""
    if len(text) >= 260 or not text[:1].isupper() or text[-1] == ".":
        return False
    plain = text.capitalize() if text.isupper() else text
    if not ("indstille" in plain or "foreslå" in plain or "anbefale" in plain or "innstille" in plain):
        return False
    return _PROPOSER.match(plain) is not None
