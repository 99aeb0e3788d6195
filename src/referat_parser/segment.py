"""Blocks to punkter and their sections; every block ends in exactly one place."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from referat_parser.bodies import is_body
from referat_parser.contents import Contents, find_contents, names_sender
from referat_parser.dates import find_date
from referat_parser.habits import MAIN, among, read_run_on
from referat_parser.headings import Inline, is_proposal, read_decision_heading, read_inline
from referat_parser.items import MAX_DECISION, MAX_TITLE, Kinds, Start, find_starts
from referat_parser.layout import Block, Layout, join
from referat_parser.lexicon import MAX_HEADING, Heading, begins_front_label, find_heading, key, read_label, words
from referat_parser.sections import Item, Reader, is_note
from referat_parser.titles import NUMBERED, is_case_label, is_case_line, read_case_line, title_key
from referat_parser.ways import find_ways


@dataclass(slots=True)
class Minutes:
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
    bare = _without_buttons(_mend_labels(_unread_bullets(layout.blocks)))
    joined = _join_points(_join_dates(_part_numbers(_part_headings(_part_titles(bare)))))
    every = _unread_ways(_read_answers(_read_numbered_headings(_unread_points(_unread_answers(joined)))))
    contents = find_contents(every)
    listed = [every[i] for i in sorted(contents.taken)]
    blocks = [block for i, block in enumerate(every) if i not in contents.taken] if listed else every
    kinds = _kinds(blocks)
    starts = find_starts(blocks, kinds, contents, layout.body_size)
    if not starts:
        return Minutes(blocks, contents, listed, [], [], [])
    before = _notes_before(starts, blocks, kinds)
    begins = [start.at - before.get(k, 0) for k, start in enumerate(starts)]
    back_at = _back(blocks, starts)
    beside = _beside_headings(starts, begins, blocks, kinds, {block.text for block in listed}) | contents.groups
    beside |= _repeated_groups(starts, blocks, kinds) | _labelled_groups(begins, blocks)
    groups = _groups(blocks, begins, kinds, beside, starts)
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


def _mend_labels(blocks: list[Block]) -> list[Block]:
    """The blocks with labels whose words a narrow column cut ("Kommunalbestyrel/sens møde") made whole again."""
    broken = {i for i, block in enumerate(blocks) if block.side and len(block.lines) > 1}
    if not broken:
        return blocks
    whole = (block.text.casefold() for i, block in enumerate(blocks) if i not in broken)
    vocabulary = sorted({word for text in whole for word in _WORD.findall(text)})
    return [_mend(block, vocabulary) if i in broken else block for i, block in enumerate(blocks)]


_BULLETS = frozenset("•·▪●◦*–-")


def _unread_bullets(blocks: list[Block]) -> list[Block]:
    """The blocks, those behind a bullet no headings where the document's headings have none: "• Økonomi" is then of a list."""
    known = [block.text for block in blocks if block.heading is not None and block.heading.kind in MAIN]
    if sum(text[0] in _BULLETS for text in known) * 4 > len(known):
        return blocks
    return [b._replace(heading=None) if b.heading is not None and b.text[0] in _BULLETS else b for b in blocks]


def _without_buttons(blocks: list[Block]) -> list[Block]:
    """The blocks without a page's button before a heading, "fold dette punkt ind Resume", or glued to the end of one."""
    buttons, tails = words().buttons, words().buttons_behind
    firsts = frozenset(letter for button in buttons for letter in (button[0], button[0].upper()))
    bare = list(blocks)
    for i, block in enumerate(blocks):
        for tail in tails:
            if tail in block.text and (at := _button_at(block.text, tail)):
                bare[i] = block._replace(text=block.text[:at].rstrip(), heading=find_heading(block.text[:at].rstrip()))
        if block.text[0] not in firsts or len(block.text) > MAX_DECISION:
            continue
        low = block.text[:_BUTTON].casefold()
        if not low.startswith(buttons):
            continue
        rest = block.text[max(len(button) for button in buttons if low.startswith(button)) :]
        heading = find_heading(rest)
        if heading is not None or read_decision_heading(rest) is not None:
            bare[i] = block._replace(text=rest, heading=heading)
    return bare


