"""A whole run: complete or absent, the same bytes whatever happened on the way, every input accounted for."""

from __future__ import annotations

import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from archive import MINUTES, run, write_minutes
from referat_parser.batch.account import account
from referat_parser.batch.journal import Journal, journal_path, only_one
from referat_parser.batch.values import CannotGoOn, Record


def records(out: Path) -> dict[str, Record]:
    with Journal(journal_path(out), read_only=True) as journal:
        return {Path(record.name).name: record for record in journal.records()}


def documents(out: Path) -> list[dict]:
    return [json.loads(line) for line in out.read_text("utf-8").splitlines()]


def test_every_input_is_accounted_for(tmp_path: Path) -> None:
    source, out = write_minutes(tmp_path / "arkiv"), tmp_path / "ud.jsonl"
    assert run(out, source, tmp_path / "findes-ikke.pdf") == 2
    assert [d["kilde"]["fil"] for d in documents(out)] == sorted(str(p) for p in source.rglob("*.txt")), (
        "in order of name, with the names of the sources"
    )
    found = records(out)
    assert len(found) == 9
    assert {name: r.kode for name, r in found.items() if r.kode} == {"tom.pdf": "empty", "findes-ikke.pdf": "not-found"}
    first, copy = found["moede-01.txt"], found["kopi.txt"]
    assert first.sha256 == copy.sha256
    assert (first.punkter, copy.punkter) == (2, 2)
    assert sorted([first.seconds > 0, copy.seconds > 0]) == [False, True], "the same content is parsed once"
    lines = list(account(out))
    assert "        9  inputs" in lines
    assert "        7  documents" in lines
    assert "        1  of these with the content of another, parsed once" in lines
    assert [line.split(": ")[1] for line in lines if line.startswith(str(tmp_path)) and ": " in line] == [
        "empty",
        "not-found",
    ]
    rows = [json.loads(line) for line in account(out, as_json=True)]
    assert {
        "name",
        "size",
        "sha256",
        "version",
        "outcome",
        "kode",
        "seconds",
        "pages",
        "punkter",
        "daekning",
        "advarsler",
    } <= set(rows[0])


def test_names_in_documents_are_those_of_parse(tmp_path: Path) -> None:
    from referat_parser import parse

    odd = tmp_path / 'a"b\\c æ.txt'
    odd.write_text(MINUTES.format(day=3), encoding="utf-8")
    run(tmp_path / "ud.jsonl", odd)
    assert documents(tmp_path / "ud.jsonl")[0] == json.loads(parse(odd, name=str(odd)).model_dump_json())


@pytest.mark.parametrize(
    "name", ["u.jsonl", "u.jsonl.gz", "u.jsonl.zst", "u.sqlite", "u.xlsx", "u.parquet", "u.csv", "mappe"]
)
def test_second_run_does_only_what_changed_and_ends_in_the_same_bytes(tmp_path: Path, name: str) -> None:
    source, out, fresh = write_minutes(tmp_path / "arkiv"), tmp_path / name, tmp_path / f"frisk-{name}"
    run(out, source)
    before, stamp = records(out), out.stat().st_mtime_ns
    run(out, source)
    assert out.stat().st_mtime_ns == stamp, "nothing changed, nothing written"
    changed, removed, added = source / "moede-02.txt", source / "moede-03.txt", source / "moede-99.txt"
    changed.write_text(MINUTES.format(day=12), encoding="utf-8")
    added.write_text(MINUTES.format(day=13), encoding="utf-8")
    removed.unlink()
    run(out, source)
    after = records(out)
    assert {n for n in after if after[n] != before.get(n)} == {"moede-02.txt", "moede-99.txt"}
    assert "moede-03.txt" not in after
    run(fresh, source)
    assert content(out) == content(fresh)
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted(
        ["arkiv", name, f"{name}.journal", f"frisk-{name}", f"frisk-{name}.journal"]
    )


def content(out: Path) -> dict[str, bytes]:
    paths = out.rglob("*") if out.is_dir() else [out]
    return {str(path.relative_to(out)): path.read_bytes() for path in paths if path.is_file()}


def test_failed_inputs_are_tried_again_when_asked(tmp_path: Path) -> None:
    source, out = write_minutes(tmp_path / "arkiv", 2), tmp_path / "ud.jsonl"
    assert run(out, source) == 1
    with Journal(journal_path(out)) as journal:
        bad = records(out)["moede-01.txt"]._replace(kode="limit-time", besked="slow", sha256="0" * 64)
        journal.add(bad)
    assert run(out, source) == 2
    assert run(out, source, retry_failed=True) == 1


