"""Names of bodies (councils, committees, boards), known by their shape."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, NamedTuple

from referat_parser.lexicon import load_rules

_UPPER = "A-ZÆØÅÉÖÄ"
_MAX_LEAD = 7
_WEEKDAY = r"(?:man|tirs|ons|tors|fre|lør|søn)dag\b"
_LIST_WORD = rf"(?!(?i:{_WEEKDAY}))[{_UPPER}][\w/]*-?"
# What "for" is followed by: words that begin alike (capitals or small), a comma only in a list that ends in "og".
_AND = r"[ ](?:og|OG|&|samt)[ ]"
_SMALL = r"[a-zæøå]+-?"
_TOPIC_ENDS = rf"(?=\s*$|\s*[,(–:]|\s+(?:{_WEEKDAY}|den\s\d|\d))"
_TOPIC = (
    rf"(?:{_LIST_WORD}(?:[ ]{_LIST_WORD}){{0,2}}"
    rf"(?:(?:,[ ]{_LIST_WORD}(?:[ ]{_LIST_WORD})?){{0,5}},?"
    rf"(?:{_AND}(?:{_LIST_WORD}|\w+)(?:[ ]{_LIST_WORD}){{0,2}})+)?"
    rf"|(?!(?:den|det|de|at|en|et|sin|sit|sine|alle|hele)\b)(?:{_SMALL}(?:[ ](?!{_WEEKDAY}|den\b){_SMALL}){{1,2}}{_TOPIC_ENDS}"
    rf"|{_SMALL}(?:(?:,[ ]{_SMALL}){{0,5}}{_AND}[a-zæøå]+)?))"
)


class FoundBody(NamedTuple):
    """A body's name in the nominative, as printed, and where its printed form stands (a genitive's s included)."""

    name: str
    start: int
    end: int


_LEADING = rf"(?:[{_UPPER}]\w*-?|[a-zæøå]+-|lokale|rådgivende)"
_BETWEEN = r"(?:,\s(?:(?:og|OG)\s)?|\s(?:og|OG|&|samt)\s|\s|/)"
# The words that may lead up to a head, and the word behind them: a name's head is among them, or begins with "§" there.
_RUN = re.compile(rf"(?:{_LEADING}{_BETWEEN})*+[\w-]*+")


class _Rules(NamedTuple):
    stem: re.Pattern[str]
    name: re.Pattern[str]
    heads: dict[str, bool]
    definite: dict[str, str]
    single: tuple[str, ...]
    not_bodies: frozenset[str]
    not_endings: tuple[str, ...]
    not_names: frozenset[str]
    groups: tuple[str, ...]
    abbreviations: re.Pattern[str]


@lru_cache(maxsize=1)
def _rules() -> _Rules:
    table: dict[str, Any] = load_rules("bodies")
    heads: list[dict[str, Any]] = table["head"]
    stems = "|".join(sorted((re.escape(h["word"]) for h in heads), key=len, reverse=True))
    ends = "|".join(
        sorted(
            (re.escape(h["word"]) + (f"(?:{h['definite']})?" if h["definite"] else "") for h in heads),
            key=len,
            reverse=True,
        )
    )
    words = table["words"]
    name = (
        rf"(?P<lead>(?:{_LEADING}{_BETWEEN}){{0,{_MAX_LEAD}}}?)"
        rf"(?P<head>(?:§\s?\d+(?:[.,]?\s?stk\.?\s?\d|\.\d)?[- ])?(?P<word>(?:[^\W\d_][\w-]*?)?(?i:{ends})))"
        rf"(?P<gen>(?:'?[sS])?)(?P<meeting>(?:(?<=[sS])(?i:mødet?))?)(?!(?!_\d)[\w-])"
        rf"(?P<topic>(?:(?<=[tTgGdDnNmM])[ ](?:(?:for|FOR|om|vedr\.|vedrørende)[ ])?{_TOPIC}(?!\w))?)"
        rf"(?P<bracket>(?:[ ]?\((?:[{_UPPER}]{{2,5}}|(?:19|20)?\d\d\s?[-–]\s?(?:20)?\d\d)\))?)"
        rf"(?P<term>(?:[ _]20\d\d\s?[-–]\s?(?:20)?\d\d(?![\d-]))?)"
    )
    return _Rules(
        stem=re.compile(rf"(?:{stems})", re.IGNORECASE),
        name=re.compile(name),
        heads={h["word"]: h["alone"] for h in heads},
        definite={h["word"]: h["definite"] for h in heads},
        single=tuple(words["single"]),
        not_bodies=frozenset(words["not_bodies"]),
        not_endings=tuple(words["not_endings"]),
        not_names=frozenset(w.casefold() for w in words["not_names"]),
        groups=tuple(words["groups"]),
        abbreviations=re.compile(rf"(?:{'|'.join(sorted(words['abbreviations'], key=len, reverse=True))})(?![\w-])"),
    )


def match_body(text: str, pos: int = 0, *, abbreviations: bool = False) -> FoundBody | None:
    """The body's name that begins exactly at `pos`, or None. "KB", "ØU" only with `abbreviations`."""
    rules = _rules()
    match = rules.name.match(text, pos) if _has_stem(text, pos, rules) else None
    found = _read(match, rules) if match else None
    if found is None and abbreviations and (short := rules.abbreviations.match(text, pos)):
        return FoundBody(short[0], short.start(), short.end())
    return found


