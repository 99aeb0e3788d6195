"""Who voted how: the sides, the voters and the counts that a sentence of a decision names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any, Literal, NamedTuple

from referat_parser.lexicon import load_rules, remembered

Side = Literal["for", "imod", "undlod"]
SIDES: tuple[Side, ...] = ("for", "imod", "undlod")


class Vote(NamedTuple):
    """What one phrase says of one side; `start` is where in the sentence the phrase, its voters included, begins."""

    side: Side
    voters: list[str]
    number: int | None
    start: int
    others: bool = False
    """Whether the voters are told as all the others: "Imod stemte de øvrige"."""


_GATES = ("stem", "undl", "ikke", "flertal", "mindretal", "for:", "for :", "imod", " mod ", "medlem", "+", "(", " anbefal", " tiltræd",
          " godkend", " indstil", "støtter")  # fmt: skip

_NUMBERS = {
    "et": 1, "én": 1, "en": 1, "to": 2, "tre": 3, "fire": 4, "fem": 5, "seks": 6, "syv": 7, "otte": 8, "ni": 9,
    "ti": 10, "elleve": 11, "tolv": 12, "tretten": 13, "fjorten": 14, "femten": 15,
}  # fmt: skip
_NUMBER = rf"(?:\d{{1,2}}|(?:{'|'.join(_NUMBERS)})(?=\s+(?:medlem|stemme)))"
_BALLOT = r"(?:stemte|stemmer|stemt|stemme)"
_NAMED = re.compile(
    r"(?P<abstain>\b(?:undlod|undlader)(?:\s+at\s+stemme)?\s*:|\b(?:undlod|undlader)\s+at\s+stemme\s*:?\s*(?=\d+\s*\()"
    rf"|\bhverken\s+for\s+eller\s+i?mod\s+{_BALLOT}\s*:?|\bhverken\s+for\s+eller\s+i?mod\s*:|\bblankt\s+{_BALLOT}\s*:?|\bstemte\s+ikke\s*:)"
    rf"|(?P<against>^nej\s*:|\b(?:i?mod)(?:\s+[\w-]+){{0,6}}?\s+{_BALLOT}\b\s*:?|\bimod\s*:|\b{_BALLOT}\s+i?mod\s*:)"
    rf"|(?P<favour>^ja\s*:|\bfor(?:\s+[\w-]+){{0,6}}?\s+{_BALLOT}\b\s*:?|(?<!\w\s)(?<!,\s)\bfor\s*:|\b{_BALLOT}\s+(?:\d+\s+)?for\s*:)",
    re.IGNORECASE,
)
_ACTED = re.compile(
    rf"(?P<abstain>\bhverken\s+for\s+eller\s+i?mod\b|\b(?:undlod|undlader)\b(?!\s+at\s+(?!stemme))(?:\s+at\s+stemme)?|\b{_BALLOT}\s+(?:blankt|hverken\s+for\s+eller\s+i?mod)\b)"
    rf"|(?P<against>\b{_BALLOT}(?:\s+(?:dog|derfor|begge|alle|ligeledes|også))?\s+(?:i?mod|nej)\b"
    r"|\b(?:kan|kunne|vil|ønsker|kan\s+dog|kunne\s+dog)\s+(?:dog\s+|derfor\s+)?ikke\s+(?:at\s+)?"
    r"(?:tiltræde|anbefale|godkende|støtte|tilslutte\s+sig|medvirke|gå\s+ind\s+for|stemme\s+for|indstille|acceptere|vedtage)\b|(?<=\))\s+i?mod(?=[\s.]*$)"
    r"|\bikke\s+(?:kan|kunne|vil|ønsker\s+at)\s+(?:tiltræde|anbefale|godkende|støtte|tilslutte\s+sig|stemme\s+for|indstille|vedtage)\b"
    r"|\b(?:tiltræder|anbefaler|godkender|støtter|tiltrådte)\s+ikke\b|\ber\s+imod\b)"
    rf"|(?P<favour>\b{_BALLOT}(?:\s+(?:dog|derfor|begge|alle|ligeledes|også))?\s+(?:for|ja)\b)",
    re.IGNORECASE,
)
_INVERTED = re.compile(
    rf"\b{_BALLOT}\s+(?P<who>(?!for\b|i?mod\b|nej\b|ja\b|blankt\b|om\b)[^.;]{{1,200}}?)\s+(?P<side>i?mod|for)\b(?!\s*:)",
    re.IGNORECASE,
)
_FAVOURED = re.compile(
    r"(?:[Aa]d\.?\s*\d{1,2}[.):]?\s+|\d{1,2}[.)]\s+)?(?P<who>[^.;]{1,400}?)\s+(?:tiltræder|tiltrådte|anbefaler|anbefalede|godkender|godkendte|(?:indstiller|indstillede)(?!\s+[A-ZÆØÅ][\wæøå]+\s+[A-ZÆØÅ])|støtter|"
    r"støttede|vedtog|vedtager|tilslutter\s+sig|tilsluttede\s+sig|(?:kan|kunne)\s+(?:\w+\s+)?(?:tiltræde|anbefale|godkende|støtte|tilslutte\s+sig))\b(?!\s+ikke)"
)
_TO_REFUSE = re.compile(r",?\s+at\b[^.;]{0,60}?\b(?:ikke\s+(?:godkend|tiltræd|vedtag|imødekom)|afvis|forkast|afslå)")
_FAVOURED_BY = re.compile(
    r"\b(?:(?:anbefale[st]|anbefalet|tiltrådt|godkendt|vedtaget|støttet|indstilles|indstillet)\s+(?:dog\s+)?af|med\s+stemmer(?:ne)?\s+fra)\s+"
    r"(?P<who>[^;]{1,400}?)(?=\s+(?:indstilles|anbefales|i?mod)\b|$)",
    re.IGNORECASE,
)
_WITH_THEIRS = re.compile(
    r"\bmed\s+(?P<who>[A-ZÆØÅ][^.;()]{0,120}?)\s+stemmer\b(?:\s+i?mod\s+(?P<whom>[A-ZÆØÅ][^.;()]{0,120}?)\s+stemmer\b|(?!\s+(?:for|i?mod|fra)\b))"
)
_TALLY = re.compile(
    r"\bmed\s+(?:stemmerne\s+)?(?P<for>\d{1,2})(?:\s+(?:stemmer|stemme)(?:\s+for)?)?\s*(?P<who>\((?:[^()]|\([^()]*\))*\))?\s*(?:for\b\s*)?"
    r"(?:,?\s*(?:og\s+)?(?:i?mod)|,?\s*\bog|-|–)\s*(?P<against>\d{1,2})\b(?:\s+(?:stemmer|stemme))?(?:\s+i?mod)?\s*(?P<whom>\((?:[^()]|\([^()]*\))*\))?",
    re.IGNORECASE,
)
_REASON = re.compile(
    r",?\s+(?:som\s+(?!medlem)|idet|ide|fordi|der\s|da\s+(?:de|det|der|han|hun|man|[a-zæøå]+en|[a-zæøå]+et|partiet|listen|[A-ZÆØÅ])"
    r"|under\s+henvisning|med\s+henvisning|med\s+(?:den\s+)?begrundelse|af\s+hensyn|på\s+grund|grundet|eftersom|hvilket|hvor\b"
    r"|hvorfor|ud\s+fra|med\s+følgende|og\s+(?:ønsker|ønskede|finder|mener|begær|afgav|vil\b|de\b|henviser)|for\s+at\b|til\s+fordel|mens\b|medens\b"
    r"|hvorimod|,)\s*"
)
_LINK = re.compile(
    r"(?:,?\s+(?:mens|medens|hvorimod|hvorefter)\s+|;\s*|,\s+og\s+|,\s+(?=i?mod\s|for\s|\d{1,2}(?:\s+medlem\w*)?\s*(?:\((?:[^()]|\([^()]*\))*\)\s*)?$))",
    re.IGNORECASE,
)
_OPENING_LINK = re.compile(r"^(?:og|mens|medens|samt|kun|alene)\s+", re.IGNORECASE)
_SPLIT = re.compile(r"\s*(?:,\s*(?:og|samt)\s|,|;|\+|/|&|\n|\bog\b|\bsamt\b)\s*")
_COUNTED = re.compile(
    rf"\s*\(?(?P<n>{_NUMBER})\)?(?:\s+(?:medlemmer|medlem|stemmer|stemme|byrådsmedlemmer))?(?=[\s:(]|$)\s*:?\s*(?P<rest>.*)$",
    re.DOTALL | re.IGNORECASE,
)
_TOTAL = re.compile(
    r"\s*[-–—,(]?\s*\bi\s?alt:?\s+(?P<n>\d{1,2})(?:\s+(?:stemmer|stemme|medlemmer|medlem))?\)?$", re.IGNORECASE
)
_GROUP = re.compile(
    r"^(?:[Hh]erefter\s+|[Dd]og\s+)?(?:(?:[Ee]t|[Ee]n)\s+)?(?:\w+\s+)?(?:[Ff]lertal|[Mm]indretal)\w*(?:,\s+(?=[A-ZÆØÅ])|[^(:]{0,60}?(?:\b(?:bestående|sammensat)\s+af|\bbestår\s+af|:|(?=\()))\s*",
    re.DOTALL,
)
_STRENGTH = re.compile(rf"\bpå\s+({_NUMBER})\b")
_GROUP_ALONE = re.compile(
    rf"(?:[Ee]t\s+)?(?:\w+\s+)?(?:flertal|mindretal)(?:\s+på|,)\s+(?P<n>{_NUMBER})(?:\s+(?:medlemmer|medlem|stemmer|stemme))?,?$",
    re.IGNORECASE,
)
"""How large a group is, without a word of who is in it: "et flertal på 9 medlemmer"."""
_WORDS_BEFORE = re.compile(
    r"^(?:(?:dog|herefter|endvidere|desuden|endelig|ligeledes|medlemmerne|medlemmer|medlem|byrådsmedlem\w*|(?:byråds|parti|liste|valg|kommunalbestyrelses)?gruppe(?:n|rne|r)?|partierne|listerne"
    r"|borgmester|viceborgmester|rådmand|formand|næstformand|udvalgsformand|1\.\s+viceborgmester|2\.\s+viceborgmester|fra|af|for|mens|samt|og)\s+)+",
    re.IGNORECASE,
)
_LETTER = re.compile(r"[A-ZÆØÅ]$")
_ABBREVIATION = re.compile(r"(?:[A-ZÆØÅ]{1,4}|[Ll]iste\s+[A-ZÆØÅ]{1,2})$")
_POINT = "\u2024"
"""Stands for the point behind an initial while a sentence is read, so that names are whole between the points."""
_PERSON = re.compile(rf"[A-ZÆØÅÖÄÜ][\w'’.{_POINT}-]*(?:\s+(?:[a-zæøåé]{{1,3}}|[A-ZÆØÅÖÄÜ][\w'’.{_POINT}-]*)){{1,6}}$")
_LIST_NAME = re.compile(
    r"(?:[A-ZÆØÅ][\wé-]*\s){0,3}(?:[A-ZÆØÅ][\wé-]*)?(?:liste|listen|partiet|partierne|fællesskabet|borgerlige|gruppe|gruppen)(?:\s+[A-ZÆØÅ][\wé-]*)?$",
    re.IGNORECASE,
)
_LISTE = re.compile(r"^(?:liste|parti|partiet|gruppe)\s+(?=[A-ZÆØÅ]{1,2}$)", re.IGNORECASE)
_GROUP_OF = re.compile(r"(?P<party>.+?)['’]?s\s+(?:byråds|kommunalbestyrelses|parti|regionsråds)?gruppe$")
_GROUPS_OF = re.compile(r"(?P<parties>.+s)\s+(?:byråds|kommunalbestyrelses|parti|regionsråds)?grupper", re.DOTALL)
"""Several parties' groups: "Venstres og Det Konservative Folkepartis byrådsgrupper"."""
_NO_NAME = re.compile(
    r"\b(?:blev|er|var|bliver|med|til|idet|som|der|at|ikke)\b|^(?:indstilling|forslag|ændringsforslag|godkend|tiltr|vedtag|anbefal|punkt|sag|ansøgning)",
    re.IGNORECASE,
)
_COUNT_BEFORE = re.compile(rf"(?<!\w)({_NUMBER})\s+(?:medlem(?:mer)?\s+)?$", re.IGNORECASE)
_NEAR = 60  # characters before a phrase of voting in which its count or its verb stands
_COUNT_WITHIN = re.compile(r"i?mod\s+(\d{1,2})\s+stemmer?\b", re.IGNORECASE)
_LEAD = re.compile(
    r"(?:\b(?:idet|mens|medens|men|hvor|hvoraf|hvorimod|hvorefter|undtagelse\s+af|bortset\s+fra|undtagen|således\s+at)|[.:])\s+(?:(?:kun|alene)\s+)?(?=[A-ZÆØÅ(\d]|et\b|liste\b)"
)
_RELATIVE = re.compile(r"(?:,?\s+(?:der|som)(?:\s+(?:begge|alle|dog))?|\s+dog)\s*$")
_ASKED_TO_NOTE = re.compile(
    r"\s+(?:ønskede|ønsker|bad\s+om|anmodede\s+om|begærede)\b[^.;]{0,60}\bat\s+(?:de|han|hun|partiet|gruppen|listen)\s*$"
)
_AGAINST_THEIRS = re.compile(
    r"\bi?mod\s+(?:(?P<who>[A-ZÆØÅ][^.;,]{0,120}?)\s+stemmer?\b(?!\s+(?:for|i?mod))|(?P<number>\d{1,2})\s+stemmer?\s*(?P<names>\((?:[^()]|\([^()]*\))*\))?|(?P<few>et\s+mindretal\s*(?:\(|bestående\s+af\b)[^.;]{1,200}))"
)
_ADOPTED_AGAINST = re.compile(
    r"(?<=\b(?:vedtaget|godkendt|tiltrådt) )i?mod\s+(?P<who>[A-ZÆØÅ(][^.;]{1,200})", re.IGNORECASE
)
"""Behind what was adopted, those who were against it: "vedtaget mod Ib Friis (A)"."""
_JOINED_LETTERS = re.compile(r"(?<=\b[A-ZÆØÅ])[-–](?=[A-ZÆØÅ]\b)")
_SCORE_ALONE = re.compile(
    r"(?=\d)(?:(?<=vedtaget )|(?<=godkendt )|(?<=tiltrådt )|(?<=anbefalet )|(?<=forkastet )|(?<=afvist ))"
    r"(?P<for>\d{1,2})\s?[-–]\s?(?P<against>\d{1,2})(?=[\s.,]|$)(?P<who>)(?P<whom>)",
    re.IGNORECASE,
)
_ALL_FOR = re.compile(r"\bmed\s+(?P<n>\d{1,2})\s+stemmer(?:\s+for)?(?=[\s.]*$)", re.IGNORECASE)
_REJECTS = re.compile(r"\b(?:forkast|nedstemt|afvist|faldt)\w*\s*$", re.IGNORECASE)
_SCORE_BEHIND = re.compile(
    rf"\bfor(?:\s+\w+){{0,3}}?\s+{_BALLOT}\s*:?\s*(?P<for>\d{{1,2}})\b(?:\s+(?:stemmer|medlemmer))?\s*(?P<who>\((?:[^()]|\([^()]*\))*\))?\s*[,;]?\s*(?:og\s+|mens\s+)?"
    rf"i?mod(?:\s+{_BALLOT})?\s*:?\s*(?P<against>\d{{1,2}})\b(?:\s+(?:stemmer|medlemmer))?\s*(?P<whom>\((?:[^()]|\([^()]*\))*\))?",
    re.IGNORECASE,
)
_SCORE_AGAINST = re.compile(
    r"\b(?P<against>\d{1,2})\s+(?:stemmer\s+|stemte\s+)?i?mod\b\s*(?P<whom>\((?:[^()]|\([^()]*\))*\))?(?P<link>\s*[,;]?\s*(?:og\s+|mens\s+)?)"
    r"(?P<for>\d{1,2})\s+(?:stemmer\s+|stemte\s+)?for\b\s*(?P<who>\((?:[^()]|\([^()]*\))*\))?",
    re.IGNORECASE,
)
_SCORE = re.compile(
    r"\b(?P<for>\d{1,2})\s+(?:(?:stemmer|stemte)\s+for(?-i:\s+[a-zæøå]+){1,4}?(?=\s*[(,;]|\s+(?:og|mens)\b)|(?:stemmer\s+|stemte\s+)?for\b)\s*(?P<who>\((?:[^()]|\([^()]*\))*\))?\s*[,;.]?\s*(?:og\s+|mens\s+)?"
    r"(?P<against>\d{1,2})\s+(?:stemmer\s+|stemte\s+)?i?mod\b\s*(?P<whom>\((?:[^()]|\([^()]*\))*\))?",
    re.IGNORECASE,
)
_BODY = re.compile(
    r"(?:udvalg(?:et)?|råd(?:et)?|raad(?:et)?|bestyrelsen?|magistraten|nævnet?|direktionen|forvaltningen|administrationen|kommunen?"
    r"|repræsentationen|forsamlingen|kommissionen|komiteen|centeret|afdelingen|synet)$|^udvalget\s+for\b|^(?-i:KB|BY|BR|[A-ZÆØÅ]{1,4}U)$",
    re.IGNORECASE,
)
_NOBODY = re.compile(
    r"(?:ingen|alle|resten|(?:de\s+)?øvrige|(?:de\s+)?andre|flertal|mindretal|medlemmer|medlem|hele|enig|nogen|begge|stemmer?$|stemte|blev|det$|der$|de$|vi$|jeg$|disse|samme|forslag)\b",
    re.IGNORECASE,
)

