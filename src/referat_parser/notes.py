"""What a line says by itself of the item it stands in: that it is about it, is plain text, names attachments, is closed."""

from __future__ import annotations

import re

from referat_parser.bodies import is_body, match_body
from referat_parser.dates import find_date
from referat_parser.habits import read_run_on, read_speaker
from referat_parser.headings import is_proposal, read_decision_heading, read_extended, read_inline
from referat_parser.lexicon import key, may_be_short, read_label, remembered, words
from referat_parser.titles import read_case_line

_DIGIT = re.compile(r"\d")
# "Område: Vej og Havn - Sagsbeh.: Ib Friis": several fields in a line, a known label among them.
_FIELD = re.compile(r"[A-ZÆØÅ][\w ]{1,25}: \S")
# "Økonomiudvalget Brevid: 4281100": a label behind the body that decides.
_BEHIND_BODY = re.compile(r"\s([A-ZÆØÅ][\w.-]{2,20}:\s*\S+)$")
# "Åben sag Sagsgang: MTU/ØK/KB": a mark of open or closed before a field.
_MARK_AND_FIELD = re.compile(r"(?P<mark>(?i:(?:åbent?|lukket)(?: sag| punkt)?))\s+[A-ZÆØÅ][a-zæøå]+\.?: \S")
_FIELDS = re.compile(r"\s+[-–|]\s+|\s{2,}")


@remembered
def is_note(text: str) -> bool:
    """Whether a line tells about an item rather than being its text: a case number, a mark of open or closed, a label."""
    if len(text) > 160:
        return False
    table = words()
    if may_be_short(text, table.longest_mark):
        word = key(text)
        if word in table.open_marks or word in table.closed_marks:
            return True
    if _DIGIT.search(text, 0, 18) and read_case_line(text) is not None:
        return True
    if text[0] == "(" and _has_mark_in_brackets(text):
        return True
    label = read_label(text)
    if label is None and text[-1] == ":" and _mark_before_label(text) is not None:
        return True
    if label is None and ":" in text and (marked := _MARK_AND_FIELD.match(text)) is not None:
        return key(marked["mark"]) in table.open_marks or key(marked["mark"]) in table.closed_marks
    if label is None and ": " in text and _FIELD.match(text):
        return any(":" in piece and read_label(piece) for piece in _FIELDS.split(text)[1:])
    if label is None and (behind := _BEHIND_BODY.search(text)) is not None and match_body(text) is not None:
        label = read_label(behind[1])
    if label is not None and label.value.count(" ") > 1 and key(label.name) in table.closed_marks:
        return False  # "Lukket punkt: Køb af ejendom" is a title
    return label is not None and (label.role in ("sagsnummer", "journalnummer") or ":" in text or text[-1] != ".")


_IN_BRACKETS = re.compile(r"\([^()]{2,30}\)")


def _has_mark_in_brackets(text: str) -> bool:
    """Whether a line consists of brackets and one of them says whether the item is open: "(Åben sag) (hk)"."""
    if _IN_BRACKETS.sub("", text).strip():
        return False
    table = words()
    said = [key(inside[1:-1]) for inside in _IN_BRACKETS.findall(text)]
    return any(word in table.open_marks or word in table.closed_marks for word in said)


def _mark_before_label(text: str) -> bool | None:
    """Whether an item is closed by a line like "Lukket Fmd. init.:": a mark and a label without a value; None for other lines."""
    mark, _, rest = text.partition(" ")
    table, word = words(), key(mark)
    if (word not in table.open_marks and word not in table.closed_marks) or read_label(rest) is None:
        return None
    return word in table.closed_marks


@remembered
def is_plain(text: str) -> bool:
    """Whether a line that is no known heading opens nothing and tells nothing about its item, by its words: text, or an unknown heading."""
    return (
        " " in text
        and text[-1] != ":"
        and read_label(text) is None
        and read_decision_heading(text) is None
        and read_inline(text) is None
        and read_run_on(text) is None
        and read_speaker(text) is None
        and read_extended(text) is None
        and not is_proposal(text)
        and not is_attachment(text)
    )


