"""One item's blocks to its notes and sections, and what every heading opens."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from referat_parser.bodies import is_body, match_body, sounds_like_body
from referat_parser.dates import find_dates
from referat_parser.habits import LONGEST_HEADING, among, find_habits, may_be_heading
from referat_parser.headings import DecisionHeading, is_proposal, read_decision_heading, read_extended
from referat_parser.kinds import MAX_DECISION, Kinds, Start
from referat_parser.layout import Block
from referat_parser.lexicon import Heading, key, read_label, words
from referat_parser.notes import (
    is_attachment,
    is_files,
    is_initials,
    is_no_note,
    is_plain,
    is_strict_note,
    says_closed,
    tells_of_item,
)
from referat_parser.titles import (
    NUMBERED,
    WORDED,
    is_case_label,
    is_case_label_over,
    read_title,
    title_key,
)


class Part:
    """A sub-headed part of a section."""

    def __init__(self, heading: Block, printed: str, emne: str, blocks: list[Block] | None = None) -> None:
        self.heading = heading
        self.printed = printed
        self.emne = emne
        self.blocks = blocks or []


class Section:
    def __init__(
        self,
        kind: str,
        printed: str | None = None,
        emne: str = "andet",
        *,
        organ: str | None = None,
        dato: dt.date | None = None,
        headings: list[Block] | None = None,
        blocks: list[Block] | None = None,
        why: str = "",
    ) -> None:
        self.kind = kind
        self.printed = printed
        self.emne = emne
        self.organ = organ
        self.dato = dato
        self.headings = headings or []
        self.blocks = blocks or []
        self.parts: list[Part] = []
        self.why = why
        self.has_other_votes = False
        """Of a decision: whether it tells of more votes than the one that is read."""

    @property
    def is_empty(self) -> bool:
        return not self.blocks and not self.parts

    @property
    def awaits_text(self) -> bool:
        """Whether a further line may belong to the heading: nothing stands below it, and it has no more lines than one has."""
        return self.is_empty and len(self.headings) < 4

    def add(self, block: Block) -> None:
        (self.parts[-1].blocks if self.parts else self.blocks).append(block)


class Item:
    def __init__(
        self,
        start: Start,
        nummer: str | None,
        titel: str,
        sagsnummer: str | None,
        lukket: bool,
        headings: list[Block],
    ) -> None:
        self.start = start
        self.nummer = nummer
        self.titel = titel
        self.sagsnummer = sagsnummer
        self.lukket = lukket
        self.headings = headings
        self.notes: list[Block] = []
        self.sections: list[Section] = []


class Reader:
    """Reads one item after the other; holds what is true of the whole document."""

    def __init__(
        self,
        blocks: Sequence[Block],
        kinds: Kinds,
        body_size: float,
        starts: Sequence[Start],
        begins: Sequence[int],
        back_at: int,
        skipped: frozenset[int],
    ):
        self.blocks, self.kinds, self.starts, self.begins, self.back_at = blocks, kinds, starts, begins, back_at
        self.skipped = skipped
        self.body_size = body_size
        spans = [(start.end, self.end(k)) for k, start in enumerate(starts)]
        self.habits = find_habits(blocks, kinds, spans)
        lasts = [blocks[end - 1].text for first, end in spans if end > first]
        self.signed = sum(map(is_initials, lasts)) >= max(2, 0.4 * len(lasts))
        """Whether the items end in the initials of who wrote them."""

    def end(self, k: int) -> int:
        return self.begins[k + 1] if k + 1 < len(self.begins) else self.back_at

    def read(self, k: int, *, in_closed_group: bool) -> Item:
        """Item k with its notes and sections."""
        start = self.starts[k]
        title = read_title(start.titel)
        own = frozenset(start.blocks)
        item = Item(
            start, start.nummer, title.titel, title.sagsnummer, title.lukket, [self.blocks[i] for i in start.blocks]
        )
        rest = [i for i in range(self.begins[k], self.end(k)) if i not in self.skipped and i not in own]
        for n, i in enumerate(rest):
            if i < start.at:
                item.notes.append(self.blocks[i])
            else:
                self._place(item, i, rest[n + 1] if n + 1 < len(rest) else None)
        _drop_empty_references(item)
        _set_discussion_apart(item)
        _set_empty_apart(item)
        marked = next((said for block in item.notes if (said := says_closed(block.text)) is not None), None)
        item.lukket = item.lukket or (in_closed_group if marked is None else marked)
        return item

    # One block at a time; `follow` is the position of the next block of the item.

    def _place(self, item: Item, i: int, follow: int | None) -> None:
        block = self.blocks[i]
        current = item.sections[-1] if item.sections else None
        if block.way and current is not None and current.kind in ("resume", "sagsfremstilling", "oevrige"):
            current.add(block)
            return
        if block.way or self.kinds.noted[i]:
            item.notes.append(block)
            return
        is_headed = current is not None and (current.printed is not None or current.kind != "bilag")
        is_text = block.heading is None and is_plain(block.text)
        may_be_note = True
        if current is not None and is_headed and (current.kind != "vedtagelse" or not current.is_empty):
            # Most lines are spared the questions below: they are paragraphs, or headings that are no notes.
            if is_text and (block.text[-1] == "." or len(block.text) > LONGEST_HEADING + len("• ")):
                current.add(block)
                return
            may_be_note = not is_text and not is_no_note(block.text)
        if may_be_note and self._take_note(item, current, i, follow):
            return
        if not is_text and self._open_told(item, current, i, follow):
            return
        if current is not None and _lists_absent(current, block):
            current.add(block)
            return
        if self._open_unknown(item, current, i, follow):
            return
        if self._lists_attachment(current, i, follow):
            item.sections.append(Section("bilag", blocks=[block], why="names attachments"))
            return
        if current is None or (not is_headed and not is_files(block.text)):
            kind = "bilag" if is_files(block.text) else "oevrige"
            item.sections.append(Section(kind, blocks=[block], why="text under no heading"))
        else:
            current.add(block)

    def _open_told(self, item: Item, current: Section | None, i: int, follow: int | None) -> bool:
        """Whether a block opens something by its words, as it does."""
        return (
            self._open_known(item, current, i, follow)
            or self._open_decision(item, current, i, follow)
            or self._open_inline(item, current, i)
            or self._open_run_on(item, current, i)
            or self._open_proposal(item, current, i, follow)
            or self._open_case_below(item, current, i, follow)
        )

    def _take_note(self, item: Item, current: Section | None, i: int, follow: int | None) -> bool:
        """Takes a block to the item's notes, or to its headings, that tells about the item rather than being its text."""
        block = self.blocks[i]
        if self._is_note_above(item, current, i, follow):
            item.notes.append(block)
        elif current is None and self._repeats_title(item, block):
            item.headings.append(block)
        elif self._is_note_within(item, current, i, follow):
            item.notes.append(block)
        else:
            return False
        return True

    def _is_note_above(self, item: Item, current: Section | None, i: int, follow: int | None) -> bool:
        block = self.blocks[i]
        above = current is None or (current.kind == "bilag" and current.printed is None)
        if above and self._is_preface(i, follow):
            return True
        return self._ends_a_label(item, current, block) or self._is_initials(current, block, follow)

    def _is_note_within(self, item: Item, current: Section | None, i: int, follow: int | None) -> bool:
        block = self.blocks[i]
        if current is not None and current.is_empty:
            if is_strict_note(block.text):
                return True
            below = self.kinds.decision[follow] if follow is not None else None
            if current.kind == "vedtagelse" and below is not None and self._repeats_title(item, block):
                return True  # "Beslutning", "Punkt 10: Salg af grund (2021-0091)", "Byrådets beslutning den ..."
        if current is not None and (
            (self.kinds.meta[i] and is_case_label(block.text)) or self._tells_case(item, i, follow)
        ):
            return True
        is_over = current is None or (current.kind != "vedtagelse" and not current.is_empty)
        return is_over and self._tells_absence_over(i)

    def _lists_attachment(self, current: Section | None, i: int, follow: int | None) -> bool:
        """Whether a line under no heading for it names an attachment, "Bilag 1: Kort": with others, or at its section's end."""
        if current is not None and current.kind in ("bilag", "vedtagelse", "indstilling"):
            return False
        if not is_attachment(self.blocks[i].text):
            return False
        return follow is None or self.kinds.heading[follow] or is_attachment(self.blocks[follow].text)

    def _tells_absence_over(self, i: int) -> bool:
        """Whether a block says who was absent, and nothing but further such lines stand between it and a decision's heading."""
        text = self.blocks[i].text
        if len(text) >= _LONGEST_LABEL or (first := read_label(text)) is None or first.role != "absence":
            return False
        for block, word in zip(self.blocks[i : i + _FEW], self.kinds.word[i : i + _FEW], strict=True):
            if word == "vedtagelse":
                return block is not self.blocks[i]
            label = read_label(block.text) if len(block.text) < _LONGEST_LABEL else None
            if label is None or label.role != "absence":
                return False
        return False

    def _tells_case(self, item: Item, i: int, follow: int | None) -> bool:
        """Whether a block is a label over the case number below it, or that number."""
        text = self.blocks[i].text
        if len(text) > _LONGEST_CASE:
            return False
        if follow is not None and is_case_label_over(text, self.blocks[follow].text):
            return True
        return (
            bool(item.notes) and item.notes[-1] is self.blocks[i - 1] and is_case_label_over(item.notes[-1].text, text)
        )

    def _ends_a_label(self, item: Item, current: Section | None, block: Block) -> bool:
        """Whether a line above the first section is the value of the label alone on the line before ("Initialer", "NIB")."""
        if current is not None or not item.notes or len(block.text) > 40:
            return False
        label = read_label(item.notes[-1].text)
        if label is not None and not label.value and key(label.name) in words().before_text:
            return block.text.count(" ") < 3  # "Punkttype", and below it "Beslutning."
        if block.heading is not None or read_decision_heading(block.text) is not None:
            return False
        return label is not None and not label.value and label.role != "absence"

    def _is_initials(self, current: Section | None, block: Block, follow: int | None) -> bool:
        """Whether a caseworker's initials stand between an item's title or first heading and its text, or end all of it."""
        if not is_initials(block.text):
            return False
        return self.signed if follow is None else (current is None or current.is_empty) and self._has_text(follow)

    def _repeats_title(self, item: Item, block: Block) -> bool:
        """Whether a line above the first section is the item's title once more."""
        titel = title_key(item.titel) if len(block.text) <= 330 else ""
        if not titel:
            return False
        match = NUMBERED.match(block.text) or WORDED.match(block.text)
        return titel == title_key(block.text) or (match is not None and titel == title_key(match["title"] or ""))

    def _is_preface(self, i: int, follow: int | None) -> bool:
        """Whether a block before the first section is about the item."""
        block = self.blocks[i]
        text = block.text
        if block.heading is not None:
            nothing_below = (
                follow is not None and self.kinds.meta[follow] and read_label(self.blocks[follow].text) is not None
            )
            label = read_label(self.blocks[follow].text) if follow is not None else None
            return nothing_below and block.heading.kind == "oevrige" and label is not None and not label.value
        if self.kinds.meta[i] or len(text) > 160:
            return self.kinds.meta[i]
        if tells_of_item(text):
            return True
        heading = read_decision_heading(text) if self.kinds.heading[i] else None
        if heading is None or not heading.bare or heading.rest or self._has_text(follow):
            return False
        return not self._is_absence_over_text(follow)

    def _is_absence_over_text(self, i: int | None) -> bool:
        """Whether a line says who was absent, and the next is a text and no heading."""
        if i is None or i + 1 >= len(self.blocks) or not self._has_text(i + 1) or self.kinds.heading[i + 1]:
            return False
        label = read_label(self.blocks[i].text)
        return label is not None and label.role == "absence" and bool(label.value)

    def _has_text(self, follow: int | None) -> bool:
        return follow is not None and not self.kinds.opens[follow] and not self.kinds.meta[follow]

    def _is_weak_here(self, heading: Heading, item: Item, current: Section, i: int, follow: int | None) -> bool:
        """Whether a known word is only a line of the list or decision it stands in: nothing below, or not set as a heading."""
        block = self.blocks[i]
        if current.kind not in ("bilag", "vedtagelse"):
            return False
        ends_list = block.text[-1] == ":" or heading.kind == "sagsfremstilling"  # no attachment's name does
        closes = ends_list if current.kind == "bilag" else heading.kind == "topic"
        if closes and key(block.text) in self.habits.frequent:
            return False
        if heading.kind not in ("topic", "oevrige", "sagsfremstilling"):
            # Said a second time and in other words than the document's: "Administrationens indstilling:" over its vote.
            # The meeting's own "Beslutning" below what another body decided, or what was said, is none of these.
            told = current.organ is not None or key(current.printed or "") == _DISCUSSION
            own = heading.kind == "vedtagelse" and told and not current.is_empty
            return (
                current.kind == "vedtagelse"
                and not own
                and _has(item, heading.kind)
                and self.habits.usual[heading.kind] != key(block.text)
            )
        if heading.kind == "oevrige" and heading.emne == "andet" and current.kind == "vedtagelse":
            return True
        if heading.kind == "sagsfremstilling" and current.kind == "vedtagelse" and not _has(item, "sagsfremstilling"):
            return False
        if block.side or (current.kind == "bilag" and self._has_text(follow) and _is_of_absence(block.text)):
            return False
        if self.habits.styled:
            return not self.habits.is_styled(block)
        if heading.word == "Sagsfremstilling" or (heading.kind == "oevrige" and current.kind == "vedtagelse"):
            return False
        return not (
            follow is not None
            and self._has_text(follow)
            and (len(self.blocks[follow].text) > 80 or self.blocks[follow].text[-1] == ".")
        )

    def _open_known(self, item: Item, current: Section | None, i: int, follow: int | None) -> bool:
        block = self.blocks[i]
        heading = block.heading
        if heading is None:
            heading = self._extended(current, i, follow)
        if heading is None or (current is not None and self._is_weak_here(heading, item, current, i, follow)):
            return False
        if (
            heading.kind == "indstilling"
            and current is not None
            and current.kind == "indstilling"
            and is_proposal(block.text)
        ):
            return False
        if heading.emne == "tidligere_behandling" and not self._names_decisions(follow):
            heading = heading._replace(kind="topic")
        if key(block.text) in words().contents and not self._has_text(follow):
            item.notes.append(block)  # "Indhold" over an item is a button's or a list's word
            return True
        empty_again = heading.kind == "sagsfremstilling" and follow is None and _has(item, heading.kind)
        if empty_again or (heading.kind == "vedtagelse" and self._says_nothing(item, block, follow)):
            heading = heading._replace(kind="oevrige")
        current = _resume_presentation(item, current) if heading.kind == "topic" else current
        _open(item, current, block, heading, block.text, f"known word {heading.word!r}")
        return True

    def _says_nothing(self, item: Item, block: Block, follow: int | None) -> bool:
        """Whether a word for a decision, not the document's usual one, stands over nothing though the decision is told."""
        is_usual = self.habits.usual.get("vedtagelse") == key(block.text) and not self.habits.names_bodies
        below = self.kinds.decision[follow] if follow is not None else None
        if is_usual or self._has_text(follow) or (below is not None and below.bare):
            return False  # "Beslutninger:" over "Byrådet den 3. maj 2021"
        return any(section.kind == "vedtagelse" and not section.is_empty for section in item.sections)

    def _extended(self, current: Section | None, i: int, follow: int | None) -> Heading | None:
        """The known heading that stands here with more words behind it."""
        heading = read_extended(self.blocks[i].text)
        if heading is None or current is None:
            return heading
        if current.kind == "vedtagelse" and _PASSIVE.match(self.blocks[i].text):
            return None  # "Indstilles til Byrådets godkendelse" is what was decided
        return None if current.kind == "bilag" and not self._has_text(follow) else heading

    def _names_decisions(self, follow: int | None) -> bool:
        """Whether what stands below a heading are decisions or bodies rather than a text."""
        if follow is None or self.kinds.heading[follow]:
            return True
        text = self.blocks[follow].text
        if is_body(text.rstrip(".")) or read_decision_heading(text) is not None:
            return True
        dates = find_dates(text)
        return len(dates) > 1 and dates[0].start < _EARLY

    def _open_decision(self, item: Item, current: Section | None, i: int, follow: int | None) -> bool:
        block = self.blocks[i]
        is_long = len(block.text) >= MAX_DECISION
        if not self.kinds.heading[i] and not is_long:
            return False
        is_read = block.heading is None and not is_long
        heading = self.kinds.decision[i] if is_read else read_decision_heading(block.text)
        if heading is None or (heading.bare and not self._stands_over_text(heading, current, follow)):
            return False
        if heading.bare and not heading.rest and self._is_of_way(i):
            return False
        _open_vedtagelse(item, current, block, heading)
        return True

    def _is_of_way(self, i: int) -> bool:
        """Whether a date with a body is one of several below each other: the way of a case through the bodies."""
        before = self.kinds.decision[i - 1] if i else None
        return before is not None and before.bare and not before.rest

    def _stands_over_text(self, heading: DecisionHeading, current: Section | None, follow: int | None) -> bool:
        if heading.rest:
            return True
        if follow is not None and (label := read_label(self.blocks[follow].text)) and label.role == "absence":
            return True
        if follow is not None and self.kinds.decision[follow] is None and self.kinds.word[follow] == "vedtagelse":
            return heading.dato is not None  # "Byrådet den 3. maj 2021" over "Punktets beslutning:"
        if follow is None or not self._has_text(follow):
            return False
        if current is not None and current.kind == "vedtagelse":
            return True
        return (
            heading.heading.rstrip()[-1:] == ":"
            or bool(re.search(r"(?:pkt|punkt|sag)\b", heading.heading))
            or len(self.blocks[follow].text) < 400
        )

    def _open_inline(self, item: Item, current: Section | None, i: int) -> bool:
        inline = self.kinds.inline[i]
        if inline is None:
            return False
        block = self.blocks[i]
        kind = current.kind if current else ""
        known = key(inline.printed) in self.habits.inline and inline.heading.emne != "andet"
        known = known or (inline.heading.emne == "kompetence" and is_body(inline.rest))
        if kind in ("vedtagelse", "bilag") and inline.heading.kind in ("topic", "oevrige") and not known:
            return False
        if (
            kind in ("vedtagelse", "bilag")
            and inline.heading.kind == "sagsfremstilling"
            and _has(item, "sagsfremstilling")
        ):
            return False
        if kind == "indstilling" and inline.heading.kind == "indstilling":
            return False
        if inline.heading.kind == "oevrige" and is_strict_note(block.text):
            item.notes.append(block)
            return True
        if kind == "vedtagelse" and inline.heading.kind == "vedtagelse" and current and current.is_empty:
            return False
        _open(
            item,
            current,
            block._replace(text=inline.printed),
            inline.heading,
            inline.printed,
            f"known word {inline.heading.word!r} before a colon",
        )
        item.sections[-1].add(block._replace(text=inline.rest, heading=None))
        return True

    def _open_run_on(self, item: Item, current: Section | None, i: int) -> bool:
        """A heading with its text behind it, by the document's habit: "Tema Byrådet skal ...", "Byrådet: Vedtoges."."""
        block = self.blocks[i]
        # Alone, below what a body has decided another day, a body needs no habit.
        below = current is not None and current.kind == "vedtagelse" and current.dato is not None
        speaker = self.kinds.speaker[i] if self.habits.speakers or (below and block.text[-1] == ":") else None
        if speaker is not None and (speaker[0].casefold() in self.habits.speakers if speaker[1] else below):
            printed = block.text[: block.text.index(":") + 1]
            _open_vedtagelse(item, current, block, DecisionHeading(speaker[0], None, printed, speaker[1], False))
            return True
        if block.text[-1] == ":" and self._is_own_body(block.text):
            _open_vedtagelse(item, current, block, DecisionHeading(None, None, block.text, "", False))
            return True
        found = among(self.kinds.run_on[i], self.habits.run_on)
        if found is None:
            return False
        _open(
            item,
            current,
            block._replace(text=found.printed),
            found.heading,
            found.printed,
            "known word, its text behind it",
        )
        item.sections[-1].add(block._replace(text=found.rest, heading=None))
        return True

    def _is_own_body(self, text: str) -> bool:
        """Whether a line is the meeting's body by a word that names none alone ("Bestyrelsen:"), and comes again in other items."""
        name = text[:-1]
        return name.isalpha() and key(text) in self.habits.recurring and sounds_like_body(name) and not is_body(name)

    def _open_proposal(self, item: Item, current: Section | None, i: int, follow: int | None) -> bool:
        """ "Administrationen indstiller til Byrådet" over a list, where the item has no section of that kind yet."""
        block = self.blocks[i]
        if follow is None or not is_proposal(block.text) or _has(item, "indstilling"):
            return False
        below = self.blocks[follow]
        listed = below.marked or below.text.startswith(("at ", "At ")) or _goes_on(block.text, below.text)
        over = (
            current is None
            or current.kind in ("resume", "oevrige", "bilag")
            or (current.kind == "sagsfremstilling" and block.text.rstrip(" ,:").endswith("indstiller"))
            or (_is_told_first(item, current) and match_body(block.text) is None)
            or (self.habits.styled and self.habits.is_styled(block))
        )
        if not listed or not over:
            return False
        section = Section("indstilling", why="names who recommends, over a list")
        item.sections.append(section)
        if block.text.rstrip(" :").endswith(" at"):
            section.blocks.append(block)
        else:
            section.printed = block.text
            section.headings.append(block)
        return True

    def _open_case_below(self, item: Item, current: Section | None, i: int, follow: int | None) -> bool:
        """The line that opens the case below what was decided: "Teknisk Forvaltning fremsender til orientering:"."""
        block = self.blocks[i]
        if block.text[-1] != ":" or current is None or not _is_told_first(item, current) or not self._has_text(follow):
            return False
        if _SENDS.fullmatch(block.text) is None or match_body(block.text) is not None:
            return False
        why = "opens the case below its decision"
        item.sections.append(Section("sagsfremstilling", block.text, headings=[block], why=why))
        return True

    def _has_look(self) -> bool:
        return self.body_size > 0 or self.habits.capitals

    def _may_be_heading(self, i: int, follow: int | None) -> bool:
        return self._has_text(follow) and may_be_heading(self.blocks[i], self.habits.bulleted)

    def _open_unknown(self, item: Item, current: Section | None, i: int, follow: int | None) -> bool:
        """A heading that no rule knows, told by its look and by its coming again in other items."""
        block = self.blocks[i]
        if not self._may_be_heading(i, follow):
            return False
        again = key(block.text) in self.habits.recurring
        styled = self.habits.styled and self.habits.is_styled(block)
        apart = block.gap and follow is not None and len(self.blocks[follow].text) > 60
        if current is None:
            if again:
                item.sections.append(Section("oevrige", block.text, headings=[block], why="recurs in other items"))
            return again
        if current.kind == "vedtagelse" and block.text[-1] == ":" and not styled:
            return False
        if current.kind == "sagsfremstilling" and (styled or again or apart):
            why = (
                "recurs in other items"
                if again
                else "set like the headings"
                if styled
                else "short line that stands alone over a paragraph"
            )
            current.parts.append(Part(block, block.text, "andet"))
            current.why = current.why or why
            return True
        if (
            again
            and (styled or not self.habits.styled)
            and not (current.kind == "bilag" and not styled and block.gap is False)
        ):
            item.sections.append(Section("oevrige", block.text, headings=[block], why="recurs in other items"))
            return True
        if styled and current.kind in ("resume", "oevrige", "vedtagelse", "indstilling") and self._has_look():
            item.sections.append(Section("oevrige", block.text, headings=[block], why="set like the headings"))
            return True
        return False