_OTHERS = re.compile(r"\s*(?:alle\s+)?(?:de\s+)?(?:øvrige|resten|andre)\b", re.IGNORECASE)


@lru_cache(maxsize=1)
def _parties() -> frozenset[str]:
    rules: dict[str, Any] = load_rules("people")
    return frozenset(name.casefold() for name in rules["parties"]["names"])


@lru_cache(maxsize=1)
def _spoken() -> tuple[re.Pattern[str], ...]:
    """What may follow "tilsluttede sig" where nobody votes: somebody's remark."""
    rules: dict[str, Any] = load_rules("decisions")
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in rules["spoken"]["patterns"])


_INITIAL = re.compile(
    r"(?<=[a-zæøåé] )((?:[A-ZÆØÅ]\.)*[A-ZÆØÅ]|Chr|Kr|Fr|Johs?|Sv|Aug|Vald|Alb|Hj)\.(?= (?:[A-ZÆØÅ]\. )?[A-ZÆØÅ][a-zæøåé])"
)


@remembered
def read_votes(sentence: str, low: str) -> Sequence[Vote]:
    """The votes that a sentence names, in order; `low` is the sentence casefolded.

    A phrase of voting counts with or without voters named; "kan ikke tiltræde" counts only with a party or a person
    as its subject, since said of a body it is the decision.
    """
    sentence = _without_quotation(sentence)
    whole = _INITIAL.sub(rf"\1{_POINT}", sentence) if ". " in sentence else sentence
    votes = _read_whole(whole, low)
    if whole == sentence:
        return tuple(votes)
    return tuple(vote._replace(voters=[voter.replace(_POINT, ".") for voter in vote.voters]) for vote in votes)


