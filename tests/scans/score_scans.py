"""Scans against the annotated corpus: the figures of each variant, and dates and votes that are wrong without a warning."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent / "corpus"))
import corpus

FLOORS = {"punkter": 0.93, "sektioner": 0.90, "felter": 0.88, "vedtagelser": 0.85}
_SIDES = ("for", "imod", "undlod")
_DOUBT = "ocr-usikker-vedtagelse"


def print_scores(cases: Sequence[corpus.Case], variants: Sequence[str], folder: Path, worst: int = 10) -> int:
    """Prints the table, parsing each scan with the command `referat`. Returns 1 when one falls short."""
    referat = str(Path(sys.executable).parent / "referat")
    totals = {variant: {figure: corpus.Tally() for figure in corpus.FIGURES} for variant in variants}
    rows, silent = [], []
    wrong = warned = falsely = 0
    for case in cases:
        for variant in variants:
            path = folder / f"{case.name}.{variant}.scan.pdf"
            try:
                said = corpus.run([referat, "parse", "{}"], path)
            except RuntimeError as error:  # a scan that gives nothing has nothing right
                said = {"advarsler": []}
                print(f"{path.name}: {error}", file=sys.stderr)
            tally = corpus.score_document(case, said, lenient=True)
            for figure, one in tally.items():
                totals[variant][figure].add(one.hit, one.said, one.gold)
            rows.append((case.name, variant, tally))
            faults = list(find_faults(case, said))
            silent += [f"{case.name}.{variant} {fault}" for fault, is_said in faults if not is_said]
            wrong += len(faults)
            warns = any(w["kode"] == _DOUBT for w in said["advarsler"])
            warned += warns
            falsely += warns and not faults
    print(" " * 28 + "".join(f"{figure:>12}" for figure in corpus.FIGURES))
    for name, variant, tally in sorted(rows, key=lambda row: sum(row[2][f].f1 or 0 for f in FLOORS))[:worst]:
        print(f"{name[:20]:20} {variant:7}" + _figures(tally))
    overall = {figure: corpus.Tally() for figure in corpus.FIGURES}
    for variant, per in totals.items():
        print(f"{'ALL ' + variant:28}" + _figures(per))
        for figure, one in per.items():
            overall[figure].add(one.hit, one.said, one.gold)
    print(f"{'ALL':28}" + _figures(overall))
    print(f"{len(rows)} scans; dates and votes wrong: {wrong}, of these without a warning: {len(silent)}")
    print(*silent, sep="\n")
    print(f"scans with such a warning: {warned}, of these with no wrong date or vote: {falsely}")
    short = [f"{f} {overall[f].f1:.4f} < {floor}" for f, floor in FLOORS.items() if (overall[f].f1 or 0) < floor]
    short += ["a wrong date or vote without a warning"] if silent else []
    if short:
        print("falls short: " + ", ".join(short))
    return 1 if short else 0


def _figures(tally: dict[str, corpus.Tally]) -> str:
    return "".join("           –" if one.f1 is None else f"{one.f1:12.3f}" for one in tally.values())


def find_faults(case: corpus.Case, said: dict[str, Any]) -> Iterator[tuple[str, bool]]:
    """Each date and vote of a decision that is not the gold's, and whether an advarsel about doubt names its item."""
    items = said.get("punkter") or []
    doubtful = {w["punkt"] for w in said["advarsler"] if w["kode"] == _DOUBT}
    for g, s in corpus.align(case.items, items):
        item = items[s]
        is_said = (item.get("nummer") or str(s + 1)) in doubtful or None in doubtful
        gold, found = case.items[g].get("vedtagelse", []), item["vedtagelser"]
        right, read = _dates(gold, case.facts), _dates(found, said)
        if len(gold) == len(found) and right != read:
            yield f"item {g + 1}: dates {read}, not {right}", is_said
        for side in _SIDES:
            right = sorted(corpus.plain(v) for d in gold for v in d.get(side, []))
            read = sorted(corpus.name_of(v) for d in found for v in (d.get("afstemning") or {}).get(side) or [])
            if right != read:
                yield f"item {g + 1}: {side} {read}, not {right}", is_said


def _dates(decisions: Sequence[dict[str, Any]], facts: dict[str, Any]) -> list[str]:
    return sorted(str(decision.get("dato") or facts.get("dato")) for decision in decisions)
