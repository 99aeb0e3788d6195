"""`referat export`: minutes for a spreadsheet, a wiki or a mail."""

from __future__ import annotations

from typing import Annotated, Literal

import typer


def export(
    sources: Annotated[
        list[str], typer.Argument(metavar="FILE", help="Files, folders, JSON, or a database made by `referat batch`.")
    ],
    form: Annotated[
        Literal["md", "csv", "xlsx"],
        typer.Option("--format", "-f", help="Markdown; CSV for Excel in Danish settings; an Excel workbook."),
    ] = "md",
    out: Annotated[
        str | None,
        typer.Option("--out", "-o", metavar="FILE", help="Writes there; xlsx needs it, others print without it."),
    ] = None,
) -> None:
    """Writes Markdown, or a table with one row an item.

    Exit 0: every file is in it; 1: some gave no document, the others are written; 2: wrong usage.
    """
    import io
    from pathlib import Path

    from referat_parser import run
    from referat_parser.commands.sources import Reader

    if form == "xlsx" and out is None:
        raise typer.BadParameter("an Excel workbook needs a file; add -o punkter.xlsx", param_hint="--format")
    reader = Reader(sources)
    if form == "md":
        from referat_parser.browse.markdown import to_markdown

        data = "\n".join(to_markdown(reading.referat) for reading in reader).encode()
    elif form == "csv":
        from referat_parser.browse.rows import to_csv

        data = to_csv(reader).encode()
    else:
        from referat_parser.browse.rows import write_xlsx

        book = io.BytesIO()
        try:
            write_xlsx(reader, book)
        except ModuleNotFoundError:
            raise typer.BadParameter("xlsx needs xlsxwriter; pip install 'referat-parser[excel]'") from None
        data = book.getvalue()
    if out is None:
        run.write_out(data)
    else:
        try:
            Path(out).write_bytes(data)
        except OSError as error:
            run.say(f"referat: {out}: unreadable: cannot be written ({error.strerror}); name another file")
            raise typer.Exit(1) from None
    raise typer.Exit(1 if reader.failures or not reader.documents else 0)
