"""Which lines are page furniture: running headers and footers, page numbers, buttons of web pages."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from itertools import compress, groupby, pairwise
from operator import itemgetter

from referat_parser.bodies import is_body
from referat_parser.dates import MONTHS, find_date
from referat_parser.document import Line
from referat_parser.headings import read_decision_heading
from referat_parser.lexicon import find_heading, is_furniture, key, words
from referat_parser.titles import NUMBERED, WORDED, read_case_line

_DIGITS = re.compile(r"\d+")
_SPACING = re.compile(r"[\s.]+")
_ROMAN = re.compile(r"(?P<before>.{0,80}?\b(?:side|page)\s+)(?P<n>[ivxl]{1,7})", re.IGNORECASE)
_DASHES = "-–—"
_ROMAN_ENDS, _NUMBER_ENDS = frozenset("ivxlIVXL"), frozenset(f"{_DASHES})")
_ENDS = _ROMAN_ENDS | _NUMBER_ENDS
"""The letters, beside digits, that a page number ends in; "Side 3." may have a stop behind it."""
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50}
_PAGE_NUMBER = re.compile(
    r"(?P<before>.{0,120}?)(?:\b(?:side|page|s\.)\s*(?:nr\.?)?\s*:?\s*)(?P<n>\d{1,4})(?:\s*(?:af|of|/|ud af)\s*\d{1,4})?\.?",
    re.IGNORECASE,
)
_BARE_NUMBER = re.compile(r"[-–—(]?\s*(?P<n>\d{1,4})\s*(?:(?:/|af|of)\s*\d{1,4})?\s*[-–—)]?")
_OF_TOTAL = re.compile(r"\s(?:af|of)\s+(\d{1,4})\b")
_DAY = rf"\d\. ?(?:{'|'.join(MONTHS)})"
_BEFORE_NUMBER = rf"(?:\d{{4}}|udvalget|rådet|bestyrelsen|råd|udvalg|kommune|{_DAY})"
_TRAILING_NUMBER = re.compile(
    rf"(?P<before>(?:\D|\d{{1,2}}\. ?\w).{{2,90}}?{_BEFORE_NUMBER})\s+(?P<n>\d{{1,3}})", re.IGNORECASE
)
_CONTACT_NUMBER = re.compile(r"(?P<before>.{2,90}\w@\w\S*)\s+(?P<n>\d{1,3})")
"""Behind whom to write to, the number of the page: "Ib Friis, mail: if@by.dk    2"."""
_TRAILING_END = re.compile(rf"{_BEFORE_NUMBER}\s+\d{{1,3}}$", re.IGNORECASE)
_COUNTED = re.compile(r"(?:punkt|pkt|sag|nr|bilag|dagsorden|lokalplan|budget|side)", re.IGNORECASE)
_ZONE = 7
"""So many lines at a page's top and bottom may be running ones."""
_REACH = 5
"""So many lines on either side of a page number in a text are looked at."""


def count_letters(lines: Iterable[Line]) -> dict[float, int]:
    """How many letters are set in each size."""
    letters: dict[float, int] = defaultdict(int)
    for _, text, _, _, size, _ in lines:
        letters[size] += len(text)
    return letters


def find_furniture(lines: Sequence[Line], letters: Mapping[float, int] | None = None) -> frozenset[int]:
    """The numbers of all lines that are page furniture.

    In a PDF: lines that recur at the same height at the outer edge of several pages, numbers apart. In a text: a
    series of page numbers that runs on, and the lines that recur beside its members. In both: words of web pages.

    `letters` are those of `count_letters`, where the caller has counted them.
    """
    all_texts = [text for _, text, _, _, _, _ in lines]
    filled, texts = list(compress(lines, all_texts)), list(filter(None, all_texts))
    often = Counter(texts)
    paged = bool(lines) and lines[0].page is not None
    found = _on_pages(lines, letters or count_letters(lines)) if paged else _in_text(filled, texts, often)
    if found:
        found |= _kind_beside(filled, often, found)
    known = {text for text in often if is_furniture(text)}
    buttons = {number for number, text, _, _, _, _ in filled if text in known} if known else set()
    return frozenset(found | buttons | _rests_of(buttons, lines))


