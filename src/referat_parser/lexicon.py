"""The words of minutes, loaded once from rules/*.toml: looked up exactly first, by misread letters second."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar, cast

from referat_parser import kept
from referat_parser.errors import BadRules

if TYPE_CHECKING:
    from pathlib import Path

_RULES = os.path.join(os.path.dirname(__file__), "rules")
MAX_HEADING = 90
"""No known heading is longer than this many characters."""


class Heading(NamedTuple):
    """What a heading opens: a section `kind` (resume, sagsfremstilling, indstilling, vedtagelse, bilag, topic, oevrige)."""

    kind: str
    emne: str
    word: str


class Label(NamedTuple):
    """A labelled line about an item: the label's role and words as printed, and its value ("" where none is printed)."""

    role: str
    name: str
    value: str


class Words(NamedTuple):
    headings: dict[str, Heading]
    folded: dict[str, Heading]
    first_words: frozenset[str]
    open_groups: frozenset[str]
    closed_groups: frozenset[str]
    other_groups: frozenset[str]
    lettered_groups: frozenset[str]
    """All that may stand behind the letter of a group, and in `lettered_starts` what such headings begin with."""
    lettered_starts: tuple[str, ...]
    contents: frozenset[str]
    columns: frozenset[str]
    column_words: frozenset[str]
    back: frozenset[str]
    back_starts: tuple[str, ...]
    furniture: frozenset[str]
    furniture_parts: tuple[str, ...]
    furniture_starts: tuple[str, ...]
    reach: re.Pattern[str]
    """What tells a line of the sender's address."""
    document_kinds: frozenset[str]
    address: frozenset[str]
    back_links: tuple[str, ...]
    """How a link to another page begins, one of several on a line."""
    buttons_behind: tuple[str, ...]
    """How the buttons begin that may be glued to the end of a title."""
    buttons: tuple[str, ...]
    """The buttons of several words, casefolded, each with the space behind it."""
    before_items: frozenset[str]
    """What opens the first item of an old protocol."""
    told: re.Pattern[str]
    """How a sentence goes on behind an item's number: "Punkt 28 blev behandlet"."""
    before_more: frozenset[str]
    """Words that end no line but a broken one."""
    within: frozenset[str]
    """Words that end no sentence: what begins small below one is of its paragraph."""
    begins_within: tuple[str, ...]
    """Words that begin no sentence, each with the space behind it."""
    abbreviated: frozenset[str]
    measures: frozenset[str]
    tells: re.Pattern[str]
    """A verb behind a word that tells what people did: "Ib Friis deltog"."""
    never_text: frozenset[str]
    """Labels whose value is never the text of a section."""
    name_labels: frozenset[str]
    """Labels whose value is a short name."""
    before_text: frozenset[str]
    """Labels that need no colon above an item's sections."""
    labels: dict[str, str]
    label: re.Pattern[str]
    initials: frozenset[str]
    open_marks: frozenset[str]
    closed_marks: frozenset[str]
    beginnings: frozenset[str]
    """The first letters of the labels, `told_by` of each."""
    told_by: int
    decided: frozenset[str]
    """The keys of short decisions."""
    over_decisions: frozenset[str]
    """The keys of what heads a decision with a colon behind it only: "Vedtaget:"."""
    front_labels: dict[str, bool]
    """The keys of labels of the front, with whether their value needs no colon before it."""
    outside: re.Pattern[str]
    """Ends of the names of boards and authorities outside the municipality, in the genitive."""
    topic_endings: tuple[str, ...]
    topic_stems: tuple[tuple[str, ...], ...]
    front_words: frozenset[str]
    """The first words of these labels."""
    longest_furniture: int
    longest_mark: int


def load_rules(name: str) -> dict[str, Any]:
    """The parsed rules/NAME.toml."""
    if (known := kept.parsed_rules(name)) is not None:
        return known
    import tomllib

    return tomllib.loads(_read(f"{name}.toml"))


def load_table(name: str) -> list[list[str]]:
    """The rows of rules/NAME.tsv, without its head and its comments."""
    lines = _read(f"{name}.tsv").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")][1:]


