#!/usr/bin/env python3
"""Metamorphic transformations: a case in another format, whose meaning and gold stay.

    transform.py list                                   the transformations, and how many cases each applies to
    transform.py show NAME CASE [--dir DIR]             the transformed case as text
    transform.py score [--dir DIR ...] [--only NAME ...] [--as txt word] [--worst [N]] [--json]

`score` parses every case under every transformation in-process and prints one row a transformation; `--worst` lists
the N pairs of case and transformation that lost most against the same case untransformed, and what differs in them.
"""

from __future__ import annotations

import argparse
import datetime as dt
import itertools
import json
import re
import sys
import tempfile
import textwrap
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
import corpus
from corpus import Case, Line, Tally

CASES = Path(__file__).parent / "cases"
MONTHS = [
    *("januar", "februar", "marts", "april", "maj", "juni"),
    *("juli", "august", "september", "oktober", "november", "december"),
]
BLANK = Line("", "")
Figures = dict[str, Tally]


# --- what a case is made of -------------------------------------------------------------------------


def with_lines(case: Case, lines: Iterable[Line]) -> Case | None:
    """The case with other lines; None when they are the same, so that nothing was transformed."""
    changed = list(lines)
    return None if changed == case.lines else Case(case.name, case.facts, changed)


def retext(case: Case, change: Callable[[Line], str]) -> Case | None:
    """The case with each line's text changed."""
    return with_lines(case, (replace(line, text=change(line)) for line in case.lines))


def is_section_heading(line: Line) -> bool:
    return line.label.endswith("!")


def core(text: str) -> str:
    """A heading's words without bullet and colon."""
    return text.strip("• :")


def pick(options: list[Any], case: Case, n: int = 0) -> Any:
    """One of the options, the same in every run."""
    return options[(zlib.crc32(case.name.encode()) + n) % len(options)]


def is_airy(case: Case) -> bool:
    """Whether section headings mostly stand with an empty line after them."""
    after = [case.lines[i + 1].label == "" for i, line in enumerate(case.lines[:-1]) if is_section_heading(line)]
    return sum(after) * 2 > len(after)


@dataclass(frozen=True)
class Section:
    """The lines of one section of an item, its headings first."""

    kind: str
    lines: tuple[Line, ...]

    @property
    def is_headed(self) -> bool:
        return is_section_heading(self.lines[0])

    @property
    def is_bare(self) -> bool:
        """A heading over nothing."""
        return all(line.kind is None for line in self.lines)


def kind_of(line: Line) -> str | None:
    match = corpus.LABEL.match(line.label)
    return match[3] if match else None


def split_items(lines: list[Line]) -> Iterator[tuple[int | None, list[Line]]]:
    """The document in runs: what is about an item, from its first line to its last, and what lies between."""
    last = {line.item: i for i, line in enumerate(lines) if line.item}
    start = 0
    while start < len(lines):
        item = lines[start].item
        end = start + 1
        if item:
            end = last[item] + 1
        else:
            while end < len(lines) and not lines[end].item:
                end += 1
        yield item, lines[start:end]
        start = end


def split_sections(lines: list[Line]) -> tuple[list[Line], list[Section]]:
    """An item's lines before its first section, and its sections."""
    head: list[Line] = []
    sections: list[list[Line]] = []
    kinds: list[str] = []
    for i, line in enumerate(lines):
        kind = kind_of(line)
        before = next((other for other in reversed(lines[:i]) if other.label), BLANK)
        joins = bool(kinds) and kind == kinds[-1] and (not is_section_heading(line) or is_section_heading(before))
        if kind and not joins:
            sections.append([line])
            kinds.append(kind)
        else:
            (sections[-1] if sections else head).append(line)
    return head, [Section(kind, tuple(part)) for kind, part in zip(kinds, sections, strict=True)]


def follows_presentation(sections: list[Section]) -> set[Section]:
    """The `oevrige` sections directly after the presentation of the case: there they would be `afsnit` of it."""
    return {b for a, b in itertools.pairwise(sections) if a.kind == "sagsfremstilling" and b.kind == "oevrige"}


