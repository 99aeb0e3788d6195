"""The recommendation's proposer and its points."""

from __future__ import annotations

import re
from collections.abc import Sequence

_PROPOSER = re.compile(
    r"(?P<who>[A-ZÆØÅ][^.:;]{1,120}?)\s+(?:indstiller|foreslår|anbefaler|innstiller|tilråder)\b", re.DOTALL
)
_NOBODY = frozenset(("det", "der", "som", "hermed"))
_POINT = re.compile(
    r"^(?:[-–•·*]\s*)?(?:(?:at\s+)?(?:\d{1,2}|[a-zæøå]|[ivx]{1,4})[.)]\s*|at\s+\d{1,2}[).]\s*)(?P<text>\S.*)$|^[-–•·*]\s*(?P<bare>\S.*)$",
    re.IGNORECASE | re.DOTALL,
)
_SENTENCE = re.compile(
    r"(?:indstiller|foreslår|anbefaler|indstilles|foreslås|anbefales)[^.:]{0,160}?,?\s+(?P<text>at\s+\S.*)$", re.DOTALL
)


def read_proposer(texts: Sequence[str]) -> str | None:
    """Who recommends, as printed: the subject of "indstiller" or its like in the first lines; None where nobody is named."""
    for text in texts[:2]:
        match = _PROPOSER.search(text[:220])
        if match:
            who = match["who"].strip(" ,")
            return None if who.casefold() in _NOBODY or len(who.split()) > 12 else who
    return None


def read_points(texts: Sequence[str]) -> list[str]:
    """The points recommended, one a string, without their markers; a single sentence gives its "at ..."."""
    points = []
    for text in texts:
        match = _POINT.match(text)
        if match:
            points.append((match["text"] or match["bare"]).strip())
        elif text.casefold().startswith("at "):
            points.append(text)
    if points:
        return points
    for text in texts:
        match = _SENTENCE.search(text)
        if match:
            return [match["text"].strip()]
    return []
