"""Citation marks are found, and what only looks like one stays in the text."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from needle_evidence.language.citation_marks import FoundMark, Styled, find_marks
from needle_evidence.model.article import MarkKind

NUMBER, CITEKEY, AUTHOR_YEAR = MarkKind.NUMBER, MarkKind.CITEKEY, MarkKind.AUTHOR_YEAR


def marked(text: str) -> tuple[str, list[Styled]]:
    """The text without `<sup>…</sup>` and `<#target>…</>`, and the stretches they stand for."""
    styled: list[Styled] = []
    plain, raised, link, target = "", -1, -1, ""
    while text:
        if text.startswith("<sup>"):
            raised, text = len(plain), text[5:]
        elif text.startswith("</sup>"):
            styled.append(Styled(start=raised, end=len(plain), superscript=True))
            text = text[6:]
        elif text.startswith(("<#", "<http")):
            target, _, text = text[1:].partition(">")
            link = len(plain)
        elif text.startswith("</>"):
            styled.append(Styled(start=link, end=len(plain), target=target))
            text = text[3:]
        else:
            plain, text = plain + text[0], text[1:]
    return plain, styled


def found(text: str) -> tuple[FoundMark, ...]:
    return find_marks(*marked(text))


def without(text: str) -> str:
    """The words that are left, single spaced as in an article's plain text."""
    plain, styled = marked(text)
    for mark in reversed(find_marks(plain, styled)):
        plain = plain[: mark.start] + plain[mark.end :]
    return " ".join(plain.split()).replace(" .", ".").replace(" ,", ",")


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("It eases pain [5].", [("5",)]),
        ("It eases pain[5]", [("5",)]),
        ("It eases pain [2,3] now", [("2", "3")]),
        ("It eases pain [1–4, 7].", [("1", "2", "3", "4", "7")]),
        ("It eases pain [1-3;5].", [("1", "2", "3", "5")]),
        ("It eases pain [5][6].", [("5",), ("6",)]),
        ("It eases pain [5], [6].", [("5",), ("6",)]),
        ("It eases pain [5]–[8].", [("5", "6", "7", "8")]),
        ("It eases pain [see 5, p. 12].", [("5",)]),
        ("It eases pain [9–300].", [("9", "300")]),
        ("It fell in 2014 [5, 7].", [("5", "7")]),
        ("It fell by 30 [5].", [("5",)]),
        ("[5] shows that it helps", [("5",)]),
        ("针刺可以缓解疼痛[5]。", [("5",)]),
        ("针刺可以缓解疼痛【5】。", [("5",)]),
        ("It eases pain.<sup>5</sup> It", [("5",)]),
        ("It eases pain<sup>5,6</sup>.", [("5", "6")]),
        ("It eases pain<sup>5–7</sup>.", [("5", "6", "7")]),
        ("It eases pain<sup>[5]</sup>.", [("5",)]),
        ("It eases pain<sup>(5)</sup>.", [("5",)]),
        ("It eases pain<sup>[5]</sup><sup>[6]</sup>.", [("5",), ("6",)]),
        ("It eases pain<sup>1</sup><sup>,</sup><sup>2</sup>.", [("1", "2")]),
        ("It eases pain<sup>1</sup>, <sup>2</sup>.", [("1",), ("2",)]),
        ("It eases pain (p = 0.03)<sup>5</sup>", [("5",)]),
        ("It was true in 2014<sup>5</sup>.", [("5",)]),
        ("Needling¹ eases pain.² ³ It helps us⁴", [("1",), ("2",), ("4",)]),
        ("It eases pain²,³ and swelling⁴⁻⁶.", [("2", "3"), ("4", "5", "6")]),
        ("It needs vitamin D¹ too", [("1",)]),
        ("It eases pain <#r5>5</>.", [("5",)]),
        ("It eases pain (<#r5>5</>).", [("5",)]),
        ("It eases pain (<#r5>5</>, <#r6>6</>).", [("5", "6")]),
        ("It eases pain <https://x.org>[5]</>.", [("5",)]),
        ("It eases pain [^5].", [("5",)]),
    ],
)
def test_a_number_that_cites_is_a_mark(text: str, labels: list[tuple[str, ...]]) -> None:
    assert [mark.labels for mark in found(text)] == labels
    assert all(mark.kind is NUMBER for mark in found(text))


