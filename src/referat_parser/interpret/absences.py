"""Who running text says was absent, from all or from some items, was there for some only, or came in whose stead."""

from __future__ import annotations

import re
from collections.abc import Container

from referat_parser.interpret.names import UP, Rules, people_rules
from referat_parser.interpret.people import (
    BRACKET,
    BULLET,
    CAUSE,
    DURING,
    ITEMS,
    SENTENCE,
    Named,
    as_substitutes,
    find_closer,
    narrow,
    part_mark,
    read_people,
    reason_in,
)


def is_list(text: str) -> bool:
    """Whether a line lists people, perhaps with the cause of their absence, and does not tell what they did ("Ib Friis mødte kl. 16.35")."""
    first = SENTENCE.split(text)[0]
    first = BRACKET.sub(" ", first) if "(" in first and _ASIDE.search(first) else first
    during = DURING.search(first)
    return (
        during is None
        or CAUSE.match(first, during.start() + 1) is not None
        or bool(find_absent(first))
        or bool(people_rules().substitutes.search(first))
        or _CAME_BEHIND.search(first) is not None
    )


_ASIDE = re.compile(r"\([a-zæøå][^()]*\s(?:er|har|var|måske)\s")
"""A remark in brackets behind a name."""
_CAME_BEHIND = re.compile(rf",\s+[{UP}][^,()\n]{{3,60}}\s(?:deltog|mødte)\.?$")
"""Who came instead, behind those who are absent: "Ib Friis, Bo Lund deltog"."""


def without_arrivals(text: str) -> str:
    """A list of the absent without the sentences that tell when somebody came or left: "Ib Friis ankom kl. 16.20"; and
    without those who came instead.
    """
    told = people_rules().came_or_left
    lines = ([_CAME_BEHIND.sub("", s) for s in SENTENCE.split(line) if not told.match(s)] for line in text.split("\n"))
    return "\n".join(". ".join(sentences) for sentences in lines if sentences)


def find_absent(text: str) -> list[Named]:
    """Those whom running text states as absent from the meeting: "Der var afbud fra X", "X og Y havde meldt forfald".

    Who stands in for them is left out, and so is who took no part in one item ("deltog ikke i sagens behandling").
    """
    rules = people_rules()
    absent: list[Named] = []
    for sentence in (s for line in narrow(text).split("\n") for s in SENTENCE.split(line)):
        if any(word in sentence.casefold() for word in rules.partial) or _absent_from_items(sentence, rules):
            continue
        for part in _absent_parts(sentence, rules):
            reason = _reason_before(part, rules)
            came = read_people(_CAME_BEHIND.sub("", part))
            found = [p._replace(aarsag=p.aarsag or reason) for p in came if not p.stands_in]
            absent += [p for p in found if p.navn not in {a.navn for a in absent}]
            if found:
                break
    return absent


def _reason_before(part: str, rules: Rules) -> str | None:
    """The reason that the words before a list of the absent give."""
    opener = rules.opener.match(part)
    return reason_of(opener[0]) if opener else None


def reason_of(label: str) -> str | None:
    """The reason that a label of absence gives for all below it; None where it names several ("Afbud/fravær") or none."""
    low = label.casefold()
    if "/" in low or " og " in low or " eller " in low:
        return None
    return reason_in(low)


def find_partly_absent(text: str) -> list[Named]:
    """Those whom running text states as absent from some items, with these: "X deltog ikke i pkt. 14-19".

    Who was inhabil at an item was no less at the meeting, and is left out.
    """
    rules = people_rules()
    lines = (narrow(line) for line in text.split("\n") if " ikke " in line or "fravær" in line)
    return [p for line in lines for s in SENTENCE.split(line) for p in _absent_from_items(s, rules)]


