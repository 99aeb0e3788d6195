"""Tables of attendance: a head that names the columns, "Navn | Parti | Til stede", and a member a row with a mark."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from referat_parser.document import Line
from referat_parser.interpret.people import read_people
from referat_parser.lexicon import key, load_rules, words

_MAX_ROW = 200
_NEXT = 3
"""So many lines further on, empty ones among them, may a row stand."""


class _Rules(NamedTuple):
    columns: dict[str, str]
    """What each head names, by the head casefolded: name, party, role, present, absent or note."""
    head: re.Pattern[str]
    present: frozenset[str]
    absent: frozenset[str]
    row: re.Pattern[str]
    """A row whose cells are not told apart: a name, perhaps a party's letter, perhaps a mark."""


@lru_cache(maxsize=1)
def _rules() -> _Rules:
    marks: dict[str, list[str]] = load_rules("people")["marks"]
    kinds = {
        "members": "name",
        "parties": "party",
        "roles": "role",
        "columns": "present",
        "absences": "absent",
        "notes": "note",
    }
    columns = {word.casefold(): kind for group, kind in kinds.items() for word in marks[group]}
    longest = "|".join(sorted(map(re.escape, columns), key=len, reverse=True))
    said = "|".join(sorted(map(re.escape, (*marks["present"], *marks["absent"])), key=len, reverse=True))
    return _Rules(
        columns,
        head=re.compile(rf"({longest}):?(?=\s|$)\s*", re.IGNORECASE),
        present=frozenset(map(str.casefold, marks["present"])),
        absent=frozenset(map(str.casefold, marks["absent"])),
        row=re.compile(rf"(?P<name>\S.*?)(?:\s+\(?(?P<party>[A-ZÆØÅ]{{1,2}})\)?)?(?:\s+(?P<mark>{said}))?"),
    )


class Roll:
    """A table that is being read, row by row."""

    def __init__(self, kinds: Sequence[str], places: Sequence[float], numbers: Sequence[int]) -> None:
        self._kinds, self._places = kinds, places
        self.present: list[str] = []
        self.absent: list[str] = []
        self.numbers = list(numbers)

    def takes(self, row: Sequence[Line]) -> bool:
        """Whether a row is one of the table's; then its member is among the present or the absent, as a list names people."""
        if row[0].number > self.numbers[-1] + _NEXT:
            return False
        cells = self._cells(row)
        name = cells.get("name", "")
        if not name or len(name) > _MAX_ROW or name[-1] in ":." or len(read_people(name)) != 1:
            return False
        party = cells.get("party", "").strip("()")
        if party and len(party) > 3:
            return False
        member = f"{name} ({party})" if party and "(" not in name else name
        if role := cells.get("role"):
            member = f"{member}, {role}"
        reason = self._absence(cells)
        if reason is None:
            self.present.append(member)
        else:
            self.absent.append(f"{member}, {reason}" if reason else member)
        self.numbers += [line.number for line in row]
        return True

    def _absence(self, cells: dict[str, str]) -> str | None:
        """Why the member of a row is absent, "" where that is not said; None for one who is present."""
        rules = _rules()
        said, away = cells.get("present", "").casefold(), cells.get("absent", "").casefold()
        if said in rules.absent:
            return said
        if away and (away in rules.present or away in rules.absent):
            return "afbud"
        if "present" in self._kinds and not said and "absent" not in self._kinds:
            return ""
        return None

    def _cells(self, row: Sequence[Line]) -> dict[str, str]:
        """What stands below each head: by the place of the cells, or where there is but one text by what its words are."""
        if len(row) > 1 and self._places:
            cells: dict[str, str] = {}
            for line in row:
                x = line.box.x0 if line.box else 0.0
                column = min(range(len(self._places)), key=lambda at: abs(self._places[at] - x))
                cells[self._kinds[column]] = f"{cells.get(self._kinds[column], '')} {line.text}".strip()
            return cells
        text = " ".join(line.text for line in row)
        match = _rules().row.fullmatch(text) if len(text) <= _MAX_ROW else None
        if match is None:
            return {}
        found = {"name": match["name"], "party": match["party"] or ""}
        return found | {"present" if "present" in self._kinds else "absent": match["mark"] or ""}


def open_roll(row: Sequence[Line]) -> Roll | None:
    """The table whose head a row is: a column for names first, and one that tells who was there or away."""
    text = " ".join(line.text for line in row)
    if len(text) > _MAX_ROW or key(text) in words().front_labels:
        return None
    rules = _rules()
    kinds: list[str] = []
    at = 0
    while at < len(text) and (match := rules.head.match(text, at)) is not None:
        kinds.append(rules.columns[match[1].casefold()])
        at = match.end()
    told = {"present", "absent"} & set(kinds)
    if at < len(text) or len(kinds) < 2 or kinds[0] != "name" or not told or kinds.count("name") > 1:
        return None
    places = [line.box.x0 for line in row if line.box] if len(row) == len(kinds) else []
    return Roll(kinds, places, [line.number for line in row])
