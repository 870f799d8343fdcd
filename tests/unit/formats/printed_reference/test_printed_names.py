"""Printed author lists in all styles."""

from __future__ import annotations

import pytest

from needle_evidence.formats.printed_reference.names import split_printed_names


def names(text: str) -> list[str]:
    return [
        f"{{{name.literal}}}"
        if name.literal
        else "|".join((name.particle, name.family, name.given, name.suffix))
        for name in split_printed_names(text).names
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Smith JA, Jones B.", ["|Smith|J. A.|", "|Jones|B.|"]),
        ("Smith, J. A., & Jones, B.", ["|Smith|J. A.|", "|Jones|B.|"]),
        ("Smith, J.A. and Jones, B.", ["|Smith|J. A.|", "|Jones|B.|"]),
        ("J. A. Smith, K. van der Berg, and L. Xu.",
         ["|Smith|J. A.|", "van der|Berg|K.|", "|Xu|L.|"]),
        ("Smith, John A., and Mary Jones.", ["|Smith|John A.|", "|Jones|Mary|"]),
        ("Smith, John.", ["|Smith|John|"]),
        ("Dana Whitlock and Samuel Orji,", ["|Whitlock|Dana|", "|Orji|Samuel|"]),
        ("Eary, L.; Shramke, J.,", ["|Eary|L.|", "|Shramke|J.|"]),
        ("Schäfer, Klaus-Dieter; Brügge, Ute:", ["|Schäfer|Klaus-Dieter|", "|Brügge|Ute|"]),
        ("Arias A, de la Macorra JC, Peters OA.",
         ["|Arias|A.|", "de la|Macorra|J. C.|", "|Peters|O. A.|"]),
        ("Hutchins RB III, O'Neil B Jr", ["|Hutchins|R. B.|III", "|O'Neil|B.|Jr"]),
        ("King, M. L., Jr., & Smith, B., III", ["|King|M. L.|Jr.", "|Smith|B.|III"]),
        ("Delacroix A-M, Müller, J.-P.", ["|Delacroix|A.-M.|", "|Müller|J.-P.|"]),
        ("MICHEL Hélène,", ["|MICHEL|Hélène|"]),
        ("Fernández-de-Las Peñas, C., Ortega-Santiago, R.",
         ["|Fernández-de-Las Peñas|C.|", "|Ortega-Santiago|R.|"]),
        ("World Health Organization.", ["{World Health Organization}"]),
        ("Centers for Disease Control and Prevention",
         ["{Centers for Disease Control and Prevention}"]),
        ("NICE.", ["{NICE}"]),
        ("Lundqvist S, Eriksen J; Nordic Pain Registry Group.",
         ["|Lundqvist|S.|", "|Eriksen|J.|", "{Nordic Pain Registry Group}"]),
        ("In M. Torres & L. Akande (Eds.),", ["|Torres|M.|", "|Akande|L.|"]),
        ("edited by Paul Tiernan and Eva Groß,", ["|Tiernan|Paul|", "|Groß|Eva|"]),
        ("", []),
    ],
)  # fmt: skip
def test_styles(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    "text", ["Smith JA, et al.", "Smith, J. A., et al", "LISÝ, Ján a kol.", "Smith J and others"]
)
def test_truncation(text: str) -> None:
    read = split_printed_names(text)
    assert read.truncated
    assert len(read.names) == 1


def test_mangled_list_is_told_and_left() -> None:
    read = split_printed_names(
        "Ortega-Santiago, R., Ana, I., Díaz, H. F. S., Martínez, J., … & Cuadrado-Pérez, M. L."
    )
    assert [name.family or name.literal for name in read.names] == [
        "Ortega-Santiago", "Ana", "Díaz", "Martínez", "…", "Cuadrado-Pérez",
    ]  # fmt: skip
    assert not read.truncated
    assert read.doubtful == ("Ana, I.", "Díaz, H. F. S.", "…")


def test_a_family_name_that_is_others_given_name_is_not_suspicious() -> None:
    assert split_printed_names("Giamberardino, M. A., & Fabrizio, A.").doubtful == ()


def test_a_list_turned_round_is_suspicious() -> None:
    assert split_printed_names("JA, Smith, B, Jones").doubtful


def test_many_names_take_little_time() -> None:
    assert len(split_printed_names(", ".join(["Smith JA"] * 5000)).names) == 2000
