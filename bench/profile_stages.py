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


STAGES = {
    "extract": "pipeline.read_source",
    "lay out": "pipeline.lay_out",
    "segment": "pipeline.segment",
    "meeting": "assemble.make_meeting",
    "punkter": "assemble.make_punkt",
    "document": "pipeline._document",
}
"""Where the pipeline calls each stage. What a stage does not count among these is "the rest"."""


def parse_in_stages(data: bytes) -> dict[str, float]:
    """CPU seconds of each stage of one parse, the JSON and the rest."""
    from referat_parser import assemble, pipeline

    homes = {"pipeline": pipeline, "assemble": assemble}
    taken = dict.fromkeys(STAGES, 0.0)

    def timed(stage: str, step: Callable[..., Any]) -> Callable[..., Any]:
        def run(*args: Any, **named: Any) -> Any:
            started = time.process_time()
            try:
                return step(*args, **named)
            finally:
                taken[stage] += time.process_time() - started

        return run

    usual = {}
    for stage, place in STAGES.items():
        home, name = place.split(".")
        usual[stage] = (homes[home], name, getattr(homes[home], name))
        setattr(homes[home], name, timed(stage, usual[stage][2]))
    try:
        started = time.process_time()
        document = pipeline.parse_bytes(data)
        parsed = time.process_time()
        document.to_json()
    finally:
        for home, name, step in usual.values():
            setattr(home, name, step)
    rest = parsed - started - sum(taken.values())
    return {**taken, "the rest": rest, "JSON": time.process_time() - parsed}


def stage_times(data: bytes, rounds: int) -> dict[str, float]:
    """Median CPU seconds of each stage; one round before does not count."""
    runs = []
    for _ in range(rounds + 1):
        gc.collect()
        runs.append(parse_in_stages(data))
    return {stage: median(run[stage] for run in runs[1:]) for stage in runs[0]}


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
            profile.runcall(parse_in_stages, data)
            pstats.Stats(profile).sort_stats("tottime").print_stats(40)


if __name__ == "__main__":
    main()
