"""Blocks to punkter and their sections; every block ends in exactly one place."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from referat_parser.bodies import is_body
from referat_parser.contents import Contents, find_contents, names_sender, without_letter
from referat_parser.dates import find_date
from referat_parser.habits import among, read_run_on, read_speaker
from referat_parser.headings import DecisionHeading, Inline, is_proposal, read_decision_heading, read_inline
from referat_parser.items import find_starts
from referat_parser.kinds import MAX_DECISION, Kinds, Start
from referat_parser.layout import Block, Layout
from referat_parser.lexicon import begins_front_label, find_heading, key, read_label, remembered, words
from referat_parser.mending import mend_blocks
from referat_parser.notes import is_note
from referat_parser.sections import Item, Reader
from referat_parser.titles import NUMBERED, is_case_line, read_case_line, title_key


class Minutes(NamedTuple):
    """The segmented document. All its blocks together are all blocks of the layout, each once."""

    front: list[Block]
    contents: Contents
    contents_blocks: list[Block]
    items: list[Item]
    groups: list[Block]
    back: list[Block]


def segment(layout: Layout) -> Minutes:
    """Splits a layout into front, contents list, items with their sections, group headings and back."""
    if _is_transcript(layout.blocks):
        return Minutes(list(layout.blocks), Contents([], frozenset(), {}, 0), [], [], [], [])
    every = mend_blocks(layout.blocks)
    contents = find_contents(every)
    listed = [every[i] for i in sorted(contents.taken)]
    blocks = [block for i, block in enumerate(every) if i not in contents.taken] if listed else every
    kinds = _kinds(blocks)
    starts = find_starts(blocks, kinds, contents, layout.body_size)
    if not starts:
        return Minutes(blocks, contents, listed, [], [], [])
    _note_labels(starts, blocks, kinds)
    before = _notes_before(starts, blocks, kinds)
    begins = [start.at - before.get(k, 0) for k, start in enumerate(starts)]
    back_at = _back(blocks, starts)
    beside = _beside_headings(starts, begins, blocks, kinds, {block.text for block in listed}) | contents.groups
    beside |= _repeated_groups(starts, blocks, kinds) | _labelled_groups(begins, blocks)
    groups = _groups(blocks, begins, kinds, beside, starts)
    groups = _without_endings(groups, blocks, kinds) | dict.fromkeys(_letterheads(blocks, starts, back_at))
    reader = Reader(blocks, kinds, layout.body_size, starts, begins, back_at, frozenset(groups))
    closed = _in_closed_groups(starts, groups, blocks)
    listed_closed = [contents.says_closed(start.nummer, title_key(start.titel)) for start in starts]
    items = [reader.read(k, in_closed_group=closed[k] or listed_closed[k]) for k in range(len(starts))]
    front = [blocks[i] for i in range(begins[0]) if i not in groups]
    return Minutes(front, contents, listed, items, [blocks[i] for i in sorted(groups)], blocks[back_at:])


_PAGE_LINE = re.compile(r"(?P<n>\d{1,4}) (?=\S)")


def _is_transcript(blocks: Sequence[Block]) -> bool:
    """Whether nearly all of a text are pages printed as one numbered line each, as archives show PDFs: no item is told there."""
    pages = [
        (int(match["n"]), len(block.text))
        for block in blocks
        if block.text[0].isdecimal() and len(block.lines) == 1 and (match := _PAGE_LINE.match(block.text)) is not None
    ]
    if len(pages) < 2 or any(after[0] - before[0] not in (1, 2) for before, after in pairwise(pages)):
        return False
    letters = sum(length for _, length in pages)
    return letters >= 120 * len(pages) and letters >= 0.7 * sum(len(block.text) for block in blocks)


class _Told(NamedTuple):
    """What a line says by itself: the heading that it is or begins with, and whether it is a note."""

    decision: DecisionHeading | None
    run_on: Inline | None
    inline: Inline | None
    speaker: tuple[str, str] | None
    note: bool


_NOTHING_TOLD = _Told(None, None, None, None, False)


@remembered
def _tell(text: str) -> _Told:
    decision = read_decision_heading(text) if len(text) < MAX_DECISION else None
    return _Told(decision, read_run_on(text), read_inline(text), read_speaker(text), decision is None and is_note(text))


def _kinds(blocks: Sequence[Block]) -> Kinds:
    told = [_NOTHING_TOLD if block.way else _tell(block.text) for block in blocks]
    frequent = _frequent_run_ons(blocks, [run_on for _, run_on, _, _, _ in told if run_on is not None])
    heading, meta, opens, word = [], [], [], []
    decisions: list[DecisionHeading | None] = []
    for i, (block, (decision, run_on, inline, _, note)) in enumerate(zip(blocks, told, strict=True)):
        text, _, _, found, _, _, way = block
        if found is not None:
            decision = None
        is_alone = found is not None or decision is not None
        is_meta = way or (note and not is_alone)
        is_heading = is_alone
        if not is_alone and not is_meta and text[0].isupper():
            behind = inline or (among(run_on, frequent) if frequent else None)
            found = behind.heading if behind else None
            is_heading = behind is not None or (is_proposal(text) and i + 1 < len(blocks))
        if found is not None:
            word.append(found.kind if found.kind == "vedtagelse" else key(found.word))
        else:
            word.append("" if decision is None or decision.bare else "vedtagelse")
        heading.append(is_heading)
        meta.append(is_meta)
        opens.append(is_alone)
        decisions.append(decision)
    texts = Counter([block.text for block in blocks if len(block.text) < _SHORT])
    again = frozenset(text for text, n in texts.items() if n > 1)
    _, run_ons, inlines, speakers, _ = zip(*told, strict=True) if told else [()] * 5
    return Kinds(heading, meta, opens, word, decisions, run_ons, inlines, speakers, again, [False] * len(blocks))


_SHORT = 90


def _frequent_run_ons(blocks: Sequence[Block], found: Sequence[Inline]) -> frozenset[str]:
    """Keys of known headings that three lines or more begin with, and that stand alone nowhere."""
    if len(found) < 3:
        return frozenset()
    alone = {key(block.text) for block in blocks if block.heading is not None}
    counts = Counter(key(run_on.printed) for run_on in found)
    return frozenset(word for word, n in counts.items() if n >= 3 and word not in alone)


_LABELLED = re.compile(r"(?P<name>[A-ZÆØÅ][a-zæøå]{2,19}(?: [a-zæøå]{2,12})?): *\S.{0,60}")


def _note_labels(starts: Sequence[Start], blocks: Sequence[Block], kinds: Kinds) -> None:
    """Marks the lines as notes that most items have above their first heading, beside a known note: "Art: Drøftelse"."""
    places: dict[str, dict[int, int]] = {}
    ends = [*(start.at for start in starts[1:]), len(blocks)]
    for k, (start, end) in enumerate(zip(starts, ends, strict=True)):
        for i in range(start.end, min(start.end + _MOST_NOTES, end)):
            if kinds.heading[i]:
                break
            match = _LABELLED.fullmatch(blocks[i].text) if any(kinds.meta[i - 1 : i + 2]) else None
            if match is not None:
                places.setdefault(match["name"], {})[k] = i
    for found in places.values():
        if len(found) >= max(3, 0.6 * len(starts)):
            for i in found.values():
                kinds.meta[i] = kinds.noted[i] = True


_HOURS = re.compile(r"(?:Kl\.?\s*)?\d{1,2}[.:]\d\d\s*[-–]\s*(?:kl\.?\s*)?\d{1,2}[.:]\d\d:?", re.IGNORECASE)
"""When an item is dealt with: "Kl. 9.05-9.10" over its title."""
_MOST_NOTES = 8
"""So many lines about an item may stand above its heading."""


def _notes_before(starts: Sequence[Start], blocks: Sequence[Block], kinds: Kinds) -> dict[int, int]:
    """How many blocks above each heading are about the item, where most items have such lines above ("Åbent punkt", KLE).

    Labelled lines count where a case number is among them: an absence that stands alone belongs to the decision above.
    """
    found = {}
    for k, start in enumerate(starts):
        first, numbered = start.at, False
        limit = max(start.at - _MOST_NOTES, starts[k - 1].end if k else 0)
        if first > limit and len(blocks[first - 1].text) < _SHORT and _HOURS.fullmatch(blocks[first - 1].text):
            found[k] = 1
            continue
        while first - 1 >= limit and kinds.meta[first - 1]:
            if k == 0 and _is_of_front(blocks[first - 1].text):
                break
            first -= 1
            label = read_label(blocks[first].text)
            numbered = numbered or (label.role in ("sagsnummer", "journalnummer") if label else True)
        while first < start.at and (label := read_label(blocks[first].text)) is not None and label.role == "absence":
            first += 1
        if first < start.at and numbered:
            found[k] = start.at - first
    if len(found) >= max(2, 0.6 * len(starts)):
        return found
    return _heads_before(starts, blocks, kinds) or _cases_before(starts, blocks)


def _cases_before(starts: Sequence[Start], blocks: Sequence[Block]) -> dict[int, int]:
    """The items with a case number alone on the line above their heading, where two or more have it and none has it below."""
    if any(start.end < len(blocks) and _is_case_alone(blocks[start.end]) for start in starts):
        return {}
    ends = [0, *(start.end for start in starts)]
    found = {k: 1 for k, start in enumerate(starts) if start.at - 1 >= ends[k] and _is_case_alone(blocks[start.at - 1])}
    return found if len(found) > 1 else {}


def _is_case_alone(block: Block) -> bool:
    return len(block.text) < _SHORT and block.text[0].isalnum() and read_case_line(block.text) is not None


def _is_of_front(text: str) -> bool:
    """Whether a line has a label of the meeting's that is none of an item's."""
    if not begins_front_label(text):
        return False
    label = read_label(text)
    return label is None or (label.role == "other" and find_date(label.value) is not None)


def _heads_before(starts: Sequence[Start], blocks: Sequence[Block], kinds: Kinds) -> dict[int, int]:
    """How many blocks above each heading are the head of a document of its own: case number, body, date and caseworker.

    A case number's label stands equally far above most headings, and nothing between is a heading.
    """
    far: dict[int, int] = {}
    for k, start in enumerate(starts):
        limit = max(start.at - _MOST_NOTES, starts[k - 1].end if k else 0)
        for i in range(start.at - 1, limit - 1, -1):
            if kinds.heading[i]:
                break
            if kinds.meta[i] and is_case_line(blocks[i].text):
                far[k] = start.at - i
                break
    if not far:
        return {}
    usual, often = Counter(far.values()).most_common(1)[0]
    if usual == 1 or often < max(2, 0.6 * len(starts)):
        return {}
    return {k: distance for k, distance in far.items() if distance == usual}


def _beside_headings(
    starts: Sequence[Start], begins: Sequence[int], blocks: Sequence[Block], kinds: Kinds, listed: set[str]
) -> set[str]:
    """Lines that stand, word for word, above or below most items' headings and say nothing: buttons, heads of tables.

    What stands above must stand above the first item too: else it ends the items, as an absence does. What stands
    below is of a few words, or also in the list of contents (`listed`).
    """
    if len(starts) < 4:
        return set()
    first = blocks[begins[0] - 1].text if begins[0] else ""
    beside = Counter(
        blocks[i].text
        for k, start in enumerate(starts)
        for i in {begins[k] - 1, start.end}
        if 0 <= i < len(blocks)
        and len(blocks[i].text) < 60
        and not kinds.heading[i]
        and not kinds.meta[i]
        and (blocks[i].text == first if i < start.at else blocks[i].text.count(" ") < 3 or blocks[i].text in listed)
    )
    return {text for text, n in beside.items() if n >= 0.6 * len(starts) and text[-1] != "."}


def _repeated_groups(starts: Sequence[Start], blocks: Sequence[Block], kinds: Kinds) -> set[str]:
    """Headings of groups that each item says again between its title and its case number, word for word."""
    below = Counter(
        blocks[start.end].text
        for start in starts
        if start.end + 1 < len(blocks)
        and kinds.meta[start.end + 1]
        and not kinds.meta[start.end]
        and not kinds.heading[start.end]
        and len(blocks[start.end].text) < 80
    )
    if sum(below.values()) < max(2, 0.6 * len(starts)):
        return set()
    texts = Counter(block.text for block in blocks if block.text in below)
    return {text for text in below if texts[text] > 1}


_GROUP_LABEL = re.compile(r"(?P<label>[A-ZÆØÅ]\w{2,19}): *\S.{2,60}")


def _labelled_groups(begins: Sequence[int], blocks: Sequence[Block]) -> set[str]:
    """Headings of groups by the word before their colon, "TEMA: Boliger": it stands above the first item and above others only."""
    first = _group_label(blocks[begins[0] - 1].text) if begins[0] else ""
    if not first:
        return set()
    found = [i for i, block in enumerate(blocks) if _group_label(block.text) == first]
    above = {begin - 1 for begin in begins}
    return {blocks[i].text for i in found} if len(found) > 1 and above.issuperset(found) else set()


def _group_label(text: str) -> str:
    """The word before the colon, casefolded, where it is neither a label of the minutes' facts nor a main heading but "Tema"."""
    match = _GROUP_LABEL.fullmatch(text) if text[-1] not in ".;," else None
    if match is None or read_label(text) is not None:
        return ""
    heading = find_heading(match["label"])
    return match["label"].casefold() if heading is None or heading.kind == "resume" else ""


