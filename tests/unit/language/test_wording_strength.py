"""How strongly words claim: each cue of the table, its hedges and negations, hostile text."""

from __future__ import annotations

import time
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from needle_evidence.language.clause_scope import scoped_hits
from needle_evidence.language.cue_words import CueEntry, cue_entries, find_cues, words_of
from needle_evidence.language.wording_strength import LONGEST_TEXT, Strength, classify_wording

STRENGTHS = {strength.value for strength in Strength}
TOLD = {
    "absolute": [
        "Dry needling cures migraine.",
        "may relieve pain and cures migraine",
        "Needling may relieve pain, but it cures migraine.",
        "It guarantees relief",
        "Clinically proven to relieve pain",
        "Clinically proven relief for migraine.",
        "Needling can eliminate pain",
        "Pain relief is guaranteed",
        "Dry needling gets rid of headaches for good.",
        "No side effects!",
        "Your pain will be permanently gone.",
        "It always works.",
        "Dry needling is the cure for back pain.",
        "Say goodbye to pain: we eliminate it.",
        "c\u200bures migraine in people",
        "I was cured of migraine after one session!",
        "not only treats but cures pain",
    ],
    "assertive": [
        "Treats plantar fasciitis",
        "Treats golfer’s elbow",
        "Helps with tendonitis",
        "Resolves headaches, migraines",
        "Accelerates your body's natural healing processes",
        "Lowers muscle tension",
        "Reduces low back pain, neck pain, knee pain, shoulder pain, hip pain, myofascial pain",
        "Increases range of motion",
        "Dry needling actually works.",
        "Dry needling is a treatment for chronic pain.",
        "Dry needling is a treatment for relieving stress.",
        "Needling acupuncture points in the muscles has been shown to reduce musculoskeletal pain.",
        "may relieve pain and reduces swelling",
        "Needling is likely safe and reduces pain.",
        "Reduced Delayed Onset Muscle Soreness (DOMS) in people",
        "Needling does not reduce pain.",
        "Pain is usually relieved within 24 to 48 hours of dry needling.",
        "Pain relief usually occurs within 24-48 hours.",
        "Dry needling helps general health.",
        "Needles relieve pain",
        "Relieve pain naturally with dry needling",
        "Dry needling will relieve your pain",
        "This therapy is safe and effective.",
        "Studies show that massage reduces stress.",
        "Dry needling not only reduces pain but also improves sleep.",
        "Effective for pain management",
        "It does not cure arthritis but it reduces pain.",
        "Although it is unclear whether needling reduces pain, it improves sleep.",
        "Dry needling works by stimulating the brain through myofascial trigger points.",
        "Evidence-based and effective treatment of pain",
        "Side effects typically resolve within a few days.",
        "If you have neck pain, needling reduces it.",
        "Needling has a large effect on pain.",
        "Massage improves sleep; it may also reduce stress.",
        "Significantly increases flexibility",
        "Improved sleep and reduced stress",
        "Dry needling is an evidence-based way to relieve many conditions, and it works.",
        "Once the side effects have passed, people should feel even better than before.",
        "There is currently no cure for fibromyalgia, but needling relieves pain.",
        "Effects of massage according to research:\n1. Increases flexibility\n2. Reduces fatigue",
        "Does it work? It does: needling relieves pain.",
        "Dry needling is an evidence-based way to relieve many conditions.",
    ],
    "probable": [
        "Needling probably reduces pain.",
        "Needling is likely to reduce pain and improve function.",
        "Needling probably results in a slight reduction in pain.",
        "It is probably effective.",
        "Needling is unlikely to reduce pain",
        "Dry needling likely results in little to no difference in pain.",
    ],
    "possible": [
        "Needling may cure migraine",
        "may relieve pain and improve sleep",
        "Needling may relieve pain, improve sleep and cure migraine.",
        "may help relieve tension",
        "Needling could potentially reduce pain.",
        "Can help with neck pain",
        "The evidence suggests that needling reduces pain and improves sleep.",
        "Dry needling is meant to improve how a muscle functions as a whole.",
        "Dry needling aims to reset how the brain views a structure",
        "The needle's signal to the brain seems to reduce muscle-fibre pain in many people.",
        "In one trial of 84 people, needling reduced first-step pain.",
        "Pain may be reduced.",
        "It may be a treatment that cures migraine.",
        "It might be effective and safe.",
        "Needling may not reduce pain.",
        "Some side effects may occur.",
        "This suggests needling might relieve pain.",
        "Dry needling is used to treat muscle pain.",
        "Dry needling may result in little to no difference in pain.",
        "Massage can potentially increase strength and athletic performance",
        "We think it could be that needling helps you relax",
        "It is thought to promote healing and reduce pain",
        "A treatment thought to promote healing",
        "May: relieve pain, improve sleep",
        "May  help\nrelieve pain",
        "needling can be an effective treatment",
    ],
    "uncertain": [
        "It is unclear whether needling reduces pain.",
        "There is no evidence that needling reduces pain.",
        "Needling may reduce pain but the evidence is very uncertain.",
        "The evidence is very uncertain about the effect of dry needling on golfer's elbow.",
        "We do not know if needling reduces pain and improves sleep.",
        "Whether needling reduces pain is unknown.",
        "Needling has not been shown to cure anything.",
        "Needling is unproven.",
        "Dry needling is not proven to relieve pain.",
        "More research is needed.",
        "It is not clear if needling works.",
        "Evidence that needling reduces pain is lacking.",
        "scientists have not proven that needling works",
    ],
    "none": [
        "Dry needling does not cure migraine.",
        "It cannot cure cancer",
        "There is no cure for arthritis.",
        "Does dry needling cure migraine?",
        "Always consult your doctor before treatment.",
        "Keep a safe distance.",
        "The treatment of plantar fasciitis takes time.",
        "What is dry needling? Does it work?",
        "Results are not guaranteed.",
        "People with reduced mobility can visit us.",
        "An increase in pain was seen.",
        "You should always tell your therapist about your medication.",
        "We opened in May 2020.",
        "Dry needling is safe.",
        "The lower back is a region of the body.",
        "Learn how dry needling works",
        "Without treating the cause, pain returns.",
        "If needling reduces your pain, call us.",
        "Nobody can promise a cure.",
        "Dry needling is no miracle cure.",
        "Dry needling should not replace medical treatment.",
        "Nothing cures migraine.",
        "Do you want a cure?\n\nAsk us.",
    ],
}