def _read(name: str) -> str:
    with open(os.path.join(_RULES, name), encoding="utf-8") as file:
        return file.read()


_LEAD = re.compile(r"^[\s•·▪●◦*_#>–—-]+")
_BULLETS = frozenset("•·▪●◦*_#>–—- ")


_Read = TypeVar("_Read", bound=Callable[..., Any])
_remembered: list[Any] = []


def remembered(read: _Read) -> _Read:
    """`read`, which asks nothing but its arguments and the rules, with what it said of the last wordings at hand.

    Most lines of minutes come again, and several steps ask each. `use_rules` makes all of it forgotten.
    """
    one = lru_cache(maxsize=_MOST_REMEMBERED)(read)
    _remembered.append(one)
    return cast(_Read, one)


_MOST_REMEMBERED = 8192


@remembered
def key(text: str) -> str:
    """The form in which words are compared: no bullet before, no colon or stop behind, one case, no accent on e."""
    text = _LEAD.sub("", text) if text[:1] in _BULLETS else text
    low = text.rstrip(" :.*_").casefold()
    return low if low.isascii() else low.replace("é", "e").replace("è", "e").replace("á", "a")


def may_be_short(text: str, longest: int) -> bool:
    """Whether the key of a text that is not empty may have no more than so many letters: told without making it."""
    return len(text) <= longest or text[0] in _BULLETS or (text[-1] in " :.*_" and len(text.rstrip(" :.*_")) <= longest)


_FOLDS = (("rn", "m"), ("ae", "æ"), ("aa", "å"))
_ALIKE = str.maketrans(
    {
        "ø": "o",
        "ö": "o",
        "å": "a",
        "ä": "æ",
        "l": "i",
        "1": "i",
        "|": "i",
        "!": "i",
        "t": "f",
        "e": "c",
        "0": "o",
        "5": "s",
        "ü": "u",
        "j": "i",
    }
)


def fold(word: str) -> str:
    """A key in which letters that scanners take for each other are one (rn and m, l and i, e and c, ae and æ, ø and o)."""
    for pair, one in _FOLDS:
        word = word.replace(pair, one)
    return word.translate(_ALIKE).replace(" ", "")


def fold_all(words: Iterable[str]) -> list[str]:
    """The `fold` of each of the words, in order: of many, at a tenth of the cost."""
    return fold("\n".join(words)).split("\n")


_added: list[dict[str, Any]] = []


@lru_cache(maxsize=1)
def words() -> Words:
    """All words, read at the first call, with those that `use_rules` added."""
    headings, lines, labels = load_rules("headings"), load_rules("lines"), load_rules("labels_punkt")
    for own in _added:
        headings["heading"] = own.get("heading", []) + headings["heading"]
        labels["label"] = own.get("label", []) + labels["label"]
        lines["furniture"]["words"] += own.get("furniture", {}).get("words", [])
        lines["back"]["words"] += own.get("back", {}).get("words", [])
        lines["contents"]["words"] += own.get("contents", {}).get("words", [])
        for kind in ("open", "closed", "other"):
            lines["groups"][kind] += own.get("groups", {}).get(kind, [])
    return _build(headings, lines, labels, load_rules("decisions")["exact"], load_rules("labels")["label"])


KINDS = ("resume", "sagsfremstilling", "indstilling", "vedtagelse", "bilag", "topic", "oevrige")


def use_rules(path: Path) -> None:
    """Adds the words of a TOML file in the form of rules/*.toml to this process's; they win over those that ship.

    Tables: `[[heading]]` (kind, emne, words), `[[label]]` (role, words), `[furniture]`, `[back]`, `[contents]` (words),
    `[groups]` (open, closed, other). Raises BadRules with the place of what is wrong.
    """
    import tomllib

    try:
        own = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadRules(f"the rules cannot be read ({error}); see docs/new-format.md") from None
    for entry in own.get("heading", []):
        if not isinstance(entry, dict) or entry.get("kind") not in KINDS or not isinstance(entry.get("words"), list):
            raise BadRules(f"a [[heading]] needs words and a kind of {', '.join(KINDS)}; see docs/new-format.md")
    for entry in own.get("label", []):
        if not isinstance(entry, dict) or not isinstance(entry.get("words"), list) or "role" not in entry:
            raise BadRules(
                "a [[label]] needs words and a role (sagsnummer, journalnummer, other); see docs/new-format.md"
            )
    _added.append(own)
    for cache in (words, *_remembered):
        cache.cache_clear()


