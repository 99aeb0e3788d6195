"""When a meeting began and ended, as ISO 8601 in the time of Denmark."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from referat_parser import models as m


def start_and_end(referat: m.Referat) -> tuple[str | None, str | None]:
    """Date and time with the offset of Denmark on that day; None for what the document does not say.

    An end before the start is after midnight; "24:00" is the next day's midnight.
    """
    if referat.dato is None:
        return None, None
    start, end = (_at(referat.dato, hour) for hour in (referat.starttid, referat.sluttid))
    if start and end and end < start:
        end += dt.timedelta(days=1)
    return start.isoformat() if start else None, end.isoformat() if end else None


def _at(day: dt.date, hour: str | None) -> dt.datetime | None:
    if hour is None:
        return None
    hours, minutes = map(int, hour.split(":"))
    midnight = dt.datetime(day.year, day.month, day.day, tzinfo=ZoneInfo("Europe/Copenhagen"))
    return midnight + dt.timedelta(hours=hours, minutes=minutes)
