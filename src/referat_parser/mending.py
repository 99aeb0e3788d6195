"""The layout's blocks as minutes mean them: words that were cut whole, headings that were glued apart, points of lists no headings."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter

from referat_parser.bodies import is_body
from referat_parser.dates import find_date
from referat_parser.habits import MAIN
from referat_parser.headings import read_decision_heading
from referat_parser.kinds import MAX_DECISION, MAX_TITLE
from referat_parser.layout import Block, join
from referat_parser.lexicon import MAX_HEADING, Heading, ends_shortened, find_heading, key, may_be_short, words
from referat_parser.titles import NUMBERED, is_case_label, title_key
from referat_parser.ways import find_ways, may_be_head


def mend_blocks(blocks: list[Block]) -> list[Block]:
    """The blocks, joined, parted and read anew where a printer, a narrow column or a web page lost what sets them apart.

    Each step has a habit of its own and leaves all other documents as they are; no line goes and none comes. It is given
    the wordings of the blocks too, each once: most come again, and mostly they tell that there is nothing to mend.
    """
    wordings = _wordings(blocks)
    for step in _STEPS:
        mended = step(blocks, wordings)
        if mended is not blocks:
            blocks, wordings = mended, _wordings(mended)
    return blocks


def _wordings(blocks: list[Block]) -> list[str]:
    return list(dict.fromkeys([block.text for block in blocks]))


def _mend_labels(blocks: list[Block], _: list[str]) -> list[Block]:
    """The blocks with labels whose words a narrow column cut ("Kommunalbestyrel/sens møde") made whole again."""
    broken = {i for i, block in enumerate(blocks) if block.side and len(block.lines) > 1}
    if not broken:
        return blocks
    whole = (block.text.casefold() for i, block in enumerate(blocks) if i not in broken)
    vocabulary = sorted({word for text in whole for word in _WORD.findall(text)})
    return [_mend(block, vocabulary) if i in broken else block for i, block in enumerate(blocks)]


_BULLETS = frozenset("•·▪●◦*–-")


def _unread_bullets(blocks: list[Block], wordings: list[str]) -> list[Block]:
    """The blocks, those behind a bullet no headings where the document's headings have none: "• Økonomi" is then of a list."""
    if _BULLETS.isdisjoint([text[0] for text in wordings]):
        return blocks
    known = [(block.text[0] in _BULLETS, block.heading.kind) for block in blocks if block.heading is not None]
    main = [bulleted for bulleted, kind in known if kind in MAIN]
    if sum(main) * 4 > len(main) or not any(bulleted for bulleted, _ in known):
        return blocks
    return [b._replace(heading=None) if b.heading is not None and b.text[0] in _BULLETS else b for b in blocks]


def _without_buttons(blocks: list[Block], wordings: list[str]) -> list[Block]:
    """The blocks without a page's button before a heading, "fold dette punkt ind Resume", or glued to the end of one."""
    buttons, tails = words().buttons, words().buttons_behind
    firsts = frozenset(letter for button in buttons for letter in (button[0], button[0].upper()))
    bare: dict[str, str] = {}
    for text in wordings:
        for tail in tails:
            if tail in text and (at := _button_at(text, tail)):
                bare[text] = text[:at].rstrip()
        if text[0] not in firsts or len(text) > MAX_DECISION:
            continue
        low = text[:_BUTTON].casefold()
        if not low.startswith(buttons):
            continue
        rest = text[max(len(button) for button in buttons if low.startswith(button)) :]
        if find_heading(rest) is not None or read_decision_heading(rest) is not None:
            bare[text] = rest
    return _reworded(blocks, bare)


def _reworded(blocks: list[Block], texts: dict[str, str]) -> list[Block]:
    """The blocks, those with other `texts` read anew."""
    if not texts:
        return blocks
    return [b._replace(text=new, heading=find_heading(new)) if (new := texts.get(b.text)) else b for b in blocks]


def _button_at(text: str, tail: str) -> int:
    """Where a button is glued to a title: one that begins as `tail`, where that ends in a space, or is `tail`; else 0."""
    at = text.find(tail)
    return at if at > 0 and (tail[-1] == " " or at + len(tail) == len(text)) else 0


