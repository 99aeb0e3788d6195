"""What one document does with its headings throughout: their look, their words, where their text stands."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from referat_parser.bodies import match_body
from referat_parser.document import Line
from referat_parser.headings import Inline
from referat_parser.kinds import Kinds
from referat_parser.layout import Block
from referat_parser.lexicon import MAX_HEADING, begins_heading, find_heading, key, read_label, remembered

Span = tuple[int, int]
"""The positions of an item's blocks below its heading: first, and one past the last."""


class Habits(NamedTuple):
    size: float
    bold: bool
    styled: bool
    """Whether the known headings share a look (`size`, `bold`, `capitals`) that the text has not."""
    capitals: bool
    """Whether the known headings are printed in capitals."""
    bulleted: bool
    """Whether the known headings stand behind a bullet."""
    recurring: frozenset[str]
    """Keys of short lines over a text that stand in several items and are no known words."""
    frequent: frozenset[str]
    """Keys of known headings that stand alone on their line in several items."""
    usual: dict[str, str]
    """The key of the heading by which the document mostly opens each kind of section."""
    names_bodies: bool
    """Whether most headings of decisions name the body that decides."""
    run_on: frozenset[str]
    """Keys of known headings that have their text on the same line in several items."""
    inline: frozenset[str]
    """Keys of known headings that stand before a colon and their text in several items."""
    speakers: frozenset[str]
    """Bodies, casefolded, before whose decision only their name and a colon stand: "Byrådet: Vedtoges."."""

    def is_styled(self, block: Block) -> bool:
        """Whether a block is set as most of the document's known headings are."""
        alike = abs(block.size - self.size) < 0.6 and block.bold == self.bold
        return alike and (not self.capitals or block.text.isupper())


def find_habits(blocks: Sequence[Block], kinds: Kinds, spans: Sequence[Span]) -> Habits:
    """The habits of a document whose items have these spans."""
    known = [(i, block) for i, block in enumerate(blocks) if block.heading is not None]
    keys = [(i, key(block.text)) for i, block in known]
    main = [(block, block.heading.kind) for _, block in known if block.heading and block.heading.kind in MAIN]
    (size, bold), styled = _look([block for block, _ in main], blocks)
    capitals = len(known) > 3 and sum([block.text.isupper() for _, block in known]) >= 0.8 * len(known)
    enough = max(2, min(4, round(0.3 * len(spans))))
    return Habits(
        size,
        bold,
        styled or capitals,
        capitals,
        bulleted := _bulleted([block.text for block, _ in main]),
        _recurring(blocks, kinds, spans, enough, bulleted),
        _in_several(spans, max(3, enough), keys),
        _usual(main),
        _names_bodies(known, kinds),
        *_on_one_line(kinds, spans, enough, frozenset(word for _, word in keys)),
    )


MAIN = frozenset(("resume", "sagsfremstilling", "indstilling", "vedtagelse", "bilag"))


def _look(headings: Sequence[Block], blocks: Sequence[Block]) -> tuple[tuple[float, bool], bool]:
    """The look that most headings have, and whether it tells them from the text."""
    looks = _looks_of([block.lines[0] for block in headings])
    body = _looks_of([block.lines[0] for block in blocks if len(block.text) > _LONGER_THAN_ANY]) if looks else None
    if not looks or not body:
        return (0.0, False), False
    look, often = looks.most_common(1)[0]
    return look, often >= 0.7 * looks.total() and body.most_common(1)[0][0] != look


_LONGER_THAN_ANY = 120
"""So many letters no heading has."""


def _looks_of(lines: Sequence[Line]) -> Counter[tuple[float, bool]]:
    """How many lines are set in each size, to the half point, and weight."""
    printed = Counter([line[4:] for line in lines])
    looks = Counter[tuple[float, bool]]()
    for (size, bold), n in printed.items():
        looks[round(size * 2) / 2, bold] += n
    return looks


def _bulleted(headings: Sequence[str]) -> bool:
    return len(headings) > 2 and sum([text[0] in "•·▪●" for text in headings]) >= 0.7 * len(headings)


def _usual(headings: Sequence[tuple[Block, str]]) -> dict[str, str]:
    seen: dict[str, Counter[str]] = defaultdict(Counter)
    for block, kind in headings:
        seen[kind][key(block.text)] += 1
    return {kind: counts.most_common(1)[0][0] for kind, counts in seen.items()}


def _names_bodies(known: Sequence[tuple[int, Block]], kinds: Kinds) -> bool:
    named = [decision for decision in kinds.decision if decision is not None and not decision.bare]
    return len(named) >= sum([block.heading is not None and block.heading.kind == "vedtagelse" for _, block in known])


