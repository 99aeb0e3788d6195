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

from referat_parser.contents import Contents
from referat_parser.itemtitles import head_items
from referat_parser.kinds import BULLET, BULLETS, MAX_TITLE, ONCE, Candidate, Kinds, Start, is_of_front, names_file
from referat_parser.layout import Block
from referat_parser.lexicon import ends_shortened, key, read_label, remembered, words
from referat_parser.titles import (
    ALONE,
    CODED,
    NUMBERED,
    WORDED,
    WORDED_BEGINNINGS,
    normal_number,
    title_key,
)
from referat_parser.unnumbered import begin_item, find_single, find_untitled, unnumbered_starts

_MONTH = re.compile(
    r"(?:januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december|kvartal|halvår|jan|feb|mar|apr|jun|jul|aug|sep|okt|nov|dec)\b\.?",
    re.IGNORECASE,
)
_UNIT = re.compile(r"(?:kr|mio|mill|pct|procent|timer|år|m2|m²|km|kg|stk|ha|dage|uger|%|meter)\b", re.IGNORECASE)
_MEMBER = re.compile(r"(?:[A-ZÆØÅ][\w.'’-]*\s){2,6}\([A-ZÆØÅ]{1,2}\)")
"""A name and a party's letter: a line of a list of people."""


def find_starts(blocks: Sequence[Block], kinds: Kinds, contents: Contents, body_size: float) -> list[Start]:
    """The items' headings in document order; empty when the document has none that are recognisable."""
    begin = contents.before
    forms: dict[str, list[Candidate]] = defaultdict(list)
    read = [(i, _read_numbered(block.text)) for i, block in enumerate(blocks[begin:], begin)]
    for i, numbered in read:
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
    unnumbered = find_untitled(begin, blocks, kinds, contents, body_size)
    if unnumbered and sum(c.weight for c in unnumbered) > total + 1.0:
        # Where numbers stand beside these titles, in whatever form, they are the items' numbers.
        same = [found for found in chains.values() if _are_the_same(found[1], unnumbered)]
        chain = max(same, key=lambda found: found[0])[1] if same else []
    if chain and _stands_behind(chain, begin, blocks, kinds):
        if single := find_single(begin, blocks, kinds):
            return [begin_item(c, _number_of(c.title, chain), blocks) for c in single]
        chain, unnumbered = [], []
    if not chain:
        return unnumbered_starts(begin, unnumbered, blocks, kinds)
    members = forms[chain[0].form]
    whole = _with_closed(_with_tail(chain, members, blocks, kinds), members, blocks)
    whole = _with_listed(whole, members, contents)
    chain = _all_alike(members, kinds) or _with_further_series(_with_lettered(whole, members), members)
    return _with_marks_apart(head_items(chain, forms, blocks, kinds, contents), contents)


def _all_alike(members: list[Candidate], kinds: Kinds) -> list[Candidate]:
    """The titles of a document that gives each the number 1, as lists copied one by one do; [] for any other."""
    if len(members) < 2 or any(c.number != 1 for c in members):
        return []
    usual = sorted(c.weight for c in members)[len(members) // 2]
    if usual > 1 and not any(word in ONCE for word in kinds.word[: members[0].at]):
        ends = [*(c.at for c in members[1:]), len(kinds.word)]
        each = zip(members, ends, strict=True)
        if all(c.title and c.weight > _WEAK and _decides_last(c.at, end, kinds) for c, end in each):
            return members
    decided = [kinds.word[c.at + 1 : c.at + 2] == ["vedtagelse"] for c in members]
    fits = [c.title and (c.weight > 1 or (c.weight >= 0 and below)) for c, below in zip(members, decided, strict=True)]
    return members if all(fits) else []


def _decides_last(begin: int, end: int, kinds: Kinds) -> bool:
    """Whether the last heading of a section between two lines, of which there is one, is a decision's."""
    return next((word for word in reversed(kinds.word[begin + 1 : end]) if word in ONCE), "") == "vedtagelse"


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
    main = [word for word in kinds.word[begin:] if word in ONCE]
    if len(main) == len(set(main)) and {"sagsfremstilling", "vedtagelse"} <= set(main):
        above_list, within = kinds.word[begin:at], kinds.opens[at : chain[-1].at + 1]
        if "sagsfremstilling" in above_list and "vedtagelse" not in above_list and not any(within):
            return True
    above = {block.heading.kind for block in blocks[begin:at] if block.heading is not None}
    behind = {word for opens, word in zip(kinds.opens[at:], kinds.word[at:], strict=True) if opens and word}
    return {"vedtagelse", "indstilling"} <= above and behind <= {"vedtagelse"}


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


def _with_listed(chain: list[Candidate], members: list[Candidate], contents: Contents) -> list[Candidate]:
    """The chain with those that the order of its numbers leaves out and the list of contents has, number and title: "17"
    between "2" and "3", where the items are in groups.
    """
    numbers, least = {c.number for c in chain}, _least_weight(chain)
    listed = [
        c
        for c in members
        if c.number not in numbers
        and c.title
        and c.weight >= least
        and chain[0].at < c.at
        and (entry := contents.titles.get(title_key(c.title))) is not None
        and entry.nummer == c.printed
    ]
    return sorted(chain + listed, key=lambda c: c.at) if listed else chain


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
    bullet = BULLET.match(text) if text[0] in BULLETS else None
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
    if code and (label := read_label(title)) is not None and label.role in ("sagsnummer", "journalnummer"):
        return None  # "BR 12/2005  J.nr. BR 84/2005" is the case's numbers
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
        if _MONTH.match(title) or title.startswith("at "):  # "3. at planen vedtages" is a point of a recommendation
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
    if (last == ")" and _MEMBER.fullmatch(title)) or names_file(title[-8:]):
        weight -= 3
    return weight - (1 if len(title) > 180 else 0)


def _is_followed(i: int, reach: int, blocks: Sequence[Block], kinds: Kinds) -> bool:
    """Whether a heading or a line about an item stands among the next lines, no long text before it."""
    for k in range(i + 1, min(i + 1 + reach, len(blocks))):
        if kinds.heading[k] or kinds.meta[k] or names_file(blocks[k].text[:200]):
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
            weight -= 0.0 if blocks[i].gap and is_of_front(before) else 2.5  # "Bemærkninger:" of the meeting, empty
        elif blocks[i - 1].marked and not kinds.meta[i - 1] and NUMBERED.match(before) and blocks[i].marked:
            weight -= 1
        if kinds.heading[i - 1] and not blocks[i - 1].gap:
            weight -= 0.5
        if kinds.heading[i - 1] and not is_of_front(before):
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