def reorder(case: Case, order: Callable[[list[Section]], list[Section]]) -> Case | None:
    """The case with the sections of each item in another order, where that leaves every section what it is."""

    def reordered(lines: list[Line]) -> list[Line]:
        head, sections = split_sections(without_page_furniture(lines))
        if not all(s.is_headed and not (s.is_bare and s.kind != "vedtagelse") for s in sections):
            return lines
        changed = order(sections)
        if changed == sections or follows_presentation(changed) != follows_presentation(sections):
            return lines
        gap = [BLANK] if is_airy(case) else []
        return [
            *head,
            *(line for i, s in enumerate(changed) for line in [*(gap if i else []), *trimmed(list(s.lines))]),
        ]

    return with_lines(
        case, [line for item, part in split_items(case.lines) for line in (reordered(part) if item else part)]
    )


def trimmed(lines: list[Line]) -> list[Line]:
    """The lines without empty ones at the end."""
    while lines and not lines[-1].label:
        lines = lines[:-1]
    return lines


# --- numbering --------------------------------------------------------------------------------------


def numbers_of(case: Case) -> list[int]:
    """The items' own numbers where they are numbers that rise, else 1, 2, 3 …"""
    own = [item.get("nummer", "") for item in case.items]
    if own and all(n.isdigit() and not n.startswith("0") for n in own):
        values = [int(n) for n in own]
        if values == sorted(set(values)):
            return values
    return list(range(1, len(own) + 1))


def mark_of(case: Case, n: int) -> tuple[str, str]:
    """What an item's heading prints before its title, without the number, and after it, about open and closed."""
    title = case.items[n - 1]["titel"]
    printed = " ".join(line.text for line in case.lines if line.label == f"{n}#")
    at = printed.rfind(title)
    if at < 0:
        return "", ""
    closed = re.search(r"\(?Lukket( punkt| sag)?\)?[ :-]*", printed[:at])
    after = re.match(r"\s*(\([^)]*\)|[-–] ?lukket[\w ]*)", printed[at + len(title) :], re.IGNORECASE)
    return (closed[0] if closed else ""), (after[0] if after else "")


def with_headings(case: Case, form: Callable[[int], list[str]]) -> list[Line]:
    """The case's lines with the heading of each item n, where it first stands, as `form(n)` has it, a line each."""
    lines: list[Line] = []
    done: set[int] = set()
    for line in case.lines:
        if not line.label.endswith("#"):
            lines.append(line)
        elif line.item and line.item not in done:
            done.add(line.item)
            lines += [Line(line.label, text) for text in form(line.item)]
    return lines


def renumber(case: Case, form: Callable[[str, str], list[str]], numbers: list[int] | None = None) -> Case | None:
    """The case with every item's heading printed anew by `form(number, title)`, and its list of contents with it."""
    numbers = numbers or numbers_of(case)
    titles = {n: item["titel"].join(mark_of(case, n)) for n, item in enumerate(case.items, 1)}
    lines = with_headings(case, lambda n: form(str(numbers[n - 1]), titles[n]))
    items = [{**item, "nummer": str(number)} for item, number in zip(case.items, numbers, strict=True)]
    changed = Case(case.name, {**case.facts, "punkt": items}, single_blanks(lines))
    if any(line.label == "T" for line in case.lines):
        entries = [" ".join(form(str(number), titles[n])) for n, number in enumerate(numbers, 1)]
        changed = list_contents(changed, entries)
    return changed


def single_blanks(lines: list[Line]) -> list[Line]:
    return [line for i, line in enumerate(lines) if line.label or (i and lines[i - 1].label)]


def list_contents(case: Case, entries: list[str]) -> Case:
    """The case with this list of contents, dotted leaders and page numbers, where one stood or before the first item."""
    rows = [Line("T", f"{entry} {'.' * max(4, 84 - len(entry))} {2 + i + i // 2}") for i, entry in enumerate(entries)]
    block = [BLANK, Line("T", "Indholdsfortegnelse"), BLANK, *rows, BLANK]
    at = next((i for i, line in enumerate(case.lines) if line.label == "T"), None)
    if at is None:
        at = next(i for i, line in enumerate(case.lines) if line.item)
    before, after = case.lines[:at], [line for line in case.lines[at:] if line.label != "T"]
    return Case(case.name, case.facts, single_blanks([*before, *block, *after]))