def _back(blocks: Sequence[Block], starts: Sequence[Start]) -> int:
    """Where the back matter begins, behind the last item's text."""
    table = words()
    titles = {title_key(start.titel) for start in starts}
    last = max((i for i in range(starts[-1].end, len(blocks)) if _opens_text(blocks[i])), default=-1)
    for i in range(starts[-1].end, len(blocks)):
        text = blocks[i].text
        word = key(text)
        if word in table.back and (blocks[i].heading is None or _lists_items(blocks, i + 1, titles)):
            return i
        if text[:1] in "MmNn" and text.casefold().startswith(table.back_starts) and len(text) < 160:
            if _awaits_text(blocks[i - 1]) or i < last or (text[0] in "Nn" and i == starts[-1].end == len(blocks) - 1):
                continue  # the item goes on behind a line that tells of the meeting's end
            return i
    return min(_imprint(blocks, starts[-1].end + 1), _signatures(blocks, starts[-1].end + 1))


_SIGNED = re.compile(r"[A-ZÆØÅ][\w. -]{1,30},? (?:den|d\.) \d{1,2}\. ?[a-zæøå]+ \d{4}\.?")
_NAMES_ONLY = re.compile(r"(?:[A-ZÆØÅ][\w.'’-]{0,30}(?:[ ,/]+|$)){2,40}")


