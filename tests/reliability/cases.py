"""Broken, hostile and odd inputs with what is to become of each: made here, never stored."""

from __future__ import annotations

import base64
import functools
import io
import math
import pickle
import re
import zlib
from collections.abc import Callable, Iterator
from typing import NamedTuple

from pdfs import (
    A4,
    HELVETICA,
    Writer,
    add_pages,
    packed_zeros,
    pdf_coded,
    pdf_drawn,
    pdf_of,
    show,
)

FLATE = b"/Filter /FlateDecode"


class Case(NamedTuple):
    """An input. `expect` is "ok", "warn" (a document with advarsler), "refuse", "limit", or "any" of these."""

    name: str
    expect: str
    make: Callable[[], bytes]
    slow: bool = False


def minutes(count: int = 6, *, contents: bool = True) -> list[str]:
    """Minutes of our own with so many punkter."""
    lines = ["REFERAT", "Kulturudvalget", "Mødedato: 9. april 2019 kl. 16.30", "Mødested: Rådhuset", ""]
    if contents:
        lines += ["Indholdsfortegnelse", *(f"{n}. Støtte til forening {n}" for n in range(1, count + 1)), ""]
    for n in range(1, count + 1):
        lines += [f"Punkt {n}. Støtte til forening {n}", "Sagsfremstilling", f"Forening {n} søger om støtte.", ""]
        lines += ["Beslutning", "Godkendt. Udvalget ønsker også en åben høring.", ""]
    return lines


def text(lines: list[str]) -> Callable[[], bytes]:
    return lambda: "\n".join(lines).encode("utf-8", "surrogatepass")


@functools.cache
def base() -> bytes:
    return pdf_of(minutes(40))


def all_cases() -> list[Case]:
    groups = (_locked, _cut, _broken, _other_files, _bombs, _structure, _geometry, _fonts, _hidden, _active)
    found = [case for group in (*groups, _injected, _odd_minutes) for case in group()]
    assert len({case.name for case in found}) == len(found)
    return found


# --- files ------------------------------------------------------------------------------------------


def _locked() -> Iterator[Case]:
    def lock(user: str, revision: int, extract: bool = True) -> bytes:
        import pikepdf

        out = io.BytesIO()
        rights = pikepdf.Permissions(extract=extract)
        modern = revision >= 4
        how = pikepdf.Encryption(user=user, owner="ejer", R=revision, aes=modern, metadata=modern, allow=rights)
        with pikepdf.open(io.BytesIO(base())) as pdf:
            pdf.save(out, encryption=how)
        return out.getvalue()

    def handler(entry: bytes) -> bytes:
        writer = Writer()
        add_pages(writer, [show(minutes())])
        writer.trailer = b"/Encrypt %d 0 R /ID [<00> <00>]" % writer.add(entry)
        return writer.build()

    for revision in (3, 6):
        yield Case(
            f"locked-r{revision}", "refuse", functools.partial(lock, "nøgle" if revision == 6 else "noegle", revision)
        )
        yield Case(f"locked-empty-r{revision}", "ok", functools.partial(lock, "", revision))
    yield Case("locked-no-extract", "ok", functools.partial(lock, "", 4, False))
    yield Case("locked-by-certificate", "refuse", lambda: handler(b"<< /Filter /Adobe.PubSec /V 4 /R 4 >>"))
    yield Case("locked-unknown", "refuse", lambda: handler(b"<< /Filter /Standard /V 77 /R 77 /O () /U () /P 0 >>"))


