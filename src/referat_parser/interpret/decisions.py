"""The text of one decision as values: its outcome, votes, remarks and absence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple, TypeVar

from referat_parser.interpret.outcomes import ENUMERATED, clause_start, decision_rules, is_aside, say_outcome
from referat_parser.interpret.remarks import is_open_label, read_absence, read_absent_lines, read_remark
from referat_parser.interpret.sentences import Sentence, split_sentences
from referat_parser.interpret.votes import SIDES, Side, Vote, parse_voters, read_votes, without_tally
from referat_parser.lexicon import remembered
from referat_parser.models import Afstemning, Bemaerkning, Fravaer, Stemmetal, Udfald, made

_Part = TypeVar("_Part", Afstemning | None, Bemaerkning)


class Decision(NamedTuple):
    """What one decision says. `udfald` is None only for a text without words; lists are empty where it says nothing.

    `has_other_votes` tells that votes were read which `afstemning` does not hold: on a motion beside the matter, or earlier ones on it.
    """

    udfald: Udfald | None
    til: str | None
    afstemning: Afstemning | None
    enstemmig: bool | None
    bemaerkninger: list[Bemaerkning]
    fravaerende: list[Fravaer]
    has_other_votes: bool = False


_ENUMERATED_AS_PRINTED = re.compile(ENUMERATED.pattern, re.IGNORECASE)
_ROLE = re.compile(r"^[A-ZÆØÅ][\wæøå]+(?: [a-zæøå]+){0,3}:\s*")
_REJECTED = re.compile(r"\b(?:forkast|faldt|nedstemt|bortfald|ikke (?:vedtag|godkend|tiltr)|afvist)")
_FALLEN = re.compile(r"(?:er |blev )?(?:faldet|forkastet|nedstemt)\.?")
_ADOPTED = re.compile(r"\b(?:vedtag|godkend|tiltrå|imødekom|tilslut)")
_PUT_TO_VOTE = re.compile(
    r"(?:herefter|derefter|dernæst|endelig)\b[^.]*\b(?:stemt om|til afstemning|under afstemning)\b"
)
_MOTION = re.compile(r"^(?:\w+ ){0,6}?(?:(?:under)?ændrings|mod)?forslag(?:et|ene)?\b|^(?:det|dette) (?:blev|er|var)\b")
_ORIGINAL = re.compile(r"(?:(?:det )?oprindelige forslag|forslaget|[\w-]+s forslag) ")
_ACTED_ON = re.compile(
    r",? hvilket (?:\w+ )?(?:blev|er|udvalget|byrådet|kommunalbestyrelsen|alle)\b.*(?:godkend|vedtag|tiltr|tilslut|imødekom)"
)
_TARGETS = {
    "udsat": re.compile(r"(?:uds[aæ]t\w*|udsk\w+|genoptages|overføres)\b(?:(?!indtil)[^.;])*?\b(?:til|på(?= (?:[\w-]+ ){0,3}\w*møde))\s+(?P<til>(?!besigtigelse)(?:[^.,;]|(?<=\d)\.(?=\s?[a-zæøå\d]))+?)(?=,| (?:med henblik|idet|for at|da|hvor|på grund)\b|[.;]?$|(?<!\d)\.\s)", re.IGNORECASE),
    "tilbagesendt": re.compile(r"(?:tilbage(?:send\w*|vis\w*|giv\w*)?|hjemvi\w+|returner\w+)(?:\s+(?:til|i))\s+(?:(?:fornyet|ny|videre)\s+\w+\s+i\s+)?(?P<til>(?:[^.,;]|(?<=\d)\.(?=\s?[a-zæøå\d]))+?)(?=,| (?:med henblik|idet|for at|da|hvor|til)\b|[.;]?$|(?<!\d)\.\s)", re.IGNORECASE),
    "oversendt": re.compile(r"(?:send\w*|henvi\w*|overg\w+|går videre|overdrag\w+|forelægges|indgår|medtages)\b[^.;]{0,40}?\s(?:til|for|i)\s+(?:(?:behandling|drøftelse|afgørelse)\s+i\s+)?(?P<til>(?:[^.,;]|(?<=\d)\.(?=\s?[a-zæøå\d]))+?)(?=,| (?:med henblik|idet|for at|da|hvor|til|uden|i henhold|med|blev|er)\b|[.;]?$|(?<!\d)\.\s)", re.IGNORECASE),
}  # fmt: skip
_SUPPORTS = re.compile(r"\b(?:støtte[rs]?|støttede|bakker op|kan tilslutte)\b")
_ELECTION = ("valg ", "nyvalg", "suppleringsvalg")


class _Reading:
    """What has been gathered from the sentences read so far."""

    def __init__(self, of_agenda: bool, of_election: bool) -> None:
        self.of_agenda = of_agenda
        self.of_election = of_election
        self.said: list[tuple[Udfald, str, str]] = []  # outcome, motion, sentence
        self.votes: list[tuple[str, Vote]] = []
        self.remarks: list[Bemaerkning] = []
        self.absent: list[Fravaer] = []
        self.motion = "main"
        self.proposed: Udfald | None = None  # what the motion before the body asks for, where that is no adoption
        self.adopted = False  # whether a motion other than the matter itself was adopted
        self.unanimous = False
        self.words = False
        self.plain: list[str] = []  # sentences that say no outcome known

    def plain_lows(self) -> list[str]:
        return [sentence.casefold() for sentence in self.plain]


def read_decision(text: str, *, title: str = "", is_final_body: bool = True) -> Decision:
    """What the text of one decision says, the caller's own. Raises nothing; a text that says nothing known is "andet".

    `is_final_body` is a hint only: the wording tells a recommendation from a decision.
    """
    low = title.casefold()
    of_agenda = "dagsorden" in low and len(low) < 80
    of_election = "udpeg" in low or ("valg" in low and any(word in low for word in _ELECTION))
    udfald, til, votes, unanimous, remarks, absent, others = _read_decision(text, of_agenda, of_election, is_final_body)
    return Decision(udfald, til, _own(votes), unanimous, [_own(remark) for remark in remarks], list(absent), others)


def _own(part: _Part) -> _Part:
    """A part of what was read, with lists of its own."""
    if part is None:
        return part
    return made(type(part), **{name: list(v) if isinstance(v, list) else v for name, v in vars(part).items()})


@remembered
def _read_decision(text: str, of_agenda: bool, of_election: bool, is_final_body: bool) -> Decision:
    bare = text.strip().rstrip(".").casefold()
    if not bare:
        return Decision(None, None, None, None, [], [])
    if (known := decision_rules().exact.get(bare)) is not None:
        return Decision(known, None, None, None, [], [])
    reading = _Reading(of_agenda, of_election)
    sentences = _join_lists(_part_absence(split_sentences(text)))
    place = 0
    while place < len(sentences):
        place = _read_sentence(sentences, place, reading)
    udfald, deciding = _weigh(reading)
    if of_agenda and _is_changed_agenda(udfald, sentences, reading):
        udfald = "godkendt_med_aendringer"
    if udfald == "oversendt" and any(
        pattern.search(low) for pattern in decision_rules().divided for low in reading.plain_lows()
    ):
        udfald = "andet"
    if udfald == "godkendt" and not is_final_body and _SUPPORTS.search(deciding.casefold()):
        udfald = "anbefalet"
    votes = _last_vote(_on_the_matter(reading))
    afstemning, held = _gather(votes), set(map(id, votes))
    against = bool(afstemning and (afstemning.imod or (afstemning.antal and afstemning.antal.imod)))
    against = against or any(vote.side == "imod" and vote.others for vote in votes)
    return Decision(
        udfald=udfald,
        til=_target(udfald, deciding),
        afstemning=afstemning,
        enstemmig=False if against else True if reading.unanimous else None,
        bemaerkninger=reading.remarks,
        fravaerende=reading.absent,
        has_other_votes=any(vote.voters or vote.number for _, vote in reading.votes if id(vote) not in held),
    )


def _is_changed_agenda(udfald: Udfald | None, sentences: list[Sentence], reading: _Reading) -> bool:
    """Whether an agenda is approved by a decision that names an item which comes or goes."""
    lows = [sentence.text.casefold() for sentence in sentences]
    followed = reading.adopted or any("godkend" in low and "herefter" in low for low in lows)
    if udfald != "godkendt" and not (udfald == "udgaaet" and any("godkend" in low for low in lows)):
        return False
    return any(
        pattern.search(low)
        for low in lows
        if read_absence(low, low) is None and " ikke " not in low and (followed or not _is_proposal(low))
        for pattern in decision_rules().changed_agenda
    )


_LIST_OPENS = re.compile(
    r"(?:\b(?:stemte|stemmer|stemmes|stemt|stemme)(?:\s+(?:for|imod|mod|blankt))?|^for|^imod|^undlod|undl[ao]de?r? at stemme)(?:\s*\(?\d+\)?)?\s*:$",
    re.IGNORECASE,
)
_ONE = r"(?:[A-ZÆØÅ]|liste)[\wæøå.'’ -]{0,60}?(?:\([^()]*\))?"
_LISTED_NAME = re.compile(rf"[-–•*]?\s*{_ONE}(?:,\s+{_ONE}){{0,40}}(?:\s+(?:og|samt)\s+{_ONE})?\s*[,;.]?$")


def _join_lists(sentences: list[Sentence]) -> list[Sentence]:
    """Voters on lines of their own, and the absent, are put behind the phrase that opens their list."""
    joined: list[Sentence] = []
    opened = False
    for sentence in sentences:
        if opened and sentence.starts and _LISTED_NAME.match(sentence.text) and not _LIST_OPENS.search(sentence.text):
            before = joined[-1]
            sign = " " if before.text.endswith(":") else ", "
            if (sign == " " or sentence.starts == "line") and say_outcome(sentence.text) is None:
                joined[-1] = Sentence(before.text + sign + sentence.text.strip("-–•* ,;"), before.starts)
                continue
        opened = sentence.text[-1] == ":" and _LIST_OPENS.search(sentence.text) is not None
        joined.append(sentence)
    return joined


def _read_sentence(sentences: list[Sentence], place: int, reading: _Reading) -> int:
    """Reads one sentence into `reading` and gives the place of the next one to be read."""
    sentence = sentences[place].text
    low = sentence.casefold()
    reading.words = reading.words or any(sign.isalnum() for sign in sentence)
    absent = read_absence(sentence, low)
    if absent is not None:
        reading.absent += absent
        place += 1
        if is_open_label(sentence):
            below, place = read_absent_lines(sentences, place)
            reading.absent += below
        return place
    if (remark := read_remark(sentence, low)) is not None:
        if (decided := _decided_before(sentence)) is not None:
            said = _LINK.sub("", sentence[len(decided) :])
            remark = read_remark(said, said.casefold()) or remark
            _read_motion(decided, decided.casefold(), reading)
        end = _end_of_remark(sentences, place) if remark.type in ("protokol", "mindretal") else place + 1
        text = " ".join(s.text for s in sentences[place:end])
        reading.remarks.append(made(Bemaerkning, type=remark.type, hvem=remark.who, tekst=text))
        _read_votes(sentence, low, reading)
        return end
    _read_motion(sentence, low, reading)
    return place + 1


def _part_absence(sentences: list[Sentence]) -> list[Sentence]:
    """The sentences, a decision's one or two words apart that lost their stop: "Godkendt Ib Friis var fraværende"."""
    parted: list[Sentence] = []
    for sentence in sentences:
        if "frav" in sentence.text or "afbud" in sentence.text:
            head = _decided_words(sentence.text)
            if (
                head
                and (absent := sentence.text[len(head) + 1 :])[:1].isupper()
                and read_absence(absent, absent.casefold())
            ):
                parted.append(Sentence(head, sentence.starts))
                sentence = Sentence(absent, "")
        parted.append(sentence)
    return parted