def _button_at(text: str, tail: str) -> int:
    """Where a button is glued to a title: one that begins as `tail`, where that ends in a space, or is `tail`; else 0."""
    at = text.find(tail)
    return at if at > 0 and (tail[-1] == " " or at + len(tail) == len(text)) else 0


_BUTTON = 60
"""No button has more letters."""


_LEAST_TITLE = 12  # letters, with its number
_HEADING_BEHIND = re.compile(
    r"(?:(?<=[a-zæøå\d)][.!?])[A-ZÆØÅ][a-zæøå]{3,}(?: [a-zæøå]+){0,3}|(?<=[a-zæøå\d)])[A-ZÆØÅ][a-zæøåé]{4,}):?$"
)


def _part_headings(blocks: list[Block]) -> list[Block]:
    """The blocks with known headings apart that a lost line break put behind a sentence, "... kl. 16.30.Sagsfremstilling",
    and with the decision apart that stands behind a numbered title, or its heading behind "Sagens forløb".
    """
    behind: dict[int, tuple[int, Heading | None]] = {}
    for i, block in enumerate(blocks):
        text = block.text
        if text[0].isdecimal() and text[-1] == "." and (at := text.rfind(". ", 0, -1) + 2) > _LEAST_TITLE:
            if key(text[at:]) in words().decided and NUMBERED.match(text) is not None:
                behind[i] = at, None  # "7. Ansøgning om bevilling. Til efterretning."
        elif text[-1] != "." and block.heading is None and len(text) > 20:
            match = _HEADING_BEHIND.search(text[-50:])
            heading = find_heading(match[0]) if match else None
            if match is not None and heading is not None:
                behind[i] = len(text) - len(match[0]), heading
            elif len(text) < MAX_HEADING and (at := _dated_behind(text)):
                behind[i] = at, None
    if not behind:
        return blocks
    parted: list[Block] = []
    for i, block in enumerate(blocks):
        if i in behind:
            at, heading = behind[i]
            first = block.text[:at].rstrip()
            parted.append(block._replace(text=first, heading=find_heading(first)))
            block = block._replace(text=block.text[at:], heading=heading, gap=False, marked=False)
        parted.append(block)
    return parted


_BEFORE_DAY = re.compile(r"[A-ZÆØÅ][a-zæøå]+(?: [a-zæøå]+){0,3} (?=\d{1,2}[-./]\d)")


def _dated_behind(text: str) -> int:
    """Where behind a known heading a case's way begins with its first date, "Sagens forløb 23-09-2019 Byrådet"; else 0."""
    match = _BEFORE_DAY.match(text)
    if match is None or find_heading(match[0].rstrip()) is None:
        return 0
    dated = find_date(text[match.end() :])
    return match.end() if dated is not None and dated.start == 0 and read_decision_heading(text) is None else 0


_GLUED = re.compile(r"(?:(?<=[^\W\d_])|(?<=[.:)!?])|(?<=\b(?:19|20)\d\d))(?=\d{1,4}\. ?[A-ZÆØÅ\"»])")
"""Behind a letter, a stop or a year, a number and a capital."""


def _part_titles(blocks: list[Block]) -> list[Block]:
    """The blocks with numbered titles apart that a lost line break put behind a line, "4. Eventuelt1. Rundvisning".

    The same number and title must begin and end a line elsewhere, as in the list of contents.
    """
    numbered = [block.text for block in blocks if block.text[0].isdecimal()]
    titles = {_numbered_key(text) for text in numbered} - {None}
    ends = {_last_word(text) for text in numbered}
    for _ in range(_MOST_GLUED):  # what a title was parted from may be one too, or end in one
        behind: dict[int, int] = {}
        for i, block in enumerate(blocks):
            if _NUMBER_WITHIN.search(block.text, 1) is None or _last_word(block.text) not in ends:
                continue
            for at in _glued_at(block.text):
                if (title := _numbered_key(block.text[at:])) and title in titles:
                    behind[i] = at
                    titles.add(_numbered_key(block.text[:at]))
                    ends.add(_last_word(block.text[:at]))
                    break
        if not behind:
            return blocks
        blocks = _parted(blocks, behind)
    return blocks


