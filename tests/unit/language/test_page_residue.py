"""Residue of web pages is told from text; a statement is never taken for residue."""

import time

import pytest

from needle_evidence.language.page_residue import is_residue


@pytest.mark.parametrize(
    "text",
    [
        "Share on facebook",
        "Share on facebook Share on twitter Share on pinterest",
        "Facebook Twitter LinkedIn",
        "Follow us on Instagram!",
        "Leave a Reply",
        "Leave a Reply Cancel reply",
        "Your email address will not be published. Required fields are marked *",
        "Save my name, email, and website in this browser for the next time I comment.",
        "Post comment",
        "Most Popular",
        "Get The Latest Updates",
        "Subscribe To Our Newsletter",
        "No spam, notifications only about new products, updates.",
        "Related Posts",
        "3 Comments",
        "5 min read",
        "Read more »",
        "Continue reading →",
        "We use cookies to ensure that we give you the best experience on our website.",
        "Accept all cookies",
        "© 2024 Harbour Street Clinic. All Rights Reserved.",
        "Copyright 2019-2024 Harbour Clinic | Privacy Policy",
        "Home > Services > Dry needling",
        "Home / Blog / Dry needling",
        "Home | About | Services | Contact",
        "(555) 010-7788",
        "Call us: (555) 010-7788",
        "info@clinic.example",
        "Skip to content",
        "Weiterlesen",
    ],
)
def test_residue(text: str) -> None:
    assert is_residue(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "*",
        "Dry needling reduces pain.",
        "Share on Facebook if dry needling reduced your pain",
        "Follow us on Facebook and see why needling works.",
        "We use cookies. Dry needling reduces pain.",
        "Sign up for our newsletter: needling cures migraine",
        "Home exercise reduces pain",
        "Home / office workers have less pain",
        "Copyright 2024 research shows that needling works",
        "© 2024 Harbour Clinic. Needling heals tendons.",
        "Read more about how needling lowers muscle tension",
        "Click here or call us today at (555) 010-7788, so you can set up your appointment.",
        "2010-2015",
        "Treats plantar fasciitis",
        "Increases blood flow",
        "Line",
        "Benefits",
        "Side effects",
        "Twelve comments on dry needling show benefit",
        "No spam filter lowers blood pressure",
        "Print",
        "home.",
        "Home",
        "References",
    ],
)
def test_a_text_that_may_state_something_is_no_residue(text: str) -> None:
    assert not is_residue(text)


@pytest.mark.parametrize("text", ["Name *", "Email", "Social Media", "Website", "Comment"])
def test_some_words_are_residue_only_after_residue(text: str) -> None:
    assert not is_residue(text)
    assert not is_residue(text, previous="Dry needling reduces pain.")
    assert is_residue(text, previous="Post comment")


def test_a_chain_of_form_fields_is_residue() -> None:
    assert is_residue("Email *", previous="Name *")


def test_a_statement_after_residue_stays() -> None:
    assert not is_residue("Reduces low back pain", previous="Share on facebook")


@pytest.mark.parametrize("unit", ["share on facebook ", "home > ", "a@a.", "© ", "| ", "1 "])
def test_long_input_takes_no_time(unit: str) -> None:
    started = time.perf_counter()
    for size in (390, 100_000):
        is_residue(unit * (size // len(unit)))
    assert time.perf_counter() - started < 0.5
