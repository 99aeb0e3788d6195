"""The table of a case's way through the bodies: abbreviations in a row or below each other, and crosses where each has a part."""

from __future__ import annotations

import re
from collections.abc import Sequence

from referat_parser.layout import Block

_BODY = r"[A-ZÆØÅ]{2,5}"
_HEAD = re.compile(rf"(?:[A-ZÆØÅ][a-zæøå]+:? )?{_BODY}(?: {_BODY}){{2,}}")
_ONE = re.compile(_BODY)
_CROSS = r"(?:[Xx✓☒]|\([Xx]\))"
_ROW = re.compile(rf"(?:[A-ZÆØÅ][a-zæøå]+(?: [a-zæøå]+)?)?(?: ?{_CROSS})*")
_CROSS_ENDS = "Xx✓☒)"
_LONGEST = 80
_MOST_ROWS = 12


def find_ways(blocks: Sequence[Block]) -> frozenset[int]:
    """The positions of the blocks that such tables consist of; what their rows are called are no headings."""
    spans: list[tuple[int, int, int]] = []
    end = 0
    for i in [i for i, block in enumerate(blocks) if block.text[-1].isupper() and may_be_head(block.text)]:
        if i < end or (stop := _end_of_head(blocks, i)) == i:
            continue
        end = last = stop
        while last < len(blocks) and last - end < _MOST_ROWS and _is_row(blocks[last].text):
            last += 1
        spans.append((i, end, last))
    crossed = {k for _, end, last in spans for k in range(end, last) if blocks[k].text[-1] in _CROSS_ENDS}
    names = {_name_of(blocks[k].text) for k in crossed}
    heads = {_head_of(blocks, begin, end) for begin, end, last in spans if not crossed.isdisjoint(range(end, last))}
    found: set[int] = set()
    for begin, end, last in spans:
        if crossed.isdisjoint(range(end, last)):
            if _head_of(blocks, begin, end) in heads:  # a case that none of them has a part in
                found.update(range(begin, end))
            continue
        # Behind the last cross a row is named as another with a cross, or stands without space: else it is a heading.
        while last - 1 not in crossed and blocks[last - 1].gap and _name_of(blocks[last - 1].text) not in names:
            last -= 1
        above = blocks[begin - 1].heading if begin else None
        found.update(range(begin - (above is not None and above.emne == "sagsgang"), last))
    return frozenset(found)


def _head_of(blocks: Sequence[Block], begin: int, end: int) -> tuple[str, ...]:
    return tuple(block.text for block in blocks[begin:end])


def _name_of(row: str) -> str:
    return row.partition(" ")[0]


def may_be_head(text: str) -> bool:
    """Whether a line may be, or begin, the row of abbreviations over such a table: far faster told than by its pattern."""
    return text[-1].isupper() and text[-2:].isupper() and len(text) <= _LONGEST


def _end_of_head(blocks: Sequence[Block], i: int) -> int:
    """Where the row of abbreviations ends that begins at `i`, `i` itself when none does."""
    if _HEAD.fullmatch(blocks[i].text):
        return i + 1
    end = i
    while end < len(blocks) and end - i < 20 and _ONE.fullmatch(blocks[end].text):
        end += 1
    return end if end - i > 2 else i


def _is_row(text: str) -> bool:
    return len(text) < _LONGEST and _ROW.fullmatch(text) is not None
