"""The signs of Markdown taken off a line, so that they do not stand between a word and the rules."""

from __future__ import annotations

import re

SIGNS = frozenset("#>*+-_|\\[`~=:!")
"""What a line begins with when it may have signs of Markdown before its words."""

_LONGEST = 5000  # characters: longer lines are paragraphs, and left alone
_QUOTE = re.compile(r"(?:>+ )+|>+\Z")
_HEADING = re.compile(r"#{1,6}(?: +|\Z)")
_CLOSED_HEADING = re.compile(r" +#+\Z")
_RULE = re.compile(r"(?:[-*_=~`|:] *+){3,}+")
_LINK = re.compile(r"!?\[([^\[\]]{0,500})\]\([^()]{0,2000}\)")
_STRONG = re.compile(r"\*\*(?=[^\s*])([^*]{1,2000})(?<!\s)\*\*|(?<!\w)__(?=[^\s_])([^_]{1,2000})(?<!\s)__(?!\w)")
_EMPHASIS = re.compile(r"([*_])(?=[^\s*_])([^*_]{1,2000})(?<!\s)\1")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+.!|>~-])")


def has_signs_within(text: str) -> bool:
    """Whether lines of the text may have signs of Markdown elsewhere than at their beginning."""
    if "\\" in text:
        return True
    # One sign is found ten times as fast as two, and most texts have none of these.
    return ("]" in text and "](" in text) or ("*" in text and "**" in text) or ("_" in text and "__" in text)


def strip_signs(text: str) -> tuple[str, bool]:
    """The line without signs, and whether they made a heading of it or set all of it in bold.

    List markers become "- "; cells of a table are set apart by a blank; a link is its text; a ruled line is empty.
    """
    if len(text) > _LONGEST:
        return text, False
    text = text[quote.end() :] if (quote := _QUOTE.match(text)) else text
    if _RULE.fullmatch(text):
        return "", False
    bold = False
    if heading := _HEADING.match(text):
        text, bold = _CLOSED_HEADING.sub("", text[heading.end() :]), True
    elif text[:2] in ("* ", "+ "):
        text = "- " + text[2:]
    elif text[0:1] == "|" == text[-1:]:
        text = " ".join(filter(None, (cell.strip() for cell in text.split("|"))))
    if "](" in text:
        text = _LINK.sub(r"\1", text)
    if "**" in text or "__" in text:
        bold = bold or bool(_STRONG.fullmatch(text))
        text = _STRONG.sub(_inner, text)
    if whole := _EMPHASIS.fullmatch(text):
        text = whole[2]
    if "\\" in text:
        text = _ESCAPED.sub(r"\1", text)
    return text.strip(), bold and bool(text)


def _inner(match: re.Match[str]) -> str:
    return match[1] or match[2]
