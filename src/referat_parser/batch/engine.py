"""One run of a batch from the sources to OUT, whatever does the parsing."""

from __future__ import annotations

import contextlib
import hashlib
import signal
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from types import FrameType

from referat_parser import __version__, errors
from referat_parser.batch import output
from referat_parser.batch.journal import Journal, journal_path, only_one
from referat_parser.batch.local import Done, parse_items
from referat_parser.batch.pictures import standing_marks
from referat_parser.batch.progress import Progress
from referat_parser.batch.sources import list_inputs, names_from, open_list
from referat_parser.batch.values import CannotGoOn
from referat_parser.batch.workers import Pool
from referat_parser.guard.jail import MIB, Limits
from referat_parser.guard.ocr import NO_OCR, Ocr
from referat_parser.writers import CannotWrite, Format, find_format


@dataclass(frozen=True, slots=True)
class Options:
    """What a run is asked for."""

    sources: tuple[str, ...]
    out: Path
    from_file: str | None = None
    format: str | None = None
    workers: int = 1
    engine: str = "local"
    scheduler: str | None = None
    retry_failed: bool = False
    password: str | None = None
    rules: Path | None = None
    ocr: Ocr = NO_OCR
    max_bytes: int = 256 * MIB
    limits: Limits = field(default_factory=Limits)

    @property
    def version(self) -> str:
        """The program's version, and a sum of the user's rules: a document parsed by another is done again."""
        if self.rules is None:
            return __version__
        return f"{__version__}+{hashlib.sha256(self.rules.read_bytes()).hexdigest()[:8]}"


def run_batch(options: Options, progress: Progress) -> int:
    """Brings OUT up to date with the sources and returns how many inputs failed.

    Raises CannotGoOn when the run as a whole has to end, and KeyboardInterrupt on SIGINT, SIGTERM and SIGHUP. OUT is
    then as it was before, and the journal holds all that was finished.
    """
    out = options.out
    try:
        name, form = find_format(out, options.format)
    except CannotWrite as error:
        raise CannotGoOn(str(error), 2) from None
    output.check_target(out)
    if options.engine == "local":
        _check_ocr(options.ocr)
    version, marks = options.version, standing_marks(options.ocr)
    with output.named_errors(out), only_one(out), Journal(journal_path(out)) as journal, _stoppable():
        _make_work_list(options, journal)
        journal.forget_failed(all_of_them=options.retry_failed)
        progress.begin(journal.count_to_do(version, marks), journal.count_work())
        for record, packed in _parse(options, journal):
            journal.add(record, packed)
            progress.add(record)
        journal.commit()
        progress.end()
        _write(journal, name, form, options, progress)
        return sum(count for kode, count in journal.counts().items() if kode is not None)


def _check_ocr(ocr: Ocr) -> None:
    from referat_parser.extract.ocr import find_engine

    if ocr.mode != "never":
        try:
            find_engine()
        except errors.OcrMissing as error:
            raise CannotGoOn(f"--ocr {ocr.mode}: {error}", 2) from None


def _make_work_list(options: Options, journal: Journal) -> None:
    sources = iter(options.sources)
    if "-" in options.sources or options.from_file is not None:
        # The list may be longer than memory is meant for.
        given = [source for source in options.sources if source != "-"]
        names = [names_from(open_list(options.from_file))] if options.from_file is not None else []
        names += [names_from(open_list("-"))] if "-" in options.sources else []
        sources = chain(given, *names)
    journal.set_work(list_inputs(sources, lambda path: output.is_own(options.out, path)))
    if not journal.count_work():
        raise CannotGoOn("no input found in the sources; name files, folders, patterns or archives", 2)


def _parse(options: Options, journal: Journal) -> Iterator[Done]:
    version, marks = options.version, standing_marks(options.ocr)
    to_do = journal.to_do(version, marks)
    if options.engine == "dask":
        from referat_parser.batch.distributed import parse_with_dask

        yield from parse_with_dask(to_do, options)
        return
    with Pool(options.workers, options.limits, password=options.password, rules=options.rules, ocr=options.ocr) as pool:
        yield from parse_items(
            to_do,
            pool,
            version=version,
            max_bytes=options.max_bytes,
            known=lambda sha256: journal.known(sha256, version, marks),
        )


def _write(journal: Journal, name: str, form: Format, options: Options, progress: Progress) -> None:
    out, version = options.out, options.version
    state = f"{name} {journal.fingerprint(version)}"
    if out.exists() and journal.fact("written") == state:
        progress.say(f"{out} is up to date")
        return
    progress.say(f"writing {out}")
    journal.set_fact("written", "")
    output.put(journal.entries(version), form, out)
    journal.set_fact("written", state)


@contextlib.contextmanager
def _stoppable() -> Iterator[None]:
    """SIGINT, SIGTERM and SIGHUP raise KeyboardInterrupt, also where SQLite is stopped by them in a long statement."""
    stopped = False

    def stop(_number: int, _frame: FrameType | None) -> None:
        nonlocal stopped
        stopped = True
        raise KeyboardInterrupt

    before = {}
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        # What nohup has set to be ignored stays ignored; and only the main thread may ask for signals.
        if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
            with contextlib.suppress(ValueError):
                before[number] = signal.signal(number, stop)
    try:
        yield
    except sqlite3.Error:
        if stopped:
            raise KeyboardInterrupt from None
        raise
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