def _rests_of(buttons: set[int], lines: Sequence[Line]) -> set[int]:
    """The second lines of buttons that name the title above them and were broken: "Læs mere om Plan for" "bymidten"."""
    starts = words().furniture_starts
    rests: set[int] = set()
    for number in buttons:
        i, line = number - 1, lines[number - 1]
        if not 0 < i < len(lines) - 1 or not line.text.startswith(starts):
            continue
        above, rest = f"{lines[i - 2].text} {lines[i - 1].text}" if i > 1 else lines[0].text, lines[i + 1]
        named = above[: -len(rest.text)].split() if rest.text and above.endswith(rest.text) else []
        if named and line.text.endswith(named[-1]):
            rests.add(rest.number)
    return rests


def _kind_beside(filled: list[Line], often: Counter[str], found: set[int]) -> set[int]:
    """The lines that say what the document is ("Referat") and nearly always stand directly below one running line."""
    kinds = words().document_kinds
    again = {text for text, n in often.items() if n >= _LEAST_KINDS and len(text) < 30 and key(text) in kinds}
    places: dict[str, list[int]] = defaultdict(list)
    for i, (number, text, _, _, _, _) in enumerate(filled if again else ()):
        if text in again and number not in found:
            places[text].append(i)
    running = {line.text for line in filled if line.number in found} if places else set()
    beside: set[int] = set()
    for members in places.values():
        above = Counter(filled[i - 1].text for i in members if i and filled[i - 1].text in running)
        most = above.most_common(1)[0][1] if above else 0
        if most >= max(_LEAST_KINDS, 0.8 * len(members)):
            beside |= {filled[i].number for i in members if i and filled[i - 1].number in found}
    return beside


_LEAST_KINDS = 3
"""So many times at least a running line says what the document is."""


def _on_pages(lines: Sequence[Line], letters: Mapping[float, int]) -> set[int]:
    pages: dict[int | None, list[Line]] = defaultdict(list)
    for page, of_page in groupby(lines, _PAGE):
        pages[page] += of_page
    edges = [_edges(of_page) for of_page in pages.values()]
    largest = 0.92 * max(letters, key=letters.__getitem__)
    alone = len(pages) == 1
    found: dict[int, Line] = {}
    zones_of = [[top for top, _ in edges], [bottom for _, bottom in edges]]
    alike_of = _without_item_numbers([_alike(zones) for zones in zones_of])
    for zones, alike in zip(zones_of, alike_of, strict=True):
        recurring = _recurring(alike, len(pages))
        small = [line for zone in zones for line in zone if line[4] <= largest] if min(letters) <= largest else []
        if not recurring.issuperset([line[0] for line in small]):
            recurring |= _in_one_place(small, max(3, 0.6 * len(pages)))
        if alone:
            recurring |= {line.number for line in zones[0] if _PAGE_NUMBER.fullmatch(line.text)}
        for zone in zones if recurring else ():
            _take_running(zone, recurring, found, alone)
    return found.keys() | _known_elsewhere(zones_of, found) if found else set()


def _alike(zones: list[list[Line]]) -> dict[str, list[Line]]:
    """The lines by what they say in one case; page numbers by how far they are from the page's place in the file."""
    alike: dict[str, list[Line]] = defaultdict(list)
    for zone in zones:
        for line in zone:
            _, text, page, _, _, _ = line
            low = text.casefold()
            alike[_counting(low, page or 0) if _ends_in_number(low) else low].append(line)
    return alike


def _ends_in_number(text: str) -> bool:
    """Whether the last letter is one that page numbers end in, a stop behind them apart."""
    last = text[-1:] if text[-1:] != "." else text[-2:-1]
    return last in _NUMBER_ENDS or last.isdecimal()


def _counting(low: str, page: int) -> str:
    """A casefolded line; of a page number, its distance from the page's place: that is what recurs."""
    match = _BARE_NUMBER.fullmatch(low)
    if match is None and _may_name_page(low):
        match = _PAGE_NUMBER.fullmatch(low)
    if match is None:
        return low
    # "Side2 af 3" and "Side 1." are the same wording, read from a picture.
    return f"{_SPACING.sub('', _DIGITS.sub('#', low))} {int(match['n']) - page}"