def _cut() -> Iterator[Case]:
    def front() -> bytes:
        writer = Writer()
        lines = minutes(40)
        add_pages(writer, [show(lines[at : at + 50]) for at in range(0, len(lines), 50)])
        return writer.build(catalog_first=True)

    for percent in range(5, 100, 10):
        yield Case(f"cut-{percent}", "any", lambda p=percent: base()[: len(base()) * p // 100])  # type: ignore[misc]
    for percent in (15, 35, 55, 75, 95):
        yield Case(f"cut-front-{percent}", "warn", lambda p=percent: front()[: len(front()) * p // 100])  # type: ignore[misc]
    yield Case("cut-last-bytes", "warn", lambda: base()[:-7])


def _broken() -> Iterator[Case]:
    yield Case("junk-before", "ok", lambda: b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * 800 + base())
    yield Case("junk-long-before", "any", lambda: b"x" * 5000 + base())
    yield Case("zeros-after", "ok", lambda: base() + bytes(100_000))
    yield Case("startxref-wrong", "warn", lambda: re.sub(rb"startxref\n\d+", b"startxref\n88888888", base()))
    yield Case("startxref-long", "any", lambda: re.sub(rb"startxref\n\d+", b"startxref\n" + b"8" * 6000, base()))
    yield Case("line-ends-changed", "any", lambda: base().replace(b"\n", b"\r\n"))
    yield Case("seven-bits", "any", lambda: bytes(byte & 127 for byte in base()))
    yield Case("two-in-one", "any", lambda: base() + pdf_of(minutes(2)))
    yield Case(
        "bits-turned", "any", lambda: bytes(b ^ (1 << i % 8) if i % 701 == 700 else b for i, b in enumerate(base()))
    )
    yield Case("size-lies", "ok", lambda: re.sub(rb"/Size \d+", b"/Size 2147483647", base()))
    yield Case("xref-count-lies", "any", lambda: re.sub(rb"xref\n0 \d+", b"xref\n0 2147483647", base()))


def _other_files() -> Iterator[Case]:
    files = {
        "nothing": b"",
        "one-byte": b"%",
        "header-only": b"%PDF-1.4\n",
        "png": b"\x89PNG\r\n\x1a\n" + bytes(60),
        "html": b"<!DOCTYPE html>\n<html><body>Siden blev ikke fundet</body></html>",
        "zip": b"PK\x05\x06" + bytes(18),
        "zlib": zlib.compress(bytes(range(256)) * 40),
        "blanks": b" \t\r\n" * 2000,
        "bytes": bytes((i * i * 7 + i * 3) & 255 for i in range(50_000)),
    }
    for name, data in files.items():
        yield Case(f"other-{name}", "refuse", lambda d=data: d)  # type: ignore[misc]
    yield Case("million-empty-lines", "refuse", lambda: b"\n" * 1_000_000)


# --- more than it looks -----------------------------------------------------------------------------


def _bombs() -> Iterator[Case]:
    chained = b"/Filter [/FlateDecode %s]"
    yield Case("bomb-flate", "limit", lambda: pdf_drawn(packed_zeros(64 << 20), FLATE))
    yield Case(
        "bomb-flate-twice",
        "limit",
        lambda: pdf_drawn(zlib.compress(packed_zeros(128 << 20), 9), chained % b"/FlateDecode"),
    )
    yield Case("bomb-blanks", "any", lambda: pdf_drawn(packed_zeros(32 << 20, b" "), FLATE))
    yield Case("bomb-parentheses", "any", lambda: pdf_drawn(packed_zeros(16 << 20, b"("), FLATE))
    yield Case(
        "bomb-run-lengths",
        "limit",
        lambda: pdf_drawn(zlib.compress(b"\x81 " * (1 << 20) + b"\x80", 9), chained % b"/RunLengthDecode"),
    )
    yield Case(
        "bomb-through-ascii",
        "limit",
        lambda: pdf_drawn(
            zlib.compress(base64.a85encode(packed_zeros(64 << 20)) + b"~>"), chained % b"/ASCII85Decode /FlateDecode"
        ),
    )
    yield Case(
        "bomb-hundred-filters",
        "any",
        lambda: pdf_drawn(
            functools.reduce(lambda data, _: zlib.compress(data, 1), range(100), show(minutes())),
            b"/Filter [" + b"/FlateDecode " * 100 + b"]",
        ),
    )
    yield Case(
        "bomb-letters",
        "limit",
        lambda: pdf_drawn(zlib.compress(b"BT /F1 9 Tf 50 700 Td " + b"(a) Tj " * (8 << 20) + b"ET", 9), FLATE),
        slow=True,
    )
    yield Case(
        "bomb-same-content",
        "limit",
        lambda: pdf_drawn(zlib.compress(show(minutes(3)) * 2000, 9), FLATE, times=20_000),
        True,
    )
    wide = b" /DecodeParms << /Predictor 15 /Columns 2147483647 /Colors 32 /BitsPerComponent 16 >>"
    yield Case("bomb-wide-predictor", "any", lambda: pdf_drawn(zlib.compress(bytes(1000)), FLATE + wide))
    yield Case("bomb-long-number", "any", lambda: pdf_drawn(b"BT /F1 11 Tf " + b"7" * 500_000 + b" 700 Td (x) Tj ET"))
    ranges = b"100 beginbfrange\n" + b"<0000> <ffff> <0041>\n" * 2000 + b"endbfrange"
    for name, cmap in {"range": b"1 beginbfrange <00000000> <7fffffff> <0041> endbfrange", "ranges": ranges}.items():
        yield Case(f"bomb-unicode-{name}", "any", lambda c=cmap: pdf_coded(["ab"], cmap=c))  # type: ignore[misc]
    yield Case("bomb-widths", "any", lambda: pdf_coded(["ab"], entries=b"/W [0 2147483647 500]"))
    yield Case("bomb-picture", "any", lambda: _picture(100_000, 100_000, zlib.compress(b"\0")))


def _picture(width: int, height: int, data: bytes, drawn: bytes = b"") -> bytes:
    writer = Writer()
    entries = (
        b"/Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceGray /BitsPerComponent 8 " + FLATE
    )
    image, font = writer.add_stream(data, entries % (width, height)), writer.add(HELVETICA)
    resources = b"<< /XObject << /I %d 0 R >> /Font << /F1 %d 0 R >> >>" % (image, font)
    add_pages(writer, [b"q 595 0 0 842 0 0 cm /I Do Q\n" + drawn], resources=resources)
    return writer.build()


def _structure() -> Iterator[Case]:
    for depth, expect in ((40, "ok"), (800, "any"), (8000, "any")):
        yield Case(f"tree-{depth}-deep", expect, lambda d=depth: _deep_tree(d))  # type: ignore[misc]
    trees: dict[str, tuple[str, int, Callable[[int, int], bytes]]] = {
        "own-kid": ("warn", 2, lambda tree, page: b"%d 0 R %d 0 R" % (page, tree)),
        "only-itself": ("any", 1, lambda tree, page: b"%d 0 R" % tree),
        "count-lies": ("warn", 2**31 - 1, lambda tree, page: b"%d 0 R" % page),
        "count-zero": ("warn", 0, lambda tree, page: b"%d 0 R" % page),
        "null-kids": ("warn", 3, lambda tree, page: b"null %d 0 R 998 0 R" % page),
        "no-kids": ("any", 0, lambda tree, page: b""),
    }
    for name, (expect, count, kids) in trees.items():
        yield Case(f"tree-{name}", expect, lambda c=count, k=kids: _tree(c, k))  # type: ignore[misc]
    yield Case("forms-deep", "ok", lambda: _forms(25, 1))
    yield Case("form-draws-itself", "any", lambda: _forms(1, 1, loop=True))
    yield Case("forms-in-turn", "any", lambda: _forms(2, 8, loop=True))
    yield Case("forms-without-end", "limit", lambda: _forms(12, 10), True)
    yield Case("arrays-nested", "any", lambda: pdf_drawn(b"[" * 60_000 + b"]" * 60_000 + b" TJ\n" + show(minutes())))
    yield Case("states-without-end", "any", lambda: pdf_drawn(b"q " * 500_000 + show(minutes())))
    yield Case("xref-loop", "ok", _xref_loop)
    yield Case(
        "length-lies",
        "warn",
        lambda: re.sub(rb"/Length \d+", b"/Length 99999999999", pdf_of(minutes(), box=b"[0 0 595 842]")),
    )
    yield Case(
        "resources-loop",
        "warn",
        lambda: re.sub(rb"/Resources << /Font.*?>> >>", b"/Resources 3 0 R", pdf_of(minutes())),
    )


def _xref_loop() -> bytes:
    writer = Writer()
    add_pages(writer, [show(minutes())])
    return writer.build(previous=b"/Prev SELF ")


def _deep_tree(depth: int) -> bytes:
    writer = Writer()
    font, stream = writer.add(HELVETICA), writer.add_stream(show(minutes()))
    nodes = [writer.add() for _ in range(depth)]
    page = b"<< /Type /Page /Parent %d 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 %d 0 R >> >> /Contents %d 0 R >>"
    leaf = writer.add(page % (nodes[-1], font, stream))
    for at, node in enumerate(nodes):
        parent = b"/Parent %d 0 R" % nodes[at - 1] if at else b""
        below = nodes[at + 1] if at + 1 < depth else leaf
        writer.put(node, b"<< /Type /Pages /Count 1 /Kids [%d 0 R] %s >>" % (below, parent))
    writer.root = writer.add(b"<< /Type /Catalog /Pages %d 0 R >>" % nodes[0])
    return writer.build()


def _tree(count: int, kids: Callable[[int, int], bytes]) -> bytes:
    writer = Writer()
    page = add_pages(writer, [show(minutes())])[0]
    tree = next(n for n, body in enumerate(writer.bodies, 1) if b"/Type /Pages" in body)
    writer.put(tree, b"<< /Type /Pages /Count %d /Kids [%s] >>" % (count, kids(tree, page)))
    return writer.build()


def _forms(count: int, fan: int, *, loop: bool = False) -> bytes:
    writer = Writer()
    font = writer.add(HELVETICA)
    forms = [writer.add() for _ in range(count)]
    for at, form in enumerate(forms):
        following = forms[(at + 1) % count] if loop or at + 1 < count else None
        below = b"/XObject << /X %d 0 R >>" % following if following else b""
        drawn = b"/X Do " * fan if following else show(["Dybt nede står en linje"], y=500)
        entries = b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /Font << /F1 %d 0 R >> %s >>"
        stream = writer.add_stream(drawn, entries % (font, below))
        writer.put(form, writer.bodies.pop())
        assert stream == len(writer.bodies) + 1
    resources = b"<< /Font << /F1 %d 0 R >> /XObject << /X %d 0 R >> >>" % (font, forms[0])
    add_pages(writer, [show(minutes()) + b"/X Do"], resources=resources)
    return writer.build()


# --- pages and letters ------------------------------------------------------------------------------


def _geometry() -> Iterator[Case]:
    boxes = {
        "huge": "0 0 1e9 1e9",
        "over": "0 0 1e400 1e400",
        "none": "0 0 0 0",
        "turned": "595 842 0 0",
        "short": "0 0 595",
    }
    for name, box in boxes.items():
        expect = "ok" if name in ("huge", "turned") else "any"
        yield Case(f"box-{name}", expect, lambda b=box: pdf_of(minutes(), box=b"[%s]" % b.encode()))  # type: ignore[misc]
    for angle in (90, 180, 270, 45, -90):
        yield Case(f"page-turned-{angle}", "ok", lambda a=angle: pdf_of(minutes(), entries=b"/Rotate %d" % a))  # type: ignore[misc]
    for angle in (90, 180, 30):
        yield Case(f"text-turned-{angle}", "ok" if angle != 30 else "any", lambda a=angle: _turned(a))  # type: ignore[misc]
    yield Case("user-unit", "ok", lambda: pdf_of(minutes(), entries=b"/UserUnit 10"))
    yield Case("text-far-left", "any", lambda: _far(-900, A4))
    yield Case("text-far-right", "ok", lambda: _far(900_000_000, b"[0 0 1000000000 842]"))
    yield Case("cropped", "any", lambda: pdf_of(minutes(), entries=b"/CropBox [0 0 200 842]"))


def _far(x: int, box: bytes) -> bytes:
    writer = Writer()
    add_pages(writer, [show([*minutes(), "En linje om stien", "og en linje mere"], x=x)], box=box)
    return writer.build()


def _turned(angle: int) -> bytes:
    cos, sin = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    writer = Writer()
    matrix = b"q %.5f %.5f %.5f %.5f 300 420 cm " % (cos, sin, -sin, cos)
    add_pages(writer, [matrix + show(minutes(), x=-200, y=200) + b"Q"])
    return writer.build()


def _fonts() -> Iterator[Case]:
    private = [line.translate({ord(c): 0xE000 + ord(c) for c in "abcdefghijklmnopqrstuvwxyzæøå"}) for line in minutes()]
    yield Case("font-with-map", "ok", lambda: pdf_coded(minutes()))
    yield Case("font-without-map", "warn", lambda: pdf_coded(minutes(), cmap=b""))
    yield Case("font-private", "warn", lambda: pdf_coded(private))
    yield Case("font-lost", "warn", lambda: pdf_of(minutes(), resources=b"<< >>"))
    yield Case("half-surrogates", "warn", lambda: pdf_coded(["Punkt 1. enlig \ud800 og \udfff her"]))
    yield Case("nul-letter", "warn", lambda: pdf_coded(["Punkt 1. nul\0tegn"]))
    yield Case("picture-and-text", "ok", lambda: _picture(600, 800, zlib.compress(bytes(480_000)), show(minutes())))


def _hidden() -> Iterator[Case]:
    extra = ["Punkt 77. Skjult sag", "Se bort fra alt andet"]
    ways = {
        "invisible": show(extra, y=150, before=b"3 Tr "),
        "white": show(extra, y=150, before=b"1 g "),
        "tiny": show(extra, y=150, size=0.1),
        "outside": show(extra, x=4000, y=4000),
        "clipped": show(extra, y=150, before=b"0 0 1 1 re W n "),
    }
    for name, drawn in ways.items():
        yield Case(f"hidden-{name}", "warn", lambda d=drawn: pdf_drawn(show(minutes()) + b"q " + d + b"Q"))  # type: ignore[misc]


# --- what attacks -----------------------------------------------------------------------------------


class Planted:
    """Makes a folder when it is unpickled: then a name in a PDF has led to the running of code."""

    def __init__(self, path: str) -> None:
        self.path = path

    def __reduce__(self) -> tuple[Callable[[str], None], tuple[str]]:
        import os

        return os.mkdir, (self.path,)


def plant(path: str) -> bytes:
    """A pickle that makes the folder `path`, as a predefined CMap would be packed."""
    import gzip

    return gzip.compress(pickle.dumps(Planted(path), 2), mtime=0)


def pdf_with_cmap(path: str) -> bytes:
    """A PDF whose font has the CMap at `path`, outside of every library."""
    name = b"/" + b"".join(b"#%02x" % byte for byte in path.encode())
    return pdf_coded(["ab"], cmap=b"", encoding=name)


def _active() -> Iterator[Case]:
    actions = {
        "script": b"/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>",
        "launch": b"/OpenAction << /S /Launch /F (/bin/true) >>",
        "address": b"/OpenAction << /S /URI /URI (http://127.0.0.1:9/) >>",
    }
    for name, action in actions.items():
        yield Case(
            f"active-{name}",
            "ok",
            lambda a=action: pdf_of(minutes()).replace(b"/Type /Catalog", b"/Type /Catalog " + a),
        )  # type: ignore[misc]
    yield Case("active-outside-stream", "any", lambda: pdf_drawn(show(minutes()), b"/F (/etc/passwd)"))


INJECTED = {
    "ansi": [
        "Punkt 1. \x1b[2J\x1b[31mrød",
        "Punkt 2. \x1b]0;titel\x07",
        "Punkt 3. \x9b31m og \x90q\x9c",
        "Punkt 4. \r\x08\x7f",
    ],
    "bidi": ["Punkt 1. Tilskud \u202elangab\u202c", "Punkt 2. \u2066\u2067skjult\u2069"],
    "formula": ["Punkt 1. =1+1", "=HYPERLINK(1)", "@SUM(1)", "+45 12 34 56 78"],
    "html": ["Punkt 1. <script>alert(1)</script>", 'Punkt 2. "><svg/onload=alert(1)>', "Punkt 3. &lt;b&gt; {{7*7}}"],
    "sql": ["Punkt 1. '); DROP TABLE punkter;--", 'Punkt 2. " OR ""="', "Punkt 3. 100% _ \\"],
    "json": ['Punkt 1. {"a": 1}\\u0000', "Punkt 2. NaN 1e999", "Punkt 3. \U0001f600 \ufdd0 \U0010fffe"],
    "path": ["Punkt 1. ../../etc/passwd", "Punkt 2. " + "x" * 5000, "Punkt 3. NUL"],
    "markup": ["Punkt 1. [red]rød[/red] [/]", "Punkt 2. [link=file:///]x[/link]"],
}


def _injected() -> Iterator[Case]:
    for name, titles in INJECTED.items():
        lines = minutes()[:5] + [line for title in titles for line in (title, "Beslutning", "Godkendt.", "")]
        yield Case(f"injected-{name}-text", "ok", text(lines))
        yield Case(f"injected-{name}-pdf", "ok", lambda ls=lines: pdf_coded(ls))  # type: ignore[misc]


def _odd_minutes() -> Iterator[Case]:
    front = minutes()[:5]
    odd = {
        "contents-only": (
            "warn",
            [*front, "Indholdsfortegnelse", *(f"{n}. Sag om {n} ..... {n}" for n in range(1, 9))],
        ),
        "numbers-twice": ("any", minutes(4, contents=False) + minutes(4, contents=False)[5:]),
        "number-of-5000-digits": ("any", ["REFERAT", "Punkt " + "8" * 5000 + ". Sag", "Beslutning", "Godkendt."]),
        "sixty-levels": ("any", ["REFERAT", *(".".join(["1"] * n) + " Sag" for n in range(1, 60))]),
        "impossible-dates": (
            "any",
            ["REFERAT", "Mødedato: 31. februar 2020 kl. 25.61", "Punkt 1. Sag", "Dato: 99-99-9999"],
        ),
        "no-titles": ("any", ["REFERAT", *(f"Punkt {n}." for n in range(1, 30))]),
        "two-meetings": ("any", minutes(3) + minutes(3)),
        "no-minutes": ("warn", ["Kære nabo", "", "Tak for kaffe i går."]),
        "capitals": ("ok", [line.upper() for line in minutes()]),
        "letters-apart": ("any", [" ".join(line) for line in minutes()]),
    }
    for name, (expect, lines) in odd.items():
        yield Case(f"odd-{name}", expect, text(lines))
    yield Case("odd-1000-punkter", "ok", text(minutes(1000, contents=False)))
    yield Case("odd-10000-punkter", "ok", text(minutes(10_000, contents=False)), slow=True)
    yield Case(
        "odd-title-of-a-megabyte",
        "any",
        lambda: b"Punkt 1. " + b"meget " * 180_000 + b"\nBeslutning\nGodkendt.\n",
        slow=True,
    )


DOUBLED = {
    "blanks": " ",
    "dots": ".",
    "digits": "1",
    "number-dots": "1.",
    "letters": "a ",
    "punkt": "Punkt ",
    "punkt-number": "Punkt 1 ",
    "dashes": "-",
    "parentheses": "(",
    "no-break-blanks": "\xa0",
    "times": "kl. ",
    "dates": "1.1.",
    "long-dates": "12. maj ",
    "names": "Jens Hansen (A), ",
    "colons": "Beslutning: ",
    "capitals": "A",
    "slashes": "1/1-",
    "quotes": '"',
    "leaders": ". . ",
    "cases": "Sag nr. 1 ",
    "at-points": "at sagen, ",
    "votes": "For stemte A. ",
    "lines-of-numbers": "1.\n",
    "lines-of-words": "ord\n",
    "lines-of-headings": "Beslutning\n",
    "lines-of-punkter": "Punkt 1. Sag\n",
    "lines-of-names": "Jens Hansen (A)\n",
    "lines-of-bullets": "- at sagen\n",
    "lines-of-absence": "Fraværende:\nJens Hansen\n",
    "lines-of-people": "Jens Hansen\n",
    "counts": "med 3 stemmer imod 2 ",
    "voters": "For stemte: A, ",
    "motions": "Ib Friis foreslog, at sagen udsættes. Forslaget blev vedtaget. ",
    "substitutes": "Ib Friis deltog som stedfortræder for Bo Holm\n",
    "marked-members": "Ib Friis (A) X Bo Holm (V) Afbud\n",
    "lines-of-contents": "1. Sag ..... 3\n",
}
"""What a text is made of nothing but, twice as long each time: the time must not grow faster than the text."""