_BUTTON = 60
"""No button has more letters."""


_LEAST_TITLE = 12  # letters, with its number
_HEADING_BEHIND = re.compile(
    r"[A-ZÆØÅ](?:(?<=[a-zæøå\d][.!?].)[a-zæøå]{3,}(?: [a-zæøå]+){0,3}|(?<=[a-zæøå\d].)[a-zæøåé]{4,}):?$"
)


def _part_headings(blocks: list[Block], wordings: list[str]) -> list[Block]:
    """The blocks with known headings apart that a lost line break put behind a sentence, "... kl. 16.30.Sagsfremstilling",
    and with the decision apart that stands behind a numbered title, or its heading behind "Sagens forløb".
    """
    behind: dict[str, int] = {}
    for text in wordings:
        if text[-1] == ".":
            at = text.rfind(". ", 0, -1) + 2 if text[0].isdecimal() else 0
            if at > _LEAST_TITLE and key(text[at:]) in words().decided and NUMBERED.match(text) is not None:
                behind[text] = at  # "7. Ansøgning om bevilling. Til efterretning."
        elif len(text) > 20 and find_heading(text) is None:
            match = _HEADING_BEHIND.search(text[-50:])
            if match is not None and find_heading(match[0]) is not None:
                behind[text] = len(text) - len(match[0])
            elif len(text) < MAX_HEADING and (at := _dated_behind(text)):
                behind[text] = at
    return _parted(blocks, behind)


_BEFORE_DAY = re.compile(r"[A-ZÆØÅ][a-zæøå]+(?: [a-zæøå]+){0,3} (?=\d{1,2}[-./]\d)")


def _dated_behind(text: str) -> int:
    """Where behind a known heading a case's way begins with its first date, "Sagens forløb 23-09-2019 Byrådet"; else 0."""
    match = _BEFORE_DAY.match(text)
    if match is None or find_heading(match[0].rstrip()) is None:
        return 0
    dated = find_date(text[match.end() :])
    return match.end() if dated is not None and dated.start == 0 and read_decision_heading(text) is None else 0


_GLUED = re.compile(r"(?:(?<=[^\W\d_])|(?<=[.:)!?])|(?<=\b(?:19|20)\d\d))(?=\d{1,4}\. ?[A-ZÆØÅ\"»])")
"""Behind a letter, a stop or a year, a number and a capital."""


def _part_titles(blocks: list[Block], wordings: list[str]) -> list[Block]:
    """The blocks with numbered titles apart that a lost line break put behind a line, "4. Eventuelt1. Rundvisning".

    The same number and title must begin and end a line elsewhere, as in the list of contents.
    """
    numbered = [text for text in wordings if text[0].isdecimal()]
    titles = {_numbered_key(text) for text in numbered} - {None}
    ends = {_last_word(text) for text in numbered}
    glued = [text for text in wordings if _NUMBER_WITHIN.search(text, 2) is not None] if titles else []
    for _ in range(_MOST_GLUED):  # what a title was parted from may be one too, or end in one
        behind: dict[str, int] = {}
        for text in glued:
            if _last_word(text) not in ends:
                continue
            for at in _glued_at(text):
                if (title := _numbered_key(text[at:])) and title in titles:
                    behind[text] = at
                    titles.add(_numbered_key(text[:at]))
                    ends.add(_last_word(text[:at]))
                    break
        if not behind:
            return blocks
        blocks = _parted(blocks, behind)
        glued = [piece for text in glued for piece in _pieces(text, behind.get(text, 0))]
    return blocks


_MOST_GLUED = 4
"""So many titles may stand on a line."""


def _last_word(text: str) -> str:
    """What stands behind a line's last space and stop, in one case: by it most lines that end in no title are told at once."""
    tail = text[-_LONGEST_WORD:].rstrip(' .:)-–"»')
    return tail[max(tail.rfind(" "), tail.rfind(".")) + 1 :].casefold()