def _decided_words(text: str) -> str:
    """The words, three or fewer, with which a sentence begins and which are a whole decision; "" where it does not."""
    beginning = text.split(" ", 3)[:3]
    heads = (" ".join(beginning[:n]) for n in range(len(beginning), 0, -1))
    return next((head for head in heads if head.casefold() in decision_rules().exact), "")


_LINK = re.compile(r"^,?\s*(?:idet|dog|men|da|fordi)\s+")


def _decided_before(sentence: str) -> str | None:
    """What a sentence decides before the clause in which somebody has a reservation: "Anbefales" of "Anbefales, idet V tager
    forbehold"; None where it decides nothing before, or the remark is not in the clause."""
    end = clause_start(sentence)
    head = sentence[:end] if end else ""
    if not head or read_remark(head, head.casefold()) is not None or say_outcome(head) is None:
        return None
    return head


def _is_open_quotation(text: str) -> bool:
    """Whether a quotation begins in `text` and does not end in it."""
    return text.count('"') % 2 == 1 or text.count("»") > text.count("«") or text.count("“") > text.count("”") > 0


def _end_of_remark(sentences: list[Sentence], place: int) -> int:
    """Where the text that a remark introduces ends: its lines, or the quotation that follows."""
    end = place + 1
    if not sentences[place].text.rstrip().endswith(":"):
        text = sentences[place].text
        while _is_open_quotation(text) and end < len(sentences) and end - place < 60:
            text += sentences[end].text
            end += 1
        return end if not _is_open_quotation(text) else place + 1
    while end < len(sentences):
        here = sentences[end]
        low = here.text.casefold()
        if here.starts and (read_absence(here.text, low) is not None or low.startswith(("for stemte", "imod stemte"))):
            break
        if (
            here.starts == "paragraph"
            and end > place + 1
            and not here.text.startswith(('"', "”", "»", "“", "-", "–", "•"))
        ):
            break
        end += 1
    return end


