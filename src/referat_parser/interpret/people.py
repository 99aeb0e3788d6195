"""People in lists of who was there and who was not: names with party, role, reason and items."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from referat_parser.bodies import is_body, sounds_like_body
from referat_parser.interpret.names import INITIAL, LOW, MAX_NAME, UP, Rules, is_name, people_rules
from referat_parser.lexicon import remembered


class Named(NamedTuple):
    """A person as a list names them. `punkter` holds the items that it is limited to, as printed."""

    navn: str
    parti: str | None = None
    rolle: str | None = None
    aarsag: str | None = None
    punkter: str | None = None

    @property
    def stands_in(self) -> bool:
        """Whether they are named as somebody's substitute."""
        return self.rolle is not None and names_substitute(self.rolle)


def names_substitute(role: str) -> bool:
    """Whether a role or a label is that of somebody's substitute."""
    return role.casefold().startswith(("suppleant", "stedfortræder"))


SENTENCE = re.compile(
    rf"(?<=[{LOW}]{{3}})(?<!Vald)(?<!Johs)\.\s+(?=[{UP}])|(?<=\))\.\s+(?=[{UP}])|(?<=\w)\.\s+(?=I stedet\b)"
)
BULLET = re.compile(r"^\s*(?:[•·▪●◦*–—-]\s*|\d{1,2}[.)]\s+(?!vice|suppl|stedf|næst))+", re.IGNORECASE)
_SEPARATOR = re.compile(r"\s*;\s*|,\s*(?:og\s+|samt\s+)?|\s+(?:og|samt|&|\+)\s+|\s{3,}|\t+|\s+[•·]\s*")
_PARTY_ENDS = r"(?:(?<=[a-zæøå] \([A-ZÆØÅ]\))|(?<=[a-zæøå] \([A-ZÆØÅ]{2}\))|(?<=[a-zæøå] \(u\.p\.\)))"
_BEHIND_PARTY = re.compile(rf"{_SEPARATOR.pattern}|{_PARTY_ENDS}\s+(?=[A-ZÆØÅ](?![A-ZÆØÅ])[\w.'’-]+ [A-ZÆØÅ])")
"""As the columns of a table run together: "Ib Friis (A) Bo Lund (V)"; not where the letter stands before the name."""


def read_people(text: str) -> list[Named]:
    """The people that a list names, in order, in any notation; [] where it names nobody ("Ingen", "-")."""
    rules = people_rules()
    text = _BROKEN_NAME.sub("-", narrow(text)).replace("((", "(")
    if text.strip(" .").casefold() in rules.nobody:
        return []
    if members := _with_organisations(text) or (_with_roles(text) if ": " in text else []):
        return members
    people: list[Named] = []
    party: str | None = None
    by_party = False
    for line in _join_wrapped(text):
        line = part_mark(BULLET.sub("", cut_day(line)).strip()) + (")" if _is_open(line) else "")
        heading = rules.party_heading.match(line)
        if heading:
            party, by_party = heading[1] or heading[2], True
            line = line[heading.end() :]
        elif by_party and line[-1:] == ":":
            party = line[:-1] if _LOCAL_LIST.search(line) else None  # where parties stand over names, no person
            continue
        elif group := _GROUP.match(line):
            party, line = None, _within_group(group, line[group.end() :], rules)
        for sentence in SENTENCE.split(line):
            _read_sentence(sentence.strip(), party, people)
    return people


_LOCAL_LIST = re.compile(r"(?:liste[nr]?|parti(?:et)?|gruppe[n]?):$", re.IGNORECASE)
_CODE = re.compile(r"\s*\(([A-ZÆØÅ][A-ZÆØÅa-zæøå]{1,3})\)")


def with_parties(members: Sequence[Named], text: str) -> list[Named]:
    """The members that a text lists, the short word in brackets behind a name read as a party where others have one.

    Only of members it is one for sure: behind an official's name it may be that of the office.
    """
    if not any(p.parti for p in members):
        return list(members)
    found = []
    for person in members:
        at = text.find(person.navn) + len(person.navn) if person.parti is None else -1
        code = _CODE.match(text, at) if at >= len(person.navn) else None
        initials = "".join(word[0] for word in person.navn.split())
        said = code[1].casefold() if code is not None else ""
        is_party = (
            said != initials.casefold() and said not in people_rules().roles and said not in people_rules().reasons
        )
        found.append(person._replace(parti=code[1]) if code is not None and is_party else person)
    return found


