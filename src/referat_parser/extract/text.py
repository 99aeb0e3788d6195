"""Text to lines: the encoding told by evidence, Markdown and HTML traces taken off, one Line for each line of the file."""

from __future__ import annotations

import codecs
import re
import unicodedata

from referat_parser.document import Line, Notice, Source
from referat_parser.errors import Empty, NotPdf

_SIGNATURES = (
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"II*\x00", "a TIFF picture"),
    (b"MM\x00*", "a TIFF picture"),
    (b"PK\x03\x04", "a ZIP archive or an Office document"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"\x1f\x8b", "a gzip file"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"Rar!", "a RAR archive"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
    (b"{\\rtf", "an RTF document"),
)
_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROL = bytes({*range(0x20)} - {0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x1B, 0x02})
_ADVICE = "name a PDF or a text file"


def read_text(data: bytes | str) -> Source:
    """The lines of a text, empty ones too, so that `Line.number` is the line of the file.

    UTF-8, UTF-16 and UTF-32, CP1252 or Latin-1, with any line ends and composed or decomposed letters, give the same
    lines. A guessed encoding adds a Notice `tegnsaet-gaettet`. Raises NotPdf for what is no text, Empty for blanks.
    """
    text, notices = (data, []) if isinstance(data, str) else _decode(data)
    text = _clean(text)
    if not text or text.isspace():
        raise Empty("there is no text in it; check the file")
    return Source("tekst", None, _lines(text), notices=tuple(notices))


# --- bytes ------------------------------------------------------------------------------------------


def _decode(data: bytes) -> tuple[str, list[Notice]]:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data.decode(encoding, "replace"), []
    for signature, name in _SIGNATURES:
        if data.startswith(signature):
            raise NotPdf(f"this is {name}, neither a PDF nor text; {_ADVICE}")
    if (wide := _utf16_without_mark(data)) is not None:
        return data.decode(wide, "replace"), [_guessed("UTF-16")]
    controls = len(data) - len(data.translate(None, _CONTROL))
    if controls > 0.01 * len(data) + 3:
        raise NotPdf(f"this is binary data, neither a PDF nor text; {_ADVICE}")
    try:
        return data.decode("utf-8"), []
    except UnicodeDecodeError as error:
        return _decode_otherwise(data, error)


def _utf16_without_mark(data: bytes) -> str | None:
    """UTF-16 where every other byte of a Latin text is zero."""
    sample = data[:4096]
    if len(sample) < 4 or len(data) % 2 or b"\0" not in sample:
        return None
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    if odd > 0.7 * half and even < 0.1 * half:
        return "utf-16-le"
    return "utf-16-be" if even > 0.7 * half and odd < 0.1 * half else None


def _decode_otherwise(data: bytes, error: UnicodeDecodeError) -> tuple[str, list[Notice]]:
    """Bytes that are no UTF-8: all of them CP1252, or UTF-8 with some broken letters."""
    wide = len(_UTF8_LETTER.findall(data))
    loose = len(_HIGH.findall(_UTF8_LETTER.sub(b"", data)))
    if wide > 2 * loose:
        codecs.register_error("referat-cp1252", _as_cp1252)
        besked = f"Tegnsættet er UTF-8, men {loose} tegn er beskadiget (første ved byte {error.start})."
        return data.decode("utf-8", "referat-cp1252"), [Notice("tegnsaet-gaettet", besked)]
    try:
        return data.decode("cp1252"), [_guessed("Windows-1252")]
    except UnicodeDecodeError:
        return data.decode("latin-1"), [_guessed("Latin-1")]


_UTF8_LETTER = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_HIGH = re.compile(rb"[\x80-\xff]")


def _as_cp1252(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError)
    broken = error.object[error.start : error.end]
    return broken.decode("cp1252", "replace"), error.end


def _guessed(name: str) -> Notice:
    return Notice("tegnsaet-gaettet", f"Tegnsættet er ikke angivet; det er læst som {name}.")


# --- letters ----------------------------------------------------------------------------------------

