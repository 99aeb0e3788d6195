"""The account of an archive: how many in, how many out, and each failed input with its reason."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from referat_parser.batch.journal import Journal, journal_path
from referat_parser.batch.values import CannotGoOn


def account(out: Path, *, as_json: bool = False) -> Iterator[str]:
    """The lines of the account, from the journal beside OUT; as JSON one record an input. Raises CannotGoOn without one."""
    path = journal_path(out)
    if not path.exists():
        raise CannotGoOn(f"{out}: no journal beside it ({path.name}); run referat batch first", 2)
    with Journal(path, read_only=True) as journal:
        yield from (_records(journal) if as_json else _summary(journal, out))


def _records(journal: Journal) -> Iterator[str]:
    for record in journal.records():
        fields = record._asdict()
        del fields["stamp"]
        yield json.dumps({"outcome": "failed" if record.kode else "ok", **fields}, ensure_ascii=False)


def _summary(journal: Journal, out: Path) -> Iterator[str]:
    counts = journal.counts()
    total, recorded = journal.count_work(), sum(counts.values())
    yield f"{out}"
    yield f"{total:9,}  inputs"
    yield f"{counts.get(None, 0):9,}  documents"
    for kode, count in counts.items():
        if kode is not None:
            yield f"{count:9,}  failed: {kode}"
    if total > recorded:
        yield f"{total - recorded:9,}  not done yet; run the same line again"
    if same := journal.same_content():
        yield f"{same:9,}  of these with the content of another, parsed once"
    for why, count in journal.skipped().items():
        yield f"{count:9,}  passed over: {why}"
    seconds, pages, items = journal.totals()
    yield f"{pages:9,}  pages, {items:,} punkter, {seconds:,.1f} CPU seconds"
    read, inputs, unread, cut = journal.pictures()
    if read:
        yield f"{read:9,}  pages read as pictures, in {inputs:,} documents"
    if unread:
        yield f"{unread:9,}  inputs with pages to be read as pictures; --ocr auto reads them"
    if cut:
        yield f"{cut:9,}  inputs with more of them than were read; --max-ocr-pages reads more"
    for record in journal.records(failed=True):
        yield f"{record.name}: {record.kode}: {record.besked}"