_LETTER_AND_ROLE = re.compile(rf"(?P<parti>[{UP}])\s+\((?P<rolle>[^()]+)\)")


_ROLE_AND_LETTER = re.compile(rf"(?P<rolle>[\w. ]{{3,40}}?)\s+\((?P<parti>[{UP}]{{1,3}})\)")


def _with_organisations(text: str) -> list[Named]:
    """The members of a board, one a line with what they stand for behind the comma: "Bente Niels, Friluftsrådet"."""
    lines = [BULLET.sub("", line).strip() for line in text.split("\n") if line.strip()]
    parts = [line.partition(",")[::2] for line in lines]
    alone = sum(not words for _, words in parts)
    if len(lines) < max(3, 3 * alone) or any(line.endswith((",", " og", " samt", "-")) for line in lines):
        return []
    rules = people_rules()
    bare = [_in_stead(BRACKET.sub("", name).strip()) for name, _ in parts]
    came = [m["who"] if (m := _FOR_WHOM.fullmatch(name)) and is_name(m["who"]) else name for name in bare]
    names = [_cut_title(name, rules)[1] for name in came]
    for_whom = [[piece.strip(" .") for piece in words.split(",")] for _, words in parts if words]
    named = [sum(map(is_name, pieces)) for pieces in for_whom]
    if not all(map(is_name, names)) or sum(named) * 2 > sum(map(len, for_whom)) or max(named) > 1:
        return []
    found = []
    for printed, said in parts:
        person, words = _read_piece(printed, None, None), said.strip(" .")
        if not words:
            found += [person] if isinstance(person, Named) else []
            continue
        letter = _LETTER_AND_ROLE.fullmatch(words)
        more = letter.groupdict() if letter else _read_addition(words, rules) or _read_place(words, rules)
        if isinstance(person, Named):
            if person.rolle and "rolle" in more:
                roles = (person.rolle, more["rolle"])
                more = {**more, "rolle": ", ".join(roles[::-1] if names_substitute(roles[1]) else roles)}
            found.append(person._replace(**more))
    return found


_LONGEST_ROLE = 80


def _with_roles(text: str) -> list[Named]:
    """The people of a list that has them one a line, each with the role behind a colon: "Bente Niels: formand"; [] for others.

    Where what stands behind most colons reads as names, the words before them say who these are.
    """
    rules = people_rules()
    found: list[Named] = []
    names = roles = 0
    for line in text.split("\n"):
        printed, _, said = BULLET.sub("", line).strip().partition(": ")
        role = said.strip(" .")
        if not is_name(BRACKET.sub(" ", printed).strip()) or len(role) > _LONGEST_ROLE or rules.mark.match(role):
            return []
        person = _read_piece(printed, None, None)
        if not isinstance(person, Named):
            return []
        names += any(map(is_name, _pieces(role)))
        roles += bool(role)
        found.append(person._replace(**(_read_addition(role, rules) or {"rolle": role})) if role else person)
    return found if roles * 2 > len(found) and names * 2 < roles else []


_IN_STEAD = re.compile(r"(?P<place>.+?)\s+\(for (?P<whom>[^()]+)\)")


def _read_place(words: str, rules: Rules) -> dict[str, str]:
    """What a member stands for, and behind it why they are absent or whom they replace: "Brestrup Kommune  afbud"."""
    if (other := _IN_STEAD.fullmatch(words)) is not None and is_name(other["whom"]):
        return {"rolle": f"Stedfortræder for {other['whom']}, {other['place']}"}
    place, _, reason = words.rpartition(" ")
    if place and reason.casefold() in rules.reasons:
        return {"rolle": place.rstrip(" \t,-–"), "aarsag": reason}
    return {"rolle": words}


_GIVEN_NAME = re.compile(rf"[{UP}][{LOW}]+(?:-[{UP}][{LOW}]+)?")


