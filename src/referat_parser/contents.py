"""The list of contents: which lines it is, and what it says of numbers, titles and pages."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from referat_parser.bodies import is_body
from referat_parser.dates import find_date
from referat_parser.furniture import read_roman
from referat_parser.headings import read_decision_heading
from referat_parser.layout import Block, join
from referat_parser.lexicon import ends_shortened, key, read_label, remembered, words
from referat_parser.titles import (
    ALONE,
    CODED,
    NUMBERED,
    WORDED,
    WORDED_BEGINNINGS,
    first_words,
    is_among,
    normal_number,
    read_case_line,
    read_title,
    title_key,
)


class Entry(NamedTuple):
    nummer: str | None
    titel: str
    side: int | None


class Contents(NamedTuple):
    entries: list[Entry]
    taken: frozenset[int]
    """Positions of the blocks that the list consists of."""
    titles: dict[str, Entry]
    """The entries by `title_key`."""
    before: int
    """How many other blocks stand before the list's last: no item begins there."""
    ordered: Sequence[str] = ()
    """The keys of `titles` in order."""
    groups: frozenset[str] = frozenset()
    """Lines between the entries that have no number and no page where these have both: headings of groups of items."""
    closed: Mapping[str, frozenset[str | None]] = MappingProxyType({})
    """The keys of the titles that are listed under a heading of closed items, with their numbers where an open one has the same."""
    numbered: Mapping[str, str] = MappingProxyType({})
    """The titles by their numbers."""

    def says_closed(self, nummer: str | None, title: str) -> bool:
        """Whether an item of this number and `title_key` is listed as closed."""
        numbers = self.closed.get(title)
        return numbers is not None and (not numbers or nummer in numbers)


_PAGE = re.compile(
    r"(?:\s*[.…_·]{2,}\s*|\s+(?=\d))(?P<page>\d{1,4}|[ivxlIVXL]{1,6})\s*$|\s*Fejl! Bogmærke er ikke defineret\.?\s*$"
)
_LEADER = re.compile(r"\.{3,}|…{2,}|(?:\. ){3,}|_{4,}")
_START = re.compile(r"(?:punkt|pkt|sag|side|nr|emne|titel)\b", re.IGNORECASE)
_SIDE = re.compile(r"\s+(?:side|sidenr\.?):?\s*$", re.IGNORECASE)
_SIDE_ENDS = "eErR.:"
_MARK = re.compile(r"(?:åbent?|lukket)\s+(?=\d)", re.IGNORECASE)
_MARKED = re.compile(r"(?:Åbent?|Lukket)\s+(?=[A-ZÆØÅ\d])")


