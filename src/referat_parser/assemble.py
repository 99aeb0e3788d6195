"""Segments to the contract: every part becomes a value with its place, and what is odd is said."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import compress
from typing import Any, ParamSpec, TypeVar, cast

from referat_parser import models as m
from referat_parser.bodies import sounds_like_body
from referat_parser.dates import find_date
from referat_parser.document import Box, Line, Source, Table
from referat_parser.headings import is_proposal, read_decision_heading
from referat_parser.interpret.absences import is_list, names_item
from referat_parser.interpret.attachments import ICON, count_on, may_hold_icon, read_attachments
from referat_parser.interpret.decisions import (
    goes_with_decision,
    is_decision_paragraph,
    is_decision_sentence,
    is_recommendation,
    is_report,
    opens_with_proposal,
    read_decision,
)
from referat_parser.interpret.front import lists_people
from referat_parser.interpret.meeting import Meeting, read_meeting
from referat_parser.interpret.people import read_people
from referat_parser.interpret.proposals import read_points, read_proposer
from referat_parser.interpret.remarks import read_absence
from referat_parser.layout import Block
from referat_parser.lexicon import MAX_HEADING, fold, key, read_label, remembered
from referat_parser.sections import Item, Part, Section
from referat_parser.segment import Minutes
from referat_parser.titles import CASE_NUMBER, read_case_line, title_key

_P = ParamSpec("_P")
_M = TypeVar("_M", bound=m.Model)


def unmade(_: Callable[_P, _M], /, *__: _P.args, **values: _P.kwargs) -> _M:
    """The values of a part, which the type checker sees as what the validator of the whole `Referat` makes of them."""
    return cast(_M, values)


def place(blocks: Sequence[Block]) -> m.Placering:
    """Where blocks stand: page of the first line, first and last line, and the box of what is on that page."""
    lines = blocks[0].lines  # of each block the numbers of the lines rise
    first, _, page, box, _, _ = lines[0]
    last = lines[-1][0]
    if len(blocks) > 1:
        first, last = min([block[1][0][0] for block in blocks]), max([block[1][-1][0] for block in blocks])
    if page is not None and (len(blocks) > 1 or len(lines) > 1):
        near = [block[1] for block in blocks if (block[1][0][2] or 0) <= page]
        boxes = [line[3] for lines in near for line in lines if line[2] == page and line[3] is not None]
        if len(boxes) > 1:
            x0, top, x1, bottom = zip(*boxes, strict=True)
            box = Box(min(x0), min(top), max(x1), max(bottom))
    boks = None if box is None else (round(box[0], 1), round(box[1], 1), round(box[2], 1), round(box[3], 1))
    return unmade(m.Placering, side=page, linjer=(first, last), boks=boks)


def write_text(blocks: Sequence[Block]) -> str:
    """Paragraphs apart by a blank line; list items and rows of figures one a line."""
    if len(blocks) < 2:
        return blocks[0].text if blocks else ""
    if sum([block.marked for block in blocks]) < 2:
        return "\n\n".join([block.text for block in blocks])
    parts: list[str] = []
    for before, block in zip([None, *blocks[:-1]], blocks, strict=True):
        if before is not None:
            parts.append("\n" if block.marked and before.marked else "\n\n")
        parts.append(block.text)
    return "".join(parts)


# --- the meeting ------------------------------------------------------------------------------------


def make_meeting(minutes: Minutes, running: Sequence[str] = ()) -> Meeting:
    """The meeting's facts, from front and back matter and, where these are silent, from running lines and decisions."""
    decisions = [[s for s in item.sections if s.kind == "vedtagelse"] for item in minutes.items]
    meeting = read_meeting(
        [line for block in (*_own_front(minutes), *_attendance(minutes)) for line in _as_read(block)],
        [line for block in minutes.back for line in _as_read(block)],
        [(s.organ, s.dato or _printed_date(s.blocks)) for taken in decisions for s in taken],
        lambda: [text for item, taken in zip(minutes.items, decisions, strict=True) for text in _tell(item, taken)],
        running,
        {n for n, is_earlier in enumerate([one for taken in decisions for one in _are_earlier(taken)]) if is_earlier},
        lambda: _way(minutes.items),
    )
    further = {
        line.number
        for block in [*minutes.front, *minutes.back]
        if block.first.number in meeting.used and len(_as_read(block)) == 1
        for line in block.lines
    }
    if not meeting.kind_is_said and _are_decided(minutes.items):
        meeting = meeting._replace(dokumenttype="referat")
    return meeting._replace(used=meeting.used | further)


