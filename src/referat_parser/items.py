"""Where the items of the agenda begin: the series of headings that is consistent through the document wins.

Candidates are gathered by form (a number before, after or above a title, a title that the contents list repeats, a
line before the first section, type that differs from the body) and weighed by what stands around them. Per form, the
chain of rising numbers with the greatest weight is found; the form whose chain weighs most is the document's.
"""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from referat_parser.bodies import is_body, match_body
from referat_parser.contents import Contents
from referat_parser.dates import find_date
from referat_parser.headings import DecisionHeading, Inline
from referat_parser.layout import Block
from referat_parser.lexicon import begins_front_label, ends_shortened, key, read_label, remembered, words
from referat_parser.titles import (
    ALONE,
    CODED,
    NUMBERED,
    WORDED,
    WORDED_BEGINNINGS,
    first_words,
    is_among,
    is_case_line,
    normal_number,
    title_key,
)

_BULLETS = "•·▪●-–"
_BULLET = re.compile(rf"[{re.escape(_BULLETS)}]\s+")
_MONTH = re.compile(
    r"(?:januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december|kvartal|halvår|jan|feb|mar|apr|jun|jul|aug|sep|okt|nov|dec)\b\.?",
    re.IGNORECASE,
)
_UNIT = re.compile(r"(?:kr|mio|mill|pct|procent|timer|år|m2|m²|km|kg|stk|ha|dage|uger|%|meter)\b", re.IGNORECASE)
_ATTACHMENT = re.compile(r"[Bb]ilag \d{1,2}\w?\s*[:.–-]")
_FILE_NAME = re.compile(r"\w(?:\.| \()(?:pdf|docx?|xlsx?|pptx?)\b", re.IGNORECASE)
_MEMBER = re.compile(r"(?:[A-ZÆØÅ][\w.'’-]*\s){2,6}\([A-ZÆØÅ]{1,2}\)")
"""A name and a party's letter: a line of a list of people."""
MAX_TITLE = 330


class Candidate(NamedTuple):
    at: int
    form: str
    number: int
    printed: str
    title: str
    weight: float


MAX_DECISION = 200


class Kinds(NamedTuple):
    """What each block is, as far as it can be told alone: `heading` opens a section, `meta` tells about an item."""

    heading: list[bool]
    meta: list[bool]
    opens: list[bool]
    """Whether it is a heading that stands alone: not one with its text behind it, nor the lead of a list."""
    word: list[str]
    """What kind of decision heading or which known heading it begins with, "" for none."""
    decision: Sequence[DecisionHeading | None]
    """Of blocks that are no known heading and shorter than `MAX_DECISION`: the decision heading that each is."""
    run_on: Sequence[Inline | None]
    """The known heading that each begins with, its text behind it."""
    inline: Sequence[Inline | None]
    """The known heading that each begins with, its text behind a colon."""
    again: frozenset[str]
    """Short lines that stand more than once, word for word."""
    noted: list[bool]
    """Whether it is a note by the document's habit alone, wherever it stands in its item."""


class Start(NamedTuple):
    """One item: the positions of its heading's blocks, in order, and what they say; an item may have no heading."""

    at: int
    blocks: tuple[int, ...]
    nummer: str | None
    titel: str
    sure: float

    @property
    def end(self) -> int:
        """The position behind the heading."""
        return self.blocks[-1] + 1 if self.blocks else self.at


def find_starts(blocks: Sequence[Block], kinds: Kinds, contents: Contents, body_size: float) -> list[Start]:
    """The items' headings in document order; empty when the document has none that are recognisable."""
    begin = contents.before
    forms: dict[str, list[Candidate]] = defaultdict(list)
    for i in range(begin, len(blocks)):
        numbered = _read_numbered(blocks[i].text)
        if numbered is None or (numbered.code and kinds.meta[i]):
            continue
        weight = _weigh(i, numbered.title, numbered.word, numbered.number, blocks, kinds, contents, body_size)
        if weight > _HOPELESS:
            found = Candidate(i, numbered.form, numbered.number, numbered.printed, numbered.title.strip(), weight)
            forms[found.form].append(found)
            if numbered.last:  # which of a code's numbers is the year, the series tells
                forms[f"{found.form}-"].append(found._replace(form=f"{found.form}-", number=numbered.last))
    if _are_answers(forms.get("ad", []), kinds):
        del forms["ad"]
    chains = {form: _all_ones(members, kinds) or _best_chain(members) for form, members in forms.items()}
    best_form = max(chains, key=lambda form: chains[form][0], default="")
    total, chain = chains.get(best_form, (0.0, []))
    unnumbered = _untitled(begin, blocks, kinds, contents, body_size)
    if unnumbered and sum(c.weight for c in unnumbered) > total + 1.0:
        # Where numbers stand beside these titles, in whatever form, they are the items' numbers.
        same = [found for found in chains.values() if _are_the_same(found[1], unnumbered)]
        chain = max(same, key=lambda found: found[0])[1] if same else []
    if chain and _stands_behind(chain, begin, blocks, kinds):
        if single := _single(begin, blocks, kinds):
            return [Start(c.at, (c.at,), _number_of(c.title, chain), c.title, c.weight) for c in single]
        chain, unnumbered = [], []
    if not chain:
        return _unnumbered_starts(begin, unnumbered, blocks, kinds)
    members = forms[chain[0].form]
    whole = _with_closed(_with_tail(chain, members, blocks, kinds), members, blocks)
    chain = _all_alike(members, kinds) or _with_further_series(_with_lettered(whole, members), members)
    return _with_marks_apart(_starts(chain, forms, blocks, kinds, contents), contents)


