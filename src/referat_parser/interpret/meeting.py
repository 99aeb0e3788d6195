"""The meeting itself: which body, when, where and who, from front, back and the decisions."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Callable, Container, Iterable, Sequence
from typing import Literal, NamedTuple

from referat_parser.bodies import find_body, match_body
from referat_parser.dates import find_date, find_times
from referat_parser.document import Line
from referat_parser.interpret.absences import (
    find_absent,
    find_partly_absent,
    find_partly_present,
    find_substitutes,
    reason_of,
    without_arrivals,
)
from referat_parser.interpret.front import Front, Value, front_rules, read_front, with_members, with_told
from referat_parser.interpret.names import is_name
from referat_parser.interpret.people import (
    Named,
    are_given_names,
    as_substitutes,
    cut_known,
    names_substitute,
    read_attendance,
    read_people,
    split_people,
    with_parties,
)
from referat_parser.interpret.remarks import read_listed_absence
from referat_parser.interpret.titlelines import (
    Title,
    cut_place,
    is_navigation,
    place_below,
    read_kind,
    read_span,
    read_title,
)
from referat_parser.lexicon import fold, key
from referat_parser.models import Fravaer, Person, made
from referat_parser.places import is_place

_MAX_FRONT = 200
Decision = tuple[str | None, dt.date | None]


class Meeting(NamedTuple):
    """What is said of the meeting. `used` holds the numbers of the lines that say nothing else."""

    dokumenttype: Literal["referat", "dagsorden"]
    kind_is_said: bool
    """Whether a title or the decisions tell whether these are minutes or an agenda."""
    udvalg: str | None
    dato: dt.date | None
    starttid: str | None
    sluttid: str | None
    sted: str | None
    deltagere: list[Person]
    fravaerende: list[Fravaer]
    used: frozenset[int]
    notices: list[tuple[str, str]]


def read_meeting(
    front: Sequence[Line],
    back: Sequence[Line],
    decisions: Sequence[Decision],
    texts: Callable[[], Iterable[str]],
    running: Sequence[str] = (),
    earlier: Container[int] = (),
    way: Callable[[], Iterable[Decision]] = tuple,
) -> Meeting:
    """The meeting as its front states it; what the front leaves out, from the back, the running lines and the decisions.

    `decisions` are the bodies and dates in the headings of the decisions, `texts()` the texts of the same decisions
    in the same order; it is called only when something is missing. `earlier` holds the positions of those that stand above
    the meeting's own of the same item: they tell nothing of it. `way()` gives the bodies and dates by which cases go; it is
    called only when nothing else names the body. Nothing is guessed: what is nowhere stated is None.
    """
    head, tail = with_told(with_members(read_front(front[:_MAX_FRONT]))), read_front(back[-_MAX_FRONT:])
    titles = [read_title(line.text) for line in head.free]
    body = _body(head, titles) or _navigated_body(head) or _running_body(running) or _abbreviated_body(head)
    body = _as_running(body, running) if body is not None and body.isupper() else body
    body = _as_spelled(body, [organ for organ, _ in decisions if organ]) if body else None
    date = _date(head, titles)
    facts = [decision for n, decision in enumerate(decisions) if n not in earlier]
    body, date = _complete(body, date, facts)
    date = date or _running_date(running)
    titles = [t if t.date in (None, date) else t._replace(times=(), place=None) for t in titles]  # another meeting's
    if body is None or date is None:
        own = _Own(body, date, facts, lambda: (text for n, text in enumerate(texts()) if n not in earlier))
    else:
        own = _Own(body, date, decisions, texts)
    body = body or _deciding_body(own.texts()) or _body_of_day(way, date)
    begin, end = _times(head, tail, titles, own)
    present, absent = _people(head, tail, own)
    kind = _kind(head, own)
    kept = _Kept((*present, *absent))
    place = _place(head, titles)
    return Meeting(
        dokumenttype=kind or "dagsorden",
        kind_is_said=kind is not None,
        udvalg=body[:1].upper() + body[1:] if body else None,
        dato=date,
        starttid=begin,
        sluttid=end,
        sted=place,
        deltagere=[made(Person, navn=p.navn, parti=p.parti, rolle=p.rolle) for p in present],
        fravaerende=[made(Fravaer, **p._asdict()) for p in absent],
        used=_used(head, _as_held(titles, body, date, (begin, end), place), kept, (body, place))
        | _used_back(tail, kept),
        notices=_notices(body, date, decisions),
    )


class _Own:
    """The texts of the decisions that this meeting took, read once and only when asked for."""

    def __init__(
        self, body: str | None, date: dt.date | None, decisions: Sequence[Decision], texts: Callable[[], Iterable[str]]
    ):
        self._body, self._date, self._decisions, self._texts = body, date, decisions, texts
        self._found: list[str] | None = None

    def texts(self) -> list[str]:
        """The texts, in order."""
        if self._found is None:
            texts = list(self._texts())
            if len(texts) == len(self._decisions):
                own = {decision for decision in set(self._decisions) if self.is_own(decision)}
                texts = [t for t, d in zip(texts, self._decisions, strict=True) if d in own]
            self._found = [t for t in texts if t.strip()]
        return self._found

    def is_own(self, decision: Decision) -> bool:
        """Whether a decision's heading names this meeting's body and date, or does not name them."""
        organ, date = decision
        same_body = organ is None or self._body is None or _same(organ, self._body)
        return same_body and (date is None or self._date is None or date == self._date)


def _same(a: str, b: str) -> bool:
    """Whether two names are of one body: "Byrådet" and "Strandlev Byråd", "Økonomiudvalget" and "Økonomiudvalget (ØK)"."""
    if a == b:
        return True
    left, right = _bare(a), _bare(b)
    return left == right or left.endswith(" " + right) or right.endswith(" " + left)


def _bare(name: str) -> str:
    name = name.casefold().split(" (")[0]
    for ending in ("udvalget", "rådet", "nævnet"):
        if name.endswith(ending):
            return name[:-2]
    return name.removesuffix("n") if name.endswith(("bestyrelsen",)) else name


def _values(front: Front, *roles: str) -> list[Value]:
    return [v for v in front.values if v.role in roles]


def _body(front: Front, titles: Sequence[Title]) -> str | None:
    for value in _values(front, "body", "type"):
        found = find_body(value.text) if value.text else None
        if found:
            return found.name
    for value in _values(front, "body"):
        if (
            value.name.casefold() == "udvalg"
            and value.lines
            and value.lines[0][:1].isupper()
            and len(value.lines[0]) < 60
        ):
            return value.lines[0]
    named = [t.body for t in titles if t.body]
    if len(named) > 1 and _COUNCIL.fullmatch(named[0]) and _is_committee(named[1]) and named.count(named[0]) < 3:
        first, second = (next(n for n, t in enumerate(titles) if t.body == name) for name in named[:2])
        if second == first + 1 and titles[first].date is None:
            return named[1]  # the council's name is the letterhead of its committee
    return named[0] if named else None


_COUNCIL = re.compile(r"[A-ZÆØÅ-]+ (?:BYRÅD|KOMMUNALBESTYRELSE)")


def _is_committee(name: str) -> bool:
    return name.casefold().endswith(("udvalg", "udvalget")) or name.casefold().startswith("udvalget")


_BEFORE_NAVIGATION = re.compile(r"(?P<name>[A-ZÆØÅ][\w ,&.-]{3,70}?)\s+[-–|]\s+(?P<menu>\S.*)")


def _navigated_body(front: Front) -> str | None:
    """The body before a web page's "- Dagsordener og referater", whatever its name looks like."""
    for line in front.free:
        match = _BEFORE_NAVIGATION.fullmatch(line.text)
        if match and is_navigation(match["menu"]) and not match["name"].casefold().endswith("kommune"):
            return match["name"]
    return None