def read_attendance(text: str, *, by_given_name: bool = False) -> list[Named]:
    """The people that a list behind a label of attendance names: as `read_people`, or by given names alone, where most of
    what stands between its commas is one. One is enough where the meeting's other list is `by_given_name`.
    """
    people = read_people(text)
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    if not people and lines and lines[0].endswith("."):
        del lines[1:]  # the sentence is over: what stands below is another matter
    if any(not line.endswith(",") for line in lines[:-1]):
        return people
    pieces = _pieces(" ".join(lines))
    given = sum(_is_given_name(piece) for piece in pieces)
    if (
        given < 2 - by_given_name
        or given * 2 <= len(pieces)
        or not all(_is_given_name(piece) or is_name(piece) for piece in pieces)
    ):
        return people
    return [Named(piece) for piece in pieces]


def are_given_names(people: Sequence[Named]) -> bool:
    """Whether a list names its people, two or more, by given names alone."""
    return len(people) > 1 and all(" " not in p.navn for p in people)


def _is_given_name(text: str) -> bool:
    rules, low = people_rules(), text.casefold()
    return (
        _GIVEN_NAME.fullmatch(text) is not None
        and low not in rules.not_names | rules.not_first | rules.parties | rules.nobody | rules.reasons | rules.roles
        and not low.endswith(rules.not_endings)
        and not rules.title.fullmatch(text)
        and not is_body(text)
        and not sounds_like_body(text)
    )


# "Forældrevalgte: Anna Vind, Bo Lund", "Formand: Anna Vind": who they are, before a colon.
_GROUP = re.compile(rf"(?P<word>[{UP}][\w ./-]{{2,45}}):\s+(?=[{UP}(])")


def begins_group(line: str) -> bool:
    """Whether a line of a list says before a colon who they are that it names: no party and no day."""
    return _GROUP.match(line) is not None and not (people_rules().party_heading.match(line) or _DAY.match(line))


@remembered
def part_mark(line: str) -> str:
    """The line with a dash before the mark of a table's row that a colon parts from the name: "Ib Friis: Afbud"."""
    name, colon, said = line.partition(": ")
    marked = colon and is_name(BRACKET.sub(" ", name).strip()) and people_rules().mark.match(said)
    return f"{name} - {said}" if marked else line


def _within_group(group: re.Match[str], line: str, rules: Rules) -> str:
    """The line without the word before its colon; the word behind the name where it is one person's role."""
    role = group["word"]
    single = len(_pieces(line)) == 1 and role.casefold() in rules.roles
    return f"{line.rstrip('. ')}, {role}" if single else line


# "Den 8. juni 2006: Ib Friis (A)", in the minutes of a meeting of two days.
_DAY = re.compile(
    r"(?:(?:\w+dag\s+)?(?:den|d\.)\s+)?\d{1,2}[./-]\s?(?:[a-zæøå]{3,9}\.?|\d{1,2}[./-])\s?(?:(?:(?:19|20)\d\d))?:\s+",
    re.IGNORECASE,
)


@remembered
def cut_day(line: str) -> str:
    """A line of a list without the day before its colon, for which it tells."""
    return line[day.end() :] if (day := _DAY.match(line)) else line


_BROKEN_NAME = re.compile(rf"(?<=[{LOW}])- (?=[{UP}][{LOW}])")
_GAP = re.compile(r"[^\S\n]{3,}")


def narrow(text: str) -> str:
    """The text with each wide gap as one TAB: no pattern below has a long run of spaces to try again and again."""
    return _GAP.sub("\t", text)


