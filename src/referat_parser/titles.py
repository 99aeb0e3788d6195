"""What an item's heading says: its number, its title, whether it is closed, and the case number printed in it."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable
from typing import NamedTuple

from referat_parser.lexicon import key, may_be_short, read_label, remembered, words

NUMBER = r"\d{1,4}(?:\s?/\s?\d{1,4})?(?:[a-z]|\s[a-c](?=\.\s+[A-ZÆØÅ]))?"
_WORD = r"(?:dagsordens?)?punkt(?:\s*nr\.?)?|pkt\.?(?:\s*nr\.?)?|sags?\s*nr\.?|nr\.?|sak|sag|ad\.?"
WORDED = re.compile(
    rf"(?P<word>{_WORD})\s*:?\s*(?P<num>{NUMBER})(?![.,]\d)(?:\s*[.:)]+|\s+[-–—]|(?=\s)|(?-i:(?=[A-ZÆØÅ][a-zæøå][a-zæøå]))|$)\s*[-–—]?\s*(?P<title>.*)$",
    re.IGNORECASE | re.DOTALL,
)
WORDED_BEGINNINGS = frozenset(("da", "pu", "pk", "sa", "nr", "ad"))
"""The first two letters of what `WORDED` matches, casefolded."""
NUMBERED = re.compile(
    rf"(?P<num>{NUMBER})(?P<sep>\.\)?(?=\s|[A-ZÆØÅ])|\)|\s?:|\s?[-–—](?=\s)|(?=\s)|(?=[A-ZÆØÅ][a-zæøå][a-zæøå]))\s*(?P<title>\S.*)$",
    re.DOTALL,
)
CODED = re.compile(
    r"(?P<code>(?P<word>[A-ZÆØÅ]{1,5})[- ]?(?P<num>\d{1,4})[/-](?P<last>\d{2,4}|(?<=20\d\d[/-])\d)(?:-[A-ZÆØÅ]{1,2})?)[.:]?\s+(?P<title>[A-ZÆØÅ\d\"»].*)$",
    re.DOTALL,
)
"""A number within a code of letters and a year: "ØU-107/06-B Støjskærm", "KOM 19-027 Støjskærm"."""
ALONE = re.compile(rf"(?P<num>{NUMBER})\.?$")
CASE_NUMBER = re.compile(
    r"\d{2}\.\d{2}(?:\.\d{2})?[-. ]?[A-ZÆØÅ] ?\d{2}(?:[-/]\d{1,6}| \d{1,6}(?![/\d])){0,3}"  # KLE: 85.02.02-G01-5-17, 13.02.01P24/1
    r"|\d(?:-\d{1,4}){3,5}(?![\d-])"  # regions: 1-31-72-204-18
    r"|\d{3}-(?:19|20)\d{2}-\d{1,7}"  # KMD: 306-2009-600
    r"|[A-ZÆØÅ]{2,5}[- ]?(?:\d{2,4}[-/]\d{2,7}|\d/(?:19|20)\d{2}(?!\d))"  # EMN-2018-00123, BTU 501/2002, IU 1/2005
    r"|[A-ZÆØÅ]{2,4}-(?:19|20)\d{2}-\d{3,7}"
    r"|(?:19|20)\d{2}[-/]\d{3,8}"
    r"|\d{2}/\d{1,6}(?![\d/])"  # 21/1084
    r"|\d{3,8}-\d{2,8}"
    r"|\d{2}-\d{5,7}(?![\d-])"  # 24-011902
    r"|\d{4,8}(?!\d)"
)
_BESIDE = r"(?:[ÅåLl]\w+t?|Åbent punkt|Lukket punkt)\s*[-–:]\s*|(?:[A-ZÆØÅ]{2,8}|[a-zæøå]{2,8}(?=\s+/))\s+[-–/]\s+|[A-ZÆØÅ\d]{1,6}/[a-zæøå]{2,8}\s+"
_CASE_LINE = re.compile(
    rf"(?:{_BESIDE})?(?P<first>{CASE_NUMBER.pattern})(?:/[a-zæøå]{{2,8}}(?=\s))?"
    rf"(?:\s+J\.?\s?nr\.?:?\s+(?:[A-ZÆØÅ]{{2,5}} )?[\d:.A-Za-z/-]+|\s+(?:[-–]\s+)?(?P<second>{CASE_NUMBER.pattern})|\s+(?:[-–/]\s*)?[A-ZÆØÅ]{{2,8}}|\s*[-–])?\.?(?:\s+(?i:åbent?|lukket)(?i:\s+(?:sag|punkt))?)?$"
)
_BRACKETED = re.compile(r"\(([^()]+)\)(?:\s+(?:fortrolig|lukket|åben)t? (?:sag|punkt))?", re.IGNORECASE)
_BY_SUBJECT = re.compile(r"\d\d\.\d\d")
_CLOSED = re.compile(
    r"^\W*(?:lukket|fortroligt?)(?:\s+(?:punkt|sag|møde|dagsordenspunkt))?\s*[-–—:]\s*(?=\S)"
    r"|^\W*(?:lukket|fortroligt)\s+(?:punkt|sag),\s+(?=\S)"
    r"|^\W*lukket\s+(?:punkt|sag|dagsordenspunkt)\s+(?-i:(?=[A-ZÆØÅ]))"
    r"|(?:\s*[-–—]\s*|\.{2,}\s*)(?:lukket|fortroligt?)(?:\s+(?:punkt|sag|møde))?\s*$"
    r"|\s*[(\[]\s*(?:(?:lukket|fortroligt?)(?:\s+(?:punkt|sag|møde|dagsorden))?|(?:behandles )?for lukkede døre)\s*[)\]]\s*",
    re.IGNORECASE,
)
_OPEN = re.compile(
    r"^\W*åbent?(?:\s+(?:punkt|sag))?\s*[-–—:]\s*(?=\S)|\s*[(\[]\s*åbent?(?:\s+(?:punkt|sag))?\s*[)\]]\s*",
    re.IGNORECASE,
)
_BUTTON = re.compile(r"(?<=\S)\s+[–—+▾▼▲⌄×]$")
"""What a web page prints behind a title for the button that opens and closes it."""
_EMPTY = re.compile(r"\s*\(\s*\)\s*$")
_TRAILING_CASE = re.compile(rf"\s*\((?:sags?(?:nr|id)\.?:?\s*)?({CASE_NUMBER.pattern})\)\s*$", re.IGNORECASE)
_LEADING_CASE = re.compile(r"([A-ZÆØÅ]{2,4} \d{1,4}/\d{2,4})\.\s+(?=[A-ZÆØÅ»\"])")
_LABELLED_CASE = re.compile(
    r"(?:J\. ?nr|Jnr|Journal ?nr|Sags ?nr)\.?:? ?(\d[\d.,/-]{0,20}\w?)\s+(?-i:(?=[A-ZÆØÅ»\"]))", re.IGNORECASE
)
_CLOSED_ALONE = re.compile(r"\W*(?:lukket|fortroligt?)(?:\s+(?:punkt|sag|dagsordenspunkt))?\W*", re.IGNORECASE)


class Title(NamedTuple):
    titel: str
    lukket: bool
    sagsnummer: str | None


def read_title(text: str) -> Title:
    """A title without its marks: "(Lukket)", "Lukket - ", "(Åben sag)", "( )", "(2018-0081243)".

    A title that is nothing but the mark ("Lukket punkt") stays.
    """
    text = text.strip()
    low = text.casefold()
    titel, lukket, case = text, False, None
    if may_be_short(text, words().longest_mark) and key(text) in words().closed_marks:
        return Title(text.rstrip(" :"), True, None)
    if "lukke" in low or "fortrol" in low:
        if _CLOSED_ALONE.fullmatch(text):
            return Title(text.rstrip(" :"), True, None)
        titel = _CLOSED.sub(" ", text).strip()
        lukket = titel != text
    if "åben" in low:
        titel = _OPEN.sub(" ", titel).strip()
    if titel[-1:] == ")":
        titel = _EMPTY.sub("", titel)
        case = _TRAILING_CASE.search(titel)
        titel = titel[: case.start()] if case else titel
    if case is None and (case := _LEADING_CASE.match(titel) or _LABELLED_CASE.match(titel)) is not None:
        titel = titel[case.end() :]
    return Title(
        _BUTTON.sub("", titel.strip()).rstrip(" :–—-" if lukket else " :") or text, lukket, case[1] if case else None
    )


def read_case_line(text: str) -> str | None:
    """The case number of a line that holds nothing else but a mark of open or closed, initials or the journal number.

    Of two numbers it is the one that is not the subject's: "82.01.00.G10 12/7711" is case 12/7711.
    """
    match = _CASE_LINE.match(bracketed[1] if (bracketed := _BRACKETED.fullmatch(text)) else text)
    if match is None:
        return None
    return match["second"] if match["second"] and _BY_SUBJECT.match(match["first"]) else match["first"]


def is_case_label(text: str) -> bool:
    """Whether a line is a label and nothing but a case or journal number: about the item wherever it is printed."""
    label = read_label(text) if len(text) < 60 else None
    if label is None or label.role not in ("sagsnummer", "journalnummer"):
        return False
    return key(label.name).endswith(("nr", "nummer", "id")) and _ONE_NUMBER.fullmatch(label.value) is not None


def is_case_label_over(text: str, below: str) -> bool:
    """Whether a line is a label alone, "JOURNALNUMMER", and the line below it the case or journal number."""
    if len(text) > 40 or len(below) > 30:
        return False
    label = read_label(text)
    return label is not None and not label.value and is_case_label(f"{label.name}: {below}")


_ONE_NUMBER = re.compile(r"(?=\S*\d)[\w./-]{3,30}")


def is_case_line(text: str) -> bool:
    """Whether a line tells an item's case number behind a label, and perhaps more; also the label with nothing behind it."""
    label = read_label(text.lstrip("•·▪●-– "))
    return label is not None and label.role == "sagsnummer"