def _read_votes(sentence: str, low: str, reading: _Reading, *, opposed: bool = False) -> int | None:
    """Adds the sentence's votes; gives where the first begins, None where there are none.

    Those who are `opposed` to votes read before are for something else than the matter.
    """
    votes = read_votes(sentence, low)
    if opposed and any(vote.side == "for" for _, vote in reading.votes):
        votes = [vote for vote in votes if vote.side != "for"]
    reading.votes += [(reading.motion, vote) for vote in votes]
    return min((vote.start for vote in votes), default=None)


_MAJORITY = re.compile(r"(?:et |en )?(?:\w+ )?flertal")
_MINORITY = re.compile(r"(?:et |en )?(?:\w+ )?mindretal")


_WITH_CHANGE = re.compile(r"\bindstilling\w*\b.{0,20}\bmed (?:den(?:ne)?|disse|de|ovennævnte|ovenstående) ændring")


def _read_motion(sentence: str, low: str, reading: _Reading) -> None:
    if low.rstrip('"”»').endswith("?"):
        return  # a question decides nothing
    rules = decision_rules()
    if "enstemmig" in low or "et enigt " in low:
        reading.unanimous = True
    amendment = (
        any(pattern.search(low) for pattern in rules.amendment)
        if "forslag" in low
        or "foresl" in low
        or "alternativ" in low
        or "tilbagesend" in low
        or "stille" in low
        or "fremsat" in low
        else False
    )
    if amendment:
        reading.motion = "amendment"
        reading.proposed = _asked_for(low)
    changed = "ændr" in low and any(pattern.search(low) for pattern in rules.changed_subject)
    put_to_vote = _PUT_TO_VOTE.match(low) is not None or (
        "afstemning" in low and "forslag" in low and _MOTION.match(low) is None
    )
    of_change = "ændring" in low and _WITH_CHANGE.search(low) is None
    if changed or (not amendment and ("indstilling" in low or put_to_vote) and not of_change):
        reading.motion = "main"
    minority = _MINORITY.match(low) is not None
    start = _read_votes(sentence, low, reading, opposed=minority)
    decided = sentence if start is None else _deciding_part(sentence, low, start)
    if minority:
        decided = thereby[0] if (thereby := _THEREBY.search(sentence)) else ""
    if not decided.strip() or is_aside(low):
        return
    if _is_proposal(low):
        acted = _ACTED_ON.search(low)
        proposed = say_outcome((sentence[: acted.start()] if acted else sentence).split(" at ", 1)[-1])
        if acted is None and _PROPOSES_ADOPTION.search(low):
            reading.motion = "main"
            return
        if acted is None:
            if (head := _decided_before(sentence)) is not None and not _is_proposal(head.casefold()):
                reading.said.append((say_outcome(head) or "andet", "main", head))
            reading.proposed = proposed if proposed in ("udsat", "tilbagesendt", "oversendt", "udgaaet") else None
            return
        reading.said.append((proposed or "godkendt_med_aendringer", "main", sentence))
        return
    found = say_outcome(decided)
    if found is None:
        reading.plain.append(decided)
        return
    if changed and found == "godkendt":
        found = "godkendt_med_aendringer"
    if amendment and _REJECTED.search(low):
        found = "afvist"
    of_motion = _MOTION.match(ENUMERATED.sub("", low)) is not None or (
        reading.motion == "amendment" and _FALLEN.fullmatch(low) is not None
    )
    if _ORIGINAL.match(low) is not None and reading.said and reading.said[-1][:2] == ("afvist", "amendment"):
        of_motion, reading.motion = False, "main"  # what was to be amended, now that the amendment has fallen
    if reading.motion == "amendment" and _is_adopted_motion(found, low, of_motion, amendment, reading.proposed):
        reading.adopted = True
        reading.said.append((reading.proposed or found, "main" if reading.proposed else "amendment", decided))
        return
    if amendment and found == reading.proposed:
        return  # it is only put to the vote
    motion = "amendment" if amendment else "main"
    if found in ("afvist", "udgaaet") and of_motion:
        motion = "amendment" if reading.motion == "amendment" else "motion"
    elif motion == "main" and not _only_rejects(found):
        reading.motion = "main"
    reading.said.append((found, motion, decided))


