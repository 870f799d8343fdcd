"""Pictures as SVG files: well-formed, told in words too, and hostile text in them inert."""

from __future__ import annotations

import re
from importlib import resources
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from needle_evidence.reporting.evidence_view import EvidenceView
from needle_evidence.reporting.pictures.picture_file import picture_files
from needle_evidence.reporting.templating import render_pictures
from tests.drawn_library import a_claim, a_result, a_view, a_work

_SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = "</text></svg><script>alert(1)</script>\"'&lt;]]> {{ 7*7 }} \x00\x07\u202e\ufffe\ud800 漢"


def view(words: str = "pain") -> EvidenceView:
    """A view in which every text is these words."""
    claim = a_claim(topic=words, intervention=words, population=words, outcome=words)
    texts = {"outcome": words, "comparator": words, "timepoint": words, "unit": words}
    numbers = {"effect": "-3", "ci_low": "-5", "ci_high": "-1", "mid": "2", "better": "lower"}
    result = a_result(measure="MD", result=words, mid_source=words, **texts, **numbers)
    return a_view([claim], [a_work(author=words, title=words)], [result])


def drawn(words: str = "pain") -> dict[str, str]:
    return render_pictures(picture_files(view(words).pictures), {})


def test_each_picture_is_a_file() -> None:
    assert list(drawn()) == [
        "pictures/coverage.svg",
        "pictures/certainty.svg",
        "pictures/evidence-map.svg",
        "pictures/timeline.svg",
        "pictures/forest-eases-pain-1.svg",
    ]
    assert picture_files(a_view([a_claim(topic="")], [a_work(year="")]).pictures) != ()


def test_each_picture_has_a_role_a_title_and_words_instead_of_it() -> None:
    for name, text in drawn().items():
        root = ElementTree.fromstring(text)
        assert root.get("role") == "img", name
        title, desc = root.find(f"{_SVG}title"), root.find(f"{_SVG}desc")
        assert title is not None
        assert desc is not None
        assert root.get("aria-labelledby") == f"{title.get('id')} {desc.get('id')}"
        assert title.text
        assert len((desc.text or "").strip()) > 30


@pytest.mark.parametrize("words", [HOSTILE, "長" * 5000, "&amp;" * 900, "\u0301" * 40, ""])
def test_hostile_text_is_text(words: str) -> None:
    for text in drawn(words).values():
        root = ElementTree.fromstring(text.encode("utf-8", "backslashreplace"))
        tags = {element.tag.removeprefix(_SVG) for element in root.iter()}
        assert tags <= _DRAWN
        attributes = {name for element in root.iter() for name in element.attrib}
        assert not any(name.startswith("on") or name.endswith("href") for name in attributes)
        assert len(text) < 60_000


_DRAWN = {
    *("svg", "title", "desc", "style", "defs", "pattern", "rect"),
    *("g", "text", "tspan", "path", "polygon", "circle"),
}


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=60))
def test_any_text_leaves_the_pictures_well_formed(words: str) -> None:
    for text in drawn(words).values():
        ElementTree.fromstring(text.encode("utf-8", "backslashreplace"))


def test_a_picture_loads_nothing_and_runs_nothing() -> None:
    for text in drawn(HOSTILE).values():
        assert "<script" not in text
        assert "foreignObject" not in text
        assert "@import" not in text
        assert set(re.findall(r"https?://[^\"\s<]+", text)) == {"http://www.w3.org/2000/svg"}
        assert all(target.startswith("#") for target in re.findall(r"url\(([^)]*)\)", text))


def test_the_same_library_gives_the_same_bytes() -> None:
    assert drawn() == drawn()


def test_the_largest_pictures_stay_small() -> None:
    works = [a_work(f"w{n}", author="Llurda-Almuzara", year=str(1950 + n % 75)) for n in range(400)]
    keys = tuple(work.key for work in works)
    claims = [
        a_claim(
            f"c{n}", topic=f"Topic {n}", population=f"people with condition {n}", references=keys
        )
        for n in range(40)
    ]
    numbers = {"effect": "-3.25", "ci_low": "-5.75", "ci_high": "-1.25", "better": "lower"}
    results = [a_result("c0", key, measure="MD", comparator="sham", **numbers) for key in keys]
    files = render_pictures(picture_files(a_view(claims, works, results).pictures), {})
    assert max(len(text.encode()) for text in files.values()) < 60_000


def _palettes() -> tuple[dict[str, str], dict[str, str]]:
    folder = resources.files("needle_evidence.reporting") / "templates" / "pictures"
    style = (folder / "drawing.css").read_text("utf-8")
    light, dark = style.split("prefers-color-scheme: dark", 1)
    pattern = re.compile(r"--picture-([a-z]+): (#[0-9a-f]{6})")
    return dict(pattern.findall(light)), dict(pattern.findall(dark))


def _brightness(colour: str) -> float:
    """Relative luminance (WCAG 2.2)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    bright, dim = sorted((_brightness(one), _brightness(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


@pytest.mark.parametrize("palette", _palettes(), ids=["light", "dark"])
def test_marks_and_words_stand_out_from_the_ground(palette: dict[str, str]) -> None:
    for mark in ("blue", "green", "orange", "purple", "grey"):
        assert _contrast(palette[mark], palette["back"]) >= 3, mark
        # Numbers within a mark are small text.
        assert _contrast(palette["on"], palette[mark]) >= 4.5, mark
    for words in ("ink", "soft"):
        assert _contrast(palette[words], palette["back"]) >= 4.5, words
