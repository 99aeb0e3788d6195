"""Title lines without labels: which body, which day, from when to when, where, and what kind of document."""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache
from itertools import pairwise
from typing import Any, NamedTuple

from referat_parser.bodies import FoundBody, find_body
from referat_parser.dates import find_date, find_times
from referat_parser.lexicon import load_rules
from referat_parser.places import is_place

_MAX_TITLE = 160


class Title(NamedTuple):
    """What one title line says. `spent` is whether it says nothing beside that."""

    body: str | None
    date: dt.date | None
    times: tuple[str, ...]
    place: str | None
    spent: bool


class _Rules(NamedTuple):
    minutes: frozenset[str]
    agenda: frozenset[str]
    both: tuple[str, ...]
    menu: re.Pattern[str]
    """The same anywhere in a line, as in the trail of pages above a web page's text."""
    rest: frozenset[str]
    not_places: frozenset[str]
    listed: re.Pattern[str]
    """What tells an item of a list or the count of pages, whatever building it names."""
    begins: re.Pattern[str]
    ends: re.Pattern[str]
    not_dates: re.Pattern[str]
    habits: re.Pattern[str]
    people: re.Pattern[str]
    next_sentence: re.Pattern[str]


@lru_cache(maxsize=1)
def _rules() -> _Rules:
    table: dict[str, Any] = load_rules("labels")
    titles, places, times = table["titles"], table["places"], table["times"]
    return _Rules(
        minutes=frozenset(titles["minutes"]),
        agenda=frozenset(titles["agenda"]),
        both=tuple(titles["both"]),
        menu=re.compile("|".join(map(re.escape, titles["both"])), re.IGNORECASE),
        rest=frozenset(titles["rest"]),
        not_places=frozenset(places["not_places"]),
        listed=re.compile(
            rf"\d{{1,3}} ?[a-z]?[.)]\s+(?!(?:{'|'.join(places['floors'])})\b)(?-i:[A-ZÆØÅ])"
            rf"|(?:.*\W)?(?:{'|'.join(places['counted'])})\.?\s+(?:nr\.?\s*)?\d",
            re.IGNORECASE,
        ),
        begins=re.compile(rf"\b(?:{'|'.join(times['begins'])})\b", re.IGNORECASE),
        ends=re.compile(rf"\b(?:{'|'.join(times['ends'])})\b", re.IGNORECASE),
        not_dates=re.compile(rf"^\W*(?:{'|'.join(times['not_dates'])})\b", re.IGNORECASE),
        habits=re.compile(rf"(?:{'|'.join(times['habits'])})\b", re.IGNORECASE),
        people=re.compile(rf"\b(?:{'|'.join(times['people'])})\b", re.IGNORECASE),
        next_sentence=re.compile(rf"\.\s+(?=(?:{'|'.join(places['sentences'])}))"),
    )


_BEFORE_DATE = re.compile(r"(?:\b(?:\w+dag)?,?\s*(?:\b(?:den|d)\b\.?)?\s*)$", re.IGNORECASE)
_IN = re.compile(
    r"^(?:,|-|–|\.|:)?\s*(?:(?:(?:ordinært|ekstraordinært|konstituerende)\s+)?møde\s+)?(?:i|på|(?-i:ved|hos)|holdt i|afholdt i)\s+(?=\w)",
    re.IGNORECASE,
)
_DASHED = re.compile(r"\s[-–]\s")
_WORD = re.compile(r"[^\W\d_]+")
_ASIDE = re.compile(r"\s+[-–]\s+(?=[a-zæøå]).*$|\s*\((?:det|bem|NB)[^)]*\)\s*$")