def _is_adopted_motion(found: Udfald, low: str, of_motion: bool, amendment: bool, proposed: Udfald | None) -> bool:
    """Whether a sentence adopts the motion made before, by its name or its effect: "Forslaget blev vedtaget", "Sagen er dermed udsat"."""
    if found in ("godkendt", "godkendt_med_aendringer"):
        return of_motion
    return found == proposed and (not amendment or _ADOPTED.search(low) is not None)


def _asked_for(low: str) -> Udfald | None:
    """What a motion on the course of the matter asks for; None for one on the matter itself."""
    return next((udfald for udfald, pattern in decision_rules().motions if pattern.search(low)), None)


def _only_rejects(found: Udfald) -> bool:
    return found in ("afvist", "udgaaet")


_ACTS = re.compile(
    r"\b(?:anbefaler|godkender|tiltræder|indstiller|tiltrådte|godkendte|vedtog|anbefalede|vedtager|indstillede)\b.*",
    re.DOTALL,
)


_REFUSES = re.compile(r"\b(?:kan|kunne|vil|ville|ønsker|ønskede)\s+(?:\w+\s+)?ikke\b.*", re.DOTALL)
_RESOLVED_TO = re.compile(r"\b(?:besluttede|vedtog)$")


_CONNECTOR = re.compile(
    r"(?:,|\s|\b(?:idet|mens|medens|men|hvor|hvoraf|dog|med undtagelse af|bortset fra|undtagen|og|hvorefter|hvorimod|således at))+$"
)
_THEREBY = re.compile(r"\b(?:dermed|herefter|således|hvorefter|hvorved)\b.{3,80}$", re.IGNORECASE | re.DOTALL)