def _goes_on(text: str, below: str) -> bool:
    """Whether a recommendation goes on below who shall decide, "X indstiller, at Økonomiudvalget", "godkender planen", or
    below when it was made: "X indstiller (3. maj 2011)", "regnskabet til godkendelse".
    """
    cut = text[-1] == ")" or (" at " in text and text.endswith(("udvalget", "rådet", "bestyrelsen")))
    return cut and below[0].islower()


_SENDS = re.compile(r"[A-ZÆØÅ][\w ,.&-]{2,60} (?:fremsender|forelægger|fremlægger|oplyser|orienterer)\b[^.:]{0,60}:")
_FEW, _LONGEST_LABEL, _LONGEST_CASE = 5, 160, 40
_EARLY = 5  # letters before a date that begins a line
_PASSIVE = re.compile(r"\w+(?:es|ås)\s")


_NAME = r"(?:[A-ZÆØÅ][\w.'’-]*\s+){1,4}[A-ZÆØÅ][\w'’-]+(?:\s*\([^()]{0,20}\))?"
_NAME_LINE = re.compile(rf"(?:[•·*–-]\s*)?{_NAME}(?:(?:,|\s+og)\s+{_NAME}){{0,20}},?\.?$")


_MAX_ABSENT = 60  # names below one label: no council has more members