@pytest.mark.parametrize(
    "text",
    [
        "It was found in (2014) and (2 mg) of it [sic] was [2014] enough […]",
        "The sample (n = 84) was small (5) and (p < 0.05).",
        "The change was 4.2 [95% CI 1, 2] and [0.5, 1.2].",
        "The change was 4 [1, 7] points, 95% CI [1, 7], median 5 [IQR 3–7], 50% [40, 60].",
        "On a scale of [1–10] and a scale [0–10].",
        "- [ ] call us, [x] come in, [0] nothing",
        "Call us at (720) 541-7098 or [720] 541-7098.",
        "It took mean [SD] days, 5.5 [3] vs 9 [4].",
        "The Met¹⁴⁹ and Cys³³³ receptors",
        "Seen (August-September 2012) there",
        "Section [3] and Table [4] tell more.",
        "x[1] = 5 and a[2] = 6 on [1]/[2]",
        "[1] Smith J. Effects of it.",
        "¹ Smith J. Effects of it.",
        "An area of 5 m², 6 cm³, 10⁵ cells, x² + y², CO₂, 30 kg/m², 7 metres², R², Ca²⁺, s⁻¹",
        "5 m<sup>2</sup>, 10<sup>5</sup>, 1<sup>st</sup> and 2<sup>nd</sup>, 5 cm <sup>3</sup>",
        "It is (x+1)² and (weight/height)<sup>2</sup>.",
        "<#r1>1</> Smith",
        "See step <#step-5>5</>.",
        "Write to info@clinic2014.com or to @clinic, or [mail us at a@b.org].",
        "Founded (January 2014), updated (March, 2015), (Spring 2016), (since 2017).",
        "COVID-19 (2020) and the study (2014) of In (2014).",
        "It [@fig-1] shows @tbl-2 well.",
    ],
)
def test_what_only_looks_like_a_mark_is_none(text: str) -> None:
    assert [mark.text for mark in found(text)] == []


@pytest.mark.parametrize(
    ("text", "labels", "rest"),
    [
        ("It helps [@key].", [("key",)], "It helps."),
        ("It helps [@a; @b, p. 5].", [("a", "b")], "It helps."),
        ("It helps [see @a].", [("a",)], "It helps."),
        ("Smith says so [-@key].", [("key",)], "Smith says so."),
        ("It helps (@smith2014).", [("smith2014",)], "It helps."),
        ("It helps, says @smith2014.", [("smith2014",)], "It helps, says."),
        ("It helps [@{https://x.org/a}].", [("https://x.org/a",)], "It helps."),
        ("It helps.[^note] Well", [("note",)], "It helps. Well"),
    ],
)
def test_a_citekey_is_a_mark(text: str, labels: list[tuple[str, ...]], rest: str) -> None:
    assert [mark.labels for mark in found(text)] == labels
    assert all(mark.kind is CITEKEY for mark in found(text))
    assert without(text) == rest