_MOST_GLUED = 4
"""So many titles may stand on a line."""


def _last_word(text: str) -> str:
    """What stands behind a line's last space and stop, in one case: by it most lines that end in no title are told at once."""
    tail = text[-_LONGEST_WORD:].rstrip(' .:)-–"»')
    return tail[max(tail.rfind(" "), tail.rfind(".")) + 1 :].casefold()


_LONGEST_WORD = 40
_NUMBER_WITHIN = re.compile(r"\d\. ?[A-ZÆØÅ\"»]")


def _glued_at(text: str) -> list[int]:
    """Where a numbered title may begin that ends a line, behind what does not end in a space."""
    least = max(0, len(text) - MAX_TITLE)
    return [match.start() for match in _GLUED.finditer(text, least)]


def _numbered_key(text: str) -> tuple[str, str] | None:
    """A line's number and the words of its title; None where it has no number."""
    match = NUMBERED.match(text) if len(text) <= MAX_TITLE else None
    return (match["num"], title_key(match["title"])) if match else None


def _parted(blocks: list[Block], behind: dict[int, int]) -> list[Block]:
    """The blocks, those of `behind` parted at the letter it says."""
    if not behind:
        return blocks
    parted: list[Block] = []
    for i, block in enumerate(blocks):
        if at := behind.get(i):
            head, tail = block.text[:at].rstrip(), block.text[at:]
            parted.append(block._replace(text=head, heading=find_heading(head)))
            block = block._replace(text=tail, heading=find_heading(tail), gap=False, marked=False)
        parted.append(block)
    return parted


def _part_numbers(blocks: list[Block]) -> list[Block]:
    """The blocks with an item's number apart from the case number behind it, where that is a habit: "211. Journalnr. 00.30.14"."""
    behind: dict[int, int] = {}
    for i, block in enumerate(blocks):
        if block.text[0].isdecimal() and len(block.text) < _LONGEST_CASE_LINE:
            match = NUMBERED.match(block.text)
            if match is not None and is_case_label(match["title"]):
                behind[i] = match.start("title")
    return _parted(blocks, behind) if len(behind) > 1 else blocks


_LONGEST_CASE_LINE = 70


def _join_dates(blocks: list[Block]) -> list[Block]:
    """The blocks with headings whose date stands on the next line, "Beslutning i Byrådet den" and "3. marts 2020", as one."""
    if not any(block.text.endswith(_BEFORE_DATE) for block in blocks):
        return blocks
    joined: list[Block] = []
    for block in blocks:
        before = joined[-1] if joined else None
        if (
            before is not None
            and before.text.endswith(_BEFORE_DATE)
            and len(before.text) < 120
            and len(block.text) < 60
        ):
            text = f"{before.text} {block.text}"
            if read_decision_heading(text) is not None:
                joined[-1] = before._replace(text=text, lines=before.lines + block.lines, heading=None)
                continue
        joined.append(block)
    return joined


_POINT = re.compile(r"\(?\d{1,2}[.)]")


def _join_points(blocks: list[Block]) -> list[Block]:
    """The blocks with a recommendation's points as one each that a table's cells parted: "1.", "at", "planen vedtages"."""
    if not any(key(block.text) == "at" for block in blocks):
        return blocks
    joined: list[Block] = []
    for block in blocks:
        before = joined[-1] if joined else None
        if before is not None and block.heading is None and _is_point(before.text, block.text):
            text, lines = f"{before.text} {block.text}", before.lines + block.lines
            joined[-1] = before._replace(text=text, lines=lines, marked=True, heading=None)
        else:
            joined.append(block)
    return joined


def _is_point(above: str, text: str) -> bool:
    """Whether a line goes on from the number or the "at" of a point above it."""
    if key(text) == "at":
        return _POINT.fullmatch(above) is not None
    number, _, at = above.partition(" ")
    return at == "at" and _POINT.fullmatch(number) is not None