def _join_wrapped(text: str) -> list[str]:
    """The lines of a list; a name that is broken over two of them is put together again."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    if len(lines) < 2:
        return lines
    listed = any(mark in line for line in lines for mark in (",", " og "))
    wrapped = any(is_name(BRACKET.sub(" ", p).strip()) for line in lines for p in _SEPARATOR.split(line)[1:])
    joined = [lines[0]]
    for line in lines[1:]:
        before = joined[-1]
        last = _SEPARATOR.split(before)[-1].strip()
        first = BRACKET.sub(" ", _SEPARATOR.split(line)[0]).strip()
        hyphen = before.endswith("-") and not before.endswith(" -")
        open_end = (
            hyphen
            or before.endswith((",", " og", " samt", " for"))
            or (_is_open(before) and ")" in line.partition("(")[0])
        )
        rest = wrapped or bool(INITIAL.fullmatch(first.split(" ")[0]))
        half = len(first.split()) == 1 or (rest and len(last.split()) == 1)
        broken = listed and half and last != before and _may_join(last, first)
        if (open_end or broken or line.startswith("(")) and _GROUP.match(line) is None:
            joined[-1] = f"{before} {line}"
        else:
            joined.append(line)
    return joined


def _is_open(text: str) -> bool:
    return text.count("(") > text.count(")")


def _may_join(last: str, first: str) -> bool:
    return (
        not last.isupper()
        and not last.startswith("(")
        and not first.startswith("(")
        and is_name(re.sub(r"\s*\([^)]*\)\.?$", "", f"{last} {first}"))
    )


def _read_sentence(sentence: str, party: str | None, people: list[Named]) -> None:
    rules = people_rules()
    if (called := rules.stand_ins.search(sentence)) is not None:
        _read_sentence(sentence[: called.start()], party, people)
        stand_ins = read_people(sentence[called.end() :])
        people += as_substitutes(stand_ins)
        return
    sentence = _OF_SUBSTITUTE.sub("", sentence)
    opener = rules.opener.search(sentence)
    if opener and opener.end() < len(sentence) and not _names_somebody(sentence[: opener.start()]):
        sentence = sentence[opener.end() :]
    sentence = sentence[counted.end() :] if (counted := rules.of_whom.match(sentence)) else sentence
    closer = find_closer(sentence, rules)
    reason = None
    if closer and _is_open(sentence[: closer.start()]):
        closer = None  # said in brackets, of one of them
    if closer and not rules.substitutes.search(sentence[: closer.start()]):
        reason = reason_in(closer[0])
        sentence = sentence[: closer.start()]
    stead = _INSTEAD_CAME.match(sentence)
    sentence = sentence[stead.end() :] if stead else sentence
    before = len(people)
    for piece in (part for p in _pieces(sentence) for part in _two_people(p)):
        found = _read_piece(piece, party, people[-1] if people else None)
        if isinstance(found, Named):
            people.append(found._replace(aarsag=found.aarsag or reason))
        elif found is not None:
            people[-1] = people[-1]._replace(**found)
    if _STAND_IN_TOGETHER.search(sentence) or stead:
        people[before:] = as_substitutes(people[before:])


_OF_SUBSTITUTE = re.compile(r"\s?[-–—]\s(?=[^-–—]{0,80}\b(?:suppleanten|stedfortræderen)\b).*", re.IGNORECASE)
"""What a list says of somebody's substitute behind a dash: "Ib Friis - suppleanten har også meldt afbud"."""


def as_substitutes(people: Sequence[Named]) -> list[Named]:
    """The people as those who stand in for others."""
    return [p if p.stands_in else p._replace(rolle="Stedfortræder") for p in people]


_STAND_IN_TOGETHER = re.compile(
    r"\s(?:deltog|deltager|mødte|mødtes|møder|er|var)\s(?:i mødet\s)?som\s(?:stedfortrædere|suppleanter)\.?$"
)
_INSTEAD_CAME = re.compile(
    r"I (?:stedet|(?:hans|hendes|deres) sted)\s+(?:deltog|deltager|mødt|mødte|mødtes|møder|er indkaldt|indkaldt)\b:?\s*"
)
_BEFORE_REASON = re.compile(r"\s+\(?(?:ved|med|uden|pga\.?)\s*$")


def _names_somebody(text: str) -> bool:
    text = _BEFORE_REASON.sub("", text)
    return any(is_name(DURING.split(BRACKET.sub(" ", piece))[0].strip(" -–—([")) for piece in _pieces(text))


def _two_people(piece: str) -> list[str]:
    """The piece; or the two that a dash parts: "Ib Friis (A) - Bo Holm (A) mødte som stedfortræder"."""
    dash = _DASH.search(piece)
    if dash and is_name(DURING.split(BRACKET.sub(" ", piece[dash.end() :]))[0].strip()):
        return [piece[: dash.start()], piece[dash.end() :]]
    return [piece]


def find_closer(sentence: str, rules: Rules) -> re.Match[str] | None:
    """The words behind the absent that say that they are: "havde meldt afbud"."""
    return rules.closer.search(sentence) if rules.closes.search(sentence) else None


