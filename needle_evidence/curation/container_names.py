"""Whether two names, in full, abbreviated or with a catalogue's additions, are one journal's."""

from __future__ import annotations

import re
from collections.abc import Sequence

from needle_evidence.language.folded_text import folded
from needle_evidence.language.work_words import word_set

_LONGEST = 500
_MOST_NAMES = 6
_SHORTEST_BEGINNING = 4  # words that two names of proceedings must share at their start
_PARENTHESIS = re.compile(r"\s*[(\[][^()\[\]]{0,80}[)\]]")
# "JAMA: the journal of …", "QJM : monthly journal of …", "Scandinavian journal of surgery : SJS";
# "Circulation: Heart Failure" is no other name of Circulation.
_SUBTITLE = re.compile(
    r"\s*(?::|\s[–—-]\s|\s/\s)(?=\s*(?-i:[A-Z]{2,8})\s*(?:$|:)|.*\b(?:boletín|bulletin|journal|magazine"
    r"|official|organ|publication|revista|revue|zeitschrift)\b)", re.IGNORECASE
)  # fmt: skip
_PARALLEL = re.compile(r"\s*=\s*")  # a name in another language
# "MMWR. Morbidity …", "… surgery. American volume"; no abbreviation, as in "N. Engl. J. Med.".
_SENTENCE = re.compile(r"^(?P<head>[^.]{3,200})\.\s*(?=[A-Z])(?P<tail>[^.]{3,200})\.?$")
_LOST_LETTER = re.compile("(?<=[A-Za-z])[?\ufffd](?=[A-Za-z])")
_SMALL = frozenset(
    {"as", "by", "d", "e", "et", "from", "het", "into", "na", "nad", "no", "o", "och", "og", "over"}
    | {"van", "voor", "vom", "with", "zum", "zur"}
)
_EDITION = frozenset({"ed", "edition", "vol", "volume"})
# What MEDLINE puts behind the names of journals that have namesakes (NLM Catalog, "Am", "Engl").
_NAMESAKE = frozenset(
    {"am", "american", "br", "british", "eng", "engl", "england", "english", "eur", "european"}
    | {"america", "s", "states", "u", "uk", "united", "us", "usa"}
)
_YEAR = re.compile(r"(?:19|20)\d\d")


def same_container(one: str, other: str, *, of_a_book: bool = False) -> bool:
    """Whether two names may be those of one journal, book or volume of proceedings.

    Words may be abbreviated or given by their initials, and a name may lack its subtitle or what
    a catalogue put behind it ("J Hand Surg Am"); of two names that both have it ("… Am", "… Eur")
    it must agree. of_a_book: one name may go on where the other ends, as those of proceedings do.
    Takes linear time.
    """
    ones, others = _names(one), _names(other)
    return any(_same(a, b, of_a_book=of_a_book) for a in ones for b in others)


def _names(name: str) -> list[tuple[str, ...]]:
    """The ways in which a name is given, each as its telling words."""
    whole = _PARENTHESIS.sub(" ", name[:_LONGEST]).strip()
    texts = [whole]
    for text in (whole, *_PARALLEL.split(whole)):
        texts += [text, _SUBTITLE.split(text, maxsplit=1)[0]]
        if found := _SENTENCE.match(text):
            texts += [found["tail"], *([found["head"]] if _is_a_name(found) else [])]
    words = dict.fromkeys(_words(text) for text in texts)
    return [found for found in words if found][:_MOST_NAMES]


def _is_a_name(sentences: re.Match[str]) -> bool:
    """Whether what stands before a full stop names the journal alone.

    An abbreviated word does not, nor does what "European volume" behind it tells from another.
    """
    told_apart = {*folded(sentences["tail"]).split()} <= _NAMESAKE | _EDITION
    head = sentences["head"]
    return not told_apart and (len(head.split()) > 1 or head.isupper())


def _words(text: str) -> tuple[str, ...]:
    little = word_set("little of journals") | _SMALL
    plain = _LOST_LETTER.sub("", text.replace("&", " ").replace("®", ""))
    words = [word for word in folded(plain).split() if word not in little]
    while len(words) > 1 and words[-1] in _EDITION:
        words.pop()
    # "AJR Am J Roentgenol": an acronym before the name that it stands for.
    if len(words) > 2 and words[0] == "".join(word[0] for word in words[1:]):
        del words[0]
    return tuple(words)


def _same(one: Sequence[str], other: Sequence[str], *, of_a_book: bool) -> bool:
    if _agree(one, other) or _agree(_bare(one), other) or _agree(one, _bare(other)):
        return True
    if not of_a_book:
        return False
    plain = [[word for word in words if not _YEAR.fullmatch(word)] for words in (one, other)]
    length = min(map(len, plain))
    return length >= _SHORTEST_BEGINNING and _agree(plain[0][:length], plain[1][:length])


def _bare(words: Sequence[str]) -> Sequence[str]:
    """The name without what tells it from its namesakes."""
    end = len(words)
    while end > 1 and words[end - 1] in _NAMESAKE:
        end -= 1
    return words[:end]


def _agree(one: Sequence[str], other: Sequence[str]) -> bool:
    if tuple(one) == tuple(other):
        return True
    short, long = sorted((one, other), key=lambda words: sum(map(len, words)))
    if len(short) == 1 and len(long) > 1 and short[0] == "".join(word[0] for word in long):
        return True
    return len(short) == len(long) and all(
        _shortens(brief, whole) or _shortens(whole, brief)
        for brief, whole in zip(short, long, strict=True)
    )


def _shortens(brief: str, whole: str) -> bool:
    """As "orthop" shortens "orthopaedic", and "intl" shortens "international"."""
    if not whole.startswith(brief[0]):
        return False
    letters = iter(whole)
    return whole.startswith(brief) or (len(brief) > 1 and all(c in letters for c in brief))
