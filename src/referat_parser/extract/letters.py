"""The text of a PDF as readers know it: what the letters that fonts give stand for."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

HYPHEN = "\u0002"
_MARKS = re.compile("[\u0002\ufffe]")
_BLANKS = re.compile(r"\s+")
_SYMBOLS = re.compile("[\ue000-\uf8ff]")
_FIRST_SYMBOL = re.compile("\\s*[\ue000-\uf8ff](?=\\s|$)")
_SYMBOL_WORD = re.compile("[\uf020-\uf0ff]{3,}")
_KNOWN_SYMBOLS = re.compile(
    "^\\s*[\ue000-\uf8ff](?=\\s)|[\uf02d\uf0a7\uf0b7\uf0d8\uf0e0\uf0fc\uf0fe]|[\uf020-\uf0ff]{3,}", re.MULTILINE
)
_UNREADABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ue000-\uf8ff\ufffd\ud800-\udfff]")

# Ghostscript writes the letters of a ligature byte-swapped: U+6600 U+6C00 for "fl".
_SWAPPED = {0x6600: "f", 0x6C00: "l", 0x6900: "i", 0x6A00: "j", 0x7400: "t"}
_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st"}
_SPACES = dict.fromkeys(
    [0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x85, 0xA0, 0x1680, *range(0x2000, 0x200B), 0x2028, 0x2029, 0x202F, 0x205F, 0x3000],
    " ",
)
_GONE = dict.fromkeys(
    [
        *range(0x09),
        *range(0x0E, 0x20),
        *range(0x7F, 0x85),
        *range(0x86, 0xA0),
        0xAD,
        *range(0x200B, 0x2010),
        *range(0x202A, 0x202F),
        *range(0x2060, 0x2070),
        0xFEFF,
        0xFFFE,
        0xFFFF,
    ]
)
_STANDS_FOR: dict[int, str | None] = {
    **_GONE,
    **_SPACES,
    **_LIGATURES,
    **_SWAPPED,
    **dict.fromkeys(range(0xD800, 0xE000), "\ufffd"),
}
# Signs of the Symbol and Wingdings fonts that also stand inside a line.
_STANDS_FOR |= {0x2010: "-", 0x2011: "-"}
_STANDS_FOR |= {0xF0E0: "→", 0xF0FC: "✓", 0xF0FE: "☒", 0xF0B7: "•", 0xF0A7: "•", 0xF0D8: "•", 0xF02D: "-"}
_RARE = "".join(map(chr, (*_LIGATURES, *_SWAPPED, 0x2010, 0x2011)))
_PLAIN = bytes({*range(0x20, 0x7F), *range(0xA1, 0x100)} - {0xAD}) + "–—‘’“”„‚•…€™†‡‰‹›ŠŽšžœŒŸƒ".encode("cp1252")


def encode(text: str, breaks: int) -> tuple[bool, bytes]:
    """Returns whether `normalise` would change none of a page's lines, and the text in cp1252, a byte a letter.

    `breaks` is how many line breaks (CR LF) the text has.
    """
    try:
        raw = text.encode("latin-1")
    except UnicodeEncodeError:
        try:
            raw = text.encode("cp1252")
        except UnicodeEncodeError:
            return False, text.encode("cp1252", "replace")
    plain = raw.translate(None, _PLAIN) == b"\r\n" * breaks and "  " not in text
    return plain, raw


def normalise(text: str) -> str:
    """Returns the text with its letters as `Line.text` promises; a hyphen mark (U+FFFE, U+0002, and U+2010, which
    browsers print for a soft hyphen) is kept at the end only, as U+0002.

    A symbol from a private-use font is a bullet where a line begins with it.
    """
    if text.isprintable() and "  " not in text and (text.isascii() or _is_usual(text)):
        return text
    marked = text.endswith(("\ufffe", HYPHEN, "\u2010"))
    text = _MARKS.sub("-", text[:-1] if marked else text)
    if _SYMBOLS.search(text):
        text = _FIRST_SYMBOL.sub("•", text, count=1) if _FIRST_SYMBOL.match(text) else text
        text = _SYMBOL_WORD.sub(lambda word: "".join(chr(ord(letter) - 0xF000) for letter in word[0]), text)
    text = unicodedata.normalize("NFC", text.translate(_STANDS_FOR))
    text = _BLANKS.sub(" ", text).strip()
    return text + HYPHEN if marked else text


def _is_usual(text: str) -> bool:
    return unicodedata.is_normalized("NFC", text) and not any(letter in text for letter in _RARE)


def count_letters(texts: Iterable[str]) -> int:
    """Returns how many letters the texts have once normalised, blanks and hyphen marks aside."""
    return sum(len(_MARKS.sub("-", normalise(text)).replace(" ", "")) for text in texts)


def unreadable_share(text: str) -> float:
    """Returns which share of a page's letters stands for nothing: no mapping, private use or control."""
    said = _MARKS.sub("-", text.replace("\r\n", "\n").replace("\t", " "))
    unknown = _UNREADABLE.findall(_KNOWN_SYMBOLS.sub("", said))
    if not unknown:
        return 0.0
    total = len("".join(said.split()))
    return len(unknown) / total if total else 0.0
