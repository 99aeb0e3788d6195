#!/usr/bin/env python3
"""Seconds a page and peak memory of reading scans, beside bare Tesseract on the same pictures.

    bench/scans.py SCAN.pdf... [--pages 12]

Bare Tesseract is the system's `tesseract -l dan` with one thread, given the page as a grey picture at 300 dpi. Ours
is a page from the PDF to recognised rows in a child of its own: drawn, set straight, freed of rulings, recognised.
CPU time is compared, in alternating turns, since clocks on a shared machine wander.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

os.environ["OMP_THREAD_LIMIT"] = "1"
from referat_parser.extract.ocr import find_engine
from referat_parser.extract.render import draw_page
from referat_parser.extract.source import read_source

_OURS = """
import sys
from referat_parser.guard.ocr import _read_page
data = open(sys.argv[1], "rb").read()
for number in sys.argv[2:]:
    page = _read_page(data, int(number), None)
    assert not isinstance(page, str), page
"""


def measure(command: list[str]) -> tuple[float, float]:
    """CPU seconds and peak MiB of a command with all that it starts."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        os.write(writing, f"{used.ru_utime + used.ru_stime} {used.ru_maxrss / 1024}".encode())
        os._exit(0)
    os.close(writing)
    os.waitpid(child, 0)
    seconds, memory = os.read(reading, 100).decode().split()
    os.close(reading)
    return float(seconds), float(memory)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("scans", type=Path, nargs="+")
    parser.add_argument("--pages", type=int, default=12)
    arguments = parser.parse_args()
    find_engine()
    start, _ = measure([sys.executable, "-c", "import referat_parser.guard.ocr, PIL.ImageChops, tesserocr"])
    todo = [(path, n) for path in arguments.scans for n in range(1, (read_source(path.read_bytes()).pages or 0) + 1)]
    bare, ours, peaks = 0.0, 0.0, [0.0, 0.0]
    with tempfile.TemporaryDirectory() as folder:
        for path, number in todo[: arguments.pages]:
            picture = draw_page(path.read_bytes(), number)
            image = Path(folder, "page.pgm")
            image.write_bytes(b"P5 %d %d 255\n" % (picture.width, picture.height) + picture.pixels)
            one, peak = measure(["tesseract", str(image), "-", "--dpi", "300", "-l", "dan", "tsv"])
            bare, peaks[0] = bare + one, max(peaks[0], peak)
            two, peak = measure([sys.executable, "-c", _OURS, str(path), str(number)])
            ours, peaks[1] = ours + two - start, max(peaks[1], peak)
            print(f"{path.name} {number}: tesseract {one:.2f} s, ours {two - start:.2f} s", flush=True)
    count = len(todo[: arguments.pages])
    print(
        f"{count} pages: tesseract {bare / count:.2f} s and {peaks[0]:.0f} MiB, ours {ours / count:.2f} s and {peaks[1]:.0f} MiB"
    )
    print(f"time {ours / bare:.2f}, memory {peaks[1] / peaks[0]:.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