@remembered
def is_no_note(text: str) -> bool:
    """Whether a line below an item's first heading is none about the item, by its words: neither label, initials nor number."""
    return read_label(text) is None and (" " in text or text.isalpha()) and not is_initials(text)


_INITIALS, _LONGEST_INITIALS = re.compile(r"[A-ZÆØÅ]{2,4}(?:/[A-ZÆØÅ]{2,4})?"), 9


def is_initials(text: str) -> bool:
    """Whether a line is a caseworker's initials alone: "LOS", "ABC/DE"."""
    return len(text) <= _LONGEST_INITIALS and _INITIALS.fullmatch(text) is not None


_SHORT_VALUE = re.compile(r"(?P<label>\w+)\s+\w[\w ]{2,30}\.?$")
_PEOPLE_ONLY = re.compile(r"(?:[A-ZÆØÅ][\w.'’é-]+(?: [A-ZÆØÅa-z][\w.'’é-]*){0,4} ?\([A-ZÆØÅ]{1,3}\)(?:, | og |$))+$")
_NUMBERS_ONLY = re.compile(r"\(?(?:kl\.? ?)?[\d .:/–-]{1,16}\)?$", re.IGNORECASE)
_DATE_REST = re.compile(r"\W*(?:\w+dag)?\W*(?:den|d)?\W*(?:kl\W*)?(?:\d{1,2}[.:]\d\d)?\W*", re.IGNORECASE)


def tells_of_item(text: str) -> bool:
    """Whether a line above an item's sections is about it: a label that needs no colon, people, figures, a body or a date alone."""
    return (
        _has_short_value(text)
        or _PEOPLE_ONLY.match(text) is not None
        or _NUMBERS_ONLY.match(text) is not None
        or is_body(text)
        or _is_date(text)
    )


def _has_short_value(text: str) -> bool:
    """Whether a line is a label and one or a few words: "Sagstype Åben", read so above the sections only."""
    match = _SHORT_VALUE.match(text)
    return match is not None and key(match["label"]) in words().before_text


def is_strict_note(text: str) -> bool:
    """A label with a value that is never the text of a section, printed below its heading all the same."""
    label = read_label(text) if len(text) < 120 else None
    return label is not None and bool(label.value) and ":" in text and key(label.name) in words().never_text


def _is_date(text: str) -> bool:
    if len(text) > 40:
        return False
    found = find_date(text)
    return found is not None and _DATE_REST.fullmatch(text[: found.start] + text[found.end :]) is not None


_FILE = re.compile(
    r"(?<!\S)(?:application/[\w.+-]+ (?:icon|ikon) )?\S+\.(?:pdf|docx?|xlsx?|pptx?|rtf|odt|msg|jpe?g|png|tiff?|zip|html?)",
    re.IGNORECASE,
)


_ATTACHMENT = re.compile(r"Bilag \d{1,2}\w?\s?[:–-]\s*\S")


def is_attachment(text: str) -> bool:
    """Whether a line is numbered as an attachment: "Bilag 1: Kort"."""
    return len(text) < 160 and _ATTACHMENT.match(text) is not None


def is_files(text: str) -> bool:
    """Whether a line is nothing but names of files, or one that is numbered as an attachment."""
    if is_attachment(text):
        return True
    names = _FILE.findall(text)
    return bool(names) and sum(map(len, names)) + len(names) + 3 >= len(text)


_CLOSED_MARK = re.compile(r"\blukket (?:punkt|sag)\b|:.*\slukket$", re.IGNORECASE)
_OPEN_MARK = re.compile(r"\båben(?:t punkt| sag)\b", re.IGNORECASE)


def says_closed(text: str) -> bool | None:
    """Whether a line about an item says that it is closed (True) or open (False); None for a line that says neither."""
    if (marked := _mark_before_label(text)) is not None:
        return marked
    table, word = words(), key(text)
    if word in table.closed_marks or _CLOSED_MARK.search(text):
        return True
    if word.startswith("lukket ") and read_case_line(text) is not None:
        return True  # "Lukket - 2012/100002"
    return False if word in table.open_marks or _OPEN_MARK.search(text) else None