class _List:
    """A list of contents as far as it has been read."""

    def __init__(self, blocks: Sequence[Block], start: int) -> None:
        self.blocks, self.start = blocks, start
        self.headed = key(_SIDE.sub("", blocks[start].text)) in words().contents
        self.first = start + 1 if self.headed else start
        self.pages_below = _pages_stand_below(blocks, self.first)
        self.entries: list[Entry] = []
        self.taken = [start]
        self.seen: set[str] = set()
        self.numbers: set[str] = set()
        self.groups: set[str] = set()
        self.closed: set[tuple[str | None, str]] = set()
        self.paged = self.in_closed_group = False

    def take(self, i: int) -> bool:
        """Takes the block at `i` into the list; False where it ends above."""
        block, last = self.blocks[i], self.entries[-1] if self.entries else None
        self._note_group(block.text)
        entry = self._read(block.text)
        below = self.blocks[i + 1] if i + 1 < len(self.blocks) else None
        if last is not None and self._is_page(i):
            self.entries[-1] = last._replace(side=int(block.text))
            self.taken.append(i)
            return True
        if entry is not None and entry.side is None and below is not None and _begins_an_item(below, last is None):
            return False
        if i > self.start and _is_label_between(self.blocks, i):
            self.taken.append(i)
            self.groups.add(block.text)
            return True
        awaits_page = self.paged or (self.headed and last is None)
        if awaits_page and entry is not None and _stands_between(entry, self.numbers, self.blocks, i + 1):
            self.taken.append(i)
            if block.text[:1].isupper():
                self.groups.add(block.text)
            elif last is not None:  # the rest of a title whose page stands on its first line
                self.entries[-1] = last._replace(titel=f"{last.titel} {block.text}")
            return True
        if self._is_over(i, entry, last):
            return False
        if i != self.start:
            self.taken.append(i)
        if entry is not None and not _is_column(block.text):
            self._add(entry, last)
        return True

    def _note_group(self, text: str) -> None:
        if _is_group(text):
            self.in_closed_group = _is_closed_group(text)
        elif (labelled := _GROUP_BEFORE.match(text)) is not None:
            self.in_closed_group = labelled["closed"] is not None

    def _read(self, text: str) -> Entry | None:
        entry = _read_entry(text)
        if self.pages_below and entry is not None and entry.side is not None:
            return entry._replace(titel=f"{entry.titel} {entry.side}", side=None)
        if entry is not None and self.entries and not self.numbers and _counts_in_title(text, entry):
            return entry._replace(nummer=None, titel=f"{entry.nummer}. {entry.titel}")
        return entry

    def _is_page(self, i: int) -> bool:
        """Whether a line is no more than the page of the entry above."""
        text, last = self.blocks[i].text, self.entries[-1]
        if self.pages_below and text.isdecimal() and last.titel and last.side is None:
            return True
        return _is_page_alone(self.blocks, i, self.entries)

    def _is_over(self, i: int, entry: Entry | None, last: Entry | None) -> bool:
        """Whether the list ended above the block at `i`."""
        blocks, block = self.blocks, self.blocks[i]
        goes_on = i + 1 < len(blocks) and _LEADER.search(blocks[i + 1].text) is not None and len(block.text) < 40
        awaits = last is not None and last.nummer is not None and last.side is None and _has_page_below(blocks, i)
        if not (goes_on or awaits or _is_named(self.entries, entry)):
            numbers = set() if _is_moved(entry, self.seen, blocks[i - 1]) else self.numbers
            if _ends(block, entry, self.seen, numbers, self.paged, i - self.start):
                return True
        if last is not None and last.nummer and _begins_behind(blocks, i, last, self.seen):
            return True
        above = blocks[i - 1].text
        return not self.headed and entry is not None and _is_sentence_below(block.text, above, entry, self.entries)

    def _add(self, entry: Entry, last: Entry | None) -> None:
        self.paged = self.paged or entry.side is not None
        if last is not None and _goes_on(last, entry, self.paged):
            self.entries.pop()
            entry = Entry(last.nummer, _whole(last.titel, entry.titel, self.blocks), entry.side)
        self.entries.append(entry)
        if entry.titel:
            self.seen.add(title_key(entry.titel))
            if self.in_closed_group:
                self.closed.add((entry.nummer, title_key(entry.titel)))
        if entry.nummer:
            self.numbers.add(entry.nummer.lstrip("0"))


def find_contents(blocks: Sequence[Block]) -> Contents:
    """The list of contents among the first blocks, empty when there is none. It ends where a title comes again."""
    start = _opening(blocks)
    if start is None:
        return Contents([], frozenset(), {}, 0)
    listed = _List(blocks, start)
    for i in range(listed.first, len(blocks)):
        if not listed.take(i):
            break
    entries, taken, closed = listed.entries, listed.taken, listed.closed
    opening = next((title_key(e.titel) for e in entries if e.titel and not _is_group(e.titel)), "")
    open_first = "" if any(title == opening for _, title in closed) else opening
    while len(taken) > 1 and _is_group(text := blocks[taken[-1]].text):
        if _is_closed_group(text) and _comes_below(blocks, taken[-1] + 1, open_first):
            break  # over closed items that the list leaves out: those below are its open ones
        taken.pop()
    entries = _with_glued_pages(entries)
    if sum(e.side is not None for e in entries) * 2 < len(entries):
        entries = [Entry(e.nummer, f"{e.titel} {e.side}" if e.side is not None else e.titel, None) for e in entries]
    entries = [
        e for e in entries if e.titel and (e.nummer or (key(e.titel) not in words().back and not _is_group(e.titel)))
    ]
    entries = _without_heads(entries)
    titles = {title_key(e.titel): e for e in entries}
    before = _agenda_item(blocks, start, titles)
    before = taken[-1] + 1 - len(taken) if before is None else before
    open_titles = {title for e in entries if (e.nummer, title := title_key(e.titel)) not in closed}
    of_closed: dict[str, frozenset[str | None]] = {}
    for number, title in closed:
        of_closed[title] = of_closed.get(title, frozenset()) | ({number} if title in open_titles else set())
    numbered = {e.nummer: e.titel for e in reversed(entries) if e.nummer}
    return Contents(
        entries, frozenset(taken), titles, before, sorted(titles), frozenset(listed.groups), of_closed, numbered
    )


