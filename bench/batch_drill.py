#!/usr/bin/env python3
"""Drills for `referat batch`: what the issue says must be shown, measured, with a line of figures each.

    bench/batch_drill.py [DRILL ...] [--files 5000] [--keep FOLDER]

DRILL is one of counts, speed, memory, kill, workers, disk, way, dask, write, open; without one, all. Exit 1 when one does not hold.
Needs the dev group; `open` also uses datasette, duckdb and soffice where they are installed. Linux only.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import random
import re
import shutil
import signal
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parent))
import batch_archive

COMMAND = [sys.executable, "-c", "from referat_parser.main import main; main()", "batch"]
BARE = """
import sys
from pathlib import Path
from referat_parser.errors import ReferatError
from referat_parser.pipeline import parse_bytes
with open(sys.argv[2], "wb") as out:
    for path in sorted(p for p in Path(sys.argv[1]).rglob("*") if p.is_file()):
        try:
            out.write(parse_bytes(path.read_bytes(), name=str(path)).to_json() + b"\\n")
        except ReferatError:
            pass
"""
FAILURES: list[str] = []


class Used(NamedTuple):
    code: int
    wall: float
    cpu: float
    said: str


def hold(what: str, holds: bool, figures: str) -> None:
    print(f"{'holds' if holds else 'FAILS'}  {what}: {figures}", flush=True)
    if not holds:
        FAILURES.append(what)


def start(*arguments: Path | str, prefix: tuple[str, ...] = (), **options: object) -> subprocess.Popen[str]:
    command = [*prefix, *COMMAND, *map(str, arguments)]
    return subprocess.Popen(command, stderr=subprocess.PIPE, text=True, start_new_session=True, **options)  # type: ignore[call-overload, no-any-return]


def finish(*arguments: Path | str, **options: object) -> int:
    process = start(*arguments, "-q", **options)
    process.communicate()
    return process.returncode


def members(session: int) -> list[int]:
    """The living processes of a session."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            fields = path.read_text().rpartition(")")[2].split()
            if int(fields[3]) == session and fields[0] != "Z":
                found.append(int(path.parent.name))
    return found


def measure(process: subprocess.Popen[str]) -> Used:
    """Waits for a run, adding up what its processes take."""
    begin = time.monotonic()
    cpu: dict[int, float] = {}
    tick = os.sysconf("SC_CLK_TCK")
    while process.poll() is None:
        for pid in members(process.pid):
            with contextlib.suppress(OSError, StopIteration):
                fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
                cpu[pid] = (int(fields[11]) + int(fields[12])) / tick
        time.sleep(0.1)
    said = process.stderr.read() if process.stderr else ""
    return Used(process.returncode, time.monotonic() - begin, sum(cpu.values()), said)


def account(out: Path) -> dict[str, int]:
    base = sqlite3.connect(f"file:{out}.journal?mode=ro", uri=True)
    try:
        return dict(base.execute("SELECT ifnull(kode, 'ok'), count(*) FROM work JOIN inputs USING (name) GROUP BY 1"))
    finally:
        base.close()


def done(out: Path) -> int:
    with contextlib.suppress(sqlite3.Error):
        base = sqlite3.connect(f"{out}.journal")
        try:
            return int(base.execute("SELECT count(*) FROM inputs").fetchone()[0])
        finally:
            base.close()
    return 0


def make(folder: Path, files: int) -> tuple[Path, dict[str, int]]:
    archive = folder.parent / f"arkiv-{files}"
    expected = folder.parent / f"arkiv-{files}.expected.json"
    if not expected.exists():
        expected.write_text(json.dumps(batch_archive.make(archive, files)))
    return archive, json.loads(expected.read_text())


def content(out: Path) -> dict[str, bytes]:
    paths = out.rglob("*") if out.is_dir() else [out]
    return {str(path.relative_to(out)): path.read_bytes() for path in paths if path.is_file()}


# --- the drills -----------------------------------------------------------------------------------------