def _way(items: Sequence[Item]) -> Iterator[tuple[str | None, dt.date | None]]:
    """The bodies and dates that stand on lines of their own in what is told of the cases: "Byrådet den 3. maj 2021"."""
    for section in (section for item in items for section in item.sections if section.kind != "vedtagelse"):
        for block in (*section.blocks, *(block for part in section.parts for block in part.blocks)):
            heading = read_decision_heading(block.text) if len(block.text) < MAX_HEADING else None
            if heading is not None and not heading.rest:
                yield heading.organ, heading.dato


def _are_decided(items: Sequence[Item]) -> bool:
    """Whether a text under no heading states the decision of items, two and one in four: no agenda has that."""
    bare = [s.blocks for item in items for s in item.sections if s.kind == "oevrige" and s.printed is None and s.blocks]
    decided = sum(is_decision_sentence(blocks[0].text) or is_decision_sentence(blocks[-1].text) for blocks in bare)
    return decided > 1 and decided * 4 >= len(items)


def _tell(item: Item, decisions: Sequence[Section]) -> list[str]:
    """The texts of an item's decisions, and with the last who was absent by the lines about the item."""
    texts = [write_text(section.blocks) for section in decisions]
    if texts and (absent := _absent_of(item)):
        texts[-1] = "\n".join([texts[-1], *absent])
    return texts


def _absent_of(item: Item) -> list[str]:
    """The lines about an item that say who was absent: "Fraværende: Ib Friis"."""
    told = []
    for block in item.notes:
        label = read_label(block.text)
        if label is not None and label.role == "absence":
            told.append(block.text)
    for section in item.sections:
        if _lists_absent(section):
            heading = (section.printed or "").rstrip(": ")
            told += [f"{heading}: {block.text}" for block in section.blocks]
        elif section.kind in ("oevrige", "sagsfremstilling", "resume"):
            told += _listed_below_labels([*item.notes[-1:], *_all_blocks(section)])
    return told


def _listed_below_labels(blocks: Sequence[Block]) -> list[str]:
    """Those listed a line each below a label of absence that stands alone, each behind that label."""
    told, heading = list[str](), ""
    for block in blocks:
        label = read_label(block.text) if len(block.text) < MAX_HEADING else None
        if label is not None and label.role == "absence":
            heading = "" if label.value else label.name
        elif heading and is_list(block.text) and read_people(block.text):
            told.append(f"{heading}: {block.text}")
        else:
            heading = ""
    return told


def _lists_absent(section: Section) -> bool:
    """Whether a section is nothing but the names of those who were absent."""
    if section.kind != "oevrige" or not lists_people(section.printed or "", "absent"):
        return False
    return all(is_list(block.text) and read_people(block.text) for block in section.blocks)


def _own_front(minutes: Minutes) -> Iterator[Block]:
    """The front's blocks without those that are an item's title: a page of one item has it above."""
    titles = {title_key(item.titel) for item in minutes.items if len(item.titel) > _SHORT}
    for block in minutes.front:
        if not (titles and len(block.text) > _SHORT and title_key(block.text) in titles):
            yield block


_SHORT = 20  # letters: "Byrådet" and "Referat" may be a title as well


def _are_earlier(decisions: Sequence[Section]) -> list[bool]:
    """For each of an item's decisions whether it stands above the item's own, whose heading names no date nor the same body."""
    if not decisions or decisions[-1].dato is not None:
        return [False] * len(decisions)
    own = decisions[-1].organ
    return [s.organ is not None and s.dato is not None and s.organ != own for s in decisions]


def _attendance(minutes: Minutes) -> list[Block]:
    """The blocks of the first item's sections that list who was there, where attendance is an item of the agenda."""
    return [
        block
        for item in minutes.items[:1]
        for section in item.sections
        if section.kind == "oevrige" and section.printed and lists_people(section.printed)
        for block in (*section.headings, *section.blocks)
    ]


def _as_read(block: Block) -> list[Line]:
    """A paragraph as one line; the cells of a printed row each for itself."""
    a, b = block.lines[0], block.lines[-1]
    in_one_row = a.box is not None and b.box is not None and abs(a.box.bottom - b.box.bottom) < 2
    if len(block.lines) > 1 and in_one_row:
        return list(block.lines)
    return [a._replace(text=block.text)]