def _build(
    headings: dict[str, Any],
    lines: dict[str, Any],
    labels: dict[str, Any],
    exact: dict[str, list[str]],
    front: list[dict[str, Any]],
) -> Words:
    known = {
        key(word): Heading(entry["kind"], entry.get("emne", "andet"), word)
        for entry in reversed(headings["heading"])
        for word in entry["words"]
    }
    roles = {key(word): entry["role"] for entry in reversed(labels["label"]) for word in entry["words"]}
    longest = sorted((w for e in labels["label"] for w in e["words"]), key=len, reverse=True)
    told_by = min(3, *map(len, longest))
    long = [word for word in known if len(word) >= 5]
    return Words(
        headings=known,
        folded=dict(zip(fold_all(long), (known[word] for word in long), strict=True)),
        first_words=frozenset(word.split(" ", 1)[0] for word in known),
        open_groups=frozenset(map(key, lines["groups"]["open"])),
        closed_groups=frozenset(map(key, lines["groups"]["closed"])),
        other_groups=frozenset(map(key, lines["groups"]["other"])),
        lettered_groups=frozenset(key(w) for k in ("open", "closed", "other", "lettered") for w in lines["groups"][k]),
        lettered_starts=tuple(lines["groups"]["lettered_starts"]),
        contents=frozenset(map(key, lines["contents"]["words"])),
        columns=frozenset(map(key, lines["contents"]["columns"])),
        column_words=frozenset(word for text in lines["contents"]["columns"] for word in re.findall(r"\w+", key(text))),
        back=frozenset(map(key, lines["back"]["words"])),
        back_starts=tuple(s.casefold() for s in lines["back"]["starts"]),
        furniture=frozenset(map(key, lines["furniture"]["words"])),
        furniture_parts=tuple(lines["furniture"]["contains"]),
        furniture_starts=tuple(lines["furniture"]["starts"]),
        reach=re.compile(rf"\b(?:{'|'.join(map(re.escape, lines['back']['reach']))})\b|\w@\w|www\.", re.IGNORECASE),
        never_text=frozenset(map(key, labels["values"]["never_text"])),
        before_text=frozenset(map(key, labels["values"]["before_text"])),
        name_labels=frozenset(map(key, labels["values"]["names"])),
        labels=roles,
        label=re.compile(rf"({'|'.join(map(re.escape, longest))})(?![\wæøå-])\.?\s*(:?)\s*", re.IGNORECASE),
        initials=frozenset(case for word in longest for case in (word[0].upper(), word[0].lower())),
        back_links=tuple(map(key, lines["furniture"]["links"])),
        buttons_behind=tuple(lines["furniture"]["behind"]),
        buttons=tuple(f"{word.casefold()} " for word in lines["furniture"]["words"] if word.count(" ") > 1),
        document_kinds=frozenset(map(key, lines["document"]["kinds"])),
        address=frozenset(map(key, lines["back"]["address"])),
        before_items=frozenset(map(key, lines["numbers"]["before"])),
        told=re.compile(rf"(?:{'|'.join(map(re.escape, lines['numbers']['told']))})\b"),
        tells=re.compile(rf"\w (?:{'|'.join(map(re.escape, lines['furniture']['tells']))})\b"),
        before_more=frozenset(lines["broken"]["before"]),
        within=frozenset(lines["broken"]["within"]),
        begins_within=tuple(f"{word} " for word in lines["broken"]["begins"]),
        abbreviated=frozenset(lines["abbreviations"]["words"]),
        measures=frozenset(lines["abbreviations"]["measures"]),
        open_marks=frozenset(map(key, labels["marks"]["open"])),
        closed_marks=frozenset(map(key, labels["marks"]["closed"])),
        beginnings=frozenset(word[:told_by].casefold() for word in longest),
        told_by=told_by,
        decided=frozenset(key(text) for texts in exact.values() for text in texts),
        over_decisions=frozenset(map(key, headings["over_decisions"]["words"])),
        front_labels={key(word): entry["plain"] for entry in front for word in entry["words"]},
        outside=re.compile(rf"(?:{'|'.join(headings['outside']['owners'])})(?:e[nt]|et)?s$", re.IGNORECASE),
        topic_endings=tuple(headings["topics"]["endings"]),
        topic_stems=tuple(map(tuple, headings["topics"]["stems"])),
        front_words=frozenset(key(word.split(" ", 1)[0]) for entry in front for word in entry["words"]),
        longest_furniture=max(map(len, lines["furniture"]["words"]), default=0),
        longest_mark=max(map(len, labels["marks"]["open"] + labels["marks"]["closed"]), default=0),
    )


