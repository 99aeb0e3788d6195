"""The front and back matter of minutes as labelled values and free lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from referat_parser.bodies import sounds_like_body
from referat_parser.dates import find_date, find_times
from referat_parser.document import Line
from referat_parser.interpret.absences import is_list, tells_of_substitute
from referat_parser.interpret.names import is_name
from referat_parser.interpret.people import begins_group, cut_day, read_attendance, read_people
from referat_parser.interpret.rolls import Roll, open_roll
from referat_parser.lexicon import fold, fold_all, key, load_rules, remembered, words
from referat_parser.places import is_place_word

_SAME_BASELINE = 3.0
_MAX_LABEL = 45
_MAX_ROW = 300
_MARK = 3
"""A mark of more letters is a word."""
_NEXT = 6
"""So many lines further on may a value go on: a running header may stand between, a list of contents may not."""


class Value(NamedTuple):
    """What stands under one label: the role of the label, the value's lines, the numbers of all its lines."""

    role: str
    name: str
    lines: tuple[str, ...]
    numbers: tuple[int, ...]

    @property
    def text(self) -> str:
        return "\n".join(self.lines)


class Front(NamedTuple):
    """Labelled values, and the lines under no label."""

    values: tuple[Value, ...]
    free: tuple[Line, ...]


class FrontRules(NamedTuple):
    label: re.Pattern[str]
    inner: re.Pattern[str]
    """A label of the meeting's own facts that stands inside a line."""
    roles: dict[str, str]
    folded: dict[str, str]
    plain: frozenset[str]
    nobody: frozenset[str]
    of_lists: frozenset[str]
    """What a list of people says beside their names."""
    persons: frozenset[str]
    hints: tuple[tuple[str, tuple[str, ...]], ...]
    marks_head: re.Pattern[str]
    """The head of a table of members with marks: "Medlemmer Deltog Medlemmer Deltog"."""
    marked: re.Pattern[str]
    """A cell of it: a member and the mark behind."""
    present_marks: frozenset[str]
    took_place: tuple[str, ...]
    told: re.Pattern[str]
    """The mark of such a table without a head: a word for whether the member before it came."""
    of_the_last: re.Pattern[str]
    """A bullet and what is said of the one listed before it."""


_LEADING_BULLET = re.compile(r"[•·▪●*–-]\s+")


@lru_cache(maxsize=1)
def front_rules() -> FrontRules:
    """The labels of rules/labels.toml, and the marks of rules/people.toml."""
    table: dict[str, Any] = load_rules("labels")
    roles = {w.casefold(): e["role"] for e in table["label"] for w in e["words"]}
    plain = frozenset(w.casefold() for e in table["label"] if e["plain"] for w in e["words"])
    long = [w for w in roles if len(w) >= 6]
    folded = dict(zip(fold_all(map(key, long)), (roles[w] for w in long), strict=True))
    longest = "|".join(re.escape(w) for w in sorted(roles, key=len, reverse=True))
    label = re.compile(rf"(?:[•·*]\s*|[-–]\s+)?({longest})(?![\w/-])\.?\s*([:;]?)\s*", re.IGNORECASE)
    facts = "|".join(re.escape(w) for w in _by_length(table["label"], _RUN_ON))
    inner = re.compile(rf"(?<=\s)({facts})(?![\w/-])\.?\s*(:?)\s*")
    hints = tuple((role, tuple(words)) for role, words in table["hints"].items())
    people: dict[str, Any] = load_rules("people")
    nobody, persons = frozenset(people["words"]["nobody"]), frozenset(people["titles"]["roles"])
    marks: dict[str, list[str]] = people["marks"]
    members, columns, either = ("|".join(map(re.escape, marks[k])) for k in ("members", "columns", "present"))
    cell = rf"(\S.*?)\s+({either}|{'|'.join(map(re.escape, marks['absent']))})(?=\s+[A-ZÆØÅ]|\s*$)"
    said = "|".join(re.escape(m) for k in ("present", "absent") for m in marks[k] if len(m) > _MARK)
    return FrontRules(
        label,
        inner,
        roles,
        folded,
        plain,
        nobody,
        frozenset(people["words"]["of_lists"]),
        persons,
        hints,
        marks_head=re.compile(rf"(?:(?:{members})\s+(?:{columns})\s*)+"),
        marked=re.compile(cell),
        told=re.compile(rf"\s({said})(?=\s+(?-i:[A-ZÆØÅ])|\s*$)", re.IGNORECASE),
        took_place=tuple(table["titles"]["took_place"]),
        present_marks=frozenset(mark.casefold() for mark in marks["present"]),
        of_the_last=re.compile(
            rf"{_LEADING_BULLET.pattern}(?:{'|'.join(map(re.escape, marks['of_the_last']))})\b", re.IGNORECASE
        ),
    )