def _deciding_part(sentence: str, low: str, start: int) -> str:
    """What a sentence that names votes decides besides: before them, around the count, or as their result."""
    before = _CONNECTOR.sub("", sentence[:start])
    thereby = _THEREBY.search(sentence)
    parts = [before, without_tally(sentence), thereby[0] if thereby else ""]
    if _RESOLVED_TO.search(before):
        parts.reverse()
    for part in parts:
        if part != sentence and any(sign.isalpha() for sign in part) and say_outcome(part) is not None:
            return part
    if any(sign.isalpha() for sign in before):
        return before
    if _MAJORITY.match(low) and (refused := _REFUSES.search(sentence)):
        return refused[0]
    if "kan ikke" in low or "kunne ikke" in low or "stem" in low.split("indstil")[0]:
        return ""
    match = _ACTS.search(sentence)
    return match[0] if match else ""


_PROPOSES = re.compile(r"\b(?:foreslog|stillede|fremsatte|fremsætter|anmodede om|anmoder om|begærede)\b")
_PROPOSES_ADOPTION = re.compile(
    r"\bat (?:indstillingen|dagsordenen|sagen|forslaget|punktet|\w*planen)(?: bliver)? (?:godkend|tiltr|vedtag|følge)(?!.*\b(?:dog|med den|således)\b)"
)
_PROPOSED_BY_BODY = re.compile(r"^(?:\w+udvalget|udvalget|byrådet|kommunalbestyrelsen|magistraten|\w+rådet)\b")