@remembered
def find_heading(text: str) -> Heading | None:
    """The known heading that the whole of `text` is, or None. Letters misread by a scanner are forgiven in words of five."""
    if len(text) > MAX_HEADING:
        return None
    table = words()
    word = key(text)
    if (found := table.headings.get(word)) is not None:
        return found if text[0].isupper() or not _LEAD.sub("", text)[:1].islower() else None
    if text[0].islower() or word[:1].isdigit() or len(word) < 5 or text[-1:] in ",;?!":
        return None
    if word.endswith(table.topic_endings) and (topic := _of_topic(word)) is not None:
        return topic
    return None if len(word) > 40 else table.folded.get(fold(word)) or _composite(word) or _nearly(word)


_DESCRIBES = re.compile(r"(?:\w[\w-]*(?:-|s|e|t|ig|isk)|og|samt|eller|&)", re.IGNORECASE)


def _of_topic(word: str) -> Heading | None:
    """The heading over a topic that a key ending as one is: nothing but what describes stands before its last word."""
    *before, last = word.replace(",", "").replace("/", " ").split()
    if not before and last in words().topic_endings:
        return None  # "Forhold" alone says nothing
    endings = words().topic_endings
    if len(before) > 6 or not all(_DESCRIBES.fullmatch(part) or part.endswith(endings) for part in before):
        return None
    for emne, *stems in words().topic_stems:
        if any(stem in word for stem in stems):
            return Heading("topic", emne, word.capitalize())
    return Heading("topic", "andet", word.capitalize())


@remembered
def begins_heading(word: str) -> bool:
    """Whether a known heading begins with the word."""
    return key(word) in words().first_words


def is_outside(owner: str) -> bool:
    """Whether a name in the genitive is one of a board or an authority outside the municipality."""
    return words().outside.search(owner) is not None


_PARTS = re.compile(r"\s*/\s*|,\s+|\s+(?:og|samt|&|eller)\s+")
_OWNED = ("indstilling", "vedtagelse")  # what somebody's may be: "Styregruppens indstilling"
_RANK = ("vedtagelse", "indstilling", "sagsfremstilling", "resume", "bilag", "topic")


def _composite(word: str) -> Heading | None:
    """What a heading made of known ones opens: "Drøftelse og beslutning", "Baggrund/formål", "Styregruppens indstilling"."""
    known = words().headings
    if len(word) > 60 or word.count(" ") > 6 or ", at " in word or ":" in word:
        return None
    whose, _, head = word.rpartition("s ")
    if (
        whose
        and " til " not in whose
        and (heading := known.get(head)) is not None
        and (heading.kind in _OWNED or heading.emne == "vurdering")
    ):
        return None if is_outside(f"{whose}s") else heading
    parts = [part for part in _PARTS.split(word) if part]
    if not 2 <= len(parts) <= 4 or any(part.count(" ") > (2 if part in known else 1) for part in parts):
        return None
    found = [heading for part in parts if (heading := known.get(part)) is not None and heading.kind in _RANK]
    of_list = ", " in word or any(map(str.isdecimal, word))  # "Kort, forslag" is an attachment's name
    if not found or (len(found) < len(parts) and (of_list or all(heading.kind == "topic" for heading in found))):
        return None
    return min(found, key=lambda heading: _RANK.index(heading.kind))


