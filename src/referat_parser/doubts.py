"""What was read from pictures: where it stands on the page, and which decisions rest on doubtful words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TypeVar

from referat_parser import models as m
from referat_parser.contradictions import find_contradictions, who_may_vote
from referat_parser.dates import find_date
from referat_parser.document import Source

_M = TypeVar("_M", bound=m.Model)


def find_doubts(document: m.Referat, source: Source) -> list[m.Advarsel]:
    """An advarsel for each decision that has doubtful words, and one for the meeting's date when no sure line says it.

    Outcome, votes, date and body of a decision are read from its lines: where a word there is doubtful, they are.
    """
    if not source.seen:
        return []
    return [*_doubtful_date(document, source), *_doubtful_decisions(document, source)]


def _doubtful_decisions(document: m.Referat, source: Source) -> Iterator[m.Advarsel]:
    known, gaps = who_may_vote(document, source), _before_gaps(document)
    for position, punkt in enumerate(document.punkter, 1):
        name = punkt.nummer or str(position)
        seen = [vedtagelse for vedtagelse in punkt.vedtagelser if _is_seen(source, vedtagelse.placering)]
        for vedtagelse in seen:
            words = _doubtful_words(source, *vedtagelse.placering.linjer)
            reasons = [f"tvivl om {', '.join(words)}"] if words else []
            reasons += find_contradictions(document, punkt, vedtagelse, known)
            if reasons:
                said = f"Vedtagelsen under punkt {name} er læst fra et billede: {'; '.join(reasons)}."
                yield _doubt(said, vedtagelse.placering, name)
        if seen and position in gaps:
            said = f"Punktet efter {name} er måske ikke fundet på billedet, og dets vedtagelse står da under {name}."
            yield _doubt(said, punkt.placering, name)


def _doubt(said: str, placering: m.Placering, punkt: str | None = None) -> m.Advarsel:
    return m.made(m.Advarsel, kode="ocr-usikker-vedtagelse", besked=said, punkt=punkt, placering=placering)


def _is_seen(source: Source, placering: m.Placering) -> bool:
    first, last = placering.linjer
    return any(number in source.seen for number in range(first, last + 1))


def _before_gaps(document: m.Referat) -> set[int]:
    """The positions of the items behind which a number is missing: the heading of the next one may not have been read."""
    numbers = [int(digits[0]) if (digits := re.match(r"\d+", p.nummer or "")) else None for p in document.punkter]
    return {
        position
        for position, (number, following) in enumerate(pairwise(numbers), 1)
        if number is not None and following is not None and following > number + 1
    }


def _doubtful_words(source: Source, first: int, last: int) -> list[str]:
    lines = (source.seen.get(number) for number in range(first, last + 1))
    return [f"“{word}”" for seen in lines if seen for word in seen.unsure]


def _doubtful_date(document: m.Referat, source: Source) -> Iterator[m.Advarsel]:
    if document.dato is None:
        return
    saying = [line for line in source.lines if (found := find_date(line.text)) and found.value == document.dato]
    doubtful = [line for line in saying if line.number in source.seen and source.seen[line.number].unsure]
    if doubtful and len(doubtful) == len(saying):
        words = ", ".join(_doubtful_words(source, doubtful[0].number, doubtful[0].number))
        line = m.made(m.Placering, side=doubtful[0].page, linjer=(doubtful[0].number,) * 2)
        yield _doubt(f"Mødets dato er læst fra et billede med tvivl om {words}.", _place(source, line))


# --- places -----------------------------------------------------------------------------------------


def place_pictures(document: m.Referat, source: Source) -> m.Referat:
    """The document with the boxes of values from recognised pages where these stand on the page as displayed."""
    return _placed(document, source) if source.seen else document


def _placed(model: _M, source: Source) -> _M:
    changed: dict[str, object] = {}
    for name in type(model).model_fields:
        value = getattr(model, name)
        if isinstance(value, m.Placering):
            changed[name] = _place(source, value)
        elif isinstance(value, m.Model):
            changed[name] = _placed(value, source)
        elif isinstance(value, list) and any(isinstance(each, m.Model) for each in value):
            changed[name] = [_placed(each, source) for each in value]
    return model.model_copy(update=changed) if changed else model


def _place(source: Source, placering: m.Placering) -> m.Placering:
    if placering.side not in source.ocr_pages:
        return placering
    first, last = placering.linjer
    on_page = [line for line in source.lines[first - 1 : last] if line.page == placering.side]
    boxes = [source.seen[line.number].box for line in on_page if line.number in source.seen]
    return placering.model_copy(update={"boks": _around(boxes)}) if boxes else placering


def _around(boxes: Sequence[tuple[float, float, float, float]]) -> tuple[float, float, float, float]:
    return (
        round(min(box[0] for box in boxes), 1),
        round(min(box[1] for box in boxes), 1),
        round(max(box[2] for box in boxes), 1),
        round(max(box[3] for box in boxes), 1),
    )