def printed_heads(case: Case) -> list[str]:
    """Each item's heading in one line, as it is printed."""
    return [
        " ".join(dict.fromkeys(line.text for line in case.lines if line.label == f"{n}#"))
        for n in range(1, len(case.items) + 1)
    ]


def add_contents(case: Case) -> Case:
    return list_contents(case, printed_heads(case))


def drop_contents(case: Case) -> Case | None:
    return with_lines(case, single_blanks([line for line in case.lines if line.label != "T"]))


def mark_closed_after(case: Case) -> Case | None:
    """Closed items marked "(Lukket)" after the title, whatever marked them before."""
    if not any(item.get("lukket") for item in case.items):
        return None
    numbered = all(item.get("nummer") for item in case.items)

    def title(n: int) -> str:
        return case.items[n - 1]["titel"] + (" (Lukket)" if case.items[n - 1].get("lukket") else mark_of(case, n)[1])

    def heading(n: int) -> list[str]:
        return [(f"{case.items[n - 1]['nummer']}. " if numbered else "") + title(n)]

    changed = Case(case.name, case.facts, single_blanks(with_headings(case, heading)))
    return list_contents(changed, printed_heads(changed)) if any(line.label == "T" for line in case.lines) else changed


# --- headings ---------------------------------------------------------------------------------------

OTHER_WORD = {
    "resume": "Sammendrag",
    "resumé": "Sammendrag",
    "sagens kerne": "Resumé",
    "beslutningstema": "Resumé",
    "sagsfremstilling": "Sagsbeskrivelse",
    "sagsbeskrivelse": "Sagsfremstilling",
    "indstilling": "Forslag til beslutning",
    "beslutning": "Afgørelse",
    "vedtagelse": "Beslutning",
    "bilag": "Vedhæftede filer",
}
INVENTED = [
    "Landdistriktsperspektiv",
    "Trafiksikkerhed i området",
    "Betydning for havnens brugere",
    "Sammenhæng til bosætningspolitikken",
    "Hensyn til frivillige foreninger",
    "Robusthed over for klimaændringer",
]
SENTENCES = [
    "Forslaget berører to landsbyer med tilsammen 430 indbyggere, og de lokale foreninger kender planerne.",
    "Der er i dag 14 pladser, og behovet skønnes at vokse med tre om året frem mod slutningen af perioden.",
    "Skolevejen går langs sydsiden, hvor farten er målt til 47 km/t i gennemsnit.",
    "Området har siden 1998 været passet af et laug, der selv betaler for såsæd og redskaber.",
    "Virkningen ventes at være lille, men den kan først gøres op, når to vintre er gået.",
    "Ni ud af ti adspurgte kender ordningen, og seks ud af ti har brugt den inden for det seneste år.",
    "De berørte brugere har fået brev og kan få vejledning på telefon eller ved fremmøde.",
]


def like_headings(case: Case, words: str) -> str:
    """The words printed as the case prints its section headings: capitals, colon, bullet."""
    texts = [line.text for line in case.lines if is_section_heading(line)]

    def most(test: Callable[[str], bool]) -> bool:
        return sum(map(test, texts)) * 2 > len(texts)

    words = words.upper() if most(str.isupper) else words
    return (
        ("• " if most(lambda t: t.startswith("• ")) else "") + words + (":" if most(lambda t: t.endswith(":")) else "")
    )


def in_capitals(case: Case) -> Case | None:
    return retext(case, lambda line: line.text.upper() if is_section_heading(line) else line.text)


def with_colon(case: Case) -> Case | None:
    return retext(
        case, lambda line: line.text + ":" if is_section_heading(line) and line.text[-1:] not in ".:,;" else line.text
    )


def run_on(case: Case) -> Case | None:
    """Known bare headings with a colon and their text on the same printed line."""
    lines: list[Line] = []
    for i, line in enumerate(case.lines):
        following = next((other for other in case.lines[i + 1 :] if other.label), BLANK)
        if (
            is_section_heading(line)
            and core(line.text).casefold() in OTHER_WORD
            and following.kind == kind_of(line) != "bilag"
            and not following.runs_on
        ):
            lines.append(replace(line, text=core(line.text) + ":"))
        elif line.kind and is_run_on_start(lines, line.kind):
            while not lines[-1].label:
                lines.pop()
            lines.append(replace(line, runs_on=True))
        else:
            lines.append(line)
    return with_lines(case, lines)


