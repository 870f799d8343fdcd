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


PROVEN = """
It is a proven way to relieve pain.
Needling is proven to relieve pain.
Needling is a proven treatment.
A proven remedy for headaches.
Proven to work.
The method has proven benefits.
It is proven.
Its effects are proven.
Proven results.
It has been proven to reduce pain.
It has been proven that needling reduces pain.
Needling has proven effective.
It was proven in studies.
Scientifically proven.
Garlic is proven to cure infections.
Proven by science to ease pain.
A time-tested and proven method.
A proven way to lose weight.
Yoga is a scientifically proven method to relax.
It is proven safe and effective.
Its proven formula relieves pain.
Has proven results in back pain.
Needling has been proven to help.
Garlic was proven effective.
Research has proven that it works.
"""
NOT_PROVEN = """
Needling is not proven to relieve pain.
It is unproven.
It has yet to be proven.
It has never been proven.
It has not been proven to work.
Needling is not a proven treatment.
There is no proven benefit.
It hasn't been proven.
It remains to be proven.
Whether it works has yet to be proven.
No proven treatment exists.
Needling is far from proven.
We have a proven track record.
It cannot be proven.
It is neither proven nor tested.
It may be proven one day.
Nothing has been proven.
Its benefit is not proven.
The effect was never proven.
None of these claims is proven.
It is not yet proven.
There is no proven cure.
Its value remains unproven.
Nobody has proven that it works.
The claim is still to be proven.
It has hardly been proven.
"""
ASSERTIVE = """
Needling saves lives.
Garlic beats colds.
Garlic fights infections.
Vitamin C fights off colds.
Ginger wards off nausea.
It knocks out pain.
The tea melts fat.
Melts away belly fat.
It brightens the skin.
It brightens your mood.
It rejuvenates the skin.
Garlic is good for the heart.
Honey keeps coughs at bay.
It keeps the doctor away.
Omega-3 protects against heart disease.
It protects the heart.
It boosts immunity.
It strengthens bones.
It detoxifies the liver.
It flushes toxins.
It flushes out toxins.
It supports the immune system.
Supports immune health.
Supports your immune system.
It promotes sleep.
Needling stops pain.
It stops headaches.
It ends back pain.
Clears acne.
It clears the skin.
It clears congestion.
It soothes sore throats.
It combats stress.
It tackles fatigue.
It works wonders.
Works wonders for the skin.
It does wonders for your skin.
It cleanses the body.
It purifies the blood.
It balances hormones.
It burns fat.
It kills bacteria.
It defends against viruses.
It lifts mood.
It calms the mind.
It nourishes the skin.
It revitalises the body.
It regulates blood sugar.
It aids digestion.
It fends off colds.
It shields against infection.
It guards against disease.
It controls blood sugar.
It unblocks your energy.
It tones muscles.
It reverses ageing.
It cuts cholesterol.
It slashes the risk of cancer.
It keeps joints healthy.
It gets you back on your feet.
It rebuilds cartilage.
It regenerates tissue.
It slows ageing.
It halts bone loss.
It dissolves kidney stones.
It beats arthritis.
It makes pain disappear.
Garlic is great for the heart.
It sharpens the mind.
It energises the body.
Green tea speeds weight loss.
The oil keeps skin supple.
Ginger settles the stomach.
Turmeric fights inflammation.
Cupping draws out toxins.
Magnets ease arthritis.
Zinc keeps colds away.
Echinacea strengthens the immune system.
Probiotics restore gut health.
Chamomile helps you sleep.
Massage loosens tight muscles.
Peppermint relieves bloating.
Cold plunges boost metabolism.
Collagen firms the skin.
Omega-3 is great for joints.
Needling works wonders for headaches.
Yoga strengthens the core.
Fibre protects against cancer.
Fasting cleanses the liver.
Ashwagandha lowers stress.
Massage puts an end to back pain.
Needling does away with pain.
Laser therapy speeds healing.
Reflexology relieves tension.
This relieves pain.
That works.
Each session heals.
"""
NO_CLAIM = """
He was fighting fit.
Advertising boosts sales.
The old chair is good for nothing.
The end of the course is near.
She supports the local team.
Get clear advice from your doctor.
The support group meets on Monday.
The bus stops here.
The course ends on Friday.
The beats of the heart are counted.
Save the date.
Save money with our offer.
The clinic saves you time.
We promoted her to manager.
Hot flushes are common.
The melting point is high.
The support of the back is needed.
Is garlic good for the heart?
The wards of the hospital are full.
Promote our page.
The light ends at the door.
Tackle the hill with us.
Flushing of the skin is common.
The clear water is cold.
Clear your diary.
A kill switch stops the machine.
Balances are due in May 2027.
Burns are treated in hospital.
Blood sugar control is measured.
Cuts and burns happen in the kitchen.
The calm room is upstairs.
Guards stand at the door.
The game ended in a fight.
A support bandage is worn for a week.
The clinic stops taking new patients in May.
Clear instructions are given.
He boosted his income.
The fighting stopped.
Save your place now.
The good doctor is here.
The beat of the drum is loud.
She protects her data.
Staff are supported by a nurse.
The river floods the wards.
These increases follow.
"""
LIMITS = """
Only one small study looked at it.
Only one study tested it.
Two small trials of low quality tested this.
There are two small trials of low quality.
The studies were small.
The trials were short.
The studies are few.
The studies were not blinded.
The studies were few and small.
Studies so far are small.
Few studies have looked at it.
Only a few studies exist.
More research is needed.
More research is required.
Further trials are needed.
Larger trials are needed.
Better studies are needed.
More and larger studies are needed.
We need more research.
Evidence is limited.
The evidence is weak.
The evidence is scarce.
The evidence is insufficient.
The evidence for this is limited.
Evidence is lacking.
The evidence is of low quality.
Low-quality evidence.
The evidence is low-certainty.
The certainty of the evidence is low.
The evidence comes from one small study.
This rests on one small trial.
Nobody has studied it in children.
The studies had weaknesses.
The studies are of poor quality.
The evidence is mixed.
Results are mixed.
Studies disagree.
The trial was small.
The study was small and short.
There is little evidence.
Not enough studies have been done.
The results are uncertain.
We cannot be sure.
It is based on a single study.
The evidence is preliminary.
It has been tested in only 20 people.
So far it has been tested only in animals.
No good studies exist.
No large trials have been done.
There are few good trials.
The evidence is limited: two small studies.
Research is limited.
Data are limited.
Research so far is limited.
Only two small studies were done.
Just one trial of 20 people looked at it.
The studies were unblinded.
The studies lacked blinding.
The evidence base is thin.
The studies were small and not blinded.
There have been few trials, all of them small.
Research on this is scarce.
Only a handful of small trials exist.
There is only weak evidence.
There is only one trial.
All trials were small.
Both trials were at high risk of bias.
The trial had only 20 participants.
The study was not randomised.
It has only been tested in mice.
It was tested in healthy people only.
The results could be due to chance.
More studies are needed to be sure.
Larger studies are needed to confirm this.
This needs to be confirmed in larger trials.
The evidence is very limited.
The evidence so far is weak.
Evidence for this use is insufficient.
Good evidence is lacking.
High-quality evidence is lacking.
We have little confidence in the evidence.
The research is at an early stage.
There is not enough evidence.
There are not enough studies.
The evidence comes from two short trials.
Studies were few and short.
"""
NO_LIMITS = """
Many large trials looked at it.
The evidence is strong.
The studies were large.
The studies were blinded.
No more research is needed.
Ten studies looked at it.
The room is small.
Only one session is needed.
The trial was large.
Results are good.
The small needle is used.
Small studies aside, it works.
Only one study found harm.
Needling works.
Five large trials of high quality tested it.
The studies were well done.
Only needles of steel are used.
The trial ran for two years.
Good evidence supports it.
The small clinic is near.
Only 20 minutes are needed.
Just one session helps.
"""


