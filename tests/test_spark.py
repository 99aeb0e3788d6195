"""Arrow batches in, Arrow batches out, as Spark's mapInArrow calls it."""

from __future__ import annotations

import json

import pytest

from archive import MINUTES

pa = pytest.importorskip("pyarrow")

from referat_parser.batch.rows import arrow_schema  # noqa: E402
from referat_parser.spark import SCHEMA, parse_batches  # noqa: E402


def make_batch(*files: tuple[str, bytes | None]) -> object:
    return pa.RecordBatch.from_pydict({"path": [f[0] for f in files], "content": [f[1] for f in files]})


def test_a_row_an_input_in_order_whatever_they_hold() -> None:
    good = MINUTES.format(day=4).encode()
    batches = [
        make_batch(("dbfs:/a.txt", good), ("dbfs:/tom.pdf", b""), ("dbfs:/væk.pdf", None)),
        make_batch(("dbfs:/b.pdf", b"%PDF-1.4 broken"), ("dbfs:/a2.txt", good)),
        make_batch(),
    ]
    found = list(parse_batches(iter(batches)))
    assert [batch.num_rows for batch in found] == [3, 2, 0]
    assert all(batch.schema == arrow_schema() for batch in found)
    rows = [row for batch in found for row in batch.to_pylist()]
    assert [row["fil"] for row in rows] == [
        "dbfs:/a.txt",
        "dbfs:/tom.pdf",
        "dbfs:/væk.pdf",
        "dbfs:/b.pdf",
        "dbfs:/a2.txt",
    ]
    assert [row["kode"] for row in rows] == [None, "empty", "unreadable", "damaged", None]
    document = json.loads(rows[0]["dokument"])
    assert document["kilde"]["fil"] == "dbfs:/a.txt"
    assert document["kilde"]["sha256"] == rows[0]["sha256"] == rows[4]["sha256"]
    assert rows[0]["punkter"] == len(document["punkter"]) == 2
    assert rows[0]["dokument"].replace("a.txt", "a2.txt") == rows[4]["dokument"]


def test_schema_for_spark_is_that_of_the_batches() -> None:
    names = [part.split()[0] for part in SCHEMA.split(", ")]
    assert names == arrow_schema().names
    assert {part.split()[1] for part in SCHEMA.split(", ")} == {"string", "bigint", "double"}
