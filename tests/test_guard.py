"""Whatever guarded work does, its parent gets one result or one error, and nothing of it is left."""

from __future__ import annotations

import contextlib
import functools
import gc
import os
import resource
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import guarded
from conftest import SAMPLES
from referat_parser import errors
from referat_parser.guard import Limits, parse_guarded, parse_isolated, run_guarded
from referat_parser.guard.forked import run_forked
from referat_parser.guard.spawned import run_spawned
from referat_parser.pipeline import parse
from referat_parser.terminal import escape_for_terminal, escape_line

Run = Callable[[Callable[[], bytes], Limits, int], bytes]
SHORT = Limits(pages=10, seconds=1, seconds_a_page=0, memory=200)
part = functools.partial

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="what a system can forbid is tested on Linux")


@pytest.fixture(params=[run_forked, run_spawned], ids=["fork", "spawn"])
def run(request: pytest.FixtureRequest) -> Run:
    found: Run = request.param
    return found


@pytest.fixture(autouse=True)
def _nothing_is_left() -> Iterator[None]:
    """No child, no zombie and no open file remains, however the work ended."""
    gc.collect()
    files, children = len(os.listdir("/proc/self/fd")), _children()
    yield
    gc.collect()
    assert len(os.listdir("/proc/self/fd")) == files
    assert _children() <= children  # other tests' helpers (fork servers, a browser) may run beside


def _children() -> set[str]:
    """The process ids of this process's children, those that ended and were not waited for too."""
    found = set()
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            state = stat.read_text(errors="replace").rpartition(")")[2].split()
            if int(state[1]) == os.getpid():
                found.add(stat.parent.name)
    return found


def test_the_result_comes_back(run: Run) -> None:
    assert run(part(guarded.double, b"\0ab\xff"), SHORT, 0) == b"\0ab\xff\0ab\xff"
    assert run(part(guarded.double, b""), SHORT, 0) == b""


def test_a_large_result_comes_back_and_a_larger_one_is_a_limit(run: Run) -> None:
    limits = Limits(result=8)
    assert len(run(part(guarded.much, 8 << 20), limits, 0)) == 8 << 20
    with pytest.raises(errors.LimitSize):
        run(part(guarded.much, (8 << 20) + 1), limits, 0)


@pytest.mark.parametrize("kind", sorted(errors.ReferatError.__subclasses__(), key=lambda kind: kind.kode))
def test_errors_keep_their_class_and_words(kind: type[errors.ReferatError]) -> None:
    with pytest.raises(kind, match=r"^it is so and so; do this$") as caught:
        run_guarded(part(guarded.refuse, kind), SHORT)
    assert type(caught.value) is kind


@pytest.mark.parametrize(
    ("work", "expected", "said"),
    [
        (guarded.fail, errors.Crashed, r"ValueError: ond \\x1b\[31m tekst \\u202e in guarded.py line \d+"),
        (guarded.spin, errors.LimitTime, "CPU time"),
        (guarded.sleep, errors.LimitTime, "come to an end"),
        (guarded.swell, errors.LimitMemory, "200 MiB"),
        (guarded.recurse, errors.Damaged, "nested"),
        (part(guarded.die, signal.SIGABRT), errors.LimitMemory, "200 MiB"),
        (part(guarded.die, signal.SIGKILL), errors.LimitMemory, "killed by the system"),
        (part(guarded.die, signal.SIGSEGV), errors.Crashed, "SIGSEGV"),
        (part(guarded.die, signal.SIGTERM), errors.Crashed, "SIGTERM"),
        (guarded.read_nowhere, errors.Crashed, "SIGSEGV"),
        (guarded.leave, errors.Crashed, "exit 7"),
    ],
)
def test_what_goes_wrong_is_one_error(
    run: Run, work: Callable[[], bytes], expected: type[errors.ReferatError], said: str
) -> None:
    start = time.monotonic()
    with pytest.raises(expected, match=said) as caught:
        run(work, SHORT, 0)
    assert "; " in str(caught.value) and str(caught.value).isprintable()
    # Two seconds of CPU time (the system counts whole ones), three times that on the wall.
    assert time.monotonic() - start < 15