def _without_item_numbers(alike_of: list[dict[str, list[Line]]]) -> list[dict[str, list[Line]]]:
    """All but the numbers of items, one a page: they stand alone and count on with the pages, on fewer than others do."""
    numbered = {wording for alike in alike_of for wording in alike if wording[:2] == "# " or " # " in wording}
    counted = {w: len({line.number for alike in alike_of for line in alike.get(w, ())}) for w in numbered}
    most = max(counted.values(), default=0)
    rare = {wording for wording, n in counted.items() if n < most and wording[:2] == "# "}
    return [{wording: alike[wording] for wording in alike if wording not in rare} for alike in alike_of]


def _recurring(alike: dict[str, list[Line]], pages: int) -> set[int]:
    """The lines that say the same at the same height of so many pages: to the point or to the next."""
    recurring: set[int] = set()
    least = max(2, min(6, 0.3 * pages))
    for members in alike.values():
        if len(members) < least:
            continue
        of_minutes = {text: _is_of_minutes(text) for text in {line.text for line in members}}
        if all(of_minutes.values()):
            continue
        heights = [round(box[1] / 4) for _, _, _, box, _, _ in members if box]
        often_at = _pages_at(heights, [page for _, _, page, _, _, _ in members])
        for (number, text, _, _, _, _), height in zip(members, heights, strict=True):
            often = often_at[height]
            if often < least or of_minutes[text]:
                continue
            if often >= max(4, 0.8 * pages) or not _is_sentence(text):
                recurring.add(number)
    return recurring


def _pages_at(heights: list[int], pages: list[int | None]) -> dict[int, int]:
    """On how many pages lines stand at the height of each, to the point or to the next."""
    if len(set(pages)) == len(pages):
        alone = Counter(heights)
        at = {height + d: alone[height + d] + alone[height + d - 1] for height in alone for d in (0, 1)}
    else:
        at = Counter(
            [height for _, height in {(p, h + d) for p, h in zip(pages, heights, strict=True) for d in (0, 1)}]
        )
    return {height: max(at[height], at[height + 1]) for height in set(heights)}


def _take_running(zone: list[Line], recurring: set[int], found: dict[int, Line], alone: bool) -> None:
    """Adds to `found` the running lines of a zone, from the edge inwards to the first line that is none."""
    before: Line | None = None
    for line in zone:
        if before is not None and _is_far(before, line):
            return
        before = line
        if line.number in recurring or (alone and _beside(line, recurring, zone)):
            found[line.number] = line
        elif not (_beside(line, recurring, zone) or _beside(line, found, zone)):
            return


def _in_one_place(small: list[Line], enough: float) -> set[int]:
    """The lines of smaller type than the text's that stand where so many pages have one, to the point or to the next.

    On most pages that is a running line, whatever it says there (the item's title).
    """
    on_pages = {(line.page, place) for line in small for place in _places(line)}
    often = Counter([place for _, place in on_pages])
    return {line.number for line in small if max([often[place] for place in _places(line)]) >= enough}


def _places(line: Line) -> tuple[tuple[int, int, float], ...]:
    height, left = _height(line), round(line.box.x0 / 4) if line.box else 0
    return (height, left, line.size), (height + 1, left, line.size)


def _known_elsewhere(zones_of: list[list[list[Line]]], found: dict[int, Line]) -> set[int]:
    """The outermost lines of further pages that say, word for word and in the same size, what running lines say elsewhere."""
    texts = {(line.text.casefold(), line.size) for line in found.values()}
    known: set[int] = set()
    for zones in zones_of:
        for zone in zones:
            for line in zone:
                if line.page == 1 or not (line.number in found or _is_known(line, texts)):
                    break
                known.add(line.number)
    return known


def _is_known(line: Line, texts: set[tuple[str, float]]) -> bool:
    return (line.text.casefold(), line.size) in texts and sum(map(str.isalpha, line.text)) > 3


def _is_far(outer: Line, line: Line) -> bool:
    """Whether a line stands so far from the next one outwards that it no longer belongs to the same header or footer."""
    if outer.box is None or line.box is None:
        return False
    return abs(line.box.top - outer.box.top) > 3.0 * max(outer.size, line.size, 6)