def _all_alike(members: list[Candidate], kinds: Kinds) -> list[Candidate]:
    """The titles of a document that gives each the number 1, as lists copied one by one do; [] for any other."""
    if len(members) < 2 or any(c.number != 1 for c in members):
        return []
    decided = [kinds.word[c.at + 1 : c.at + 2] == ["vedtagelse"] for c in members]
    fits = [c.title and (c.weight > 1 or (c.weight >= 0 and below)) for c, below in zip(members, decided, strict=True)]
    return members if all(fits) else []


def _all_ones(members: list[Candidate], kinds: Kinds) -> tuple[float, list[Candidate]] | None:
    """The titles that all have the number 1 as a chain, with its weight; None for others."""
    alike = _all_alike(members, kinds)
    return (sum(c.weight for c in alike), alike) if len(alike) > 2 else None


_MARK = re.compile(r"(?P<mark>Åbent?|Lukket)\s+(?=[A-ZÆØÅ\d])")


def _with_marks_apart(starts: list[Start], contents: Contents) -> list[Start]:
    """The items, the mark of open or closed before every title set apart: "Åbent Kommuneplan" is "Åbent - Kommuneplan".

    The mark of a single item is one where the contents have its title without.
    """
    marks = [_MARK.match(start.titel) for start in starts]
    if not all(marks):
        return starts
    if len(starts) < 2 and title_key(starts[0].titel[marks[0].end() :]) not in contents.titles:  # type: ignore[union-attr]
        return starts
    return [
        start._replace(titel=f"{mark['mark']} - {start.titel[mark.end() :]}")  # type: ignore[index, union-attr]
        for start, mark in zip(starts, marks, strict=True)
    ]


def _stands_behind(chain: list[Candidate], begin: int, blocks: Sequence[Block], kinds: Kinds) -> bool:
    """Whether the numbers stand in the one item of a document: below its decision's heading, and no other section behind.

    Or within its presentation, where each of the headings comes once.
    """
    at = chain[0].at
    main = [word for word in kinds.word[begin:] if word in _ONCE]
    if len(main) == len(set(main)) and {"sagsfremstilling", "vedtagelse"} <= set(main):
        above_list, within = kinds.word[begin:at], kinds.opens[at : chain[-1].at + 1]
        if "sagsfremstilling" in above_list and "vedtagelse" not in above_list and not any(within):
            return True
    above = {block.heading.kind for block in blocks[begin:at] if block.heading is not None}
    behind = {word for opens, word in zip(kinds.opens[at:], kinds.word[at:], strict=True) if opens and word}
    return {"vedtagelse", "indstilling"} <= above and behind <= {"vedtagelse"}


_ONCE = frozenset(("sagsfremstilling", "indstilling", "vedtagelse"))


def _unnumbered_starts(begin: int, unnumbered: list[Candidate], blocks: Sequence[Block], kinds: Kinds) -> list[Start]:
    """The items of a document that has no numbers."""
    headed = _below_cases(begin, blocks, kinds)
    if len(headed) > max(1, len(unnumbered)):
        return [Start(at, (at + 1,), None, block_title(blocks[at + 1]), 1.0) for at in headed]
    bare = max(_below_marks(begin, blocks, kinds), _bare(begin, blocks, kinds), key=len)
    if len(bare) > 1 and len(bare) >= 2 * len(unnumbered):
        return [Start(at, (), None, "", 1.0) for at in bare]
    unnumbered = unnumbered or _single(begin, blocks, kinds)
    if unnumbered or not bare:
        return [Start(c.at, (c.at,), None, c.title, c.weight) for c in unnumbered]
    return [Start(bare[0], (), None, "", 1.0)]


def _number_of(title: str, chain: list[Candidate]) -> str | None:
    """The number with which the title is printed again."""
    return next((c.printed for c in chain if title_key(c.title) == title_key(title)), None)


def _are_answers(candidates: list[Candidate], kinds: Kinds) -> bool:
    """Whether "Ad 1", "Ad 2" are the parts of decisions: the count begins each time below the heading of one; or its headings."""
    if any(kinds.opens[c.at] for c in candidates):
        return True
    least = min((c.number for c in candidates), default=0)
    return bool(candidates) and all(
        "vedtagelse" in kinds.word[max(0, c.at - 3) : c.at] for c in candidates if c.number == least
    )


def _with_closed(chain: list[Candidate], members: list[Candidate], blocks: Sequence[Block]) -> list[Candidate]:
    """The chain with the closed items that the order of its numbers leaves out: behind it with numbers from its midst,
    listed above it under their group's heading with numbers that follow its own, or moved there with the number they had."""
    numbers = {c.number for c in chain}
    taken = {c.at for c in chain}
    before: list[Candidate] = []
    behind: list[Candidate] = []
    moved: list[Candidate] = []
    for c in members:
        above = blocks[c.at - 1].text if c.at else ""
        if c.number in numbers:
            if c.at > chain[0].at and c.at not in taken and c.weight > 0 and key(above) in words().closed_groups:
                moved.append(c)
            continue
        is_closed = "lukket" in c.title.casefold() or key(above) in words().closed_groups
        if c.at > chain[-1].at and c.number < chain[-1].number and is_closed:
            behind.append(c)
        elif c.at < chain[0].at and c.number > chain[-1].number and c.title:
            follows = bool(before) and before[-1].at == c.at - 1 and before[-1].number == c.number - 1
            if follows or key(above) in words().closed_groups:
                before.append(c)
    chain = sorted(chain + moved, key=lambda c: c.at) if moved else chain
    return before + chain + behind


