"""What each block of a document is, told alone, and what an item's beginning is: what all who look for items speak of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from referat_parser.dates import find_date
from referat_parser.headings import DecisionHeading, Inline
from referat_parser.layout import Block
from referat_parser.lexicon import begins_front_label, key, words

BULLETS = "•·▪●-–"
BULLET = re.compile(rf"[{re.escape(BULLETS)}]\s+")
# Two patterns that begin with a letter of their own: as one they would be ten times as slow to look for.
_FILE_KINDS = r"(?:pdf|docx?|xlsx?|pptx?)\b"
_FILE_NAME = re.compile(rf"\.(?<=\w\.){_FILE_KINDS}", re.IGNORECASE)
_FILE_IN_BRACKETS = re.compile(rf" \((?<=\w \(){_FILE_KINDS}", re.IGNORECASE)
MAX_TITLE, MAX_DECISION = 330, 200
"""Letters of an item's title, and of the heading of a decision, at most."""


class Candidate(NamedTuple):
    at: int
    form: str
    number: int
    printed: str
    title: str
    weight: float


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
    speaker: Sequence[tuple[str, str] | None]
    """The body before whose colon nothing else stands, and what stands behind it."""
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


ONCE = frozenset(("sagsfremstilling", "indstilling", "vedtagelse"))
"""Kinds of sections that an item has once."""


def names_file(text: str) -> bool:
    """Whether a text names a file: "Kort.pdf", "Kort (pdf)"."""
    return _FILE_NAME.search(text) is not None or _FILE_IN_BRACKETS.search(text) is not None


def block_title(block: Block) -> str:
    bullet = BULLET.match(block.text)
    return block.text[bullet.end() :] if bullet else block.text


def is_of_front(text: str) -> bool:
    """Whether a line tells of the meeting: a label, or its date behind what the document is."""
    if begins_front_label(text):
        return True
    first = _FIRST_WORD.match(text)
    if first is None or key(first[0]) not in words().document_kinds or text.startswith(" fra", first.end()):
        return False
    return first.end() == len(text) or find_date(text) is not None


_FIRST_WORD = re.compile(r"\w+")
