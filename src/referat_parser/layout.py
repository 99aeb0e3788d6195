"""Lines to blocks: furniture set aside, label columns read row by row, broken lines joined to paragraphs."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from referat_parser.document import Box, Line, Source
from referat_parser.furniture import count_letters, find_furniture
from referat_parser.headings import read_decision_heading
from referat_parser.lexicon import (
    MAX_HEADING,
    Heading,
    begins_front_label,
    ends_shortened,
    find_heading,
    key,
    read_label,
    words,
)
from referat_parser.titles import read_case_line

_new = tuple.__new__  # what Block() and _Row() do, at a third of the cost
BREAK = "\u0002"
"""A hyphen that the PDF engine says was put in at a line's end."""


class Block(NamedTuple):
    """A visual paragraph, heading, list item or table row: one or more lines read as one text."""

    text: str
    lines: tuple[Line, ...]
    gap: bool
    """Whether more than ordinary line space stands before it."""
    heading: Heading | None
    """The known heading that the whole text is."""
    marked: bool
    """Whether it begins with a list marker."""
    side: bool = False
    """Whether it stands in a label column, left of the text."""
    way: bool = False
    """Whether it is of the table of a case's way through the bodies."""

    @property
    def first(self) -> Line:
        return self.lines[0]

    @property
    def size(self) -> float:
        return self.lines[0].size

    @property
    def bold(self) -> bool:
        return self.lines[0].bold


class Layout(NamedTuple):
    blocks: list[Block]
    furniture: frozenset[int]
    body_size: float
    """The size of most of the text, in points; 0.0 for a text source."""


MARKER = re.compile(
    r"(?:[-–—•·▪●◦*+>»]|\(?(?:\d{1,2}|[a-zæøå]|[ivx]{1,4})[).]|\d{1,2}\.\d{1,2}\.?|[Aa]t \d{1,2}\))\s+(?=\S)|(?:[Aa]d\.? ?\d{1,2}\b)|-(?=[^\W\d_])"
)
_AND = re.compile(r"(?:og|eller|samt|men|til|såvel|hhv)\b")
_FINAL = (".", "!", "?", ":", ";", "”", '"')


def lay_out(source: Source) -> Layout:
    """All lines of `source` as blocks in reading order, without furniture. No line is in two blocks, none is lost."""
    lines = source.lines
    if source.format != "pdf":
        furniture = find_furniture(lines)
        return Layout(_blocks_of_text(lines, furniture), furniture, 0.0)
    letters = count_letters(lines)
    furniture = find_furniture(lines, letters)
    sizes = Counter[float]()
    for size, count in letters.items():
        sizes[round(size * 2) / 2] += count
    blocks = _blocks_of_pages([line for line in lines if line[0] not in furniture])
    return Layout(blocks, furniture, sizes.most_common(1)[0][0] if sizes else 0.0)


def make_block(lines: Sequence[Line], gap: bool, side: bool = False) -> Block:
    text = lines[0].text if len(lines) == 1 else join([line.text for line in lines])
    if text[-1:] == BREAK:
        text = text[:-1] + "-"
    heading = None if len(text) > MAX_HEADING or text[:1].islower() else find_heading(text)
    return _new(Block, (text, tuple(lines), gap, heading, begins_with_marker(text), side, False))


def begins_with_marker(text: str) -> bool:
    """Whether a line begins a list item; no marker is a capital, but for those of "At 1)" and "Ad 1"."""
    first = text[:1]
    return (first == "A" or not first.isupper()) and MARKER.match(text) is not None


def join(texts: Iterable[str]) -> str:
    """Lines of one paragraph as one text: line breaks become spaces, hyphens of the line break go.

    A hyphen stays where it belongs to the words: "Børne-/og" becomes "Børne- og", "ikke-/planlagte" "ikke-planlagte".
    """
    joined = ""
    for text in texts:
        joined = _append(joined, text) if joined else text
    return joined