_QUOTATION = re.compile(r":\s*[\"”»“][^\"”«“»]*")


def _without_quotation(sentence: str) -> str:
    """The sentence with blanks for what it quotes behind a colon: that somebody says "Vi stemmer imod" is no vote."""
    return _QUOTATION.sub(lambda said: ":" + " " * (len(said[0]) - 1), sentence) if ":" in sentence else sentence


def _read_whole(sentence: str, low: str) -> list[Vote]:
    low = f" {low.replace('afstem', '')}"
    if not any(gate in low for gate in _GATES) and _SCORE_ALONE.search(sentence) is None:
        return []
    tally = _find_tally(sentence, low)
    if tally is not None:
        return list(_read_tally(tally)) + [
            vote
            for vote in _read_marks(sentence[tally.end() :], tally.end())
            if vote.voters or (vote.side == "undlod" and vote.number is not None)
        ]
    if (theirs := _WITH_THEIRS.search(sentence)) is not None and (votes := _read_theirs(theirs)):
        return votes + list(_read_marks(sentence[theirs.end() :], theirs.end()))
    votes = list(_read_marks(sentence, 0))
    if not votes and (alone := _ALL_FOR.search(sentence)):
        return [Vote("for", [], int(alone["n"]), alone.start())]
    if not votes and "mod " in low and (few := _AGAINST_THEIRS.search(sentence)):
        voters = parse_voters(few["who"] or few["few"] or few["names"] or "")[0]
        count = int(few["number"]) if few["number"] else None
        votes = [Vote("imod", _nominative(voters), count, few.start())]
    if not votes and "mod " in low and (adopted := _ADOPTED_AGAINST.search(sentence)):
        voters = parse_voters(adopted["who"], strict=True)[0]
        votes = [Vote("imod", voters, None, adopted.start())] if voters else []
    if not any(v.side == "for" for v in votes):
        votes = _read_favour(sentence[: votes[0].start] if votes else sentence) + votes
    return votes