def _signatures(blocks: Sequence[Block], least: int) -> int:
    """Where a place with a date and nothing but names end a document, not above `least`; else the document's end."""
    at = len(blocks)
    while at > least and len(blocks[at - 1].text) < 200 and _NAMES_ONLY.fullmatch(blocks[at - 1].text):
        at -= 1
    signed = at < len(blocks) and at > least and _SIGNED.fullmatch(blocks[at - 1].text) is not None
    return at - 1 if signed else len(blocks)


def _opens_text(block: Block) -> bool:
    """Whether a block is the heading of an item's decision or text."""
    return block.heading is not None and block.heading.kind in ("vedtagelse", "indstilling", "sagsfremstilling")


def _awaits_text(block: Block) -> bool:
    """Whether a block is a heading: what stands below it is its text, whatever it begins with."""
    return block.heading is not None or read_decision_heading(block.text) is not None


def _imprint(blocks: Sequence[Block], least: int) -> int:
    """Where the sender's address begins that ends a document, not above `least`; else the document's end."""
    end, reach = len(blocks), words().reach
    while end > least and len(text := blocks[end - 1].text) < 120 and (reach.search(text) or _ADDRESS.match(text)):
        end -= 1
    if not any(reach.search(block.text) for block in blocks[end:]):
        return len(blocks)
    headed = [i for i in range(max(least, end - 2), end) if key(blocks[i].text) in words().address]
    return headed[0] if headed else end