def normal_number(printed: str) -> str:
    """The number as the contract has it: "62 /1" is "62/1"."""
    return printed.replace(" ", "")


_WORDS = re.compile(r"\w+")


@remembered
def title_key(text: str) -> str:
    """The words of a title, by which titles are compared."""
    low = text.casefold()
    return " ".join(_WORDS.findall(read_title(text).titel.casefold() if _is_marked(low) else low))


def _is_marked(low: str) -> bool:
    """Whether a title, casefolded, may hold a mark that `read_title` takes off."""
    return "lukket" in low or "fortrol" in low or "åben" in low or low.rstrip()[-1:] == ")"


def first_words(titles: Iterable[str]) -> frozenset[str]:
    """The words that the titles, as `title_key` has them, begin with: for `is_among`."""
    return frozenset(title.partition(" ")[0] for title in titles)


_FIRST_OF_MARK = ("lukk", "for", "åben", "behandles")
"""How the first word of a title begins where that may be a mark, which `read_title` takes off."""


def is_among(text: str, titles: Container[str], firsts: frozenset[str]) -> bool:
    """Whether `title_key(text)` is one of the titles; mostly its first word tells that it is none."""
    word = _WORDS.search(text)
    first = word[0].casefold() if word else ""
    if first and first not in firsts and not first.startswith(_FIRST_OF_MARK):
        return False
    return title_key(text) in titles
