"""Text to lines: letters cleaned, traces of HTML and Markdown taken off, one Line for each line of the file."""

from __future__ import annotations

import re
import unicodedata

from referat_parser.document import Line, Notice, Source
from referat_parser.errors import Empty
from referat_parser.extract.encoding import decode
from referat_parser.extract.markdown import SIGNS, has_signs_within, strip_signs

_UNREADABLE_SHARE = 0.02
_LETTER = re.compile(r"[^\W_]")


def read_text(data: bytes | str) -> Source:
    """The lines of a text, empty ones too, so that `Line.number` is the line of the file.

    UTF-8, UTF-16 and UTF-32, Windows-1252, DOS, Mac or seven bits, with any line ends and composed or decomposed
    letters, give the same lines. What had to be guessed, mended or left out is a Notice. The time taken is linear.
    Raises NotPdf for what is no text, Empty where there is no letter and no digit.
    """
    text, notices = (data, []) if isinstance(data, str) else decode(data)
    text, found = _clean(text)
    if not _LETTER.search(text):
        raise Empty("there are no words in it; check the file")
    return Source("tekst", None, tuple(_make_lines(text)), notices=(*notices, *found))


# --- letters ----------------------------------------------------------------------------------------

_BREAKS = ("\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029")
_SPACES = "\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_INVISIBLE = (
    *range(0x200B, 0x2010),
    *range(0x202A, 0x202F),
    *range(0x2060, 0x2070),
    0xFEFF,
    *range(0xFFF9, 0xFFFC),
    0xFFFE,
    0xFFFF,
)
_DROPPED = "".join(
    map(
        chr,
        (*range(0x09), *range(0x0E, 0x20), *range(0x7F, 0x85), *range(0x86, 0xA0), 0xAD, 0x61C, 0x180E, *_INVISIBLE),
    )
)
_LIGATURES = {
    "\ufb00": "ff",
    "\ufb01": "fi",
    "\ufb02": "fl",
    "\ufb03": "ffi",
    "\ufb04": "ffl",
    "\ufb05": "st",
    "\ufb06": "st",
}
_STANDS_FOR = {**dict.fromkeys(_DROPPED, ""), **dict.fromkeys(_SPACES, " "), **_LIGATURES}
_ODD = re.compile(f"[{''.join(map(re.escape, _STANDS_FOR))}\ud800-\udfff\U000e0000-\U000e007f]")
_SURROGATES = re.compile("[\ud800-\udfff]")
_TAGS = re.compile("[\U000e0000-\U000e007f]+")
_BREAK_HYPHEN = "\x02"
"""What `Line.text` has for a hyphen that was put in for the end of the line."""
_SOFT_BREAK = re.compile("\xad[ \t]*+(?=\n)")
_UNREADABLE = re.compile("[\ufffd\ue000-\uf8ff]")


def _clean(text: str) -> tuple[str, list[Notice]]:
    """The text with one kind of line end and only letters that `Line.text` may hold, and what is to be said of it."""
    notices = []
    if "\u2028" in text or "\u2029" in text:
        besked = "Teksten har linjeskift af en art (U+2028, U+2029), som andre programmer ikke tæller med."
        notices.append(Notice("linjeskift-usaedvanligt", besked))
    if "\r" in text:
        text = text.replace("\r\n", "\n")
    for mark in _BREAKS:
        if mark in text:
            text = text.replace(mark, "\n")
    if "&" in text:
        text = _without_entities(text)
    beyond = _beyond_ascii(text)
    if not _UNUSUAL.search(beyond):
        return text, notices
    if _ODD.search(beyond):
        text = _without_odd_letters(text)
    if not unicodedata.is_normalized("NFC", text):
        text = _compose(text)
    unreadable = len(_UNREADABLE.findall(_beyond_ascii(text)))
    if unreadable > _UNREADABLE_SHARE * len(text):
        share = f"{unreadable / len(text):.0%}".replace("%", " %")
        notices.append(Notice("uleselige-tegn", f"{share} af tegnene kan ikke læses"))
    return text, notices