_MEETING_OF = re.compile(r"(?:[Mm]øde|[Mm]ødet) i (?P<name>[A-ZÆØÅ]{3,6}(?: [A-ZÆØÅ][\w ,-]{2,50})?)(?: den| d\.)?")


def _abbreviated_body(front: Front) -> str | None:
    """The body that stands behind "mødet i" alone on its line, by the letters it is called: "mødet i HMU Psykiatri"."""
    found = (_MEETING_OF.fullmatch(line.text) for line in front.free)
    return next((match["name"] for match in found if match is not None and not is_place(match["name"])), None)


def _running_body(running: Sequence[str]) -> str | None:
    """The one body that the running lines name; None where they name several, as a page's navigation does."""
    named = {found.name for line in set(running) if not is_navigation(line) and (found := find_body(line)) is not None}
    return named.pop() if len(named) == 1 else None


def _running_date(running: Sequence[str]) -> dt.date | None:
    """The one date of the running lines; None beside a time or an address, where it tells when the page was printed."""
    dates = {
        found.value
        for line in set(running)
        if (found := find_date(line)) is not None and not find_times(line) and _PRINTED.search(line) is None
    }
    return dates.pop() if len(dates) == 1 else None


_PRINTED = re.compile(r"udskr|print|://|www\.|oprettet|ændret|opdateret", re.IGNORECASE)