def _find_tally(sentence: str, low: str) -> re.Match[str] | None:
    found = _SCORE_AGAINST.search(sentence) if " for" in low and "mod" in low else None
    if found is not None and not found["link"].strip() and sentence.endswith("med ", 0, found.start()):
        found = None  # "med 15 stemmer mod 8 stemmer for forslag A"
    if found is None and "stem" in low:
        found = _TALLY.search(sentence)
    if found is None and " for" in low and "mod" in low:
        found = _SCORE.search(sentence) or _SCORE_BEHIND.search(sentence)
    return found or _SCORE_ALONE.search(sentence)


def without_tally(sentence: str) -> str:
    """The sentence without "med 34 stemmer imod 15" and its like."""
    tally = _find_tally(sentence, sentence.casefold())
    return (
        sentence if tally is None else " ".join((*sentence[: tally.start()].split(), *sentence[tally.end() :].split()))
    )


def _read_tally(match: re.Match[str]) -> Iterator[Vote]:
    """Both sides of a count. What was rejected "med 38 stemmer imod 5" had the 38 against it."""
    first, second = int(match["for"]), int(match["against"])
    sides: tuple[Side, Side] = ("for", "imod")
    labelled = re.search(r"\bfor\b", match[0]) is not None
    if first > second and not labelled and _REJECTS.search(match.string[max(0, match.start() - _NEAR) : match.start()]):
        sides = ("imod", "for")
    votes = (
        Vote(sides[0], parse_voters(match["who"] or "")[0], first, match.start()),
        Vote(sides[1], parse_voters(match["whom"] or "")[0], second, match.start()),
    )
    yield from sorted(votes, key=lambda vote: vote.side)


