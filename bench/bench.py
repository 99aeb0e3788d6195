"""Speed and memory of this tool beside other readers of PDFs, taken in turn within one run.

    python bench/bench.py [FOLDER] [--rounds N] [--quick]

Measured is the package that Python finds: the sources as they are installed, or with PYTHONPATH=build/fast what
`make fast` has compiled. Without FOLDER the PDFs are those of documents.py. Times are CPU seconds of one core, children included; a ratio is
the median of the rounds' ratios, in each of which everything ran once, so that a slow moment hits all alike.
"""

from __future__ import annotations

import argparse
import compileall
import datetime as dt
import importlib.util
import json
import os
import platform
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from statistics import median

import referat_parser

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = Path(referat_parser.__file__).parent
_PATHS = [str(ROOT / "bench")]
sys.path[:0] = _PATHS

import documents  # noqa: E402

PYTHON, REFERAT = sys.executable, str(Path(sys.executable).with_name("referat"))
BARE, WHOLE, LINES, BBOX = (
    "pypdfium2 bare text",
    "referat: PDF to JSON",
    "referat: lines alone",
    "pdftotext -bbox-layout",
)
PLUMBER = "pdfplumber extract_text"
SLOW_PAGES = 20
Reader = Callable[[Path], object]


# --- readers ----------------------------------------------------------------------------------------


def read_bare(path: Path) -> None:
    import pypdfium2

    document = pypdfium2.PdfDocument(path.read_bytes())
    for page in document:
        text = page.get_textpage()
        text.get_text_range()
        text.close()
        page.close()
    document.close()


def read_lines(path: Path) -> None:
    from referat_parser.extract.pdf import read_pdf

    read_pdf(path.read_bytes())


def parse_whole(path: Path) -> bytes:
    from referat_parser.pipeline import parse_bytes

    return parse_bytes(path.read_bytes()).to_json()


def read_with_plumber(path: Path) -> None:
    import pdfplumber

    with pdfplumber.open(path) as document:
        for page in document.pages:
            page.extract_text()
            page.close()


def read_with_pymupdf(path: Path) -> None:
    import pymupdf

    with pymupdf.open(path) as document:
        for page in document:
            page.get_text()


def read_with_pypdf(path: Path) -> None:
    import pypdf

    for page in pypdf.PdfReader(path).pages:
        page.extract_text()


def read_with_pdfminer(path: Path) -> None:
    import pdfminer.high_level

    pdfminer.high_level.extract_text(path)


def run_program(*command: str) -> Reader:
    return lambda path: subprocess.run([*command, str(path), "-"], check=True, capture_output=True)


def readers() -> dict[str, Reader]:
    """The readers that are installed; those of the slow ones are in SLOW."""
    found: dict[str, Reader] = {BARE: read_bare, WHOLE: parse_whole, LINES: read_lines}
    if shutil.which("pdftotext"):
        found |= {"pdftotext": run_program("pdftotext"), BBOX: run_program("pdftotext", "-bbox-layout")}
    if shutil.which("mutool"):
        found["mutool draw -F txt"] = lambda path: subprocess.run(
            ["mutool", "draw", "-q", "-F", "txt", str(path)], check=True, capture_output=True
        )
    if importlib.util.find_spec("pymupdf"):
        found["PyMuPDF get_text"] = read_with_pymupdf
    return found


def slow_readers() -> dict[str, Reader]:
    """The readers that only get the first pages, as they take a second for twenty."""
    found = {"pdfplumber": (PLUMBER, read_with_plumber), "pdfminer": ("pdfminer.six extract_text", read_with_pdfminer)}
    found["pypdf"] = ("pypdf extract_text", read_with_pypdf)
    return dict(entry for module, entry in found.items() if importlib.util.find_spec(module))


# --- measuring --------------------------------------------------------------------------------------


def cpu() -> float:
    """The CPU seconds of this process and of its children that have ended."""
    return sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


def take_turns(runs: dict[str, Callable[[], object]], rounds: int) -> dict[str, list[float]]:
    """CPU seconds of each run, by round; every other round goes backwards. One round before does not count."""
    taken: dict[str, list[float]] = {name: [] for name in runs}
    for turn in range(rounds + 1):
        for name in list(runs)[:: -1 if turn % 2 else 1]:
            started = cpu()
            runs[name]()
            if turn:
                taken[name].append(cpu() - started)
    return taken


def ratio(upper: Sequence[float], lower: Sequence[float]) -> float:
    return median(a / b for a, b in zip(upper, lower, strict=True))


