"""The meeting is read from the corpus' fronts and from invented ones in other styles, above floors."""

from __future__ import annotations

import datetime as dt
import sys
import textwrap
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from referat_parser.document import Box, Line
from referat_parser.interpret.meeting import Meeting, read_meeting

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE / "corpus"))
import corpus  # noqa: E402

FIELDS = ("dokumenttype", "udvalg", "dato", "starttid", "sluttid", "sted")
Read = tuple[str, dict[str, Any], Meeting]


def read_corpus() -> Iterator[Read]:
    from referat_parser.bodies import find_body
    from referat_parser.dates import find_date

    for case in corpus.read_cases(HERE / "corpus" / "cases"):
        lines = [line for line in case.lines if line.label != "F"]
        items = [n for n, line in enumerate(lines) if line.item]
        front = [Line(n + 1, x.text) for n, x in enumerate(lines[: items[0]]) if x.label == "D"]
        back = [Line(n + 1, x.text) for n, x in enumerate(lines) if n > items[-1] and x.label == "D"]
        decisions: list[tuple[str | None, dt.date | None]] = []
        texts: list[str] = []
        for line in (x for x in lines if x.label.endswith(("vedtagelse", "vedtagelse!"))):
            if line.label.endswith("!"):
                body, day = find_body(line.text), find_date(line.text)
                decisions.append((body.name if body else None, day.value if day else None))
                texts.append("")
            elif texts:
                texts[-1] += line.text + "\n"
        yield case.name, case.facts, read_meeting(front, back, decisions, lambda t=texts: t)


def wrap(text: str) -> str:
    """The lines broken at 70 characters, as a text file prints them; tables stay."""
    if "\t" in text:
        return text
    return "\n".join("\n".join(textwrap.wrap(line, 70) or [""]) for line in text.strip("\n").split("\n"))


def read_wrapped() -> Iterator[Read]:
    return read_fronts(wrap)


def read_doubled() -> Iterator[Read]:
    return read_fronts(lambda text: text if "\t" in text else text.strip("\n").replace("\n", "\n\n"))


def read_fronts(change: Callable[[str], str] = str) -> Iterator[Read]:
    for one in tomllib.loads((HERE / "data" / "meeting_fronts.toml").read_text(encoding="utf-8"))["front"]:
        front, back = printed(change(one["front"])), printed(change(one.get("back", "")))
        decisions = [(organ, day) for organ, day in one.get("decisions", [])]
        texts = one.get("texts", ["Godkendt."] * len(decisions))
        yield one["id"], one, read_meeting(front, back, decisions, lambda t=texts: t)


def printed(text: str) -> list[Line]:
    """One Line a line; cells that a TAB parts become Lines on one baseline."""
    lines: list[Line] = []
    cells = "\t" in text
    for row in text.strip("\n").split("\n"):
        for column, cell in enumerate(row.split("\t")):
            if cell.strip() or not cells:
                box = Box(50 + 150 * column, 20.0 * len(lines), 0, 0) if cells else None
                if cells and column and row.split("\t")[0]:
                    box = box._replace(top=lines[-1].box.top)  # type: ignore[union-attr]
                lines.append(Line(len(lines) + 1, cell.strip(), 1 if cells else None, box))
    return lines


def wrong_fields(gold: dict[str, Any], said: Meeting) -> list[tuple[str, Any, Any]]:
    wrong = []
    for name in FIELDS:
        want, got = gold.get(name), getattr(said, name)
        if want != got:
            wrong.append((name, want, got))
    return wrong


def people(reads: list[Read]) -> tuple[float, list[tuple[str, str, set[str], set[str]]]]:
    """F1 over names in both lists together, and where they differ (missed, wrong)."""
    hit = said_all = gold_all = 0
    errors = []
    for name, gold, said in reads:
        for which in ("deltagere", "fravaerende"):
            want, got = set(gold.get(which, [])), {p.navn for p in getattr(said, which)}
            hit, said_all, gold_all = hit + len(want & got), said_all + len(got), gold_all + len(want)
            if want != got:
                errors.append((name, which, want - got, got - want))
    return 2 * hit / (said_all + gold_all), errors


FLOORS = [(read_corpus, 0.995), (read_fronts, 0.99), (read_wrapped, 0.98), (read_doubled, 0.99)]


@pytest.mark.parametrize(("read", "least"), FLOORS)
def test_fields_above_the_floor(read: Callable[[], Iterator[Read]], least: float) -> None:
    reads = list(read())
    wrong = [(name, *w) for name, gold, said in reads for w in wrong_fields(gold, said)]
    assert 1 - len(wrong) / (len(reads) * len(FIELDS)) >= least, wrong


@pytest.mark.parametrize(("read", "least"), FLOORS)
def test_people_above_the_floor(read: Callable[[], Iterator[Read]], least: float) -> None:
    score, errors = people(list(read()))
    assert score >= least, errors