def _is_proposal(low: str) -> bool:
    """Whether a sentence tells what somebody proposed, which is no decision."""
    return _PROPOSES.search(low) is not None and _PROPOSED_BY_BODY.match(low) is None


def _weigh(reading: _Reading) -> tuple[Udfald | None, str]:
    """The outcome of the matter itself, and the sentence that says it."""
    if not reading.words:
        return None, ""
    said = reading.said
    if not said:
        return ("valgt" if _names_elected(reading) else "andet"), ""
    changed = any(motion == "amendment" and found.startswith(("godkendt", "anbefalet")) for found, motion, _ in said)
    main = _without_suggestions([(found, text) for found, motion, text in said if motion == "main"])
    if not main or (changed and all(_only_rejects(found) for found, _ in main)):
        if changed:
            return "godkendt_med_aendringer", ""
        return said[-1][0], said[-1][2]
    if main[-1][0] in _SETBACKS and _THEREFORE.search(main[-1][1]):
        return main[-1]
    outcomes = {found for found, _ in main}
    found = _heaviest(main, outcomes, changed, reading)
    return found, next((text for other, text in main if other == found), "")


def _without_suggestions(main: list[tuple[Udfald, str]]) -> list[tuple[Udfald, str]]:
    """What was said, without what a body suggests to nobody above it beside its own decision: "Godkendt. Udvalget foreslår, at ..."."""
    if not main or not main[0][0].startswith("godkendt"):
        return main
    suggests = decision_rules().suggests
    return [said for said in main if said[0] != "anbefalet" or not any(p.search(said[1].casefold()) for p in suggests)]


_THEREFORE = re.compile(
    r"^(?:sagen|punktet|forslaget|ansøgningen) er (?:dermed|hermed|således|herefter)\b", re.IGNORECASE
)
_SETBACKS: frozenset[Udfald] = frozenset(("afvist", "udsat", "tilbagesendt", "udgaaet"))
_RANKS: tuple[Udfald, ...] = ("afvist", "oversendt", "valgt", "taget_til_efterretning", "droeftet", "andet")


def _heaviest(main: list[tuple[Udfald, str]], outcomes: set[Udfald], changed: bool, reading: _Reading) -> Udfald:
    if "anbefalet" in outcomes:
        return "anbefalet"
    if outcomes & {"godkendt", "godkendt_med_aendringer"}:
        if "godkendt_med_aendringer" in outcomes or changed or outcomes & _SETBACKS:
            return "godkendt_med_aendringer"
        elected = "valgt" in outcomes and reading.of_election
        return "valgt" if elected else "godkendt"
    for found, _ in main:
        if found in ("udsat", "tilbagesendt", "udgaaet"):
            return found
    return next((rank for rank in _RANKS if rank in outcomes), main[0][0])


