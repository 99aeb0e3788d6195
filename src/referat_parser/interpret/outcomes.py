"""What one sentence decides, by the ordered rules of rules/decisions.toml."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any, NamedTuple

from referat_parser.lexicon import fold, load_rules, remembered
from referat_parser.models import Udfald


class Rule(NamedTuple):
    udfald: Udfald
    words: tuple[str, ...]
    patterns: tuple[re.Pattern[str], ...]


_ADOPTIONS = frozenset(("godkendt", "taget_til_efterretning", "droeftet"))


class Rules(NamedTuple):
    """rules/decisions.toml, ready for use. `turns` are the outcomes that what was adopted ("vedtog at ...") may itself be."""

    divided: tuple[re.Pattern[str], ...]
    """What says that a body could not agree."""
    exact: dict[str, Udfald]
    folded: dict[str, Udfald]
    vocabulary: dict[str, str]
    letters: tuple[Rule, ...]
    outcomes: tuple[Rule, ...]
    turns: tuple[Rule, ...]
    forward: tuple[re.Pattern[str], ...]
    change: tuple[re.Pattern[str], ...]
    changed_subject: tuple[re.Pattern[str], ...]
    changed_agenda: tuple[re.Pattern[str], ...]
    aside: tuple[re.Pattern[str], ...]
    amendment: tuple[re.Pattern[str], ...]
    prepared: tuple[re.Pattern[str], ...]
    reported: tuple[re.Pattern[str], ...]
    recommends: tuple[re.Pattern[str], ...]
    opens_with_proposal: tuple[re.Pattern[str], ...]
    beside: tuple[re.Pattern[str], ...]
    fit: tuple[re.Pattern[str], ...]
    """What calls nobody unfit to take part."""
    suggests: tuple[re.Pattern[str], ...]
    """What a body suggests and recommends to none above it."""
    motions: tuple[tuple[Udfald, re.Pattern[str]], ...]


@lru_cache(maxsize=1)
def decision_rules() -> Rules:
    """The rules, loaded at the first call."""
    table: dict[str, Any] = load_rules("decisions")
    exact: dict[str, Udfald] = {text: udfald for udfald, texts in table["exact"].items() for text in texts}
    words = {w for text in exact for w in text.split()} | {
        w
        for rule in table["letter"] + table["outcome"]
        for yes in rule["yes"]
        for w in re.findall(r"[a-zæøå]{6,}", yes.casefold())
    }
    outcomes = _read_rules(table["outcome"])
    return Rules(
        divided=_compile(table["divided"]["patterns"]),
        exact=exact,
        folded={fold(text): udfald for text, udfald in exact.items() if len(text) >= 5},
        vocabulary={fold(word): word for word in words if len(word) >= 5},
        letters=_read_rules(table["letter"]),
        outcomes=outcomes,
        turns=tuple(rule for rule in outcomes if rule.udfald not in _ADOPTIONS),
        forward=_compile(table["forward"]["patterns"]),
        change=_compile(table["change"]["patterns"]),
        changed_subject=_compile(table["changed_subject"]["patterns"]),
        changed_agenda=_compile(table["changed_agenda"]["patterns"]),
        aside=_compile(table["aside"]["patterns"]),
        amendment=_compile(table["amendment"]["patterns"]),
        prepared=_compile(table["prepared"]["patterns"]),
        reported=_compile(table["reported"]["patterns"]),
        recommends=_compile(table["recommends"]["patterns"]),
        opens_with_proposal=_compile(table["opens_with_proposal"]["patterns"]),
        beside=_compile(table["beside"]["patterns"]),
        fit=_compile(table["fit"]["patterns"]),
        suggests=_compile(table["suggests"]["patterns"]),
        motions=tuple((m["udfald"], re.compile(m["pattern"])) for m in table["motion"]),
    )


def _read_rules(table: Iterable[dict[str, Any]]) -> tuple[Rule, ...]:
    return tuple(Rule(rule["udfald"], tuple(rule["words"]), _compile(rule["patterns"])) for rule in table)


def _compile(patterns: Iterable[str]) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern) for pattern in patterns)


ENUMERATED = re.compile(
    r"^(?:[-–•*]\s*|(?:punkt|pkt\.?|ad\.?|vedr\. pkt\.?)\s*\d[\d.,a-z]*\s*(?:(?:-|–|og)\s*\d+[.)]?)?\s*[:.)–-]?\s*(?=[a-zæøå])|ad\.?\s*\w{1,3}\s*[:.)]\s*"
    r"|\(?(?:\d{1,2}|[a-z])[.)]\s*(?:(?:-|–|og)\s*(?:\d{1,2}|[a-z])[.)]\s*)?[:–-]?\s*)+",
)  # fmt: skip
_HEAD_END = re.compile(
    r",?\s+(?:med (?!henblik|\d+ stemmer|stemmerne|(?:\w+ ){0,3}(?:anbefaling|indstilling))|idet\b|dog\b|således\b|under forudsætning|forudsat\b|på betingelse|på (?:\w+ ){0,2}vilkår"
    r"|betinget\b|men\b|herunder\b|bortset\b|med undtagelse|undtagen\b|fordi\b|at\b|jf\b|med henblik(?! på (?:videre|frem|over)send)|med \d+ stemmer|med stemmerne)"
    r"|,\s+(?:som|der|da|når|hvis|hvor\w*|så|og at)\b"
)
_RESOLVED = re.compile(
    r"\b(?:beslutte(?:de|t)|vedtog|vedtaget|enige? om|enighed om|vedtoges|valgte|godkendt|godkender|godkendte|tiltrådte)"
    r"(?: (?:det|enstemmigt|herefter|derefter|derfor|således|dog|også|endvidere|samtidig|i enighed)){0,3},?(?= at | ikke at )"
)


# What a clause says of its noun or of another time is not what the sentence decides.
_ASIDE_CLAUSE = re.compile(r",\s+(?:som|der|når|hvis)\s(?!blev valgt)[^,]*|\bhvem der\s[^,]*")
_MISREAD_L = re.compile(r"(?<=[a-zæøå])I")


def clause_start(sentence: str) -> int:
    """Where the clause begins that says why or how ("idet", "dog", "med henblik"); 0 when there is none."""
    cut = _HEAD_END.search(sentence)
    return cut.start() if cut else 0


@remembered
def say_outcome(sentence: str) -> Udfald | None:
    """What one sentence decides, by the rules alone: votes, remarks and absence are not looked at."""
    if "I" in sentence:
        sentence = _MISREAD_L.sub("l", sentence)
    low = sentence.casefold()
    if "aa" in low:
        low = low.replace("aa", "å")  # spelling before 1948
    low = ENUMERATED.sub("", low.strip(" \t\"”»'")).strip()
    rules = decision_rules()
    bare = low.rstrip(" .!")
    if (known := rules.exact.get(bare)) is not None:
        return known
    found = _by_rules(bare, rules)
    if found is None and len(bare) < 200:
        found = rules.folded.get(fold(bare)) or _by_misread(bare, rules)
    return found


def _by_rules(low: str, rules: Rules) -> Udfald | None:
    if (found := _first(low, rules.letters)) is not None:
        return found
    if (resolved := _RESOLVED.search(low)) is not None:
        if low.startswith(" ikke", resolved.end()):
            return "afvist"
        found = _first(low[resolved.end() :], rules.turns) or _first(low[: resolved.start()], rules.turns)
        return found or _changed(low, resolved.end(), "godkendt", rules)
    cut = _HEAD_END.search(low)
    if cut is not None and cut.start() > 0 and (found := _first(low[: cut.start()], rules.outcomes)) is not None:
        found = _changed(low, cut.start(), found, rules)
    else:
        found = _first(_ASIDE_CLAUSE.sub("", low) if cut is not None else low, rules.outcomes)
    if found == "godkendt" and any(pattern.search(low) for pattern in rules.changed_subject):
        return "godkendt_med_aendringer"
    return found


def _first(low: str, outcomes: tuple[Rule, ...]) -> Udfald | None:
    for udfald, words, patterns in outcomes:
        for word in words:
            if word in low:
                break
        else:
            continue
        for pattern in patterns:
            if pattern.search(low):
                return udfald
    return None


def _changed(low: str, place: int, found: Udfald, rules: Rules) -> Udfald:
    """An adoption with a change, or a recommendation, where what follows `place` says so; every other outcome as it is."""
    if found == "godkendt" and any(pattern.search(low, place) for pattern in rules.forward):
        return "anbefalet"
    if found == "godkendt" and any(pattern.search(low, place) for pattern in rules.change):
        return "godkendt_med_aendringer"
    return found


_WORD = re.compile(r"[a-zæøåé]{5,}")


def _by_misread(low: str, rules: Rules) -> Udfald | None:
    """The outcome once words that a scanner misread are put right; None where there are none."""
    mended = _WORD.sub(lambda match: rules.vocabulary.get(fold(match[0]), match[0]), low)
    if mended != low:
        return _by_rules(mended, rules)
    return _nearly(low.rstrip(" .!")) if len(low) <= 40 else None


@lru_cache(maxsize=1024)
def _nearly(bare: str) -> Udfald | None:
    """The outcome of the known decision that `bare` all but is: about one letter in eight is forgiven."""
    if not bare[:1].isalpha() or len(bare) < 6:
        return None
    from difflib import get_close_matches

    table = decision_rules().exact
    near = [known for known in table if abs(len(known) - len(bare)) <= 2 and len(known) >= 6]
    found = get_close_matches(bare, near, n=1, cutoff=0.87)
    return table[found[0]] if found else None


@remembered
def is_aside(low: str) -> bool:
    """Whether a sentence tells who asked, told or came; a reason behind the decision ("idet udvalget takkede") does not count."""
    cut = _HEAD_END.search(low)
    end = cut.start() if cut and cut.start() > 0 else len(low)
    return any(pattern.search(low, 0, end) for pattern in decision_rules().aside)