def _whole(titel: str, rest: str, blocks: Sequence[Block]) -> str:
    """A title and its rest as one: a word that a hyphen breaks is whole where the document has it so, in whatever case."""
    if titel[-1:] != "-" or not rest:
        return f"{titel} {rest}".strip()
    word = titel.rpartition(" ")[2][:-1] + rest.partition(" ")[0]
    if titel[-2:-1].isupper() and any(word in block.text for block in blocks):
        return titel[:-1] + rest
    return join((titel, rest))


def _is_sentence_below(text: str, above: str, entry: Entry, entries: Sequence[Entry]) -> bool:
    """Whether a sentence stands below titles that all have numbers, the last of them printed without a full stop."""
    if entry.nummer or len(entries) < 2 or text[-1] != "." or above[-1] == "." or not text[0].isupper():
        return False
    return all(one.nummer and one.side is None for one in entries)


def _agenda_item(blocks: Sequence[Block], start: int, titles: Mapping[str, Entry]) -> int | None:
    """The position of item 1 where the list at `start` is its text: "Pkt. 1: Dagsorden" above "Forslag til dagsorden:"."""
    for i in range(max(0, start - 2), start):
        match = WORDED.match(blocks[i].text) if len(blocks[i].text) < _LONGEST_CASE_LINE else None
        if match is not None and match["num"] in ("1", "01") and title_key(match["title"]) in titles:
            return i
    return None


def _pages_stand_below(blocks: Sequence[Block], first: int) -> bool:
    """Whether a list's first two titles have their pages on lines of their own below them: "1. Lokalplan 14", "3"."""
    rows = [block.text for block in blocks[first : first + 4]]
    titles, pages = [NUMBERED.match(text) for text in rows[::2]], rows[1::2]
    if len(rows) < 4 or not all(titles) or not all(map(str.isdecimal, pages)):
        return False
    numbers = [match["num"] for match in titles if match is not None]
    counts_on = all(map(str.isdecimal, numbers)) and int(numbers[1]) == int(numbers[0]) + 1
    return counts_on and 0 < int(pages[0]) <= int(pages[1])


def _comes_below(blocks: Sequence[Block], i: int, title: str) -> bool:
    """Whether the block at `i` or the next is the heading of the item of this `title_key`."""
    return bool(title) and any(title_key(_without_number(block.text)) == title for block in blocks[i : i + 2])


def _counts_in_title(text: str, entry: Entry) -> bool:
    """Whether an entry's number is of its title, as that begins small: "1. kvartal 2009" in a list without numbers."""
    return entry.nummer is not None and entry.titel[:1].islower() and text.startswith(f"{entry.nummer}. ")


def _is_named(entries: Sequence[Entry], entry: Entry | None) -> bool:
    """Whether an entry of no number is the title that the number alone above it has, whatever it begins with."""
    return bool(entries) and entry is not None and not (entries[-1].titel or entry.nummer) and entry.titel != ""


def _is_moved(entry: Entry | None, seen: set[str], above: Block) -> bool:
    """Whether an entry below the heading of the closed ones may have a number from above: it is listed there as moved."""
    return entry is not None and title_key(entry.titel) not in seen and _is_closed_group(above.text)


