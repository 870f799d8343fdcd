"""Phrases of clinic, spa and supplement pages: proof, verbs of effect, limits of the evidence."""

from __future__ import annotations

import pytest

from needle_evidence.language.claim_strength import Strength
from needle_evidence.language.wording_strength import classify_wording

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