def _read_theirs(match: re.Match[str]) -> list[Vote]:
    """Both sides of "med V og A's stemmer mod C's"; nothing unless all are parties or people.

    What was rejected with their votes had them against it.
    """
    rejected = _REJECTS.search(match.string[max(0, match.start() - _NEAR) : match.start()])
    sides: tuple[Side, Side] = ("imod", "for") if rejected else ("for", "imod")
    found = [
        Vote(side, _nominative(parse_voters(who)[0]), None, match.start())
        for side, who in zip(sides, (match["who"], match["whom"]), strict=True)
        if who
    ]
    return found if all(v.voters and all(map(_is_voter, v.voters)) for v in found) else []


def _nominative(names: list[str]) -> list[str]:
    """Without the genitive of "mod Ø's og Enhedslistens stemmer"."""
    names = [name.removesuffix("'s").removesuffix("’s").removesuffix("'") for name in names]
    return [name[:-1] if name.endswith("s") and name[:-1].casefold() in _parties() else name for name in names]


def _marks(sentence: str) -> list[tuple[re.Match[str], Side, bool]]:
    """The vote phrases in order; True for those that the voters follow."""
    named = [(match, True) for match in _NAMED.finditer(sentence)]
    acted = [(match, False) for match in _ACTED.finditer(sentence)]
    found: list[tuple[re.Match[str], Side, bool]] = []
    if not named and not acted:
        return found
    reached = 0
    for match, follows in sorted(named + acted, key=lambda mark: (mark[0].start(), not mark[1])):
        if match.start() >= reached:
            side: Side = "for" if match["favour"] else "imod" if match["against"] else "undlod"
            found.append((match, side, follows))
            reached = match.end()
    return found


