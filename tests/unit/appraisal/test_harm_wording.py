"""Harm claims: what plays a harm down needs numbers, what warns of a harm stays licensed."""

from __future__ import annotations

import pytest

from needle_evidence.appraisal.wording import WordingJudgement, WordingVerdict, judge_wording
from needle_evidence.model.certainty import Certainty
from needle_evidence.model.claim import Claim, Question
from needle_evidence.model.finding import Location


def judge(text: str, certainty: Certainty | None, question: Question) -> WordingJudgement:
    place = Location(path="claims.csv", line=2)
    return judge_wording(
        Claim(claim_id="c", text=text, location=place, question=question), certainty
    )


# What clinic, spa and supplement pages write to reassure.
REASSURING = """
There is hardly any danger.
No deaths were ever reported.
No deaths have ever been reported.
Complications practically never occur.
Complications almost never happen.
It has a good safety profile.
Dry needling has an excellent safety record.
The treatment is virtually risk-free.
It is nothing to worry about.
You have nothing to fear.
Side effects are mild.
The side effects are mild and pass.
Side effects are minor only.
Side effects are only minor.
Side effects go away on their own.
The soreness goes away by itself.
It is completely natural.
It is well-tolerated.
Dry needling is well tolerated.
It is generally well tolerated by most people.
It is non-invasive, so it is safe.
The method is non-invasive.
The risk is negligible.
The risk is minimal.
The risk is very low.
The risk is extremely low.
The risk of a collapsed lung is extremely low.
Risks are very small.
There is next to no risk.
There is almost no risk.
There is virtually no danger.
There is little danger.
There are hardly any side effects.
It is virtually painless.
You will hardly feel the needle.
You barely feel a thing.
You won't feel a thing.
It cannot hurt you.
It can't do any harm.
It does no harm.
It is kind to your body.
It is gentle on the stomach.
It is free from side effects.
It is free of chemicals.
It has no known side effects.
There are no known risks.
Serious complications are extremely unlikely.
Serious harm is very unlikely.
There is no cause for concern.
There is no reason for concern.
No need to be afraid.
You are in safe hands.
Even children can use it safely.
It is suitable for all ages.
It can be taken by anyone.
It is non-toxic and non-habit-forming.
It is not addictive.
Nobody has ever been harmed.
No one has ever been hurt.
No adverse events were reported.
No injuries have been reported.
No serious injuries were recorded.
Millions of people use it without problems.
It is used daily without any problems.
It poses no threat.
It poses no danger to your health.
It carries little risk.
It carries minimal risk.
Its risks are outweighed by the benefits.
It is safer than painkillers.
It has fewer side effects than drugs.
It is as safe as water.
It is a risk-free treatment.
Any discomfort is mild.
Any discomfort is temporary.
Bruising is nothing serious.
The pain is short-lived and harmless.
Bruises are harmless.
It is safe for long-term use.
It is clinically safe.
It is 100% natural.
It is all natural.
It is toxin-free.
It has been used safely for thousands of years.
It is tested and safe.
It never causes harm.
Infections never happen.
Infections do not occur.
Pneumothorax does not happen.
Serious injury is practically impossible.
It is impossible to overdose.
You cannot overdose on it.
Complications are few and far between.
Complications are seldom seen.
Complications seldom occur.
Complications rarely occur.
Problems are the exception.
The procedure is comfortable.
It is pain-free.
You will be perfectly fine.
It won't harm you.
Side effects are usually mild and short-lived.
Any side effects are minor and temporary.
Side effects clear up on their own.
Side effects disappear within a day.
Side effects are short-lived.
Adverse events are mild and self-limiting.
The bleeding stops by itself.
Reactions are mild.
It is a minimally invasive procedure.
The danger is small.
The chance of injury is tiny.
The likelihood of complications is very small.
The odds of a collapsed lung are one in a million.
Your safety is guaranteed.
It has a low rate of complications.
A low complication rate makes it popular.
There have been no reports of harm.
There are no reports of serious injury.
There is zero downtime.
There are no long-term effects.
It has no lasting effects.
It has a proven safety record.
It is benign.
It is innocuous.
You can rest assured.
Don't worry, it is only a needle.
You need not worry.
Risk is practically zero.
The risk is close to zero.
It is a low risk method.
Complications are unheard of.
It causes no harm.
It causes no pain.
It causes no side effects.
It does not cause any harm.
It has no downsides.
There are no contraindications.
There's no danger.
Serious complications are hardly ever seen.
Adverse reactions are virtually unknown.
The needles are so thin that you won't notice them.
The procedure is practically painless.
It is safe even during pregnancy.
It has an impeccable safety record.
Our therapists are fully trained, so nothing can go wrong.
Side effects, if any, are mild.
Any side effects are short-lived and harmless.
Bruising is usually minor.
Bruises fade within a few days.
The soreness is only temporary.
The soreness subsides quickly.
There are no harmful side effects.
It has no adverse effects whatsoever.
It's completely safe.
It is all-natural and therefore safe.
It is a natural product without chemicals.
It is FDA-approved as safe.
No one has ever complained.
We have never had a single complication.
In 20 years we have never had an accident.
There were no serious adverse events.
There is absolutely no risk.
There's nothing to be afraid of.
The risk is next to nothing.
The risk of a pneumothorax is vanishingly small.
Serious harm is almost unheard of.
It is among the safest treatments.
It is one of the safest methods.
The likelihood of serious harm is remote.
The bleeding is negligible.
Pain is minimal.
It hardly hurts.
It barely hurts.
It doesn't hurt at all.
You will not feel any pain.
Fainting is extremely rare.
Dizziness passes on its own.
The dizziness is gone within minutes.
It is free of any risk.
The treatment is free from complications.
It does not damage the nerves.
It poses no risk to pregnant women.
The drug is well tolerated by children.
Tolerability is excellent.
It is a mild remedy.
It is skin-friendly.
It is suitable for sensitive skin.
Harm is practically excluded.
Side effects are the exception.
It causes few side effects.
It has minimal side effects.
Few complications have been reported.
Hardly anyone has problems.
It is perfectly safe in trained hands.
It is considered safe.
It is generally recognised as safe.
It is thought to be safe.
Overdosing is impossible.
It is reliable and safe.
There is no danger whatsoever.
Complications are extremely uncommon.
"""
# Harms that are told, not played down.
WARNING = """
Minor, passing side effects may follow a session of dry needling.
Some soreness may follow a session of dry needling.
Some soreness may follow.
A collapsed lung can occur.
Deaths have been reported.
There is a danger of infection.
Complications occur in one in ten people.
Complications can occur.
It is not without risk.
It is not well tolerated by everyone.
Side effects are severe.
Mild pain may follow.
Mild soreness and bruising are common.
The risk is high.
The risk of bleeding is not negligible.
The risk is not small.
The risk is not known.
Needling may cause mild bruising.
Minor bleeding occurs in many people.
It has a poor safety profile.
The safety profile is unknown.
It is invasive.
The needle may hurt.
It hurts.
Natural products can be harmful.
Natural does not mean safe.
There is a risk of death.
Two deaths were reported.
Serious adverse events were reported.
Side effects do not always go away on their own.
It is not risk-free.
It is not harmless.
It is not gentle.
It can hurt you.
It is unsafe.
Talk to your doctor if you worry about side effects.
Needling may cause a short-term increase in pain.
Pain during or after dry needling is common.
Dry needling may cause fainting.
It is not suitable for everyone.
It causes harm.
The danger is real.
Bruises can last for weeks.
Headache may follow for a short time.
Stop if it hurts.
Problems occur.
It may interact with other drugs.
Not all side effects are mild.
Side effects are not always mild.
No treatment is free of risk.
No medicine is completely safe.
Nothing is risk-free.
Rare but serious harms include a collapsed lung.
Infections can happen.
The soreness can last for weeks.
A few people faint.
Some people faint during the session.
Side effects are common and can be severe.
Serious harm has been reported.
It can cause a collapsed lung.
Injury to nerves may follow.
Bruising is common.
Minor bleeding may follow.
Slight bruising often occurs.
The treatment can be painful.
You may feel a dull ache.
It may make your pain worse for a day.
A brief rise in pain may follow.
Temporary soreness is common.
Mild side effects are frequent.
Short-term pain may follow.
The needle can pierce the lung.
In rare cases it can be fatal.
It is dangerous in pregnancy.
It should not be used by children.
Do not use it if you are pregnant.
It is not free of side effects.
The risk of bleeding rises.
People on blood thinners bleed more.
Its safety is unknown.
It is not clear whether it is safe.
No study has looked at its safety.
Safety has not been tested.
There is no proof that it is safe.
We do not know how safe it is.
Harms are poorly reported.
Deaths are not reported reliably.
Natural remedies are not always safe.
It is not as safe as claimed.
The side effects do not pass quickly.
Pain may not go away for weeks.
Needling causes pain.
Needling increases the risk of bleeding.
Serious injuries have happened.
Problems are not rare.
Side effects are not rare.
Complications are not unheard of.
It is far from harmless.
It is anything but harmless.
It can be harmful.
Even small needles can cause harm.
"""


@pytest.mark.parametrize("text", REASSURING.split("\n")[1:-1])
def test_reassurance_without_numbers_is_an_over_claim(text: str) -> None:
    assert judge(text, Certainty.HIGH, Question.RARE_HARM).verdict is WordingVerdict.OVER_CLAIM


@pytest.mark.parametrize("text", WARNING.split("\n")[1:-1])
@pytest.mark.parametrize("certainty", [None, *Certainty])
def test_warning_stays_licensed(text: str, certainty: Certainty | None) -> None:
    judged = judge(text, certainty, Question.COMMON_HARM)
    assert judged.verdict is WordingVerdict.LICENSED, judged.reasons