def test_program_of_another_version_does_all_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source, out = write_minutes(tmp_path / "arkiv", 2), tmp_path / "ud.jsonl"
    run(out, source)
    monkeypatch.setattr("referat_parser.batch.engine.__version__", "9.9")
    run(out, source)
    assert {record.version for record in records(out).values()} == {"9.9"}


def test_out_inside_its_source_is_no_input(tmp_path: Path) -> None:
    source = write_minutes(tmp_path / "arkiv", 2)
    out = source / "ud.jsonl"
    run(out, source)
    run(out, source)
    assert not [name for name in records(out) if name.startswith("ud.")]


@pytest.mark.parametrize(
    ("prepare", "says"),
    [
        (lambda out: out.write_text("mine"), "not made by referat batch"),
        (lambda out: out.mkdir(), "not made by referat batch"),
        (lambda out: shutil.rmtree(out.parent), "no such folder"),
    ],
)
def test_what_is_not_ours_is_left_alone(tmp_path: Path, prepare: Callable[[Path], object], says: str) -> None:
    source, out = write_minutes(tmp_path / "arkiv", 1), tmp_path / "x" / "ud.jsonl"
    out.parent.mkdir()
    prepare(out)
    with pytest.raises(CannotGoOn, match=says) as error:
        run(out, source)
    assert error.value.exit_code == 2


def test_two_runs_on_one_out(tmp_path: Path) -> None:
    source, out = write_minutes(tmp_path / "arkiv", 1), tmp_path / "ud.jsonl"
    held = subprocess.Popen(
        [sys.executable, "-c", "import sys, time\nfrom pathlib import Path\nfrom referat_parser.batch.journal import only_one\n"
         "with only_one(Path(sys.argv[1])):\n print('held', flush=True)\n time.sleep(60)", str(out)],
        stdout=subprocess.PIPE,
    )  # fmt: skip
    assert held.stdout
    held.stdout.readline()
    with pytest.raises(CannotGoOn, match="another run"):
        run(out, source)
    held.kill()
    held.wait()
    held.stdout.close()
    run(out, source)
    assert out.exists()
    with only_one(out):
        pass
    assert not out.with_name("ud.jsonl.lock").exists()


# --- the command ----------------------------------------------------------------------------------------


def start(referat: str, *arguments: Path | str, **options: object) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [referat, "batch", *map(str, arguments)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options
    )  # type: ignore[call-overload, no-any-return]


def test_killed_and_resumed_ends_in_the_same_bytes(referat: str, tmp_path: Path) -> None:
    source = write_minutes(tmp_path / "arkiv", 1500)
    run(tmp_path / "ro.jsonl.gz", source)
    out = tmp_path / "ud.jsonl.gz"
    first = start(referat, source, "-o", out)
    wait_for(lambda: journal_path(out).exists() and half_done(out) >= 20)
    first.kill()
    first.communicate()
    assert not out.exists()
    done_before = half_done(out)
    assert 20 <= done_before < 1500, "killed on the way"
    second = start(referat, source, "-o", out)
    _, said = second.communicate()
    assert second.returncode == 1, said
    assert b"done before" in said
    assert out.read_bytes() == (tmp_path / "ro.jsonl.gz").read_bytes()


def half_done(out: Path) -> int:
    import sqlite3

    try:
        base = sqlite3.connect(journal_path(out))
        try:
            return int(base.execute("SELECT count(*) FROM inputs").fetchone()[0])
        finally:
            base.close()
    except sqlite3.Error:
        return 0


def wait_for(what: Callable[[], bool], seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < end, "it did not come to that"
        time.sleep(0.01)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_interrupted_ends_soon_and_keeps_what_was_done(referat: str, tmp_path: Path, number: signal.Signals) -> None:
    source, out = write_minutes(tmp_path / "arkiv", 400), tmp_path / "ud.jsonl"
    process = start(referat, source, "-o", out, start_new_session=True)
    wait_for(lambda: journal_path(out).exists() and half_done(out) >= 20)
    begin = time.monotonic()
    process.send_signal(number)
    _, said = process.communicate()
    assert time.monotonic() - begin < 2
    assert process.returncode == 130
    assert said.decode().splitlines()[-1].startswith("referat: batch: interrupted")
    assert not out.exists()
    assert half_done(out) >= 20
    wait_for(lambda: not alive_in_session(process.pid), 2)


def alive_in_session(session: int) -> list[int]:
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[3]) == session and fields[0] != "Z":
            found.append(int(path.parent.name))
    return found


