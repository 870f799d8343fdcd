"""Whether a text is English, judged from its words; where nothing shows it, the answer is no."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import cache

from needle_evidence.language.cue_words import Word, cue_entries
from needle_evidence.language.topic_words import latin_script

_MOST_WORDS = 400  # enough to tell

_ENGLISH_TEXT = """
    the of and to with for that this these those is are was were be been have has had it its they
    their you your we our from by as at on or but not may might could would should will can
    which who than more most some many people patients patient adults children women
    pain treatment treatments therapy needle needles muscle muscles blood flow symptoms side effects
    body health healing risk studies study evidence research headache headaches back neck knee
    shoulder hip heel elbow disease function strength sleep stress tension swelling soreness
    session sessions weeks days after before during about into over when if no does do there
    increase increases decrease relief stiffness injury injuries recovery mobility movement motion
    """
_FOREIGN_TEXT = """
    le la les l'on des du une est sont dans avec sur par qui que pour et ou ne pas plus aux ses
    cette ces douleur douleurs traitement traite soulage réduit guérit améliore aiguilles sèche
    der das den dem ein eine einer einen und oder ist sind mit von bei nicht für auf zu zur zum
    wird werden auch durch im am des schmerz schmerzen behandlung behandelt hilft lindert heilt
    reduziert verbessert wirkt
    el los las del una unos es son con por para y o se su sus al lo como más dolor dolores
    tratamiento trata alivia cura mejora
    il lo gli della delle dei di che non è sono nel alla per più dolore trattamento tratta allevia
    riduce migliora
    os uma não são com em da dos das ao pela tratamento dor trata alivia reduz
    het een en van de niet voor zijn bij ook behandeling behandelt pijn helpt vermindert verbetert
    och att det som av är på till smärta behandling lindrar hjälper
    og af til på ikke smerter behandler hjælper
    i w z na się jest do oraz ból leczy
    ve bir bu için ile ağrı tedavi
    """
_ENGLISH = frozenset(_ENGLISH_TEXT.split())
# Words that English texts hold too decide nothing.
_FOREIGN = frozenset(_FOREIGN_TEXT.split()) - _ENGLISH - frozenset({"i", "per", "do", "z", "w"})


def looks_english(text: str, words: Sequence[Word]) -> bool:
    """Whether more words are English ones than words of other languages.

    words: those of the text. A text without any word that is known to be English is none.
    """
    if not latin_script(text):
        return False
    some = [word.text for word in words[:_MOST_WORDS]]
    english = sum(word in _ENGLISH or word in _cue_vocabulary() for word in some)
    foreign = sum(word in _FOREIGN or _has_accent(word) for word in some)
    return english > foreign


@cache
def _cue_vocabulary() -> frozenset[str]:
    """The verbs and adjectives of the cue table, which short claims consist of."""
    words = (
        word.removesuffix("?")
        for entry in cue_entries()
        for part in entry.pattern.split(" ")
        for word in part.split("|")
    )
    return frozenset(word for word in words if len(word) > 1) - _FOREIGN


def _has_accent(word: str) -> bool:
    return not word.isascii() and word != unicodedata.normalize("NFKD", word)
