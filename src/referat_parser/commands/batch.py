"""`referat batch`: an archive of any size, in parallel, resumable, never stopped by a file."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated, Literal

import typer

from referat_parser import run


def batch(
    sources: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="SOURCE", help="Files, folders, patterns, ZIP archives, URLs; - reads names from standard input."
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            "-o",
            "--out",
            metavar="OUT",
            help="Where to: .jsonl[.gz|.zst], .sqlite, .parquet, .csv, .xlsx, or a folder.",
        ),
    ] = None,
    report: Annotated[
        Path | None, typer.Option("--report", metavar="OUT", help="Prints the account of OUT and ends.")
    ] = None,
    from_file: Annotated[
        str | None, typer.Option("--from-file", metavar="FILE", help="Sources from a list, one a line or NUL between.")
    ] = None,
    form: Annotated[
        str | None, typer.Option("--format", metavar="NAME", help="The format, where OUT's ending does not say it.")
    ] = None,
    workers: Annotated[int | None, typer.Option("-j", "--workers", min=1, help="Workers; default one a core.")] = None,
    retry_failed: Annotated[bool, typer.Option("--retry-failed", help="Tries the failed inputs again.")] = False,
    engine: Annotated[str, typer.Option("--engine", metavar="local|dask", help="What runs the workers.")] = "local",
    scheduler: Annotated[
        str | None, typer.Option("--scheduler", metavar="ADDRESS", help="Dask scheduler; without one a local cluster.")
    ] = None,
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="Says nothing but errors.")] = False,
    log: Annotated[
        Path | None, typer.Option("--log", metavar="FILE", help="Adds progress and failures to FILE.")
    ] = None,
    jsonl: Annotated[bool, typer.Option("--jsonl", help="With --report: one record a line.")] = False,
    password: Annotated[str | None, typer.Option("--password", metavar="TEXT", help="Opens encrypted PDFs.")] = None,
    rules: Annotated[
        Path | None, typer.Option("--rules", metavar="FILE", help="Words of your own, as TOML; docs/new-format.md.")
    ] = None,
    ocr: Annotated[
        Literal["auto", "always", "never"],
        typer.Option("--ocr", help="Read pages as pictures: those without readable text, all of them, or none."),
    ] = "never",
    max_ocr_pages: Annotated[int, typer.Option(min=1, help="Read no more pages of a document as pictures.")] = 500,
    no_ocr_cache: Annotated[
        bool, typer.Option("--no-ocr-cache", help="Read every picture anew and keep nothing of what was read.")
    ] = False,
    max_pages: Annotated[int, typer.Option(min=1, help="Refuse documents with more pages.")] = 5000,
    max_seconds: Annotated[
        float, typer.Option(min=1, help="CPU seconds a document may take, before those per page.")
    ] = 20,
    max_memory: Annotated[int, typer.Option(min=64, help="MiB of memory a document may take.")] = 1024,
    max_mb: Annotated[int, typer.Option(min=1, help="Refuse files with more MiB.")] = 256,
) -> None:
    """Converts an archive into OUT, which appears when complete. The same line again goes on where it stopped.

    Exit 0: every input gave a document; 1: some gave none (`--report OUT` names them); 2: wrong usage; 130: interrupted.
    """
    if report is not None:
        raise typer.Exit(_print_account(report, jsonl))
    if out is None or not (sources or from_file):
        raise typer.Exit(_refuse("name a SOURCE and -o OUT, or --report OUT; see referat batch --help"))
    if engine not in ("local", "dask"):
        raise typer.Exit(_refuse(f"--engine {engine}: there are local and dask"))
    from referat_parser.batch.engine import Options
    from referat_parser.errors import BadRules
    from referat_parser.guard.jail import MIB, Limits
    from referat_parser.guard.ocr import Ocr
    from referat_parser.lexicon import use_rules

    if rules is not None:
        try:
            use_rules(rules)
        except BadRules as error:
            raise typer.Exit(_refuse(f"{rules}: {error}")) from None
    limits = Limits(pages=max_pages, seconds=max_seconds, memory=max_memory)
    options = Options(
        sources=tuple(sources or ()),
        out=out,
        from_file=from_file,
        format=form,
        workers=workers or _cores(),
        engine=engine,
        scheduler=scheduler,
        retry_failed=retry_failed,
        password=password,
        rules=rules,
        ocr=Ocr(ocr, cache=not no_ocr_cache, most_pages=max_ocr_pages),
        max_bytes=max_mb * MIB,
        limits=limits,
    )
    code = _run(options, quiet, log)
    if code == run.INTERRUPTED:
        # Threads that wait for a slow disk must not hold up the end.
        sys.stderr.flush()
        os._exit(code)
    raise typer.Exit(code)


def _run(options: object, quiet: bool, log: Path | None) -> int:
    from referat_parser.batch.engine import Options, run_batch
    from referat_parser.batch.progress import Progress
    from referat_parser.batch.values import CannotGoOn

    assert isinstance(options, Options)
    try:
        with Progress(quiet=quiet, log=log) as progress:
            failed = run_batch(options, progress)
            if failed:
                progress.say(f"{failed:,} inputs gave no document: referat batch --report {options.out}")
    except CannotGoOn as error:
        run.say(f"referat: batch: {error}")
        return error.exit_code
    except KeyboardInterrupt:
        run.say("referat: batch: interrupted; run the same line again, it goes on where it stopped")
        return run.INTERRUPTED
    return 1 if failed else 0


def _print_account(out: Path, as_json: bool) -> int:
    from referat_parser.batch.account import account
    from referat_parser.batch.values import CannotGoOn
    from referat_parser.terminal import escape_for_terminal

    try:
        for line in account(out, as_json=as_json):
            run.write_out((line if as_json else escape_for_terminal(line)).encode() + b"\n")
    except CannotGoOn as error:
        return _refuse(str(error))
    return 0


def _refuse(message: str) -> int:
    run.say(f"referat: batch: {message}")
    return 2


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
