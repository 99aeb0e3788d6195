"""The command line: what can be asked for, and how it is said."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from referat_parser import run


def _examples(*commands: str) -> str:
    """An epilog with a command a line: after \\b they are not wrapped."""
    return "\n".join(("\b", "Example:" if len(commands) == 1 else "Examples:", *(f"  {c}" for c in commands)))


app = typer.Typer(
    name="referat",
    help="Turns the minutes (referater) of Danish municipalities into validated JSON.",
    epilog=_examples("referat parse moede.pdf | jq '.punkter[].titel'"),
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)

Files = Annotated[
    list[str], typer.Argument(metavar="FILE", help="PDF or text, told by its bytes; - is standard input.")
]
File = Annotated[str, typer.Argument(metavar="FILE", help="PDF or text; - is standard input.")]
Rules = Annotated[
    Path | None,
    typer.Option("--rules", metavar="FILE", help="Words of your own for this run, as TOML; docs/new-format.md."),
]
Pictures = Annotated[
    Path | None,
    typer.Option(
        "--pictures", metavar="FOLDER", help="Also draws a PDF's pages there, each line in the colour of its role."
    ),
]
Password = Annotated[str | None, typer.Option("--password", metavar="TEXT", help="Opens an encrypted PDF.")]
OcrMode = Annotated[
    Literal["auto", "always", "never"],
    typer.Option("--ocr", help="Read pages as pictures: those without readable text, all of them, or none."),
]
NoOcrCache = Annotated[
    bool, typer.Option("--no-ocr-cache", help="Read every picture anew and keep nothing of what was read.")
]


def _use(rules: Path | None) -> None:
    if rules is not None:
        from referat_parser.errors import BadRules
        from referat_parser.lexicon import use_rules

        try:
            use_rules(rules)
        except BadRules as error:
            run.say(f"referat: {rules}: {error.kode}: {error}")
            raise typer.Exit(2) from None


def _print_version(value: bool) -> None:
    if value:
        from referat_parser import __version__

        typer.echo(f"referat {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Prints the version.")
    ] = False,
) -> None:
    pass


@app.command(
    epilog=_examples("referat parse moede.pdf", "referat parse *.pdf > alle.jsonl", "cat moede.txt | referat parse -")
)
def parse(
    files: Files,
    jsonl: Annotated[bool, typer.Option("--jsonl", help="One object a line, also for one file.")] = False,
    text_only: Annotated[bool, typer.Option("--text-only", help="Plain text of the punkter in place of JSON.")] = False,
    standard: Annotated[
        Literal["oparl", "popolo"] | None,
        typer.Option("--as", help="The meeting in a standard of open councils: OParl 1.1 or Popolo."),
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Exit 1 when a document has advarsler.")] = False,
    password: Password = None,
    rules: Rules = None,
    ocr: OcrMode = "auto",
    no_ocr_cache: NoOcrCache = False,
    max_pages: Annotated[int, typer.Option(min=1, help="Refuse documents with more pages.")] = 5000,
    max_seconds: Annotated[
        float, typer.Option(min=1, help="CPU seconds a document may take, before those per page.")
    ] = 20,
    max_memory: Annotated[int, typer.Option(min=64, help="MiB of memory a document may take.")] = 1024,
) -> None:
    """Prints each document as JSON.

    One file is an indented object, several are one object a line.

    Exit 0: every file gave a document; 1: some gave none, said in one line each on standard error; 2: wrong usage.
    """
    from referat_parser.guard import Limits
    from referat_parser.guard.ocr import Ocr

    _use(rules)
    limits = Limits(pages=max_pages, seconds=max_seconds, memory=max_memory)
    reading = Ocr(ocr, cache=not no_ocr_cache, on_page=run.ocr_progress())
    raise typer.Exit(
        run.parse_files(
            files,
            jsonl=jsonl,
            text_only=text_only,
            standard=standard,
            strict=strict,
            password=password,
            limits=limits,
            ocr=reading,
        )
    )


@app.command(
    epilog=_examples("referat lines moede.pdf | less", "referat lines moede.pdf --pictures sider/ > linjer.tsv")
)
def lines(
    file: File,
    pictures: Pictures = None,
    password: Password = None,
    rules: Rules = None,
    ocr: OcrMode = "auto",
    no_ocr_cache: NoOcrCache = False,
) -> None:
    """Prints every line with what it was taken for.

    Its number, its page, its role and why: how a new format is understood.
    """
    from referat_parser.guard.ocr import Ocr

    _use(rules)
    reading = Ocr(ocr, cache=not no_ocr_cache, on_page=run.ocr_progress())
    raise typer.Exit(run.print_lines(file, password=password, ocr=reading, pictures=pictures))


@app.command(epilog=_examples("referat schema > referat.schema.json"))
def schema() -> None:
    """Prints the JSON Schema of the documents."""
    run.write_out(run.schema_json().encode())


def _add_commands() -> None:
    from referat_parser.commands.batch import batch
    from referat_parser.commands.export import export
    from referat_parser.commands.find import find
    from referat_parser.commands.report import report
    from referat_parser.commands.serve import serve
    from referat_parser.commands.show import show

    app.command(
        epilog=_examples("referat batch arkiv/ -o referater.sqlite", "referat batch --report referater.sqlite")
    )(batch)
    app.command(epilog=_examples("referat show moede.pdf", "referat show moede.pdf --punkt 4"))(show)
    app.command(epilog=_examples("referat find solceller arkiv/ --udfald udsat --fra 2021"))(find)
    app.command(epilog=_examples("referat report arkiv/ -o rapport.html"))(report)
    app.command(epilog=_examples("referat serve arkiv/", "referat serve referater.sqlite --port 8080"))(serve)
    app.command(epilog=_examples("referat export moede.pdf > moede.md", "referat export arkiv/ -f csv -o punkter.csv"))(
        export
    )


_add_commands()