def _append(before: str, after: str) -> str:
    last = before[-1:]
    if last not in ("-", BREAK) or not before[-2:-1].isalnum():
        return f"{before} {after}"
    stem = before[:-1]
    if _AND.match(after):
        return f"{stem}- {after}"
    if not after[:1].islower():
        return f"{stem}-{after}"
    word = re.split(r"[\s(/]", stem)[-1]
    keeps = word.casefold() in _HYPHENED or word.isupper() or any(c.isdigit() for c in word) or "-" in word
    return f"{stem}-{after}" if keeps else stem + after


_HYPHENED = frozenset(
    [
        "ikke",
        "non",
        "e",
        "it",
        "ad",
        "co",
        "eks",
        "vice",
        "anti",
        "pro",
        "semi",
        "ny",
        "selv",
        "tv",
        "cd",
        "dvd",
        "wc",
        "a",
        "b",
        "c",
        "d",
        "p",
        "t",
        "x",
        "hr",
        "mfl",
        "øst",
        "vest",
        "nord",
        "syd",
        "kvasi",
        "ex",
    ]
)


# --- text -------------------------------------------------------------------------------------------


def _blocks_of_text(lines: Sequence[Line], furniture: frozenset[int]) -> list[Block]:
    width = _wrap_width(lines, furniture)
    blocks: list[Block] = []
    held: list[Line] = []
    gap = held_gap = True
    passed_furniture = False
    for line in lines:
        number, text, _, _, _, _ = line
        if not text:
            gap = True
            continue
        if number in furniture:
            passed_furniture = True
            continue
        apart = gap and not passed_furniture
        if held and not apart and _runs_on(held, line, width, gap, passed_furniture):
            held.append(line)
        else:
            if held:
                blocks.append(make_block(held, held_gap))
            held, held_gap = [line], gap
        gap = passed_furniture = False
    if held:
        blocks.append(make_block(held, held_gap))
    return blocks


_LONGEST_WRAPPED = 140
"""No text is wrapped at a later column."""