def _without_heads(entries: list[Entry]) -> list[Entry]:
    """The entries without the meeting's body and date above the first, where most others are numbered."""
    heads = 0
    while heads < len(entries) and not entries[heads].nummer and _is_of_meeting(entries[heads].titel):
        heads += 1
    numbered = sum(entry.nummer is not None for entry in entries)
    return entries[heads:] if numbered * 2 > len(entries) - heads else entries


_GLUED_PAGE = re.compile(r"(?<=[a-zæøå])\d{1,3}$")


def _with_glued_pages(entries: list[Entry]) -> list[Entry]:
    """The entries with the page apart that is glued to a title's last word and lies between those of its neighbours."""
    read = list(entries)
    for i, entry in enumerate(entries[:-1]):
        before, after = entries[i - 1].side if i else 1, entries[i + 1].side
        if entry.side is not None or before is None or after is None:
            continue
        page = _GLUED_PAGE.search(entry.titel)
        if page is not None and before <= int(page[0]) <= after:
            read[i] = entry._replace(titel=entry.titel[: page.start()], side=int(page[0]))
    return read


def _is_of_meeting(title: str) -> bool:
    return is_body(title) or find_date(title) is not None


def _begins_behind(blocks: Sequence[Block], i: int, last: Entry, seen: set[str]) -> bool:
    """Whether the line at `i` below numbered titles is none of the list: "Medlemmer", or the case number over the first item."""
    text = blocks[i].text
    if last.titel and key(text) in words().front_labels:
        return True
    if len(text) > _LONGEST_CASE_LINE or i + 1 >= len(blocks) or read_case_line(text) is None:
        return False
    return title_key(_without_number(blocks[i + 1].text)) in seen


_LONGEST_CASE_LINE = 70


def _has_page_below(blocks: Sequence[Block], i: int) -> bool:
    """Whether a title that a list broke over lines ends with a leader and its page within two lines of `i`."""
    for block in blocks[i : i + 3]:
        if len(block.text) > 200 or (block.heading is not None and block is not blocks[i]):
            return False
        if _has_leader(block.text):
            return True
    return False


def _is_page_alone(blocks: Sequence[Block], i: int, entries: Sequence[Entry]) -> bool:
    """Whether a number alone below a numbered title is its page: it is not the next number, which stands below, or pages have
    stood so before.
    """
    text, last = blocks[i].text, entries[-1]
    if not (text.isdecimal() and len(text) < 5 and last.titel and last.side is None):
        return False
    if last.nummer is None or not last.nummer.isdecimal() or int(text) <= int(last.nummer):
        return False
    number = str(int(last.nummer) + 1)
    below = [block.text for block in blocks[i + 1 : i + 3] if not _is_group(block.text)]
    if below and ALONE.match(below[0]) and below[0].rstrip(".") == number:
        return True
    side = next((entry.side for entry in reversed(entries[:-1]) if entry.side is not None), None)
    return side is not None and int(text) >= side and text != number


def _stands_between(entry: Entry, numbers: set[str], blocks: Sequence[Block], below: int) -> bool:
    """Whether a line without number and page stands between numbered entries with pages: the next one goes on counting."""
    if entry.nummer is not None or entry.side is not None or below >= len(blocks):
        return False
    after = _read_entry(blocks[below].text)
    if after is None or after.nummer is None or not after.nummer.isdigit():
        return False
    rises = all(number.isdigit() and int(number) < int(after.nummer) for number in numbers)
    return rises and (after.side is not None or _has_page_below(blocks, below))


def _runs_on(nummer: str | None, numbers: set[str]) -> bool:
    """Whether the number before this one is among the numbers."""
    return nummer is not None and nummer.isdigit() and str(int(nummer) - 1) in numbers


