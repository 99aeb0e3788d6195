"""Makes the pictures of docs/images from the samples: the terminal as SVG by rich, pages and pictures by Chromium.

Needs playwright and Chromium, as the browser tests do: `.venv/bin/python docs/make_images.py`.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from io import BytesIO
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
IMAGES = ROOT / "docs" / "images"
REFERAT = str(Path(sys.executable).parent / "referat")
SAMPLE = "lyngholm-kommunalbestyrelse-2019.pdf"
TERMINALS = {
    "terminal-show": ["show", SAMPLE],
    "terminal-punkt": ["show", SAMPLE, "--punkt", "6"],
    "terminal-find": ["find", "boliger", ".", "--fra", "2019", "--til", "2021"],
}


def main() -> None:
    from playwright.sync_api import sync_playwright

    IMAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as play:
        work = Path(folder)
        for file in (ROOT / "samples").glob("*.*"):
            if file.suffix in (".pdf", ".txt"):
                shutil.copy(file, work)
        chromium = shutil.which("chromium") or shutil.which("chromium-browser")
        browser = play.chromium.launch(executable_path=chromium, args=["--no-sandbox"] if os.geteuid() == 0 else [])
        for name, command in TERMINALS.items():
            draw_terminal(browser, work, name, command)
        draw_report(browser, work)
        draw_served(browser, work)
        browser.close()


def draw_terminal(browser: Any, work: Path, name: str, command: list[str]) -> None:
    """The command and what it prints on a terminal of 100 columns."""
    from rich.console import Console
    from rich.text import Text

    script = shutil.which("script")
    assert script, "script (util-linux) gives the command a terminal"
    line = " ".join(["stty cols 100;", REFERAT, *command])
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "100"}
    printed = subprocess.run(
        [script, "-qec", line, "/dev/null"], cwd=work, env=environment, capture_output=True, check=True
    )
    lines = printed.stdout.decode().replace("\r\n", "\n").splitlines()[:44]
    console = Console(record=True, width=100, file=open(os.devnull, "w"))  # noqa: SIM115
    console.print(Text(f"$ referat {' '.join(command)}", style="bold"))
    console.print(Text.from_ansi("\n".join(lines)))
    svg = console.export_svg(title="referat")
    page = browser.new_page(viewport={"width": 1000, "height": 700})
    page.set_content(
        f"<style>body{{margin:0}}svg{{width:1000px;display:block}}</style>{re.sub('@font-face {.*?}', '', svg, flags=re.S)}"
    )
    keep(page.locator("svg").first.screenshot(), name)
    page.close()


def draw_report(browser: Any, work: Path) -> None:
    subprocess.run([REFERAT, "report", ".", "-o", "rapport.html"], cwd=work, check=True, capture_output=True)
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.goto((work / "rapport.html").as_uri())
    page.fill("#q", "skoler")
    page.wait_for_timeout(300)
    keep(page.screenshot(), "rapport")
    page.fill("#q", "")
    page.check("#delt")
    page.click("text=Ændret skolestruktur")
    page.wait_for_timeout(300)
    keep(page.screenshot(), "rapport-punkt")
    page.close()
    phone = browser.new_page(viewport={"width": 390, "height": 780})
    phone.goto((work / "rapport.html").as_uri())
    phone.wait_for_timeout(300)
    keep(phone.screenshot(), "rapport-telefon")
    phone.close()


def draw_served(browser: Any, work: Path) -> None:
    command = [REFERAT, "serve", ".", "--port", "0", "--no-browser"]
    with subprocess.Popen(command, cwd=work, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr
        try:
            url = next(found[0] for line in process.stderr if (found := re.search(r"http://\S+", line)))
            page = browser.new_page(viewport={"width": 1280, "height": 860})
            for _ in range(50):
                try:
                    page.goto(url)
                    break
                except Exception:
                    page.wait_for_timeout(100)
            keep(page.screenshot(), "side")
            page.goto(f"{url}?q=skolestruktur")
            page.click("#liste a >> nth=0")
            page.wait_for_url(re.compile("/moede/"))
            page.wait_for_load_state("load")
            keep(page.screenshot(), "side-punkt")
            page.close()
        finally:
            process.terminate()


def keep(png: bytes, name: str) -> None:
    """The picture in 128 colours: a third of the bytes, and no difference to the eye."""
    from PIL import Image

    Image.open(BytesIO(png)).convert("RGB").quantize(128, Image.Quantize.MAXCOVERAGE).save(
        IMAGES / f"{name}.png", optimize=True
    )


if __name__ == "__main__":
    main()