def _wrap_width(lines: Sequence[Line], furniture: frozenset[int]) -> int:
    """The column at which the text was wrapped, or 0 when its lines are whole paragraphs."""
    lengths: list[int] = []
    too_long, most = 0, len(lines) // 200
    for _, text, _, _, _, _ in lines:
        if text:
            lengths.append(len(text))
            if len(text) > _LONGEST_WRAPPED:
                too_long += 1
                if too_long > most:  # nearly always soon where lines are paragraphs
                    return 0
    if len(lengths) < 8 or too_long > len(lengths) // 200:
        return 0
    lengths.sort()
    width = lengths[-1 - len(lengths) // 200]
    if width < 40:
        return 0
    # Lines that begin with a small letter go on from the line above; in wrapped text that line was full. Not so the
    # entries of a list that begin alike ("åbent 1", "åbent 2"), nor buttons, nor what stands three times or more.
    pairs = [
        (a.text, b.text)
        for a, b in pairwise(lines)
        if b.text[:1].islower() and not b.text.startswith("at ") and a.text and b.number not in furniture
    ]
    often = Counter([b for _, b in pairs])
    pairs = [(a, b) for a, b in pairs if often[b] < 3 and a.split(" ", 1)[0] != b.split(" ", 1)[0]]
    full = sum(len(a) + 1 + len(b.split(" ", 1)[0]) > width or len(a) >= 0.8 * width for a, b in pairs)
    return width if len(pairs) >= max(2, 0.01 * len(lengths)) and full >= 0.65 * len(pairs) else 0


def _runs_on(held: Sequence[Line], line: Line, width: int, gap: bool, passed_furniture: bool) -> bool:
    """Whether `line` continues the paragraph of which these lines are."""
    before, alone = held[-1], len(held) == 1
    text, last = line.text, before.text
    if line.bold != before.bold:
        return False
    if gap and not (passed_furniture and text[:1].islower() and not last.endswith(_FINAL)):
        return False
    if gap or (passed_furniture and not width):
        return text[:1].islower() and not last.endswith(_FINAL) and len(last) > 40 and not _opens(text)
    if _GOES_ON.match(text) is not None and (_breaks_off(last) or _begins_within(text, last)):
        return not _opens(text)
    if not width:
        return _is_broken(held[0].text, last, text)
    if _opens(text) or _ends_entry(last) or (alone and _stands_alone(last) and not _is_place(text)):
        return False
    first = text.split(" ", 1)[0]
    if first.isdecimal() and held[0].text.startswith(f"{int(first) - 1} "):
        return False  # the next entry of a list that is counted without stops
    if len(last) + 1 + len(first) > width:
        return True
    point = text.startswith("at ") and last.endswith((",", ";", ":"))
    return len(last) >= 0.7 * width and text[:1].islower() and not point and not last.endswith(_FINAL)


_GOES_ON = re.compile(r"(?!at\b)[a-zæøå]|\d{1,4}(?: [a-zæøå]{2}|\.$)")


def _breaks_off(text: str) -> bool:
    """Whether a line ends in a word that no sentence ends in: what goes on below is of its paragraph, however short it is."""
    before, _, last = text.rpartition(" ")
    return last in words().within and bool(before)


def _begins_within(text: str, above: str) -> bool:
    """Whether a line begins with a word that no sentence begins with, and goes on from one that ended nothing: "imod 6."."""
    return text.startswith(words().begins_within) and above[-1].isalnum() and above.count(" ") > 1


def _is_broken(opening: str, above: str, text: str) -> bool:
    """Whether a paragraph's line was broken before `text`, told by the two alone: too few lines say how wide they are printed.

    Where the paragraph begins small too it may be an entry of a list, and so may "at ..."; a number and a page are one of
    the list of contents: then nothing is joined.
    """
    if not _LEAST_BROKEN <= len(above) <= _LONGEST_WRAPPED or opening[0].islower() or above[-1] in _FINAL:
        return False
    if text[0].islower():
        goes_on = not text.startswith(("at ", "o ")) and not text.casefold().startswith(words().buttons)
    else:
        goes_on = text[0].isupper() and above[above.rfind(" ") + 1 :] in words().before_more
    ends_in_page = opening[0].isdecimal() and above[-1].isdecimal()
    return goes_on and not ends_in_page and not _opens(text) and not _stands_alone(above)


_LEAST_BROKEN = 60
"""A shorter line may have been ended on purpose."""


def _ends_entry(text: str) -> bool:
    """Whether a line is the last of an entry of a list of contents: a row of dots and a page."""
    return "...." in text and _PAGE_BEHIND_DOTS.search(text, max(0, len(text) - 45)) is not None


_PAGE_BEHIND_DOTS = re.compile(r"\.\.\s*(?:\d{1,4}|Fejl! Bogmærke er ikke defineret\.)$")
_PLACE = re.compile(r"(?:pkt|punkt|sag|nr)\.? \d{1,3}")


def _is_place(text: str) -> bool:
    """Whether a line is the last of a decision's heading: where in the meeting it was made."""
    return text[0].islower() and _PLACE.fullmatch(text) is not None


def _opens(text: str) -> bool:
    """Whether a line begins a block of its own by what it says."""
    return (
        begins_with_marker(text)
        or _stands_alone(text)
        or ((":" in text or not text[0].islower()) and read_label(text) is not None)
        or (":" in text[:40] and begins_front_label(text))
        or (len(text) <= MAX_HEADING and _is_of_list(text))
    )


def _is_of_list(text: str) -> bool:
    """Whether a line is a case number, the heading of a list of contents or a file behind its number."""
    if text.rstrip(".").isdecimal():  # a year, say, that ends a sentence
        return False
    return (
        read_case_line(text) is not None
        or _FILE.match(text) is not None
        or (text[0].isupper() and key(text) in words().contents)
    )


_FILE = re.compile(r"\d+[-/]\d+[-/]\d+ [-–] ")


def _stands_alone(text: str) -> bool:
    """Whether a line is a whole heading: what comes next is its text, however full the line is."""
    if text[-1] == ".":
        return False
    if len(text) <= MAX_HEADING and find_heading(text) is not None:
        return True
    decision = read_decision_heading(text) if len(text) < _MAX_DECISION else None
    return decision is not None and not decision.rest and decision.dato is not None


_MAX_DECISION = 120


# --- pages ------------------------------------------------------------------------------------------


class _Row(NamedTuple):
    """The cells of one printed row."""

    cells: tuple[Line] | list[Line]
    box: Box
    side: bool
    line: Line
    """The first of the cells."""


def _blocks_of_pages(lines: list[Line]) -> list[Block]:
    labels = _label_lines(lines)
    rows = _rows(_labels_together(lines, labels) if labels.lines else lines, labels.lines)
    right = _right_edges(rows)
    leadings = _leadings(rows)
    larger, rests = leadings.larger, labels.rests
    blocks: list[Block] = []
    held: list[_Row] = []
    held_gap = True
    for row, space in zip(rows, _spaces(rows, leadings), strict=True):
        goes_on = space <= _NEAR_IN_TITLE and held and _continues(held, row, space, right, larger)
        if goes_on or (rests and row.line.number in rests):
            held.append(row)
            continue
        if held:
            blocks.append(_block_of(held, held_gap))
            held_gap = space > 1.2 or space < 0
        held = [row]
    if held:
        blocks.append(_block_of(held, held_gap))
    return blocks


def _block_of(rows: list[_Row], gap: bool) -> Block:
    cells, _, side, _ = rows[0]
    return make_block(cells if len(rows) == 1 else [cell for row in rows for cell in row.cells], gap, side)


class _Labels(NamedTuple):
    """The numbers of the lines in a label column, and of those among them that are the rest of a label on the page before."""

    lines: frozenset[int] = frozenset()
    rests: frozenset[int] = frozenset()


def _label_lines(lines: list[Line]) -> _Labels:
    """The lines that stand in a label column: left of the main text, narrow, with text beside them on the same height."""
    starts = Counter[int]()
    for x0, n in Counter([box[0] for _, _, _, box, _, _ in lines if box]).items():
        starts[round(x0)] += n
    if len(starts) < 2:
        return _Labels()
    total = sum(starts.values())
    left = min((x for x, n in starts.items() if n >= max(2, 0.02 * total)), default=None)
    if left is None:
        return _Labels()
    columns = [x for x, n in starts.items() if x > left + 55 and n >= max(3, 0.12 * total)]
    if not columns:
        return _Labels()
    column = max(columns, key=lambda x: starts[x])
    reach = column + _INDENTED  # a long word may widen the column of its own row
    narrow = [line for line in lines if line.box and -4 < line.box.x0 - left < _BULLET and line.box.x1 < reach]
    beside: dict[tuple[int | None, int], float] = {}
    for line in lines:
        if line.box and -4 < line.box.x0 - column < _INDENTED:
            for d in (-1, 0, 1):
                place = (line.page, round(line.box.top / 3) + d)
                beside[place] = min(line.box.x0, beside.get(place, math.inf))
    with_text = [
        line
        for line in narrow
        if line.box and line.box.x1 < beside.get((line.page, round(line.box.top / 3)), -math.inf) + 1
    ]
    wide = sum(1 for line in lines if line.box and abs(line.box.x0 - left) < 4 and line.box.x1 > column + 40)
    if len(with_text) < 3 or wide > 3 * len(with_text) + 20:
        return _Labels()
    return _with_wrapped(lines, {line.number for line in with_text}, {line.number for line in narrow})


_INDENTED = 40
"""Points by which a list is indented in the column of the text."""
_BULLET = 12
"""Points that a bullet takes: before a label of a scan it may not have been read."""


def _with_wrapped(lines: list[Line], labels: set[int], narrow: set[int]) -> _Labels:
    """The labels with the further lines of those that were broken in their column, or by the page's end."""
    with_text = frozenset(labels)
    rests: set[int] = set()
    above: Line | None = None
    for i, line in enumerate(lines):
        if line.number not in narrow or line.box is None:
            continue
        if above is not None and above.number in labels:
            if _is_close(above, line):
                labels.add(line.number)
            elif _is_over_page(above, lines, i) and (line.number not in with_text or _goes_on(line.text)):
                rests.add(line.number)
        above = line
    return _Labels(frozenset(labels | rests), frozenset(rests))


def _goes_on(text: str) -> bool:
    """Whether a line begins as the rest of one does: "den 3. maj", "3. maj 2013"."""
    return text[0].islower() or text[0].isdecimal()


def _is_close(above: Line, line: Line) -> bool:
    """Whether a line stands directly below another in the same type."""
    if above.box is None or line.box is None or above.page != line.page or above.bold != line.bold:
        return False
    return 0 < line.box.bottom - above.box.bottom < 1.5 * max(line.size, 6)


def _is_over_page(above: Line, lines: list[Line], i: int) -> bool:
    """Whether a line is the first of its page, and in bold as a label on the page before whose rest it may be."""
    line = lines[i]
    alike = line.bold and above.bold and line.size == above.size
    return alike and lines[i - 1].page == above.page and line.page == (above.page or 0) + 1


def _labels_together(lines: list[Line], labels: _Labels) -> list[Line]:
    """The lines with each label's own lines one after the other, before the text beside them."""
    ordered: list[Line] = []
    last: int | None = None
    for line in lines:
        if line.number not in labels.lines:
            ordered.append(line)
            continue
        goes_on = last is not None and (line.number in labels.rests or _is_close(ordered[last], line))
        last = last + 1 if goes_on and last is not None else len(ordered)
        ordered.insert(last, line)
    return ordered


def _rows(lines: list[Line], labels: frozenset[int]) -> list[_Row]:
    """Cells that stand beside each other as one row; a label is a row of its own, and so is a case number beside a title."""
    rows: list[_Row] = []
    right = math.inf
    for line in lines:
        number, _, _, printed, _, _ = line
        box = printed or _NOWHERE
        x0, _, x1, _ = box
        if x0 >= right - 1 and number not in labels and _goes_beside(rows[-1], line):
            rows[-1] = _with_cell(rows[-1], line)
        else:
            rows.append(_new(_Row, ((line,), box, number in labels, line)))
        right = x1
    return rows


def _goes_beside(row: _Row, line: Line) -> bool:
    """Whether a line that begins right of a row is a further cell of it."""
    cells, _, side, first = row
    if side or not _same_height(cells[-1], line):
        return False
    return len(cells) > 1 or not _is_beside_title(first.text, line.text)


def _with_cell(row: _Row, cell: Line) -> _Row:
    cells, (x0, top, _, bottom), side, first = row
    box = cell.box or _NOWHERE
    if isinstance(cells, tuple):
        cells = list(cells)
    cells.append(cell)  # a row may have very many
    return _Row(cells, Box(x0, min(top, box.top), box.x1, max(bottom, box.bottom)), side, first)


def _is_beside_title(left: str, right: str) -> bool:
    """Whether two cells are a title and what tells about its item: "31. Lokalplan 14" and "Sagsnr.: 16/2104"."""
    if len(right) > 60 or left[-1] == ":" or not (left[0].isdigit() or left.count(" ") > 1):
        return False
    label = read_label(right)
    if label is None:
        return any(map(str.isdigit, right)) and read_case_line(right) is not None and len(left) > 6
    return label.role in ("sagsnummer", "journalnummer") and bool(label.value) and read_label(left) is None


_NOWHERE = Box(0, 0, 0, 0)


def _same_height(a: Line, b: Line) -> bool:
    if a.page != b.page or a.box is None or b.box is None:
        return False
    return abs(a.box.bottom - b.box.bottom) < 0.35 * max(a.size, 6)


_Edges = dict[tuple[float, bool], float]
"""A right edge for each left edge of rows, labels (True) apart."""


def _right_edges(rows: list[_Row]) -> _Edges:
    """The right edge of the text that begins at each row's left edge or near it (in steps of 40 points), labels apart."""
    reached: dict[tuple[float, bool], float] = {}
    for _, (x0, _, x1, _), side, _ in rows:
        if x1 > reached.get((x0, side), -math.inf):
            reached[x0, side] = x1
    edges: dict[tuple[int, bool], float] = {}
    for (x0, side), x1 in reached.items():
        place = (_indent(x0), side)
        edges[place] = max(edges.get(place, -math.inf), x1)
    farthest = dict.fromkeys((False, True), -math.inf)
    for place in sorted(edges, reverse=True):  # what begins farther right reaches as far for the indents left of it
        farthest[place[1]] = edges[place] = max(edges[place], farthest[place[1]])
    return {(x0, side): edges[_indent(x0), side] for x0, side in reached}


_WIDEST = 4000


def _indent(x0: float) -> int:
    """The step that a left edge falls in; what stands beyond a page of any sane width is one step."""
    return int(x0) // 40 if 0 <= x0 < _WIDEST else (_WIDEST if x0 > 0 else 0) // 40


class _Leadings(NamedTuple):
    """The usual distance of baselines for each type size, and what it is of a size about which nothing is known."""

    by_size: dict[int, float]
    share: float
    larger: float
    """From this size on type is larger than the text's."""


def _leadings(rows: list[_Row]) -> _Leadings:
    distances: dict[float, list[float]] = defaultdict(list)
    page_above: int | None = None
    size_above, above = 0.0, 0.0
    for _, (_, _, _, bottom), _, (_, _, page, _, size, _) in rows:
        if page == page_above and -0.5 < size - size_above < 0.5:
            step = bottom - above
            if step > 0 and (step < 16 or step < 4 * size_above):
                distances[size_above].append(step)
        page_above, size_above, above = page, size, bottom
    steps: dict[int, Counter[float]] = defaultdict(Counter)
    for size, of_size in distances.items():
        for step, n in Counter(of_size).items():
            steps[round(size)][round(step * 2) / 2] += n
    known = {size: _leading(counts, size) for size, counts in steps.items()}
    most = max(steps, key=lambda size: steps[size].total(), default=0)
    share = min(max(_USUAL, known.get(most, 0.0) / max(most, 4)), _DOUBLE)
    # What is set larger has the text's spacing, unless it is known to have less: few of its lines follow each other.
    by_size = {size: leading if 0 < leading < _MORE * share * size else share * size for size, leading in known.items()}
    return _Leadings(by_size, share, 1.1 * most)


_USUAL, _DOUBLE, _MORE = 1.25, 2.4, 1.3
"""Of the type size: the distance of lines where nothing is known, set with double space, and by what a size's own may be more."""


def _leading(counts: Counter[float], size: float) -> float:
    """The smallest distance that is not rare and that lines of one paragraph may have; 0.0 where there is none."""
    least = max(2, 0.05 * counts.total())
    return min((step for step, n in counts.items() if n >= least and 0.9 * size <= step <= _DOUBLE * size), default=0.0)


def _spaces(rows: list[_Row], leadings: _Leadings) -> list[float]:
    """The distance of each row from the one before, 1.0 being ordinary lines; negative from another page or column."""
    spaces: list[float] = []
    page_above: int | None = None
    size_above, above, usual = -1.0, 0.0, 1.0
    for _, (_, _, _, bottom), _, (_, _, page, _, size, _) in rows:
        spaces.append((bottom - above) / usual if page == page_above else -1.0)
        if size != size_above:
            usual = leadings.by_size.get(round(size)) or leadings.share * max(size, 4)
        page_above, size_above, above = page, size, bottom
    return spaces


_NEAR, _NEAR_IN_TITLE = 1.12, 1.4
"""So far from its first line a paragraph's second stands at most; a title's spacing is mostly known from few lines."""


def _continues(held: list[_Row], row: _Row, space: float, right: _Edges, larger: float) -> bool:
    cells_above, _, side_above, (_, above, page_above, _, size_above, bold_above) = held[-1]
    cells, _, side, (_, text, page, _, size, bold) = row
    near = _NEAR_IN_TITLE if size > larger else _NEAR
    if space > near or side_above != side or len(cells_above) > 1 or len(cells) > 1:
        return False
    if abs(size - size_above) > 0.6 or bold != bold_above:
        return _styled_run(held, row, space, right)
    if space < 0:
        return page == (page_above or 0) + 1 and _across_pages(held[-1], row, right)
    if side and space > 0:
        return _label_goes_on(held, text)
    if space == 0 or not (above[-1] == BREAK or _is_full(held[-1], row, right)):
        return False
    return not _opens_row(text) and not (len(held) == 1 and _stands_alone(above))


def _label_goes_on(held: list[_Row], text: str) -> bool:
    """Whether a tight line in a label column belongs to the label above: two known headings are two labels."""
    above = join(row.line.text for row in held)
    if find_heading(text) is None or find_heading(above) is None:
        return True
    return find_heading(f"{above} {text}") is not None


def _opens_row(text: str) -> bool:
    return (
        begins_with_marker(text)
        or (len(text) <= MAX_HEADING and not text[:1].islower() and find_heading(text) is not None)
        or (text[-1:] != "." and read_label(text) is not None)
    )


def _styled_run(held: list[_Row], row: _Row, space: float, right: _Edges) -> bool:
    """A bold or emphasised start or middle of a paragraph: the type changes, the line was full, the text goes on."""
    a = held[-1]
    if space < 0 or space > _NEAR or abs(a.line.size - row.line.size) > 0.6 or not row.line.text[:1].islower():
        return False
    return _is_full(a, row, right) and not _opens(row.line.text)


def _is_full(a: _Row, b: _Row, right: _Edges) -> bool:
    """Whether the first word of b would not have fitted behind a."""
    _, (left, _, end, _), side, (_, above, _, _, size, _) = a
    _, (x0, _, x1, _), _, (_, text, _, _, _, _) = b
    edge = right[left, side]
    first = text.find(" ")
    word = (x1 - x0) * (first if first > 0 else len(text)) / max(len(text), 1)
    last = above[-1:]
    slack = 0.2 if last in _FINAL else 0.6  # the word's width is an estimate
    if end + word + slack * size > edge:
        return True
    goes_on = text[:1].islower() or text[:1] == "(" or last == ","
    ends = last in _FINAL and not (text[:1].islower() and ends_shortened(above))
    return goes_on and end > 0.8 * edge and not ends and not text.startswith("at ")


def _across_pages(a: _Row, b: _Row, right: _Edges) -> bool:
    """Whether a paragraph goes on at the top of the next page."""
    if _opens(b.line.text) or a.line.text.endswith((".", "!", "?", ":")) or _stands_alone(a.line.text):
        return False
    if a.line.text[-1:] == BREAK:
        return True
    if a.line.text.endswith(","):
        return _is_full(a, b, right)
    return (
        b.line.text[:1].islower()
        and (_is_full(a, b, right) or len(a.line.text) > 40)
        and not b.line.text.startswith("at ")
    )