def _date(front: Front, titles: Sequence[Title]) -> dt.date | None:
    for value in _values(front, "time", "date"):
        found = find_date(value.text)
        if found and find_times(value.text):
            return found.value  # "Dato:" above it is then the letter's
    for value in (*_values(front, "date"), *_values(front, "time", "type")):
        found = find_date(value.text)
        if found:
            return found.value
    dated = [t for t in titles if t.date]
    if (
        dated and not dated[0].body and not dated[0].times
    ):  # a letter's date stands above the meeting's, which has the time
        dated = [t for t in dated if t.times] or dated
    titled = next((t.date for t in dated if t.body), None) if dated and not (dated[0].body or dated[0].times) else None
    titled = titled or (dated[0].date if dated else None)
    if titled is None:
        stated = (find_date(v.text) for v in _values(front, "body", "remarks", "end"))
        titled = next((found.value for found in stated if found), None)
    return titled


def _complete(
    body: str | None, date: dt.date | None, decisions: Sequence[Decision]
) -> tuple[str | None, dt.date | None]:
    """Body and date, what is missing taken from the decision headings that agree with the rest most often."""
    if body is not None and date is not None:
        return body, date
    fit = [
        ((organ, day), times)
        for (organ, day), times in Counter(decisions).items()
        if organ and day and (body is None or _same(organ, body)) and (date is None or day == date)
    ]
    if fit:
        most = max(fit, key=lambda item: (item[1], item[0][1]))[0]
        return body or most[0], date or most[1]
    if body is None:
        organs = Counter(organ for organ, day in decisions if organ and day in (None, date))
        body = organs.most_common(1)[0][0] if len(organs) == 1 else None
    return body, date


_DECIDES = re.compile(
    r"\s+(?:valgte|vælger|besluttede|godkendte|tiltrådte|vedtog|drøftede|tog|anbefaler|indstiller|udpegede)\b"
)


_MEETING_IN = re.compile(r"(?<!\w)[Mm]ødet i ")
_BEGAN = re.compile(r"\s+(?:begyndte|startede|sluttede)\b")


def _deciding_body(texts: Sequence[str]) -> str | None:
    """The one body that the decisions say has decided or met: "Byrådet valgte Ib Friis.", "Mødet i Byrådet begyndte kl. 17";
    None where it is nobody or several.
    """
    found = (match_body(text) for text in texts)
    named = {body.name for body, text in zip(found, texts, strict=True) if body and _DECIDES.match(text, body.end)}
    met = ((match_body(text, at.end()), text) for text in texts for at in _MEETING_IN.finditer(text))
    named |= {body.name for body, text in met if body and _BEGAN.match(text, body.end)}
    return named.pop() if len(named) == 1 else None


def _body_of_day(way: Callable[[], Iterable[Decision]], date: dt.date | None) -> str | None:
    """The one body that has the cases on its way on the meeting's day, in two of them or more; None where it is nobody or several."""
    named = Counter(body for body, day in way() if body and day == date) if date else Counter[str]()
    return next(iter(named)) if len(named) == 1 and named.total() > 1 else None


