"""What a guarded process tells its parent: one message, its result or why there is none, as bytes that are never unpickled."""

from __future__ import annotations

import os
import signal
import struct
from collections.abc import Callable

from referat_parser import errors
from referat_parser.guard.jail import MIB, Limits
from referat_parser.terminal import escape_for_terminal

HEAD = struct.Struct(">cQ")
"""A letter for the kind, and the number of bytes that follow."""

_RESULT, _REFUSAL, _FAULT = b"=", b"!", b"?"
_CLASSES: dict[str, type[errors.ReferatError]] = {
    kind.kode: kind
    for kind in vars(errors).values()
    if isinstance(kind, type) and issubclass(kind, errors.ReferatError)
}
_OUT_OF_MEMORY = {getattr(signal, name, None) for name in ("SIGABRT", "SIGTRAP", "SIGILL")}
"""How pdfium and other libraries end the process when they get no memory."""

_Sender = Callable[[bytes], None]


def answer(work: Callable[[], bytes], limits: Limits, send: _Sender) -> None:
    """Runs the work and sends its result, or what it raised. Never raises."""
    try:
        body = work()
        if len(body) > limits.result * MIB:
            raise errors.LimitSize(f"its result is larger than {limits.result} MiB; split the document")
        send(HEAD.pack(_RESULT, len(body)))
        send(body)
    except errors.ReferatError as error:
        _send(send, _REFUSAL, f"{error.kode}\n{error}")
    except MemoryError:
        _send(send, _REFUSAL, f"{errors.LimitMemory.kode}\n{_more_memory(limits)}")
    except RecursionError:
        _send(send, _REFUSAL, f"{errors.Damaged.kode}\nits parts are nested too deeply; check the file")
    except BaseException as error:
        _send(send, _FAULT, _describe(error))


def send_to(number: int) -> _Sender:
    """A function that writes all of its bytes to an open file."""

    def send(data: bytes) -> None:
        left = memoryview(data)
        while left:
            left = left[os.write(number, left) :]

    return send


def _send(send: _Sender, kind: bytes, text: str) -> None:
    body = text.encode("utf-8", "backslashreplace")
    send(HEAD.pack(kind, len(body)) + body)


def _describe(error: BaseException) -> str:
    at = error.__traceback__
    while at is not None and at.tb_next is not None:
        at = at.tb_next
    place = f" in {os.path.basename(at.tb_frame.f_code.co_filename)} line {at.tb_lineno}" if at is not None else ""
    return f"{type(error).__name__}: {str(error)[:200]}{place}"


def _more_memory(limits: Limits) -> str:
    return f"it takes more than {limits.memory} MiB of memory; raise --max-memory if you trust it"


def read_message(kind: bytes, body: bytes) -> bytes:
    """The result of a whole message. Raises the ReferatError that it tells of, or Crashed."""
    if kind == _RESULT:
        return body
    text = body.decode("utf-8", "replace")
    if kind == _REFUSAL:
        kode, _, said = text.partition("\n")
        raise _CLASSES.get(kode, errors.ReferatError)(escape_for_terminal(said))
    raise errors.Crashed(f"the reader failed ({one_line(text)}); please report the file")


def explain_death(status: int, limits: Limits, said: bytes = b"") -> errors.ReferatError:
    """The error that a process's end without a message stands for. `status` is negative for a signal."""
    number = -status if status < 0 else 0
    if number == getattr(signal, "SIGXCPU", None):
        return errors.LimitTime("it takes more CPU time than its pages may; raise --max-seconds if you trust it")
    if number in _OUT_OF_MEMORY:
        return errors.LimitMemory(_more_memory(limits))
    if number == getattr(signal, "SIGKILL", None):
        return errors.LimitMemory("it was killed by the system, as a rule for want of memory; parse it alone")
    how = signal.Signals(number).name if number in set(signal.Signals) else f"exit {status}"
    words = one_line(said.decode("utf-8", "replace"))
    return errors.Crashed(f"the reader died ({how}{': ' if words else ''}{words}); the file is damaged or hostile")


def one_line(text: str, most: int = 2000) -> str:
    """The text on one line, harmless for a terminal, cut where it is long."""
    return escape_for_terminal(" ".join(text.split())[:most])