def _names_elected(reading: _Reading) -> bool:
    """Whether, under a title like "Valg af ...", the decision is nothing but names."""
    if not reading.of_election:
        return False
    names = [
        parse_voters(_ROLE.sub("", _ENUMERATED_AS_PRINTED.sub("", text)), strict=True)[0] for text in reading.plain
    ]
    return bool(names) and all(names)


def _target(udfald: Udfald | None, sentence: str) -> str | None:
    pattern = _TARGETS.get(udfald or "")
    match = pattern.search(sentence) if pattern else None
    return match["til"].strip() if match else None


def _on_the_matter(reading: _Reading) -> list[Vote]:
    """The votes on the matter itself.

    A vote on a motion counts where it is the only one and settled the matter: it was adopted, or nothing else is said.
    """
    votes = [vote for motion, vote in reading.votes if motion == "main"]
    said = [found for found, motion, _ in reading.said if motion == "main"]
    if not votes and (reading.adopted or not said or said[-1] == "godkendt_med_aendringer"):
        votes = [vote for _, vote in reading.votes]
    return votes


def _last_vote(votes: Sequence[Vote]) -> list[Vote]:
    """The votes from where the last vote with voters begins: those for a motion, named once those for another are."""
    last: list[Vote] = []
    for vote in votes:
        if vote.side == "for" and vote.voters and any(other.voters for other in last if other.side == "for"):
            last = []
        last.append(vote)
    return last


def _gather(votes: Sequence[Vote]) -> Afstemning | None:
    """What the votes of one vote say together; None where they name and count nobody."""
    names: dict[Side, list[str]] = {side: [] for side in SIDES}
    counts: dict[Side, int] = {}
    for vote in votes:
        names[vote.side] += [voter for voter in vote.voters if voter not in names[vote.side]]
        if vote.number is not None:
            counts[vote.side] = vote.number
    if not counts and not any(names.values()):
        return None
    sides = {"for_": counts.get("for"), "imod": counts.get("imod"), "undlod": counts.get("undlod")}  # the fields' names
    antal = made(Stemmetal, **sides) if counts else None
    return made(Afstemning, antal=antal, **{"for_" if side == "for" else side: names[side] for side in SIDES})