def _read_marks(sentence: str, offset: int) -> Iterator[Vote]:
    marks = _marks(sentence)
    if not marks:
        if inverted := _INVERTED.search(sentence):
            voters, count = parse_voters(inverted["who"], strict=True)
            if voters:
                yield Vote(
                    "for" if inverted["side"].casefold() == "for" else "imod", voters, count, inverted.start() + offset
                )
        return
    begin = 0
    for index, (match, side, follows) in enumerate(marks):
        end = marks[index + 1][0].start() if index + 1 < len(marks) else len(sentence)
        if follows:
            fragment = sentence[match.end() : end]
            if index + 1 < len(marks) and not marks[index + 1][2]:
                links = list(_LINK.finditer(fragment))
                cut = links[-1] if links else None
                begin = match.end() + (cut.end() if cut else len(fragment))
                fragment = fragment[: cut.start()] if cut else fragment
            else:
                begin = end
            voters, count = parse_voters(fragment)
            near = sentence[max(0, match.start() - _NEAR) : match.start()]
            before = _COUNT_BEFORE.search(near) or _COUNT_WITHIN.match(match[0])
            if count is None and before is not None:
                count = _number(before[1])
            others = not voters and _OTHERS.match(fragment) is not None
            yield Vote(side, voters, count, match.start() + offset, others)
            continue
        subject = sentence[begin : match.start()]
        subject_start = begin
        if begin and (links := list(_LINK.finditer(subject))):
            subject_start += links[-1].end()
            subject = subject[links[-1].end() :]
        strict = "ikke" in match[0].casefold() or match[0].casefold().startswith("er ")
        subject, subject_start = _trim_subject(subject, subject_start)
        if not strict:
            subject = _ASKED_TO_NOTE.sub("", subject)
        voters, count = parse_voters(subject.strip(" ,;"), strict=strict)
        if not voters and count is None and not strict:
            count = _NUMBERS.get(subject.strip(" ,;").removeprefix("og ").casefold())
        begin = match.end()
        if not voters and count is not None and sentence[begin : begin + 2] == " (":
            voters, _ = parse_voters(sentence[begin + 1 :])
        if voters or (not strict and count is not None):
            yield Vote(side, voters, count, subject_start + offset)


