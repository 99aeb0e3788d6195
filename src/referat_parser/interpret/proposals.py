"""The recommendation's proposer and its points."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from referat_parser.dates import MONTHS
from referat_parser.interpret.sentences import split_sentences
from referat_parser.lexicon import load_rules

_RECOMMENDS = re.compile(r"(?:indstiller|foreslår|anbefaler|innstiller|tilråder)\b")
_PROPOSER = re.compile(rf"(?P<who>[A-ZÆØÅ][^:;]{{1,120}}?)\s+{_RECOMMENDS.pattern}", re.DOTALL)
_NOBODY = frozenset(("det", "der", "som", "hermed"))
_MARKED = re.compile(
    r"^(?:[-–•·*]\s*)?(?:(?:at\s+)?(?:\d{1,2}|[a-zæøå]|[ivx]{1,4})[.)](?!\d)\s*|at\s+\d{1,2}[).](?!\d)\s*)(?P<text>\S.*)$",
    re.IGNORECASE | re.DOTALL,
)
_BULLET = re.compile(r"^[-–•·*]\s*(?P<text>\S.*)$", re.DOTALL)
_SENTENCE = re.compile(
    r"(?:indstiller|foreslår|anbefaler|indstilles|foreslås|anbefales)[^.:]{0,160}?,?\s+(?P<text>at\s+\S.*)$", re.DOTALL
)


def read_proposer(texts: Sequence[str]) -> str | None:
    """Who recommends, as printed: the subject of "indstiller" or its like in the first lines; None where nobody is named."""
    for beginning in (text[:220] for text in texts[:2]):
        if _RECOMMENDS.search(beginning) is None:
            continue
        sentences = split_sentences(beginning)
        if match := next((found for s in sentences if (found := _PROPOSER.search(s.text))), None):
            who = match["who"].strip(" ,")
            return None if who.casefold() in _NOBODY or len(who.split()) > 12 else who
    return None


@lru_cache(maxsize=1)
def _counted() -> re.Pattern[str]:
    """A number that is none of the list's own: of a day ("22. januar"), or behind a bullet ("• 1. stedfortræder")."""
    words: list[str] = load_rules("decisions")["ordinals"]["words"]
    return re.compile(rf"\d{{1,2}}\.\s+(?:{'|'.join(MONTHS)})\b|[-–•·*]\s*\d\.\s+(?:{'|'.join(map(re.escape, words))})")


_CELLS = re.compile(r"\s*\|\s*")


def _point(text: str) -> str | None:
    match = None if _counted().match(text) else _MARKED.match(text)
    match = match or _BULLET.match(text)
    return match["text"].strip() if match else None


def read_points(texts: Sequence[str]) -> list[str]:
    """The points recommended, one a string, without their markers; a single sentence gives its "at ..."."""
    points = []
    for text in (_CELLS.sub(" ", text).strip() if "|" in text else text for text in texts):
        if (point := _point(text)) is not None:
            points.append(point)
        elif text.casefold().startswith("at "):
            points.append(text)
    if points:
        return points
    for n, text in enumerate(texts):
        match = _SENTENCE.search(text)
        if match:
            return [match["text"].strip()]
        if text.endswith(" at") and n + 1 < len(texts) and texts[n + 1][:1].islower():
            return [texts[n + 1]]
    return []