_ADDRESS = re.compile(
    r"(?:[\w.-]+ ){1,2}(?:[Kk]ommune|[Rr]ådhus)$|[A-ZÆØÅ][\w. -]{2,40} \d{1,4}[A-Z]?(?:, \d{4} .*)?$|\d{4} [A-ZÆØÅ][\w -]+$"
)


_PART_NUMBER = re.compile(r"\d{1,4}\.\d{1,2}\.?\s+\S")


def _lists_items(blocks: Sequence[Block], i: int, titles: set[str]) -> bool:
    """Whether a list of all attachments begins here: the next lines name items by titles, or by their numbers' parts."""
    if all(_PART_NUMBER.match(block.text) for block in blocks[i : i + 3]) and i < len(blocks):
        return True
    for block in blocks[i : i + 3]:
        match = NUMBERED.match(block.text)
        if title_key(match["title"] if match else block.text) in titles:
            return True
    return False


def _groups(
    blocks: Sequence[Block], begins: Sequence[int], kinds: Kinds, beside: set[str], starts: Sequence[Start]
) -> dict[int, bool | None]:
    """Positions of headings over groups of items, with True for closed, False for open, None for neither."""
    found: dict[int, bool | None] = {}
    for k, begin in enumerate(begins):
        i = begin - 1
        while i >= 0 and i not in found and begin - i < 5:
            group = _read_group(blocks[i].text, under_heading=bool(i and kinds.heading[i - 1]), inside=k > 0)
            if group is None and blocks[i].text not in beside and key(blocks[i].text) not in words().columns:
                break
            found[i] = group[0] if group else None
            i -= 1
        below = starts[k].end
        if below < len(blocks) and blocks[below].text in beside:
            found[below] = None
        elif below < len(blocks) and not kinds.meta[below]:
            word = key(blocks[below].text)
            if word in words().open_groups or word in words().closed_groups:
                found[below] = word in words().closed_groups
            elif without_letter(blocks[below].text) != blocks[below].text:
                found[below] = None
    headings = {at for start in starts for at in start.blocks}
    return {at: closed for at, closed in found.items() if at not in headings}