# --- sections ---------------------------------------------------------------------------------------


def make_section(section: Section, tables: Sequence[Table]) -> m.Sektion:
    return unmade(m.Sektion, **_fields(section, tables))


def make_other(section: Section, tables: Sequence[Table]) -> m.OevrigSektion:
    return unmade(m.OevrigSektion, emne=cast(m.Emne, section.emne), **_fields(section, tables))


def make_indstilling(section: Section, tables: Sequence[Table]) -> m.Indstilling:
    texts = [block.text for block in section.blocks]
    lead = [section.printed] if section.printed else []
    return unmade(
        m.Indstilling, indstiller=read_proposer(lead + texts), forslag=read_points(texts), **_fields(section, tables)
    )


def _fields(section: Section, tables: Sequence[Table]) -> dict[str, Any]:
    blocks = _all_blocks(section)
    return {
        "overskrift": section.printed,
        "tekst": write_text(section.blocks),
        "afsnit": [
            unmade(
                m.Afsnit,
                overskrift=part.printed,
                emne=cast(m.Emne, part.emne),
                tekst=write_text(part.blocks),
                placering=place([part.heading, *part.blocks]),
            )
            for part in section.parts
        ],
        "tabeller": _tables_in(blocks, tables) if tables else [],
        "placering": place(blocks),
    }


def _all_blocks(section: Section) -> list[Block]:
    blocks = section.headings + section.blocks
    for part in section.parts:
        blocks.append(part.heading)
        blocks += part.blocks
    return blocks


def _tables_in(blocks: Sequence[Block], tables: Sequence[Table]) -> list[list[list[str]]]:
    """The ruled tables that most of a section's lines at their height stand in."""
    found = []
    for table in tables:
        inside = [
            line
            for block in blocks
            for line in block.lines
            if line.page == table.page and line.box and _within(line.box, table.box)
        ]
        if inside:
            found.append([list(row) for row in table.rows])
    return found


def _within(box: Box, outer: Box) -> bool:
    middle = (box.top + box.bottom) / 2
    return outer.top <= middle <= outer.bottom and box.x0 >= outer.x0 - 3 and box.x1 <= outer.x1 + 3


def _merged(sections: list[Section]) -> Section:
    """Sections of one kind as one: the later ones become parts of the first under their own headings."""
    first, *later = sections
    if later and first.is_empty and later[0].headings:
        # A heading over nothing, and the text further down under another one: "Sagsfremstilling" ... "Problemstilling".
        first, later = later[0], later[1:]
        first.headings[:0] = sections[0].headings
    for other in later:
        if other.headings:
            first.parts.append(Part(other.headings[0], other.printed or "", other.emne, list(other.blocks)))
            first.parts.extend(other.parts)
        else:
            for block in other.blocks:
                first.add(block)
    return first


# --- decisions --------------------------------------------------------------------------------------

_DATE_LINE = re.compile(r"\s*(?:Møde)?[Dd]ato:?\s+(?=\S)")


def make_vedtagelse(
    section: Section, item: Item, meeting: Meeting, *, is_last: bool, absent: Sequence[str] = ()
) -> m.Vedtagelse:
    """One decision; body and date come from its heading, else from a line "Dato:" below it, else from the meeting.

    `absent` are lines about the item that say who was absent, of whom the text says nothing. Who was absent from other items only, by what it says, was not absent from this one.
    """
    text = write_text(section.blocks)
    dato = section.dato or _printed_date(section.blocks)
    of_another = section.organ is None and _is_of_another(section.printed, meeting.udvalg)
    organ = section.organ or (None if of_another else meeting.udvalg)
    decision = read_decision(text, title=item.titel, is_final_body=is_last)
    section.has_other_votes = decision.has_other_votes
    away = decision.fravaerende or [p for line in absent for p in read_absence(line, line.casefold()) or []]
    return unmade(
        m.Vedtagelse,
        overskrift=section.printed,
        organ=_as_printed_elsewhere(organ, meeting.udvalg),
        dato=dato or (None if of_another else meeting.dato),
        tekst=text,
        udfald=decision.udfald,
        til=decision.til,
        afstemning=decision.afstemning,
        enstemmig=decision.enstemmig,
        bemaerkninger=decision.bemaerkninger,
        fravaerende=_each_once(p for p in away if not p.punkter or names_item(p.punkter, item.nummer)),
        placering=place([*section.headings, *section.blocks]),
    )


