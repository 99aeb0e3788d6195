"""Dates and times of day as Danish minutes print them."""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache
from typing import NamedTuple

_MONTHS = {
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "maj": 5, "mai": 5, "may": 5, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "okt": 10,
    "oct": 10, "nov": 11, "dec": 12, "des": 12,
}  # fmt: skip
_NAMES = (
    r"(?P<{0}>jan(?:uary?)?|feb(?:r(?:uary?)?)?|mar(?:ts|s|ch)?|apr(?:il)?|ma[jiy]|jun[ie]?|jul[iy]?|aug(?:ust)?|"
    r"sep(?:t(?:ember)?)?|o[kc]t(?:ober)?|nov(?:ember)?|de[cs](?:ember)?)(?!\w)"
)
_YEAR = r"(?P<{0}>1[89]\d\d|20\d\d)(?!\d)"
# Before a numeric date no digit may stand, nor a number that it would be the end of ("85.02.03.2021").
_FREE = r"(?<!\d)(?<!\d[./-])"
_FIRST_YEAR, _LAST_YEAR = 1800, 2099
_PIVOT = 70  # 70 to 99 are 19xx


class FoundDate(NamedTuple):
    """A date and where it stands: from the day, or the month or year that comes first, to the year's last digit."""

    value: dt.date
    start: int
    end: int


class FoundTime(NamedTuple):
    """A time of day as "HH:MM" and where it stands, "kl." included."""

    value: str
    start: int
    end: int


@lru_cache(maxsize=1)
def _date_pattern() -> re.Pattern[str]:
    in_figures = (
        r"(?P<iy>1[89]\d\d|20\d\d)-(?P<im>\d\d)-(?P<id>\d\d)(?![\d-])",
        rf"(?<![a-zæøå])(?P<nd>[0-3]?[0-9lI])(?:\.|(?<=\d)-?)\s*{_NAMES.format('nm')}\.?,?(?:\s*|-)(?:{_YEAR.format('ny')}|'?(?P<ns>\d\d)(?![\d.:,%]|\s*(?:kr|pct)))",
        rf"(?P<dd>[0-3]?\d)\s?[./-]\s?(?P<dm>[0-3]?\d)(?:\s?[./-]\s?|\s){_YEAR.format('dy')}(?!-\d)",
        r"(?P<sd>[0-3]?\d)[./-](?P<sm>[01]?\d)(?:[./-]|\s-\s)(?P<sy>\d\d)(?!\d|[./-]\w)",
    )
    in_words = (
        rf"(?:år|aar)\s{_YEAR.format('yy')},?\s(?:\w+dag,?\s)?den\s(?P<yd>[0-3]?\d)\.?\s?{_NAMES.format('ym')}",
        rf"{_NAMES.format('mm')}\.?\s(?P<md>[0-3]?\d),?\s{_YEAR.format('my')}",
    )
    # What a form begins with is looked at first: at most letters of a text none can.
    return re.compile(
        rf"(?=[\dlI]){_FREE}(?:{'|'.join(in_figures)})|(?=[aåjfmsond])(?<!\w)(?:{'|'.join(in_words)})", re.IGNORECASE
    )


# What every date has: a year of four figures, three numbers, or two figures behind a word. Begins with the figure, which
# the pattern engine finds fastest; what stands before it is looked at from there.
_YEARLIKE = re.compile(
    r"\d(?:(?<!\d\d)(?:(?<=1)[89]|(?<=2)[0Oo])[\dOolI]{2}(?!\d)|[./-]\d\d?\s?[./-]\s?\d\d"
    r"|\d(?!\d)(?:(?<=[a-zA-Z.]\d\d)|(?<=[a-zA-Z.][\s']\d\d)|(?<=[a-zA-Z.]\s'\d\d)))"
)
# What makes "03.02.21" a date: a word of time before it, or nothing else on the line.
_DATED = re.compile(
    r"(?:\b(?:den|d|dato|mødedato|møtedato|møde|dateret|pr|af|indtil|senest|til|fra|referat|dagsorden)\.?:?"
    r"|dag,?(?: d\.| den)?|\bd\.)\s*$",
    re.IGNORECASE,
)
_ALONE = re.compile(r"[\s,.;]*(?:$|kl\b)", re.IGNORECASE)


def find_date(text: str, pos: int = 0) -> FoundDate | None:
    """The first date that begins at `pos` or after it, or None. Every date returned exists in the calendar."""
    if _YEARLIKE.search(text, pos) is None:
        return None
    for match in _date_pattern().finditer(text, pos):
        if (value := _read(match, text)) is not None:
            return FoundDate(value, match.start(), match.end())
    return _find_misread(text, pos)


# A date by its look whose month or figures a scanner may have misread: "26. auqust 2OO4".
_LOOKS = re.compile(
    r"(?<![\w.,/-])([0-3lIO]?[0-9lIO])\.\s*([a-zæøåq]{3,9})\s+((?:[1lI][89]|[2Z][0Oo])[\dlIOo]{2})(?!\w)", re.IGNORECASE
)
_FIGURES = str.maketrans("lIOoZz", "110022")
MONTHS = (
    "januar", "februar", "marts", "april", "maj", "juni", "juli", "august", "september", "oktober", "november", "december",
)  # fmt: skip