def fires(entry: CueEntry, text: str) -> bool:
    """Whether a row is heard in a text with its own strength."""
    words = words_of(text)
    for hit in scoped_hits(words, find_cues(words)):
        if hit.match.entry != entry:
            continue
        if entry.kind not in STRENGTHS or entry.warn_only:
            return not hit.denied
        if hit.strength.value == entry.kind and not hit.denied:
            return True
    return False


@pytest.mark.parametrize("entry", cue_entries(), ids=lambda entry: f"{entry.kind}:{entry.pattern}")
class TestRow:
    def test_fires(self, entry: CueEntry) -> None:
        assert fires(entry, entry.fires)

    def test_stays_quiet(self, entry: CueEntry) -> None:
        assert entry.quiet
        assert not fires(entry, entry.quiet)

    def test_says_where_it_comes_from(self, entry: CueEntry) -> None:
        assert entry.source
        assert entry.governs in {
            "",
            "verb",
            "next",
            "clause",
            "past",
            "strength",
            "reassurance",
            "advice",
        }


def test_no_row_twice() -> None:
    rows = Counter((entry.pattern, entry.kind) for entry in cue_entries())
    assert [row for row, number in rows.items() if number > 1] == []


@pytest.mark.parametrize(
    ("strength", "text"), [(strength, text) for strength, texts in TOLD.items() for text in texts]
)
def test_strength(strength: str, text: str) -> None:
    wording = classify_wording(text)
    assert wording.not_checked == ""
    assert wording.strength.value == strength, [(cue.text, cue.strength) for cue in wording.cues]


@pytest.mark.parametrize(
    ("text", "magnitude"),
    [
        ("Needling results in a large reduction in pain.", "large"),
        ("Needling dramatically reduces pain.", "large"),
        ("Needling reduces pain slightly.", "small"),
        ("Needling may result in little to no difference in pain.", "trivial"),
        ("Needling does not reduce pain.", "trivial"),
        ("Needling significantly reduces pain.", ""),
        ("Needling does not dramatically cure pain.", ""),
        ("The large muscles of the back are needled.", ""),
        ("Needling reduces pain.", ""),
    ],
)
def test_magnitude(text: str, magnitude: str) -> None:
    assert classify_wording(text).magnitude == magnitude


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Studies show that massage reduces stress.", ["Studies show"]),
        ("Clinically proven relief for your back.", ["Clinically proven"]),
        ("An evidence-based method.", ["evidence-based"]),
        ("Dry needling is not evidence-based.", []),
        ("No studies show that it works.", []),
        ("Do doctors recommend it?", []),
        ("Evidence-based guidelines exist.", []),
    ],
)
def test_establishment(text: str, words: list[str]) -> None:
    assert [cue.text for cue in classify_wording(text).establishment] == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("This therapy is safe and effective.", ["safe"]),
        ("Dry needling is a low-risk method.", ["low-risk"]),
        ("The twitch is often painless.", ["painless"]),
        ("Few side effects are known.", ["Few side effects"]),
        ("It may not be safe in pregnancy.", []),
        ("Is it safe?", []),
        ("Keep a safe distance.", []),
        ("It is a rare disease.", []),
        ("Dry needling may cause bleeding.", []),
        ("Minor, passing side effects may follow a session.", []),
        ("Foam rolling is self-massage with a firm cylinder.", []),
        ("The ache is self-limiting.", ["is self-limiting"]),
        ("The ache is short-lived.", ["is short-lived"]),
    ],
)
def test_reassurance(text: str, words: list[str]) -> None:
    assert [cue.text for cue in classify_wording(text).reassurance] == words