_PAGE = itemgetter(2)  # of a line


def _edges(of_page: list[Line]) -> tuple[list[Line], list[Line]]:
    """The outermost lines of a page, from its top and from its bottom inwards."""
    tops = [box[1] if box else 0.0 for _, _, _, box, _, _ in of_page]
    downwards = sorted(range(len(tops)), key=tops.__getitem__)
    upwards = sorted(range(len(tops)), key=tops.__getitem__, reverse=True)
    return [of_page[i] for i in downwards[:_ZONE]], [of_page[i] for i in upwards[:_ZONE]]


def _height(line: Line) -> int:
    return round(line.box.top / 4) if line.box else 0


def _may_name_page(low: str) -> bool:
    return "side" in low or "page" in low or "s." in low


def _is_of_minutes(text: str) -> bool:
    """Whether a line is what minutes say item after item: a heading, a decision's heading, "Godkendt."."""
    if find_heading(text) is not None or key(text) in words().decided:
        return True
    heading = read_decision_heading(text) if len(text) < 160 else None
    return heading is not None and not heading.bare


def _is_sentence(text: str) -> bool:
    return text[-1] == "." and text.count(" ") > 1 and text[0].isupper() and not any(map(str.isdecimal, text))


def _beside(line: Line, found: Container[int], zone: list[Line]) -> bool:
    """Whether another line of the zone at the same height is furniture: a date or title between two running cells."""
    return _height(line) in [_height(other) for other in zone if other[0] in found]


def _in_text(filled: list[Line], texts: list[str], often: Mapping[str, int]) -> set[int]:
    ends = _ending_in_numbers(texts)
    anchors = _page_numbers(texts, ends)
    found = {*anchors, *_of_pages(texts, ends), *_over_items(texts, often)}
    found |= _beside_numbers(texts, anchors, found) if len(anchors) > 1 else _two_pages(filled, texts, ends)
    return {filled[i].number for i in found}


def _ending_in_numbers(texts: list[str]) -> list[int]:
    """Positions of the lines whose last letter is one that page numbers end in, Roman ones too, a stop behind them apart."""
    places: list[int] = []
    for i, text in enumerate(texts):
        last = text[-1]
        if last == ".":
            last = text[-2:-1]
        if last in _ENDS or last.isdecimal():
            places.append(i)
    return places


def _beside_numbers(texts: list[str], anchors: list[int], numbers: set[int]) -> set[int]:
    """Positions of the lines that recur beside page numbers, and of what is like them elsewhere."""
    found = set(numbers)
    found |= _heads_again(texts, anchors)
    taken = set(anchors)
    headers: set[str] = set()
    for direction in (1, -1):
        for step in range(1, _REACH + 1):
            beside = [i + direction * step for i in anchors if 0 <= i + direction * step < len(texts)]
            keys = Counter(_wording(texts[i]) for i in beside if i not in taken)
            running = {wording for wording, n in keys.items() if n >= max(2, 0.5 * len(beside))}
            told = (texts[i] for i in beside if _wording(texts[i]) in running)
            running -= {
                _wording(text)
                for text in told
                if _tells_something(text)
                or key(text) in words().decided
                or (_is_sentence(text) and keys[_wording(text)] < 0.8 * len(beside))
            }
            hits = {i for i in beside if _wording(texts[i]) in running and not _is_value(texts, i, found)}
            hits -= {i for i in hits if _is_of_item(texts, i)}
            if not hits:
                break
            taken |= hits
            found |= hits
            headers |= running
    # A running line is one also where no page number stands beside it; in the first lines it is the title.
    again = [i for i in range(_TITLE, len(texts)) if _wording(texts[i]) in headers] if headers else []
    return found | {i for i in again if not (_is_value(texts, i, found) or _is_of_item(texts, i))}


_HEAD = 8
"""The head of a document has no more lines, when each page has it again."""


def _heads_again(texts: list[str], anchors: Sequence[int]) -> set[int]:
    """The lines below a page number that say word for word what the document begins with, the meeting's date among them."""
    found: set[int] = set()
    for anchor in anchors:
        again = 0
        while again < _HEAD and anchor + 1 + again < len(texts):
            if texts[anchor + 1 + again] != texts[again] or again == anchor:
                break
            again += 1
        if again > 1 and any(find_date(text) is not None for text in texts[:again]):
            found |= set(range(anchor + 1, anchor + 1 + again))
    return found