def is_run_on_start(lines: list[Line], kind: str) -> bool:
    """Whether the last line that is not empty is a bare known heading with a colon over a section of this kind."""
    last = next((line for line in reversed(lines) if line.label), BLANK)
    bare = last.text.endswith(":") and core(last.text).casefold() in OTHER_WORD
    return is_section_heading(last) and bare and kind_of(last) == kind != "bilag"


def renamed(case: Case) -> Case | None:
    def other(line: Line) -> str:
        word = OTHER_WORD.get(core(line.text).casefold()) if is_section_heading(line) else None
        if not word:
            return line.text
        return line.text.replace(core(line.text), word.upper() if line.text.isupper() else word)

    return retext(case, other)


def with_invented_part(case: Case) -> Case | None:
    """An invented heading with a sentence below it at the end of the presentation of every case."""
    return insert_after(case, "sagsfremstilling", "sagsfremstilling", "sagsfremstilling")


def with_invented_section(case: Case) -> Case | None:
    """An invented heading with a sentence below it after the recommendation of every case."""
    return insert_after(case, "indstilling", "oevrige!", "oevrige")


def insert_after(case: Case, kind: str, head_label: str, text_label: str) -> Case | None:
    heading = like_headings(case, pick(INVENTED, case))
    gap = [BLANK] if is_airy(case) else []
    lines: list[Line] = []
    for item, part in split_items(case.lines):
        head, sections = split_sections(part) if item else (part, [])
        lines += head
        # only the last of a kind, and only where it is headed: text under no heading has no place after it
        at = max((i for i, s in enumerate(sections) if s.kind == kind and s.is_headed), default=None)
        for i, section in enumerate(sections):
            own = list(section.lines)
            if i == at:
                new = [
                    Line(f"{item}:{head_label}", heading),
                    *gap,
                    Line(f"{item}:{text_label}", pick(SENTENCES, case, item or 0)),
                ]
                own = [*trimmed(own), *(gap or []), *new, *own[len(trimmed(own)) :]]
            lines += own
    return with_lines(case, lines)


def decisions_with_body(case: Case) -> Case | None:
    """A bare decision heading that names body and day, which are the meeting's."""
    day: dt.date = case.facts["dato"]
    text = f"Beslutning i {case.facts['udvalg']} den {day.day}. {MONTHS[day.month - 1]} {day.year}"
    lines = list(case.lines)
    for i, line in enumerate(lines):
        after = next((other for other in lines[i + 1 :] if other.label), BLANK)
        bare = core(line.text).casefold() in ("beslutning", "vedtagelse") and after.kind == "vedtagelse"
        if line.label.endswith(":vedtagelse!") and bare and not after.runs_on:
            lines[i] = replace(
                line, text=line.text.replace(core(line.text), text.upper() if line.text.isupper() else text)
            )
    return with_lines(case, lines)


# --- order, furniture, space --------------------------------------------------------------------------


def decision_first(case: Case) -> Case | None:
    return reorder(case, lambda s: sorted(s, key=lambda section: section.kind != "vedtagelse"))


def attachments_first(case: Case) -> Case | None:
    """Attachments before the recommendation."""

    def order(sections: list[Section]) -> list[Section]:
        moved = [s for s in sections if s.kind == "bilag"]
        rest = [s for s in sections if s.kind != "bilag"]
        at = next((i for i, s in enumerate(rest) if s.kind == "indstilling"), None)
        first = next((i for i, s in enumerate(sections) if s.kind == "indstilling"), 0)
        if at is None or not moved or sections.index(moved[0]) < first:
            return sections
        return [*rest[:at], *moved, *rest[at:]]

    return reorder(case, order)


def without_page_furniture(lines: list[Line]) -> list[Line]:
    """The lines without running headers and page numbers: runs of furniture with a digit in them."""
    runs = itertools.groupby(lines, lambda line: line.label == "F")
    parts = ((is_furniture, list(run)) for is_furniture, run in runs)
    kept = (part for is_furniture, part in parts if not is_furniture or not any(re.search(r"\d", f.text) for f in part))
    return [line for part in kept for line in part]