def _as_spelled(body: str, organs: Sequence[str]) -> str:
    """A body's name as most of the decisions' headings spell it, where it differs only in letters that scanners take for each
    other: "Kommunalbestyrclsen".
    """
    low = body.casefold()
    folded, times = fold(low), Counter(organs)
    spelled = [organ for organ in times if organ.casefold() != low and fold(organ.casefold()) == folded]
    often = sum([times[organ] for organ in spelled]) > 1
    return max(spelled, key=lambda organ: times[organ]) if often else body


def _as_running(body: str, running: Sequence[str]) -> str:
    """A body's name in capitals as a running line spells it, where one does."""
    for line in running:
        at = line.casefold().find(body.casefold())
        if at >= 0 and not line[at : at + len(body)].isupper():
            return line[at : at + len(body)]
    return body


def _times(head: Front, tail: Front, titles: Sequence[Title], own: _Own) -> tuple[str | None, str | None]:
    begin = end = None
    for value in (*_values(head, "time"), *_values(head, "date")):
        begin, end = _first_span(value.text, begin, end)
    for title in titles:
        if begin is None and title.times:
            begin, end = title.times[0], end or (title.times[1] if len(title.times) == 2 else None)
    for value in (*_values(head, "end"), *_values(tail, "end")):
        times = find_times(value.text) or find_times(f"kl. {value.text}")
        end = times[0].value if times else end
    remarks = (value.text for value in _values(head, "remarks"))
    said = "\n".join((*(line.text for line in head.free), *remarks, *(line.text for line in tail.free)))
    if end is None or begin is None:
        stated = read_span(said)
        begin, end = begin or stated[0], end or stated[1]
    if end is None:
        texts = own.texts()
        stated = read_span("\n".join((*texts[:1], *texts[-1:])))
        begin, end = begin or stated[0], stated[1]
    return begin, end


def _first_span(text: str, begin: str | None, end: str | None) -> tuple[str | None, str | None]:
    times = find_times(text)
    if not times and text.strip()[:2].rstrip(". ").isdigit() and find_date(text) is None:
        times = find_times(f"kl. {text.strip()}")
    if begin is None and times:
        return times[0].value, times[1].value if len(times) > 1 and end is None else end
    return begin, end


_HELD_AT = re.compile(
    r"\b(?:[Mm]ødet(?:,? (?:der|som))? (?:blev |er )?(?:af)?hold(?:t|tes|es)?|(?:af)?hold(?:t|tes)(?: \w+){0,2} (?:(?:over)?ordinært|ekstraordinært) \w*møde|\w+(?:udvalget|rådet|bestyrelsen) møde) (?:på|i) (?P<place>(?:[A-ZÆØÅ]|(?:møde)?lokale \w)[^:;]{3,80}?)(?=,? kl\b|,? den \d|,? (?:startede|begyndte|sluttede)\b|\. |\.?$)"
)


def _place(front: Front, titles: Sequence[Title]) -> str | None:
    for value in _values(front, "place"):
        if value.text:
            return cut_place(" ".join(value.text.split())).rstrip(".")
    for value in _values(front, "date", "time"):
        place = read_title(value.text).place
        if place:
            return place
    for line in front.free:
        if (stated := _HELD_AT.search(line.text)) is not None:
            return stated["place"]
    dated = next((n for n, t in enumerate(titles) if t.date or t.times), None)
    if dated is None:
        return next((t.place for t in titles if t.place), None)
    behind = [t.place for t in titles[dated : dated + 6] if t.place]
    if behind or any(t.place for t in titles[:dated]):
        return behind[0] if behind else next(t.place for t in titles[:dated] if t.place)
    if dated_place := next((t.place for t in titles if t.date and t.place), None):
        return dated_place
    timed = next((n for n, t in enumerate(titles) if t.times), dated)
    if timed != dated and titles[timed].date:
        dated = timed  # a letter has its own date above
    near = dated + 1 < len(titles) and front.free[dated + 1].number - front.free[dated].number <= 2
    below = front.free[dated + 1].text if titles[dated].times and near else ""
    return place_below(below) if below and not titles[dated + 1].body and not read_people(below) else None


_PAGE_LINE = 800
"""A longer line is a page that lost its line breaks: a name in it may end anywhere."""