_LAST_NUMBER = re.compile(r"(?<= )\d{1,3}$")


def _wording(text: str) -> str:
    """A line in one case; behind a date its last number apart, which counts the items: "Byrådet 3. maj 2021 Sag nr. 4"."""
    low = text.casefold()
    if low[-1].isdecimal() and len(low) < 100 and (last := _LAST_NUMBER.search(low)) and find_date(low[: last.start()]):
        return f"{low[: last.start()]}#"
    return low


def _is_of_item(texts: list[str], i: int) -> bool:
    """Whether a line is the case number of the item whose title stands below."""
    if i + 1 == len(texts) or not texts[i + 1][0].isdecimal():
        return False
    return NUMBERED.match(texts[i + 1]) is not None and read_case_line(texts[i]) is not None


_DATE_ALONE = re.compile(r"\d{1,2}\. ?[a-zæøå]{3,9} \d{4}|\d{1,2}[-./]\d{1,2}[-./]\d{4}")


def _over_items(texts: list[str], often: Mapping[str, int]) -> set[int]:
    """The heads of pages that stand above items' titles: one date, or the body and the day, there with the page's number below."""
    dates: dict[str, list[int]] = defaultdict(list)
    heads = Counter[str]()
    counted: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for i, (text, below) in enumerate(pairwise(texts)):
        if not below[0].isdecimal() or often[text] == 1 or text[-1] == ":":
            continue
        if len(below) < _LONGEST_NUMBER and below.isdecimal():
            if (number := int(below)) and _names_meeting(text):
                counted[text].append((i, number))
        elif text[0].isdecimal() and len(text) < 20 and _DATE_ALONE.fullmatch(text) is not None:
            if _opens_item(below):
                dates[text].append(i)
        elif _names_meeting(text) and _opens_item(below):
            heads[text] += 1
    found = {i for places in dates.values() if len(places) > 2 for i in places}
    for members in counted.values():
        titles = sum(_reads_as_title(text) for i, _ in members for text in texts[i + 2 : i + 3])
        if len(members) > max(1, 2 * titles) and all(a < b for (_, a), (_, b) in pairwise(members)):
            found |= {k for i, _ in members for k in (i, i + 1) if k >= _TITLE}
    known = {text for text, n in heads.most_common(_MOST_HEADS) if n > 1 and _is_running(text, n, texts)}
    return found | {i for i, text in enumerate(texts) if i >= _TITLE and text in known} if known else found


def _opens_item(text: str) -> bool:
    """Whether a line is numbered as an item's title is, and its number not of a date."""
    return NUMBERED.match(text) is not None and find_date(text) is None


_LONGEST_NUMBER = 5
_MOST_HEADS = 3
"""A document's pages have no more heads than these."""
_TITLE = 4
"""So many lines at the top may be the document's title."""


def _is_running(head: str, over_items: int, texts: list[str]) -> bool:
    """Whether a line that so often stands over items is no heading of a decision: mostly it stands there, or decisions have another."""
    if over_items > 2 and over_items >= 0.7 * texts.count(head):
        return True
    own = read_decision_heading(head)
    others = (read_decision_heading(text) for text in texts if text != head and len(text) < 160)
    alike = sum(bool(own and other and own[:2] == other[:2]) for other in others)
    return alike >= over_items


def _names_meeting(text: str) -> bool:
    """Whether a line names the body and the day alone: "Byrådets møde den 3. maj 2021", "Byrådet 03.05.2021"."""
    heading = read_decision_heading(text) if len(text) < 100 else None
    return heading is not None and heading.bare and not heading.rest


_OF_PAGES = re.compile(r"(?P<words>[A-ZÆØÅ]\S+ \S+)[^\d/]* (?P<n>\d{1,2})/(?P<all>\d{1,2})")