def _lists_absent(current: Section, block: Block) -> bool:
    """Whether a block is one of the names below an absence label that stands alone in a decision."""
    if current.kind != "vedtagelse" or current.parts or not _NAME_LINE.match(block.text):
        return False
    for before in reversed(current.blocks[-_MAX_ABSENT:]):
        label = read_label(before.text)
        if label is not None and label.role == "absence":
            return not label.value or _NAME_LINE.match(label.value) is not None
        word, _, rest = before.text.partition(" ")
        if words().labels.get(key(word)) == "absence" and (before.text[-1] == ":" or _NAME_LINE.match(rest)):
            return True  # "Afbud under hele mødet:", "Fraværende Ib Friis"
        if not _NAME_LINE.match(before.text):
            return False
    return False


def _is_of_absence(text: str) -> bool:
    """Whether a line is a label of those absent, alone: no attachment is called so."""
    label = read_label(text)
    return label is not None and label.role == "absence" and not label.value


def _has(item: Item, kind: str) -> bool:
    for section in item.sections:  # noqa: SIM110 - for every block: a generator costs thrice as much
        if section.kind == kind:
            return True
    return False


def _is_told_first(item: Item, current: Section) -> bool:
    """Whether a body's decision of a day, its text with it, is the first of an item's sections: the case is told below."""
    return current is item.sections[0] and current.dato is not None and bool(current.blocks)