@pytest.mark.parametrize(
    ("text", "labels", "rest"),
    [
        ("It helps (Cotchett, 2014).", ("Cotchett 2014",), "It helps."),
        ("It helps (see Cotchett 2014, p. 5).", ("Cotchett 2014",), "It helps."),
        ("It helps [Smith 2014].", ("Smith 2014",), "It helps."),
        (
            "It helps (Cotchett et al., 2014; Dunning & Third 2015a).",
            ("Cotchett 2014", "Dunning 2015a"),
            "It helps.",
        ),
        (
            "It helps (Smith, Jones, and Lee, 2014, 2016).",
            ("Smith 2014", "Smith 2016"),
            "It helps.",
        ),
        ("It helps (Smith 2014, Jones 2015).", ("Smith 2014", "Jones 2015"), "It helps."),
        ("It helps (J. M. Smith, 2014).", ("Smith 2014",), "It helps."),
        ("It helps (van der Berg, n.d.).", ("van der Berg n.d.",), "It helps."),
        (
            "It helps (World Health Organization, 2014).",
            ("World Health Organization 2014",),
            "It helps.",
        ),
        (
            "It helps (Fernández-de-Las Peñas et al. 2015)",
            ("Fernández-de-Las Peñas 2015",),
            "It helps",
        ),
        ("It helps (n = 84; Cotchett 2014).", ("Cotchett 2014",), "It helps (n = 84)."),
        ("Cotchett (2014) found that.", ("Cotchett 2014",), "Cotchett found that."),
        ("So Cotchett et al. (2014a) found.", ("Cotchett 2014a",), "So Cotchett et al. found."),
        ("Smith and Jones (2014, p. 5) say", ("Smith 2014",), "Smith and Jones say"),
        ("In Smith, Lee, & Oh's (2014) words", ("Smith 2014",), "In Smith, Lee, & Oh's words"),
        ("However, Smith (2014) says", ("Smith 2014",), "However, Smith says"),
        ("However, Smith and Lee (2014) say", ("Smith 2014",), "However, Smith and Lee say"),
        ("By van der Berg (2014) it", ("van der Berg 2014",), "By van der Berg it"),
        # A place looks the same; only the reference list can tell.
        ("We opened (Denver, 2014).", ("Denver 2014",), "We opened."),
    ],
)
def test_an_author_with_a_year_is_a_mark(text: str, labels: tuple[str, ...], rest: str) -> None:
    (mark,) = found(text)
    assert (mark.kind, mark.labels) == (AUTHOR_YEAR, labels)
    assert without(text) == rest


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("It eases pain [5], [6] and [7].", "It eases pain."),
        ("It eases pain (see [5]).", "It eases pain."),
        ("It eases pain ([5], [6]) now.", "It eases pain now."),
        ("It eases pain.<sup>5</sup>,<sup>6</sup> It", "It eases pain. It"),
        ("As <#r5>Cotchett et al., 2014</> says", "As Cotchett et al. says"),
    ],
)
def test_a_sentence_can_be_read_without_its_marks(text: str, rest: str) -> None:
    assert without(text) == rest


def test_a_mark_leads_where_its_one_link_leads() -> None:
    assert found("It eases pain (<#r5>Cotchett, 2014</>).")[0].target == "#r5"
    assert found("It eases pain [<#r5>5</>, <#r6>6</>].")[0].target == ""
    assert [mark.target for mark in found("pain<sup><#a>[5]</><#b>[6]</></sup>")] == ["#a", "#b"]


@given(
    st.lists(
        st.sampled_from(
            [
                "[",
                "]",
                "(",
                ")",
                "5",
                "2014",
                "²",
                "–",
                ",",
                " ",
                "Smith",
                "et al.",
                "@",
                "a",
                ";",
                "^",
            ]
        )
        | st.text(max_size=3),
        max_size=40,
    ).map("".join),
    st.lists(st.tuples(st.integers(0, 60), st.integers(0, 12), st.booleans()), max_size=6),
)
def test_marks_are_in_order_and_never_overlap(
    text: str, stretches: list[tuple[int, int, bool]]
) -> None:
    styled = [
        Styled(
            start=min(start, len(text)),
            end=min(start + length, len(text)),
            superscript=raised,
            target="" if raised else "#x",
        )
        for start, length, raised in stretches
    ]
    position = 0
    for mark in find_marks(text, styled):
        assert position <= mark.start < mark.end <= len(text)
        assert mark.labels
        assert all(mark.labels)
        assert mark.text
        position = mark.end


@given(st.text(st.characters(exclude_characters="@([（【［", exclude_categories=["N", "Cs"])))
def test_a_text_without_digits_and_brackets_has_none(text: str) -> None:
    assert find_marks(text, [Styled(start=0, end=len(text), superscript=True, target="#a")]) == ()


@pytest.mark.parametrize(
    "piece",
    [
        "It helps (Smith et al., 2014) [5, 6] and² ",
        "[",
        "(",
        "[1,",
        "((a)",
        "@a",
        "²",
        "Smith and ",
    ],
)
def test_a_megabyte_takes_a_moment(piece: str) -> None:
    text = (piece * (1_000_000 // len(piece)))[:1_000_000]
    styled = [Styled(start=at, end=at + 1, target=f"#{at}") for at in range(0, 100_000, 10)]
    began = time.process_time()
    find_marks(text, styled)
    assert time.process_time() - began < 6