_RUN_ON = ("date", "time", "end", "place", "present", "absent")


def _by_length(labels: list[dict[str, Any]], roles: tuple[str, ...]) -> list[str]:
    """The words of the labels of these roles, the longest first."""
    return sorted((w for e in labels if e["role"] in roles for w in e["words"]), key=len, reverse=True)


_FEWEST_MEMBERS = 3


def with_members(front: Front) -> Front:
    """The front with a list of members under no label, one a line with the party, as those who were present; as it is
    where a label lists them.
    """
    if any(value.role == "present" for value in front.values):
        return front
    run: list[Line] = []
    for before, line in zip((None, *front.free), (*front.free, None), strict=True):
        if line is not None and _is_member(line.text) and (run or before is None or not before.text.endswith(":")):
            run.append(line)
        elif len(run) >= _FEWEST_MEMBERS:
            break
        else:
            run = []
    if len(run) < _FEWEST_MEMBERS:
        return front
    members = Value("present", "Medlemmer", tuple(line.text for line in run), tuple(line.number for line in run))
    return Front((*front.values, members), tuple(line for line in front.free if line not in run))


def with_told(front: Front) -> Front:
    """The front with the members of a table without a head, one or more a row, a word behind each for whether they came; as
    it is where a label lists people. The rows are no value's lines: they may say more than is read of them.
    """
    if any(value.role in ("present", "absent") for value in front.values):
        return front
    rows = {line.number: cells for line in front.free if (cells := _told(line.text))}
    if len(rows) < _FEWEST_MEMBERS:
        return front
    marks = front_rules().present_marks
    cells = [(name, mark.casefold()) for row in rows.values() for name, mark in row]
    came = Value("present", "Til stede", tuple(name for name, mark in cells if mark in marks), ())
    away = Value("absent", "Afbud", tuple(f"{name}, {mark}" for name, mark in cells if mark not in marks), ())
    return Front((*front.values, came, away), tuple(line for line in front.free if line.number not in rows))


def _told(text: str) -> list[tuple[str, str]]:
    """The members of a row and the word behind each; [] where the row holds more than the head of a further group, "Leder:"."""
    if len(text) > _MAX_ROW:
        return []
    cells: list[tuple[str, str]] = []
    begin = 0
    for mark in front_rules().told.finditer(text):
        cells.append((_DASH.split(text[begin : mark.start()].strip(), 1)[0], mark[1]))
        begin = mark.end()
    rest = text[begin:].strip()
    return cells if all(is_name(_BEHIND_NAME.split(name, 1)[0]) for name, _ in cells) and rest[-1:] in ("", ":") else []


_DASH = re.compile(r"\s+[-–]\s+")
_BEHIND_NAME = re.compile(r",|\s+\(")
_MEMBER = re.compile(r"[^()]{5,60}?(?:\([^()]{3,30}\))?\s*\([A-ZÆØÅ]{1,3}\)")


def _is_member(text: str) -> bool:
    """Whether a line is one person with the party in brackets at the end: "Ib Friis, formand (A)"."""
    people = read_people(text) if _MEMBER.fullmatch(text) else []
    return len(people) == 1 and people[0].parti is not None


@remembered
def lists_people(heading: str, *roles: str) -> bool:
    """Whether a heading is a label of those present or absent, or of the given one of these `roles`."""
    rules = front_rules()
    match = rules.label.fullmatch(heading)
    return match is not None and rules.roles[match[1].casefold()] in (roles or ("present", "absent"))