def with_furniture(case: Case) -> Case | None:
    """A running header and a page number about every thirty lines, in the midst of a paragraph where one is long."""
    day: dt.date = case.facts["dato"]
    header = " ".join(filter(None, (case.facts.get("kommune"), case.facts["udvalg"], f"{day:%d-%m-%Y}")))
    kept = without_page_furniture(case.lines)
    pages: list[list[Line]] = [[]]
    first = next((i for i, line in enumerate(kept) if line.item), 0)
    for i, line in enumerate(kept):
        cut = line.text.find(" ", len(line.text) // 2)
        if (
            i > first
            and len(pages[-1]) >= 28
            and line.kind
            and line.kind != "bilag"
            and len(line.text) > 110
            and cut > 0
        ):
            pages[-1].append(replace(line, text=line.text[:cut]))
            pages.append([Line(line.label, line.text[cut + 1 :])])
        elif i > first and len(pages[-1]) >= 45 and line.label and not line.runs_on:
            pages.append([line])
        else:
            pages[-1].append(line)
    lines: list[Line] = []
    for n, page in enumerate(pages, 1):
        gap = [BLANK] if n % 2 else []  # some extractors put an empty line at a page break, some do not
        lines += [
            *page,
            *gap,
            Line("F", f"Side {n} af {len(pages)}"),
            *([Line("F", header)] if n < len(pages) else []),
            *gap,
        ]
    return with_lines(case, lines)


def doubled_blanks(case: Case) -> Case | None:
    return with_lines(case, [copy for line in case.lines for copy in ([line] if line.label else [line, line])])


def dropped_blanks(case: Case) -> Case | None:
    return with_lines(case, [line for line in case.lines if line.label])


def indented(case: Case) -> Case | None:
    return retext(
        case, lambda line: "    " + line.text if line.label and not line.runs_on and not line.is_heading else line.text
    )


# --- dates and parties --------------------------------------------------------------------------------

WORDED = re.compile(rf"(?<!\d)(\d{{1,2}})\.\s?({'|'.join(MONTHS)})\s(\d{{4}})", re.IGNORECASE)
NUMERIC = re.compile(r"(?<![\d./-])(\d{1,2})([-.])(\d{1,2})\2(\d{4})(?![\d/-])")


def with_dates(case: Case, form: Callable[[dt.date], str]) -> Case | None:
    """Dates printed by `form` in front matter, running headers and headings of decisions."""

    def worded(match: re.Match[str]) -> str:
        return form(dt.date(int(match[3]), MONTHS.index(match[2].lower()) + 1, int(match[1])))

    def numeric(match: re.Match[str]) -> str:
        return form(dt.date(int(match[4]), int(match[3]), int(match[1])))

    def change(line: Line) -> str:
        if line.label not in ("D", "F") and not line.label.endswith(":vedtagelse!"):
            return line.text
        text = NUMERIC.sub(numeric, WORDED.sub(worded, line.text))
        return text.upper() if line.text.isupper() else text

    return retext(case, change)


def party_after_comma(case: Case) -> Case | None:
    """ "Lis Harboe (C)" becomes "Lis Harboe, C"; names in one line are then parted by semicolons."""
    mark = re.compile(r" \(([A-ZÆØÅ]{1,2})\)")

    def change(line: Line) -> str:
        if line.label != "D" or not mark.search(line.text) or re.search(r"\) (?!og\b)[a-zæøå]", line.text):
            return line.text
        return mark.sub(r", \1", re.sub(r"(\([A-ZÆØÅ]{1,2}\)), (?!Suppleant|sag)", r"\1; ", line.text))

    return retext(case, change)


def party_in_brackets(case: Case) -> Case | None:
    """ "Lis Harboe, C" and "Lis Harboe, (C)" become "Lis Harboe (C)"."""
    return retext(
        case, lambda line: re.sub(r", \(?([A-ZÆØÅ])\)?$", r" (\1)", line.text) if line.label == "D" else line.text
    )


def everything(case: Case) -> Case | None:
    """Another format in all: numbering, words and form of headings, dates, furniture."""
    for change in (
        lambda c: renumber(c, lambda n, title: [f"Pkt. {n} - {title}"]),
        renamed,
        in_capitals,
        lambda c: with_dates(c, lambda day: f"{day:%d-%m-%Y}"),
        with_invented_part,
        with_furniture,
    ):
        case = change(case) or case
    return case


# --- the list -----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Transformation:
    name: str
    says: str
    apply: Callable[[Case], Case | None]  # None where it makes no sense for the case
    width: int = 0  # the text is wrapped at so many columns
    typographic: bool = False  # matters for a PDF too


def _numbered(name: str, says: str, form: Callable[[str, str], list[str]]) -> Transformation:
    return Transformation(name, says, lambda case: renumber(case, form), typographic=True)


TRANSFORMATIONS = [
    _numbered("nr-punkt-kolon", 'items "Punkt 4: Titel"', lambda n, t: [f"Punkt {n}: {t}"]),
    _numbered("nr-punktum", 'items "4. Titel"', lambda n, t: [f"{n}. {t}"]),
    _numbered("nr-pkt", 'items "Pkt. 4 Titel"', lambda n, t: [f"Pkt. {n} {t}"]),
    _numbered("nr-sag-efter", 'items "Sag nr. 4" on the line after the title', lambda n, t: [t, f"Sag nr. {n}"]),
    _numbered("nr-bindestreg", 'items "Nr.4 - Titel"', lambda n, t: [f"Nr.{n} - {t}"]),
    _numbered("nr-alene", "items with the number alone above the title", lambda n, t: [n, t]),
    Transformation(
        "nr-231",
        'items "231. Titel", counted from 231',
        lambda case: renumber(case, lambda n, t: [f"{n}. {t}"], list(range(231, 231 + len(case.items)))),
        typographic=True,
    ),
    Transformation("lukket-efter", 'closed items marked "(Lukket)" after the title', mark_closed_after),
    Transformation("overskrift-versaler", "section headings in capitals", in_capitals, typographic=True),
    Transformation("overskrift-kolon", "section headings with a colon", with_colon, typographic=True),
    Transformation("overskrift-paa-linjen", "text on the line of its heading", run_on, typographic=True),
    Transformation("overskrift-omdoebt", "headings by another word of their kind", renamed, typographic=True),
    Transformation("overskrift-med-organ", '"Beslutning i X den …" for the bare word', decisions_with_body),
    Transformation(
        "ukendt-afsnit", "an invented heading in the presentation of each case", with_invented_part, typographic=True
    ),
    Transformation(
        "ukendt-sektion", "an invented section after the recommendation", with_invented_section, typographic=True
    ),
    Transformation("beslutning-foerst", "the decisions before all else", decision_first, typographic=True),
    Transformation(
        "bilag-foer-indstilling", "attachments before the recommendation", attachments_first, typographic=True
    ),
    Transformation("indhold-tilfoejet", "a list of contents with leaders and pages", add_contents, typographic=True),
    Transformation("indhold-fjernet", "no list of contents", drop_contents, typographic=True),
    Transformation("sidehoved", "running header and page number amid paragraphs", with_furniture),
    Transformation("blanke-dobbelte", "empty lines doubled", doubled_blanks),
    Transformation("blanke-fjernet", "no empty lines", dropped_blanks),
    Transformation("indrykket", "all but headings indented", indented),
    Transformation("dato-bindestreg", "dates 03-02-2021", lambda c: with_dates(c, lambda d: f"{d:%d-%m-%Y}")),
    Transformation(
        "dato-maaned",
        "dates 3. februar 2021",
        lambda c: with_dates(c, lambda d: f"{d.day}. {MONTHS[d.month - 1]} {d.year}"),
    ),
    Transformation("dato-punktum", "dates 3.2.2021", lambda c: with_dates(c, lambda d: f"{d.day}.{d.month}.{d.year}")),
    Transformation("parti-komma", 'people "Navn, A"', party_after_comma),
    Transformation("parti-parentes", 'people "Navn (A)"', party_in_brackets),
    Transformation("bredde-60", "lines wrapped at 60", lambda case: case, width=60),
    Transformation("bredde-100", "lines wrapped at 100", lambda case: case, width=100),
    Transformation("alt", "numbering, words, capitals, dates, an invented part and furniture at once", everything),
]
UNCHANGED = Transformation("(uændret)", "the case as it is", lambda case: case, typographic=True)


# --- scoring ------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Result:
    transformation: str
    variant: str
    gold: Case
    said: dict[str, Any]
    tallies: Figures
    fault: str = ""


def render(case: Case, transformation: Transformation, variant: str, folder: Path) -> bytes | str:
    """The transformed case as a text, wrapped where the transformation says so, or as the bytes of a PDF."""
    if variant != "txt":
        return corpus.render(case, variant, folder).read_bytes()
    text = corpus.as_text(case, "txt")
    if not transformation.width:
        return text
    rows = (textwrap.wrap(line, transformation.width, break_on_hyphens=False) or [""] for line in text.splitlines())
    return "\n".join(part for row in rows for part in row) + "\n"


def read_said(source: bytes | str) -> dict[str, Any]:
    from referat_parser.pipeline import parse_bytes

    return parse_bytes(source).model_dump(mode="json")


def results(
    cases: list[Case], transformations: Iterable[Transformation], variants: Iterable[str], folder: Path
) -> Iterator[Result]:
    """Every case under every transformation that makes sense for it, parsed and scored."""
    for transformation in transformations:
        for case in cases:
            gold = transformation.apply(case)
            if gold is None:
                continue
            for variant in variants:
                if variant != "txt" and not transformation.typographic:
                    continue
                fault, said = "", {}
                try:
                    said = read_said(render(gold, transformation, variant, folder))
                except Exception as error:  # a parser that fails has found nothing
                    fault = f"{type(error).__name__}: {error}"
                yield Result(transformation.name, variant, gold, said, corpus.score_document(gold, said), fault)


def pooled(tallies: Iterable[Figures]) -> dict[str, float]:
    """The figures of several documents as one."""
    total = {figure: Tally() for figure in corpus.FIGURES}
    for one in tallies:
        for figure, tally in one.items():
            total[figure].add(tally.hit, tally.said, tally.gold)
    return {figure: tally.f1 for figure, tally in total.items() if tally.f1 is not None}


def differences(gold: Case, said: dict[str, Any]) -> list[str]:
    """What the parser said that the gold does not, one line each."""
    found: list[str] = []
    items = said.get("punkter") or []
    partner = dict(corpus.align(gold.items, items))
    for key in ("dokumenttype", "udvalg", "dato", "starttid", "sluttid", "sted"):
        values = gold.facts.get(key), said.get(key)
        if corpus.plain(values[0] or "") != corpus.plain(values[1] or ""):
            found.append(f"{key}: {values[0]!s} <> {values[1]!s}")
    for key in ("deltagere", "fravaerende"):
        people = {corpus.plain(p) for p in gold.facts.get(key, [])}
        names = {corpus.name_of(p) for p in said.get(key) or []}
        found += [
            f"{key}: {sign} {name}"
            for sign, group in (("-", people - names), ("+", names - people))
            for name in sorted(group)
        ]
    for g, item in enumerate(gold.items):
        if g not in partner:
            found.append(f"item {g + 1} not found: {item.get('nummer', '')} {item['titel']}")
            continue
        other = items[partner[g]]
        for key in ("nummer", "titel", "sagsnummer"):
            if corpus.plain(item.get(key) or "") != corpus.plain(other.get(key) or ""):
                found.append(f"item {g + 1} {key}: {item.get(key)!r} <> {other.get(key)!r}")
        if bool(item.get("lukket")) != bool(other.get("lukket")):
            found.append(f"item {g + 1} lukket: {item.get('lukket', False)} <> {other.get('lukket')}")
        expected, got = corpus.gold_sections(gold, g + 1), corpus.said_sections(other)
        for kind in corpus.KINDS:
            if expected[kind] != got[kind]:
                missing = " ".join((Counter(expected[kind]) - Counter(got[kind])).elements())
                extra = " ".join((Counter(got[kind]) - Counter(expected[kind])).elements())
                what = f"-[{missing[:90]}] +[{extra[:90]}]" if missing or extra else "(order)"
                found.append(f"item {g + 1} {kind}: {what}")
        wanted = [corpus.decision_of(d, gold.facts) for d in item.get("vedtagelse", [])]
        made = [corpus.decision_of(d, said) for d in other.get("vedtagelser") or []]
        if wanted != made:
            found.append(f"item {g + 1} decisions: {wanted} <> {made}")
    extra_items = set(range(len(items))) - set(partner.values())
    return found + [
        f"not an item: {items[s].get('nummer')!s} {items[s].get('titel')!s}"[:120] for s in sorted(extra_items)
    ]


def drop(result: Result, plain: dict[tuple[str, str], Figures]) -> float:
    """How much a case lost under a transformation in items, sections and decisions."""
    before = plain.get((result.gold.name, result.variant), {})
    lost = 0.0
    for figure in ("punkter", "sektioner", "vedtagelser"):
        now, then = result.tallies[figure].f1, before[figure].f1 if figure in before else 1.0
        lost += (then if then is not None else 1.0) - (now if now is not None else 1.0)
    return lost


def row(name: str, count: str, figures: dict[str, float]) -> str:
    cells = "".join(f"{figures[f]:12.3f}" if f in figures else f"{'–':>12}" for f in corpus.FIGURES)
    return f"{name:24}{count:>7}{cells}"


def score(args: argparse.Namespace) -> int:
    cases = [case for folder in args.dir for case in corpus.read_cases(folder)]
    wanted = [t for t in TRANSFORMATIONS if not args.only or t.name in args.only]
    plain: dict[tuple[str, str], Figures] = {}
    everything_said: list[Result] = []
    table: dict[str, dict[str, dict[str, float]]] = {}
    with tempfile.TemporaryDirectory() as folder:
        for result in results(cases, [UNCHANGED, *wanted], args.variants, Path(folder)):
            if result.transformation == UNCHANGED.name:
                plain[result.gold.name, result.variant] = result.tallies
            everything_said.append(result)
    for variant in args.variants:
        print(row(f"AS {variant}", "cases", {})[:31] + "".join(f"{f:>12}" for f in corpus.FIGURES))
        for transformation in [UNCHANGED, *wanted]:
            own = [r for r in everything_said if (r.transformation, r.variant) == (transformation.name, variant)]
            if own:
                table.setdefault(variant, {})[transformation.name] = pooled(r.tallies for r in own)
                print(row(transformation.name, str(len(own)), table[variant][transformation.name]))
        own = [r for r in everything_said if r.variant == variant and r.transformation != UNCHANGED.name]
        table[variant]["ALL"] = pooled(r.tallies for r in own)
        print(row("ALL", str(len(own)), table[variant]["ALL"]))
    for result in everything_said:
        if result.fault:
            print(f"FAULT {result.gold.name} {result.transformation} {result.variant}: {result.fault[:160]}")
    if args.worst:
        changed = [r for r in everything_said if r.transformation != UNCHANGED.name]
        for result in sorted(changed, key=lambda r: drop(r, plain), reverse=True)[: args.worst]:
            print(f"\n{result.gold.name} x {result.transformation} as {result.variant}: lost {drop(result, plain):.3f}")
            print("\n".join(f"    {line}" for line in differences(result.gold, result.said)[:12]))
    if args.json:
        print(json.dumps(table, ensure_ascii=False))
    return 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    sub = parser.add_subparsers(dest="verb", required=True)
    for verb in ("list", "show", "score"):
        one = sub.add_parser(verb)
        one.add_argument("--dir", type=Path, nargs="+", default=[CASES])
        if verb == "show":
            one.add_argument("name", choices=[t.name for t in TRANSFORMATIONS])
            one.add_argument("case")
        if verb == "score":
            one.add_argument("--only", nargs="+", default=[])
            one.add_argument("--as", dest="variants", nargs="+", default=["txt"], choices=["txt", *corpus.PDF_VARIANTS])
            one.add_argument("--worst", type=int, nargs="?", const=20, default=0)
            one.add_argument("--json", action="store_true")
    args = parser.parse_args()
    if args.verb == "score":
        return score(args)
    cases = [case for folder in args.dir for case in corpus.read_cases(folder)]
    if args.verb == "list":
        for transformation in TRANSFORMATIONS:
            count = sum(transformation.apply(case) is not None for case in cases)
            print(f"{transformation.name:24}{count:3} of {len(cases)}  {transformation.says}")
        return 0
    transformation = next(t for t in TRANSFORMATIONS if t.name == args.name)
    changed = transformation.apply(next(case for case in cases if case.name == args.case))
    print(render(changed, transformation, "txt", Path()) if changed else "makes no sense for this case")
    return 0


if __name__ == "__main__":
    sys.exit(main())