def _with_tail(
    chain: list[Candidate], members: list[Candidate], blocks: Sequence[Block], kinds: Kinds
) -> list[Candidate]:
    """The chain with those that go on counting behind its last, each a paragraph of its own: "8. Eventuelt." of an agenda."""
    tail: list[Candidate] = []
    for c in members:
        last = tail[-1] if tail else chain[-1]
        if c.at <= last.at:
            continue
        fits = c.number == last.number + 1 and c.title[:1].isupper() and blocks[c.at].gap
        if len(chain) < _LEAST_CHAIN or not fits or any(kinds.heading[last.at + 1 : c.at]):
            break
        tail.append(c)
    return chain + tail


_LEAST_CHAIN = 3
"""So many numbers running on are the document's, not a list's."""


def _with_lettered(chain: list[Candidate], members: list[Candidate]) -> list[Candidate]:
    """The chain with those put in later behind an item of the same number, "2 a." behind "2.", that have around them as much."""
    least = _least_weight(chain)
    places = [c.at for c in chain]
    lettered = [
        c
        for c in members
        if c.printed[-1:].isalpha()
        and c.weight >= least
        and (k := bisect_left(places, c.at))
        and chain[k - 1].number == c.number
        and places[k : k + 1] != [c.at]
    ]
    return sorted(chain + lettered, key=lambda c: c.at) if lettered else chain