def _of_pages(texts: list[str], ends: list[int]) -> set[int]:
    """The lines that count each document's pages behind the same words: "Østbus, Økonomi 1/2", "Østbus, Økonomi 2/2"."""
    counting: dict[str, list[int]] = defaultdict(list)
    for i in ends:
        text = texts[i]
        may = text[-1].isdecimal() and "/" in text[-4:] and len(text) < 100
        if may and (match := _OF_PAGES.fullmatch(text)) and 0 < int(match["n"]) <= int(match["all"]):
            counting[match["words"]].append(i)
    return {i for places in counting.values() if len(places) > 2 for i in places}


def _is_value(texts: list[str], i: int, found: set[int]) -> bool:
    """Whether a line is what the heading or label above it says ("Afbud:", "Beslutningskompetence"): content, however often."""
    above = texts[i - 1] if i else None
    if above is None or i - 1 in found or len(above) > 60 or _MUNICIPALITY.fullmatch(texts[i]):
        return False
    if above[-1] == ":" or find_heading(above) is not None:
        return True
    text = texts[i]
    if _NAME.fullmatch(text) is None or "ommune" in text:
        return False
    for before in reversed(texts[max(i - _MOST_NAMES, 0) : i]):
        if _tells_something(before):
            return True
        if _NAME.fullmatch(before) is None:
            return False
    return False


_MOST_NAMES = 30
_MUNICIPALITY = re.compile(r"[A-ZÆØÅ][\w -]{2,30} (?:Regionsk|K|k)ommune|[A-ZÆØÅ -]{3,30} KOMMUNE")
"""The letterhead of a page, though a heading with nothing below stand above it."""
_NAME = re.compile(
    r"[A-ZÆØÅ][\w.'’-]+(?: [A-ZÆØÅ][\w.'’-]+){1,4}(?: \([\w.]{1,5}\))?"
    r"(?:,? (?:\([a-zæøå ]{3,20}\)|[a-zæøå]{2,12}(?: [a-zæøå]{2,12}){0,2}))?"
)
"""A name, perhaps with a party and a few words on why they are absent."""


def _tells_something(text: str) -> bool:
    """Whether a line is a heading or tells of people ("Fraværende Ib Friis"): content, however often it recurs."""
    if words().tells.search(text) is not None:
        return True
    labels = words().labels
    openings = (text.split(" ", 1)[0], text.partition(":")[0])
    return find_heading(text) is not None or any(labels.get(key(word)) == "absence" for word in openings)


def _page_numbers(texts: list[str], ends: list[int]) -> list[int]:
    """Positions of the lines of the longest series of page numbers (one wording, numbers that rise), and of all with "side"."""
    series: dict[str, list[tuple[int, int]]] = defaultdict(list)
    worded: set[str] = set()
    for i in ends:
        text = texts[i]
        if len(text) > _LONGEST_HEAD:
            continue
        names_page = _may_name_page(text.casefold())
        if names_page and text[-1] in _ROMAN_ENDS and (match := _ROMAN.fullmatch(text)):
            series[_DIGITS.sub("#", match["before"].casefold())].append((i, read_roman(match["n"])))
        if not _ends_in_number(text) or _DIGITS.search(text, max(len(text) - 12, 0)) is None:
            continue
        if "  " in text:
            text = " ".join(text.split())
        match = _BARE_NUMBER.fullmatch(text)
        if match and (total := _OF_TOTAL.search(text)) is not None:
            worded.add(f"# of {total[1]}")
            series[f"# of {total[1]}"].append((i, int(match["n"])))
        elif match and text[0] in _DASHES and text[-1] in _DASHES:
            worded.add("- # -")
            series["- # -"].append((i, int(match["n"])))
        elif match:
            series["#" + text.partition("/")[2].strip()].append((i, int(match["n"])))
        elif (
            " " in text[-4:-1]
            and _TRAILING_END.search(text, max(len(text) - 18, 0))
            and (match := _TRAILING_NUMBER.fullmatch(text))
            and not _COUNTED.match(text)
        ):
            series[match["before"].casefold()].append((i, int(match["n"])))
        elif "@" in text and (match := _CONTACT_NUMBER.fullmatch(text)):
            worded.add(match["before"].casefold())
            series[match["before"].casefold()].append((i, int(match["n"])))
        elif names_page and (match := _PAGE_NUMBER.fullmatch(text)):
            wording = _DIGITS.sub("#", match["before"].casefold())
            worded.add(wording)
            series[wording].append((i, int(match["n"])))
    best = feet = _in_dated_feet(texts, series.get("#", []))
    for wording, members in series.items():
        chain = _rising(members, most=3 if wording == "#" else 9)
        enough = 3 if wording == "#" or (len(wording) > 10 and wording[-1].isalnum()) else 2
        if len(chain) >= max(enough, len(best) + 1) and (wording != "#" or _are_pages(texts, chain)):
            series_at = [i for i, _ in chain]
            if wording != "#" or set(feet) <= set(series_at):  # other numbers are of a list of contents or a table
                best = series_at
    # Words that count pages do so wherever they stand: a list of contents may have numbers of its own.
    counted = (members for wording, members in series.items() if wording in worded and len(_rising(members)) > 1)
    return sorted({*best, *_as_listed(texts, series.get("#", [])), *(i for members in counted for i, _ in members)})


