"""The supervisor: a document that kills, hangs or swells its worker costs its own result and no other."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterable

from poison import parse_poison
from referat_parser.batch.values import Parsed
from referat_parser.batch.workers import Pool
from referat_parser.guard.jail import Limits


def parse_all(pool: Pool, documents: Iterable[bytes]) -> dict[str, Parsed]:
    results: dict[str, Parsed] = {}
    for number, data in enumerate(documents):
        while not pool.free:
            results.update(pool.wait(1))
        pool.submit(f"{number} {data[:8].decode()}", data)
    while pool.busy:
        results.update(pool.wait(1))
    return results


def test_the_bad_ones_are_named_and_the_rest_is_done() -> None:
    documents = [b"ok %d" % i for i in range(60)]
    documents[7], documents[20], documents[33], documents[41] = b"segv", b"endless", b"swell", b"exit"
    with Pool(2, Limits(seconds=1), work=parse_poison) as pool:
        results = parse_all(pool, documents)
    assert len(results) == 60
    failed = {key: result.kode for key, result in results.items() if result.kode}
    assert failed == {"7 segv": "crashed", "20 endless": "limit-time", "33 swell": "limit-memory", "41 exit": "crashed"}


def test_the_clock_on_the_wall_ends_what_uses_no_cpu() -> None:
    limits = Limits(seconds=0.2, seconds_a_page=0, wall_factor=2)
    with Pool(2, limits, work=parse_poison) as pool:
        begin = time.monotonic()
        results = parse_all(pool, [b"asleep", b"ok"])
        assert time.monotonic() - begin < 5
    assert [results[k].kode for k in ("0 asleep", "1 ok")] == ["limit-time", None]


def test_a_killed_worker_costs_nothing() -> None:
    with Pool(1, Limits(), work=parse_poison) as pool:
        pool.submit("a", b"asleep")
        process = pool._workers[0].process
        time.sleep(0.3)
        # What is asleep in a killed worker sleeps again in the next one, until it is taken for the killer.
        for _ in range(4):
            assert process.pid
            os.kill(process.pid, signal.SIGKILL)
            results = pool.wait(5)
            if results:
                break
            process = pool._workers[0].process
        assert results[0][1].kode == "crashed"
        pool.submit("b", b"ok")
        pool_pid = pool._workers[0].process.pid
        assert pool_pid
        while not (results := pool.wait(1)):
            pass
        assert results[0][1].kode is None


def test_idle_worker_that_died_is_replaced() -> None:
    with Pool(1, Limits(), work=parse_poison) as pool:
        assert len(parse_all(pool, [b"ok"])) == 1
        pid = pool._workers[0].process.pid
        assert pid
        os.kill(pid, signal.SIGKILL)
        time.sleep(0.2)
        assert [r.kode for r in parse_all(pool, [b"ok"]).values()] == [None]


def test_workers_are_replaced_in_time_and_none_is_left() -> None:
    with Pool(2, Limits(), work=parse_poison) as pool:
        results = parse_all(pool, [b"ok %d" % i for i in range(1100)])
        makers = {result.packed for result in results.values()}
        pids = [worker.process.pid for worker in pool._workers]
    assert len(results) == 1100
    assert len(makers) >= 3
    for pid in pids:
        assert pid
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            continue
        raise AssertionError(f"worker {pid} is still there")
