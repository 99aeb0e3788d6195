"""The titles of attachments, each whole and without its list number."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple


class Attachment(NamedTuple):
    """The list number as printed, without its point, and the title."""

    nummer: str | None
    titel: str


_MARKER = re.compile(r"^(?:[-–•·*▪●»]\s*|\(?(?P<nummer>\d{1,3}|[a-z])[.)]\s+)(?=\S)")
_FILE_KIND = re.compile(r"\.(?:pdf|docx?|xlsx?|pptx?|rtf|odt|msg|jpe?g|png|tiff?|zip|html?)(?=\s|$)", re.IGNORECASE)
_FILE = re.compile(rf"\S+{_FILE_KIND.pattern}", re.IGNORECASE)
_GLUED = re.compile(r"(?<=[a-zæøå.)])(?=Bilag \d{1,2}\w?:)")
ICON = re.compile(r"\b(?:application/[\w.+-]+\s+|pdf[- ])(?:icon|ikon)\s+", re.IGNORECASE)
"""What a web page prints for the picture of a file: no part of its name."""


def may_hold_icon(text: str) -> bool:
    """Whether an `ICON` may stand in a text: told without its pattern."""
    return "/" in text or "pdf" in text.lower()


_NONE = re.compile(r"(?:ingen(?: bilag)?|der er ingen bilag.*|-+|nej)\.?$", re.IGNORECASE)


# Not a row of a table that also says whether the attachment is public: "1 Åben Kort 61077/12" is told as it is printed.
_BARE_NUMBER = re.compile(r"(\d{1,3})\s+(?!(?:Åben|Lukket)\b)(?=[A-ZÆØÅ0-9\"»])")


def count_on(texts: Sequence[str]) -> bool:
    """Whether the lines of a list begin with 1, 2, 3 and no point behind: then these are the list's numbers."""
    numbers = [match[1] if (match := _BARE_NUMBER.match(text)) else "" for text in texts]
    return bool(numbers) and numbers == [str(n) for n in range(1, len(numbers) + 1)]


_COUNT = re.compile(r"\d{1,3} bilag\.?", re.IGNORECASE)
"""How many there are, where they are not named."""


def read_attachments(text: str, *, counted: bool = False) -> list[Attachment]:
    """The attachments that one line or paragraph of a section Bilag names; empty for "Ingen".

    Several names of files in one line are several attachments; a title with one file name in it is one. Of a list that
    is `counted` the bare number before a title is the list's.
    """
    if _NONE.match(text) or _COUNT.fullmatch(text):
        return []
    text = ICON.sub("", text) if may_hold_icon(text) else text
    names = _FILE.findall(text) if _FILE_KIND.search(text) else []
    if len(names) > 1 and sum(map(len, names)) + len(names) >= len(text):
        return [Attachment(None, name) for name in names]
    if "Bilag " in text and len(parts := _GLUED.split(text)) > 1:
        return [found for part in parts for found in read_attachments(part)]
    if counted and (bare := _BARE_NUMBER.match(text)) is not None:
        return [Attachment(bare[1], text[bare.end() :])]
    marker = _MARKER.match(text)
    titel = text[marker.end() :] if marker else text
    return [Attachment(marker["nummer"] if marker else None, titel)] if titel else []
