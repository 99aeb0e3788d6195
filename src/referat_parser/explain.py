"""What every line of a source was taken for, and why: how a new format is understood."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from referat_parser.assemble import make_meeting, open_unheaded
from referat_parser.document import Source
from referat_parser.extract.source import read_source
from referat_parser.layout import lay_out
from referat_parser.segment import placed_blocks, segment
from referat_parser.terminal import escape_for_terminal

_COLOURS = {
    "punkt": "1;36",
    "!": "1;33",
    "furniture": "2",
    "oplysning": "35",
    "contents": "34",
    "front": "32",
    "back": "32",
}


class Role(NamedTuple):
    """What a line was taken for: front, contents, group, back, furniture, blank; "4 punkt", "4 oplysning", "4 resume!" (a
    heading), "4 resume" (its text), the number being the item's position; and for headings why."""

    name: str
    why: str


def find_roles(
    data: bytes, *, password: str | None = None, read_pictures: Callable[[Source], Source] | None = None
) -> tuple[Source, list[Role]]:
    """The source and what each of its lines was taken for, in order. `read_pictures` is that of `parse_bytes`."""
    source = read_source(data, password=password)
    if read_pictures is not None:
        source = read_pictures(source)
    layout = lay_out(source)
    minutes = segment(layout)
    open_unheaded(minutes.items, make_meeting(minutes).dokumenttype)
    roles = {line.number: Role(role, why) for role, why, block in placed_blocks(minutes) for line in block.lines}
    furniture, blank = Role("furniture", ""), Role("blank", "")
    return source, [
        roles.get(line.number, furniture if line.number in layout.furniture else blank) for line in source.lines
    ]


def explain(
    data: bytes, *, password: str | None = None, read_pictures: Callable[[Source], Source] | None = None
) -> str:
    """One text line a source line: number, page, role, text, and for headings the reason, apart by tabs."""
    source, roles = find_roles(data, password=password, read_pictures=read_pictures)
    rows = []
    for line, (role, why) in zip(source.lines, roles, strict=True):
        page = "" if line.page is None else str(line.page)
        text = escape_for_terminal(line.text)
        rows.append(f"{line.number}\t{page}\t{role}\t{text}" + (f"\t[{why}]" if why else ""))
    return "\n".join(rows) + "\n"


def colour(rows: str) -> str:
    """The same rows with a colour for each kind of role, for a terminal."""
    painted = []
    for row in rows.split("\n"):
        cells = row.split("\t")
        code = next((c for word, c in _COLOURS.items() if len(cells) > 2 and word in cells[2]), "")
        painted.append(f"\x1b[{code}m{row}\x1b[0m" if code else row)
    return "\n".join(painted)