def _is_of_another(heading: str | None, body: str | None) -> bool:
    """Whether a heading names a kind of body that the meeting's is not: "Udvalgets beslutning" in a council's minutes."""
    owner = key(heading).partition("s ")[0] if heading and " " in heading else ""
    return (
        body is not None
        and owner[-2:] in ("et", "en")
        and sounds_like_body(owner)
        and owner[:-2] not in body.casefold()
    )


def _each_once(people: Iterable[m.Fravaer]) -> list[m.Fravaer]:
    """The people, each where first named."""
    found: dict[str, m.Fravaer] = {}
    for person in people:
        found.setdefault(person.navn.casefold(), person)
    return list(found.values())


def find_divided(items: Sequence[Item]) -> set[tuple[int, int]]:
    """The decisions that tell of more votes than was read, once `make_punkt` has read them: positions of item and decision."""
    return {
        (k, n)
        for k, item in enumerate(items)
        for n, section in enumerate(section for section in item.sections if section.kind == "vedtagelse")
        if section.has_other_votes
    }


def _printed_date(blocks: Sequence[Block]) -> dt.date | None:
    for block in blocks[:3]:
        match = _DATE_LINE.match(block.text)
        if match:
            found = find_date(block.text[match.end() :])
            return found.value if found else None
    return None


@remembered
def _as_printed_elsewhere(organ: str | None, udvalg: str | None) -> str | None:
    """A name in capitals, or with letters that a scanner misread, takes the form in which the document has it otherwise."""
    if not organ or not udvalg or organ == udvalg:
        return organ
    low, other = organ.casefold(), udvalg.casefold()
    if low == other:
        return udvalg if organ.isupper() and not udvalg.isupper() else organ
    return udvalg if fold(low) == fold(other) else organ


def _split_decision(section: Section, title: str, *, bare: bool) -> Section | None:
    """The decision that stands under no heading at the end of a section, taken out of it.

    `bare` minutes have no heading over any decision: there a last paragraph with a readable outcome is one.
    """
    held = section.parts[-1].blocks if section.parts else section.blocks
    at = len(held)
    while at > 0 and goes_with_decision(held[at - 1].text):
        at -= 1
    if at == 0 or not is_decision_sentence(held[at - 1].text):
        at = len(held)
    while at > 0 and is_decision_sentence(held[at - 1].text):
        at -= 1
    if bare and at == len(held) and held and len(held[-1].text) < 400:
        at -= is_decision_paragraph(held[-1].text, title)
        at = 0 if at < len(held) and _decide_by_turns(held, title) else at
    if section.printed is None and not section.parts and at > 0 and is_decision_sentence(held[0].text):
        at = 0  # what begins with the decision tells of nothing else
    if section.kind == "indstilling" and 0 < at < len(held) and any(map(_is_point, held[:at])):
        while not (_is_point(held[at - 1]) or held[at - 1].text[0] == "("):
            at -= 1  # behind the points, and who sends them, stands what was said before it was decided
    if at == len(held):
        at = _listing_decision(held)
    if at == len(held) or (at == 0 and section.printed is not None):
        return None
    decision = Section("vedtagelse", blocks=held[at:], why="states a decision at the item's end")
    del held[at:]
    return decision


def _decide_by_turns(held: Sequence[Block], title: str) -> bool:
    """Whether a text is two decisions or more, each a paragraph below a short line that names its matter."""
    matters, decided = held[::2], held[1::2]
    if len(decided) < 2 or len(matters) > len(decided) or any(map(_is_point, matters)):
        return False
    if any(len(block.text) > MAX_HEADING or block.text[-1] in ".:;," for block in matters):
        return False
    return all(is_decision_paragraph(block.text, title) for block in decided)


def _is_point(block: Block) -> bool:
    """Whether a block is a point of a recommendation."""
    return block.marked or block.text.startswith(("at ", "At "))


_LISTED = 6


def _listing_decision(held: Sequence[Block]) -> int:
    """Where a decision stands over the list that ends a text, "Godkendt med følgende rettelser:"; else the text's end."""
    for at in range(len(held) - 2, max(len(held) - _LISTED, 0) - 1, -1):
        text = held[at].text
        if text[-1] == ":":
            return at if is_decision_sentence(text[:-1]) and not is_proposal(text) else len(held)
    return len(held)


# --- items ------------------------------------------------------------------------------------------


