"""The words that the generated edits of articles are made of; they are not those of the guard."""

from __future__ import annotations

NEIGHBOURS = (
    "Our rooms are open from Monday to Friday.",
    "The first visit takes about an hour.",
    "Nobody should stop a medicine without asking a doctor.",
    "Warm clothes are never a mistake in winter.",
    "In 1994 the method was hardly known here.",
    "Some people prefer to read the leaflet at home.",
    "Parking is free for 90 minutes.",
    "A cup of tea afterwards is welcome.",
)
RESTS = (
    "",
    ", as far as we know today",
    ", although the studies are small",
    ", and most people tell us so",
    ", which was measured after 6 weeks",
    ", but only in women over 50",
)
LEAD_INS = ("Possible effects:", "What people ask about most:", "Effects that may follow:")
HEADINGS = ("What it can do", "Possible benefits", "What studies looked at", "Effects")
NEUTRAL = ("Overview", "About this page", "Background", "More information")
FRAMES = (
    "Myths", "Debunked statements", "Claims without evidence", "Side effects", "What critics say",
    "What it does not do", "In animals only", "Withdrawn advice", "Is any of this true?",
)  # fmt: skip
LEAD_FRAMES = (
    "Effects that were never shown:", "Proven effects:", "Things that are not true:", "Risks:",
    "Effects in rats:", "Critics doubt these effects:",
)  # fmt: skip
SWAPS = {
    "direction": (
        ("reduces", "increases"), ("lowers", "raises"), ("increases", "decreases"),
        ("improves", "worsens"), ("relieves", "aggravates"), ("prevents", "causes"),
        ("accelerates", "delays"), ("reduce", "increase"), ("lower", "raise"),
        ("raises", "lowers"), ("resolves", "provokes"), ("eases", "worsens"),
    ),
    "comparator": (
        ("more than", "less than"), ("better than", "worse than"), ("over", "under"),
        ("above", "below"), ("at least", "at most"), ("placebo", "no treatment"),
        ("less", "more"), ("longer than", "shorter than"), ("fewer", "more"),
    ),
    "population": (
        ("adults", "children"), ("women", "men"), ("children", "adults"), ("men", "boys"),
        ("people", "athletes"), ("athletes", "office workers"), ("infants", "teenagers"),
    ),
    "time": (
        ("after", "before"), ("before", "after"), ("short-term", "long-term"), ("daily", "weekly"),
        ("early", "late"), ("short term", "long term"), ("twice a week", "twice a month"),
    ),
    "term": (
        ("dry needling", "acupuncture"), ("low back pain", "neck pain"), ("knee", "hip"),
        ("plantar fasciitis", "plantar fasciosis"), ("headaches", "toothaches"),
        ("golfer's elbow", "tennis elbow"), ("sciatica", "scoliosis"), ("heel", "hip"),
        ("eczema", "psoriasis"), ("migraine", "epilepsy"), ("shoulder", "ankle"),
        ("warfarin", "heparin"), ("zinc", "iron"), ("stress", "strain"), ("bruising", "burning"),
    ),
    "unit": (
        ("hours", "days"), ("days", "weeks"), ("weeks", "months"), ("months", "years"),
        ("minutes", "hours"), ("mg", "g"), ("years", "months"), ("week", "year"),
    ),
    "hedge": (
        ("may", "will"), ("seems to", "is sure to"), ("probably", "certainly"), ("could", "must"),
        ("may cause", "causes"), ("usually", "always"), ("often", "always"), ("some", "all"),
        ("most", "few"), ("can", "cannot"), ("appears to", "is bound to"), ("many", "few"),
    ),
}  # fmt: skip
VERBS = (
    "reduces", "lowers", "increases", "improves", "relieves", "prevents", "helps", "treats",
    "raises", "resolves", "accelerates", "is", "are", "causes", "eases", "works", "weakens",
)  # fmt: skip
PREAMBLES = (
    "There is no evidence that ", "It is a myth that ", "Critics deny that ", "Nobody claims that ",
    "Its makers say that ", "It is not known whether ", "In mice, ", "It has been disproved that ",
)  # fmt: skip
ENDINGS = (
    ", which has been refuted", ", but not in people", ", or so its sellers say",
    " only if nothing else is done", ", except in adults", " in rats", ", it was once thought",
)  # fmt: skip
TYPOS = (
    ("which", "whcih"), ("session", "sesion"), ("brands", "brnads"),
    ("studies", "studeis"), ("flights", "flihgts"), ("vowels", "vowles"),
    ("Swallow", "Swalow"),
    ("weights", "weigths"),
    ("number", "nubmer"),
    ("amounts", "amuonts"),
    ("while", "wihle"), ("method", "mehtod"),
    ("through", "thruogh"), ("points", "poitns"), ("capsules", "capusles"), ("meal", "maeal"),
)  # fmt: skip