def _open(item: Item, current: Section | None, block: Block, heading: Heading, printed: str, why: str) -> None:
    """Opens what a known heading opens: a section, or a part of the presentation."""
    kind = heading.kind
    if kind == "vedtagelse":
        named = read_decision_heading(printed)  # "Byrådets beslutning" is a known word with its body before it
        if named is None or named.rest:
            named = DecisionHeading(None, None, printed, "", False)
        _open_vedtagelse(item, current, block, named)
        return
    again = kind == "resume" and _has(item, "resume")  # "Formål" within the presentation is no summary
    if current is not None and current.kind == "sagsfremstilling" and (again or kind in ("topic", "sagsfremstilling")):
        current.parts.append(Part(block, printed, heading.emne))
        return
    if current is not None and current.kind == kind and current.awaits_text and kind in ("indstilling", "bilag"):
        current.headings.append(block)
        current.printed = f"{current.printed}\n{printed}" if current.printed else printed
        return
    kind = "oevrige" if kind == "topic" else kind
    item.sections.append(Section(kind, printed, heading.emne, headings=[block], why=why))


def _resume_presentation(item: Item, current: Section | None) -> Section | None:
    """The presentation, where only who decides or how the case runs stands between it and a further topic."""
    if (
        current is None
        or current.kind != "oevrige"
        or current.emne not in ("kompetence", "sagsgang", "tidligere_behandling")
        or len(item.sections) < 2
    ):
        return current
    before = item.sections[-2]
    if before.kind != "sagsfremstilling":
        return current
    item.sections.remove(before)
    item.sections.append(before)
    return before


