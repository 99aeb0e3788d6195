"""The served page: its wall, its questions, and a reader's way through it in a browser."""

from __future__ import annotations

import http.client
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from .conftest import Watched, serious_findings
from .minutes import HOSTILE, hostile

pytest.importorskip("datasette", reason="datasette is not installed: pip install 'referat-parser[serve]'")

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "samples" / "lyngholm-kommunalbestyrelse-2019.pdf"
GUARD = ROOT.parent / "shared" / "reliability" / "web_guard.py"


class Server:
    def __init__(self, process: subprocess.Popen[str], port: int) -> None:
        self.process, self.port = process, port
        self.url = f"http://127.0.0.1:{port}"

    def get(self, path: str, method: str = "GET", **headers: str) -> tuple[int, dict[str, str], bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        connection.request(method, path, headers={k.replace("_", "-"): v for k, v in headers.items()})
        answer = connection.getresponse()
        return answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("serve")
    (folder / "moede.pdf").write_bytes(SAMPLE.read_bytes())
    (folder / "ond.jsonl").write_text(hostile().model_dump_json() + "\n", "utf-8")
    environment = {**os.environ, "REFERAT_CACHE": str(folder / "cache")}
    command = [
        str(Path(sys.executable).parent / "referat"),
        "serve",
        "moede.pdf",
        "ond.jsonl",
        "--port",
        "0",
        "--no-browser",
    ]
    process = subprocess.Popen(command, cwd=folder, env=environment, stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    port = 0
    for line in process.stderr:
        if found := re.search(r"http://127\.0\.0\.1:(\d+)/", line):
            port = int(found[1])
            break
    assert port, "the server said no address"
    served = Server(process, port)
    for _ in range(100):
        try:
            served.get("/")
            break
        except OSError:
            time.sleep(0.1)
    yield served
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=20) == 0
    assert process.stderr.read() == "", "nothing but its address is said"


@pytest.fixture
def opened(browser: Any, server: Server) -> Iterator[tuple[Any, str]]:
    context = browser.new_context(viewport={"width": 1400, "height": 900})
    page = context.new_page()
    watched = Watched(page, server.url)
    page.goto(server.url)
    yield page, server.url
    assert watched.trouble == []
    context.close()


def test_search_filter_and_open_an_item(opened: tuple[Any, str]) -> None:
    page, url = opened
    page.fill("input[name=q]", "skoler")
    page.click("form button")
    titles = page.locator("#liste tbody td:nth-child(4) a").all_inner_texts()
    assert titles == ["Ændret skolestruktur - samling af Bøgelund og Lyngholm Skole"]
    assert "Skole" in page.locator("#liste mark").all_inner_texts()
    page.click("text=Ændret skolestruktur")
    page.wait_for_url(re.compile(r"/moede/[0-9a-f]{16}/3$"))
    assert "Imod" in page.inner_text("main")
    image = page.locator("figure.side img")
    image.wait_for()
    # The event waits for pictures; waiting for a function would be stopped by the page's own policy.
    page.wait_for_load_state("load")
    assert image.evaluate("i => i.naturalWidth") > 900
    assert "side 2" in page.inner_text("figure.side figcaption")
    page.click("figure.side >> text=Næste side")
    assert "side 3" in page.inner_text("figure.side figcaption")
    page.goto(f"{url}/?delt=1")
    assert page.locator("#liste tbody tr").count() >= 2
    page.click("aside >> text=Afvist")
    page.wait_for_url(re.compile("udfald=afvist"))
    assert page.locator("#liste tbody tr .udfald").all_inner_texts() == ["Afvist"]


def test_marked_lines_are_on_the_picture(server: Server) -> None:
    from io import BytesIO

    from PIL import Image

    listing = server.get("/?q=skolestruktur")[2].decode()
    moede = re.search(r"/moede/([0-9a-f]{16})/3", listing)
    assert moede
    page = server.get(f"/moede/{moede[1]}/3")[2].decode()
    source = re.search(r'src="(/side/[^"]+)"', page)
    assert source
    status, headers, marked = server.get(source[1].replace("&amp;", "&"))
    assert (status, headers["content-type"]) == (200, "image/png")
    plain = server.get(source[1].split("?")[0])[2]

    def yellow(data: bytes) -> int:
        counted = Image.open(BytesIO(data)).convert("RGB").getcolors(1 << 24) or []
        return sum(count for count, (r, g, b) in counted if r > 230 and g > 210 and b < 200)

    assert yellow(marked) > yellow(plain) + 1000


@pytest.mark.parametrize(
    "question",
    [
        "delte-afstemninger",
        "udsatte-sager",
        "lukkede-punkter",
        "en-sags-vej?sagsnummer=18/21377",
        "fravaer-pr-medlem",
        "inhabilitet",
        "forbehold",
    ],
)
def test_ready_made_questions_have_answers(server: Server, question: str) -> None:
    status, _, body = server.get(f"/referater/{question}")
    assert status == 200
    page = body.decode()
    assert "<tbody>" in page
    assert "<script" not in page.replace("&lt;script", "")
    if question != "fravaer-pr-medlem":
        assert re.search(r'<a href="/moede/[0-9a-f]{16}/\d+">vis</a>', page)


def test_tables_and_their_rows(server: Server) -> None:
    page = server.get("/referater/punkter?udfald=udsat")[2].decode()
    assert "Lokalplan 88" in page
    row = re.search(r'href="(/referater/punkter/[^"]+)"', page)
    assert row
    status, headers, _ = server.get(row[1])
    assert status == 302
    assert re.fullmatch(r"/moede/[0-9a-f]{16}/6", headers["location"])


@pytest.mark.parametrize("path", ["/punkter.csv", "/referater/punkter.regneark"])
def test_tables_leave_harmless(server: Server, path: str) -> None:
    text = server.get(path)[2].decode("utf-8")
    assert text.startswith("\ufeff")
    assert "'=HYPERLINK" in text
    assert not re.search(r"(^|;)\"?[=+@]", text, re.MULTILINE)


def test_hostile_titles_are_text(opened: tuple[Any, str]) -> None:
    page, url = opened
    shown = page.locator("#liste tbody td:nth-child(4) a").all_inner_texts()
    for title in HOSTILE:
        assert " ".join(title.split()) in [" ".join(each.split()) for each in shown]
    page.goto(f"{url}/?q=alert(1)")
    page.click("#liste tbody a >> nth=0")
    assert page.evaluate("document.querySelectorAll('main img:not(figure img), main script').length") == 0


def test_no_serious_accessibility_finding(opened: tuple[Any, str]) -> None:
    page, url = opened
    moede = page.get_attribute("#liste tbody a", "href")
    for path in (
        "/",
        "/?q=skole",
        "/referater/delte-afstemninger",
        "/referater/vedtagelser",
        moede,
        moede.rsplit("/", 1)[0],
    ):
        page.goto(url + path)
        assert serious_findings(page) == [], path


def test_the_wall(server: Server) -> None:
    for host in (
        "evil.example",
        f"evil.example:{server.port}",
        "127.0.0.1",
        f"127.0.0.1.evil.example:{server.port}",
        "",
    ):
        assert server.get("/", Host=host)[0] == 400, host
    assert server.get("/", Host=f"localhost:{server.port}")[0] == 200
    assert server.get("/", Origin="http://evil.example")[0] == 403
    assert server.get("/", Origin=server.url)[0] == 200
    assert server.get("/", Sec_Fetch_Site="cross-site", Sec_Fetch_Dest="script")[0] == 403
    assert server.get("/", Sec_Fetch_Site="cross-site", Sec_Fetch_Dest="document")[0] == 200
    for method in ("POST", "PUT", "DELETE", "PATCH"):
        assert server.get("/", method)[0] == 405
    for path in (
        "/-/plugins",
        "/referater",
        "/referater?sql=select+1",
        "/referater.db",
        "/-/settings.json",
        "/stil/../plugin.py",
        "/stil/questions.toml",
        "/side/0000000000000000/1.png",
        "/fil/0000000000000000.pdf",
    ):
        assert server.get(path)[0] == 404, path
    status, headers, _ = server.get("/")
    assert status == 200
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]


def test_the_database_is_read_only(server: Server) -> None:
    assert server.get("/referater/en-sags-vej.json?sagsnummer=x%27%3B+DELETE+FROM+punkter%3B--")[0] == 200
    assert b"Lokalplan 88" in server.get("/")[2]


@pytest.mark.skipif(not GUARD.is_file(), reason="shared/reliability/web_guard.py is not beside the project")
def test_web_guard_holds_whole(server: Server) -> None:
    command = [sys.executable, str(GUARD), server.url, "--list", "/", "--pid", str(server.process.pid)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, [line for line in done.stdout.splitlines() if line.startswith("FAIL")]