def _unread_answers(blocks: list[Block]) -> list[Block]:
    """The blocks with one-word sentences below a heading read as its text: "Fraværende." is none where the heading has no stop."""
    read = list(blocks)
    for i, (above, block) in enumerate(pairwise(blocks), 1):
        heading = above.heading is not None and above.text[-1] != "."
        if heading and block.heading is not None and block.text[-1] == "." and block.text.count(" ") < 2:
            read[i] = block._replace(heading=None)
    return read


_FREE = ("topic", "oevrige")


def _unread_points(blocks: list[Block]) -> list[Block]:
    """The blocks with a known topic read as a point of the list that a colon opens: "Stikord er:", "• Miljø", "• Nye boliger"."""
    read = list(blocks)
    for i in range(1, len(blocks) - 1):
        above, block, below = blocks[i - 1 : i + 2]
        mark = block.text[0]
        if mark not in _BULLETS or block.heading is None or block.heading.kind not in _FREE:
            continue
        if above.text[-1] == ":" and above.heading is None and below.text[0] == mark and below.heading is None:
            read[i] = block._replace(heading=None, marked=True)
    return read


_NUMBERED_HEADING = re.compile(r"\d{1,2}[.)]\s+(?P<word>[A-ZÆØÅ][\w /-]{3,50}):?")


def _read_numbered_headings(blocks: list[Block]) -> list[Block]:
    """The blocks with known headings read that each item numbers alike: "1. Sagsfremstilling" ... "5. Indstilling".

    Two such headings, each with its number twice or more, are a habit; a title of an item comes once.
    """
    found: dict[int, tuple[str, Heading]] = {}
    for i, block in enumerate(blocks):
        match = _NUMBERED_HEADING.fullmatch(block.text) if block.text[:1].isdecimal() and len(block.text) < 60 else None
        heading = find_heading(match["word"]) if match else None
        if heading is not None:
            found[i] = (block.text, heading)
    counts = Counter(text for text, _ in found.values())
    habits = {text for text, n in counts.items() if n > 1}
    if len({heading.kind for text, heading in found.values() if text in habits}) < 2:
        return blocks
    read = list(blocks)
    for i, (text, heading) in found.items():
        if text in habits:
            read[i] = blocks[i]._replace(heading=heading)
    return read


_ANSWER = re.compile(r"ad\.? ?(?P<num>\d{1,3})[a-z]?(?P<rest>\b.*)", re.IGNORECASE | re.DOTALL)


def _read_answers(blocks: list[Block]) -> list[Block]:
    """The blocks with "AD1", "AD2" read as the headings of decisions where each stands in the item of its number, "1. Title"."""
    found: list[int] = []
    item = 0
    for i, block in enumerate(blocks):
        if block.text[0].isdecimal():
            match = NUMBERED.match(block.text)
            if match is not None and match["num"].isdecimal() and (not item or int(match["num"]) == item + 1):
                item = int(match["num"])
        elif block.text[0] in "Aa" and (answer := _ANSWER.match(block.text)) is not None:
            if int(answer["num"]) != item:
                return blocks
            if not answer["rest"].strip(" .:"):
                found.append(i)
    if len({blocks[i].text for i in found}) < 2 or any(blocks[i - 1].heading is not None for i in found):
        return blocks
    read = list(blocks)
    for i in found:
        read[i] = blocks[i]._replace(heading=Heading("vedtagelse", "", blocks[i].text), marked=False)
    return read


def _unread_ways(blocks: list[Block]) -> list[Block]:
    """The blocks with what the rows of a case's way are called ("Indstilling x", "Beslutning") read as no headings."""
    ways = find_ways(blocks)
    if not ways:
        return blocks
    return [block._replace(heading=None, way=True) if i in ways else block for i, block in enumerate(blocks)]


_BEFORE_DATE = (" den", " DEN", " d.", ", den")
_WORD = re.compile(r"[^\W\d_]+")


def _mend(block: Block, vocabulary: list[str]) -> Block:
    texts = [block.lines[0].text]
    for line in block.lines[1:]:
        if _is_cut(texts[-1], line.text, vocabulary, block.heading is not None):
            texts[-1] += line.text
        else:
            texts.append(line.text)
    text = join(texts)
    return block._replace(text=text, heading=find_heading(text))


