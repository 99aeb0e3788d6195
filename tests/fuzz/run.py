"""Parses mutated inputs and says which of them broke a promise: `run.py --count 100000`.

Each input is parsed in a guarded process. Broken is: a crash, an exception that is no ReferatError, output that is no
strict JSON, an error that is not one line, a time above the limit that is not the PDF engine's own, a file or a process
left behind. What broke is kept, to be run again: `run.py --again FILE`. Input N is the same on every run:
`run.py --first N --count 1`.
"""

from __future__ import annotations

import argparse
import collections
import functools
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent / "reliability")]

from cases import all_cases  # noqa: E402
from mutate import mutated  # noqa: E402

from referat_parser import errors  # noqa: E402
from referat_parser.guard import Limits, parse_isolated  # noqa: E402

LIMITS = Limits(seconds=6, seconds_a_page=0.05, memory=700, wall_factor=10)
_LARGEST = 90_000


@functools.cache
def seeds() -> tuple[bytes, ...]:
    """The samples, annotated minutes, and the inputs of the reliability suite that are not large."""
    tests = HERE.parent
    files = [*(tests.parent / "samples").glob("*.*"), *sorted((tests / "corpus" / "cases").glob("*.txt"))[::3]]
    found = [file.read_bytes() for file in sorted(files) if file.suffix in (".pdf", ".txt")]
    found += [
        case.make() for case in all_cases() if not case.slow and not case.name.startswith(("bomb-flate", "million"))
    ]
    return tuple(data for data in found if 0 < len(data) <= _LARGEST)


def broken_promise(data: bytes) -> tuple[str, str | None]:
    """What became of an input, and what was wrong with that, if anything was."""
    try:
        result = parse_isolated(data, limits=LIMITS)
    except errors.Crashed as error:
        return "crashed", str(error)
    except errors.LimitTime as error:
        return "limit-time", None if _engine_is_slow(data) else str(error)
    except errors.ReferatError as error:
        if not str(error).isprintable() or "; " not in str(error):
            return error.kode, f"not one clear line: {error}"
        return error.kode, None
    except Exception as error:
        return "raised", f"{type(error).__name__}: {error}"
    try:
        json.loads(result.decode(), parse_constant=lambda name: float(name + "!"))
    except ValueError as error:
        return "not strict", str(error)
    if re.search(rb"(?<!\\)\\u[dD][89a-fA-F]", result):
        return "not strict", "half a surrogate"
    return "document", None


_BARE = "import sys, pypdfium2; print([page.get_textpage().count_chars() for page in pypdfium2.PdfDocument(sys.stdin.buffer.read())])"


def _engine_is_slow(data: bytes) -> bool:
    """Whether the PDF engine by itself takes as long: then the limit did what it is for, and no step of ours is to blame."""
    try:
        subprocess.run([sys.executable, "-c", _BARE], input=data, capture_output=True, timeout=2 * LIMITS.seconds)
    except subprocess.TimeoutExpired:
        return True
    return False


def run(
    first: int, count: int, keep: Path | None = None, seconds: float = float("inf")
) -> tuple[int, dict[str, int], list[str]]:
    """Parses so many inputs: how many it came to, how often each thing became of them, and what was broken."""
    outcomes: collections.Counter[str] = collections.Counter()
    broken: list[str] = []
    start, done = time.monotonic(), 0
    before = _surroundings()
    for number in range(first, first + count):
        if time.monotonic() - start > seconds:
            break
        data = mutated(number, seeds())
        outcome, wrong = broken_promise(data)
        outcomes[outcome] += 1
        done += 1
        if wrong is not None:
            broken.append(f"{number}: {outcome}: {wrong}")
            if keep is not None:
                keep.mkdir(parents=True, exist_ok=True)
                (keep / f"{number}.bin").write_bytes(data)
    left = (_surroundings() ^ before) - {str(keep and keep.absolute())}
    if left:
        broken.append(f"left behind: {sorted(left)}")
    return done, dict(outcomes.most_common()), broken


def _surroundings() -> set[str]:
    """Files of the current and the temporary folder, and this process's children."""
    children = Path(f"/proc/self/task/{os.getpid()}/children")
    found = {f"process {pid}" for pid in children.read_text().split()} if children.exists() else set()
    return found | {str(file) for file in Path.cwd().iterdir()}


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument(
        "--count", "--runs", type=int, default=10**9, metavar="N", help="inputs; without end if not given"
    )
    options.add_argument("--first", type=int, default=0, metavar="N", help="the first input's number")
    options.add_argument("--seconds", type=float, default=float("inf"), help="stop after so long")
    options.add_argument("--keep", type=Path, default=Path(tempfile.gettempdir()) / "referat-fuzz", metavar="FOLDER")
    options.add_argument("--again", type=Path, nargs="+", metavar="FILE", help="parse these instead")
    chosen = options.parse_args()
    if chosen.again:
        results = [(file, *broken_promise(file.read_bytes())) for file in chosen.again]
        for file, outcome, wrong in results:
            print(f"{file}: {outcome}{': ' if wrong else ''}{wrong or ''}")
        return int(any(wrong for _, _, wrong in results))
    start, done, failed = time.monotonic(), 0, 0
    totals: collections.Counter[str] = collections.Counter()
    step = 500
    while done < chosen.count and time.monotonic() - start < chosen.seconds:
        left = chosen.seconds - (time.monotonic() - start)
        ran, outcomes, broken = run(chosen.first + done, min(step, chosen.count - done), chosen.keep, left)
        done, failed = done + ran, failed + len(broken)
        totals.update(outcomes)
        for line in broken:
            print(line, flush=True)
        rate = done / (time.monotonic() - start)
        print(f"{done} inputs, {rate:.0f} a second, {failed} broken: {dict(totals.most_common())}", flush=True)
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