def _has_stem(text: str, pos: int, rules: _Rules) -> bool:
    """Whether a name may stand here at all: far faster told than by its pattern."""
    run = _RUN.match(text, pos)
    if run is None or text[run.end() : run.end() + 1] == "§":
        return True
    low = run[0].casefold()
    for stem in rules.definite:  # noqa: SIM110 - for every line: a generator costs thrice as much
        if stem in low:
            return True
    return False


def find_body(text: str, pos: int = 0) -> FoundBody | None:
    """The first body's name that begins at `pos` or after it, or None."""
    rules = _rules()
    for stem in rules.stem.finditer(text, pos):
        for start in _starts(text, pos, stem.start()):
            found = match_body(text, start)
            if found is not None and found.end >= stem.end():
                return found
    return None


def is_body(text: str) -> bool:
    """Whether the whole of `text` is one body's name in the nominative."""
    found = match_body(text)
    return found is not None and found.end == len(text) and found.name == text


def sounds_like_body(word: str) -> bool:
    """Whether a word ends as names of bodies do, alone or not: "Bestyrelsen", "Udvalget"."""
    return _stem(word.casefold(), _rules())[0] != ""


def may_name_group(low: str) -> bool:
    """Whether a casefolded text holds a word that `is_group` may take."""
    return any(ending in low for ending in _rules().groups)


def is_group(text: str) -> bool:
    """Whether `text` is one word for a group of staff or politicians: "Økonomigruppen", "Direktionen"."""
    return text.isalpha() and text[0].isupper() and text.casefold().endswith(_rules().groups)


_WORD_START = re.compile(r"(?<![\w-])[^\W_]|§")


def _starts(text: str, pos: int, stem: int) -> list[int]:
    """Where words begin before `stem`, farthest first, no more than a name has."""
    floor = max(pos, stem - 120)
    return [m.start() for m in _WORD_START.finditer(text, floor, stem + 1)][-(_MAX_LEAD + 2) :]


def _read(match: re.Match[str], rules: _Rules) -> FoundBody | None:
    word = match["word"]
    low = word.casefold()
    stem, definite = _stem(low, rules)
    lead = match["lead"].split()
    topic = match["topic"]
    if not stem or any(w.strip(",").casefold() in rules.not_names for w in lead):
        return None
    # "Bestyrelsesmøde" says who meets, where "Bestyrelsen" alone may be anyone's.
    bare = low in rules.not_bodies and not (low == "bestyrelse" and match["meeting"])
    if bare and not lead and (not topic or match["gen"]) and not match["head"].startswith("§"):
        return None
    if topic and not _is_topic(match, word, bare):
        topic = ""
    if bare and not lead and not topic and not match["head"].startswith("§"):
        return None
    plain = not word[0].isupper() and not lead and not match["head"].startswith("§")
    if low.endswith(rules.not_endings) or (plain and not definite and not match["meeting"]):
        return None
    if lead and not _leads(match["lead"], low, definite, bare, rules):
        return None
    end = match.start("topic") + len(topic)
    bracket = match["bracket"] if end == match.end("topic") else ""
    name = match["lead"] + match["head"]
    if match["meeting"]:
        ending = "" if definite else rules.definite[stem]
        name += ending.upper() if name.isupper() else ending
    gap = " " if bracket and not bracket.startswith(" ") else ""
    term = match["term"] if end + len(bracket) == match.start("term") else ""
    return FoundBody(name + topic + gap + bracket, match.start(), end + len(bracket) + len(term))


def _stem(low: str, rules: _Rules) -> tuple[str, bool]:
    """The head's word that `low` ends in, and whether it stands in the definite."""
    for word, definite in rules.definite.items():
        if definite and low.endswith(word + definite):
            return word, True
        if low.endswith(word):
            return word, False
    return "", False


def _is_topic(match: re.Match[str], word: str, bare: bool) -> bool:
    """Whether what follows the head belongs to the name: "for X" behind a head, "X og Y" behind "Udvalget" alone."""
    if match["gen"]:
        return False
    topic = match["topic"].strip()
    if topic.casefold() in ("for", "om"):
        return False  # "ØKONOMIUDVALGET FOR", and the date on the next line
    low = word.casefold()
    if topic.split(" ", 1)[0].casefold() in ("for", "om", "vedr.", "vedrørende"):
        return bare or low.endswith(("udvalg", "udvalget")) or match["head"].startswith("§")
    return bare and not match["lead"] and low == "udvalget" and (" og " in topic or " & " in topic)


def _leads(lead: str, low: str, definite: bool, bare: bool, rules: _Rules) -> bool:
    """Whether the words before a head belong to its name, and do not only stand before it."""
    words = lead.split()
    if any(_stem(w.strip(",-/").casefold(), rules)[0] and not w.startswith(("MED", "Med")) for w in words):
        return False
    hyphens = [n for n, w in enumerate(words) if w.rstrip(",/").endswith("-")]
    joined = any(w in ("og", "OG", "&", "samt") for w in words)
    if hyphens:
        return all(w.endswith(",") or w in ("og", "OG", "&", "samt") for w in words[: hyphens[0]])
    if joined:
        plain = [w.strip(",") for w in words if w not in ("og", "OG", "&", "samt")]
        single = low.startswith(rules.single) if not bare else False
        return not single and not any(len(w) > 6 and w.endswith(("en", "et", "ne")) for w in plain)
    return "," not in lead and len(words) <= 3 and (bare or not definite)