def process(*command: str) -> Callable[[], object]:
    return lambda: subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def peak_memory(call: str) -> tuple[float, float]:
    """CPU seconds and peak MiB of a Python process that does one thing."""
    # VmHWM, since ru_maxrss of a child begins at what its parent had.
    code = f"import sys; sys.path[:0] = {_PATHS!r}; import bench; {call}; print(open('/proc/self/status').read())"
    child = subprocess.Popen([PYTHON, "-c", code], stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    peak = next((line for line in child.stdout if line.startswith("VmHWM:")), "VmHWM: 0 kB")
    child.stdout.read()
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise RuntimeError(f"{call}: exit {child.returncode}")
    return used.ru_utime + used.ru_stime, int(peak.split()[1]) / 1024


def count_pages(path: Path) -> int:
    import pypdfium2

    return len(pypdfium2.PdfDocument(path.read_bytes()))


# --- the table --------------------------------------------------------------------------------------


class Report:
    """Prints tables as they are measured and keeps what must hold."""

    def __init__(self) -> None:
        self.demands: list[tuple[str, float, str, float]] = []

    def demand(self, what: str, value: float, sign: str, limit: float) -> None:
        self.demands.append((what, value, sign, limit))

    def head(self, title: str, *columns: str) -> None:
        print(f"\n### {title}\n\n| {' | '.join(columns)} |\n|{' --- |' + ' ---: |' * (len(columns) - 1)}")

    def row(self, *cells: object) -> None:
        print("| " + " | ".join(str(cell) for cell in cells) + " |", flush=True)

    def close(self) -> int:
        """Prints the demands with what was measured; returns how many fail."""
        self.head("What must hold", "demand", "limit", "measured", "")
        failed = 0
        for what, value, sign, limit in self.demands:
            holds = value >= limit if sign == "≥" else value <= limit
            failed += not holds
            self.row(what, f"{sign} {limit:g}", f"{value:.2f}", "ok" if holds else "**short**")
        return failed


def measure_throughput(files: dict[str, Path], rounds: int, report: Report, *, is_demanded: bool) -> None:
    short = {name: documents.DATA / f"slow-{path.name}" for name, path in files.items()}
    for name, path in short.items():
        documents.DATA.mkdir(parents=True, exist_ok=True)
        documents.cut_pages(files[name], min(SLOW_PAGES, count_pages(files[name])), path)
    rows: dict[str, list[str]] = {}
    for name, path in files.items():
        pages, few = count_pages(path), count_pages(short[name])
        taken = take_turns({each: (lambda r=read, p=path: r(p)) for each, read in readers().items()}, rounds)  # type: ignore[misc]
        slow = {each: (lambda r=read, p=short[name]: r(p)) for each, read in slow_readers().items()}  # type: ignore[misc]
        bare = taken[BARE]
        for each, times in taken.items():
            rows.setdefault(each, []).append(f"{pages / median(times):,.0f} ({ratio(bare, times):.2f})")
        for each, times in take_turns(slow, 1).items():
            rows.setdefault(each, []).append(f"{few / times[0]:,.0f} ({median(bare) / pages / (times[0] / few):.3f})")
            if each == PLUMBER and is_demanded:
                against = times[0] / few / (median(taken[WHOLE]) / pages)
                report.demand(f"{name}: whole parse, times {PLUMBER}", against, "≥", 20)
        if is_demanded:
            report.demand(f"{name}: whole parse against bare text", ratio(bare, taken[WHOLE]), "≥", 0.40)
            report.demand(f"{name}: lines alone against bare text", ratio(bare, taken[LINES]), "≥", 0.75)
    report.head(
        "Throughput: pages a second (and speed against pypdfium2's bare text)",
        *("reader", *(f"{name}, {count_pages(path)} pages" for name, path in files.items())),
    )
    for each, cells in rows.items():
        report.row(each, *cells)


def measure_text(rounds: int, report: Report) -> None:
    files = {items: documents.make_text(items) for items in (1000, 10_000)}
    size = {items: path.stat().st_size / 1e6 for items, path in files.items()}
    taken = take_turns({"1000": lambda: parse_whole(files[1000])}, max(rounds // 2, 1))["1000"]
    # In processes of their own: memory that one run has grown makes the next one look cheaper.
    long = {items: peak_memory(f"bench.parse_whole(bench.Path({str(path)!r}))") for items, path in files.items()}
    idle = peak_memory("bench.parse_whole")[0]
    growth = (long[10_000][0] - idle) / (long[1000][0] - idle)
    report.head("Text to JSON", "", "MB", "MB/s", "CPU s", "peak MiB")
    report.row(
        "1,000 items, warm", f"{size[1000]:.1f}", f"{size[1000] / median(taken):.1f}", f"{median(taken):.2f}", ""
    )
    for items, (seconds, memory) in long.items():
        mine = seconds - idle
        report.row(
            f"{items:,} items, own process",
            f"{size[items]:.1f}",
            f"{size[items] / mine:.1f}",
            f"{mine:.2f}",
            f"{memory:.0f}",
        )
    report.demand("text to JSON, MB a second", size[1000] / median(taken), "≥", 4)
    report.demand("10,000 items, times the CPU of 1,000", growth, "≤", 11)


def measure_growth(report: Report, sizes: Sequence[int]) -> None:
    report.head("Growth (ReportLab, a process each, start not counted)", "pages", "CPU s", "ms a page", "peak MiB")
    idle = peak_memory("import referat_parser.pipeline, referat_parser.extract.pdf")[0]
    seconds: dict[int, float] = {}
    for pages in sizes:
        path = documents.make_meeting("reportlab", pages)
        real = count_pages(path)
        runs = [peak_memory(f"bench.parse_whole(bench.Path({str(path)!r}))") for _ in range(3)]
        seconds[pages] = (median(run[0] for run in runs) - idle) / real * pages
        memory = max(run[1] for run in runs)
        report.row(
            f"{real:,}",
            f"{median(run[0] for run in runs) - idle:.2f}",
            f"{1000 * seconds[pages] / pages:.2f}",
            f"{memory:.0f}",
        )
    if 2000 in seconds:
        report.demand("2,000 pages, times the CPU of 200", seconds[2000] / seconds[200], "≤", 11)
        report.demand("2,000 pages, peak MiB", memory, "≤", 200)


def compile_package() -> None:
    """Leaves the package as pip leaves an installed one that has run once: with byte code, and what it keeps between runs."""
    compileall.compile_dir(PACKAGE, quiet=2)
    keep = "import sys; sys.dont_write_bytecode = False; from referat_parser import kept, pipeline; "
    subprocess.run([PYTHON, "-c", f"{keep}kept.keep(pipeline.parse_bytes)"], check=True)


def measure_start(rounds: int, report: Report, short: Path) -> None:
    """Whole processes, started in turn."""
    compile_package()
    runs = {
        "python -c pass": process(PYTHON, "-c", "pass"),
        'python -c "import pydantic"': process(PYTHON, "-c", "import pydantic"),
        'python -c "import typer, rich.console"': process(PYTHON, "-c", "import typer, rich.console"),
        f"referat parse, {count_pages(short)} pages": process(REFERAT, "parse", str(short)),
        "referat --version": process(REFERAT, "--version"),
        "referat --help": process(REFERAT, "--help"),
        "pypdfium2 bare text": process(PYTHON, "-c", _BARE.format(str(short))),
        "pdfplumber": process(PYTHON, "-c", _PLUMBED.format(str(short))),
    }
    if shutil.which("pdftotext"):
        runs["pdftotext -bbox-layout"] = process("pdftotext", "-bbox-layout", str(short), "-")
    taken = take_turns(runs, rounds)
    report.head("Cold start: CPU of the whole process", "command", "ms", "times `python -c pass`")
    for name, times in taken.items():
        report.row(f"`{name}`", f"{1000 * median(times):.0f}", f"{ratio(times, taken['python -c pass']):.2f}")
    parse, pydantic = taken[f"referat parse, {count_pages(short)} pages"], taken['python -c "import pydantic"']
    report.demand("`referat parse`, times `import pydantic`", ratio(parse, pydantic), "≤", 3.2)
    report.demand(
        "`referat --version`, times `pass`", ratio(taken["referat --version"], taken["python -c pass"]), "≤", 2.5
    )
    typer = taken['python -c "import typer, rich.console"']
    report.demand(
        "`referat --help`, times `import typer, rich.console`", ratio(taken["referat --help"], typer), "≤", 1.5
    )


_BARE = """
import pypdfium2
for page in pypdfium2.PdfDocument({!r}): page.get_textpage().get_text_range()
"""
_PLUMBED = """
import pdfplumber
for page in pdfplumber.open({!r}).pages: page.extract_text()
"""


_ISOLATION = """
import json, resource, sys, time
from referat_parser import pipeline
from referat_parser.guard import parse_isolated
data = open({!r}, "rb").read()
def used():
    return sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
runs = [lambda: pipeline.parse(data).to_json(), lambda: parse_isolated(data)]
taken = []
for turn in range({} + 1):
    cpu, wall = [], []
    for run in runs:
        before, begun = used(), time.perf_counter()
        run()
        wall.append(time.perf_counter() - begun)
        cpu.append(used() - before)
    taken.append([cpu, wall])
json.dump(taken[1:], sys.stdout)
"""
"""In a process that has loaded the parser and nothing else, as the command line's has: a fork costs by what is loaded."""


def measure_isolation(rounds: int, report: Report, short: Path) -> None:
    code = _ISOLATION.format(str(short), 8 * rounds)
    done = subprocess.run([PYTHON, "-c", code], check=True, capture_output=True)
    turns = json.loads(done.stdout)
    report.head(f"Isolation: one file of {count_pages(short)} pages in a process of its own", "", "CPU ms", "wall ms")
    for at, name in enumerate(("in the process", "isolated")):
        report.row(name, *(f"{1000 * median(turn[kind][at] for turn in turns):.1f}" for kind in (0, 1)))
    cpu, wall = (1000 * median(turn[kind][1] - turn[kind][0] for turn in turns) for kind in (0, 1))
    report.row("cost a file", f"{cpu:.1f}", f"{wall:.1f}")
    report.demand("isolation, CPU ms a file", cpu, "≤", 10)


def measure_memory(files: dict[str, Path], report: Report) -> None:
    report.head("Peak memory of a process that reads one file, MiB", "reader", *files)
    for name, call in (
        ("python, nothing read", "bench.Path({!r})"),
        (BARE, "bench.read_bare(bench.Path({!r}))"),
        (LINES, "bench.read_lines(bench.Path({!r}))"),
        (WHOLE, "bench.parse_whole(bench.Path({!r}))"),
    ):
        report.row(name, *(f"{peak_memory(call.format(str(path)))[1]:.0f}" for path in files.values()))


def machine() -> Iterator[str]:
    """What the figures depend on."""
    from importlib.metadata import PackageNotFoundError, version

    model = next(
        (
            line.split(":", 1)[1].strip()
            for line in Path("/proc/cpuinfo").read_text().splitlines()
            if "model name" in line
        ),
        platform.processor(),
    )
    yield f"{dt.date.today()}, {os.cpu_count()} × {model}, {platform.system()} {platform.release()}"
    packages = []
    for name in ("pypdfium2", "pydantic", "pdfplumber", "typer", "rich", "PyMuPDF", "pypdf"):
        try:
            packages.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            continue
    yield f"{platform.python_implementation()} {platform.python_version()}, {', '.join(packages)}"
    kind = "compiled to C by mypyc" if next(PACKAGE.glob("segment.*.so"), None) else "as Python"
    loop = "in C" if importlib.util.find_spec("referat_parser.extract._measure") else "by ctypes"
    yield f"referat_parser {referat_parser.__version__}, {kind}, lines measured {loop}"
    yield f"load average at the start {os.getloadavg()[0]:.1f}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, help="read the PDFs in this folder instead")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--quick", action="store_true", help="three rounds, and nothing of 2,000 pages")
    args = parser.parse_args()
    rounds = 3 if args.quick else args.rounds
    report = Report()
    for line in machine():
        print(line)
    if args.folder:
        files = {path.stem: path for path in sorted(args.folder.glob("*.pdf"))}
        measure_throughput(files, rounds, report, is_demanded=True)
        measure_memory(files, report)
        return report.close() and 1
    short = documents.make_short()
    meetings = {name: documents.make_meeting(name) for name in documents.PRODUCERS}
    measure_start(2 * rounds + 1, report, short)
    measure_throughput(meetings, rounds, report, is_demanded=True)
    print("\nThe same for all formats of the corpus in one file: short sections, a heading every few lines.")
    dense = {f"corpus {name}": documents.make_corpus(name) for name in (*documents.PRODUCERS, "reportlab-table")}
    measure_throughput(dense, rounds, report, is_demanded=False)
    measure_text(rounds, report)
    measure_isolation(rounds, report, short)
    measure_memory(meetings, report)
    measure_growth(report, (20, 200) if args.quick else (20, 200, 2000))
    return report.close() and 1


if __name__ == "__main__":
    sys.exit(main())
