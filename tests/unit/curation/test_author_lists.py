"""Whether one list of names says all that another says."""

from __future__ import annotations

import pytest

from needle_evidence.curation.author_lists import says_all_of
from needle_evidence.formats.bibtex_text.person_names import split_names


def names_all(second: str, first: str) -> bool:
    return says_all_of(split_names(second)[0], split_names(first)[0])


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Ek, E. and Ost, B. C.", "Ek, Eva and Öst, Bo Carl"),
        ("Ek, E.", "Ek, Eva and Öst, Bo"),
        ("Ek", "Ek, Eva"),
        ("Ek, E. C.", "Ek, EC"),
        ("Landorf, K. B.", "von Landorf, Karl B."),
        ("Diaz, H.", "Saddi Díaz, Homid"),
        ("Ek, E. and {…} and Ås, C.", "Ek, Eva and Öst, Bo and Ås, Cilla"),
        ("{World Health Organization}", "{World health organization}"),
        ("", "Ek, Eva"),
    ],
)
def test_fuller_list(first: str, second: str) -> None:
    assert names_all(second, first)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Ek, E. and Öst, B.", "Öst, Bo and Ek, Eva"),  # another order
        ("Ek, E. and Öst, B.", "Ek, Eva"),
        ("Ek, E.", "Ek, Bo"),
        ("Ek, E. M.", "Ek, Eva"),  # an initial would be lost
        ("Ana, I.", "de la Llave, Ana I."),  # a given name in the family name's place
        ("Díaz, H. F. S.", "Saddi Díaz, Homid"),
        ("Azzaretto, E.", "Azzarreto, Erica"),
        ("Ek, E. and Ek, E.", "Ek, Eva"),  # one name is not two people
        ("{Heel Group}", "{Hip Group}"),
        ("{Heel Group}", "Group, Heel A."),
    ],
)
def test_another_list(first: str, second: str) -> None:
    assert not names_all(second, first)


def test_long_lists_take_little_time() -> None:
    many = " and ".join(f"Name{n}x, A." for n in range(3000))
    assert names_all(many, many)
    assert not names_all(many, f"{many} and Other, B.")