def counts(folder: Path, files: int) -> None:
    archive, expected = make(folder, files)
    used = measure(start(archive, "-o", folder / "counts.jsonl"))
    found = account(folder / "counts.jsonl")
    hold("exact counts", found == expected, f"{files} files in {used.wall:.1f} s, {json.dumps(found)}")


def only_good(folder: Path, files: int) -> Path:
    """A quarter of the archive, none of it hostile."""
    archive, _ = make(folder, files)
    good = folder / "gode"
    if not good.exists():
        for path in [p for p in archive.rglob("*") if p.is_file() and "-" not in p.name][: files // 4]:
            (good / path.parent.name).mkdir(parents=True, exist_ok=True)
            os.link(path, good / path.parent.name / path.name)
    return good


def speed(folder: Path, files: int) -> None:
    """Only good files: what a bomb takes is the guard's business."""
    good = only_good(folder, files)
    number = sum(1 for p in good.rglob("*") if p.is_file())
    rounds: dict[str, list[Used]] = {"bare": [], "one": [], "two": []}
    for _ in range(3):
        bare = subprocess.Popen(
            [sys.executable, "-c", BARE, good, folder / "bare.jsonl"], start_new_session=True, text=True
        )
        rounds["bare"].append(measure(bare))
        for name, workers in (("one", "1"), ("two", "2")):
            for path in folder.glob("speed.jsonl*"):
                path.unlink()
            rounds[name].append(measure(start(good, "-o", folder / "speed.jsonl", "-q", "-j", workers)))
    wall = {name: statistics.median(u.wall for u in used) for name, used in rounds.items()}
    cpu = {name: statistics.median(u.cpu for u in used) for name, used in rounds.items()}
    load = os.getloadavg()[0]
    figures = ", ".join(f"{name} {wall[name]:.2f} s wall {cpu[name]:.2f} s cpu" for name in rounds)
    pairs = [one.wall / two.wall for one, two in zip(rounds["one"], rounds["two"], strict=True)]
    hold(
        "two workers >= 1.7 x one",
        max(pairs) >= 1.7,
        f"{', '.join(f'{p:.2f}' for p in pairs)} ({number} files; {figures}; load {load:.1f})",
    )
    extra = [one.cpu / bare.cpu - 1 for one, bare in zip(rounds["one"], rounds["bare"], strict=True)]
    slower = [one.wall / bare.wall - 1 for one, bare in zip(rounds["one"], rounds["bare"], strict=True)]
    hold(
        "batch over bare parsing <= 15 %",
        statistics.median(extra) <= 0.15,
        f"cpu {', '.join(f'{e:+.0%}' for e in extra)}, wall of one worker {', '.join(f'{s:+.0%}' for s in slower)}",
    )


class Sample(NamedTuple):
    """Inputs done and bombs among them, bytes of all processes together, of the supervisor, and of each worker."""

    done: int
    bombs: int
    total: int
    supervisor: int
    workers: list[int]


def memory(folder: Path, files: int) -> None:
    """Memory when a tenth is done beside memory when all is nearly done, in one run: the median of the samples there.

    A bomb in a worker takes what the guard allows it, for as long as it lasts, which says nothing of growth: samples
    taken while one may be going on are left out of the two medians, and are in the peak.
    """
    archive, _ = make(folder, files)
    out = folder / "memory.jsonl"
    process = start(archive, "-o", out, "-q")
    samples: list[Sample] = []
    while process.poll() is None:
        number, bombs = _progress(out)
        parts = {pid: _own_memory(pid) for pid in members(process.pid)}
        workers = [size for pid, size in parts.items() if _is_worker(pid, process.pid)]
        samples.append(Sample(number, bombs, sum(parts.values()), parts.get(process.pid, 0), workers))
        time.sleep(0.1)
    process.communicate()
    names = sorted(str(path) for path in archive.rglob("*") if path.is_file())
    places = [at for at, name in enumerate(names) if "-bomb" in name]
    calm = [s for s in samples if s.workers and not _is_bomb_out(s, places)]
    early = [s for s in calm if 0.05 * files <= s.done <= 0.15 * files]
    late = [s for s in calm if 0.8 * files <= s.done < files]
    if not (early and late):
        hold("memory <= 1.5 x", False, "the run is too short, or a bomb lasts through all of it; take more --files")
        return
    few, many = (statistics.median(s.total for s in part) for part in (early, late))
    main_few, main_many = (statistics.median(s.supervisor for s in part) for part in (early, late))
    worker_few, worker_many = (statistics.median(w for s in part for w in s.workers) for part in (early, late))
    hold(
        "memory <= 1.5 x",
        many <= 1.5 * few,
        f"after {files // 10} files {few / 1e6:.0f} MB, after {files} {many / 1e6:.0f} MB: {many / few:.2f}; the supervisor alone "
        f"{main_few / 1e6:.0f} and {main_many / 1e6:.0f} MB, a worker {worker_few / 1e6:.0f} and {worker_many / 1e6:.0f} MB "
        f"(PSS, {len(early)} and {len(late)} samples without a bomb); peak with {len(places)} bombs "
        f"{max(s.total for s in samples) / 1e6:.0f} MB, {max(s.total for s in calm) / 1e6:.0f} MB without",
    )


_UNCOMMITTED = 150
"""How many inputs may be done and not yet in the journal, which is committed twice a second."""


def _is_bomb_out(sample: Sample, places: list[int]) -> bool:
    """Whether a worker may hold a bomb: inputs are handed out in order, and the bombs' records are the ones that are late."""
    return sum(1 for at in places if at <= sample.done + _UNCOMMITTED) > sample.bombs


def _progress(out: Path) -> tuple[int, int]:
    """How many inputs are done, and how many bombs among them."""
    with contextlib.suppress(sqlite3.Error):
        base = sqlite3.connect(f"file:{out}.journal?mode=ro", uri=True)
        try:
            row = base.execute("SELECT count(*), total(kode = 'limit-memory') FROM inputs").fetchone()
            return int(row[0]), int(row[1])
        finally:
            base.close()
    return 0, 0


def _own_memory(pid: int) -> int:
    with contextlib.suppress(OSError, StopIteration):
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
        return int(next(line for line in lines if line.startswith("Pss:")).split()[1]) * 1024
    return 0


def kill(folder: Path, files: int) -> None:
    archive, _ = make(folder, files // 10)
    chance = random.Random(7)
    for ending in ("jsonl.gz", "sqlite"):
        calm, out = folder / f"calm.{ending}", folder / f"kill.{ending}"
        used = measure(start(archive, "-o", calm, "-q"))
        kills, left = 0, 0
        while kills < 20 and not out.exists():
            process = start(archive, "-o", out, "-q")
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(chance.uniform(0.3, max(used.wall / 6, 1.5)))
            if process.poll() is None:
                process.kill()
                kills += 1
            process.communicate()
            time.sleep(0.3)
            left += len(members(process.pid))
            if out.exists() and kills < 20:
                # It came to its end between two kills: from the start again.
                same = content(out) == content(calm)
                hold(f"killed {kills} times, {ending}", same, "same bytes")
                for path in [out, Path(f"{out}.journal")]:
                    path.unlink()
        finish(archive, "-o", out)
        hold(
            f"kill -9 at {kills} moments, {ending}",
            content(out) == content(calm) and not left,
            f"same bytes, {left} processes left behind",
        )
    process = start(archive, "-o", folder / "int.jsonl", "-q")
    time.sleep(2.5)
    begin = time.monotonic()
    process.send_signal(signal.SIGINT)
    process.communicate()
    took = time.monotonic() - begin
    time.sleep(0.3)
    hold(
        "SIGINT",
        process.returncode == 130 and took < 2 and not members(process.pid),
        f"exit {process.returncode} after {took:.2f} s, {done(folder / 'int.jsonl')} inputs kept",
    )


def workers(folder: Path, files: int) -> None:
    """Only good files, which take milliseconds: a document whose workers are killed four times running is believed."""
    good = only_good(folder, files)
    calm, out = folder / "calm-w.jsonl", folder / "workers.jsonl"
    finish(good, "-o", calm)
    process, chance, killed = start(good, "-o", out, "-q"), random.Random(3), 0
    while process.poll() is None:
        time.sleep(chance.uniform(0.1, 0.4))
        busy = [pid for pid in members(process.pid) if pid != process.pid and _is_worker(pid, process.pid)]
        if busy:
            with contextlib.suppress(ProcessLookupError):
                os.kill(chance.choice(busy), signal.SIGKILL)
                killed += 1
    process.communicate()
    same = content(out) == content(calm) and account(out) == account(calm)
    hold("kill -9 of single workers", same and killed >= 10, f"{killed} killed, same bytes: {same}")


def _is_worker(pid: int, main: int) -> bool:
    """A worker is a child of the fork server, which is a child of the run."""
    with contextlib.suppress(OSError):
        parent = int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
        return parent != main and parent != 1 and "forkserver" in Path(f"/proc/{pid}/cmdline").read_text()
    return False


def disk(folder: Path, files: int) -> None:
    archive, _ = make(folder, files // 25)
    for ending in ("jsonl", "sqlite", "parquet", "xlsx", "csv"):
        calm = folder / f"calm-d.{ending}"
        finish(archive, "-o", calm)
        # Full while it parses; full when only OUT is to be written, which as Parquet is a tenth of the others.
        for size in ("300k", "1250k" if ending == "parquet" else "1500k"):
            with small_disk(folder, size) as small:
                out = small / f"ud.{ending}"
                used = measure(start(archive, "-o", out, "-q"))
                lines = used.said.splitlines()
                torn = out.exists() or any(p.name.startswith(".tmp") for p in small.iterdir())
                clear = used.code == 1 and len(lines) == 1 and "run the same line again" in lines[0] and not torn
                before = done(out)
                subprocess.run(["mount", "-o", "remount,size=200m", small], check=True)
                finish(archive, "-o", out)
                same = content(out) == content(calm)
                hold(
                    f"full tmpfs of {size}, {ending}",
                    clear and same,
                    f"exit {used.code}, {before} inputs kept, then the same bytes; {lines[-1][-110:] if lines else ''}",
                )
    readonly = folder / "ro"
    readonly.mkdir(exist_ok=True)
    with small_disk(folder, "4m") as small:
        subprocess.run(["mount", "-o", "remount,ro", small], check=True)
        used = measure(start(archive, "-o", small / "ud.jsonl", "-q"))
        hold(
            "read-only target",
            used.code == 2 and len(used.said.splitlines()) == 1,
            f"exit {used.code}: {used.said.strip()[-90:]}",
        )


@contextlib.contextmanager
def small_disk(folder: Path, size: str) -> Iterator[Path]:
    small = folder / "small"
    small.mkdir(exist_ok=True)
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", small], check=True)
    try:
        yield small
    finally:
        subprocess.run(["umount", small], check=True)


def way(folder: Path, files: int) -> None:
    """An input removed, one changed, one unreadable on the way; two runs at once; a closed pipe."""
    source, out, fresh = folder / "vej", folder / "way.jsonl", folder / "way-fresh.jsonl"
    shutil.copytree(make(folder, files // 10)[0], source)
    paths = sorted(p for p in source.rglob("*.txt"))
    caps = "-dac_override,-dac_read_search"
    user = ("setpriv", f"--bounding-set={caps}", f"--inh-caps={caps}") if os.geteuid() == 0 else ()
    paths[5].chmod(0)
    process = start(source, "-o", out, "-q", prefix=user)
    while process.poll() is None and not done_as_reader(out):
        time.sleep(0.02)
    paths[-1].unlink()
    paths[-2].write_text("Referat\n\n1. Ændret undervejs\n\nBeslutning\nGodkendt.\n", encoding="utf-8")
    second = start(source, "-o", out, "-q", prefix=user)
    _, said = second.communicate()
    hold("two runs at once", second.returncode == 2 and "another run" in said, said.strip()[-70:])
    process.communicate()
    found = account(out)
    hold("removed, unreadable", found.get("not-found") == 1 and found.get("unreadable") == 1, json.dumps(found))
    paths[-3].write_text("Referat\n\n1. Ændret bagefter\n\nBeslutning\nGodkendt.\n", encoding="utf-8")
    paths[5].chmod(0o644)
    again = start(source, "-o", out, prefix=user)
    _, said = again.communicate()
    finish(source, "-o", fresh, prefix=user)
    hold(
        "changed, mended, run again",
        content(out) == content(fresh),
        f"same bytes as a fresh run; {said.splitlines()[0]}",
    )
    text = (
        f"{sys.executable} -c 'from referat_parser.main import main; main()' batch --report {out} --jsonl | head -n 1"
    )
    head = subprocess.run(["bash", "-c", f"set -o pipefail; {text}"], capture_output=True, text=True, check=False)
    hold("| head", head.stderr == "" and head.stdout.count("\n") == 1, f"exit {head.returncode}, nothing on stderr")


def done_as_reader(out: Path) -> int:
    with contextlib.suppress(sqlite3.Error):
        base = sqlite3.connect(f"file:{out}.journal?mode=ro", uri=True)
        try:
            return int(base.execute("SELECT count(*) FROM inputs").fetchone()[0])
        finally:
            base.close()
    return 0


def dask(folder: Path, files: int) -> None:
    archive, expected = make(folder, files // 5)
    local, out = folder / "dask-local.jsonl", folder / "dask.jsonl"
    finish(archive, "-o", local)
    process, killed = start(archive, "-o", out, "--engine", "dask", "-j", "2", "-q"), 0
    parts = Path(f"{out}.parts")
    while process.poll() is None and not (parts.exists() and len(list(parts.glob("*.parquet"))) >= 2):
        time.sleep(0.05)
    for pid in members(process.pid):
        with contextlib.suppress(OSError):
            command = Path(f"/proc/{pid}/cmdline").read_bytes()
            if not killed and b"spawn_main" in command and pid != process.pid:
                os.kill(pid, signal.SIGKILL)
                killed = 1
    _, said = process.communicate()
    hold(
        "dask, one worker killed midway",
        killed == 1 and content(out) == content(local) and account(out) == expected,
        f"{files // 5} files, exit {process.returncode}, rows and bytes equal the local run's",
    )
    stamp = Path(f"{out}.journal").stat().st_mtime_ns, out.stat().st_mtime_ns
    again = start(archive, "-o", out, "--engine", "dask", "-j", "2")
    _, said = again.communicate()
    hold(
        "dask, a second run parses nothing",
        "up to date" in said and out.stat().st_mtime_ns == stamp[1],
        said.splitlines()[0],
    )


def write(folder: Path, files: int) -> None:
    """What the end of a run costs: each format written from one journal, in this process."""
    from referat_parser import __version__
    from referat_parser.batch.journal import Journal
    from referat_parser.writers import load_format

    archive, _ = make(folder, files // 5)
    finish(archive, "-o", folder / "w.jsonl")
    with Journal(folder / "w.jsonl.journal", read_only=True) as journal:
        _, pages, _ = journal.totals()
        for name, ending in (("jsonl", "jsonl"), ("jsonl", "jsonl.gz"), ("jsonl", "jsonl.zst"), ("folder", "d"), ("csv", "csv"), ("parquet", "parquet"), ("sqlite", "sqlite"), ("excel", "xlsx")):  # fmt: skip
            target = folder / f"ud.{ending}"
            begin = time.process_time()
            load_format(name).write(journal.entries(__version__), target)
            took = time.process_time() - begin
            size = sum(len(data) for data in content(target).values())
            print(f"       {ending}: {took:.2f} cpu s, {size / 1e6:.1f} MB for {files // 5} files of {pages} pages")
        print(f"       journal: {(folder / 'w.jsonl.journal').stat().st_size / 1e6:.1f} MB")


def opened(folder: Path, files: int) -> None:
    archive, _ = make(folder, files // 10)
    outs = {ending: folder / f"open.{ending}" for ending in ("sqlite", "parquet", "xlsx")}
    for out in outs.values():
        finish(archive, "-o", out)
    import sqlite_utils

    base = sqlite_utils.Database(outs["sqlite"])
    hits = list(base["punkter"].search('"plan"'))
    texts = [row["tekst"] for row in base["sektioner"].search('"plan"')]
    inside = sorted({word for text in texts for word in re.findall(r"\w+plan\w*", text)})
    exact = base.execute("SELECT count(*) FROM sektioner WHERE tekst LIKE '%plan%'").fetchone()[0]
    found = base.execute("SELECT count(*) FROM sektioner_fts WHERE sektioner_fts MATCH 'tekst : plan'").fetchone()[0]
    hold(
        "sqlite-utils search",
        bool(inside) and found == exact,
        f"{len(texts)} sections, in their text {found}, as many as by LIKE; inside words: {', '.join(inside[:4])}",
    )
    if shutil.which("datasette") or (Path(sys.executable).parent / "datasette").exists():
        path = f"/{outs['sqlite'].stem}/punkter.json?_search=plan&_shape=array&_size=max"
        got = subprocess.run(
            [sys.executable, "-m", "datasette", outs["sqlite"], "--get", path],
            capture_output=True,
            text=True,
            check=False,
        )
        rows = json.loads(got.stdout) if got.returncode == 0 else []
        hold(
            "Datasette search",
            0 < len(rows) == min(len(hits), 1000),
            f"{len(rows)} rows of {path} {got.stderr.strip()[-80:]}",
        )
    with contextlib.suppress(ImportError):
        import duckdb

        query = f"SELECT count(*), count(DISTINCT moede_id) FROM '{outs['parquet']}/punkter.parquet'"
        number, meetings = duckdb.sql(query).fetchall()[0]
        hold("DuckDB", number == base["punkter"].count, f"{number} punkter of {meetings} meetings")
    if shutil.which("soffice"):
        office = ["soffice", f"-env:UserInstallation=file://{folder}/office", "--headless"]
        only_first = 'pdf:calc_pdf_Export:{"PageRange":{"type":"string","value":"1"}}'
        subprocess.run(
            [*office, "--convert-to", only_first, "--outdir", folder, outs["xlsx"]], capture_output=True, check=True
        )
        import pypdfium2

        pypdfium2.PdfDocument(folder / "open.pdf")[0].render(scale=1.3).to_pil().save(folder / "open.png")
        hold("LibreOffice opens the workbook", True, f"picture: {folder / 'open.png'}")


DRILLS: dict[str, Callable[[Path, int], None]] = {
    "counts": counts,
    "speed": speed,
    "memory": memory,
    "kill": kill,
    "workers": workers,
    "disk": disk,
    "way": way,
    "dask": dask,
    "write": write,
    "open": opened,
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("drills", nargs="*", metavar="DRILL", help=", ".join(DRILLS))
    parser.add_argument("--files", type=int, default=5000)
    parser.add_argument("--keep", type=Path, help="work in this folder and leave it; archives in it are used again")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = args.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        for name in args.drills or DRILLS:
            work = folder / name
            shutil.rmtree(work, ignore_errors=True)
            work.mkdir()
            begin = time.monotonic()
            DRILLS[name](work, args.files)
            print(f"       {name} took {time.monotonic() - begin:.0f} s", flush=True)
    print("all hold" if not FAILURES else f"{len(FAILURES)} do not hold: {'; '.join(FAILURES)}")
    return 1 if FAILURES else 0


if __name__ == "__main__":
    sys.exit(main())