def _opening(blocks: Sequence[Block]) -> int | None:
    table = words()
    of_items: set[str] = set()
    for i, block in enumerate(blocks[: max(60, len(blocks) // 4)]):
        text = block.text
        if len(text) < 60:
            bare = key(_SIDE.sub("", text)) if text[-1] in _SIDE_ENDS else key(text)
            named = bare in table.contents or key(text) in table.contents
            if named and text not in of_items and not _is_within_item(blocks, i + 1):
                if not _is_of_each_item(blocks, i):
                    return i
                of_items.add(text)
        if _has_leader(text) and i + 1 < len(blocks) and _has_leader(blocks[i + 1].text):
            while i and (above := _read_entry(blocks[i - 1].text)) is not None and above.nummer and above.side:
                i -= 1  # a long title leaves no room for a leader
            return i
    return _opening_without_word(blocks)


def _is_within_item(blocks: Sequence[Block], below: int) -> bool:
    """Whether the heading of a section follows: then "Indhold" stands over an item's text, not over a list."""
    if below >= len(blocks):
        return False
    heading = blocks[below].heading
    if heading is not None:
        return heading.kind in ("resume", "indstilling", "vedtagelse")
    return _is_decision_heading(blocks[below])


def _is_of_each_item(blocks: Sequence[Block], i: int) -> bool:
    """Whether a known heading that stands over a line or two and a decision comes again: "Indhold:" opens each item's text."""
    if blocks[i].heading is None or not any(
        block.heading and block.heading.kind == "vedtagelse" for block in blocks[i + 2 : i + 4]
    ):
        return False
    return any(block.text == blocks[i].text for block in blocks[i + 2 :])


def _is_decision_heading(block: Block) -> bool:
    return len(block.text) < 160 and read_decision_heading(block.text) is not None


def _has_leader(text: str) -> bool:
    may = "..." in text or "……" in text or ". . " in text or "____" in text
    return may and _LEADER.search(text) is not None


def _opening_without_word(blocks: Sequence[Block]) -> int | None:
    """Where the first numbered titles in a row begin that come again further down; "1. at ..." are points of a recommendation."""
    run: list[tuple[int, str]] = []
    titles: set[str] = set()
    closed: set[str] = set()
    tried = 0
    in_closed_group = paged = False
    for i, block in enumerate(blocks[: max(60, len(blocks) // 4)]):
        match = _match_number(block.text) if len(block.text) < 250 else None
        title = title_key(match["title"]) if match and match["title"] else ""
        title = _BARE_PAGE.sub("", title) if paged else title
        if title and title not in titles and not title.startswith("at "):
            run.append((i, title))
            titles.add(title)
            if in_closed_group or (match and read_title(match["title"]).lukket):
                closed.add(title)
        elif _is_group(block.text):
            in_closed_group = _is_closed_group(block.text)
        elif run and _is_label_between(blocks, i):
            continue
        else:
            if len(run) > 2 or (len(run) > 1 and (closed or _is_headed(run[0][0], blocks))):
                if _comes_again(run, closed, blocks):
                    return run[0][0]
                tried += 1
                if tried == _MOST_RUNS:
                    return None
            run, titles, closed, in_closed_group = [], set(), set(), False
            paged = _SIDE.search(block.text) is not None and _is_column(block.text)
    return None


_BARE_PAGE = re.compile(r"\s\d{1,4}$")
"""The page behind a title, below the head of a column of pages."""


_LONGEST_LABEL = 40


def _is_label_between(blocks: Sequence[Block], i: int) -> bool:
    """Whether a line that ends in a colon stands between two numbered ones that count on: a group's heading, "Politiske sager:"."""
    text = blocks[i].text
    if text[-1] != ":" or len(text) > _LONGEST_LABEL or not 0 < i < len(blocks) - 1:
        return False
    around = [_match_number(blocks[at].text) for at in (i - 1, i + 1)]
    numbers = [int(match["num"]) for match in around if match is not None and match["num"].isdecimal()]
    return len(numbers) == 2 and numbers[1] == numbers[0] + 1


def _is_headed(i: int, blocks: Sequence[Block]) -> bool:
    """Whether "Dagsorden" or the like, or the head of the list's columns, stands above a line."""
    return i > 0 and (key(blocks[i - 1].text) in words().document_kinds or _is_column(blocks[i - 1].text))


_MOST_RUNS = 3
"""A document's list of contents is among the first rows of numbered titles."""


def _comes_again(run: Sequence[tuple[int, str]], closed: set[str], blocks: Sequence[Block]) -> bool:
    """Whether nearly all titles of a row come again below it: of closed items there may be no more than the title."""
    if run[-1][0] - run[0][0] > len(run) + 3:
        return False
    titles = {title for _, title in run} | {_SIDE.sub("", title) for _, title in run}
    firsts = first_words(titles)
    behind = [block.text for block in blocks[run[-1][0] + 1 :]]
    told = {
        text: title_key(bare)
        for text in set(behind)
        if len(text) < 250 and is_among(bare := _without_number(text), titles, firsts)
    }
    places = {told[text]: i for i, text in enumerate(behind, run[-1][0] + 1) if text in told}
    below = places.keys()
    again = {title for _, title in run if title in below or _SIDE.sub("", title) in below}
    if (len(run) > 2 or not closed) and len(again) >= 0.6 * len(run):
        return True
    if again and closed and all(title in again or title in closed for _, title in run):
        return True
    # A document that ends before its last items: what comes again are the first titles, each over what an item begins with.
    first = [title for _, title in run[: len(again)]]
    return (
        len(run) > 2
        and bool(again)
        and all(
            len(title) >= _LEAST_TITLE
            and title in places
            and any(map(_begins_an_item, blocks[places[title] + 1 : places[title] + 4]))
            for title in first
        )
    )


_LEAST_TITLE = 9
"""A shorter word may come again as another thing: "1 bilag"."""


def _without_number(text: str) -> str:
    match = _match_number(text)
    return match["title"] if match and match["title"] else text


def _match_number(text: str) -> re.Match[str] | None:
    """The number that a line begins with, with or without a word before it, and its title."""
    text = _without_bullet(text)
    if text[:1].isdecimal():
        return NUMBERED.match(text)
    return WORDED.match(text) if text[:2].casefold() in WORDED_BEGINNINGS else None


def _without_bullet(text: str) -> str:
    """A line of a list without the bullet before its number: "- 1. Nyt fra formanden"."""
    return text[2:] if text[1:2] == " " and text[0] in "-–•" and text[2:3].isdecimal() else text


def _read_entry(text: str) -> Entry | None:
    """The entry that a line is, as far as its form goes; None for a long text."""
    if len(text) > 300:
        return None
    text = _without_bullet(text)
    if (labelled := _GROUP_BEFORE.match(text)) is not None:
        text = text[labelled.end() :]
    page = _PAGE.search(text)
    bare = _LEADER.sub(" ", text[: page.start()] if page else text).strip(" .…_")
    side = _page_number(page["page"]) if page and page["page"] else None
    if (
        page
        and side is not None
        and not _LEADER.search(text)
        and (1900 <= side <= 2099 or ends_shortened(text[: page.start()]))
    ):
        page, side, bare = None, None, text  # the year or the number that the title ends in
    marked = _MARK.match(bare)
    closed = marked is not None and bare[:1] in "lL"
    if marked:
        bare = bare[marked.end() :]
    if (match := ALONE.match(text)) or ((match := WORDED.match(text)) and not match["title"]):
        return Entry(normal_number(match["num"]), "", None)
    if bare[:1].isupper() and (coded := CODED.match(bare)) is not None:
        return Entry(coded["code"], read_title(coded["title"]).titel, side)
    match = WORDED.match(bare) or NUMBERED.match(bare)
    if match and match["title"] and (date := find_date(text)) is not None and date.start == 0 and date.end == len(text):
        return None
    if match and match["title"]:
        return Entry(normal_number(match["num"]), read_title(match["title"].lstrip(". …")).titel, side)
    if match and not match["title"]:
        return Entry(normal_number(match["num"]), "", side)
    if closed or page or (bare and len(bare) < 200):
        return Entry(None, read_title(bare).titel, side)
    return None


def _page_number(printed: str) -> int:
    """A page's number, printed with digits or, as of a part of its own, with Roman letters."""
    return int(printed) if printed.isdigit() else read_roman(printed)


def _begins_an_item(below: Block, is_first: bool = False) -> bool:
    """Whether the line below an entry shows that it is no entry but an item's heading; who is absent, below the first title."""
    if below.heading is not None and below.heading.kind in ("resume", "sagsfremstilling", "indstilling", "vedtagelse"):
        return True
    if _is_decision_heading(below):
        return True
    label = read_label(below.text)
    return label is not None and (
        label.role in ("sagsnummer", "journalnummer") or (is_first and label.role == "absence")
    )


def _ends(block: Block, entry: Entry | None, seen: set[str], numbers: set[str], paged: bool, distance: int) -> bool:
    if entry is None:
        return True
    text = block.text
    if _is_group(text) or _is_column(text):
        return False
    if block.heading is not None and entry.side is None and distance > 1 and key(text) not in words().back:
        return True
    again = title_key(entry.titel) in seen or title_key(_MARKED.sub("", entry.titel)) in seen
    if entry.titel and again and not _runs_on(entry.nummer, numbers):
        return True
    if entry.nummer and entry.nummer.lstrip("0") in numbers:
        return True
    is_label = text[0].isupper() and read_label(text) is not None
    if entry.side is None and entry.nummer is None and (is_label or _is_front_label(text)):
        return True
    if paged and entry.side is None and entry.nummer is None:
        return not (len(text) > 20 and block.text[:1].islower())
    return False


def _is_front_label(text: str) -> bool:
    return text.endswith(":") and len(text) < 30 and not _START.match(text)


_GROUP = re.compile(
    r"(?:åbent?|åbne|lukkede?|lukket)\s+(?:møde|dagsorden|del|punkter|sager|punkt|sag)\s*:?"
    r"|[^\n]{3,40}\sfor (?:åbne|lukkede) døre:?",
    re.IGNORECASE,
)


_GROUP_BEFORE = re.compile(
    r"(?:[\wæøå]{2,20} ){0,3}(?:åb(?:ent?|ne)|(?P<closed>lukke(?:t|de)))(?: [\wæøå]{2,20}){0,2}: (?=\d{1,4}[.)] \S)",
    re.IGNORECASE,
)
"""A group's heading with the first of its entries on the line: "Punkter på åbent møde: 47. Lokalplan"."""


@remembered
def _is_group(text: str) -> bool:
    table = words()
    bare = without_letter(text)
    word = key(bare)
    return (
        bare != text
        or word in table.open_groups
        or word in table.closed_groups
        or word in table.other_groups
        or _GROUP.fullmatch(text) is not None
        or names_sender(text)
    )


_LETTER = re.compile(r"[A-H][.:)] +(?=\S)")
_LONGEST_GROUP = 75


def without_letter(text: str) -> str:
    """A group's heading without the letter by which the groups count, "B: Sager til afgørelse i udvalget"; else the text itself."""
    letter = _LETTER.match(text) if len(text) < _LONGEST_GROUP else None
    if letter is None:
        return text
    table, rest = words(), text[letter.end() :]
    named = key(rest) in table.lettered_groups or (rest.startswith(table.lettered_starts) and rest[-1] not in ".:")
    return rest if named else text


_FROM = re.compile(r"(?:Fra|Sager fra|Punkter fra)\s+(?P<body>\S.*)$")


def names_sender(text: str) -> bool:
    """Whether a line tells no more than which body the items below come from: "Fra Teknisk Udvalg"."""
    match = _FROM.match(text) if len(text) <= 80 else None
    return match is not None and is_body(match["body"])


def _is_closed_group(text: str) -> bool:
    return key(without_letter(text)) in words().closed_groups or "for lukkede døre" in text.casefold()


def _is_column(text: str) -> bool:
    """Whether a line heads the list's columns: one of their heads, or two and more of them in a row."""
    word = key(_SIDE.sub("", text))
    return word in words().columns or (
        len(text) < 40 and words().column_words.issuperset(re.findall(r"\w+", key(text)))
    )


def _goes_on(last: Entry, entry: Entry, paged: bool) -> bool:
    """Whether an entry is the rest of the one before: a number alone and its title, a title broken over two lines."""
    if last.nummer and not last.titel:
        return entry.nummer is None
    if last.nummer and last.side is None and entry.nummer is None and entry.titel[:1].islower():
        return True
    if not paged or last.side is not None or last.nummer is None or entry.nummer is not None:
        return False
    return key(entry.titel) not in words().back