def read_front(lines: Sequence[Line]) -> Front:
    """The lines sorted into labelled values and free lines. Each line with text is in exactly one of them, but for one that
    holds several labels ("Mødedato 3. maj 2021 Mødested Rådhuset"): that is in the value of each.
    """
    values: list[Value] = []
    free: list[Line] = []
    current: _Open | None = None
    marked: _Marked | None = None
    roll: Roll | None = None
    rolls: list[Roll] = []
    rules = front_rules()
    for row in _rows(lines):
        numbers = tuple(line.number for line in row)
        row = _without_rules(row)
        text = "   ".join(line.text for line in row)
        if roll is not None and roll.takes(row):
            continue
        if (roll := open_roll(row)) is not None:
            rolls.append(roll)
            continue
        if marked is not None and marked.takes(text, numbers):
            continue
        if rules.marks_head.fullmatch(text):
            marked = _Marked(numbers)
            continue
        if current is not None and current.goes_with_last(text):
            current.lines[-1] += f", {_LEADING_BULLET.sub('', text)}"
            current.numbers.extend(numbers)
            continue
        label = _read_label(row)
        if label is not None and current is not None and current.lists(label):
            current.lines.append(f"{label[2]}, {label[1]}")
            current.numbers.extend(numbers)
        elif label is not None:
            if current is not None:
                values.append(current.close())
            current = _Open(label[0], label[1], list(numbers), [label[2]] if label[2] else [])
        elif (
            current is not None
            and numbers[0] <= current.numbers[-1] + _NEXT
            and current.takes(" ".join(line.text for line in row))
        ):
            current.lines.append("   ".join(line.text for line in row))
            current.numbers.extend(numbers)
        else:
            if current is not None:
                values.append(current.close())
                current = None
            if values and (longer := _with_row(values[-1], text, numbers)):
                values[-1] = longer
                continue
            free.append(row[0] if len(row) == 1 else row[0]._replace(text=" ".join(line.text for line in row)))
    if current is not None:
        values.append(current.close())
    free = _join_dates(free)
    tables = [value for table in (marked, *rolls) if table is not None for value in _close(table)]
    return Front((*values, *tables), tuple(free))


_ROW_OF_MEMBERS = re.compile(r"(?:[A-ZÆØÅ][^()\d]{4,60} \([A-ZÆØÅ]{1,3}\)(?:\s+|$)){2,}")


def _with_row(value: Value, text: str, numbers: tuple[int, ...]) -> Value | None:
    """A list of members with a further row of its columns, above which a page's letterhead stood; None for any other line."""
    if value.role != "present" or "(" not in text or numbers[0] > value.numbers[-1] + _NEXT:
        return None
    if _ROW_OF_MEMBERS.fullmatch(text) is None or _ROW_OF_MEMBERS.fullmatch(value.lines[-1]) is None:
        return None
    return value._replace(lines=(*value.lines, text), numbers=(*value.numbers, *numbers))


def _without_rules(row: list[Line]) -> list[Line]:
    """The row of a table that was printed with strokes between its cells, without them: "Sted: | Rådhuset |"."""
    text = row[0].text
    if len(row) > 1 or "|" not in text or not (text.rstrip().endswith("|") or ": |" in text):
        return row
    cells = [cell.strip() for cell in text.split("|")]
    return [row[0]._replace(text="   ".join(cell for cell in cells if cell))]


_OPEN_DATE = re.compile(
    r"(?:\bden|\bd\.|\d{1,2}\.?(?: (?:jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec)[a-zæøå.]*)?)$", re.IGNORECASE
)
_GOES_ON = re.compile(
    r"(?:(?:19|20)\d\d\b|\d{1,2}\.? (?:jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec)|(?:jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec)\w* (?:19|20)\d\d)",
    re.IGNORECASE,
)


def _join_dates(free: list[Line]) -> list[Line]:
    """The lines with a date whole again that was broken over two: "Byrådets møde den 24. november" and "2011"."""
    joined: list[Line] = []
    for line in free:
        before = joined[-1] if joined else None
        if (
            before is not None
            and line.number - before.number < 3
            and 12 < len(before.text) < _MAX_ROW
            and _GOES_ON.match(line.text)
            and _OPEN_DATE.search(before.text)
            and find_date(before.text) is None
        ):
            joined[-1] = before._replace(text=f"{before.text} {line.text}")
        else:
            joined.append(line)
    return joined


def _close(table: _Marked | Roll) -> Iterator[Value]:
    """The two lists of a table of members; its lines belong to the first."""
    yield Value("present", "Medlemmer", tuple(table.present), tuple(table.numbers))
    if table.absent:
        yield Value("absent", "Afbud", tuple(table.absent), ())