@remembered
def _nearly(word: str) -> Heading | None:
    """A heading that differs from a single `word` of nine letters or more in at most one in six (misreads, Norwegian)."""
    if len(word) < 9 or " " in word or not word.isalpha():
        return None
    table = words().headings
    for known in table:
        if (
            (known[:3] == word[:3] or known[-4:] == word[-4:])
            and len(known) >= 8
            and abs(len(known) - len(word)) <= 2
            and " " not in known
            and _differs_in_few(known, word, max(1, len(known) // 6))
            and not _inflects(known, word)
        ):
            return table[known]
    return None


def _differs_in_few(known: str, word: str, most: int) -> bool:
    """Whether one word becomes the other by at most so many letters put in, left out or changed."""
    if sum((Counter(known) - Counter(word)).values()) > most:
        return False  # nearly always: so few documents need the import below, a tenth of a start
    import regex

    return regex.fullmatch(rf"(?:{regex.escape(known)}){{e<={most}}}", word) is not None


def _inflects(known: str, word: str) -> bool:
    """Whether `word` is `known` with another ending: another word in a sentence, not a misread heading."""
    return word.startswith(known) or known.startswith(word)


@remembered
def read_label(text: str) -> Label | None:
    """The label that `text` begins with, when it is one of an item's: "Sagsnr.: 14/10023", "Initialer: LOS", "Sagsnummer".

    Without a colon the value must hold a digit ("Sag 351-2010-412") or be absent.
    """
    table = words()
    if text[:1] in _BULLETS:
        text = _LEAD.sub("", text)
    if (
        len(text) > 160
        or text[:1] not in table.initials
        or (text[1 : (told := table.told_by)].isascii() and text[:told].casefold() not in table.beginnings)
        or not (":" in text[:40] or _DIGIT.search(text) or len(text) < 30)
    ):
        return None
    match = table.label.match(text)
    if not match:
        return None
    value = text[match.end() :].strip()
    role = table.labels[key(match[1])]
    if (
        not match[2]
        and value
        and not (value[0].isdigit() or (role in ("sagsnummer", "journalnummer") and _LETTERED.match(value)))
    ):
        return _initials(role, match[1], value)
    return Label(role, match[1], value)


_DIGIT = re.compile(r"\d")
_LETTERED = re.compile(r"[A-ZÆØÅ]{2,5}[- ]?\d")


def _initials(role: str, name: str, value: str) -> Label | None:
    """A label without a colon whose value is a short name: "Sagsbeh. Inger Vestergård"."""
    if key(name) in words().name_labels and len(value) < 40 and value[-1] != ".":
        return Label(role, name, value)
    return None


def begins_front_label(text: str) -> bool:
    """Whether a line is a label of the front with its value, or alone: "Medlemmer: Ib Friis", "Mødested Teams", "Fraværende"."""
    table = words().front_labels
    if key(text[:40].partition(" ")[0]) not in words().front_words:
        return False
    name, colon, _ = text.partition(":")
    if key(name) in table:
        return True
    parts = name.split(" ", 4)
    plain = any(table.get(key(" ".join(parts[:n]))) for n in range(1, min(4, len(parts))))
    return plain and not colon


def ends_shortened(text: str) -> bool:
    """Whether a line ends in an abbreviation: its stop ends no sentence."""
    if text[-1:] != ".":
        return False
    last = text[text.rfind(" ") + 1 : -1].casefold()
    return last in words().abbreviated or last in words().measures


@remembered
def is_furniture(text: str) -> bool:
    """Whether a line is a button or a notice of the page it was taken from, by its words."""
    if len(text) > 120 or (text[-1:] == "." and text[0].islower()):  # "tilbage." is a sentence's end, no button
        return False
    table = words()
    if may_be_short(text, table.longest_furniture) and key(text) in table.furniture:
        return True
    if "|" in text:
        pieces = [key(piece.strip()) for piece in text.split("|")]
        if all(piece.count(" ") < 5 for piece in pieces) and pieces[0].startswith(table.back_links):
            return True
    if len(text) < 110:
        for part in table.furniture_parts:
            if part in text:
                return True
        return text.startswith(table.furniture_starts)
    return False