def read_title(text: str) -> Title:
    """What a title line says. A body in the genitive counts only before "møde" ("Økonomiudvalgets møde den …")."""
    rules = _rules()
    if len(text) > _MAX_TITLE and text.startswith(_OPENS_PROTOCOL) and (end := _SENTENCE_END.search(text)) is not None:
        return read_title(text[: end.start()])._replace(spent=False)
    if len(text) > _MAX_TITLE or rules.habits.search(text) or rules.people.search(text):
        return Title(None, None, (), None, False)
    body = None if is_navigation(text) else _meeting_body(text)
    date = None if rules.not_dates.match(text) else find_date(text)
    times = [] if rules.not_dates.match(text) or _is_end(text) else find_times(text)
    if len(times) > 2 and _UNTIL.fullmatch(text, times[0].end, times[1].start):
        del times[2:]  # what follows the meeting's span is of something else: "17.00 til 19.30. Spisning kl. 16.45"
    spans = [(body.start, body.end)] if body else []
    if date:
        lead = _BEFORE_DATE.search(text[: date.start])
        spans.append((lead.start() if lead else date.start, date.end))
    spans += [(t.start, t.end) for t in times]
    place = _place(text, spans, body is not None, date is not None, bool(times))
    return Title(
        body.name if body else None,
        date.value if date else None,
        tuple(t.value for t in times),
        place,
        _is_spent(text, spans, place),
    )


_UNTIL = re.compile(r"\s*(?:-|–|—|til)\s*(?:kl\.?\s*)?")
_OPENS_PROTOCOL = ("År ", "Aar ", "Den ", "Anno ")
"""How the paragraph begins that opens an old protocol: "År 1953 den 11. marts kl. 14 holdt Sognerådet møde i ..."."""
_SENTENCE_END = re.compile(r"(?<=[a-zæøå]{3})\.\s+(?=[A-ZÆØÅ])")


_TERM = re.compile(r"[\s_]\(?(?:20)?\d\d\s?[-–]\s?(?:20)?\d\d\)?$")
_MEETS = re.compile(r"(?:\w+[eta]\s+){0,2}møde(?!sal|lokale|rum)", re.IGNORECASE)


def _meeting_body(text: str) -> FoundBody | None:
    pos, menu = 0, [m.span() for m in _rules().menu.finditer(text)]
    while (found := find_body(text, pos)) is not None:
        after = text[found.end :].lstrip()
        printed = _TERM.sub("", text[found.start : found.end].casefold())
        if any(a < found.end and found.start < b for a, b in menu):
            pos = found.end
            continue  # "Byråd og udvalg" is a page of the website
        genitive = printed.rstrip(")") != found.name.casefold().rstrip(")")
        meets = _MEETS.match(after) is not None
        if not genitive or meets:
            return found
        if text[found.start : found.end].casefold().endswith(("møde", "mødet")):
            return found
        pos = found.end
    return None


def _place(text: str, spans: list[tuple[int, int]], body: bool, date: bool, times: bool) -> str | None:
    """The place: behind the date and time, or between them, or before the time, or the whole line."""
    if not spans:
        return _whole_place(text)
    if not date and not times:
        return None
    spans = sorted(spans)
    after = text[spans[-1][1] :]
    if after.lstrip().startswith(":") and not is_place(after):
        return None  # "Den 3. maj 2021: Ib Friis orienterede": what is told of that day
    if not (date or body) and len(spans) > 1 and spans[0][0] == 0 and _DASHED.match(after) and not is_place(after):
        return None  # "19.00-19.15 - Drøftelse": an item of that hour
    gaps = [text[a[1] : b[0]] for a, b in pairwise(spans)]
    if (found := _clean(after, bare=True)) is not None:
        return found
    for gap in gaps:
        if _IN.match(gap) and (found := _clean(gap, bare=False)) is not None:
            return found
    if times and not date and not body:
        head = text[: spans[0][0]]
        for part in (head, _DASHED.split(head)[-1]):  # "Ekstraordinært møde - Mødelokale 7 kl. 12"
            found = _clean(part, bare=True)
            if found and is_place(found):
                return found
    return None


def _whole_place(text: str) -> str | None:
    inside = _IN.match(text)
    if inside:
        found = _clean(text, bare=False)
        return found if found and is_place(found) else None
    return _clean(text, bare=True) if ": " not in text and is_place(text) else None


def cut_place(text: str) -> str:
    """A place without the sentence that follows it: "Byrådssalen. Mødet sluttede kl. 20"."""
    return _rules().next_sentence.split(text, maxsplit=1)[0]


