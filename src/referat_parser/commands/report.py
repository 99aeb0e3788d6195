"""`referat report`: one self-contained page over any number of minutes."""

from __future__ import annotations

from typing import Annotated

import typer


def report(
    sources: Annotated[
        list[str],
        typer.Argument(metavar="SOURCE", help="Files, folders, JSON, or a database made by `referat batch`."),
    ],
    out: Annotated[
        str, typer.Option("--out", "-o", metavar="FILE", help="The page; links to PDFs are relative to it.")
    ],
    title: Annotated[str, typer.Option("--title", metavar="TEXT", help="The page's heading.")] = "Referater",
) -> None:
    """Writes one page to search and filter in any browser.

    It needs no server and no network.

    Exit 0: every source is in it; 1: some gave no document (the page says which), or none did; 2: wrong usage.
    """
    import datetime as dt
    from pathlib import Path

    from referat_parser import run
    from referat_parser.browse.report import build_report
    from referat_parser.commands.sources import Reader

    reader = Reader(sources)
    readings = list(reader)
    if not readings:
        run.say("referat: report: empty: no source gave a document; nothing is written")
        raise typer.Exit(1)
    page = build_report(readings, reader.failures, Path(out), today=dt.date.today(), title=title)
    aside = Path(f"{out}.part")
    try:
        aside.write_text(page, "utf-8", errors="replace")
        aside.replace(out)
    except OSError as error:
        run.say(f"referat: {out}: unreadable: cannot be written ({error.strerror}); name another file")
        raise typer.Exit(1) from None
    items = sum(len(reading.referat.punkter) for reading in readings)
    run.say(f"{out}: {len(readings)} documents, {items} items; open it in a browser")
    raise typer.Exit(1 if reader.failures else 0)