class _Open:
    """The label whose value is being read."""

    def __init__(self, role: str, name: str, numbers: list[int], lines: list[str]) -> None:
        self.role, self.name, self.numbers, self.lines = role, name, numbers, lines

    def close(self) -> Value:
        return Value(self.role, self.name, tuple(self.lines), tuple(self.numbers))

    def goes_with_last(self, text: str) -> bool:
        """Whether a line tells of the one listed before it, in a list with bullets: "• Ib Friis" and "• Ikke til stede"."""
        return (
            self.role == "present"
            and bool(self.lines)
            and len(text) < _MAX_LABEL + 15
            and front_rules().of_the_last.match(text) is not None
            and _LEADING_BULLET.match(self.lines[-1]) is not None
        )

    def lists(self, label: tuple[str, str, str]) -> bool:
        """Whether a label of its own is the role of somebody in this list: "Formand: Ib Friis (A)" below "Medlemmer:"."""
        return (
            self.role == "present"
            and label[0] == "other"
            and label[1].casefold() in front_rules().persons
            and len(read_people(label[2])) == 1
        )

    def takes(self, text: str) -> bool:
        """Whether a line without a label of its own goes on with this label's value."""
        if self.role in ("present", "absent"):
            return self._takes_person(text)
        if self.role == "other":
            return bool(read_people(text)) and not find_date(text)
        if self.role == "remarks":
            return not self.lines
        if self.role == "place" and len(self.lines) == 1 and is_place_word(text):
            return True  # "Byrådssalen, Sønderby" and "Rådhus", broken in a narrow cell
        if self.lines or text.endswith(":"):
            return False
        if self.role == "date":
            return find_date(text) is not None or bool(find_times(text))
        return self.role in ("body", "type", "place") or bool(find_times(text)) or _is_hour(text)

    def _takes_person(self, text: str) -> bool:
        if (of_the_day := cut_day(text)) != text:
            nobody = of_the_day.casefold().strip(" .") in front_rules().nobody
            return nobody or (is_list(of_the_day) and bool(read_people(of_the_day)))
        if self.lines and self.lines[-1].endswith((",", " og", "-")) and not self.lines[-1].endswith(" -"):
            return True
        if text.casefold().strip(" .") in front_rules().nobody:
            return not self.lines
        if text.endswith(":") and len(text) < _MAX_LABEL + 15 and self.role == "present":
            return True  # a group of them: "Fra foreningerne:"
        if self.role == "absent" and self.lines and begins_group(text) and not any(map(begins_group, self.lines)):
            return False  # "Dirigent: Ib Friis" below those who are absent
        if (self.role == "absent" and not is_list(text)) or tells_of_substitute(text.partition(". ")[0]):
            return False
        people = read_people(text)
        if not people:
            return bool(self.lines) and len(read_people("\n".join((*self.lines, text)))) > len(
                read_people("\n".join(self.lines))
            )
        return (
            find_date(text) is None
            and len(text) < 60 + 60 * len(people)
            and not re.search(r"\w{3}\. [A-ZÆØÅ]\w+ \w+ \w+ \w+ \w+", text)
        )


class _Marked:
    """A table of members with a mark behind each: "Ib Friis (A) X Bo Lund (V) Afbud"."""

    def __init__(self, numbers: tuple[int, ...]) -> None:
        self.present: list[str] = []
        self.absent: list[str] = []
        self.numbers = list(numbers)

    def takes(self, text: str, numbers: tuple[int, ...]) -> bool:
        """Whether a row is one of the table's: nothing but members, each with a mark."""
        if len(text) > _MAX_ROW:
            return False
        marked = front_rules().marked
        cells = [(cell[1], cell[2].casefold()) for cell in marked.finditer(text)]
        rest = marked.sub("", text).strip()
        if not cells or rest or not all(read_people(name) for name, _ in cells):
            return False
        for name, mark in cells:
            present = mark in front_rules().present_marks
            (self.present if present else self.absent).append(name if present else f"{name}, {mark}")
        self.numbers.extend(numbers)
        return True


def _is_hour(text: str) -> bool:
    return bool(
        re.fullmatch(
            r"(?:kl\.?\s*)?\d{1,2}(?:[.:]\d\d)?(?:\s*[-–]\s*\d{1,2}(?:[.:]\d\d)?)?", text.strip(), re.IGNORECASE
        )
    )


def _rows(lines: Sequence[Line]) -> list[list[Line]]:
    """The lines with text, those on one baseline of a page together, from left to right; a line of several labels in its parts."""
    rows: list[list[Line]] = []
    for line in lines:
        if not line.text.strip():
            continue
        if rows and line.box and (last := rows[-1][-1]).box and last.page == line.page:
            beside = abs(last.box.top - line.box.top) <= _SAME_BASELINE and line.box.x0 > last.box.x0
            if beside:
                rows[-1].append(line)
                continue
        rows.append([_with_breaks(line)])
    return [part for row in rows for part in _parted(row)]


_GLUED_KIND = re.compile(r"[A-ZÆØÅ][a-zæøå]+(?=[A-ZÆØÅ][a-zæøå])")
_GLUED_MEMBER = re.compile(r"(?<=[A-ZÆØÅ]\)) ([A-ZÆØÅ])(?=[A-ZÆØÅ][a-zæøåéöü.])")
"""Behind initials a party's letter with the next name glued to it: "Ib Friis (IBF) VLis Holm (LHO) A"."""