def _without_endings(groups: dict[int, bool | None], blocks: Sequence[Block], kinds: Kinds) -> dict[int, bool | None]:
    """The groups without the lines that as often end or part an item's text: "Til orientering" below each case."""
    named = Counter(blocks[at].text for at in groups if key(blocks[at].text) in words().other_groups)
    texts = [text for text in named if text in kinds.again]
    if not texts:
        return groups
    counts = Counter(block.text for block in blocks if block.text in texts)
    endings = {text for text in texts if counts[text] >= 2 * named[text]}
    return {at: closed for at, closed in groups.items() if blocks[at].text not in endings}


_POST_CODE = re.compile(r"\d{4} [A-ZÆØÅ][\w -]+")
_PHONE = re.compile(r"(?:T|Tlf|Telefon|F|Fax|M|Mobil)\.?:? ?\+?(?:\d\d ?){4,5}")
_OF_MUNICIPALITY = re.compile(r"(?:[\w.-]+ ){1,2}(?:[Kk]ommune|[Rr]ådhus)")
_LEAST_LETTERHEAD = 3


def _letterheads(blocks: Sequence[Block], starts: Sequence[Start], back_at: int) -> set[int]:
    """The lines of the municipality's address that a page's foot left between the items: with post code, and with phone or
    web page. The paragraph in capitals above it names its department.
    """
    found = {at for start in starts for at in start.blocks}
    titles = frozenset(found)
    behind = enumerate(blocks[starts[0].end : back_at], starts[0].end)
    for i in [i for i, block in behind if block.text[0].isdecimal() and _POST_CODE.fullmatch(block.text)]:
        if i in found:
            continue
        first, end = i, i + 1
        while first > starts[0].end and first - 1 not in found and _is_of_address(blocks[first - 1].text):
            first -= 1
        while end < back_at and end not in found and _is_of_address(blocks[end].text):
            end += 1
        texts = [block.text for block in blocks[first:end]]
        told = any(words().reach.search(text) or _PHONE.fullmatch(text) for text in texts)
        if told and len(texts) >= _LEAST_LETTERHEAD and any(map(_OF_MUNICIPALITY.fullmatch, texts)):
            department = _department(blocks, first, starts[0].end)
            found.update(range(first if titles.intersection(range(department, first)) else department, end))
    return found - titles