def _absent_from_items(sentence: str, rules: Rules) -> list[Named]:
    verb = rules.took_no_part.search(sentence)
    items = ITEMS.match(sentence, verb.end()) if verb else None
    if verb is None or items is None or "habil" in _NEXT.split(sentence[items.end() :], 1)[0]:
        return []
    return [p._replace(punkter=items[1]) for p in read_people(sentence[: verb.start()])]


def find_partly_present(text: str) -> list[Named]:
    """Those whom running text states as present for some items, with these: "X deltog under behandlingen af punkt 2"."""
    rules = people_rules()
    found: list[Named] = []
    for sentence in (s for line in narrow(text).split("\n") for s in SENTENCE.split(line)):
        verb = rules.took_part.search(sentence)
        items = ITEMS.match(sentence, verb.end()) if verb else None
        if verb is not None and items is not None:
            found += [p._replace(punkter=items[1]) for p in read_people(sentence[: verb.start()])]
    return found


_NEXT = re.compile(rf"\.\s+(?=[{UP}])")
_NUMBERS = re.compile(r"(\d{1,4})(?:\s*(?:-|–|til)\s*(\d{1,4}))?")


def names_item(punkter: str, nummer: str | None) -> bool:
    """Whether items as printed ("12-15", "1 og 9") name the one of this number."""
    if nummer is None or not nummer.isdigit():
        return False
    spans = ((int(first), int(last or first)) for first, last in _NUMBERS.findall(punkter))
    return any(first <= int(nummer) <= last for first, last in spans)


def _forms(*forms: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(form + r"\.?") for form in forms)


_TOOK_PART = r"\s+(?:deltog|mødte|mødt|deltager|mødtes)\s+"
_PRESENT, _ABSENT = rf"(?P<present>[{UP}].{{1,120}}?)", rf"(?P<absent>[{UP}].{{1,120}}?)"
_WHY = "(?:idet|da|fordi|eftersom)"
_BECAUSE = re.compile(rf",?\s+(?:{_WHY}|at)\s+(?=[{UP}])")
"""What stands before the absent where they are not the first that a sentence tells of: "oplyste, at Ib Friis havde afbud"."""
_SUBSTITUTE = r"(?:[Ss]tedfortræder|[Ss]uppleant)"
_INSTEAD = _forms(
    rf"(?:(?:Som )?{_SUBSTITUTE} for|I stedet for|For)\s+{_ABSENT}{_TOOK_PART}{_PRESENT}",
    rf"{_SUBSTITUTE}:?\s+{_PRESENT}{_TOOK_PART}for\s+{_ABSENT}",
    rf"{_PRESENT}\s+(?:er|var)\s+{_SUBSTITUTE} for\s+{_ABSENT}",
    rf"{_ABSENT}\s*[–-]\s*som {_SUBSTITUTE}{_TOOK_PART}{_PRESENT}",
    rf"(?P<absent>[{UP}][^,]{{1,120}}?),\s*(?:og\s+)?(?P<present>[{UP}][^,]{{1,120}}?){_TOOK_PART}i stedet",
    rf"{_ABSENT}\s+(?:var|blev) substitueret (?:ved|af)\s+{_PRESENT}",
    rf"I ?(?:stedet|(?:hans|hendes|deres) sted){_TOOK_PART}{_PRESENT}",
    rf"{_PRESENT}{_TOOK_PART}(?:i mødet\s+)?(?:i stedet|som {_SUBSTITUTE}) for\s+{_ABSENT}",
    rf"{_PRESENT}{_TOOK_PART}(?:i mødet\s+)?som {_SUBSTITUTE},?\s+{_WHY}\s+{_ABSENT}\s+(?:havde|var|er|har)\s.{{1,60}}",
)
_FOR = re.compile(
    rf"(?P<present>[{UP}][^,]{{1,120}}?){_TOOK_PART}(?:i mødet\s+)?for\s+(?P<absent>[{UP}][^,]{{1,80}}?)\.?"
)
"""Who is absent, or whom they speak for: that the words alone do not say."""
_BESIDE = _forms(
    rf"{_ABSENT},?\s+(?:[–-]\s+)?(?:med\s+)?{_SUBSTITUTE}:?\s+{_PRESENT}(?:\s+(?:deltog|mødte|deltager))?",
    rf"{_ABSENT}\s+[–-]\s+{_PRESENT}\s+(?:(?:deltog|mødte|deltager|er)\s+)?(?:som\s+)?{_SUBSTITUTE}",
    rf"{_SUBSTITUTE}:?\s+{_PRESENT}\s+(?:deltog|mødte|deltager)",
    rf"Som {_SUBSTITUTE}(?:er|e)?{_TOOK_PART}{_PRESENT}",
    rf"(?P<present>[{UP}](?:(?!\s[–-]\s).){{1,120}}?){_TOOK_PART}(?:i mødet\s+)?som {_SUBSTITUTE}(?:e|er)?",
)
"""Who stands in, beside the one who is absent or without a word of them."""
_IN_BRACKETS = re.compile(
    rf"(?P<absent>[^(),;]{{3,80}}?)\s*(?:\([{UP}]{{1,3}}\)\s*)?\({_SUBSTITUTE}:?\s+(?:(?:deltog|mødte|er|var):?\s+)?(?P<present>[{UP}][^()]{{2,80}}(?:\([{UP}]{{1,3}}\))?)\)"
)
_STEAD = ("for ", "sted", "suppleant", "substitueret")