def _find_misread(text: str, pos: int) -> FoundDate | None:
    for match in _LOOKS.finditer(text, pos):
        word = match[2].casefold()
        near = [n for n, month in enumerate(MONTHS, 1) if _misreads(word, month)]
        if len(near) == 1 and (value := _date(match[3].translate(_FIGURES), near[0], match[1].translate(_FIGURES))):
            return FoundDate(value, match.start(), match.end())
    return None


def _misreads(word: str, month: str) -> bool:
    """Whether a word is a month with one letter of four read as another."""
    return len(word) == len(month) and sum(a != b for a, b in zip(word, month, strict=True)) <= max(len(month) // 4, 0)


def find_dates(text: str) -> list[FoundDate]:
    """All dates of `text`, in order."""
    found: list[FoundDate] = []
    pos = 0
    while (one := find_date(text, pos)) is not None:
        found.append(one)
        pos = one.end
    return found


def _read(match: re.Match[str], text: str) -> dt.date | None:
    if match["iy"]:
        return _date(match["iy"], int(match["im"]), match["id"])
    if match["nd"]:
        month = _MONTHS[match["nm"][:3].casefold()]
        if match["ny"]:
            return _date(match["ny"], month, match["nd"])
        return _date(_century(match["ns"]), month, match["nd"]) if _is_dated(match, text) else None
    if match["dd"]:
        month, day = int(match["dm"]), match["dd"]
        if month > 12 >= int(day):
            month, day = int(day), match["dm"]  # as American programs print it: 8/29/2019
        return _date(match["dy"], month, day)
    if match["sd"]:
        return _date(_century(match["sy"]), int(match["sm"]), match["sd"]) if _is_dated(match, text) else None
    if match["yy"]:
        return _date(match["yy"], _MONTHS[match["ym"][:3].casefold()], match["yd"])
    return _date(match["my"], _MONTHS[match["mm"][:3].casefold()], match["md"])


def _is_dated(match: re.Match[str], text: str) -> bool:
    before = text[max(0, match.start() - 16) : match.start()]
    return bool(_DATED.search(before)) or (not text[: match.start()].strip() and bool(_ALONE.match(text, match.end())))


def _century(year: str) -> str:
    return ("19" if int(year) >= _PIVOT else "20") + year


def _date(year: str, month: int, day: str) -> dt.date | None:
    day = day.replace("l", "1").replace("I", "1")  # as scanners misread "1."
    try:
        found = dt.date(int(year), month, int(day))
    except ValueError:
        return None
    return found if _FIRST_YEAR <= found.year <= _LAST_YEAR else None


# A time has "kl." before it, or both hours and minutes. A number with a unit behind it is no time.
_TIME = re.compile(
    r"(?<![\w])(?P<kl>(?:kl|klokken)\b\s?[.:;,]?\s?:?\s*(?:ca\.?\s*)?)(?P<h>[01]?\d|2[0-4])(?:\s?[.:]\s?(?P<m>[0-5]\d)|(?P<c>[0-5]\d))?(?![\d]|[.:]\d)"
    r"|(?<![\d.,:/-])(?P<bh>[01]?\d|2[0-4])(?P<sep>[.:])(?P<bm>[0-5]\d)(?::[0-5]\d)?(?P<half>\s?[AaPp][Mm]\b)?(?!\d|[.:,/]\d|-\d\d?-|\s?(?:%|kr|mio|mia|pct|m2|m²|ha\b|km|§))",
    re.IGNORECASE,
)
_UNTIL = re.compile(
    r"\s*(?:-|–|—|til|to)\s*(?:ca\.?\s*)?(?:(?:kl|klokken)\.?:?\s*)?(?P<h>[01]?\d|2[0-4])(?:[.:](?P<m>[0-5]\d))?(?!\d|[.:/-]\d|\.\s?[a-zæøå])",
    re.IGNORECASE,
)


_TIMELIKE = re.compile(r"\bkl|\d[.:][0-5]\d", re.IGNORECASE)


def find_times(text: str) -> list[FoundTime]:
    """All times of day in `text`, in order; of a span ("18:00-20:40") both ends. No part of a date is a time."""
    if _TIMELIKE.search(text) is None:
        return []
    found: list[FoundTime] = []
    dates = find_dates(text)
    near = 0
    pos = 0
    while (match := _TIME.search(text, pos)) is not None:
        pos = match.end()
        while near < len(dates) and dates[near].end <= match.start():
            near += 1
        if near < len(dates) and dates[near].start < pos:
            continue
        found.append(FoundTime(_time(match), match.start(), pos))
        until = _UNTIL.match(text, pos)
        if until and not (near < len(dates) and dates[near].start < until.end()):
            found.append(FoundTime(_time(until), until.start("h"), until.end()))
            pos = until.end()
    return found


def _time(match: re.Match[str]) -> str:
    group = match.groupdict()
    hour = group.get("h") or group.get("bh") or "0"
    minute = group.get("m") or group.get("c") or group.get("bm") or "00"
    if (group.get("half") or "").strip().casefold() == "pm" and int(hour) < 12:
        hour = str(int(hour) + 12)
    return f"{int(hour):02d}:{minute if int(hour) < 24 else '00'}"