def _recurring(
    blocks: Sequence[Block], kinds: Kinds, spans: Sequence[Span], enough: int, bulleted: bool
) -> frozenset[str]:
    heading, meta, opens = kinds.heading, kinds.meta, kinds.opens
    found = [
        (i, key(blocks[i].text))
        for first, end in spans
        for i in range(first, end - 1)
        if not (heading[i] or meta[i] or opens[i + 1] or meta[i + 1]) and may_be_heading(blocks[i], bulleted)
    ]
    return frozenset(word for word in _in_several(spans, enough, found) if not _NO_HEADING.match(word))


def _on_one_line(
    kinds: Kinds, spans: Sequence[Span], enough: int, alone: frozenset[str]
) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    headings = [(i, key(found.printed)) for i, found in enumerate(kinds.run_on) if found is not None]
    colons = [(i, key(found.printed)) for i, found in enumerate(kinds.inline) if found is not None]
    bodies = [(i, speaker[0].casefold()) for i, speaker in enumerate(kinds.speaker) if speaker and speaker[1]]
    often = max(enough, round(0.4 * len(spans)))
    run_on = frozenset(_in_several(spans, enough, headings) - alone)
    return run_on, _in_several(spans, enough, colons), _in_several(spans, often, bodies)


def _in_several(spans: Sequence[Span], enough: int, found: Iterable[tuple[int, str]]) -> frozenset[str]:
    """The words that were `found`, each at a block's position, in at least so many items."""
    firsts = [first for first, _ in spans]
    seen: dict[str, set[int]] = defaultdict(set)
    for i, word in found:
        k = bisect_right(firsts, i) - 1
        if k >= 0 and i < spans[k][1]:
            seen[word].add(k)
    return frozenset(word for word, items in seen.items() if len(items) >= enough)


_NO_HEADING = re.compile(
    r"(?:\w+(?:t|et|es|te|es ikke)|ingen|udvalget .*|.* for|det indstilles|(?:for|imod|til|at|ad|over for|med|som|der|det|de|vi) .*"
    r"|.*(?:indstiller|foreslår|anbefaler|stemte|stemmer|stemme|fraværende|afbud)\b.*)$"
)


LONGEST_HEADING = 75
"""Letters of a heading that no rule knows."""


def may_be_heading(block: Block, bulleted: bool) -> bool:
    """Whether a block has the form of a heading: short, begins large, no list item, no sentence, no label.

    Where the document's headings are `bulleted`, so must it be.
    """
    text = block.text
    if bulleted:
        text = text[1:].lstrip() if text[:1] in "•·▪●" else ""
    elif block.marked:
        return False
    if not 3 < len(text) <= LONGEST_HEADING or not text[0].isupper():
        return False
    if text[-1] in ".,;?!)" or ":" in text[:-1] or text.count(" ") > 8 or read_label(text) is not None:
        return False
    return not any(c.isdigit() for c in text[-6:]) and (text[-1] != ":" or len(text) < 45)


_FIRST_WORDS = re.compile(r"(?:[^\s:]+\s+){1,5}")


_CLAUSE = re.compile(
    r"\b(?:indstiller|foreslår|anbefaler|indstilles|foreslås|anbefales|afgøres|beslutter|træffes|behandles)\b",
    re.IGNORECASE,
)


def among(run_on: Inline | None, keys: frozenset[str]) -> Inline | None:
    """The heading, if its key is one of these."""
    return run_on if run_on is not None and keys and key(run_on.printed) in keys else None


@remembered
def read_run_on(text: str) -> Inline | None:
    """The known heading that the first words of a line are, when what follows begins anew: "Tema Byrådet skal ..."."""
    space = text.find(" ", 0, MAX_HEADING)
    if len(text) < 8 or space < 1 or not begins_heading(text[:space]) or text.isupper():
        return None
    match = _FIRST_WORDS.match(text[:90])
    end = match.end() if match else 0
    while end > 3:
        after = text[end : end + 1]
        if after.isupper() or after.isdigit() or after in '"”»':
            printed = text[:end].rstrip()
            is_title = after.isdigit() and printed[-5:].casefold() == "bilag"  # "Bilag 1: Kort"
            heading = find_heading(printed) if not is_title and _CLAUSE.search(printed) is None else None
            if heading is not None and (heading.kind != "oevrige" or heading.emne != "andet"):
                return Inline(heading, printed, text[end:].strip())
        end = text.rfind(" ", 0, end - 1) + 1
    return None


@remembered
def read_speaker(text: str) -> tuple[str, str] | None:
    """A body's name before a colon, and what stands behind it; nothing where it stands alone."""
    colon = text.find(":", 0, 60)
    if colon < 4 or not text[0].isupper():
        return None
    body = match_body(text, 0)
    if body is None or body.end != colon:
        return None
    return body.name, text[colon + 1 :].strip()