def tells_of_substitute(sentence: str) -> bool:
    """Whether a sentence says that somebody took part in another's stead, and is no row of a list."""
    return any(form.fullmatch(sentence.strip()) for form in _INSTEAD)


def find_substitutes(text: str, absent: Container[str] = ()) -> list[Named]:
    """Those whom running text states as taking part in somebody's stead, with that as their role: "Som stedfortræder for X deltog Y".

    "Y deltog for X" says so where X is among the `absent` or has a party.
    """
    found: list[Named] = []
    for line in narrow(text).split("\n"):
        low = line.casefold()
        if not any(word in low for word in _STEAD):
            continue
        for sentence in (part_mark(BULLET.sub("", s).strip()) for s in SENTENCE.split(line)):
            beside = list(_IN_BRACKETS.finditer(sentence)) if "(" in sentence else []
            match = next((match for form in (*_INSTEAD, *_BESIDE) if (match := form.fullmatch(sentence))), None)
            if match is None and (match := _FOR.fullmatch(sentence)) is not None:
                person = next(iter(read_people(match["absent"])), None)
                match = match if person is not None and (person.parti or person.navn in absent) else None
            for one in beside or ([match] if match else []):
                found += _standing_in(one)
            if match is None and (called := people_rules().stand_ins.search(sentence)) is not None:
                found += as_substitutes(read_people(sentence[called.end() :]))
    return found


def _standing_in(match: re.Match[str]) -> list[Named]:
    """Those who stand in, with the name of the one for whom."""
    printed = (match.groupdict().get("absent") or "").strip().removeprefix("og ")
    absent = read_people(printed) if printed else []
    role = f"Stedfortræder for {absent[-1].navn if absent else printed}" if printed else "Stedfortræder"
    people = read_people(match["present"])
    # "Ib Friis (A) Bo Lund (V) var fraværende": a stop was lost
    alone = printed or find_closer(match["present"], people_rules())
    return [p._replace(rolle=role) for p in (people[:1] if alone else people)]


def _absent_parts(sentence: str, rules: Rules) -> list[str]:
    """The parts of a sentence that may list absent people, the likelier first."""
    parts = []
    opener = rules.opener.search(sentence)
    if opener and (opener.start() == 0 or ":" in opener[0] or not opener[0].casefold().startswith("fravær")):
        parts.append(sentence[opener.start() :])
    closer = find_closer(sentence, rules)
    if closer:
        begin = max((m.end() for m in _BECAUSE.finditer(sentence, 0, closer.start())), default=0)
        parts.append(sentence[begin : closer.end()])
    return parts