_LONGEST_WORD = 40
_NUMBER_WITHIN = re.compile(r"\.(?<=\d\.) ?[A-ZÆØÅ\"»]")  # the stop first: six times as fast to look for


def _glued_at(text: str) -> list[int]:
    """Where a numbered title may begin that ends a line, behind what does not end in a space."""
    least = max(0, len(text) - MAX_TITLE)
    return [match.start() for match in _GLUED.finditer(text, least)]


def _numbered_key(text: str) -> tuple[str, str] | None:
    """A line's number and the words of its title; None where it has no number."""
    match = NUMBERED.match(text) if len(text) <= MAX_TITLE else None
    return (match["num"], title_key(match["title"])) if match else None


def _pieces(text: str, at: int) -> tuple[str, ...]:
    return (text[:at].rstrip(), text[at:]) if at else (text,)


def _parted(blocks: list[Block], behind: dict[str, int]) -> list[Block]:
    """The blocks, those with the texts of `behind` parted at the letter it says."""
    if not behind:
        return blocks
    parted: list[Block] = []
    for block in blocks:
        if at := behind.get(block.text):
            head, tail = _pieces(block.text, at)
            parted.append(block._replace(text=head, heading=find_heading(head)))
            block = block._replace(text=tail, heading=find_heading(tail), gap=False, marked=False)
        parted.append(block)
    return parted


def _part_numbers(blocks: list[Block], wordings: list[str]) -> list[Block]:
    """The blocks with an item's number apart from the case number behind it, where that is a habit: "211. Journalnr. 00.30.14"."""
    behind: dict[str, int] = {}
    for text in wordings:
        if text[0].isdecimal() and len(text) < _LONGEST_CASE_LINE:
            match = NUMBERED.match(text)
            if match is not None and is_case_label(match["title"]):
                behind[text] = match.start("title")
    return _parted(blocks, behind) if len(behind) > 1 else blocks


_LONGEST_CASE_LINE = 70


def _part_sentences(blocks: list[Block], wordings: list[str]) -> list[Block]:
    """The blocks with what was said of an item apart from its title on the same line: "3. Dagsorden. Dagsorden godkendt."

    So where most lines of a series that runs through a document without main headings go on behind the title and end in a stop.
    """
    numbered = [
        (text, match) for text in wordings if text[0] in "123456789" and (match := NUMBERED.match(text)) is not None
    ]
    if len(numbered) < _LEAST_SERIES or any(
        block.heading is not None and block.heading.kind in MAIN for block in blocks
    ):
        return blocks
    behind: dict[str, int] = {}
    last = 0
    for text, match in numbered:
        if not match["num"].isdecimal() or (last and int(match["num"]) != last + 1):
            return blocks
        last = int(match["num"])
        ends = _SENTENCE_END.search(text, match.start("title"), match.start("title") + MAX_HEADING)
        if ends is not None and text[-1] == "." and not ends_shortened(text[: ends.start() + 1]):
            behind[text] = ends.end()
    return _parted(blocks, behind) if len(behind) * 2 > len(numbered) else blocks


_LEAST_SERIES = 4
_SENTENCE_END = re.compile(r"(?:(?<=[a-zæøåé]{3})|(?<=\d{4})|(?<=\w\)))[.?]\s+(?=[A-ZÆØÅ])")


def _part_groups(blocks: list[Block], wordings: list[str]) -> list[Block]:
    """The blocks with the first item apart from the heading of its group: "Punkter på lukket møde: 52. Salg"."""
    behind: dict[str, int] = {}
    for text in wordings:
        at = text.find(": ", 0, _LONGEST_GROUP) + 2
        if at > 1 and text[at : at + 1].isdecimal():
            group, match = key(text[: at - 1]), NUMBERED.match(text, at)
            is_group = group in words().open_groups or group in words().closed_groups
            if is_group and group.endswith(_OF_SEVERAL) and match is not None and not match["title"][0].islower():
                behind[text] = at
    return _parted(blocks, behind)


_LONGEST_GROUP = 45
_OF_SEVERAL = ("punkter", "sager", "møde")