def _is_cut(above: str, below: str, vocabulary: list[str], is_heading: bool) -> bool:
    """Whether a word was cut between two lines of a label.

    Two pieces are one word where the document has the word elsewhere, and in what is no known heading as it stands also
    where that makes a known heading, where a long word of the document begins so, and where it is a body's name and
    neither piece is a word of the document.
    """
    if not (above[-1].isalpha() and below[0].isalpha()) or above[-1].islower() != below[0].islower():
        return False
    left, right = _WORD.findall(above)[-1].casefold(), _WORD.findall(below)[0].casefold()
    whole = left + right
    if _has(vocabulary, whole) or _has(vocabulary, whole.removesuffix("s")):
        return True
    if is_heading:
        return False
    at = bisect_left(vocabulary, whole)
    if len(whole) >= _LONG and at < len(vocabulary) and vocabulary[at].startswith(whole):
        return True
    is_piece = not (_has(vocabulary, left) or _has(vocabulary, right) or find_heading(left))
    return find_heading(f"{above}{below}") is not None or (is_piece and is_body(whole.capitalize()))


_LONG = 10
"""So many letters begin a word by no accident."""


def _has(vocabulary: list[str], word: str) -> bool:
    at = bisect_left(vocabulary, word)
    return at < len(vocabulary) and vocabulary[at] == word


def _kinds(blocks: Sequence[Block]) -> Kinds:
    decisions = [
        read_decision_heading(b.text) if b.heading is None and len(b.text) < MAX_DECISION and not b.way else None
        for b in blocks
    ]
    run_ons = [None if b.way else read_run_on(b.text) for b in blocks]
    inlines = [None if b.way else read_inline(b.text) for b in blocks]
    opens = [b.heading is not None or d is not None for b, d in zip(blocks, decisions, strict=True)]
    meta = [b.way or (not o and is_note(b.text)) for o, b in zip(opens, blocks, strict=True)]
    frequent = _frequent_run_ons(blocks, run_ons)
    heading, word = list(opens), [""] * len(blocks)
    for i, (block, decision) in enumerate(zip(blocks, decisions, strict=True)):
        found = block.heading
        if not opens[i] and not meta[i] and block.text[:1].isupper():
            inline = inlines[i] or among(run_ons[i], frequent)
            found = inline.heading if inline else None
            heading[i] = inline is not None or (i + 1 < len(blocks) and is_proposal(block.text))
        if found is not None:
            word[i] = found.kind if found.kind == "vedtagelse" else key(found.word)
        elif decision is not None and not decision.bare:
            word[i] = "vedtagelse"
    texts = Counter(block.text for block in blocks if len(block.text) < _SHORT)
    again = frozenset(text for text, n in texts.items() if n > 1)
    return Kinds(heading, meta, opens, word, decisions, run_ons, inlines, again)


_SHORT = 90


def _frequent_run_ons(blocks: Sequence[Block], run_ons: Sequence[Inline | None]) -> frozenset[str]:
    """Keys of known headings that three lines or more begin with, and that stand alone nowhere."""
    found = [run_on for run_on in run_ons if run_on is not None]
    if len(found) < 3:
        return frozenset()
    alone = {key(block.text) for block in blocks if block.heading is not None}
    counts = Counter(key(run_on.printed) for run_on in found)
    return frozenset(word for word, n in counts.items() if n >= 3 and word not in alone)


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
    headings = {at for start in starts for at in start.blocks}
    return {at: closed for at, closed in found.items() if at not in headings}


_OF_CASES = re.compile(r"(?:[\wæøåÆØÅ&,.\- ]+ )?\w*(?:SAGER|PUNKTER)(?: [\wÆØÅ /,&-]+)?$")


_DOORS = re.compile(r"\bfor (lukkede|åbne) døre:?$", re.IGNORECASE)
_OPEN_OR_CLOSED = re.compile(r"(åbne|lukkede)\s+\w+(?:sager|punkter)", re.IGNORECASE)


def _read_group(text: str, *, under_heading: bool, inside: bool) -> tuple[bool | None] | None:
    """What a heading over items says of them: closed, open or neither; None when it is no such heading."""
    table = words()
    word = key(text)
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
    return None


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
