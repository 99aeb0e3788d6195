"""Text of documents and names of files made harmless for a terminal."""

from __future__ import annotations

import re

_HARMFUL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]"
)


def escape_for_terminal(text: str) -> str:
    """The text with control, ESC, bidirectional, invisible and surrogate characters shown as escapes ("\\x1b").

    Tabs and line breaks stay; what is returned can be encoded as UTF-8.
    """
    return _HARMFUL.sub(lambda match: ascii(match[0])[1:-1], text) if _HARMFUL.search(text) else text


def escape_line(text: str) -> str:
    """The text on one line: `escape_for_terminal`, with tabs and line breaks shown as escapes too."""
    return escape_for_terminal(text).replace("\n", "\\n").replace("\t", "\\t")