_STATES = re.compile(
    r"^(?:(?:indstillingen|forslaget|sagen|punktet|ansøgningen|anmodningen|henvendelsen|anken|klagen|tilskuddet|bevillingen|dagsordenen|dagsorden|referat|referatet|orienteringen|lokalplanen|ændringsforslaget|udvalget|byrådet|kommunalbestyrelsen"
    r"|magistraten|borgerrepræsentationen|sognerådet|bestyrelsen|afslaget|som \w+|[\w-]+s (?:forslag|indstilling)|\w+udvalget|\w*rådet|[\w-]+ og [\w-]+udvalget)\b.{0,60}?\s)?"
    r"(?:(?:blev|er|var)\s+)?(?:(?:endeligt|enstemmigt|herefter|dermed|således|derfor|hermed|ikke|kan ikke|et enigt udvalg) ){0,2}"
    r"(?:godkendt|godkendte|godkendes|godkender|tiltrådt|tiltrådte|tiltrædes|tiltræder|vedtaget|vedtog|vedtoges|vedtages|anbefales|anbefalet|anbefaler|"
    r"taget til efterretning|tages til efterretning|tog .{0,40}til efterretning|til efterretning|toges til efterretning|til orientering|drøftet|drøftede|drøftedes|udsat|udsættes|udsatte|udskudt|"
    r"tilbagesendt|tilbagesendes|sendes tilbage|sendt tilbage|oversendt|oversendes|henvist|henvises|henvistes|afvist|afslået|afslås|forkastet|imødekommet|imødekommes|imødekom|bevilget|bevilges|bevilgede|bifaldtes|"
    r"udgår|udgik|bortfaldet|valgt|valgtes|valgte|udpeget|udpegede|indstilles|indstiller|besluttede|besluttet|fastholdes|fastholdt|følges|fulgt"
    r"|(?:kan|kunne) (?:enstemmigt |ligeledes |herefter )?(?:tiltræde|godkende|anbefale|tilslutte sig))\b"
    r"|^\w+(?: \w+){0,2} (?:blev )?valgt som\b"
)
_REFUSED_BY_BODY = re.compile(
    r"^(?:udvalget|byrådet|kommunalbestyrelsen|magistraten|bestyrelsen|\w+udvalget|\w*rådet|[\w-]+ og [\w-]+udvalget) kan (?:\w+ )?ikke (?:imødekomme|anbefale|tiltræde|godkende|støtte|tilslutte|bevilge|give|yde|meddele|efterkomme)\b"
)
_HISTORY = re.compile(
    r"\b(?:på|i|ved)\s+(?:sit |et |det )?\w*møde\w*\b|\bden\s+\d|\b(?:19|20)\d\d\b|\btidligere\b|\bskal\b|\bhar\b|^i \w+"
)
_REASON = re.compile(r", (?:idet|da|fordi|såfremt|hvis|dog)\b")
_BY_PAPER = re.compile(r"\b(?:i overensstemmelse med|i henhold til|jf\.?)\s.{0,100}")
"""What a decision follows may be of another day: "Vedtaget i overensstemmelse med udvalgets erklæring af 29. september 2005"."""


def is_decision_sentence(text: str) -> bool:
    """Whether a paragraph that stands under no heading at an item's end states the decision.

    Precise, not greedy: its first sentence must be short, begin with the decision or with the body that decides, and tell no
    history ("vedtog på mødet den ...").
    """
    first = next(iter(split_sentences(text)), None)
    if first is None or len(first.text) > 160 or len(text) > 1500:
        return False
    low = ENUMERATED.sub("", first.text.casefold()).rstrip(" .!")
    if decision_rules().exact.get(low) is not None:
        return low not in ("ja", "nej", "ok", "ingen", "intet")
    match = _STATES.match(low) or _REFUSED_BY_BODY.match(low)
    if match is None or first.text[-1:] in ":?" or _HISTORY.search(_BY_PAPER.sub("", _REASON.split(low, 1)[0])):
        return False
    return say_outcome(first.text) not in (None, "andet")


def is_decision_paragraph(text: str, title: str) -> bool:
    """Whether the last paragraph of an item, in minutes without a heading over any decision, says an outcome.

    What those who prepare the matter recommend is none.
    """
    low = text.casefold()
    if any(pattern.search(low) for pattern in decision_rules().prepared) or is_report(text):
        return False
    return read_decision(text, title=title).udfald not in (None, "andet")


def is_report(text: str) -> bool:
    """Whether a paragraph under no heading tells what others have done: "Bådklubben har udpeget Lis Dam som repræsentant."."""
    low = text.casefold()
    return any(pattern.search(low) for pattern in decision_rules().reported)


def opens_with_proposal(text: str) -> bool:
    """Whether a paragraph that opens an item's text recommends: "Indstilling om, at ...", "Det foreslås, at ..."."""
    low = text.casefold()
    return any(pattern.search(low) for pattern in decision_rules().opens_with_proposal)


def is_recommendation(text: str) -> bool:
    """Whether a paragraph under no heading recommends what to decide: "Det indstilles, at ..."."""
    low = text.casefold()
    return any(pattern.search(low) for pattern in decision_rules().recommends)


def goes_with_decision(text: str) -> bool:
    """Whether a paragraph behind a decision under no heading belongs to it: it says who voted which way, or took no part."""
    low = text.casefold()
    return any(pattern.search(low) for pattern in decision_rules().beside)
