"""Where the items begin that have no numbers: at titles that the contents list repeats, that stand over a section that begins
anew, at case numbers or marks."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import partial

from referat_parser.bodies import is_body, match_body
from referat_parser.contents import Contents
from referat_parser.dates import find_date, find_times
from referat_parser.kinds import MAX_TITLE, ONCE, Candidate, Kinds, Start, block_title, is_of_front
from referat_parser.layout import Block
from referat_parser.lexicon import begins_front_label, key, read_label, words
from referat_parser.places import begins_as_place
from referat_parser.titles import first_words, is_among, is_case_line, title_key


def unnumbered_starts(begin: int, unnumbered: list[Candidate], blocks: Sequence[Block], kinds: Kinds) -> list[Start]:
    """The items of a document that has no numbers."""
    headed = _below_cases(begin, blocks, kinds)
    if len(headed) > max(1, len(unnumbered)):
        return [Start(at, (at + 1,), None, block_title(blocks[at + 1]), 1.0) for at in headed]
    bare = max(_below_marks(begin, blocks, kinds), _bare(begin, blocks, kinds), key=len)
    if len(bare) > 1 and len(bare) >= 2 * len(unnumbered):
        return [Start(at, (), None, "", 1.0) for at in bare]
    unnumbered = unnumbered or find_single(begin, blocks, kinds)
    if unnumbered or not bare:
        return [begin_item(c, None, blocks) for c in unnumbered]
    return [Start(bare[0], (), None, "", 1.0)]


def find_untitled(
    begin: int, blocks: Sequence[Block], kinds: Kinds, contents: Contents, body_size: float
) -> list[Candidate]:
    """Titles without numbers: lines that the contents list repeats, and lines before a section that begins anew."""
    larger = _title_size(begin, blocks, kinds, body_size)
    listed_at = _listed(begin, blocks, kinds, contents)
    told = [
        i
        for i, (word, block) in enumerate(zip(kinds.word[begin:], blocks[begin:], strict=True), begin)
        if word or i in listed_at or (larger > 0 and abs(block.size - larger) < _ALIKE)
    ]
    find = partial(_titles_by_restart, told, begin, blocks, kinds, listed_at, body_size, larger)
    found = find(frozenset())
    listed = [candidate for candidate in found if title_key(candidate.title) in contents.titles]
    if len(listed) > 1 and len(listed) >= 0.7 * len(contents.titles):
        return listed
    openings = frozenset(_opening_after(c.at, kinds) for c in found[1:]) - {""}
    return find(openings) if openings else found


def find_single(begin: int, blocks: Sequence[Block], kinds: Kinds) -> list[Candidate]:
    """The one item of a document that is a page of one item: its title is the last line of that form above the first heading."""
    headings = (i for i in range(begin, len(blocks)) if kinds.word[i] and kinds.heading[i])
    first = next((i for i in headings if not _names_document(i, blocks, kinds)), begin)
    for i in range(first - 1, begin - 1, -1):
        text = blocks[i].text
        fits = len(text) <= MAX_TITLE and text.count(" ") > 1 and text[0].isupper()
        fits = fits and not (is_of_front(text) or _names_meeting(text))
        if fits and text[-1] not in ".;," and ":" not in text and not kinds.meta[i] and not kinds.heading[i]:
            return [Candidate(i, "title", 0, "", block_title(blocks[i]), 1.0)]
    return []


def _names_meeting(text: str) -> bool:
    """Whether a line is a page's title, "Skolebestyrelsesmøde marts 2019": a body's meeting and when it was."""
    body = match_body(text) if text[-1].isdecimal() else None
    return body is not None and text[: body.end].casefold().endswith(("møde", "mødet"))


def begin_item(title: Candidate, nummer: str | None, blocks: Sequence[Block]) -> Start:
    """The item of a title; below it and without one, where it is the place of the meeting just below the date and hour."""
    above = blocks[title.at - 1].text if title.at and begins_as_place(blocks[title.at].text) else ""
    if find_date(above) is not None and find_times(above):
        return Start(title.at + 1, (), nummer, "", title.weight)
    return Start(title.at, (title.at,), nummer, title.title, title.weight)


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
            or (undecided and word == opening and word in ONCE)
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


def _listed(begin: int, blocks: Sequence[Block], kinds: Kinds, contents: Contents) -> frozenset[int]:
    """The positions of the lines that the contents list has."""
    if not contents.titles:
        return frozenset()
    firsts = first_words(contents.titles)
    texts = [block.text for block in blocks[begin:]]
    listed = {text for text in set(texts) if len(text) <= MAX_TITLE and is_among(text, contents.titles, firsts)}
    places = [i for i, text in enumerate(texts, begin) if text in listed]
    return frozenset(i for i in places if not kinds.word[i] and not kinds.meta[i])


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
    told: Sequence[int],
    begin: int,
    blocks: Sequence[Block],
    kinds: Kinds,
    listed: frozenset[int],
    body_size: float,
    larger: float,
    openings: frozenset[str],
) -> list[Candidate]:
    """Titles before headings that the item has already had, or that open other items (`openings`).

    `told` are the blocks that may tell of either: known headings, what the contents list has, what is set as large as titles.
    """
    found: list[Candidate] = []
    seen: set[str] = set()
    for i in told:
        word = kinds.word[i]
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
            typed = larger > 0 and abs(block.size - larger) < _ALIKE and not block.marked
            if (is_listed or typed) and not (found and found[-1].at == i - 1 and not is_listed):
                found.append(Candidate(i, "title", 0, "", block_title(block), 4.0 if is_listed else 2.5))
                seen.clear()
    return found


def _names_document(i: int, blocks: Sequence[Block], kinds: Kinds) -> bool:
    """Whether the heading at `i`, above the first item, says what the document is: "Referat" over no text of its own."""
    if not is_of_front(blocks[i].text) or i + 1 == len(blocks):
        return False
    below = blocks[i + 1].text
    if kinds.opens[i + 1] or kinds.meta[i + 1] or begins_front_label(below):
        return True
    return len(below) < 80 and (find_date(below) is not None or is_body(below))


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
    least = max(1.12 * body_size, usual + 0.5)
    for text, lines, _, _, _, _, _ in blocks[begin:]:
        size = lines[0][4]
        if size > least and len(text) <= MAX_TITLE:
            counts[round(size * 2) / 2] += 1
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
    text, table = blocks[k].text, words()
    if blocks[k].marked or len(text) > MAX_TITLE or text[-1] in ".:;,":
        return None
    if not (text[0].isupper() or text[0].isdigit() or text[0] in '"”('):
        return None
    if key(text) in table.decided and k and kinds.word[k - 1] == "vedtagelse" and kinds.opens[k - 1]:
        return None
    if key(text) in table.open_groups or key(text) in table.closed_groups or is_of_front(text):
        return None
    return None if _is_named_above(k, after, blocks) else k


_ALIKE = 0.3
"""Points by which type of one size may differ."""
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