_ASCII = bytes((0x09, 0x0A, *range(0x20, 0x7F)))
_UNUSUAL = re.compile("[^\xa1-\xac\xae-\u02ff\u2010-\u2027\u2030-\u203a\u20ac]")
"""What may have to be changed, or cannot be read."""


def _beyond_ascii(text: str) -> str:
    """The letters of a text that are no plain ASCII: a few in a hundred, left over at a tenth of what a search takes."""
    return text.encode("utf-8", "surrogatepass").translate(None, _ASCII).decode("utf-8", "surrogatepass")


def _without_odd_letters(text: str) -> str:
    if _SURROGATES.search(text):
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    text = text.replace(_BREAK_HYPHEN, "")
    if "\xad" in text:
        text = _SOFT_BREAK.sub(_BREAK_HYPHEN, text)
    for letter, meaning in _STANDS_FOR.items():
        if letter in text and letter != _BREAK_HYPHEN:
            text = text.replace(letter, meaning)
    return _TAGS.sub("", text)


_ENTITY = re.compile(r"&(?:[A-Za-z]{2,8}|#\d{2,6}|#[xX][0-9A-Fa-f]{2,5});")
_FROM_HTML = re.compile(
    r"&(?:(?:nbsp|[AaOo]elig|[Oo]slash|[Aa]ring|[AEIOUaeiou](?:acute|uml|grave)|[nm]dash|[lr][ds]?[aq]uo|hellip|bull|sect|shy);"
    r"|(?<=\w &)amp; \w|#(?:160|19[78]|216|22[9]|230|248|82\d\d|x[aA]0);)"  # all begin with "&": that is searched for first
)


def _without_entities(text: str) -> str:
    """The text with the letters that entities stand for, where some of them tell that it came from HTML."""
    if not _FROM_HTML.search(text):
        return text
    import html

    def letter(match: re.Match[str]) -> str:
        meaning = html.unescape(match[0])
        return " " if meaning.isspace() else meaning

    return _ENTITY.sub(letter, text)


_MARKS_IN_A_ROW = re.compile("[\u0300-\U0010ffff]{32,}")
_MOST_MARKS = 16


def _compose(text: str) -> str:
    """The text in NFC. A letter keeps 16 of its accents: putting thousands in order takes time with their square."""
    if _MARKS_IN_A_ROW.search(text):
        text = _MARKS_IN_A_ROW.sub(_with_few_marks, text)
    return unicodedata.normalize("NFC", text)


def _with_few_marks(match: re.Match[str]) -> str:
    kept, row = [], 0
    for letter in match[0]:
        row = row + 1 if unicodedata.combining(letter) else 0
        if row <= _MOST_MARKS:
            kept.append(letter)
    return "".join(kept)


# --- lines ------------------------------------------------------------------------------------------


_SPACED = re.compile(r"(?=.{0,120}$)(?=.*\w \w \w \w)\S(?: \S)*(?: {2,}\S(?: \S)*)+")
"""Words set with space between their letters: "B E S L U T N I N G   I   B Y R Å D E T"."""


def _make_lines(text: str) -> list[Line]:
    pieces = text.split("\n")
    if not pieces[-1]:
        pieces.pop()
    everywhere = has_signs_within(text)
    if "\t" in text:
        pieces = [piece.replace("\t", " ") for piece in pieces]
    pieces = [_closed_up(piece) if "  " in piece else piece for piece in map(str.strip, pieces)]
    new = tuple.__new__  # what Line() does, at a third of the cost
    lines = [new(Line, (number, piece, None, None, 0.0, False)) for number, piece in enumerate(pieces, 1)]
    for number in [n for n, piece in enumerate(pieces, 1) if piece and (everywhere or piece[0] in SIGNS)]:
        bare, bold = strip_signs(pieces[number - 1])
        lines[number - 1] = new(Line, (number, bare, None, None, 0.0, bold))
    return lines


def _closed_up(text: str) -> str:
    """A line with one space between its words, whose letters may be set apart."""
    if text[1:2] == " " and _SPACED.fullmatch(text) is not None:
        return " ".join(word.replace(" ", "") for word in text.split("  ") if word)
    return " ".join(text.split())
