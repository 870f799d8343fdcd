"""Numbers of a text with their units, and those that a source does not hold."""

from __future__ import annotations

import time
from decimal import Decimal

import pytest

from needle_evidence.language.data_table import data_table
from needle_evidence.language.quantities import missing_quantities, quantities


def read(text: str) -> list[str]:
    """Each quantity as "value unit", "low..high unit" for a range."""
    return [
        f"{item.value}{'' if item.high is None else f'..{item.high}'} {item.unit}".strip()
        for item in quantities(text)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("14·4 mm", ["14.4 mm"]),
        ("1,463 people", ["1463 person"]),
        ("20\u2009464 people", ["20464 person"]),
        ("1,4 mg", ["1.4 mg"]),
        ("1.463,5 g", ["1463.5 g"]),
        ("P < .05", ["0.05"]),
        ("−14.4 mm", ["-14.4 mm"]),
        ("MD-0.5", ["-0.5"]),
        ("32%, 32 percent, 32 per cent", ["32 %"] * 3),
        ("n = 84", ["84 person"]),
        ("1.5 million people", ["1500000.0 person"]),
        ("24h, 14mm, 3 d", ["24 hour", "14 mm", "3 day"]),
        ("25 kg/m2, 12 cm²", ["25 kg/m2", "12 cm2"]),
        ("$50", ["50 $"]),
        ("30 °C at 90°", ["30 °C", "90 degree"]),
    ],
)
def test_numbers_and_signs(text: str, expected: list[str]) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("two days", ["2 day"]),
        ("twenty-four hours", ["24 hour"]),
        ("one hundred and twenty women", ["120 person"]),
        ("two hundred thousand", ["200000"]),
        ("a hundred patients", ["100 person"]),
        ("one small trial", ["1 study"]),
        ("two or more sessions", ["2 session"]),
        ("one-third", ["0.3333"]),
        ("one in three people", ["1 in 3"]),
    ],
)
def test_number_words(text: str, expected: list[str]) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1.0–19.1", ["1.0..19.1"]),
        ("24-48 hours", ["24..48 hour"]),
        ("24 – 48 hours", ["24..48 hour"]),
        ("1 to 19 mm", ["1..19 mm"]),
        ("between 5 and 10 mm", ["5..10 mm"]),
        ("5%–10%", ["5 %", "10 %"]),
        ("at 1 and 3 months", ["1 month", "3 month"]),
        ("at 1, 3, 6 and 12 months", ["1 month", "3 month", "6 month", "12 month"]),
        ("3- and 6-month", ["3 month", "6 month"]),
        ("weeks 4 and 8", ["4 week", "8 week"]),
        ("10 ± 2 mm", ["10 mm", "2 mm"]),
        ("in group 1, 84 patients", ["84 person"]),
        ("1 per 1,024 treatments", ["1 in 1024"]),
        ("32 of 84 patients", ["32 person", "84 person"]),
        ("5 in 12 weeks", ["5", "12 week"]),
        ("120/80 mmHg", ["120 mmHg", "80 mmHg"]),
    ],
)
def test_ranges_lists_and_ratios(text: str, expected: list[str]) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "−14.4 mm (95% CI −23.5 to −5.2)",
        "−14.4 mm; 95% confidence interval: −23.5 to −5.2",
        "−14.4 mm [95% CI, −23.5, −5.2]",
        "−14.4 mm (CI 95% −23.5 to −5.2)",
    ],
)
def test_the_bounds_of_an_interval_have_the_unit_of_the_estimate(text: str) -> None:
    assert read(text) == ["-14.4 mm", "95 % confidence", "-23.5..-5.2 mm"]


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("84 eligible community-dwelling adults", "person"),
        ("12 randomised controlled trials", "study"),
        ("6 weekly sessions", "session"),
        ("70 real appointments", "session"),
        ("six consecutive weeks", "week"),
        ("a 6-week course", "week"),
        ("a 6–week course", "week"),
        ("0.49 points", "point"),
        ("an 11-point scale", "point"),
        ("95% CI", "% confidence"),
        ("32% of patients", "%"),
        ("0.3 mg/100", "mg"),
        ("84 of them", ""),
        ("14 weekly millimetres", ""),
    ],
)
def test_units(text: str, unit: str) -> None:
    assert quantities(text)[0].unit == unit


