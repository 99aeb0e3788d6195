"""A browser for the tests that need one, and a cache of their own."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


@pytest.fixture(autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REFERAT_CACHE", str(tmp_path_factory.getbasetemp() / "cache"))


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Headless Chromium by Playwright; the tests that ask for it are skipped where one of them is missing."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: pip install playwright")
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed: apt-get install chromium")
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_api.sync_playwright() as play:
        launched = play.chromium.launch(executable_path=CHROMIUM, args=arguments)
        yield launched
        launched.close()


class Watched:
    """A page of the browser; `trouble` gathers console errors, exceptions and requests that leave `home`."""

    def __init__(self, page: Any, home: str) -> None:
        self.page = page
        self.trouble: list[str] = []
        page.on("console", lambda said: self.trouble.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: self.trouble.append(str(error)))
        page.on("request", lambda r: None if r.url.startswith((home, "data:", "blob:")) else self.trouble.append(r.url))
        page.on("dialog", lambda dialog: (self.trouble.append(f"dialog {dialog.message}"), dialog.dismiss()))


def serious_findings(page: Any) -> list[str]:
    """What axe-core finds on the page that is serious or critical, each with the first element."""
    package = pytest.importorskip("axe_playwright_python", reason="axe-playwright-python is not installed")
    script = (Path(package.__file__).parent / "axe.min.js").read_text("utf-8")
    # Evaluated, not added as an element: the page's own policy lets no foreign script in.
    page.evaluate(script)
    found = page.evaluate("() => axe.run().then(r => r.violations)")
    return [f"{v['id']}: {v['nodes'][0]['html'][:200]}" for v in found if v["impact"] in ("serious", "critical")]