def _join_dates(blocks: list[Block], wordings: list[str]) -> list[Block]:
    """The blocks with headings whose date stands on the next line, "Beslutning i Byrådet den" and "3. marts 2020", as one."""
    if not any(text.endswith(_BEFORE_DATE) for text in wordings):
        return blocks
    joined: list[Block] = []
    for block in blocks:
        before = joined[-1] if joined else None
        if (
            before is not None
            and before.text.endswith(_BEFORE_DATE)
            and len(before.text) < 120
            and len(block.text) < 60
        ):
            text = f"{before.text} {block.text}"
            if read_decision_heading(text) is not None:
                joined[-1] = before._replace(text=text, lines=before.lines + block.lines, heading=None)
                continue
        joined.append(block)
    return joined


_POINT = re.compile(r"\(?\d{1,2}[.)]")


def _join_points(blocks: list[Block], wordings: list[str]) -> list[Block]:
    """The blocks with a recommendation's points as one each that a table's cells parted: "1.", "at", "planen vedtages"."""
    if not any(may_be_short(text, 2) and key(text) == "at" for text in wordings):
        return blocks
    joined: list[Block] = []
    for block in blocks:
        before = joined[-1] if joined else None
        if before is not None and block.heading is None and _is_point(before.text, block.text):
            text, lines = f"{before.text} {block.text}", before.lines + block.lines
            joined[-1] = before._replace(text=text, lines=lines, marked=True, heading=None)
        else:
            joined.append(block)
    return joined


def _is_point(above: str, text: str) -> bool:
    """Whether a line goes on from the number or the "at" of a point above it."""
    if key(text) == "at":
        return _POINT.fullmatch(above) is not None
    number, _, at = above.partition(" ")
    return at == "at" and _POINT.fullmatch(number) is not None


def _unread_answers(blocks: list[Block], _: list[str]) -> list[Block]:
    """The blocks with sentences of a few words below a heading read as its text: "Fraværende." is none where the heading has no stop."""
    headed = [i for i, block in enumerate(blocks) if block.heading is not None and block.text[-1] == "."]
    read = list(blocks)
    for i in headed:
        above = blocks[i - 1] if i else None
        if above and above.heading is not None and above.text[-1] != "." and blocks[i].text.count(" ") < 4:
            read[i] = blocks[i]._replace(heading=None)
    return read if headed else blocks


_NUMBERED_HEADING = re.compile(r"\d{1,2}[.)]\s+(?P<word>[A-ZÆØÅ][\w /-]{3,50}):?")


def _read_numbered_headings(blocks: list[Block], wordings: list[str]) -> list[Block]:
    """The blocks with known headings read that each item numbers alike: "1. Sagsfremstilling" ... "5. Indstilling".

    Two such headings, each with its number twice or more, are a habit; a title of an item comes once.
    """
    found: dict[str, Heading] = {}
    for text in wordings:
        match = _NUMBERED_HEADING.fullmatch(text) if text[0].isdecimal() and len(text) < 60 else None
        if match is not None and (heading := find_heading(match["word"])) is not None:
            found[text] = heading
    if len(found) < 2:
        return blocks
    counts = Counter(block.text for block in blocks if block.text in found)
    habits = {text: heading for text, heading in found.items() if counts[text] > 1}
    if len({heading.kind for heading in habits.values()}) < 2:
        return blocks
    return [b._replace(heading=heading) if (heading := habits.get(b.text)) else b for b in blocks]


def _read_decided(blocks: list[Block], wordings: list[str]) -> list[Block]:
    """The blocks with "Vedtaget:" alone on its line, below a recommendation that no decision follows, read as the heading of one."""
    over = words().over_decisions
    found = {text for text in wordings if text[-1] == ":" and len(text) < MAX_HEADING and key(text) in over}
    if not found:
        return blocks
    read, last = list(blocks), ""
    for i, block in enumerate(blocks):
        if block.heading is not None and block.heading.kind in MAIN:
            last = block.heading.kind
        elif block.text in found:
            if last == "indstilling" and i + 1 < len(blocks) and not blocks[i + 1].marked:
                read[i] = block._replace(heading=Heading("vedtagelse", "", block.text))
            last = ""
    return read