@pytest.mark.parametrize(
    "text",
    [
        "in 2014",
        "(2014)",
        "in 2014 patients were",
        "2010-2015",
        "12 May 2014",
        "May 12, 2014",
        "2014-05-06",
        "the 1990s",
        "as seen [5], [5, 6] and [5–7]",
        "C5-C6, C5-6, L4/L5, T1",
        "COVID-19 and IL-6",
        "type 2 diabetes, phase 3, grade 2, group 1",
        "vitamin B12",
        "30-60-90",
        "at 10:30",
        "first-step, one-sided, someone, two-tailed",
        "one of the trials, no one, no one patient, one another",
        "2nd and 3rd, twenty-first",
        "3D, 5-HT",
        "https://example.org/84 doi:10.1000/84",
        "Table 2, fig. 3",
        "",
    ],
)
def test_no_quantities(text: str) -> None:
    assert read(text) == []


def test_place_and_text() -> None:
    text = "In all, 84 eligible adults had it for 24-48 hours."
    first, second = quantities(text)
    assert (first.text, text[first.start : first.end]) == ("84 eligible adults",) * 2
    assert (second.text, text[second.start : second.end]) == ("24-48 hours",) * 2
    assert (second.value, second.high) == (Decimal(24), Decimal(48))


ABSTRACT = (
    "In this trial, 84 patients had 6 weekly sessions. At 6 weeks first-step pain was −14.4 mm "
    "(95% CI −23.5 to −5.2). Adverse events: 70 appointments (32%), 1 sham (<1%). NNT 4 (2 to 12)."
)


@pytest.mark.parametrize(
    "statement",
    [
        "84 people took part",
        "Pain was 14.4 mm lower at six weeks",
        "between 5.2 and 23.5 mm lower",
        "a share of 0.32",
        "about 70 visits",
        "six sessions over 42 days",
        "1.44 cm",
        "a number needed to treat of 4",
        "No numbers at all",
    ],
)
def test_nothing_is_missing(statement: str) -> None:
    assert missing_quantities(statement, ABSTRACT) == ()


@pytest.mark.parametrize(
    ("statement", "missing"),
    [
        ("85 people took part", ["85 people"]),
        ("at 6 months", ["6 months"]),
        ("14.4 points lower", ["14.4 points"]),
        ("14 mm lower", ["14 mm"]),
        ("95% of patients improved", ["95%"]),
        ("24-48 hours", ["24-48 hours"]),
        ("5.2 to 24 mm", ["5.2 to 24 mm"]),
        ("7 of 84 patients", ["7"]),
        ("1 in 3 people", ["1 in 3 people"]),
    ],
)
def test_what_is_missing_is_named(statement: str, missing: list[str]) -> None:
    assert [item.text for item in missing_quantities(statement, ABSTRACT)] == missing


@pytest.mark.parametrize(
    ("statement", "source"),
    [
        ("two days", "48 h"),
        ("1 year", "12 months"),
        ("32%", "0.32"),
        ("0.32", "32%"),
        ("1 in 10", "10%"),
        ("0.5 g", "500 mg"),
        ("5", "5 mm"),
        ("one-third", "one third of all"),
    ],
)
def test_units_that_convert(statement: str, source: str) -> None:
    assert missing_quantities(statement, source) == ()


def test_several_sources_count_together() -> None:
    assert missing_quantities("84 people for 6 weeks", "84 women", "for 6 weeks") == ()
    assert len(missing_quantities("84 people for 6 weeks")) == 2


def test_every_unit_is_named_once() -> None:
    rows = data_table("units")
    names = [name for row in rows for name in {row["unit"].lower(), *row["names"].split(";")}]
    assert sorted(names) == sorted(set(names))
    assert all(Decimal(row["factor"]) > 0 and row["dimension"] for row in rows)
    assert all(name == name.strip() != "" for name in names)


@pytest.mark.parametrize(
    "piece", ["1-", "1 ", "1,", "1", "one ", "[1,", "a1-", "1 to ", "1:", "hundred ", "type 2 and "]
)
def test_hostile_text_takes_seconds_not_hours(piece: str) -> None:
    started = time.monotonic()
    quantities(piece * (100_000 // len(piece)))
    assert time.monotonic() - started < 10