def _least_weight(chain: list[Candidate]) -> float:
    """What a candidate beside the chain must weigh at least."""
    return max(2.5, 0.6 * sorted(c.weight for c in chain)[len(chain) // 2])


def _with_further_series(chain: list[Candidate], members: list[Candidate]) -> list[Candidate]:
    """The chain with those of its form that count from one again between, before or behind: a closed part, an addendum.

    Every number of theirs must have around it what the chain's have; a list in an item's text does not.
    """
    least = _least_weight(chain)
    taken = {c.at for c in chain}
    series: list[list[Candidate]] = [[]]
    for candidate in members:
        run = series[-1]
        if candidate.at in taken:
            series.append([])
        elif candidate.weight >= least and run and candidate.number == run[-1].number + 1:
            run.append(candidate)
        elif candidate.weight >= least and candidate.number == 1:
            series.append([candidate])
    further = [candidate for run in series if len(run) > 1 for candidate in run]
    return sorted(chain + further, key=lambda candidate: candidate.at)


def _are_the_same(chain: list[Candidate], unnumbered: list[Candidate]) -> bool:
    """Whether most titles found without numbers stand beside the numbers of the chain."""
    numbers = {candidate.at for candidate in chain}
    beside = sum(any(candidate.at + d in numbers for d in (-2, -1, 0, 1)) for candidate in unnumbered)
    return len(chain) > 1 and beside >= 0.5 * len(unnumbered)


# --- candidates -------------------------------------------------------------------------------------


class _Numbered(NamedTuple):
    """What a numbered line says by itself; `code` where the number stands within letters and a year, `last` the code's last."""

    form: str
    word: str
    number: int
    printed: str
    title: str
    code: bool
    last: int


@remembered
def _read_numbered(text: str) -> _Numbered | None:
    if len(text) > MAX_TITLE:
        return None
    bullet = _BULLET.match(text) if text[0] in _BULLETS else None
    bare = text[bullet.end() :] if bullet else text
    initial = bare[:1]
    if initial.isdigit():
        match, word = (ALONE.match(bare), "#") if len(bare) < 12 else (None, "")
        if match is None:
            match, word = NUMBERED.match(bare), ""
    elif bare[:2].casefold() in WORDED_BEGINNINGS and (match := WORDED.match(bare)):
        word = re.sub(r"[\s.]+|nr", "", match["word"].casefold()) or "nr"
    elif initial.isupper() and (match := CODED.match(bare)):
        word = match["word"]
    else:
        return None
    if match is None:
        return None
    printed = normal_number(match["num"])
    code = match.groupdict().get("code")
    number = int(re.match(r"\d+", printed)[0])  # type: ignore[index]  # NUMBER begins with a digit
    title = match.groupdict().get("title") or ""
    if word and title[:1].islower() and words().told.match(title):
        return None
    again = NUMBERED.match(title)
    if again is not None and normal_number(again["num"]) == printed and not again["title"][0].islower():
        title = again["title"]  # a list's own number before the printed one; "2. behandling" is the second
    form = ("•" if bullet and not word else "") + word + ("" if word else match["sep"].strip() or " ")
    last = int(match["last"]) if code else 0
    return _Numbered(form, word, number, code or printed, title, code is not None, last)


_HOPELESS, _WEAK = -3.0, -2.0
"""What weighs less is no candidate; what weighs less than weak is one only among others that are more."""


def _weigh(
    i: int,
    title: str,
    word: str,
    number: int,
    blocks: Sequence[Block],
    kinds: Kinds,
    contents: Contents,
    body_size: float,
) -> float:
    """How much around a numbered line speaks for an item's heading."""
    block = blocks[i]
    weight = 0.0
    if title:
        if title_key(title) in contents.titles:
            weight += 3
        elif contents.titles and block.text[-1:] != "." and _begins_one(title_key(title), contents.ordered):
            weight += 2
        weight += _form_of_title(title, word, number)
    if word == "sags" and not title:
        weight += 0.5  # "Sagsnr.: 26" is mostly a case number, and more so below "322. Title"
        weight -= 1.5 if i and blocks[i - 1].text[0].isdecimal() and NUMBERED.match(blocks[i - 1].text) else 0.0
    elif word and word != "#":
        weight += 2
    elif word == "#":
        weight -= 1
    weight += _around(i, title, number, blocks, kinds)
    if body_size and block.size > 1.1 * body_size:
        weight += 2
    elif block.bold:
        weight += 1
    return weight + (0.5 if block.gap else 0.0)


def _is_numbered(block: Block, number: int) -> bool:
    """Whether a block begins with this number."""
    match = NUMBERED.match(block.text) if block.text[:1].isdigit() else None
    return match is not None and match["num"] == str(number)


def _begins_one(title: str, ordered: Sequence[str]) -> bool:
    """Whether a title is how one of these begins, which are in order."""
    at = bisect_left(ordered, title)
    return at < len(ordered) and ordered[at].startswith(title)


def _form_of_title(title: str, word: str, number: int) -> float:
    weight = 0.0
    if title[0].islower():
        weight -= 3 if not word or title[-1] in ".," else 2
        if _MONTH.match(title):
            weight -= 4
    if _UNIT.match(title) or (not word and 1900 <= number <= 2099):
        weight -= 4
    last = title[-1]
    if last == ":":
        weight -= 1
    elif last in ",;" or title.endswith((" og", " at", " samt", " eller")):
        weight -= 2
    elif last == "." and not ends_shortened(title):
        weight -= 1.5
    if "lukket" in title.casefold():
        weight += 2
    if (last == ")" and _MEMBER.fullmatch(title)) or _FILE_NAME.search(title, max(len(title) - 8, 0)) is not None:
        weight -= 3
    return weight - (1 if len(title) > 180 else 0)


def _is_followed(i: int, reach: int, blocks: Sequence[Block], kinds: Kinds) -> bool:
    """Whether a heading or a line about an item stands among the next lines, no long text before it."""
    for k in range(i + 1, min(i + 1 + reach, len(blocks))):
        if kinds.heading[k] or kinds.meta[k] or _FILE_NAME.search(blocks[k].text, 0, 200):
            return True
        if len(blocks[k].text) > 160:
            return False
    return False


def _is_of_list(i: int, number: int, blocks: Sequence[Block]) -> bool:
    """Whether the line before or behind goes on counting, without space between."""
    if i and not blocks[i].gap and _is_numbered(blocks[i - 1], number - 1):
        return True
    return i + 1 < len(blocks) and not blocks[i + 1].gap and _is_numbered(blocks[i + 1], number + 1)


_SLOT = re.compile(r"\((?:kl\. ?)?\d{1,2}[:.]\d\d ?[-–] ?(?:kl\. ?)?\d{1,2}[:.]\d\d\)", re.IGNORECASE)
"""When an item is dealt with, below its title."""


def _is_below_empty_list(i: int, number: int, blocks: Sequence[Block]) -> bool:
    """Whether only the heading of an attachments' list that lists none stands above: a list of theirs would begin with 1."""
    above = blocks[i - 1].heading
    return number > 1 and blocks[i].gap and above is not None and above.kind == "bilag"


def _around(i: int, title: str, number: int, blocks: Sequence[Block], kinds: Kinds) -> float:
    """What stands before and after: a heading or a line about an item after it speaks for, a list before it against.

    What follows a list is no evidence for the lines of the list, whose numbers run on without space between.
    """
    weight = 0.0
    if _is_followed(i, 2 if title else 3, blocks, kinds) and not _is_of_list(i, number, blocks):
        weight += 2.5
    if title and i + 1 < len(blocks) and blocks[i + 1].text[0] == "(" and _SLOT.fullmatch(blocks[i + 1].text):
        weight += 2
    if i and not _is_below_empty_list(i, number, blocks):
        before = blocks[i - 1].text
        if key(before) in words().closed_groups:
            weight += 2.5
        if key(before) in words().before_items:
            weight += 0.5
        elif before.endswith((":", ",", ";", " at", " og", " samt")) and not kinds.meta[i - 1]:
            weight -= 0.0 if blocks[i].gap and _is_of_front(before) else 2.5  # "Bemærkninger:" of the meeting, empty
        elif blocks[i - 1].marked and not kinds.meta[i - 1] and NUMBERED.match(before) and blocks[i].marked:
            weight -= 1
        if kinds.heading[i - 1] and not blocks[i - 1].gap:
            weight -= 0.5
        if kinds.heading[i - 1] and not _is_of_front(before):
            weight -= 3 if kinds.opens[i - 1] and kinds.word[i - 1] == "vedtagelse" else 1.5
    return weight


# --- chains -----------------------------------------------------------------------------------------


_JUMP = 2.0
"""What it costs a chain to leave out four numbers or more."""


def _best_chain(members: list[Candidate]) -> tuple[float, list[Candidate]]:
    """The weightiest chain of candidates with rising numbers, preferring numbers that run on by one."""
    best: list[float] = []
    back: list[int] = []
    last_with: dict[int, int] = {}
    frontier: list[tuple[int, float, int]] = []  # numbers rising with rising totals: the best chain below any number
    for k, candidate in enumerate(members):
        total, before = candidate.weight + (1.0 if candidate.number == 1 else 0.0), -1
        for gap, bonus in ((1, 1.5), (2, -0.5), (3, -1.0)):
            j = last_with.get(candidate.number - gap)
            if j is not None and best[j] + candidate.weight + bonus > total:
                total, before = best[j] + candidate.weight + bonus, j
        at = bisect_left(frontier, (candidate.number, float("-inf"), -1))
        if at and frontier[at - 1][1] + candidate.weight - _JUMP > total:
            total, before = frontier[at - 1][1] + candidate.weight - _JUMP, frontier[at - 1][2]
        best.append(total)
        back.append(before)
        held = last_with.get(candidate.number)
        if held is None or total > best[held]:
            last_with[candidate.number] = k
        _keep(frontier, (candidate.number, total, k))
    if not best or max(candidate.weight for candidate in members) <= _WEAK:
        return 0.0, []
    k = max(range(len(best)), key=best.__getitem__)
    total, chain = best[k], []
    while k >= 0:
        chain.append(members[k])
        k = back[k]
    return total, chain[::-1]


def _keep(frontier: list[tuple[int, float, int]], entry: tuple[int, float, int]) -> None:
    """Adds an entry to the frontier, which holds only entries that no entry with a lower number outweighs."""
    at = bisect_left(frontier, (entry[0], float("-inf"), -1))
    if at and frontier[at - 1][1] >= entry[1]:
        return
    if at < len(frontier) and frontier[at][0] == entry[0] and frontier[at][1] >= entry[1]:
        return
    end = at
    while end < len(frontier) and frontier[end][1] <= entry[1]:
        end += 1
    del frontier[at:end]
    insort(frontier, entry)


# --- unnumbered -------------------------------------------------------------------------------------


def _untitled(
    begin: int, blocks: Sequence[Block], kinds: Kinds, contents: Contents, body_size: float
) -> list[Candidate]:
    """Titles without numbers: lines that the contents list repeats, and lines before a section that begins anew."""
    larger = _title_size(begin, blocks, kinds, body_size)
    places = _listed(begin, blocks, kinds, contents)
    found = _titles_by_restart(begin, blocks, kinds, places, body_size, larger, frozenset())
    listed = [candidate for candidate in found if title_key(candidate.title) in contents.titles]
    if len(listed) > 1 and len(listed) >= 0.7 * len(contents.titles):
        return listed
    openings = frozenset(_opening_after(c.at, kinds) for c in found[1:])
    return _titles_by_restart(begin, blocks, kinds, places, body_size, larger, openings - {""})


def _single(begin: int, blocks: Sequence[Block], kinds: Kinds) -> list[Candidate]:
    """The one item of a document that is a page of one item: its title is the last line of that form above the first heading."""
    headings = (i for i in range(begin, len(blocks)) if kinds.word[i] and kinds.heading[i])
    first = next((i for i in headings if not _names_document(i, blocks, kinds)), begin)
    for i in range(first - 1, begin - 1, -1):
        text = blocks[i].text
        fits = len(text) <= MAX_TITLE and text.count(" ") > 1 and text[0].isupper()
        fits = fits and not (_is_of_front(text) or _names_meeting(text))
        if fits and text[-1] not in ".;," and ":" not in text and not kinds.meta[i] and not kinds.heading[i]:
            return [Candidate(i, "title", 0, "", block_title(blocks[i]), 1.0)]
    return []


def _names_meeting(text: str) -> bool:
    """Whether a line is a page's title, "Skolebestyrelsesmøde marts 2019": a body's meeting and when it was."""
    body = match_body(text) if text[-1].isdecimal() else None
    return body is not None and text[: body.end].casefold().endswith(("møde", "mødet"))


def _bare(begin: int, blocks: Sequence[Block], kinds: Kinds) -> list[int]:
    """Where items begin that have no title in the text: at their case number, or where the sections begin anew."""
    cases = {
        i
        for i in range(begin, len(blocks) - 1)
        if kinds.meta[i] and is_case_line(blocks[i].text) and (kinds.opens[i + 1] or kinds.meta[i + 1])
    }
    found: list[int] = []
    seen: set[str] = set()
    opening = last = ""
    last_heading = next((blocks[i] for i in range(len(blocks) - 1, begin - 1, -1) if kinds.opens[i]), None)
    last_decides = last_heading is not None and _is_competence(last_heading)
    undecided = "vedtagelse" not in kinds.word[begin:]  # an agenda: its items begin as the first does
    for i in range(min(cases, default=begin), len(blocks)):
        word = kinds.word[i] if kinds.opens[i] else ""
        if word and not found and _names_document(i, blocks, kinds):
            word = ""
        decided = "vedtagelse" in seen
        anew = word in seen and (
            (decided and (word != "vedtagelse" or (word == opening and last != word)))
            or (undecided and word == opening and word in _ONCE)
        )
        if (i in cases and (decided or not found)) or (word and not found) or anew:
            at = _first_of(i, blocks, kinds, found[-1] if found else begin - 1, last_decides)
            if not found or at > found[-1]:
                found.append(at)
                seen.clear()
                opening = word
        if word:
            opening = opening or word
            seen.add(word)
            last = word
    return found if len(found) > 1 or len(seen) > 2 or ("vedtagelse" in seen and len(seen) > 1) else []


def _below_cases(begin: int, blocks: Sequence[Block], kinds: Kinds) -> list[int]:
    """The lines with case numbers that stand over an item's title each, above its sections."""
    cases = [i for i in range(begin, len(blocks) - 1) if kinds.meta[i] and is_case_line(blocks[i].text)]
    fits = [
        i
        for i, follow in zip(cases, [*cases[1:], len(blocks)], strict=False)
        if _is_titular(i + 1, blocks, kinds) and any(kinds.opens[i + 2 : follow])
    ]
    return fits if len(fits) == len(cases) and len(fits) > 1 else []


def _is_titular(k: int, blocks: Sequence[Block], kinds: Kinds) -> bool:
    text = blocks[k].text
    return (
        not kinds.heading[k]
        and not kinds.meta[k]
        and not blocks[k].marked
        and len(text) <= MAX_TITLE
        and text[:1].isupper()
        and (text[-1] not in ".:;," or _ABBREVIATED.search(text) is not None)
    )


_ABBREVIATED = re.compile(r"\b(?:m\.?\s?[vm]|o\.?\s?l|etc|osv|mfl|m\.\s?fl)\.$")


def _below_marks(begin: int, blocks: Sequence[Block], kinds: Kinds) -> list[int]:
    """The lines that say no more than "Åben" or "Lukket" and stand over an item without a title each."""
    either = words().open_marks | words().closed_marks
    marks = [i for i in range(begin, len(blocks) - 1) if kinds.meta[i] and key(blocks[i].text) in either]
    fits = [i for i in marks if kinds.opens[i + 1]]
    return marks if len(fits) > 2 and len(fits) >= 0.8 * len(marks) else []


def _first_of(i: int, blocks: Sequence[Block], kinds: Kinds, after: int, last_decides: bool) -> int:
    """Where an item without a title begins whose heading at `i` tells of it: with who decides (unless that comes last) or a summary, and with lines about it."""
    at = i
    k = i - 1
    while k > after and i - k < 12 and not (kinds.opens[k] and kinds.word[k] == "vedtagelse"):
        heading = blocks[k].heading if kinds.opens[k] else None
        if heading is not None:
            if heading.kind != "resume" and (last_decides or not _is_competence(blocks[k])):
                break
            at = k
        k -= 1
    while at - 1 > after and kinds.meta[at - 1] and not begins_front_label(blocks[at - 1].text):
        at -= 1
    return at


def _is_competence(block: Block) -> bool:
    """Whether a block is the heading over who decides: first or, where it is the document's last heading, last in each item."""
    return block.heading is not None and block.heading.emne == "kompetence"


def _is_of_front(text: str) -> bool:
    """Whether a line tells of the meeting: a label, or its date behind what the document is."""
    if begins_front_label(text):
        return True
    first = _FIRST_WORD.match(text)
    if first is None or key(first[0]) not in words().document_kinds or text.startswith(" fra", first.end()):
        return False
    return first.end() == len(text) or find_date(text) is not None


_FIRST_WORD = re.compile(r"\w+")


def _listed(begin: int, blocks: Sequence[Block], kinds: Kinds, contents: Contents) -> frozenset[int]:
    """The positions of the lines that the contents list has."""
    if not contents.titles:
        return frozenset()
    firsts = first_words(contents.titles)
    texts = [block.text for block in blocks]
    listed = {text for text in set(texts) if len(text) <= MAX_TITLE and is_among(text, contents.titles, firsts)}
    return frozenset(
        i for i in range(begin, len(texts)) if texts[i] in listed and not kinds.word[i] and not kinds.meta[i]
    )


def _opening_after(at: int, kinds: Kinds) -> str:
    """The heading that follows a title within four lines that do not tell about the item, "" where none does."""
    beside = 0
    for k in range(at + 1, min(at + 40, len(kinds.word))):
        if kinds.word[k]:
            return kinds.word[k]
        beside += not kinds.meta[k]
        if beside == 4:
            break
    return ""


def _titles_by_restart(
    begin: int,
    blocks: Sequence[Block],
    kinds: Kinds,
    listed: frozenset[int],
    body_size: float,
    larger: float,
    openings: frozenset[str],
) -> list[Candidate]:
    """Titles before headings that the item has already had, or that open other items (`openings`)."""
    found: list[Candidate] = []
    seen: set[str] = set()
    for i in range(begin, len(blocks)):
        word = kinds.word[i]
        if not (word or larger > 0 or i in listed):
            continue
        block = blocks[i]
        if word and (found or not _names_document(i, blocks, kinds)):
            if word in seen or not found or word in openings:
                after = found[-1].at if found else begin - 1
                at = _title_before(i, blocks, kinds, after)
                if (
                    at is None
                    and word in openings
                    and "vedtagelse" in seen
                    and _is_topic_as_title(i - 1, blocks, kinds)
                ):
                    at = i - 1
                if at is not None:
                    weight = 1.5 + _typed(blocks[at], larger, body_size)
                    found.append(Candidate(at, "title", 0, "", block_title(blocks[at]), weight))
                    seen.clear()
            seen.add(word)
        elif len(block.text) <= MAX_TITLE and not kinds.meta[i]:
            is_listed = i in listed
            typed = larger > 0 and abs(block.size - larger) < 0.3 and not block.marked
            if (is_listed or typed) and not (found and found[-1].at == i - 1 and not is_listed):
                found.append(Candidate(i, "title", 0, "", block_title(block), 4.0 if is_listed else 2.5))
                seen.clear()
    return found


def _names_document(i: int, blocks: Sequence[Block], kinds: Kinds) -> bool:
    """Whether the heading at `i`, above the first item, says what the document is: "Referat" over no text of its own."""
    if not _is_of_front(blocks[i].text) or i + 1 == len(blocks):
        return False
    below = blocks[i + 1].text
    if kinds.opens[i + 1] or kinds.meta[i + 1] or begins_front_label(below):
        return True
    return len(below) < 80 and (find_date(below) is not None or is_body(below))


def block_title(block: Block) -> str:
    bullet = _BULLET.match(block.text)
    return block.text[bullet.end() :] if bullet else block.text


def _typed(block: Block, larger: float, body_size: float) -> float:
    return 1.5 if larger and body_size and block.size > 1.1 * body_size else 0.0


def _title_size(begin: int, blocks: Sequence[Block], kinds: Kinds, body_size: float) -> float:
    """The size in which titles are set: larger than the body and than the headings of sections, and used repeatedly."""
    if not body_size:
        return 0.0
    of_headings = [
        blocks[i].size for i in range(begin, len(blocks)) if blocks[i].heading is not None and kinds.heading[i]
    ]
    if not of_headings:
        return 0.0
    usual = sorted(of_headings)[len(of_headings) // 2]
    counts: dict[float, int] = defaultdict(int)
    for i in range(begin, len(blocks)):
        block = blocks[i]
        if block.size > max(1.12 * body_size, usual + 0.5) and len(block.text) <= MAX_TITLE:
            counts[round(block.size * 2) / 2] += 1
    repeated = {size: n for size, n in counts.items() if n >= 2}
    return max(repeated, key=lambda size: repeated[size]) if repeated else 0.0


def _is_topic_as_title(k: int, blocks: Sequence[Block], kinds: Kinds) -> bool:
    """Whether a known word over nothing stands behind a decision's text: "Økonomi" over what opens each item is a title."""
    heading = blocks[k].heading
    return heading is not None and heading.kind == "topic" and blocks[k].text[-1] != ":" and not kinds.opens[k - 1]


def _title_before(i: int, blocks: Sequence[Block], kinds: Kinds, after: int) -> int | None:
    """The position of the title above the heading at i: lines about the item may stand between."""
    k = i - 1
    while k > after and kinds.meta[k]:
        k -= 1
    if k <= after or kinds.heading[k]:
        return None
    text = blocks[k].text
    if (
        k and kinds.word[k - 1] == "vedtagelse" and kinds.opens[k - 1] and key(text) in words().decided
    ) or _is_of_front(text):
        return None
    if (
        len(text) > MAX_TITLE
        or text.endswith((".", ":", ";", ","))
        or (not text[:1].isupper() and not text[:1].isdigit() and text[:1] not in '"”(')
    ):
        return None
    table = words()
    if blocks[k].marked or key(text) in table.open_groups or key(text) in table.closed_groups:
        return None
    return None if _is_named_above(k, after, blocks) else k


_NAMES = re.compile(r"(?:\(?[A-ZÆØÅ][\w.'’-]{0,30}\)?(?:[ ,]+|$)){2,40}$")
_MOST_NAMES = 12


def _is_named_above(k: int, after: int, blocks: Sequence[Block]) -> bool:
    """Whether a line ends the list of names that ends the decision above: one below "Fraværende:", or more below "Valgt blev:"."""
    for i in range(k, max(after, k - _MOST_NAMES), -1):
        text = blocks[i].text
        if i < k and text[-1] == ":":
            label = read_label(text)
            return k - i > 1 if label is None else label.role == "absence" and not blocks[i + 1].gap
        if len(text) > 200 or _NAMES.match(text) is None:
            return False
    return False


# --- from the chain to headings ---------------------------------------------------------------------


def _starts(
    chain: list[Candidate], forms: dict[str, list[Candidate]], blocks: Sequence[Block], kinds: Kinds, contents: Contents
) -> list[Start]:
    """The chain's members with their titles, wherever these stand."""
    above = _title_above(chain, blocks, kinds, contents)
    same = _repeats(chain, forms)
    starts: list[Start] = []
    for k, candidate in enumerate(chain):
        end = chain[k + 1].at if k + 1 < len(chain) else len(blocks)
        limit = starts[-1].end - 1 if starts else -1
        first, title = _heading_of(candidate, above, limit, end, blocks, kinds, contents)
        heading = list(first)
        for at in same.get(candidate.number, ()):
            if (
                limit < at < heading[0]
                and heading[0] - at < 6
                and not any(kinds.heading[j] for j in range(at, heading[0]))
            ):
                heading.insert(0, at)
            if heading[-1] < at < end and not any(kinds.heading[j] for j in range(heading[-1] + 1, at)):
                heading.append(at)
                if at + 1 < end and title_key(blocks[at + 1].text) == title_key(title):
                    heading.append(at + 1)
        starts.append(Start(min(heading), tuple(sorted(heading)), candidate.printed, title, candidate.weight))
    return starts


def _repeats(chain: list[Candidate], forms: dict[str, list[Candidate]]) -> dict[int, list[int]]:
    """Where an item's number is printed again in the same form: "• Pkt. 241 Title" and then "Pkt. 241"."""
    form = chain[0].form
    taken = {c.at for c in chain}
    found: dict[int, list[int]] = defaultdict(list)
    if form and form[0].isalpha():
        for candidate in forms[form]:
            if candidate.at not in taken:
                found[candidate.number].append(candidate.at)
    return found


def _title_above(chain: list[Candidate], blocks: Sequence[Block], kinds: Kinds, contents: Contents) -> bool:
    """Whether numbers that stand alone are printed below their titles."""
    votes = 0
    for candidate in chain:
        i = candidate.at
        if candidate.title or i == 0:
            continue
        above, below = blocks[i - 1], blocks[i + 1] if i + 1 < len(blocks) else None
        k = i + 1
        while k < len(blocks) and kinds.meta[k]:
            k += 1
        if title_key(above.text) in contents.titles:
            votes += 3
        if k < len(blocks) and title_key(blocks[k].text) in contents.titles:
            votes -= 3
        fits = not kinds.heading[i - 1] and not kinds.meta[i - 1] and not above.marked and above.text[-1:] not in ".:,;"
        free_below = below is not None and not kinds.heading[i + 1] and not kinds.meta[i + 1]
        free_below = free_below and len(below.text) < 200 and below.text[-1] != "."  # type: ignore[union-attr]
        votes += fits - free_below
    return votes > 0.4 * len(chain)


def _is_body_behind_label(k: int, end: int, blocks: Sequence[Block]) -> bool:
    """Whether a body alone on its line is the value of the label above it: "Sag fra:", "Teknisk Udvalg"."""
    if k + 1 >= end or blocks[k - 1].text[-1] != ":" or not is_body(blocks[k].text):
        return False
    label = read_label(blocks[k - 1].text)
    return label is not None and not label.value


def _heading_of(
    candidate: Candidate, above: bool, limit: int, end: int, blocks: Sequence[Block], kinds: Kinds, contents: Contents
) -> tuple[tuple[int, ...], str]:
    i = candidate.at
    if candidate.title:
        return _with_rest(i, candidate.title, end, blocks, kinds, contents)
    if above and i - 1 > limit:
        return _title_over(i, limit, blocks, kinds)
    k = i + 1
    while k < end and (kinds.meta[k] or _is_body_behind_label(k, end, blocks)):
        k += 1
    if k < end and len(blocks[k].text) <= MAX_TITLE and (not kinds.heading[k] or _reads_as_title(k, end, kinds)):
        positions, title = _with_rest(k, block_title(blocks[k]), end, blocks, kinds, contents)
        return (i, *positions), title
    return (i,), contents.numbered.get(candidate.printed, blocks[i].text)


def _title_over(i: int, limit: int, blocks: Sequence[Block], kinds: Kinds) -> tuple[tuple[int, ...], str]:
    """The title above the number at i: the block above, and those that it goes on from without space between."""
    first = i - 1
    while first - 1 > limit and i - first < 3 and not blocks[first].gap:
        before = blocks[first - 1]
        if (
            kinds.heading[first - 1]
            or kinds.meta[first - 1]
            or before.marked
            or before.text[-1] in ".:;"
            or len(before.text) < 30
            or _ATTACHMENT.match(before.text)
        ):
            break
        first -= 1
    positions = tuple(range(first, i + 1))
    return positions, " ".join([block_title(blocks[first]), *(blocks[k].text for k in positions[1:-1])])


def _reads_as_title(k: int, end: int, kinds: Kinds) -> bool:
    """A title that is also a known heading ("Meddelelser", "Orientering") is followed by a heading."""
    return k + 1 < end and (kinds.heading[k + 1] or kinds.meta[k + 1])


_GOES_ON = re.compile(r"(?:samt|og|for|til|i|på|af|ved|med|vedr\.?|vedrørende|fra|om|under|mellem)\s")
_BREAKS_OFF = re.compile(r"\s(?:[-–—]|i|fra|og|for|til|af|ved|på|om|med|mellem|samt|den|det|de|en|et|nr\.|\d{1,2}\.)$")
_DASH = re.compile(r"[-–—] [a-zæøå]")
_YEAR = re.compile(r"(?:19|20)\d\d(?:\s?[-–/]\s?(?:20)?\d\d)?")


_LONG = 40
"""Letters of a title that may go on below."""


def _with_rest(
    i: int, title: str, end: int, blocks: Sequence[Block], kinds: Kinds, contents: Contents
) -> tuple[tuple[int, ...], str]:
    """A title that was broken over several blocks: the rest stands directly below, without space, before what follows."""
    here = title_key(title)
    if here in contents.titles or i + 1 >= end:
        return (i,), title
    block = blocks[i + 1]
    whole = f"{title} {block.text}"
    alike = block.size == blocks[i].size and block.bold == blocks[i].bold
    set_as_title = alike and block.bold  # the space between lines is that of its large type, and says nothing
    if title_key(whole) in contents.titles or _YEAR.fullmatch(block.text):
        return (i, i + 1), whole
    breaks_off = _BREAKS_OFF.search(title) is not None
    if set_as_title and not block.gap and (breaks_off or _DASH.match(block.text)):
        return (i, i + 1), whole  # though its rest may read as a heading: "- Vedtagelse"
    if kinds.heading[i + 1] or kinds.meta[i + 1] or block.text in kinds.again:
        return (i,), title
    small = block.text[:1].islower() and not block.marked
    if set_as_title and (small or breaks_off):
        return (i, i + 1), whole
    apart = block.gap and not ((small or breaks_off) and len(title) > _LONG)  # no text begins with a small letter
    if apart or block.marked or not alike or _FILE_NAME.search(block.text) or len(block.text) >= 120:
        return (i,), title
    followed = i + 2 < end and (kinds.heading[i + 2] or kinds.meta[i + 2] or (small and blocks[i + 2].gap))
    if followed and block.text[-1:] not in ".:" and (len(title) > _LONG or _GOES_ON.match(block.text) is not None):
        return (i, i + 1), whole
    return (i,), title