def reason_in(closer: str) -> str | None:
    """The reason for an absence that words give: "afbud", "forfald", or without which; None where they give none."""
    if without := _WITHOUT.search(closer):
        return without[0]
    for word in ("afbud", "forfald"):
        if word in closer:
            return word
    return None


_WITHOUT = re.compile(r"\buden (?:afbud|forfald)\b")


def _pieces(text: str) -> list[str]:
    """The parts between commas, semicolons and "og", none of them inside brackets."""
    pieces: list[str] = []
    start = depth = counted = 0
    separator = _SEPARATOR if text[:1] == "(" else _BEHIND_PARTY
    for mark in separator.finditer(text):
        depth += text.count("(", counted, mark.start()) - text.count(")", counted, mark.start())
        counted = mark.start()
        if depth <= 0:
            pieces.append(text[start : mark.start()])
            start = mark.end()
    pieces.append(text[start:])
    return [p.strip(" .:") if p.strip(" .:") else "" for p in pieces if p.strip(" .:,-–")]


_LEAD_PARTY = re.compile(rf"^\(([{UP}]{{1,3}})\)\s*")
_LETTERS = re.compile(rf"[{UP}]{{1,3}}")
BRACKET = re.compile(r"\s*[(\[]([^()\[\]]*(?:\([^()]*\))?[^()\[\]]*)[)\]]\s*")
ITEMS = re.compile(
    r"(?:(?:under|ved|til|i|fra|i mødet|forbindelse med|deltog\s+(?:kun\s+)?(?:under|i|ved)|behandlingen af)\s+)*"
    r"(?:sags?|sager|sagerne|(?:dagsordens?)?punkt(?:er|erne)?|pkt\.?|dagsordenens punkt(?:er)?)\.?:?\s*(?:nr\.?\s*)?"
    r"(\d+\w?(?:\s*(?:-|–|,|og|til)\s*(?:(?:punkt|pkt\.?|sag)\s+)?\d+\w?)*)",
    re.IGNORECASE,
)
DURING = re.compile(
    r"\s+(?:deltog|deltager|deltaget|mødte|ankom|kom|forlod|var|er|under|fra kl|til kl|indtil|i punkt|i behandlingen|ved sag|ved punkt|ved pkt|ved behandling|pga|på grund af"
    r"|grundet|i stedet|har|havde|gik|indkaldt|(?:ved|med|uden) afbud|afbud|fraværende|suppleant|stedfortræder)\b"
)
_DASH = re.compile(r"\s+[-–—]\s+|\s*[-–—]\s+(?=[a-zæøå])")
CAUSE = re.compile(r"(?:pga\.?|på grund af|grundet)\s+(.+)$", re.IGNORECASE)


@remembered
def _read_piece(piece: str, party: str | None, before: Named | None) -> Named | dict[str, str] | None:
    """A person; or what more a piece says of the person before it; or None."""
    rules = people_rules()
    piece = _in_stead(piece)
    if "/" in piece:
        piece = _without_slash(piece)
    elif piece.endswith(_MARKS):
        name, _, mark = piece.rpartition(" ")
        piece = f"{name} - {mark.casefold()}" if is_name(name) else piece
    if before is not None and (more := _read_addition(piece, rules)) is not None:
        return more
    lead = _LEAD_PARTY.match(piece)
    rest = piece[lead.end() :] if lead else piece
    found: dict[str, str] = {"parti": lead[1]} if lead else {}
    brackets = [(m[1], rest[max(0, m.start() - MAX_NAME) : m.start()]) for m in BRACKET.finditer(rest)]
    name, tail = _cut(rest)
    for inner, before_it in brackets:
        found |= {k: v for k, v in (_read_bracket(inner, before_it, rules) or {}).items() if k not in found}
    title, name = _cut_title(name.strip(" .,:-–—"), rules)
    whole, _, letters = name.rpartition(" ")
    if _LETTERS.fullmatch(letters) and is_name(whole) and not whole.isupper():
        name = whole
        if _is_party(letters, rules):
            found.setdefault("parti", letters)
    if (other := _FOR_WHOM.fullmatch(name)) and is_name(other["who"]) and is_name(other["whom"]):
        name = other["who"]
        found.setdefault("rolle", f"Stedfortræder for {other['whom']}")
    if not is_name(name):
        return None
    if title:
        found["rolle"] = ", ".join((title, *([found["rolle"]] if "rolle" in found else [])))
    found |= {k: v for k, v in _read_tail(tail, rules).items() if k not in found}
    if party is not None:
        found.setdefault("parti", party)
    return Named(name, found.get("parti"), found.get("rolle"), found.get("aarsag"), found.get("punkter"))


