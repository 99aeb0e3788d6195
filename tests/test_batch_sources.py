"""What the sources of a batch are taken for, and what is read of them."""

from __future__ import annotations

import io
import os
import sys
import zipfile
from pathlib import Path

import pytest

from referat_parser import errors
from referat_parser.batch.reading import read_ahead
from referat_parser.batch.sources import list_inputs, names_from, read_content
from referat_parser.batch.values import CannotGoOn, Item, Skipped

MOST = 1 << 20


def names(*sources: Path | str) -> list[str]:
    found = list_inputs([str(s) for s in sources], lambda path: path.endswith("own"))
    return sorted(item.name for item in found if isinstance(item, Item))


def test_folder_is_taken_whole_without_links_and_hidden_files(tmp_path: Path) -> None:
    (tmp_path / "a" / "b").mkdir(parents=True)
    for name in ("a/1.pdf", "a/b/2.txt", "a/.hidden", "a/x.own"):
        (tmp_path / name).write_bytes(name.encode())
    (tmp_path / "a" / "loop").symlink_to(tmp_path / "a")
    (tmp_path / "a" / "link.pdf").symlink_to(tmp_path / "a" / "1.pdf")
    os.mkfifo(tmp_path / "a" / "pipe")
    assert names(tmp_path / "a") == [str(tmp_path / "a" / "1.pdf"), str(tmp_path / "a/b/2.txt")]
    skipped = {
        Path(s.name).name: s.why
        for s in list_inputs([str(tmp_path / "a")], lambda p: p.endswith("own"))
        if isinstance(s, Skipped)
    }
    assert skipped == {".hidden": "hidden", "x.own": "own", "loop": "link", "link.pdf": "link", "pipe": "special"}


def test_named_link_is_followed_and_patterns_reach_into_folders(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "1.pdf").write_bytes(b"x")
    (tmp_path / "link").symlink_to(tmp_path / "deep")
    assert names(tmp_path / "link") == [str(tmp_path / "link" / "1.pdf")]
    assert names(f"{tmp_path}/**/*.pdf") == [str(tmp_path / "deep" / "1.pdf")]
    assert names(f"{tmp_path}/*.txt") == [f"{tmp_path}/*.txt"], "a pattern that finds nothing is accounted for"


def test_lists_have_a_name_a_line_or_nul_between() -> None:
    assert list(names_from(io.BytesIO("a.pdf\r\n\nbøn.pdf\nsidste".encode()))) == ["a.pdf", "bøn.pdf", "sidste"]
    assert list(names_from(io.BytesIO(b"a\nb.pdf\0c.pdf\0"))) == ["a\nb.pdf", "c.pdf"]


def test_zip_members_are_inputs(tmp_path: Path) -> None:
    path = tmp_path / "arkiv.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("2021/møde.txt", "Referat")
        archive.writestr("../../etc/passwd", "x")
        archive.writestr("__MACOSX/._m", "x")
        archive.writestr("bomb", b"\0" * (MOST + 1))
    items = {i.member: i for i in list_inputs([str(path)], lambda _: False) if isinstance(i, Item)}
    assert set(items) == {"2021/møde.txt", "../../etc/passwd", "bomb"}
    assert items["2021/møde.txt"].name == f"{path}!/2021/møde.txt"
    content = read_content(items["2021/møde.txt"], MOST)
    assert content.data == b"Referat"
    assert content.stamp == items["2021/møde.txt"].stamp
    with pytest.raises(errors.LimitSize):
        read_content(items["bomb"], MOST)
    with pytest.raises(errors.LimitSize):
        read_content(items["bomb"]._replace(size=1), MOST)


def test_broken_zip_is_one_input(tmp_path: Path) -> None:
    (tmp_path / "x.zip").write_bytes(b"PK\x03\x04 broken")
    assert names(tmp_path) == [str(tmp_path / "x.zip")]


def test_what_cannot_be_read_says_why(tmp_path: Path) -> None:
    with pytest.raises(errors.NotFound):
        read_content(
            next(i for i in list_inputs([str(tmp_path / "no.pdf")], lambda _: False) if isinstance(i, Item)), MOST
        )
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(errors.Unreadable):
        read_content(Item("pipe", "file", os.fsencode(tmp_path / "pipe")), MOST)
    (tmp_path / "big").write_bytes(b"x" * (MOST + 1))
    with pytest.raises(errors.LimitSize):
        read_content(Item("big", "file", os.fsencode(tmp_path / "big")), MOST)


@pytest.mark.skipif(sys.platform != "linux", reason="names that are not UTF-8")
def test_any_name_is_read_and_shown(tmp_path: Path) -> None:
    with open(os.fsencode(tmp_path) + b"/m\xf8de\x1b.txt", "wb") as file:
        file.write(b"x")
    (item,) = [i for i in list_inputs([str(tmp_path)], lambda _: False) if isinstance(i, Item)]
    assert item.name.endswith("m\\xf8de\x1b.txt")
    assert read_content(item, MOST).data == b"x"


def test_remote_store(monkeypatch: pytest.MonkeyPatch) -> None:
    fsspec = pytest.importorskip("fsspec")
    files = fsspec.filesystem("memory")
    files.pipe("/arkiv/2020/a.txt", b"a")
    files.pipe("/arkiv/b.txt", b"b")
    items = [i for i in list_inputs(["memory://arkiv", "memory://arkiv/*.txt"], lambda _: False) if isinstance(i, Item)]
    assert sorted({i.name for i in items}) == ["memory:///arkiv/2020/a.txt", "memory:///arkiv/b.txt"]
    assert sorted(c.data for _, c in read_ahead(items[:2], 2, MOST) if not isinstance(c, errors.ReferatError)) == [
        b"a",
        b"b",
    ]
    (gone,) = [i for i in list_inputs(["memory://nothing"], lambda _: False) if isinstance(i, Item)]
    with pytest.raises(errors.NotFound):
        read_content(gone, MOST)
    with pytest.raises(CannotGoOn, match="s3"):
        monkeypatch.setitem(sys.modules, "s3fs", None)
        list(list_inputs(["s3://bucket/x"], lambda _: False))


def test_order_is_kept_when_reading_ahead(tmp_path: Path) -> None:
    for i in range(50):
        (tmp_path / f"{i:02}").write_bytes(b"x" * i)
    items = [Item(f"{i:02}", "file", os.fsencode(tmp_path / f"{i:02}"), None, i) for i in range(50)]
    assert [item.name for item, _ in read_ahead(items, 2, MOST)] == [f"{i:02}" for i in range(50)]
