"""What the words of a recorded result say: for, against, as good as another, or no difference.

The rows of `data/result_words.csv` are tried in their order, and what one has matched no later
row sees: "did not reduce pain" is spent before "reduce pain" is looked for. In their patterns
`<3>` stands for up to three words that turn nothing round, `<bad>` and `<good>` for an outcome
of `data/result_outcomes.csv` of which less, or more, is better, `<other>` for what a treatment
is compared with, `<inert>` for such of it as does nothing, `<lone>` for the same where it is
the subject, `<not>` for a verb's negation. Rows that say `aside` spend what is no result.
"""

from __future__ import annotations

import re
from functools import cache

from needle_evidence.language.data_table import data_table

_LONGEST = 4_000  # characters
_SPENT = "|"
_COMPARATOR = "comparator"
_FLAT = str.maketrans({"’": "'", "‑": "-", "–": "-", "—": ";", "‐": "-", "−": "-"})
_SPACES = re.compile(r"\s+")
_SHORT_NOT = re.compile(r"n't\b|\bcannot\b")
# "(P < .001)" stands between two words that belong together, "(not significant)" does not.
_BRACKETS = re.compile(r" ?[(\[]([^()\[\]]{0,200})[)\]]")
_TURNS = re.compile(r"\b(?:not?|non|ns|in?significant|but|un\w+|except|worse|only)\b|non-")
_LISTED = re.compile(r"\s*(?:[,;/]|\b(?:or|and|with|plus)\b)\s*")
# The words of an effect under a negation say nothing: "no improved sleep", "nor fewer colds".
_NEGATED = re.compile(
    r"\b(?:no|not|nor|never|without|less|instead of|rather than|lack of|absence of)"
    r"(?: (?!and\b|but\b|than\b|only\b)[\w'%.-]+){0,2} $"
)

_INERT = (
    r"(?:sham|placebos?|controls?|dummy|nothing|no (?:treatment|intervention|exercise|drug|therapy)"
    r"|untreated|waiting|waitlist|wait-list|usual care|inactive)\b"
    r"(?:[ -](?:group|arm|list|patient|participant)s?)?"
)
_OTHER = (
    rf"(?:{_INERT}|{_COMPARATOR}\b|compar(?:ator|ison)s?\b|other <2>(?:treatments?|groups?|arms?)\b"
    r"|other\b(?= (?:did|was|were)))"
)
# "better than sham improved": the sham is no subject there.
_AFTER = ("than", "with", "over", "to", "from", "versus", "vs", "vs.", "plus", "and", "or", "as")
_PLACEHOLDERS = {
    "<lone>": r"\b(?=<other>)"
    + "".join(
        rf"(?<!\b{word} )(?<!\b{word} the )(?<!\b{word} a )(?<!\b{word} in )(?<!\b{word} with )"
        rf"(?<!\b{word} after )"
        for word in _AFTER
    )
    + "<other>",
    "<other>": _OTHER,
    "<inert>": rf"\b{_INERT}",
    "<not>": r"(?:did|does|do|could|can|ca|would|wo|will|has|have|had|may|might|was|were|is"
    r"|are|seems?|seemed|appears?|appeared|found|proved|never) (?:not)?",
}
_FILLER = r"(?:(?!(?:no|not|nor|neither|but|than|never|without|whereas|while)\b)[\w'%./=<-]+ )"


def result_directions(text: str, comparator: str = "") -> frozenset[str]:
    """The directions that the words name, often none.

    "for" and "against": better and worse, in itself or than what it was compared with;
    "nothing": no effect, or none over an inert comparison; "equal": as good as another
    treatment. comparator: what the treatment was compared with, so that "surgery was better"
    is read as what it says. Only the first 4,000 characters are read. English only; never
    raises.
    """
    shown = _prepared(text, comparator)
    found = set()
    for pattern, says in _patterns():
        kept: list[str] = []
        position = 0
        for match in pattern.finditer(shown):
            if says in ("for", "against") and _NEGATED.search(shown[: match.start()][-60:]):
                continue
            if says != "aside":
                found.add(says)
            kept += (shown[position : match.start()], _SPENT)
            position = match.end()
        if kept:
            shown = "".join((*kept, shown[position:]))
    return frozenset(found)


def _prepared(text: str, comparator: str) -> str:
    """The text in lower case, with one kind of dash and space, its comparator by that name."""
    flat = _SPACES.sub(" ", text[:_LONGEST].translate(_FLAT).lower()).strip()
    flat = _SHORT_NOT.sub(lambda match: "can not" if match[0] == "cannot" else " not", flat)
    flat = _BRACKETS.sub(lambda m: f", {m[1]}," if _TURNS.search(m[1]) else "", flat)
    flat = flat.replace("not only ", "").replace("no doubt ", "")
    for name in _LISTED.split(comparator[:200].lower().translate(_FLAT)):
        if len(name) > 3 and not re.search(_INERT, name):
            flat = re.sub(rf"\b{re.escape(name)}\b", _COMPARATOR, flat)
    return flat


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    rows = data_table("result_words")
    return tuple((re.compile(_expand(row["pattern"])), row["says"]) for row in rows)


def _expand(pattern: str) -> str:
    for name, meaning in (*_PLACEHOLDERS.items(), *_outcomes().items()):
        pattern = pattern.replace(name, meaning)
    return re.sub(r"<(\d)>", lambda match: f"{_FILLER}{{0,{match[1]}}}", pattern)


@cache
def _outcomes() -> dict[str, str]:
    """`<bad>` and `<good>`: the longest names first, as alternatives."""
    names: dict[str, list[str]] = {"lower": [], "higher": []}
    for row in data_table("result_outcomes"):
        names[row["better"]].append(re.escape(row["outcome"]))
    bad, good = ("|".join(sorted(names[way], key=len, reverse=True)) for way in names)
    relief = r"(?![ -](?:relief|reduction|free|thresholds?|tolerance|control|management|loss))"
    return {"<bad>": rf"\b(?:{bad})\b{relief}", "<good>": rf"\b(?:{good})\b"}