_MARKS = (" Afbud", " Fraværende")
"""What stands behind a name in a list of members."""


def _without_slash(piece: str) -> str:
    """A piece with a dash for the slash that parts a name from what the person is: "Ib Friis/Formand", "Ib Friis/Elev Afbud"."""
    name, _, role = piece.partition("/")
    before, _, mark = role.rpartition(" ")
    if before and mark.casefold() in people_rules().reasons and is_name(name):
        return f"{name} ({before}) {mark}"
    if role[:1] in ("", " ") or not is_name(name) or is_name(role):
        return piece
    return f"{name} ({role})" if _LETTERS.fullmatch(role) else f"{name} - {role}"


def _in_stead(piece: str) -> str:
    """A piece with "for" alone between who came and whom they came for: "Ib Friis i stedet for Lis Holm"."""
    return _INSTEAD_OF.sub(" for ", piece)


_INSTEAD_OF = re.compile(r"(?<=[\w.)]) i stedet for ")


_FOR_WHOM = re.compile(r"(?P<who>.{3,60}?) for (?P<whom>.{3,60})")
"""Who came for whom: "Ib Friis for Lis Holm"."""


def _cut(text: str) -> tuple[str, str]:
    """The name, and what is said of it outside brackets."""
    flat = BRACKET.sub(" | ", text)
    cut = min((m.start() for m in (DURING.search(flat), _DASH.search(flat)) if m), default=len(flat))
    cut = min(cut, flat.find("|") if "|" in flat else cut)
    return flat[:cut].strip(), flat[cut:].replace("|", " ").strip(" -–—")


def _cut_title(text: str, rules: Rules) -> tuple[str, str]:
    words = text.split()
    for n in range(min(len(words) - 2, 5), 0, -1):
        told = rules.title.fullmatch(words[n - 1]) and not is_name(" ".join(words[: n - 1]))
        if (told or _is_title_of(words[:n], rules)) and is_name(" ".join(words[n:])):
            return " ".join(words[:n]).rstrip(":"), " ".join(words[n:])
    return "", text


def _is_title_of(words: list[str], rules: Rules) -> bool:
    """Whether words before a name are a title and of what: "Formand for Ældrerådet", "Direktør fra Region Nordkyst"."""
    if len(words) < 3 or words[1] not in ("for", "fra", "i", "af") or not rules.title.fullmatch(words[0]):
        return False
    of = " ".join(words[2:])
    return is_body(of) or _OF_WHERE.fullmatch(of) is not None


_OF_WHERE = re.compile(rf"[{UP}]{{2,5}}|Region [{UP}]\w+|[{UP}][\w-]+ [Kk]ommune")


_ORDINAL = re.compile(r"\d\. ")


def _read_addition(piece: str, rules: Rules) -> dict[str, str] | None:
    """What a piece that is no name says of the person before it."""
    inner = piece[1:-1].strip() if piece.startswith("(") and piece.endswith(")") else piece
    low = inner.casefold().rstrip(".")
    if _is_party(inner, rules):
        return {"parti": inner}
    role, _, reason = low.rpartition("- ")
    if reason in rules.reasons and _ORDINAL.sub("", role).rstrip() in rules.roles:
        return {"rolle": inner[: len(role)].rstrip(), "aarsag": reason}
    if low in rules.roles or low in ("fmd", "suppleant", "stedfortræder"):
        return {"rolle": inner}
    if low in rules.reasons:
        return {"aarsag": inner}
    if (letter := _LETTER_AND_ROLE.fullmatch(inner)) and letter["rolle"].casefold() in rules.reasons:
        return {"parti": letter["parti"], "aarsag": letter["rolle"]}
    if (both := _ROLE_AND_LETTER.fullmatch(inner)) and both["rolle"].casefold() in rules.roles:
        return both.groupdict()
    if _STANDS_IN.match(inner):
        return {}  # who stands in is named, and nothing said of the one before
    if rules.substitutes.match(inner) and not is_name(_cut_title(inner, rules)[1]):
        return {"rolle": inner}
    items = ITEMS.match(inner)
    return {"punkter": items[1]} if items else None


