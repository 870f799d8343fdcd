"""Entries of a reference list are told from sentences that name a study."""

from __future__ import annotations

import time

import pytest

from needle_evidence.language.reference_entries import (
    is_reference_heading,
    looks_like_reference,
    may_be_reference_heading,
    split_label,
)


@pytest.mark.parametrize(
    ("text", "label", "rest"),
    [
        ("[3] Smith J. Pain.", "3", "Smith J. Pain."),
        ("3. Smith J. Pain.", "3", "Smith J. Pain."),
        ("3) Smith J.", "3", "Smith J."),
        ("(3) Smith J.", "3", "Smith J."),
        ("3.Smith J.", "3", "Smith J."),
        ("³ Smith J.", "3", "Smith J."),
        ("[^3]: Smith J.", "3", "Smith J."),
        ("3 Smith J. Pain. 2014.", "3", "Smith J. Pain. 2014."),
        ("[Smith2014] Smith J.", "Smith2014", "Smith J."),
        ("3 ways to ease pain", "", "3 ways to ease pain"),
        ("10.1234/abc", "", "10.1234/abc"),
        ("2014. A year", "", "2014. A year"),
        ("(2014) A year", "", "(2014) A year"),
        ("[Internet] A page", "", "[Internet] A page"),
        ("", "", ""),
    ],
)
def test_a_label_is_split_off(text: str, label: str, rest: str) -> None:
    assert split_label(text) == (label, rest)


@pytest.mark.parametrize(
    "text",
    [
        "References",
        "**References:**",
        "7. REFERENCES",
        "References (8)",
        "Works cited",
        "Références",
        "Bibliografía",
        "Literaturverzeichnis",
        "参考文献",
        "참고문헌",
    ],
)
def test_a_heading_over_references_is_known(text: str) -> None:
    assert is_reference_heading(text)


def test_some_headings_may_stand_over_references() -> None:
    assert may_be_reference_heading("Sources:")
    assert may_be_reference_heading("References")
    assert not is_reference_heading("Sources:")
    assert not may_be_reference_heading("Sources of pain")
    assert not may_be_reference_heading("References from our patients")
    assert not may_be_reference_heading("")


@pytest.mark.parametrize(
    "text",
    [
        "Smith, J. M., & Jones, K. (2014). Needling for heel pain. Pain Reports, 94(8), 1083-1094.",
        "3. Smith JM, Jones K. Needling for heel pain. Pain Rep 2014;94:1083–94.",
        "Smith P. (2012). Current concepts in needling. Journal of pain, 7(1), 109–119.",
        "Ann Smith, Karl Jones, Knee pain and needling, Physio, Volume 114, 2022, Pages 16-29",
        "Effects of needling on the heel. Journal of examples. 2017;29(3):491-4.",
        "*Smith J, et al. Needling. doi:10.1234/abc*",
        "J. Smith and K. Jones. Needling of the heel. Proceedings of Pain, pages 1-9, 2001.",
    ],
)
def test_an_entry_looks_like_one(text: str) -> None:
    assert looks_like_reference(text)


@pytest.mark.parametrize(
    "text",
    [
        "In 2014, Smith et al. found that needling reduces heel pain.",
        "Smith, J. (2014) showed that needling reduces heel pain by 14 mm.",
        "Smith and colleagues (2014) report 20,464 treatments, see pubmed.",
        "Since 2014 needling has been used for pain in the heel.",
        "Pain fell by 24-48% within 3 weeks (p < 0.05), which was seen in 84 people.",
        "Share on facebook",
        "Call us today at (720) 541-7098.",
        "Reduces low back pain, neck pain, knee pain, shoulder pain",
        "2014",
        "",
    ],
)
def test_a_claim_with_a_year_does_not_look_like_an_entry(text: str) -> None:
    assert not looks_like_reference(text)


@pytest.mark.parametrize(
    "piece", ["Smith J, ", "Smith Jones ", "A.", "1-", "van der ", "a: B ", " "]
)
def test_a_megabyte_takes_a_moment(piece: str) -> None:
    began = time.process_time()
    looks_like_reference(piece * (1_000_000 // len(piece)))
    split_label(piece * (1_000_000 // len(piece)))
    assert time.process_time() - began < 1