def test_what_a_dying_library_said_is_kept_escaped() -> None:
    with pytest.raises(errors.Crashed, match=r"SIGSEGV: ord fra et bibliotek\\x1b\[0m\)"):
        run_forked(part(guarded.die, signal.SIGSEGV), SHORT, 0)


def test_nothing_it_prints_gets_out(run: Run, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(guarded.chatter, SHORT, 0) == b"stille"
    assert capfd.readouterr() == ("", "")


def test_it_has_only_the_files_it_needs() -> None:
    with open(__file__), open(__file__):
        # Three streams, the two pipes' ends that are its own, and the listing itself.
        assert len(run_forked(guarded.open_files, SHORT, 0).split(b",")) <= 6


def test_it_cannot_write_connect_or_start_programs(run: Run, tmp_path: Path) -> None:
    old = tmp_path / "fandtes"
    old.write_bytes(b"urort")
    assert run(part(guarded.write_file, str(tmp_path / "ny")), SHORT, 0) != b"written"
    assert run(part(guarded.write_file, str(old)), SHORT, 0) != b"written"
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        connected = run(part(guarded.connect, listening.getsockname()[1]), SHORT, 0)
    started = run(guarded.start_program, SHORT, 0)
    if _landlock() >= 4:
        assert connected == b"PermissionError"
    if _landlock() >= 1:
        assert started == b"PermissionError"
        assert old.read_bytes() == b"urort" and not (tmp_path / "ny").exists()
    assert (tmp_path / "ny").exists() is False or (tmp_path / "ny").stat().st_size == 0


def _landlock() -> int:
    import ctypes

    return int(ctypes.CDLL(None).syscall(444, None, ctypes.c_size_t(0), ctypes.c_uint32(1)))


def test_what_it_started_dies_with_it(tmp_path: Path) -> None:
    start = time.monotonic()
    grandchild = int(run_forked(part(guarded.fork_and_hold, str(tmp_path)), SHORT, 0))
    assert time.monotonic() - start < 2
    if grandchild > 0:
        _gone(grandchild)


def test_it_dies_with_its_parent(tmp_path: Path) -> None:
    program = (
        "import sys; sys.path[:0] = sys.argv[1:]\n"
        "import guarded, os, threading, time, referat_parser.guard as g\n"
        "def tell():\n"
        "    time.sleep(0.5); print(open(f'/proc/self/task/{main}/children').read(), flush=True)\n"
        "main = os.getpid(); threading.Thread(target=tell, daemon=True).start()\n"
        "g.run_guarded(guarded.sleep, g.Limits())\n"
    )
    command = [sys.executable, "-c", program, str(Path(__file__).parent)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        parent.kill()
    _gone(child)


def _gone(process: int) -> None:
    for _ in range(200):
        try:
            state = Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[0]
        except (FileNotFoundError, ProcessLookupError):
            return
        if state in "ZX":
            return
        time.sleep(0.01)
    raise AssertionError(f"process {process} still runs")


def test_more_pages_are_more_time() -> None:
    limits = Limits(pages=100, seconds=1, seconds_a_page=0.1)
    assert run_guarded(part(guarded.need, 40, limits, 3.0), limits) == b"done"
    with pytest.raises(errors.LimitTime):
        run_guarded(part(guarded.need, 1, limits, 4.0), limits)


def test_limits_are_relative_to_the_process() -> None:
    ballast = bytearray(300 << 20)
    assert run_forked(part(guarded.much, 50 << 20), SHORT, 0) == bytes(50 << 20)
    assert ballast


def test_the_parent_keeps_its_own_limits_and_signals() -> None:
    before = [resource.getrlimit(kind) for kind in (resource.RLIMIT_AS, resource.RLIMIT_CPU, resource.RLIMIT_NOFILE)]
    handler = signal.getsignal(signal.SIGINT)
    run_guarded(part(guarded.double, b"x"), SHORT)
    assert before == [resource.getrlimit(k) for k in (resource.RLIMIT_AS, resource.RLIMIT_CPU, resource.RLIMIT_NOFILE)]
    assert signal.getsignal(signal.SIGINT) is handler


def test_an_interrupt_ends_the_child() -> None:
    # A shell that runs the tests in its background has interrupts ignored: not so here.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        _interrupt_a_child()
    finally:
        signal.signal(signal.SIGINT, before)


def _interrupt_a_child() -> None:
    threading.Timer(0.3, os.kill, (os.getpid(), signal.SIGINT)).start()
    with pytest.raises(KeyboardInterrupt):
        run_guarded(guarded.sleep, Limits())


def test_many_threads_at_once() -> None:
    results: list[bytes] = []

    def one(number: int) -> None:
        results.extend(run_guarded(part(guarded.double, b"%d" % number), Limits()) for _ in range(5))

    threads = [threading.Thread(target=one, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sorted(results) == sorted([b"%d%d" % (n, n) for n in range(8)] * 5)


def test_a_lock_held_elsewhere_does_not_hold_the_child() -> None:
    from referat_parser.extract import pdfium

    sample = next(SAMPLES.glob("*.pdf"))
    held, release = threading.Event(), threading.Event()

    def hold() -> None:
        with pdfium.lock:
            held.set()
            release.wait(30)

    thread = threading.Thread(target=hold)
    thread.start()
    held.wait()
    try:
        assert parse_isolated(sample.read_bytes()).startswith(b"{")
    finally:
        release.set()
        thread.join()


# --- the real work ----------------------------------------------------------------------------------


@pytest.mark.parametrize("sample", sorted([*SAMPLES.glob("*.pdf"), *SAMPLES.glob("*.txt")]), ids=lambda path: path.name)
def test_isolated_parsing_gives_what_parsing_gives(sample: Path) -> None:
    document = parse(sample)
    assert parse_isolated(sample) == document.model_dump_json().encode()
    assert parse_guarded(sample) == document


def test_isolated_parsing_raises_what_parsing_raises(tmp_path: Path) -> None:
    with pytest.raises(errors.NotFound):
        parse_isolated(tmp_path / "mangler.pdf")
    with pytest.raises(errors.NotPdf):
        parse_isolated(b"\x89PNG\r\n\x1a\n" + bytes(100))


@pytest.mark.timed
def test_it_costs_at_most_10_milliseconds() -> None:
    import referat_parser.pipeline  # noqa: F401 - the process that is forked has everything loaded

    def spent() -> float:
        return sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))

    times = []
    for _ in range(30):
        start = spent()
        run_guarded(part(guarded.double, b"x"), Limits())
        times.append(spent() - start)
    # The processor's time of both processes, and the best of thirty: the machine may be busy with other work.
    assert min(times) < 0.010, times


# --- terminals --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain æøå –", "plain æøå –"),
        ("\x1b[31mrød\x07\x9b\x7f", "\\x1b[31mrød\\x07\\x9b\\x7f"),
        ("a\u202eb\u2066c\u200d\ufeff", "a\\u202eb\\u2066c\\u200d\\ufeff"),
        (os.fsdecode(b"ikke-\xe6.pdf"), "ikke-\\udce6.pdf"),
        ("\r\x08", "\\r\\x08"),
    ],
)
def test_nothing_harmful_reaches_a_terminal(text: str, shown: str) -> None:
    assert escape_for_terminal(text) == shown
    with contextlib.suppress(UnicodeEncodeError):
        escape_for_terminal(text).encode()
        return
    raise AssertionError("cannot be written")


def test_a_line_stays_one_line() -> None:
    assert escape_line("ny\nlinje\tog\x1b[0m") == "ny\\nlinje\\tog\\x1b[0m"
