"""`referat find`: items that hold the words, over files, folders and databases."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer


def _read_day(text: str, *, last: bool) -> date:
    """A day as 2021-02-03 or 03-02-2021; a month or a year alone is its first or last day. Raises BadParameter."""
    import calendar
    import re

    parts = re.split(r"[-./]", text.strip())
    if len(parts) > 1 and len(parts[-1]) == 4:
        parts.reverse()
    try:
        year, month, day = [*map(int, parts), *[0] * (3 - len(parts))]
        month = month or (12 if last else 1)
        return date(year, month, day or (calendar.monthrange(year, month)[1] if last else 1))
    except (ValueError, calendar.IllegalMonthError):
        raise typer.BadParameter(f"{text!r} is no date; write 2021-02-03, 2021-02 or 2021") from None


def find(
    query: Annotated[
        str,
        typer.Argument(metavar="WORDS", help='All must be found; parts of compounds count; "in quotes" word for word.'),
    ],
    sources: Annotated[
        list[str],
        typer.Argument(metavar="SOURCE", help="Files, folders, JSON, or a database made by `referat batch`."),
    ],
    udvalg: Annotated[
        str | None, typer.Option(metavar="NAME", help="Only this committee; a part of its name will do.")
    ] = None,
    fra: Annotated[str | None, typer.Option(metavar="DATE", help="Meetings from this day, month or year on.")] = None,
    til: Annotated[
        str | None, typer.Option(metavar="DATE", help="Meetings up to and with this day, month or year.")
    ] = None,
    udfald: Annotated[
        list[str] | None, typer.Option(metavar="OUTCOME", help="Only this outcome: afvist, udsat, …; may be repeated.")
    ] = None,
    uenighed: Annotated[
        bool, typer.Option("--uenighed", help="Only where somebody voted against or abstained.")
    ] = False,
    lukket: Annotated[bool, typer.Option("--lukket", help="Only closed items.")] = False,
    jsonl: Annotated[bool, typer.Option("--jsonl", help="One JSON object a line.")] = False,
    csv: Annotated[bool, typer.Option("--csv", help="A table for Excel in Danish settings.")] = False,
) -> None:
    """Finds items that hold all the words.

    Each with committee, date, item, the sentence, the decision and the page.

    WORDS may be empty ("") to list all that pass the filters. Exit 0: all sources were read, hits or none; 1: some
    gave no document, said in one line each on standard error; 2: wrong usage.
    """
    from referat_parser import run
    from referat_parser.browse.find import Filters, find_hits
    from referat_parser.browse.hits import as_csv, as_jsonl, as_text
    from referat_parser.browse.search import read_query
    from referat_parser.browse.words import OUTCOMES
    from referat_parser.commands.sources import Reader
    from referat_parser.commands.terminals import page_width, use_colour

    if unknown := [name for name in udfald or [] if name not in OUTCOMES]:
        raise typer.BadParameter(f"{unknown[0]} is no outcome; they are {', '.join(OUTCOMES)}", param_hint="--udfald")
    filters = Filters(
        udvalg=udvalg,
        fra=_read_day(fra, last=False) if fra else None,
        til=_read_day(til, last=True) if til else None,
        udfald=frozenset(udfald or ()),
        uenighed=uenighed,
        lukket=lukket,
    )
    terms = read_query(query)
    reader = Reader(sources, terms)
    hits = find_hits(reader, terms, filters)
    if csv:
        run.write_out(as_csv(hits).encode())
    elif jsonl:
        for hit in hits:
            run.write_out(as_jsonl(hit).encode())
    else:
        count = 0
        for count, hit in enumerate(hits, 1):
            page = as_text(hit, colour=use_colour(), width=page_width())
            run.write_out((("\n" if count > 1 else "") + page).encode())
        run.say(f"{count or 'no'} {'item' if count == 1 else 'items'} found")
    raise typer.Exit(1 if reader.failures else 0)
