"""Inputs read ahead of the workers, in order, in threads, never more than memory is meant for."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor

from referat_parser import errors
from referat_parser.batch.sources import read_content
from referat_parser.batch.values import Content, Item

_BYTES_AHEAD = 128 << 20
_REMOTE_THREADS = 16

Read = tuple[Item, Content | errors.ReferatError]


def read_ahead(items: Iterable[Item], workers: int, max_bytes: int) -> Iterator[Read]:
    """Every item with its content, or why there is none, in the order of the items.

    A few are read while the caller works, sixteen at a time where they come from a remote store.
    """
    executor = ThreadPoolExecutor(_REMOTE_THREADS, "read")
    waiting: deque[tuple[Item, Future[Content | errors.ReferatError]]] = deque()
    held = 0
    try:
        for item in items:
            waiting.append((item, executor.submit(_try_to_read, item, max_bytes)))
            held += min(item.size or 0, max_bytes)
            ahead = 2 * _REMOTE_THREADS if item.kind == "url" else workers + 2
            while len(waiting) > ahead or held > _BYTES_AHEAD:
                first, future = waiting.popleft()
                held -= min(first.size or 0, max_bytes)
                yield first, future.result()
        while waiting:
            first, future = waiting.popleft()
            yield first, future.result()
    finally:
        executor.shutdown(wait=False, cancel_futures=True)


def _try_to_read(item: Item, max_bytes: int) -> Content | errors.ReferatError:
    try:
        return read_content(item, max_bytes)
    except errors.ReferatError as error:
        return error
    except MemoryError:
        return errors.LimitMemory("there is not memory enough to read it; lower --max-mb")
    except Exception as error:
        return errors.Unreadable(f"cannot be read ({type(error).__name__}: {str(error)[:200]}); check the source")
