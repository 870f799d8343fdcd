"""Pasted lists cut into their entries."""

from __future__ import annotations

import textwrap

import pytest

from needle_evidence.formats.printed_reference.printed_list import one_entry, split_printed_list

A = "Harmon LK, Oduya P. Needle depth and soreness. J Bodyw Mov Ther. 2019;23(2):311-8."
B = "Vos KL, Amaro P. Plantar heel pain and footwear. J Foot Ankle Res. 2011;4:17."
C = "World Health Organization. Guidelines on low back pain. Geneva: World Health; 2020."


def texts(text: str) -> list[str]:
    return [entry.text for entry in split_printed_list(text).entries]


@pytest.mark.parametrize(
    "text",
    [
        f"{A}\n{B}\n{C}\n",
        f"{A}\n\n{B}\n\n{C}",
        f"References\n1. {A}\n2. {B}\n3. {C}",
        f"[1] {A}\r\n[2] {B}\r\n[3] {C}",
        f"1. {A} 2. {B} 3. {C}",
        f"* {A}\n* {B}\n- {C}",
        f"1\t{A}\n2\t{B}\n3. {C}",
        f"<ol><li>{A}</li><li><b>{B}</b></li>\n<li>{C}</li></ol>",
        f"*{A}*\n\n__{B}__\n\n{C}",
        f"Bibliography\n\n{A}\n{B}\n\n{C}\n\nShare on facebook\nShare on twitter",
    ],
)
def test_three_entries(text: str) -> None:
    assert texts(text) == [A, B, C]


def test_wrapped_lines_are_joined() -> None:
    lines = (
        "1. Harmon LK, Oduya P. Needle\n   depth and soreness. J Bodyw Mov Ther.\n2019;23(2):311-8."
    )
    assert texts(f"{lines}\n2. {B}") == [A, B]
    assert texts(lines[3:] + f"\n\n{B}") == [A, B]


def test_hanging_indentation() -> None:
    hanging = (
        "Harmon LK, Oduya P. Needle depth and\n    soreness. J Bodyw Mov Ther.\n"
        "    2019;23(2):311-8."
    )
    assert texts(f"{hanging}\n{B}") == [A, B]


def test_lines_that_lead_to_the_text_belong_to_the_entry_before() -> None:
    found = texts(f"{A}\nFull text: https://x.org/1\n{B}\n[Google Scholar]")
    assert found == [f"{A} Full text: https://x.org/1", f"{B} [Google Scholar]"]


def test_lines_and_labels_are_told() -> None:
    entries = split_printed_list(f"References\n\n4. {A}\n\n5. {B}\nPMID: 3").entries
    assert [(e.label, e.line, e.last_line) for e in entries] == [("4", 3, 3), ("5", 5, 6)]


def test_a_numbered_list_of_other_things_is_not_likely() -> None:
    entries = split_printed_list("1. Treats back pain\n2. Treats neck pain\n\n" + A).entries
    assert [entry.likely for entry in entries] == [False, False, True]


def test_one_entry_has_no_number_and_no_line_breaks() -> None:
    assert one_entry(f" [3]  {A[:30]}\n{A[30:]} ").text == f"{A[:30]} {A[30:]}".replace("  ", " ")


@pytest.mark.parametrize("text", ["", "\n\n", "   \t"])
def test_nothing(text: str) -> None:
    assert split_printed_list(text).entries == ()


@pytest.mark.parametrize("sign", ["1. ", "*", "_a ", "<li>", "[a](", "\n- x", "12. A. 13. ", "("])
def test_hostile_text_takes_little_time(sign: str) -> None:
    split_printed_list(sign * (100_000 // len(sign)))


@pytest.mark.parametrize(
    "labels",
    ["1 {} 2 {} 3 {}", "1: {} 2: {} 3: {}", "a) {} b) {} c) {}", "(i) {} (ii) {} (iii) {}"],
)
def test_labels_that_count_up(labels: str) -> None:
    one, two, three = "NICE. Back pain. London: NICE; 2016.", A, C
    lines = labels.replace("} ", "}\n").format(one, two, three)
    assert texts(lines) == [one, two, three]
    wrapped = lines.replace("Needle depth", "Needle\ndepth")
    assert texts(wrapped) == [one, two, three]


def test_numbers_that_do_not_count_up_are_text() -> None:
    assert texts(f"84 Patients with pain. {A}\n\n{B}") == [f"84 Patients with pain. {A}", B]


def wrapped(entries: list[str], width: int = 60) -> str:
    return "\n".join(line for entry in entries for line in textwrap.wrap(entry, width))


def test_lines_wrapped_without_anything_between() -> None:
    entries = [A, C, B, "NICE. Low back pain and sciatica in over 16s. London: NICE; 2016."]
    assert texts(wrapped(entries)) == entries
    assert texts(wrapped(entries, 44)) == entries


def test_a_word_broken_at_the_end_of_a_line() -> None:
    broken = A.replace("soreness", "sore-\nness").replace("Needle depth", "Needle-\ndepth")
    assert texts(f"1. {broken}\n2. {B}") == [A.replace("Needle depth", "Needle-depth"), B]


def test_page_numbers_and_running_heads_are_left_out_and_told() -> None:
    lines = f"1. {A}\n145\n2. Vos KL, Amaro P. Plantar heel\nJ Sham Res | Volume 4 | 2011\n" + (
        "pain and footwear. J Foot Ankle Res. 2011;4:\n17."
    )
    found = split_printed_list(lines)
    assert [entry.text for entry in found.entries] == [A, B.replace("4:17", "4: 17")]
    assert found.left_out == ((2, "145"), (4, "J Sham Res | Volume 4 | 2011"))


def test_a_list_on_one_line_goes_on_after_an_address() -> None:
    web = "NICE. Back pain. London: NICE; 2016. Available from: https://example.org/guidance/ng"
    assert texts(f"1. {A} 2. {web} 3. {B}") == [A, web, B]