def _trim_subject(subject: str, start: int) -> tuple[str, int]:
    """The voters of "Tiltrådt, idet A" and of "vedtaget med undtagelse af B, der", and where they begin."""
    if leads := list(_LEAD.finditer(subject)):
        start += leads[-1].end()
        subject = subject[leads[-1].end() :]
    return _RELATIVE.sub("", subject), start


def _read_favour(sentence: str) -> list[Vote]:
    """Voters who are the subject of a decision: "Et flertal (C og V) indstiller", "Anbefales af A og B"."""
    match = _FAVOURED.match(sentence)
    if match is not None and any(pattern.match(sentence, match.end()) for pattern in _spoken()):
        return []
    if match is None:
        match = _FAVOURED_BY.search(sentence)
    if match is None:
        return []
    voters, count = parse_voters(match["who"], strict=True)
    side: Side = "imod" if _TO_REFUSE.match(sentence, match.end()) else "for"
    return [Vote(side, voters, count, match.start("who"))] if voters else []


_BEHIND_PARTY = re.compile(r"(?<=[a-zæøåé]) (\([A-ZÆØÅ]{1,3}\))\)?\s+(?=[A-ZÆØÅ][\w'’-]+ [A-ZÆØÅ])")
"""A party in brackets ends a name: "Ib Friis (A) Bo Lund (V)"."""
_INITIALS_AND_PARTY = re.compile(r"(?<=[a-zæøåé] )\([a-zæøå]{2,8}\) ([A-ZÆØÅ]{1,2})(?![\w.])")
"""A name's initials stand in brackets, and the party bare behind them: "Ib Friis (ibfr) A"."""
_BRACKETED_LETTER = re.compile(r"(^|[,;:+/]\s*|\b(?:og|samt|af|fra)\s+)\(([A-ZÆØÅ]{1,2})\)")
"""A party's letter that stands in brackets itself: "For stemte (A), (I) og (F)"."""
_REST_OF = re.compile(
    r"\b(?:den |det )?(?:øvrige|resterende) (?:del|dele|medlemmer|gruppe) af (?:liste |gruppe )?(?=[A-ZÆØÅ])"
)


_NAME_AND_PARTY = re.compile(r"[a-zæøåé] \([A-ZÆØÅ]{1,2}\)")
_OF_PLACE = re.compile(r"^[A-ZÆØÅ].* [Kk]ommune$")
"""What a board's member stands for, between commas behind the name: "Bo Lund, Brestrup Kommune"."""