def _is_party(text: str, rules: Rules) -> bool:
    return bool(re.fullmatch(rf"[{UP}]", text)) or text.casefold() in rules.parties


_CAME_INSTEAD = ("i stedet", "deltog", "deltager", "mødte")


def _read_bracket(text: str, name: str, rules: Rules) -> dict[str, str] | None:
    inner = text.strip()
    low = inner.casefold().rstrip(".")
    if (whom := inner.removeprefix("for ")) != inner and is_name(whom):
        return {"rolle": f"Stedfortræder for {whom}"}
    if _is_party(inner, rules) and not (
        len(inner) > 1 and inner == "".join(w[0] for w in name.split() if w[0].isupper())
    ):
        return {"parti": inner}
    if low in rules.reasons:
        return {"aarsag": inner}
    if low.endswith(_CAME_INSTEAD) and _STANDS_IN.match(inner):
        return {}  # who stands in is named, not who is stood in for
    items = ITEMS.match(inner) or (ITEMS.search(inner) if rules.took_no_part.match(f" {inner} ") else None)
    if items:
        return {"punkter": items[1]}
    parts = re.split(r"\s*[-–,]\s*", inner)
    if len(parts) == 2:
        for a, b in (parts, parts[::-1]):
            if _is_party(a, rules):
                return {"parti": a} | ({"aarsag": b} if b.casefold() in rules.reasons else {"rolle": b})
    if ":" in inner or re.fullmatch(rf"[{UP}]{{2,4}}", inner):
        return None
    is_role = low in rules.roles or rules.title.match(inner) or _names_organisation(inner, rules)
    return {"rolle": inner} if is_role else None


def _names_organisation(text: str, rules: Rules) -> bool:
    """Whether somebody stands for what a text names: "Danske Handicaporganisationer", "Børne- og Ungdomsforeningernes Samråd"."""
    return text[:1].isupper() and any(word.endswith(rules.organisations) for word in text.casefold().split())


_STANDS_IN = re.compile(
    rf"(?:som\s+)?(?:suppleant|stedfortræder|supp\.)\s*:?\s+(?:(?:deltog|mødte|deltager|er indkaldt|var)\s+)?[{UP}]"
)


def _read_tail(tail: str, rules: Rules) -> dict[str, str]:
    """What the words behind a name say: the items, the reason, that they stood in for somebody."""
    found: dict[str, str] = {}
    tail = tail.strip(" .,-–—:")
    if not tail:
        return found
    if _STANDS_IN.match(tail):
        return found  # who stands in is named, not who is stood in for
    items = ITEMS.search(tail)
    if items:
        found["punkter"] = items[1]
    cause = CAUSE.search(tail)
    if cause:
        found["aarsag"] = cause[1]
    elif tail.casefold() in rules.reasons:
        found["aarsag"] = tail.casefold()
    elif rules.substitutes.search(tail):
        role = re.search(r"\b((?:\d\.\s*)?(?:suppleant|stedfortræder)(?:\s+for\s+.+)?)", tail, re.IGNORECASE)
        found["rolle"] = role[1][0].upper() + role[1][1:] if role else "Stedfortræder"
    elif _is_party(tail, rules):
        found["parti"] = tail
    elif tail.casefold() in rules.roles or (rules.title.match(tail) and len(tail) < 60):
        found["rolle"] = tail
    return found


def split_people(text: str) -> list[str]:
    """The sentences of a line that tells of people: a name's initials end none."""
    return [sentence for sentence in SENTENCE.split(text) if sentence.strip()]


def cut_known(person: Named, known: Sequence[str]) -> list[Named]:
    """The person; or those of the `known` names that a lost column ran together in the name: "Ib Friis Lis Holm"."""
    if person.parti is not None or person.navn.count(" ") < 3:
        return [person]
    rest, found = person.navn, list[str]()
    while rest:
        name = next((name for name in known if rest == name or rest.startswith(f"{name} ")), None)
        if name is None:
            return [person]
        found.append(name)
        rest = rest[len(name) + 1 :]
    return [person._replace(navn=name) for name in found]