def _decides(blocks: Sequence[Block]) -> bool:
    """Whether a text begins with what was decided."""
    return bool(blocks) and read_decision(blocks[0].text).udfald not in (None, "andet")


def _recommends_first(blocks: Sequence[Block]) -> bool:
    """Whether a text begins with a recommendation and ends with what was decided."""
    return len(blocks) > 1 and is_recommendation(blocks[0].text) and _decides(blocks[-1:])


def _are_decisions_alone(items: Sequence[Item]) -> bool:
    """Whether minutes have nothing below their titles but the decisions: one text under no heading, mostly with an outcome."""
    texts = [item.sections[0].blocks for item in items if item.sections]
    alone = all(len(item.sections) <= 1 and not any(s.headings or s.parts for s in item.sections) for item in items)
    if not alone or len(texts) < 3 or any(not blocks or len(blocks[0].text) > 400 for blocks in texts):
        return False
    decides = [_decides(blocks) for blocks in texts]
    if len(texts) > 3 and not decides[-1]:
        decides.pop()  # "Eventuelt"
    return sum(decides) >= 0.7 * len(decides)


def open_unheaded(items: Sequence[Item], dokumenttype: str) -> None:
    """Gives items the recommendation and, in minutes, the decision that stand in a text under no heading."""
    for item in items:
        _take_out_proposal(item, is_recommendation)
    _take_out_decisions(items, dokumenttype)
    for item in items:
        _take_out_proposal(item, opens_with_proposal)  # that stood above a decision under no heading
        _part_leading_proposal(item, dokumenttype)


def _part_leading_proposal(item: Item, dokumenttype: str) -> None:
    """Parts an item without headings whose text opens with the recommendation; in minutes, the rest is what was decided.

    Below the recommendation stands in brackets who sends it.
    """
    first = item.sections[0] if item.sections else None
    if first is None or first.kind != "oevrige" or first.printed is not None or first.parts or not first.blocks:
        return
    if not opens_with_proposal(first.blocks[0].text) or any(
        s.headings or s.kind == "indstilling" for s in item.sections
    ):
        return
    end = 1
    while end < len(first.blocks) and (first.blocks[end].marked or first.blocks[end].text[0] == "("):
        end += 1
    proposal = Section("indstilling", blocks=first.blocks[:end], why="recommends at the beginning of the text")
    rest = first.blocks[end:]
    told = next((s for s in item.sections[1:] if s.kind == "vedtagelse"), None)
    if rest and dokumenttype == "referat" and (told is not None or any(_decides([block]) for block in rest)):
        if told is None:
            told = Section("vedtagelse", why="stands below the recommendation")
            item.sections.insert(1, told)
        told.blocks[:0] = rest
        rest = []
    item.sections[:1] = (
        [proposal] if not rest else [proposal, Section("oevrige", blocks=rest, why="text under no heading")]
    )


def _take_out_proposal(item: Item, recommends: Callable[[str], bool]) -> None:
    """Opens a section for the paragraph "Det indstilles, at ..." that ends an item's text, where it has no such section."""
    kinds = [section.kind for section in item.sections]
    last = next((k for k in reversed(range(len(kinds))) if kinds[k] not in ("bilag", "vedtagelse")), None)
    if last is None or "indstilling" in kinds:
        return
    section = item.sections[last]
    held = section.parts[-1].blocks if section.parts else section.blocks
    at = len(held) - 1
    while at > 0 and _is_point(held[at]):
        at -= 1
    if at < (section.printed is not None) or not recommends(held[at].text):
        return
    proposal = Section("indstilling", blocks=held[at:], why="recommends at the end of the text")
    del held[at:]
    item.sections[last : last + 1] = [proposal] if section.is_empty and not section.headings else [section, proposal]


def _take_out_decisions(items: Sequence[Item], dokumenttype: str) -> None:
    if dokumenttype != "referat":
        return
    without = [item for item in items if not any(section.kind == "vedtagelse" for section in item.sections)]
    bare = len(without) == len(items)
    if bare and _are_decisions_alone(items):
        without = []
        for item in (item for item in items if item.sections):
            (section,) = item.sections
            if _recommends_first(section.blocks):
                without.append(item)
            elif is_report(section.blocks[0].text):
                continue
            elif item is not items[-1] or len(items) == 3 or _decides(section.blocks):
                section.kind = "vedtagelse"
    for item in without:
        last = _last_told(item)
        if last is not None and last.kind in ("oevrige", "sagsfremstilling", "resume", "indstilling"):
            decision = _split_decision(last, item.titel, bare=bare)
            if decision:
                if last.is_empty and not last.headings:
                    item.sections.remove(last)
                item.sections.append(decision)