def _people(head: Front, tail: Front, own: _Own) -> tuple[list[Named], list[Named]]:
    """Who was there and who was not; in both stands only who was absent from some items."""
    gone = _values(head, "absent") + _values(tail, "absent")
    came = _values(head, "present") or _values(tail, "present")
    if not gone and all(names_substitute(v.name) for v in came):
        came = []  # "Suppleant Ib Friis" where nobody else is listed: a choice, and no attendance
    listed = [p for v in came for p in _attending(v)]
    by_given_name = are_given_names(listed)
    members = [p.navn for p in listed]
    absent = [
        one._replace(aarsag=one.aarsag or reason_of(v.name))
        for v in gone
        for p in read_attendance(without_arrivals(v.text), by_given_name=by_given_name)
        if not p.stands_in
        for one in cut_known(p, members)
    ]
    free = [line.text for line in (*head.free, *tail.free) if len(line.text) < _PAGE_LINE]
    said = _without_breaks([*free, *(v.text for v in _values(head, "remarks", "present"))])
    absent += find_absent(said)
    listed += find_substitutes(_without_breaks([said, *(v.text for v in gone)]), {p.navn for p in absent})
    listed += find_partly_present(said)
    absent += _stood_in_for(listed) + [p for p in listed if p.aarsag is not None and p.punkter is None]
    stated = any(v.text for v in gone)
    if not listed or not (absent or stated):
        texts = own.texts()
        at = 0
        if not listed:
            at, listed = _listed_in_decision(texts)
        if not (absent or stated):
            absent = _absent_throughout(texts, at)
    absent += find_partly_absent(said) + _absent_from_several(own.texts())
    names = {_spelling(p) for p in absent if p.punkter is None}
    parties = {_spelling(p): p.parti for p in listed}
    away = [p.navn for p in absent if p.punkter is None]
    present = _once(_beside(p, away) for p in listed if _spelling(p) not in names)
    return present, _once(p._replace(parti=p.parti or parties.get(_spelling(p))) for p in absent)


_BREAK = re.compile(r"(?:(?<=,)|(?<= og)|(?<= samt))\n(?=[A-ZÆØÅ])")


def _without_breaks(lines: Sequence[str]) -> str:
    """The lines, those as one that end within a list of people."""
    return _BREAK.sub(" ", "\n".join(lines))


def _attending(value: Value) -> list[Named]:
    """Those whom a value under a label of attendance names."""
    people = _as_members(value, read_attendance(value.text))
    return as_substitutes(people) if names_substitute(value.name) else people


def _as_members(value: Value, people: list[Named]) -> list[Named]:
    """The people, where the label says that they are members with every party that stands in brackets."""
    return with_parties(people, value.text) if "medlem" in value.name.casefold() else people


_FORMALITIES = 4
"""The attendance may be told in one of so many first decisions: that on the agenda, or on who is there."""


def _listed_in_decision(texts: Sequence[str]) -> tuple[int, list[Named]]:
    """Which of the first decisions lists who was present, and whom; the first and nobody where none does."""
    for at, text in enumerate(texts[:_FORMALITIES]):
        inside = read_front([Line(0, line) for line in text.split("\n")]) if at == 0 or _MANY.search(text) else None
        values = _values(inside, "present") if inside else []
        listed = [p for v in values if v.name.casefold() != "deltog" for p in _as_members(v, read_people(v.text))]
        if listed:
            return at, as_substitutes(listed) if all(names_substitute(v.name) for v in values) else listed
    return 0, []


_MANY = re.compile(r"(?:[A-ZÆØÅ]\w+ [A-ZÆØÅ][\w. ]{1,60}, ){3}")


def _absent_from_several(texts: Sequence[str]) -> list[Named]:
    """Those whom a decision states as absent from several items, which is told of the meeting wherever it stands."""
    return [p for text in texts for p in find_partly_absent(text) if p.punkter and not p.punkter[:-1].isdigit()]


def _stood_in_for(listed: Sequence[Named]) -> list[Named]:
    """Those for whom somebody present is named as the substitute, unless they are listed as present themselves."""
    names = {_spelling(p) for p in listed}
    replaced = [
        p for one in listed if one.stands_in and one.rolle for p in read_people(one.rolle.partition(" for ")[2])
    ]
    return [p for p in replaced if _spelling(p) not in names]