def _open_vedtagelse(item: Item, current: Section | None, block: Block, heading: DecisionHeading) -> None:
    """Opens a decision; "Beslutning" directly above "X, 29-11-2016" is one heading of two lines."""
    printed = heading.heading
    if (
        current is not None
        and current.kind == "vedtagelse"
        and current.awaits_text
        and (current.organ is None or heading.organ is None)
    ):
        current.headings.append(block)
        current.printed = f"{current.printed}\n{printed}"
        current.organ, current.dato = heading.organ or current.organ, heading.dato or current.dato
        section = current
    else:
        section = Section(
            "vedtagelse", printed, organ=heading.organ, dato=heading.dato, headings=[block], why="heading of a decision"
        )
        item.sections.append(section)
    if heading.rest:
        section.add(block._replace(text=heading.rest, heading=None))


_DISCUSSION = "referat"
"""The key of the heading over what was said, where another stands over what was decided."""


def _set_discussion_apart(item: Item) -> None:
    """Where "Beslutning" follows "Referat" in an item, the latter tells what was said and decides nothing."""
    decisions = [section for section in item.sections if section.kind == "vedtagelse" and section.printed]
    told = [section for section in decisions if key(section.printed or "") == _DISCUSSION]
    if told and len(told) < len(decisions) and decisions[-1] not in told:
        for section in told:
            section.kind = "oevrige"


def _set_empty_apart(item: Item) -> None:
    """A heading of decisions over nothing, that names neither body nor day, is none where the item has a decision: it is what
    a form prints, or says what kind of matter the item is.
    """
    decisions = [section for section in item.sections if section.kind == "vedtagelse"]
    if not any(section.blocks for section in decisions):
        return
    for section in decisions:
        if section.is_empty and section.organ is None and section.dato is None:
            section.kind = "oevrige"


def _drop_empty_references(item: Item) -> None:
    """Headings that open nothing and name nothing stay; an untitled empty section goes."""
    item.sections = [s for s in item.sections if s.headings or not s.is_empty]
