"""Runs `referat parse` over every broken, hostile and odd input, the slow ones too, and doubles every worst text.

Each is a command of its own: it must end by itself, in time, with strict JSON or one harmless line, and leave nothing
beside its input. `run.py --only REGEX` runs some of them; `run.py --write FOLDER` only writes the inputs.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parent))
from cases import DOUBLED, Case, all_cases

_PATIENCE = 90.0  # seconds on the wall: three times the CPU time of a page, and the start
_MOST_MEMORY = 1024 + 400  # MiB: the limit, and the program itself
_HARMFUL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


class Run(NamedTuple):
    code: int
    out: bytes
    err: bytes
    cpu: float
    mib: float


def run_command(command: list[str], path: Path, folder: Path) -> Run:
    """One command on one file. A negative code is a signal's, -9 also for one that did not end in time."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        process = subprocess.Popen(
            [*command, path], stdin=subprocess.DEVNULL, stdout=out, stderr=err, cwd=folder, start_new_session=True
        )
        end = time.monotonic() + _PATIENCE
        while not (ended := os.wait4(process.pid, os.WNOHANG))[0]:
            if time.monotonic() > end:
                os.killpg(process.pid, signal.SIGKILL)
            time.sleep(0.005)
        _, status, used = ended
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        err.seek(0)
        spent = used.ru_utime + used.ru_stime
        return Run(process.returncode, out.read(), err.read(1 << 20), spent, used.ru_maxrss / 1024)


def faults(case: Case, run: Run) -> list[str]:
    """What is wrong with how a case ended; empty when it holds."""
    said = run.err.decode("utf-8", "replace")
    found = []
    if run.code not in (0, 1):
        found.append(f"exit {run.code}")
    if "Traceback" in said or said.count("\n") > 1 or _HARMFUL.search(said):
        found.append(f"not one harmless line: {said[-200:]!a}")
    if run.mib > _MOST_MEMORY:
        found.append(f"{run.mib:.0f} MiB")
    if ": crashed: " in said:
        found.append(said.strip().partition(": crashed: ")[2])
    warned = False
    if run.code == 0:
        try:
            warned = bool(json.loads(run.out.decode("utf-8"), parse_constant=lambda name: int(name))["advarsler"])
        except ValueError as error:
            found.append(f"no strict JSON: {error}")
    elif run.out:
        found.append("output and an error")
    expected = {
        "ok": run.code == 0,
        "warn": run.code == 0 and warned,
        "refuse": run.code == 1,
        "limit": run.code == 1 and ": limit-" in said,
        "any": True,
    }
    return (
        found if expected[case.expect] or found else [f"expected {case.expect}, got exit {run.code}: {said[-160:]!a}"]
    )


def run_cases(command: list[str], folder: Path, only: re.Pattern[str]) -> int:
    failed = 0
    chosen = [case for case in all_cases() if only.search(case.name)]
    for case in chosen:
        place = folder / case.name
        place.mkdir()
        path = place / f"{case.name}.pdf"
        path.write_bytes(case.make())
        run = run_command(command, path, place)
        wrong = faults(case, run)
        if os.listdir(place) != [path.name]:
            wrong.append("left a file")
        path.unlink()
        failed += bool(wrong)
        if wrong:
            print(f"{case.name:32} {'; '.join(wrong)}", flush=True)
    print(f"{len(chosen) - failed} of {len(chosen)} inputs hold")
    return failed


_PLACES = (
    "Punkt 1. Sag\n{}!\nBeslutning\nGodkendt.\n",
    "Punkt 1. Sag\nBeslutning\n{}!\n",
    "Byrådet\nMedlemmer Deltog\n{}!\nPunkt 1. Sag\nBeslutning\nGodkendt.\n",
)
"""Where a worst text may stand: in an item, in its decision, in the front matter. Each place has loops of its own."""


def run_doubled(command: list[str], folder: Path, only: re.Pattern[str]) -> int:
    failed = 0
    chosen = [(name, n) for name in DOUBLED if only.search(name) for n in range(len(_PLACES))]
    for name, n in chosen:
        unit, path = DOUBLED[name], folder / f"{name}.txt"
        runs = []
        for size in (1 << 18, 1 << 19):
            path.write_text(_PLACES[n].format(unit * (size // len(unit.encode()))), encoding="utf-8")
            runs.append(run_command(command, path, folder))
        once, twice = (run.cpu for run in runs)
        stopped = any(run.code for run in runs)  # at the time limit, where one length takes as long as the other
        if stopped or (twice > 0.2 and twice / once > 2.6):
            failed += 1
            print(f"{name:32} place {n}  {once:.2f} s, doubled {twice:.2f} s{', stopped' * stopped}", flush=True)
    print(f"{len(chosen) - failed} of {len(chosen)} texts take time in line with their length")
    return failed


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--only", default="", metavar="REGEX")
    options.add_argument("--write", type=Path, metavar="FOLDER")
    options.add_argument("command", nargs="*", default=[str(Path(sys.executable).parent / "referat"), "parse"])
    chosen = options.parse_args()
    only = re.compile(chosen.only)
    if chosen.write:
        chosen.write.mkdir(parents=True, exist_ok=True)
        for case in all_cases():
            (chosen.write / case.name).write_bytes(case.make())
        return 0
    with tempfile.TemporaryDirectory() as name:
        failed = run_cases(chosen.command, Path(name), only) + run_doubled(chosen.command, Path(name), only)
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