def test_full_disk_is_a_clear_end_and_resumable(referat: str, tmp_path: Path) -> None:
    source, out = write_minutes(tmp_path / "arkiv", 30), tmp_path / "ud.jsonl"

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, 60_000))

    process = start(referat, source, "-o", out, preexec_fn=limit)
    _, said = process.communicate()
    assert process.returncode == 1, said
    assert len(said.splitlines()) < 5
    assert b"run the same line again" in said.splitlines()[-1]
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith((".tmp", "ud.jsonl.lock"))] == []
    assert not out.exists()
    assert start(referat, source, "-o", out).wait() == 1
    run(tmp_path / "ro.jsonl", source)
    assert out.read_bytes() == (tmp_path / "ro.jsonl").read_bytes()


def test_wrong_use_is_said_in_one_line(referat: str, tmp_path: Path) -> None:
    source = write_minutes(tmp_path / "arkiv", 1)
    (tmp_path / "tom").mkdir()
    for arguments, says in [
        ((source, "-o", tmp_path / "ud.docx"), b"no format ends in .docx"),
        ((source, "-o", tmp_path / "ud", "--format", "docx"), b"no format docx; there are csv, excel"),
        ((source,), b"name a SOURCE and -o OUT"),
        ((tmp_path / "tom", "-o", tmp_path / "ud.jsonl"), b"no input found"),
        (("--report", tmp_path / "ud2.jsonl"), b"no journal beside it"),
        ((source, "-o", tmp_path / "ud.jsonl", "--engine", "ray"), b"there are local and dask"),
        (("--from-file", tmp_path / "no", "-o", tmp_path / "u.jsonl"), b"check the name"),
    ]:
        process = start(referat, *arguments)
        out, said = process.communicate()
        assert (process.returncode, out, len(said.splitlines())) == (2, b"", 1), said
        assert says in said


def test_missing_library_names_its_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = write_minutes(tmp_path / "arkiv", 1)
    monkeypatch.setattr("referat_parser.writers.find_spec", lambda _: None)
    for name, extra in [
        ("u.sqlite", "sqlite"),
        ("u.parquet", "parquet"),
        ("u.xlsx", "excel"),
        ("u.jsonl.zst", "batch"),
    ]:
        with pytest.raises(CannotGoOn, match=rf"pip install 'referat-parser\[{extra}\]'") as error:
            run(tmp_path / name, source)
        assert error.value.exit_code == 2
    for name in ("u.jsonl", "u.jsonl.gz", "u.csv", "mappe"):
        run(tmp_path / name, source)


def test_names_from_standard_input_and_a_closed_pipe(referat: str, tmp_path: Path) -> None:
    source, out = write_minutes(tmp_path / "arkiv", 3), tmp_path / "ud.jsonl"
    process = start(referat, "-", "-o", out, "--log", tmp_path / "log", stdin=subprocess.PIPE)
    assert process.stdin and process.stderr
    process.stderr.close()  # whoever read the progress has gone
    process.stdin.write(b"\n".join(os.fsencode(p) for p in source.glob("*.txt")))
    process.stdin.close()
    assert process.wait() == 0
    assert len(documents(out)) == 3
    assert "3 parsed" in (tmp_path / "log").read_text()
    report = subprocess.run(
        f"{referat} batch --report {out} --jsonl | head -c 1", shell=True, capture_output=True, check=False
    )
    assert (report.stdout, report.stderr) == (b"{", b"")


# --- a cluster ------------------------------------------------------------------------------------------


def test_dask_gives_the_bytes_of_a_local_run_and_parses_nothing_twice(tmp_path: Path) -> None:
    pytest.importorskip("distributed")
    source, out, local = write_minutes(tmp_path / "arkiv", 120), tmp_path / "dask.jsonl", tmp_path / "ro.jsonl"
    assert run(local, source) == 1
    assert run(out, source, engine="dask") == 1
    assert out.read_bytes() == local.read_bytes()
    before = records(out)
    assert not out.with_name("dask.jsonl.parts").exists()
    assert run(out, source, engine="dask") == 1
    assert records(out) == before
