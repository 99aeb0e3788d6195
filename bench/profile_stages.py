"""Where the time of a parse goes, stage by stage and, with --functions, function by function.

    python bench/profile_stages.py [FILE ...] [--rounds N] [--functions]

Without FILE the meetings of documents.py are parsed. Stages are timed one by one; the share is of their sum.
"""

from __future__ import annotations

import argparse
import cProfile
import gc
import pstats
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "bench"), str(ROOT / "src")]


def parse_in_stages(data: bytes, timed: Callable[[str, Callable[[], Any]], Any]) -> None:
    """The steps of `pipeline.understand`, each handed to `timed` with its name."""
    from referat_parser import assemble, pipeline
    from referat_parser.extract.source import read_source
    from referat_parser.layout import lay_out
    from referat_parser.segment import segment

    source = timed("extract", lambda: read_source(data))
    layout = timed("lay out", lambda: lay_out(source))
    minutes = timed("segment", lambda: segment(layout))
    meeting = timed("meeting", lambda: assemble.make_meeting(minutes))

    def items() -> list[Any]:
        assemble.take_out_decisions(minutes.items, meeting.dokumenttype)
        return [assemble.make_punkt(item, meeting, source.tables) for item in minutes.items]

    punkter = timed("punkter", items)
    document = timed("document", lambda: pipeline._document(source, layout, minutes, meeting, punkter, "0" * 64, None))
    timed("JSON", lambda: document.model_dump_json().encode())


def stage_times(data: bytes, rounds: int) -> dict[str, float]:
    """Median CPU seconds of each stage; one round before does not count."""
    taken: dict[str, list[float]] = {}

    def timed(name: str, step: Callable[[], Any]) -> Any:
        started = time.process_time()
        result = step()
        taken.setdefault(name, []).append(time.process_time() - started)
        return result

    for turn in range(rounds + 1):
        gc.collect()
        gc.disable()
        parse_in_stages(data, timed)
        gc.enable()
        if not turn:
            taken.clear()
    return {name: median(times) for name, times in taken.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--functions", action="store_true", help="the functions that take longest, by cProfile")
    args = parser.parse_args()
    if not args.files:
        import documents

        args.files = [documents.make_meeting(name) for name in documents.PRODUCERS]
        args.files += [documents.make_text(1000)]
    for path in args.files:
        data = path.read_bytes()
        times = stage_times(data, args.rounds)
        total = sum(times.values())
        print(f"\n{path.name}: {1000 * total:.0f} ms")
        for name, seconds in times.items():
            print(f"  {name:10} {1000 * seconds:8.1f} ms  {seconds / total:5.0%}")
        if args.functions:
            profile = cProfile.Profile()
            profile.runcall(parse_in_stages, data, lambda _, step: step())
            pstats.Stats(profile).sort_stats("tottime").print_stats(40)


if __name__ == "__main__":
    main()