_LONGEST_HEAD = 140
"""No line that ends in a page's number has more letters."""


def read_roman(printed: str) -> int:
    """The value of a number printed with the Roman letters i, v, x and l, in any case."""
    values = [_ROMAN_VALUES[letter] for letter in printed.casefold()]
    return sum(-v if v < after else v for v, after in zip(values, [*values[1:], 0], strict=True))


def _rising(members: list[tuple[int, int]], most: int = 3) -> list[tuple[int, int]]:
    """The longest row of those whose number is above the one before by no more than `most`."""
    chains: list[list[tuple[int, int]]] = [[]]
    for i, n in members:
        chain = chains[-1]
        if not chain or 1 <= n - chain[-1][1] <= most:
            chain.append((i, n))
        elif len(chain) == 1:
            chains.append([(i, n)])  # one number of another kind stood before them
    return max(chains, key=len)


_LISTED = re.compile(r"(?:\.{4,}\s*|^\d{1,3}[.)]?\s+[A-ZÆØÅ].{2,150}\s)(\d{1,4})$")


def _listed(texts: list[str]) -> set[int]:
    """The pages that lines like those of a list of contents name: "2. Lokalplan 14 ....... 5", "94 Kommunegaranti 5"."""
    return {int(match[1]) for text in texts if text[-1].isdecimal() and (match := _LISTED.search(text))}


_LISTED_TITLE = re.compile(r"(?:\d{1,3}[.)]?\s+)?(\S.{2,150}?)[\s.]*\s\d{1,4}$")


def _as_listed(texts: list[str], members: list[tuple[int, int]]) -> list[int]:
    """The bare numbers that rise, where most pages that the contents name are among them."""
    listed = _listed(texts) if len(members) > 2 else set()
    if len(listed) < 3 or len(listed & {n for _, n in members}) < 0.6 * len(listed):
        return []
    rising = _rising(members, most=max(listed))
    if len(listed & {n for _, n in rising}) < 0.6 * len(listed):
        return []
    titles = {match[1].casefold() for text in texts if (match := _LISTED_TITLE.match(text)) is not None}
    over_titles = sum(texts[i + 1].casefold() in titles for i, _ in rising if i + 1 < len(texts))
    return [i for i, _ in rising] if over_titles * 2 <= len(rising) else []  # else they are the items' numbers


def _in_dated_feet(texts: list[str], members: list[tuple[int, int]]) -> list[int]:
    """The bare numbers that rise between the same two lines, one of them dated: a foot of several lines.

    A body beside the date tells where a case was before, and the number its place on that agenda.
    """
    within = [(i, n) for i, n in members if 0 < i < len(texts) - 1]
    around = Counter((texts[i - 1], texts[i + 1]) for i, _ in within)
    for (above, below), often in around.items():
        if often < 2 or max(len(above), len(below)) > 100:
            continue
        side, steady = (1, below) if find_date(above) is not None else (-1, above)
        if find_date(f"{above} {below}") is None or is_body(steady) or _is_of_minutes(steady):
            continue
        chain = _rising([(i, n) for i, n in within if texts[i + side] == steady], most=9)
        if len(chain) >= often:
            i, n = members[-1]  # the last page's foot may end in its number
            ends = i == len(texts) - 1 and n > chain[-1][1] and texts[i - 1] == above
            return [i for i, _ in (chain + members[-1:] if ends else chain)]
    return []


