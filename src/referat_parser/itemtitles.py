"""From the items' numbers to their titles: beside, above or below the number, over one block or several."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from referat_parser.bodies import is_body
from referat_parser.contents import Contents
from referat_parser.kinds import MAX_TITLE, Candidate, Kinds, Start, block_title, names_file
from referat_parser.layout import Block
from referat_parser.lexicon import read_label
from referat_parser.titles import title_key

_ATTACHMENT = re.compile(r"[Bb]ilag \d{1,2}\w?\s*[:.–-]")


def head_items(
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
    if apart or block.marked or not alike or names_file(block.text) or len(block.text) >= 120:
        return (i,), title
    followed = i + 2 < end and (kinds.heading[i + 2] or kinds.meta[i + 2] or (small and blocks[i + 2].gap))
    if followed and block.text[-1:] not in ".:" and (len(title) > _LONG or _GOES_ON.match(block.text) is not None):
        return (i, i + 1), whole
    return (i,), title
