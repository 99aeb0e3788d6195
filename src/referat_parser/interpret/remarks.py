"""What a decision says of people beside their votes: reservations, minority statements, inhability, absence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal, NamedTuple

from referat_parser.interpret.absences import (
    find_partly_absent,
    is_list,
    reason_of,
    tells_of_substitute,
    without_arrivals,
)
from referat_parser.interpret.outcomes import decision_rules, say_outcome
from referat_parser.interpret.people import read_people
from referat_parser.interpret.sentences import Sentence, split_sentences
from referat_parser.interpret.votes import parse_voters
from referat_parser.models import Fravaer, made

RemarkType = Literal["forbehold", "mindretal", "protokol", "standsning", "inhabilitet"]

_REMARK_GATES = (
    "habil",
    "forbeh",
    "protokol",
    "mindretal",
    "særudtal",
    "særindst",
    "indbr",
    "standsning",
    "lokalet",
    "referat",
)
_REMARKS: tuple[tuple[RemarkType, re.Pattern[str]], ...] = (
    ("standsning", re.compile(r"\b(?:begær|ønsk|forlang|kræv|anmod)\w*.{0,80}\bindbr(?:agt|inge)|\bindbringer sagen\b|\bstandsningsret|\bstandset\b.*§ ?23")),
    ("inhabilitet", re.compile(r"\binhabil|\bhabilitet|\bforlod (?:moede|møde)?lokalet|\bikke (?:deltog|til stede) i lokalet")),
    ("mindretal", re.compile(r"\bmindretals(?:udtalelse|indstilling|erklæring)|\bsærudtalelse|\bsærindstilling|\bsærstandpunkt")),
    ("protokol", re.compile(r"\bprotokol(?:bemærkning|tilførsel|udtalelse|lat)?(?:en|er|lere[st]?)?\b.*(?::|,? at\b|\.$)|\btilført\b.*(?:protokol|referat)|\b(?:til|i) protokollen\b|\bført til (?:referat|protokol)|\bprotokolbemærkning|\btil (?:beslutnings)?protokollen")),
    ("forbehold", re.compile(r"\b(?:tog|tager|tage|taget)\b.{0,40}\bforbehold|\bforbeh(?:older|oldt) sig\b|\bhar forbehold\b")),
)  # fmt: skip
_SUBJECT_END = re.compile(
    r"\s(?:deltog|deltager|erklærede|erklærer|forlod|var|er|blev|meldte|medvirkede|tog|tager|har|havde|begærede|begærer|ønskede|ønsker|afgav|afgiver|"
    r"forbeholder|forbeholdt|kunne|kan|anmodede|anmoder|forlangte|kræver|bad|indbringer|fik|stemte|stemmer|undlod|udtalte|mener|finder|gjorde|fremsatte|oplyste|oplyser|meddelte|meddeler|tilkendegav)\b"
)
_FROM = re.compile(r"\b(?:fra|af|ved)\s+(?P<who>[A-ZÆØÅ(][^:.]*)")

_ABSENCE_GATES = (
    "frav",
    "afbud",
    "til stede",
    "tilstede",
    "deltog ikke",
    "deltager ikke",
    "forfald",
    "deltaget",
    "udeblev",
    "forhindret",
)
_ABSENCE_LABEL = re.compile(
    r"(?P<label>(?:der (?:er|var|blev)(?: meldt| meddelt| modtaget)? )?(?:følgende (?:medlemmer )?(?:(?:havde|har) (?:meldt|meddelt) |var )?)?(?:fraværende|fravær|afbud(?: fra)?|(?:ikke|ej) til ?stede|deltog ikke|deltager ikke|forfald|meldt afbud|ikke mødt|udeblev)"
    r"(?: (?:med|uden) (?:lovligt )?(?:afbud|forfald))?(?: (?:i|under|ved|på) [\w ,.-]{0,60})?)\s*(?P<sign>:|$)\s*(?P<rest>.*)$",
    re.IGNORECASE | re.DOTALL,
)
_ABSENT_FROM = re.compile(
    r"\b(?:afbud|forfald)\b(?: (?:var|blev|er) (?:modtaget|meldt))?(?: i dag)? (?:fra|af)\s*:?\s+(?P<who>.+?)\.?$",
    re.IGNORECASE | re.DOTALL,
)
_ABSENT_VERB = re.compile(
    r"^(?P<who>[A-ZÆØÅ](?:(?!\b(?:da|fordi|idet|er|blev) ).){2,300}?)\s+(?:(?P<bare>fraværende(?:\s+(?:med|uden)\s+afbud)?)\.?$|(?:var|er|havde|har)\s+(?:begge\s+|alle\s+)?(?P<how>fraværende|ikke\s+til\s*stede|meldt\s+(?:afbud|forfald|fravær)|afbud|lovligt\s+forfald|forfald|meldt\s+sig\s+syg)(?P<why>\s+uden\s+afbud)?"
    r"|(?:deltog|deltager|deltog\s+dog)\s+ikke\b|udeblev\b|var\s+forhindret\s+i\s+at\s+deltage\b)"
)
_WITHOUT_WORD = re.compile(r"[Uu]den afbud:?\s+(?P<who>[A-ZÆØÅ].+)$")
_DID_NOT = re.compile(r"^(?:I (?:dagens )?mødet?|Desuden|Endvidere)\s+deltog\s+ikke:?\s+(?P<who>[A-ZÆØÅ].+)$")


class Remark(NamedTuple):
    type: RemarkType
    who: list[str]


def read_remark(sentence: str, low: str) -> Remark | None:
    """The kind of remark that a sentence is and who makes it, or None; `low` is the sentence casefolded."""
    if not any(gate in low for gate in _REMARK_GATES):
        return None
    if "habil" in low:
        for fit in decision_rules().fit:
            low = fit.sub("", low)
    for kind, pattern in _REMARKS:
        if pattern.search(low) and not (kind == "inhabilitet" and sentence.endswith(":")):
            return Remark(kind, _subject(sentence, kind))
    return None


_DISQUALIFIED = re.compile(
    r"\b(?:da|idet|fordi|eftersom)\s+(?P<who>[A-ZÆØÅ][^,;]*?)\s+(?:var|er|blev|erklærede|erklærer|meldte)\b[^.;]*habil"
)


_LABELLED = re.compile(r"[Ii]nhabile?:\s*(?P<who>[A-ZÆØÅ].*)$")


def _subject(sentence: str, kind: RemarkType) -> list[str]:
    if kind == "inhabilitet" and (because := _DISQUALIFIED.search(sentence)) is not None:
        return parse_voters(because["who"], strict=True)[0]
    if kind == "inhabilitet" and (labelled := _LABELLED.match(sentence)) is not None:
        return parse_voters(labelled["who"], strict=True)[0]
    match = _SUBJECT_END.search(sentence)
    if match is not None:
        who, _ = parse_voters(sentence[: match.start()], strict=True)
        if who:
            return who
    if match := _FROM.search(sentence):
        return parse_voters(match["who"], strict=True)[0]
    return []


def read_absence(sentence: str, low: str) -> list[Fravaer] | None:
    """Those whom a sentence calls absent: empty where it says that nobody is, None where it says nothing of absence.

    Who was absent from some items only comes with these.
    """
    if not any(gate in low for gate in _ABSENCE_GATES):
        return None
    if sentence.startswith("(") and sentence.rstrip(". ").endswith(")"):
        sentence = sentence.strip("(). ")
    if label := _ABSENCE_LABEL.match(sentence):
        return read_absent(label["rest"], _told_absence(label["label"]))
    if "habil" in low:
        return None
    if match := _WITHOUT_WORD.match(sentence):
        return read_absent(match["who"], "uden afbud") or None
    if match := _ABSENT_FROM.search(sentence):
        return read_absent(match["who"], "afbud")
    if match := _DID_NOT.match(sentence):
        return read_absent(match["who"], None) or None
    if partly := find_partly_absent(sentence):
        return [made(Fravaer, navn=p.navn, parti=p.parti, aarsag=p.aarsag, punkter=p.punkter) for p in partly]
    if match := _ABSENT_VERB.match(sentence):
        how = match["how"] or match["bare"] or ""
        people = read_absent(match["who"], _told_absence(how + (match["why"] or "")))
        return people or None
    return None


def _told_absence(how: str) -> str | None:
    """Whether words about the absent say that they sent word, "afbud" or "uden afbud"; None where they do not."""
    reason = reason_of(how)
    return reason if reason is not None and reason.endswith("afbud") else None


def is_open_label(sentence: str) -> bool:
    """Whether an absence label stands with nobody behind it, so that names may follow on lines of their own."""
    match = _ABSENCE_LABEL.match(sentence)
    return match is not None and not match["rest"]


def read_absent_lines(sentences: Sequence[Sentence], place: int) -> tuple[list[Fravaer], int]:
    """Those who stand on lines of their own below the absence label before `place`, and the place of the first line that names nobody."""
    found: list[Fravaer] = []
    reason = reason_of(sentences[place - 1].text)
    while place < len(sentences) and sentences[place].text.strip(" .-–").casefold() in ("ja", "nej", ""):
        place += 1  # "Fraværende", and below it whether anybody was
    while place < len(sentences):
        text, starts = sentences[place].text, sentences[place].starts
        if not (found and tells_of_substitute(text)):  # "Ib Friis. I stedet deltog Bo Lund."
            people = read_absent(text, reason) if starts and is_list(text) else []
            if not people or say_outcome(text) is not None:
                break
            found += people
        place += 1
    return found, place


def read_listed_absence(text: str) -> list[Fravaer]:
    """Those whom a text names below an absence label that stands alone on its line."""
    if not any(gate in text.casefold() for gate in _ABSENCE_GATES):
        return []
    sentences = split_sentences(text)
    opened = (place + 1 for place, sentence in enumerate(sentences) if is_open_label(sentence.text))
    return [person for place in opened for person in read_absent_lines(sentences, place)[0]]


def read_absent(names: str, reason: str | None) -> list[Fravaer]:
    """The people that a list of the absent names, with party and reason where they are printed; who stands in for them is none of them."""
    return [
        made(Fravaer, navn=person.navn, parti=person.parti, aarsag=person.aarsag or reason)
        for person in read_people(without_arrivals(names))
        if not person.stands_in
    ]
