"""What a run says while it goes on: a bar on a terminal, a plain line now and then elsewhere, and a log."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import sys
import time
from collections import Counter
from pathlib import Path
from types import TracebackType
from typing import IO, Any

from referat_parser.batch.values import CannotGoOn, Record
from referat_parser.terminal import escape_for_terminal

_SECONDS_A_LINE = 10.0


class Progress:
    """Counts what is done and shows it on standard error. A closed standard error silences it and ends nothing."""

    def __init__(self, *, quiet: bool = False, log: Path | None = None) -> None:
        self._quiet = quiet
        self._log: IO[str] | None = None
        if log is not None:
            try:
                self._log = log.open("a", encoding="utf-8", errors="backslashreplace", buffering=1)
            except OSError as error:
                raise CannotGoOn(f"--log {log}: cannot be written ({error.strerror}); check the name", 2) from None
        self._bar: Any = None
        self._row: Any = None
        self._total = self._done = 0
        self._codes: Counter[str] = Counter()
        self._start = self._last = time.monotonic()

    def __enter__(self) -> Progress:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with contextlib.suppress(OSError):
            if self._bar is not None:
                self._bar.stop()
            if self._log is not None:
                self._log.close()

    def begin(self, to_do: int, all_of_them: int) -> None:
        """Says how much is to be done, of how many."""
        self._total = to_do
        self._start = self._last = time.monotonic()
        if to_do < all_of_them:
            self.say(f"{all_of_them:,} inputs, {all_of_them - to_do:,} of them done before")
        else:
            self.say(f"{all_of_them:,} inputs")
        if not self._quiet and sys.stderr.isatty():
            self._bar = _make_bar()
            self._row = self._bar.add_task("", total=to_do, counts="")
            self._bar.start()

    def add(self, record: Record) -> None:
        """Counts one input; a failed one goes into the log."""
        self._done += 1
        if record.kode is not None:
            self._codes[record.kode] += 1
            self.log(f"{record.name}: {record.kode}: {record.besked}")
        if self._bar is not None:
            with contextlib.suppress(OSError):
                self._bar.update(self._row, advance=1, counts=self._counts())
        elif time.monotonic() - self._last >= _SECONDS_A_LINE:
            self._last = time.monotonic()
            self.say(f"{self._done:,} of {self._total:,}, {self._rate()}, {self._left()} left; {self._counts()}")

    def end(self) -> None:
        """Takes the bar away."""
        if self._bar is not None:
            with contextlib.suppress(OSError):
                self._bar.stop()
            self._bar = None
        if self._done:
            self.say(f"{self._done:,} parsed, {self._rate()}; {self._counts()}")

    def say(self, message: str) -> None:
        """A line on standard error, unless quiet, and in the log."""
        self.log(message)
        if self._quiet:
            return
        try:
            sys.stderr.write(f"referat: {escape_for_terminal(message)}\n")
            sys.stderr.flush()
        except (OSError, ValueError):
            # Whoever read this has gone, the run has not; what the stream still holds would fail again at each flush.
            self._quiet = True
            sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 - for as long as the process lives

    def log(self, message: str) -> None:
        if self._log is not None:
            now = dt.datetime.now().isoformat(" ", "seconds")
            try:
                self._log.write(f"{now} {escape_for_terminal(message)}\n")
            except OSError:
                self._log = None

    def _counts(self) -> str:
        good = self._done - sum(self._codes.values())
        return ", ".join([f"{good:,} ok", *(f"{count:,} {kode}" for kode, count in self._codes.most_common())])

    def _rate(self) -> str:
        seconds = max(time.monotonic() - self._start, 0.001)
        return f"{self._done / seconds:,.1f} a second"

    def _left(self) -> str:
        seconds = (time.monotonic() - self._start) / max(self._done, 1) * max(self._total - self._done, 0)
        return str(dt.timedelta(seconds=round(seconds)))


def _make_bar() -> Any:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.fields[counts]}", markup=False),
    )
    return Bar(*columns, console=Console(stderr=True), transient=True, refresh_per_second=4)