def _is_of_address(text: str) -> bool:
    if len(text) > _SHORT:
        return False
    return bool(_ADDRESS.match(text) or words().reach.search(text) or _PHONE.fullmatch(text))


def _department(blocks: Sequence[Block], first: int, least: int) -> int:
    """Where the paragraph in capitals begins that stands above an address; else where the address does."""
    at = first - 1
    while at > least and first - at < 3 and not blocks[at].gap:
        at -= 1
    return at if at >= least and blocks[first].gap and blocks[at].gap and blocks[at].text.isupper() else first


_OF_CASES = re.compile(r"(?:[\wæøåÆØÅ&,.\- ]+ )?\w*(?:SAGER|PUNKTER)(?: [\wÆØÅ /,&-]+)?$")


_DOORS = re.compile(r"\bfor (lukkede|åbne) døre:?$", re.IGNORECASE)
_OPEN_OR_CLOSED = re.compile(r"(åbne|lukkede)\s+\w+(?:sager|punkter)", re.IGNORECASE)


def _read_group(text: str, *, under_heading: bool, inside: bool) -> tuple[bool | None] | None:
    """What a heading over items says of them: closed, open or neither; None when it is no such heading."""
    table = words()
    bare = without_letter(text)
    word = key(bare)
    if word in table.closed_groups:
        return (True,)
    if word in table.open_groups:
        return (False,)
    if len(text) < 40 and (named := _OPEN_OR_CLOSED.fullmatch(text)) is not None:
        return (named[1][0] in "Ll",)
    if len(text) < 70 and text[-1] != "." and (doors := _DOORS.search(text)) is not None:
        return (doors[1][0] in "Ll",)
    if len(text) < 70 and text.isupper() and _OF_CASES.match(text):
        return (True,) if "LUKKE" in text else (None,)
    if (word in table.other_groups and text[-1] != "." and not under_heading) or _names_body(text, inside):
        return (None,)
    return (None,) if bare != text else None


def _in_closed_groups(starts: Sequence[Start], groups: dict[int, bool | None], blocks: Sequence[Block]) -> list[bool]:
    """For each item whether the last heading above it that says so stands over closed items.

    Above the first item, a heading that comes again below it is an entry of a list of the groups.
    """
    below = {blocks[at].text for at in groups if at > starts[0].at}
    marks = sorted(
        (at, closed)
        for at, closed in groups.items()
        if closed is not None and (at > starts[0].at or blocks[at].text not in below)
    )
    found: list[bool] = []
    is_closed, k = False, 0
    for start in starts:
        while k < len(marks) and marks[k][0] < start.at:
            is_closed = marks[k][1]
            k += 1
        found.append(is_closed)
    return found


def _names_body(text: str, inside: bool) -> bool:
    if not inside or len(text) > 80:
        return False
    return names_sender(text) or (text.isupper() and is_body(text))


def placed_blocks(minutes: Minutes) -> Iterator[tuple[str, str, Block]]:
    """Every block of the document with its role and the reason for it, in no particular order."""
    for role, blocks in (
        ("front", minutes.front),
        ("contents", minutes.contents_blocks),
        ("group", minutes.groups),
        ("back", minutes.back),
    ):
        for block in blocks:
            yield role, "", block
    for n, item in enumerate(minutes.items, 1):
        for block in item.headings:
            yield f"{n} punkt", f"series, weight {item.start.sure:.1f}", block
        for block in item.notes:
            yield f"{n} oplysning", "", block
        for section in item.sections:
            for block in section.headings:
                yield f"{n} {section.kind}!", section.why, block
            for block in section.blocks:
                yield f"{n} {section.kind}", "", block
            for part in section.parts:
                yield f"{n} {section.kind}!", f"afsnit, emne {part.emne}", part.heading
                for block in part.blocks:
                    yield f"{n} {section.kind}", "", block