def parse_voters(fragment: str, *, strict: bool = False) -> tuple[list[str], int | None]:
    """The parties and people that `fragment` lists, and their number if printed: as printed, a party in brackets behind a name and "Liste" before a letter left out.

    Reasons that follow are cut off. `strict` gives nothing unless every part is a party or a person's name.
    """
    fragment = _OPENING_LINK.sub("", fragment.strip(" \t\n.:,;–-"))
    if (grouped := _GROUPS_OF.fullmatch(fragment)) is not None:
        voters, count = parse_voters(grouped["parties"], strict=strict)
        return _nominative(voters), count
    fragment = (
        _REST_OF.sub("", _BRACKETED_LETTER.sub(r"\1\2", fragment))
        if "(" in fragment or " af " in fragment
        else fragment
    )
    if "(" in fragment[1:]:
        fragment = _INITIALS_AND_PARTY.sub(r"(\1)", fragment)
    if fragment[:1] != "(":
        fragment = _BEHIND_PARTY.sub(r"\1, ", fragment)
    if (alone := _GROUP_ALONE.match(fragment)) is not None:
        return [], _number(alone["n"])
    count = None
    if total := _TOTAL.search(fragment):
        count = int(total["n"])
        fragment = fragment[: total.start()]
    if group := _GROUP.match(fragment):
        fragment = fragment[group.end() :]
        if strength := _STRENGTH.search(group[0]):
            count = _number(strength[1])
    if counted := _COUNTED.match(fragment):
        count = _number(counted["n"])
        fragment = counted["rest"]
    if fragment[:1] == "(" and (inside := _inside_brackets(fragment)):
        fragment = inside
    parts = [
        part
        for raw in _SPLIT.split(_JOINED_LETTERS.sub("+", _cut_reason(_without_brackets(fragment))))
        if (part := _clean(raw))
    ]
    if len(parts) > 1:
        parts = [part for part in parts if not _OF_PLACE.search(part)]
    by_commas = _NAME_AND_PARTY.search(fragment) is None  # else a letter alone is a party's
    if by_commas and any(_LETTER.match(p) for p in parts) and any(_PERSON.match(p) for p in parts):
        parts = _drop_letters(parts)
    kept = [part for part in parts if not _NOBODY.match(part) and not _NO_NAME.search(part) and not part[0].isdigit()]
    if strict and (len(kept) != len(parts) or not all(_is_voter(part) for part in kept)):
        return [], count
    if not strict and any(_BODY.search(part) for part in kept):
        return [], count
    kept = [
        part
        for part in kept
        if part[0].isupper() or part.casefold() in _parties() or part.casefold().startswith("liste")
    ]
    voters = list(dict.fromkeys(kept))
    return voters, count if count is not None or "(" not in fragment else _count_behind(fragment, len(voters))


def _number(text: str) -> int:
    return _NUMBERS.get(text.casefold()) or int(text)


_IN_BRACKETS = re.compile(r"\((\d{1,2})(?:\s+medlem\w*|\s+stemmer)?\)")


def _count_behind(fragment: str, voters: int) -> int | None:
    """The number in brackets behind one voter or a list; of numbers behind each of the voters, their sum."""
    counts = [int(count) for count in _IN_BRACKETS.findall(fragment)]
    if voters and len(counts) == voters:
        return sum(counts)
    return counts[0] if len(counts) == 1 and fragment.rstrip()[-1:] == ")" else None


def _inside_brackets(fragment: str) -> str:
    depth = 0
    for place, sign in enumerate(fragment):
        depth += (sign == "(") - (sign == ")")
        if depth == 0:
            return fragment[1:place]
    return fragment[1:]


_BRACKETS = re.compile(r"\s*\([^()]*\)")


def _without_brackets(fragment: str) -> str:
    if "(" not in fragment:
        return fragment
    return _BRACKETS.sub("", _BRACKETS.sub("", fragment)).split("(")[0].replace(")", "")


def _cut_reason(fragment: str) -> str:
    match = _REASON.search(" " + fragment)
    if match is None:
        return fragment
    cut = (" " + fragment)[: match.start()].strip()
    return cut if cut else fragment


def _clean(part: str) -> str:
    part = part.strip(" .:\"”»'’–-*•()")
    part = _LISTE.sub("", part)
    if (group := _GROUP_OF.match(part)) and (group["party"].casefold() in _parties() or len(group["party"]) == 1):
        return group["party"]
    if part[:1].islower() or " " in part:
        part = _WORDS_BEFORE.sub("", part)
    return part


def _drop_letters(parts: list[str]) -> list[str]:
    """Without the party letters of "Anne Vang, A, Bo Bruun, V": as many letters as names, each behind one."""
    letters = [place for place, part in enumerate(parts) if _LETTER.match(part)]
    people = [
        place
        for place, part in enumerate(parts)
        if _PERSON.match(part) and not part.startswith("Liste ") and part.casefold() not in _parties()
    ]
    if len(letters) == len(people) and all(place - 1 in people for place in letters):
        return [part for place, part in enumerate(parts) if place not in letters]
    return parts


def _is_voter(part: str) -> bool:
    if part.casefold() in _parties() or (_ABBREVIATION.match(part) and not _BODY.match(part)):
        return True
    return not _BODY.search(part) and bool(_PERSON.match(part) or _LIST_NAME.match(part))