_ANSWER = re.compile(r"ad\.? ?(?P<num>\d{1,3})[a-z]?(?P<rest>\b.*)", re.IGNORECASE | re.DOTALL)


def _read_answers(blocks: list[Block], wordings: list[str]) -> list[Block]:
    """The blocks with "AD1", "AD2" read as the headings of decisions where each stands in the item of its number, "1. Title"."""
    if sum([text[0] in "Aa" and _ANSWER.match(text) is not None for text in wordings]) < 2:
        return blocks
    found: list[int] = []
    item = 0
    for i, block in enumerate(blocks):
        if block.text[0].isdecimal():
            match = NUMBERED.match(block.text)
            if match is not None and match["num"].isdecimal() and (not item or int(match["num"]) == item + 1):
                item = int(match["num"])
        elif block.text[0] in "Aa" and (answer := _ANSWER.match(block.text)) is not None:
            if int(answer["num"]) != item:
                return blocks
            if not answer["rest"].strip(" .:"):
                found.append(i)
    if len({blocks[i].text for i in found}) < 2 or any(blocks[i - 1].heading is not None for i in found):
        return blocks
    read = list(blocks)
    for i in found:
        read[i] = blocks[i]._replace(heading=Heading("vedtagelse", "", blocks[i].text), marked=False)
    return read


def _unread_ways(blocks: list[Block], wordings: list[str]) -> list[Block]:
    """The blocks with what the rows of a case's way are called ("Indstilling x", "Beslutning") read as no headings."""
    ways = find_ways(blocks) if any(map(may_be_head, wordings)) else None
    if not ways:
        return blocks
    return [block._replace(heading=None, way=True) if i in ways else block for i, block in enumerate(blocks)]


_BEFORE_DATE = (" den", " DEN", " d.", ", den")
_WORD = re.compile(r"[^\W\d_]+")


def _mend(block: Block, vocabulary: list[str]) -> Block:
    texts = [block.lines[0].text]
    for line in block.lines[1:]:
        if _is_cut(texts[-1], line.text, vocabulary, block.heading is not None):
            texts[-1] += line.text
        else:
            texts.append(line.text)
    text = join(texts)
    return block._replace(text=text, heading=find_heading(text))


def _is_cut(above: str, below: str, vocabulary: list[str], is_heading: bool) -> bool:
    """Whether a word was cut between two lines of a label.

    Two pieces are one word where the document has the word elsewhere, and in what is no known heading as it stands also
    where that makes a known heading, where a long word of the document begins so, and where it is a body's name and
    neither piece is a word of the document.
    """
    if not (above[-1].isalpha() and below[0].isalpha()) or above[-1].islower() != below[0].islower():
        return False
    left, right = _WORD.findall(above)[-1].casefold(), _WORD.findall(below)[0].casefold()
    whole = left + right
    if _has(vocabulary, whole) or _has(vocabulary, whole.removesuffix("s")):
        return True
    if is_heading:
        return False
    at = bisect_left(vocabulary, whole)
    if len(whole) >= _LONG and at < len(vocabulary) and vocabulary[at].startswith(whole):
        return True
    is_piece = not (_has(vocabulary, left) or _has(vocabulary, right) or find_heading(left))
    return find_heading(f"{above}{below}") is not None or (is_piece and is_body(whole.capitalize()))


_LONG = 10
"""So many letters begin a word by no accident."""


def _has(vocabulary: list[str], word: str) -> bool:
    at = bisect_left(vocabulary, word)
    return at < len(vocabulary) and vocabulary[at] == word


_STEPS = (
    _unread_bullets,
    _mend_labels,
    _without_buttons,
    _part_titles,
    _part_headings,
    _part_numbers,
    _part_sentences,
    _part_groups,
    _join_dates,
    _join_points,
    _unread_answers,
    _read_numbered_headings,
    _read_answers,
    _read_decided,
    _unread_ways,
)