_LOW = 5
"""Below it stands the number of the first page of text, behind a front and a list of contents."""


def _are_pages(texts: list[str], chain: list[tuple[int, int]]) -> bool:
    """Whether a series of bare numbers counts pages rather than items: it begins low, and what follows is no bare title.

    It may begin anywhere where most of them stand beside one running line with the meeting's date, or where a list of
    contents names them.
    """
    beside = Counter(texts[k] for i, _ in chain for k in (i - 1, i + 1) if 0 <= k < len(texts))
    running, often = beside.most_common(1)[0] if beside else ("", 0)
    enough = 2 if chain[0][1] < _LOW else 3
    if often >= max(enough, 0.6 * len(chain)) and len(running) < 100 and find_date(running) is not None:
        return True
    if chain[0][1] >= _LOW:
        listed = _listed(texts)
        return len(listed) > 2 and len(listed & {n for _, n in chain}) >= 0.6 * len(listed)
    if sum(_stands_in_list(texts, i) for i, _ in chain) * 2 >= len(chain):
        return False
    echoes = sum(any(_begins_with(texts[j], n) for j in range(max(0, i - 12), i)) for i, n in chain)
    if echoes >= 0.7 * len(chain):
        return False
    followers = [texts[i + 1] for i, _ in chain if i + 1 < len(texts)]
    titles = sum(_reads_as_title(text) for text in followers)
    return titles < 0.6 * len(followers) or len(set(followers)) * 2 <= len(followers)


def _stands_in_list(texts: list[str], i: int) -> bool:
    """Whether a number stands between two lines that are numbered one after the other: the page of a list's entry."""
    above = NUMBERED.match(texts[i - 1]) if 0 < i < len(texts) - 1 else None
    below = NUMBERED.match(texts[i + 1]) if above is not None else None
    if above is None or below is None or not (above["num"].isdecimal() and below["num"].isdecimal()):
        return False
    return int(below["num"]) == int(above["num"]) + 1


_LEAST_PAGE = 4
"""So many lines at least stand between the numbers of two pages."""


def _two_pages(filled: list[Line], texts: list[str], ends: list[int]) -> set[int]:
    """The page numbers of a text of two pages, or of the last two of three: its only bare numbers, each apart from all around it.

    Neither is an item's, with its title above or below it, nor what a heading or label above it says.
    """
    bare = [i for i in ends if len(texts[i]) < 3 and texts[i].isdecimal()]
    if len(bare) != 2 or bare[1] - bare[0] < _LEAST_PAGE:
        return set()
    first, second = (int(texts[i]) for i in bare)
    if first not in (1, 2) or second != first + 1:
        return set()
    return set(bare) if all(_ends_page(filled, texts, i) for i in bare) else set()


def _ends_page(filled: list[Line], texts: list[str], i: int) -> bool:
    """Whether a bare number may be that of a page of which it is the last line."""
    if not i or not _is_apart(filled, i) or texts[i - 1][-1] == ":" or find_heading(texts[i - 1]) is not None:
        return False
    numbered = (text for text in reversed(texts[:i]) if text[0].isdecimal() and NUMBERED.match(text))
    if _begins_with(next(numbered, ""), int(texts[i])):
        return False
    return i + 1 == len(texts) or (_is_apart(filled, i + 1) and not _reads_as_title(texts[i + 1]))


def _is_apart(filled: list[Line], i: int) -> bool:
    """Whether an empty line stands above a line."""
    return filled[i].number - filled[i - 1].number > 1


def _reads_as_title(text: str) -> bool:
    """Whether a line below a number could be an item's title: it begins large, is short, no sentence and no heading.

    A line with an item's number of its own needs no number above it.
    """
    return (
        text[:1].isupper()
        and not WORDED.match(text)
        and len(text) < 160
        and text[-1] not in ".,:;"
        and find_heading(text) is None
    )


def _begins_with(text: str, number: int) -> bool:
    """Whether a line is numbered so: a number below it repeats the item's and counts no page."""
    printed = str(number)
    return (
        text.startswith(printed)
        and not text[len(printed) : len(printed) + 1].isdigit()
        and len(text) > len(printed) + 3
    )