@pytest.mark.parametrize("text", PROVEN.split("\n")[1:-1])
def test_proven_is_absolute(text: str) -> None:
    assert classify_wording(text).strength is Strength.ABSOLUTE


@pytest.mark.parametrize("text", NOT_PROVEN.split("\n")[1:-1])
def test_denied_proof_is_not(text: str) -> None:
    wording = classify_wording(text)
    assert wording.not_checked == ""
    assert wording.strength is not Strength.ABSOLUTE


@pytest.mark.parametrize("text", ASSERTIVE.split("\n")[1:-1])
def test_verbs_of_effect_are_assertive(text: str) -> None:
    assert classify_wording(text).strength is Strength.ASSERTIVE


@pytest.mark.parametrize("text", NO_CLAIM.split("\n")[1:-1])
def test_other_uses_of_these_verbs_claim_nothing(text: str) -> None:
    wording = classify_wording(text)
    assert wording.not_checked == ""
    assert wording.strength is Strength.NONE, wording.cues


def states_limits(text: str) -> bool:
    cues = classify_wording(text).cues
    return any(c.note == "states limits" or c.strength is Strength.UNCERTAIN for c in cues)


@pytest.mark.parametrize("text", LIMITS.split("\n")[1:-1])
def test_limits(text: str) -> None:
    assert states_limits(text)


@pytest.mark.parametrize("text", NO_LIMITS.split("\n")[1:-1])
def test_no_limits(text: str) -> None:
    assert classify_wording(text).not_checked == ""
    assert not states_limits(text)


@pytest.mark.parametrize("part", ["help ", "safely ", "side effects ", "is a proven ", "only a "])
def test_cue_words_in_long_rows_take_no_time(part: str) -> None:
    test_long_hostile_text_takes_no_time(part)
