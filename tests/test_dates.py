"""Dates and times in every form that minutes print, and what looks like one and is none."""

from __future__ import annotations

import datetime as dt

import pytest

from referat_parser.dates import find_date, find_dates, find_times

DATE = dt.date(2021, 2, 3)


@pytest.mark.parametrize(
    "text",
    [
        "den 3. februar 2021",
        "3.2.2021",
        "03-02-2021",
        "d. 03/02 2021",
        "3. feb. 2021",
        "Onsdag d. 03. februar 2021",
        "2021-02-03",
        "den 03.02.21",
        "3/2-2021",
        "3. FEBRUAR 2021 kl. 9",
        "3.februar 2021",
        "Februar 3, 2021",
        "d.03-02-2021",
        "Mødet den 3. februar 2021.",
    ],
)
def test_every_form_gives_the_date(text: str) -> None:
    found = find_date(text)
    assert found is not None
    assert found.value == DATE
    assert find_date(text[found.start : found.end] + " kl. 9") is not None


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("l. april 1987", dt.date(1987, 4, 1)),
        ("1l. april 1987", dt.date(1987, 4, 11)),
        ("5. mai 2001", dt.date(2001, 5, 5)),
        ("14. mars 2019", dt.date(2019, 3, 14)),
        ("4. desember 2018", dt.date(2018, 12, 4)),
        ("Referat d. 3.5.97", dt.date(1997, 5, 3)),
        ("26. auqust 2OO4", dt.date(2004, 8, 26)),
        ("l2. fcbruar 2019", dt.date(2019, 2, 12)),
        ("30. december 1899", dt.date(1899, 12, 30)),
    ],
)
def test_old_norwegian_and_misread_forms(text: str, date: dt.date) -> None:
    found = find_date(text)
    assert found is not None and found.value == date


@pytest.mark.parametrize(
    "text",
    [
        "31.02.2021",
        "31. februar 2021",
        "12. ds.",
        "85.02.02-G01-5-17",
        "306-2009-600",
        "02.34.02-P19-12-20",
        "20/33839",
        "kr. 12.03.20",
        "den 3. februar",
    ],
)
def test_what_is_no_date(text: str) -> None:
    assert find_date(text) is None


def test_all_dates_in_order() -> None:
    found = find_dates("Byrådet den 4. maj 2020 og 05-06-2021, jf. 31.11.2020")
    assert [one.value for one in found] == [dt.date(2020, 5, 4), dt.date(2021, 6, 5)]


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("kl. 13:00", ["13:00"]),
        ("kl. 8.00", ["08:00"]),
        ("Kl 17", ["17:00"]),
        ("14.30", ["14:30"]),
        ("18:00-20:40", ["18:00", "20:40"]),
        ("kl.: 19:15", ["19:15"]),
        ("kl. 16.00 - 18.40", ["16:00", "18:40"]),
        ("Fra kl. 16 til kl. 18", ["16:00", "18:00"]),
        ("12.03.2020 kl. 9.15", ["09:15"]),
        ("Onsdag, Juni 20, 2018 - 08:20", ["08:20"]),
        ("14.30 mio. kr.", []),
        ("03.02.2021", []),
        ("3-4 dage", []),
        ("kl. 25.00", []),
    ],
)
def test_times(text: str, times: list[str]) -> None:
    assert [one.value for one in find_times(text)] == times
