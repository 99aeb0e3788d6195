"""The work list done on this machine: read ahead, parsed by the pool, each content once, given back as it is done."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from referat_parser.batch.reading import read_ahead
from referat_parser.batch.values import Content, Item, Parsed, Record, make_record, make_unread
from referat_parser.batch.workers import Pool

Done = tuple[Record, bytes | None]


def parse_items(
    items: Iterable[Item],
    pool: Pool,
    *,
    version: str,
    max_bytes: int,
    known: Callable[[str], Parsed | None],
) -> Iterator[Done]:
    """The record of every item, with the packed document where it is the first of its content, in no certain order.

    `known` is asked what became of a content earlier, in this run or another.
    """
    in_flight: dict[str, list[tuple[Item, Content]]] = {}
    results: list[tuple[str, Parsed]] = []

    def settle() -> Iterator[Done]:
        for sha256, parsed in results:
            (item, content), *others = in_flight.pop(sha256)
            yield make_record(item, content, parsed, version), parsed.packed
            for item, content in others:
                yield make_record(item, content, parsed._replace(seconds=0.0), version), None
        results.clear()

    for item, content in read_ahead(items, pool.count, max_bytes):
        if not isinstance(content, Content):
            yield make_unread(item, content, version), None
            continue
        bare = content._replace(data=b"")
        if content.sha256 in in_flight:
            in_flight[content.sha256].append((item, bare))
        elif (before := known(content.sha256)) is not None:
            yield make_record(item, bare, before, version), None
        else:
            while not pool.free:
                results += pool.wait(1.0)
            # The worker has its next document before anything is written down.
            in_flight[content.sha256] = [(item, bare)]
            pool.submit(content.sha256, content.data)
            yield from settle()
    while pool.busy:
        results += pool.wait(1.0)
        yield from settle()
