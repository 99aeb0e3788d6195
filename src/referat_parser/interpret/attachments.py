"""The titles of attachments, each whole and without its list number."""

from __future__ import annotations

import re
from typing import NamedTuple


class Attachment(NamedTuple):
    """The list number as printed, without its point, and the title."""

    nummer: str | None
    titel: str


_MARKER = re.compile(r"^(?:[-–•·*▪●»]\s*|\(?(?P<nummer>\d{1,3}|[a-z])[.)]\s+)(?=\S)")
_FILE = re.compile(r"\S+\.(?:pdf|docx?|xlsx?|pptx?|rtf|odt|msg|jpe?g|png|tiff?|zip|html?)(?=\s|$)", re.IGNORECASE)
ICON = re.compile(r"\b(?:application/[\w.+-]+\s+|pdf[- ])(?:icon|ikon)\s+", re.IGNORECASE)
"""What a web page prints for the picture of a file: no part of its name."""
_NONE = re.compile(r"(?:ingen(?: bilag)?|der er ingen bilag.*|-+|nej)\.?$", re.IGNORECASE)


def read_attachments(text: str) -> list[Attachment]:
    """The attachments that one line or paragraph of a section Bilag names; empty for "Ingen".

    Several names of files in one line are several attachments; a title with one file name in it is one.
    """
    if _NONE.match(text):
        return []
    text = ICON.sub("", text)
    names = _FILE.findall(text)
    if len(names) > 1 and sum(map(len, names)) + len(names) >= len(text):
        return [Attachment(None, name) for name in names]
    marker = _MARKER.match(text)
    titel = text[marker.end() :] if marker else text
    return [Attachment(marker["nummer"] if marker else None, titel)] if titel else []