def test_hedged_reassurance() -> None:
    (cue,) = classify_wording("Needling is probably safe.").reassurance
    assert cue.strength is Strength.PROBABLE


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("Sleep was associated with back pain.", "correlational"),
        ("Runners had a higher risk of heel pain than walkers.", "correlational"),
        ("Stiffness decreased over time.", "correlational"),
        ("Needling may reduce heel pain.", "conditional"),
        ("Stress might play a role in migraine.", "conditional"),
        ("Needling reduced heel pain.", "direct"),
        ("Heel pain was improved by massage.", "direct"),
        ("Heel pain was reduced by 20%.", "correlational"),
        ("The risk increases with age.", "correlational"),
        ("The risk increases linearly with age.", "correlational"),
        ("In our trial, needling lowered the pain.", "direct"),
        ("This leads to less pain.", "direct"),
        ("Massage was found to be popular.", "none"),
        ("Needling was superior to stretching.", "none"),
        ("Massage reduces the required dose.", "direct"),
        ("These results suggest that massage improves sleep.", "direct"),
        ("Larger trials are needed to find out whether needling reduces pain.", "none"),
        ("Therapists should ask about medicines.", "none"),
        ("We used massage to reduce stress.", "none"),
        ("Heel pain is common.", "none"),
    ],
)
def test_relation(text: str, relation: str) -> None:
    assert classify_wording(text).relation == relation


@pytest.mark.parametrize(
    "text",
    [
        "Traite la fasciite plantaire",
        "La puncture réduit la douleur",
        "Dry Needling lindert Schmerzen",
        "Behandelt Fersenschmerzen",
        "Reduce el dolor",
        "Cura la migraña",
        "Riduce il dolore",
        "Dry needling vermindert pijn",
        "Reduz a dor",
        "干针治疗足底筋膜炎",
        "лечит мигрень",
        "123 %",
    ],
)
def test_other_languages_are_not_guessed(text: str) -> None:
    wording = classify_wording(text)
    assert wording.not_checked.startswith("language: ")
    assert wording.strength is Strength.NONE
    assert wording.cues == ()


def test_french_name_in_an_english_claim() -> None:
    assert classify_wording("Relieves Ménière's disease").strength is Strength.ASSERTIVE


@pytest.mark.parametrize("text", ["whiplash", "tinnitus", "Whiplash & tinnitus"])
def test_too_few_words_are_no_other_language(text: str) -> None:
    assert classify_wording(text).not_checked.startswith("language: too few words to tell")


@pytest.mark.parametrize("text", ["", "   ", "?!", "\u200b"])
def test_empty(text: str) -> None:
    assert classify_wording(text).not_checked.startswith("empty")


def test_long_text_is_cut_and_says_so() -> None:
    wording = classify_wording("The needle is thin. " * 2000 + "It cures migraine.")
    assert wording.cut
    assert wording.strength is Strength.NONE
    assert not classify_wording("The needle is thin.").cut


@pytest.mark.parametrize(
    "part",
    [
        "may ",
        "reduces, ",
        "no evidence ",
        "a",
        "is a the very ",
        "\u200b",
        "not ",
        "it's' ",
        "\n",
        ".",
    ],
)
def test_long_hostile_text_takes_no_time(part: str) -> None:
    started = time.perf_counter()
    classify_wording("The pain " + part * (LONGEST_TEXT // len(part)))
    assert time.perf_counter() - started < 2


WORDS_TEXT = """
    the needling pain may might probably not no and but or , . ; ? reduces reduce reduced cures
    relieving safe is are to that whether evidence unclear always proven effective
    """
WORDS = st.sampled_from(WORDS_TEXT.split())


@given(st.text() | st.lists(WORDS, max_size=25).map(" ".join))
def test_offsets_slice_to_the_words(text: str) -> None:
    wording = classify_wording(text)
    for cue in (*wording.cues, *wording.establishment, *wording.reassurance):
        assert text[cue.start : cue.end] == cue.text
        assert cue.text


VERBS = ["reduces", "treats", "heals", "cures", "eliminates", "works for", "improves"]
FRAMES = [
    "Needling {} pain.",
    "Needling {} pain and cures migraine.",
    "Studies show that needling {} pain.",
    "It is unclear whether needling {} pain.",
    "Although needling {} pain, the bruise stays.",
    "Needling, a safe method, {} pain.",
    "- {} pain",
]


@given(st.sampled_from(VERBS), st.sampled_from(FRAMES))
def test_may_never_makes_stronger(verb: str, frame: str) -> None:
    bare = classify_wording(frame.format(verb)).strength
    for hedged in (f"may {verb}", f"may {verb.removesuffix('s')}", f"might possibly {verb}"):
        assert classify_wording(frame.format(hedged)).strength.rank <= bare.rank


def test_may_weakens() -> None:
    for verb in VERBS:
        assert classify_wording(f"Needling may {verb} pain.").strength is Strength.POSSIBLE


@pytest.mark.parametrize("part", ["help ", "safely ", "side effects ", "is a proven ", "only a "])
def test_cue_words_in_long_rows_take_no_time(part: str) -> None:
    test_long_hostile_text_takes_no_time(part)