_BREAKS = re.compile("\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_ODD = re.compile(
    "[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\xa0\xad\u1680\u2000-\u200f\u202a-\u202f\u205f-\u206f\u3000\ufb00-\ufb06"
    "\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff]"
)
_STANDS_FOR: dict[int, str | None] = {
    **dict.fromkeys([*range(0x09), *range(0x0E, 0x20), *range(0x7F, 0xA0), 0xAD, *range(0x200B, 0x2010)]),
    **dict.fromkeys([*range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFEFF, 0xFFF9, 0xFFFA, 0xFFFB, 0xFFFE, 0xFFFF]),
    **dict.fromkeys([0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000], " "),
    **dict.fromkeys(range(0xD800, 0xE000), "\ufffd"),
    0xFB00: "ff",
    0xFB01: "fi",
    0xFB02: "fl",
    0xFB03: "ffi",
    0xFB04: "ffl",
    0xFB05: "st",
    0xFB06: "st",
}
_ENTITY = re.compile(
    r"&(?:nbsp|amp|lt|gt|quot|aelig|AElig|oslash|Oslash|aring|Aring|eacute|ndash|#\d{2,5}|#x[0-9A-Fa-f]{2,5});"
)


def _clean(text: str) -> str:
    """The text with one kind of line end and only letters that `Line.text` may hold."""
    if "\r" in text or _BREAKS.search(text):
        text = _BREAKS.sub("\n", text)
    if "&" in text and len(_ENTITY.findall(text[:200_000])) > 2:
        import html

        text = _ENTITY.sub(lambda match: html.unescape(match[0]), text)
    if _ODD.search(text):
        text = text.translate(_STANDS_FOR)
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


# --- lines ------------------------------------------------------------------------------------------

_MARKED = frozenset("#>*+-_|\\[`~")
_LINK = re.compile(r"!?\[([^\[\]\n]{0,500})\]\([^()\n]{0,2000}\)")
_EMPHASIS = re.compile(r"\*\*(?=\S)([^*\n]{1,2000})(?<=\S)\*\*|(?<!\w)__(?=\S)([^_\n]{1,2000})(?<=\S)__(?!\w)")
_WHOLE = re.compile(r"([*_])(?=[^\s*_])([^*_]{1,2000})\1")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+.!|>-])")
_RULE = re.compile(r"(?:[-*_=|:]\s*){3,}")


def _lines(text: str) -> tuple[Line, ...]:
    pieces = text.split("\n")
    if pieces and not pieces[-1]:
        pieces.pop()
    has_marks = "](" in text or "**" in text or "__" in text or "\\" in text
    lines = []
    for number, piece in enumerate(pieces, 1):
        piece = piece.strip()
        if "  " in piece or "\t" in piece:
            piece = " ".join(piece.split())
        if piece and (has_marks or piece[0] in _MARKED):
            piece, bold = _without_marks(piece)
            lines.append(Line(number, piece, bold=bold))
        else:
            lines.append(Line(number, piece))
    return tuple(lines)


def _without_marks(text: str) -> tuple[str, bool]:
    """A line without the signs of Markdown, and whether they made it a heading. List markers become "- "."""
    while text.startswith("> ") or text == ">":
        text = text[1:].lstrip()
    if len(text) > 5000 or _RULE.fullmatch(text):
        return (
            ("", False) if len(text) <= 5000 and len(set(text)) < 6 and text[:3] not in ("...", "") else (text, False)
        )
    bold = False
    if text.startswith("#"):
        bare = text.lstrip("#")
        if bare.startswith(" ") or not bare:
            text, bold = bare.rstrip("#").strip(), True
    if text[:2] in ("* ", "+ "):
        text = "- " + text[2:].lstrip()
    if text.startswith("|") and text.endswith("|") and len(text) > 2:
        text = " ".join(cell.strip() for cell in text.strip("|").split("|") if cell.strip())
    if "](" in text:
        text = _LINK.sub(r"\1", text)
    if "**" in text or "__" in text:
        text = _EMPHASIS.sub(lambda match: match[1] or match[2], text)
    if match := _WHOLE.fullmatch(text):
        text = match[2]
    if "\\" in text:
        text = _ESCAPED.sub(r"\1", text)
    return text.strip(), bold