def _beside(person: Named, absent: Sequence[str]) -> Named:
    """Who stands in the next column beside one who is absent, where a list's columns run together: "Ib Friis Bo Lund"."""
    for name in absent:
        other = person.navn.removeprefix(f"{name} ").removesuffix(f" {name}")
        if other != person.navn and is_name(name) and is_name(other):
            return person._replace(navn=other)
    return person


def _spelling(person: Named) -> str:
    """A name as it is compared: letters that scanners take for each other are one."""
    return fold(person.navn.casefold())


def _once(people: Iterable[Named]) -> list[Named]:
    return list({_spelling(p): p for p in reversed(list(people))}.values())[::-1]


def _absent_throughout(texts: Sequence[str], attendance: int) -> list[Named]:
    """Who the decisions state as absent: in that where the meeting's attendance stands, or in at least half of them."""
    found: dict[str, Named] = {}
    count: Counter[str] = Counter()
    for n, text in enumerate(texts):
        for person in find_absent(text):
            found.setdefault(person.navn, person)
            count[person.navn] += len(texts) if n == attendance and person.punkter is None else 1
        for one in read_listed_absence(text):
            found.setdefault(one.navn, Named(one.navn, one.parti, aarsag=one.aarsag))
            count[one.navn] += len(texts) if n == attendance else 1
    return [p for name, p in found.items() if count[name] * 2 >= len(texts)]


def _kind(head: Front, own: _Own) -> Literal["referat", "dagsorden"] | None:
    """What the document says that it is; None where it does not: "Dagsorden" alone heads the list of items in either."""
    said = [read_kind(line.text) for line in head.free if key(line.text) != "dagsorden"]
    said += [read_kind(f"{v.name} {v.text}") for v in _values(head, "type", "body", "date")]
    if "referat" in said or own.texts():
        return "referat"
    if "dagsorden" in said:
        return "dagsorden"
    came = (v.name for v in head.values if v.role in ("present", "absent") and read_people(v.text))
    return "referat" if any(name.casefold().startswith(front_rules().took_place) for name in came) else None


class _Kept:
    """The people that a field holds, and whom their roles name."""

    def __init__(self, people: Sequence[Named]) -> None:
        self.by_given_name = are_given_names(people)
        self._said = {_spelled(text) for p in people for text in (p.navn, p.rolle) if text}

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and _spelled(name) in self._said

    def holds(self, text: str, *, some: bool = False) -> bool:
        """Whether nobody would be lost with the words of a line: all that look like a name, of which there are `some`, are of
        somebody kept.
        """
        names = list(_like_names(text))
        return (bool(names) or not some) and all(map(self._knows, names))

    def _knows(self, name: str) -> bool:
        spelled = _spelled(name)
        return spelled in self._said or any(spelled in said or said in spelled for said in self._said)


_PART = r"(?:[A-ZÆØÅ]\.|[A-ZÆØÅÖÄÜÉ][\w'’]++(?:[-–][\w'’]++)*+)"
_LONGEST_NAME = 6
_CAPITALS = re.compile(rf"(?<![\w'’–-]){_PART}(?:\s(?:(?:af|von|de|van)\s)?{_PART})+")


def _like_names(text: str) -> Iterable[str]:
    """Every run of capitalised words that is a name, without what may stand before it ("Afbud Ib Friis")."""
    for run in _CAPITALS.finditer(text):
        words = run[0].split()[-_LONGEST_NAME:]
        tails = (" ".join(words[n:]) for n in range(len(words) - 1))
        yield from [tail for tail in tails if is_name(tail)][:1]


def _spelled(text: str) -> str:
    return fold(text.casefold())


def _as_held(
    titles: Sequence[Title], body: str | None, date: dt.date | None, times: Container[str | None], place: str | None
) -> list[Title]:
    """The titles, spent only where all that they say is in the meeting's fields."""
    return [
        t._replace(
            spent=t.spent
            and t.date in (None, date)
            and (t.body is None or body is None or _same(t.body, body))
            and all(time in times for time in t.times)
            and (t.place is None or t.place.casefold() in (place or "").casefold())
        )
        for t in titles
    ]