def place_below(text: str) -> str | None:
    """The place that a line just below the date states behind "i", or by its shape alone."""
    inside = _IN.match(text)
    named = text[inside.end() :] if inside else text
    if inside is None:
        return text if may_be_place(text) else None
    stated = named[:1].isupper() and len(named) <= _MAX_PLACE and named[-1] not in ".?!:" and find_body(named) is None
    return named if stated else None


_MAX_PLACE = 80


def may_be_place(text: str) -> bool:
    """Whether a line just below the date may be the place although no word of it says so: short, a name, no title."""
    rules = _rules()
    words = _WORD.findall(text.casefold())
    if (
        not 1 <= len(words) <= 6
        or len(text) > 60
        or not text[0].isupper()
        or text[-1] in ".?!"
        or ":" in text
        or text.isupper()
    ):
        return False
    odd = rules.not_places | rules.rest | rules.minutes | rules.agenda
    return not any(w in odd or "dagsorden" in w or w.endswith(("punkter", "sager")) for w in words)


_MUNICIPALITY = re.compile(r"(?:[A-ZÆØÅ][\w-]+ ){1,3}[Kk]ommune")


def _clean(text: str, *, bare: bool) -> str | None:
    """A place as named in `text`; with `bare` also without "i" before it. None when it is none."""
    rules = _rules()
    is_label = text.rstrip(' "”').endswith(":")
    inside = _IN.match(text)
    text = text[inside.end() :] if inside else text
    text = _ASIDE.sub("", cut_place(text)).strip(" ,.-–:;|")
    if text.casefold() in ("kl", "den", "d"):
        return None
    if text.startswith("(") and text.endswith(")"):
        text = text[1:-1]
    first = _WORD.match(text)
    if not text or len(text) > 120 or not (inside or bare) or is_label:
        return None
    word = first[0].casefold() if first else ""
    if rules.listed.match(text) is not None:
        return None
    if word in rules.not_places or (not first and not text[0].isdigit()) or not any(c.isalpha() for c in text):
        return None
    if not inside and (_MUNICIPALITY.fullmatch(text) or not (text[0].isupper() or is_place(text))):
        return None
    return text


def _is_spent(text: str, spans: list[tuple[int, int]], place: str | None) -> bool:
    rules = _rules()
    for start, end in sorted(spans, reverse=True):
        text = f"{text[:start]} {text[end:]}"
    if place:
        text = text.replace(place, " ")
    return all(w in rules.rest or w in rules.minutes or w in rules.agenda for w in _WORD.findall(text.casefold()))


def read_kind(text: str) -> str | None:
    """ "referat" or "dagsorden" by the words of a title line; None when it has none or both as a website's menu has."""
    rules = _rules()
    low = text.casefold()
    words = _WORD.findall(low)
    titled = not (rules.minutes | rules.agenda).isdisjoint(words[:3])
    if len(text) > (_MAX_TITLE if titled else 90) or any(b in low for b in rules.both) or low.startswith("godkendelse"):
        return None
    said = set(words)
    if said & rules.minutes:
        return "referat"
    return "dagsorden" if said & rules.agenda else None


def is_navigation(text: str) -> bool:
    """Whether a text begins as the name of a website's pages does: "Dagsordener og referater"."""
    return text.casefold().startswith(_rules().both)


def _is_end(text: str) -> bool:
    rules = _rules()
    return bool(rules.ends.search(text)) and not rules.begins.search(text)


def read_span(text: str) -> tuple[str | None, str | None]:
    """When a meeting began and when it ended, as sentences state it: "Mødet begyndte kl. 15.00 og sluttede kl. 18.32."."""
    rules = _rules()
    begin = end = None
    for line in text.split("\n"):
        if rules.habits.search(line):
            continue
        pos = 0
        for time in find_times(line):
            said = line[pos : time.start]
            if end is None and rules.ends.search(said) and len(said) < 60:
                end = time.value
            elif begin is None and rules.begins.search(said) and len(said) < 60:
                begin = time.value
            pos = time.end
    return begin, end