def _with_breaks(line: Line) -> Line:
    """The line with a sign where a break was lost: behind the document's kind, "ReferatByrådet", and between members."""
    text = line.text
    if (kind := _GLUED_KIND.match(text)) is not None and key(kind[0]) in words().document_kinds:
        return line._replace(text=f"{kind[0]} {text[kind.end() :]}")
    return line._replace(text=_GLUED_MEMBER.sub(r" \1, ", text)) if ") " in text else line


def _parted(row: list[Line]) -> list[list[Line]]:
    """The row; or a part for each label of the one line that it is, where all are labels with their values."""
    text, rules = row[0].text, front_rules()
    if len(row) > 1 or len(text) > _MAX_ROW or rules.label.match(text) is None:
        return [row]
    marks = rules.inner.finditer(text)
    starts = [0, *(mark.start() for mark in marks if mark[2] or mark[1].casefold() in rules.plain)]
    if len(starts) == 1:
        return [row]
    parts = [text[a:b].strip() for a, b in zip(starts, [*starts[1:], len(text)], strict=True)]
    rows = [[row[0]._replace(text=part)] for part in parts]
    return rows if all(_is_whole(part) for part in rows) else [row]


def _is_whole(row: list[Line]) -> bool:
    """Whether a row is a label with a value that suits it."""
    label = _read_label(row)
    return label is not None and bool(label[2]) and _suits(label[0], label[2])


def _read_label(row: list[Line]) -> tuple[str, str, str] | None:
    """The role, the name and the value of the label that a row begins with."""
    rules = front_rules()
    text = row[0].text
    match = rules.label.match(text)
    if not match and (misread := _read_misread(text, rules)):
        return misread
    if not match or (rules.roles[match[1].casefold()] in ("present", "absent") and not match[2] and text.endswith(":")):
        return _read_hint(text, rules) or _read_members(text)
    word = match[1].casefold()
    role = rules.roles[word]
    beside = "   ".join(line.text for line in row[1:])
    value = text[match.end() :].strip()
    if not match[2] and role in ("present", "absent") and (group := _FROM_GROUP.match(value)):
        return role, f"{match[1]} {group['of']}", value[group.end() :]
    if match[2] or not value:
        return role, match[1], " ".join(part for part in (value, beside) if part)
    if beside:
        return None
    if word in rules.plain and _suits(role, value):
        return role, match[1], value
    return None


_FROM_GROUP = re.compile(r"(?P<of>fra [^\W\d](?:[^\W\d]|[ ,/-]){2,40}):\s+(?=\w)")
"""Of which group a label tells: "Til stede fra bestyrelsen: ..."."""


def _read_misread(text: str, rules: FrontRules) -> tuple[str, str, str] | None:
    """A label that a scanner misread, before a colon or alone on its line: "Mødcdato: 3. maj 2021"."""
    word, colon, value = text.partition(":")
    if not 6 <= len(word) <= 30 or not (colon or len(text) <= 30):
        return None
    role = rules.folded.get(fold(key(word)))
    return (role, word, value.strip()) if role else None


def _read_hint(text: str, rules: FrontRules) -> tuple[str, str, str] | None:
    """The role of a line that ends in a colon and speaks of absence or attendance: "Følgende havde meldt afbud:"."""
    if not text.endswith(":") or len(text) > _MAX_LABEL:
        return None
    low = text.casefold()
    role, word = next(((role, word) for role, words in rules.hints for word in words if word in low), (None, ""))
    if role is None or read_people(text[: low.find(word)]):
        return None  # somebody's row of a table, the next column's head behind the mark
    return role, text[:-1], ""


def _read_members(text: str) -> tuple[str, str, str] | None:
    """A body with its members behind a colon: "Bestyrelsen: Ib Friis, Lis Holm og Bo Lund"."""
    name, colon, value = text.partition(": ")
    if not colon or " " in name or not sounds_like_body(name) or len(read_people(value)) < 2:
        return None
    return "present", name, value


def _suits(role: str, value: str) -> bool:
    """Whether a value behind a label without a colon is one for it."""
    if role == "date":
        return find_date(value) is not None
    if role in ("time", "end"):
        return bool(find_times(value)) or _is_hour(value)
    if role in ("present", "absent"):
        named = value.casefold().strip(" .") in front_rules().nobody
        people = read_attendance(value)
        return named or bool(people and (value[:1].isupper() or people[0].rolle)) or value.startswith("(")
    if role == "place":
        return value[:1].isupper() or value[:1].isdigit()
    return value[:1].isupper() and len(value) < 200