def _used(front: Front, titles: Sequence[Title], kept: _Kept, named: tuple[str | None, str | None]) -> frozenset[int]:
    """The numbers of the lines that the meeting's fields hold; `named` are its body and its place."""
    read = [v.role not in ("other", "remarks") and _is_read(v, kept, named) for v in front.values]
    used = {n for v, whole in zip(front.values, read, strict=True) if whole for n in v.numbers}
    used -= {n for v, whole in zip(front.values, read, strict=True) if not whole for n in v.numbers}
    for line, title in zip(front.free, titles, strict=True):
        if title.spent or (kept.holds(line.text, some=True) and _tells_who_alone(line.text, kept)):
            used.add(line.number)
    return frozenset(used)


def _tells_who_alone(text: str, kept: _Kept) -> bool:
    """Whether each sentence of a line tells who was absent or came instead, and little more."""
    told = [(*find_absent(one), *find_substitutes(one, kept)) for one in split_people(text)]
    return all(told) and len(text) < 50 + 25 * sum(map(len, told))


_WORD = re.compile(r"[^\W\d_]{2,}")


def _is_list_alone(text: str, *, by_given_name: bool) -> bool:
    """Whether each line of a list of people says nothing beside what is read of them; a few words more may be titles."""
    people, of_lists = read_attendance(text, by_given_name=by_given_name), front_rules().of_lists
    said = of_lists | {word for p in people for field in p for word in _words(field)}
    firsts = [p.navn.split()[0] for p in people]
    lines = text.split("\n") if len(text) < _PAGE_LINE else [text]
    left = [sum(word not in said for word in _words(line)) for line in lines]
    named = [sum(first in line for first in firsts) for line in lines]
    few = all(words <= 2 + names for words, names in zip(left, named, strict=True))
    return bool(people) and few and sum(left) <= 2 + len(people)


def _words(text: str | None) -> list[str]:
    return _WORD.findall((text or "").casefold())


def _is_read(value: Value, kept: _Kept, named: tuple[str | None, str | None] = (None, None)) -> bool:
    """Whether all of a value went into a field."""
    if value.role in ("present", "absent"):
        nobody = not any(map(str.isalpha, value.text)) or value.text.strip(" .").casefold() in front_rules().nobody
        return nobody or (_is_list_alone(value.text, by_given_name=kept.by_given_name) and kept.holds(value.text))
    if value.role in ("place", "body", "type"):
        return _holds_no_more(" ".join(value.text.split()), named)
    return read_title(value.text).spent or len(value.text) < 12


def _holds_no_more(text: str, named: tuple[str | None, str | None]) -> bool:
    """Whether a value is one of these names, with nothing beside it but a date, a time or the words of titles."""
    for name in sorted(filter(None, named), key=len, reverse=True):
        at = text.casefold().find(name.casefold())
        if at >= 0:
            text = f"{text[:at]} {text[at + len(name) :]}"
    title = read_title(text)
    return not _WORD.search(text) or (title.spent and title.place is None) or any(read_span(text))


def _used_back(back: Front, kept: _Kept) -> frozenset[int]:
    spent = {n for v in _values(back, "end") if _is_read(v, kept) for n in v.numbers}
    return frozenset(spent | {line.number for line in back.free if len(line.text) < 60 and read_span(line.text)[1]})


def _notices(body: str | None, date: dt.date | None, decisions: Sequence[Decision]) -> list[tuple[str, str]]:
    notices = []
    if body is None:
        notices.append(("udvalg-mangler", "Dokumentet siger ikke, hvilket udvalg der holder mødet."))
    if date is None:
        notices.append(("dato-mangler", "Dokumentet siger ikke, hvornår mødet holdes."))
    elif body is not None:
        days = {day for organ, day in set(decisions) if day and organ and _same(organ, body)}
        if days and date not in days and len(days) == 1:
            other = next(iter(days))
            notices.append(("dato-uenig", f"Forsiden siger {date:%d.%m.%Y}, beslutningerne {other:%d.%m.%Y}."))
    return notices
