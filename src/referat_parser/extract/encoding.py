"""Bytes to letters: what kind of file it is and which encoding it has, told by the bytes alone."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable

from referat_parser.document import Notice
from referat_parser.errors import Empty, NotPdf

_FOLLOWED_BY_ANYTHING = (
    (b"\x89PNG\r\n", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"II*\x00", "a TIFF picture"),
    (b"MM\x00*", "a TIFF picture"),
    (b"PK\x03\x04", "a ZIP archive or an Office document (docx, xlsx)"),
    (b"PK\x05\x06", "an empty ZIP archive"),
    (b"\xd0\xcf\x11\xe0", "an old Office document (doc, xls)"),
    (b"\x1f\x8b\x08", "a gzip file"),
    (b"BZh9", "a bzip2 file"),
    (b"\xfd7zXZ", "an xz file"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"\x7fELF", "a program"),
    (b"{\\rtf", "an RTF document"),
    (b"%!PS", "a PostScript file"),
)
_FOLLOWED_BY_BINARY = (
    (b"GIF8", "a GIF picture"),
    (b"BM", "a BMP picture"),
    (b"RIFF", "a picture, sound or film"),
    (b"ID3", "a sound file"),
    (b"Rar!", "a RAR archive"),
    (b"MZ", "a program"),
    (b"SQLite format 3", "a database"),
)
_PAGE = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--[^>]{0,500}-->\s*)?<(?:!doctype\s+html|html[\s>])", re.IGNORECASE
)
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
_CONTROLS = bytes({*range(0x20), 0x7F} - {0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x1B})
_ADVICE = "name a PDF or a text file"
_CONVERT = "save it as a PDF"


def decode(data: bytes) -> tuple[str, list[Notice]]:
    """The text that the bytes stand for, and what is to be known of how it was read.

    A byte order mark decides, else UTF-16's zeros, else UTF-8; then the Danish letters tell Windows-1252, DOS and Mac
    apart. What is guessed or mended adds a Notice. Raises Empty for no bytes, NotPdf for what is no text, named.
    """
    if not data:
        raise Empty("the file is empty; fetch it again")
    for mark, codec, name in _MARKS:
        if data.startswith(mark):
            return _decode_marked(data, codec, name)
    _refuse_other_files(data)
    if (wide := _find_utf16(data)) is not None:
        return _refuse_nonsense(data.decode(wide, "replace")), [_guessed("UTF-16")]
    controls = len(data) - len(data.translate(None, _CONTROLS))
    if controls > 3 + len(data) // 100:
        raise NotPdf(f"this is binary data, neither a PDF nor text; {_ADVICE}")
    try:
        text, notices = _mend_seven_bits(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        text, notices = _decode_bytes(data, error.start)
    if controls:
        notices.append(Notice("styretegn", f"Teksten har {controls} styretegn, som er udeladt."))
    return text, notices


def _guessed(name: str) -> Notice:
    return Notice("tegnsaet-gaettet", f"Tegnsættet er ikke angivet i filen; det er læst som {name}.")


def _decode_marked(data: bytes, codec: str, name: str) -> tuple[str, list[Notice]]:
    text = data.decode(codec, "replace")
    broken = text.count("\ufffd")
    if name != "UTF-8":
        _refuse_nonsense(text)
    notices = [Notice("tegnsaet-beskadiget", f"{broken} tegn kan ikke læses som {name}.")] if broken else []
    if name == "UTF-32":
        notices.append(Notice("tegnsaet-usaedvanligt", "Filen er UTF-32, som få programmer kan læse."))
    return text, notices


# --- what is no text --------------------------------------------------------------------------------


def _refuse_other_files(data: bytes) -> None:
    for signature, name in _FOLLOWED_BY_ANYTHING:
        if data.startswith(signature):
            advice = _CONVERT if "document" in name or "PostScript" in name else _ADVICE
            raise NotPdf(f"this is {name}, neither a PDF nor text; {advice}")
    for signature, name in _FOLLOWED_BY_BINARY:
        if data.startswith(signature) and b"\0" in data[:512]:
            raise NotPdf(f"this is {name}, neither a PDF nor text; {_ADVICE}")
    if data[4:8] == b"ftyp" and b"\0" in data[:4]:
        raise NotPdf(f"this is a film or picture, neither a PDF nor text; {_ADVICE}")
    if _PAGE.match(data, 0, 4096):
        raise NotPdf("this is an HTML page, perhaps an error page in place of a PDF; fetch the file again")
    if _JSON.match(data, 0, 4096) and _is_json(data):
        raise NotPdf(
            "this is JSON, neither a PDF nor text; `referat show`, `find` and `report` read that of `referat parse`"
        )


_JSON = re.compile(rb'\s*[{\[]\s*["{\[]')


def _is_json(data: bytes) -> bool:
    """Whether a value of JSON stands first, alone or with others on the lines below."""
    import json

    try:
        json.JSONDecoder().raw_decode(data.decode().lstrip())
    except (ValueError, RecursionError):
        return False
    return True


def _refuse_nonsense(text: str) -> str:
    """The text. Raises NotPdf where it is mostly of letters that no Danish text has: bytes that were no UTF-16."""
    sample = text[:5000]
    if len(_LATIN.findall(sample)) < len(sample) / 2:
        raise NotPdf(f"this is binary data, neither a PDF nor text; {_ADVICE}")
    return text


_LATIN = re.compile("[\t\n\r\x20-\x7e\xa0-\u024f\u0300-\u036f\u2000-\u206f\u2190-\u25ff]")


def _find_utf16(data: bytes) -> str | None:
    """UTF-16 without its mark, where every other byte of a Latin text is zero."""
    sample = data[: min(len(data), 4096) & ~1]
    half = len(sample) // 2
    if half < 2 or b"\0" not in sample:
        return None
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if odd > 0.7 * half and even < 0.1 * half:
        return "utf-16-le"
    return "utf-16-be" if even > 0.7 * half and odd < 0.1 * half else None


# --- eight bits -------------------------------------------------------------------------------------

# The letters of European texts in UTF-8; their first bytes are letters that no Danish text in eight bits has.
_UTF8_LETTER = re.compile(rb"[\xc2\xc3\xcc][\x80-\xbf]|[\xe2\xef][\x80-\xbf]{2}")
_UTF8_FIRST = b"\xc2\xc3\xcc\xe2\xef"
_HIGH = bytes(range(0x80, 0x100))
_CODE_PAGES = (("cp850", "DOS (tegntabel 850)"), ("mac_roman", "Mac OS Roman"))


def _decode_bytes(data: bytes, first: int) -> tuple[str, list[Notice]]:
    """Bytes that are no UTF-8: all in one older encoding, or UTF-8 with broken or foreign letters in between."""
    wide = len(_UTF8_LETTER.findall(data)) if len(data.translate(None, _UTF8_FIRST)) < len(data) else 0
    single = _UTF8_LETTER.sub(b"", data) if wide else data
    loose = len(single) - len(single.translate(None, _HIGH))
    name, label = _choose_code_page(single)
    if wide * 20 > loose:
        codecs.register_error(f"referat-{name}", _replace_as(name))
        besked = (
            f"Tegnsættet er UTF-8, men {loose} bytes er ikke (den første er nr. {first + 1}); de er læst som {label}."
        )
        return data.decode("utf-8", f"referat-{name}"), [Notice("tegnsaet-gaettet", besked)]
    return data.decode(name, "replace"), [_guessed(label)]


def _choose_code_page(data: bytes) -> tuple[str, str]:
    """The encoding in which the high bytes are Danish letters: each has its own six for them."""
    best, name, label = _count_letters(data, "cp1252")[0], "cp1252", "Windows-1252"
    for other, other_label in _CODE_PAGES:
        count, kinds = _count_letters(data, other)
        if kinds > 1 and count > 2 * best:
            best, name, label = count, other, other_label
    return name, label


def _count_letters(data: bytes, codec: str) -> tuple[int, int]:
    """How often small æ, ø and å stand in the data, and how many of the three."""
    counts = [data.count(letter.encode(codec)) for letter in "æøå"]
    return sum(counts), sum(map(bool, counts))


def _replace_as(codec: str) -> Callable[[UnicodeError], tuple[str, int]]:
    """An error handler that reads what is no UTF-8 as another encoding; half a surrogate becomes U+FFFD."""

    def replace(error: UnicodeError) -> tuple[str, int]:
        assert isinstance(error, UnicodeDecodeError)
        data, start = error.object, error.start
        if data[start] == 0xED and _SURROGATE.match(data, start):
            return "\ufffd", start + 3
        return data[start : error.end].decode(codec, "replace"), error.end

    return replace


_SURROGATE = re.compile(rb"\xed[\xa0-\xbf][\x80-\xbf]")

# --- seven bits, and bits twice ---------------------------------------------------------------------

_SEVEN = str.maketrans("{|}", "æøå")
_IN_WORD = re.compile(r"[A-Za-z][{|}](?=[a-z])")
_BESIDE_LETTER = re.compile(r"(?<=[A-Za-z])[{|}]|[{|}](?=[a-z])")
_CAPITAL = re.compile(r"\[(?=[a-zA-Z])(?![^\[\]\n]{0,80}\](?![a-zA-Z]))|\\(?=[a-zA-Z])|(?<!\[)\](?=[a-zA-Z])")
_CAPITALS = {"[": "Æ", "\\": "Ø", "]": "Å"}


def _mend_seven_bits(text: str) -> tuple[str, list[Notice]]:
    """The text, its braces read as letters where it has the Danish seven-bit alphabet; a notice for that, and for letters encoded twice."""
    braces = text.count("{") + text.count("|") + text.count("}") if text.isascii() else 0
    if braces > 4:
        words = len(_IN_WORD.findall(text))
        if (
            words > 4
            and words * 5 > braces
            and words * 500 > len(text)
            and len(_BESIDE_LETTER.findall(text)) > 0.9 * braces
        ):
            text = _CAPITAL.sub(lambda match: _CAPITALS[match[0]], text.translate(_SEVEN))
            return text, [_guessed("dansk 7-bit (ISO 646-DK)")]
    if "Ã" in text:
        twice = text.count("Ã¦") + text.count("Ã¸") + text.count("Ã¥")
        if twice > 2 and twice > text.count("æ") + text.count("ø") + text.count("å"):
            besked = f"Teksten er kodet to gange: {twice} bogstaver står som »Ã¦«, »Ã¸« eller »Ã¥«."
            return text, [Notice("tegnsaet-dobbelt", besked)]
    return text, []