def _last_told(item: Item) -> Section | None:
    """An item's last section but for those that list nothing but who was absent, or attachments below a recommendation: these
    stand below its decision.
    """
    told = [section for section in item.sections if not _lists_absent(section)]
    if len(told) > 1 and told[-1].kind == "bilag" and told[-2].kind == "indstilling":
        return told[-2]
    return told[-1] if told else None


def make_punkt(item: Item, meeting: Meeting, tables: Sequence[Table]) -> m.Punkt:
    by_kind: dict[str, list[Section]] = {}
    blocks = item.headings + item.notes
    for section in item.sections:
        by_kind.setdefault(section.kind, []).append(section)
        blocks += _all_blocks(section)
    decisions = by_kind.get("vedtagelse", [])
    last = max([s.dato for s in decisions if s.dato], default=None)

    def one(kind: str) -> Section | None:
        return _merged(by_kind[kind]) if kind in by_kind else None

    resume, presentation, proposal = one("resume"), one("sagsfremstilling"), one("indstilling")
    if resume is not None and resume.is_empty and not resume.printed:
        resume = None
    return m.made(
        m.Punkt,
        nummer=item.nummer,
        titel=item.titel,
        sagsnummer=item.sagsnummer or read_case_number(item.notes),
        lukket=item.lukket,
        oplysninger=make_notes(item.notes),
        resume=make_section(resume, tables) if resume else None,
        sagsfremstilling=make_section(presentation, tables) if presentation else None,
        indstilling=make_indstilling(proposal, tables) if proposal else None,
        vedtagelser=[
            make_vedtagelse(
                section,
                item,
                meeting,
                is_last=section.dato is None or section.dato == last,
                absent=_absent_of(item) if section is decisions[-1] else (),
            )
            for section in decisions
        ],
        bilag=make_bilag(by_kind.get("bilag", [])),
        oevrige=[make_other(s, tables) for s in by_kind.get("oevrige", [])],
        placering=place(blocks),
    )


def make_bilag(sections: Sequence[Section]) -> list[m.Bilag]:
    found = []
    for section in sections:
        listed = [*section.blocks, *(b for part in section.parts for b in (part.heading, *part.blocks))]
        counted = count_on([block.text for block in listed])
        for block in listed:
            for nummer, titel in read_attachments(block.text, counted=counted):
                found.append(unmade(m.Bilag, nummer=nummer, titel=titel, placering=place([block])))
    return found


def make_notes(notes: Sequence[Block]) -> list[m.Oplysning]:
    made = []
    for block in notes:
        label = read_label(block.text)
        name, text = (label.name, label.value or block.text) if label else (None, block.text)
        made.append(unmade(m.Oplysning, navn=name, tekst=text, placering=place([block])))
    return made


_SECOND_LABEL = re.compile(r"\s+(?=(?:J\.?\s?nr|Journalnr|Sagsnr|Dok|Acadre|Sagsid|Initialer)\b)", re.IGNORECASE)


_ANY_NUMBER = re.compile(r"(?=\S*\d)[\w./-]{2,30}(?=$|[\s,;])")


def read_case_number(notes: Sequence[Block]) -> str | None:
    """The item's case number, as printed: behind its label, else alone on a line, else the journal number."""
    alone = journal = None
    for k, block in enumerate(notes):
        for piece in _SECOND_LABEL.split(block.text):
            label = read_label(piece)
            value = label.value if label else piece
            if label and not value and k + 1 < len(notes) and read_label(notes[k + 1].text) is None:
                value = notes[k + 1].text
            number = _number_in(value, label.role if label else "")
            if number and label and label.role == "sagsnummer":
                return number
            if number and label and label.role == "journalnummer":
                journal = journal or number
            elif number and label is None:
                alone = alone or number
    return alone or journal


def _number_in(value: str, role: str) -> str | None:
    """The number that a value begins with. A journal number is whatever is printed up to the next words."""
    if role == "journalnummer":
        match = re.match(r"[\d.:]+[ ]?(?:[A-ZÆØÅ] ?\d{2})?[\d/A-Z.-]*", value)
        return match[0].strip() or None if match and any(c.isdigit() for c in match[0]) else None
    if role in ("other", "absence"):
        return None
    if role == "sagsnummer" and value.isdigit():
        return value
    if role == "":
        alone = read_case_line(value)
        return alone if alone and not alone.isdigit() else None
    match = CASE_NUMBER.match(value) or _ANY_NUMBER.match(value)
    if not match:
        return None
    return value[: match.end()] + re.match(r"[\w/.-]*", value[match.end() :])[0].rstrip(".")  # type: ignore[index]


# --- the whole --------------------------------------------------------------------------------------


def make_rest(blocks: Sequence[Block], used: frozenset[int]) -> list[m.Rest]:
    """Front and back matter that no field holds, one entry a block."""
    return [
        unmade(m.Rest, tekst=block.text, placering=place([block]))
        for block in blocks
        if not all(line.number in used for line in block.lines)
    ]


def make_icons(items: Sequence[Item]) -> list[m.Rest]:
    """The words for pictures of files that stand between the names of attachments, one entry a block."""
    blocks = (
        block for item in items for section in item.sections if section.kind == "bilag" for block in section.blocks
    )
    return [
        unmade(m.Rest, tekst=" ".join(icons), placering=place([block]))
        for block in blocks
        if may_hold_icon(block.text) and (icons := [icon.strip() for icon in ICON.findall(block.text)])
    ]


def coverage(
    source: Source, furniture: frozenset[int], document: m.Referat, minutes: Minutes, used: frozenset[int]
) -> float:
    """The share of the words outside page furniture whose lines some value of `document` holds."""
    lost = bytearray(b"\1") * len(source.lines)
    for number in (*used, *furniture):
        lost[number - 1] = False
    for block in [*minutes.contents_blocks, *_said_otherwise(minutes.items)]:
        for line in block.lines:
            lost[line[0] - 1] = False
    for first, last in _spans(document):
        lost[first - 1 : last] = bytes(last - first + 1)
    missing = _count_words(compress(source.lines, lost))
    if not missing:
        return 1.0
    total = _count_words(source.lines) - _count_words([source.lines[number - 1] for number in furniture])
    return (total - missing) / total


def _count_words(lines: Iterable[Line]) -> int:
    """How many words there are in lines, whose words one space sets apart."""
    texts = [line[1] for line in lines]
    return "\n".join(texts).count(" ") + len(texts) - texts.count("")


def _said_otherwise(items: Iterable[Item]) -> Iterable[Block]:
    """The blocks that a value says without quoting: numbers and titles of items, "Bilag" and "Ingen" of the empty list."""
    for item in items:
        yield from (block for block in item.headings if _is_told(block.text, item))
        for section in item.sections:
            if section.kind == "bilag":
                yield from section.headings
                yield from (block for block in section.blocks if not read_attachments(block.text))


_WORDS = re.compile(r"\w+")
_MOST_MARKS = 3
"""Words of a heading that its number and title need not have: "Punkt", "Lukket sag"."""
_MOST_BESIDE = 2 * _MOST_MARKS
"""So few letters beside the title, spaces among them, are no more words than that."""


def _is_told(text: str, item: Item) -> bool:
    """Whether what a heading's line says is in its item's number, title and case number, but for a mark or two."""
    if item.titel in text and len(text) - len(item.titel) < _MOST_BESIDE:
        return True
    told = set(_WORDS.findall(f"{item.nummer} {item.titel} {item.sagsnummer}".casefold()))
    return len(set(_WORDS.findall(text.casefold())) - told) <= _MOST_MARKS


def _spans(document: m.Referat) -> list[tuple[int, int]]:
    """From which line to which the values stand whose text is all that they span."""
    spans = [rest.placering.linjer for rest in document.rest]
    for punkt in document.punkter:
        leaves: list[m.Oplysning | m.Vedtagelse | m.Bilag | m.Sektion | m.Afsnit]
        leaves = [*punkt.oplysninger, *punkt.vedtagelser, *punkt.bilag]
        for section in (punkt.resume, punkt.sagsfremstilling, punkt.indstilling, *punkt.oevrige):
            if section is None:
                continue
            if section.afsnit:
                # It may go on behind another section, and its span would cover that too.
                first = section.placering.linjer[0]
                spans.append((first, max(first, min([part.placering.linjer[0] for part in section.afsnit]) - 1)))
                leaves += section.afsnit
            else:
                leaves.append(section)
        spans += [leaf.placering.linjer for leaf in leaves]
    return spans
