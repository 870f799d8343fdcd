"""Whether a text is English, judged from its words; where nothing shows it, the answer is no."""

from __future__ import annotations

import re
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
    she he take taken smoking welcome
    """
_FOREIGN_TEXT = """
    le la les l'on des du une est sont dans avec sur par qui que pour et ou ne pas plus aux ses
    cette ces sans contre mais très vos votre nos leur ils elle elles au se peut bien bon bonne
    douleur douleurs traitement traite soulage réduit guérit améliore aiguilles sèche combat
    protège renforce soigne prévient diminue calme efficace santé dos corps cœur peau foie sommeil
    der das den dem ein eine einer einen und oder ist sind mit von bei nicht für auf zu zur zum
    wird werden auch durch im am des gegen ohne sehr kann sich ihr ihre sie wir gut hat haben als
    schmerz schmerzen behandlung behandelt hilft lindert heilt reduziert verbessert wirkt stärkt
    schützt bekämpft senkt fördert stoppt macht gesund nadeln muskeln haut herz leber schlaf
    el los las del una unos es son con por para y o se su sus al lo como más sin muy contra
    puede bueno buena tu tus dolor dolores tratamiento trata alivia cura mejora combate reduce
    protege refuerza ayuda previene calma fortalece elimina aumenta salud espalda cuerpo piel
    il gli della delle dei di che non è sono nel alla per più senza molto può fa bene ai allo
    dolore dolori trattamento tratta allevia riduce migliora combatte protegge rafforza aiuta
    previene guarisce aumenta salute schiena corpo pelle cuore fegato sonno
    os uma não são em da dos das ao pela pelo sem muito pode bom boa seu sua faz nas nos
    dor dores tratamento alivia reduz melhora protege fortalece ajuda previne aumenta saúde
    costas corpo pele coração fígado sono
    het een en van de niet voor zijn bij ook met zonder tegen zeer kan je uw wij goed wordt
    behandeling behandelt pijn helpt vermindert verbetert werkt geneest beschermt versterkt
    bestrijdt verlicht voorkomt gezond spieren naalden huid lever slaap rug lichaam
    i w z na się jest do oraz ból bóle leczy nie przez dla przeciw bez bardzo może jak ze od
    pomaga łagodzi zmniejsza poprawia chroni wzmacnia zwalcza działa zdrowie skóra serce wątroba
    sen plecy ciało mięśnie igły leczenie zapobiega usuwa czosnek masaż bólu
    och att det som av är på till smärta behandling lindrar hjälper
    og af til ikke smerter behandler hjælper
    ve bir bu için ile ağrı tedavi
    """
# Words that English shares with others tell nothing: "was" is German, "in" half of Europe's.
_SHARED_TEXT = """
    a an in is on as at of was we over had has have hat do to for no so me all up die war man
    men per via i z w my or mate come even best warm hand arm art rest stress water wind want
    door light fit son sin one us rate am far large mode fast tag massage therapy yoga
    pilates detox sport sports placebo risk marker test tests tense fine natural real normal
    general trivial minimal important positive negative permanent instant moderate relevant
    global mental social central vital special national original final causal direct
    professional control mineral vitamin vitamins organ cancer muscle fibre effort force case
    place trend trends type probable possible capable comfortable stable terrible simple double
    culture nature structure patient patients migraine migraines muscles session point
    points effect active creative massive superior inferior exterior factor factors actor doctor
    color error motor tumor humor rigor population populations solution option options
    association relation correlation condition conditions tension attention reduction
    inflammation motion action station prevention function base basis crisis virus focus bonus
    data video radio audio studio solo piano euro area idea era pasta extra ultra propose
    radical regular similar popular particular muscular linear nuclear circular singular dental
    total combat
    """
# One of these tells nothing, three together do: "is a … to".
_SMALL_WORDS = frozenset({"a", "an", "is", "in", "to", "of", "on", "as", "at", "for", "was", "we"})
_ENOUGH_SMALL_WORDS = 3
_ENDINGS = (
    "ung|ungen|keit|heit|lich|isch|schaft|zione|zioni|mento|menti|mente|ción|ciones|idad|ção|ções|"
    "eux|euse|ować|enie|ych|owy|owa|ijk|heid|ando|iendo|ieren|iert"
)
_FOREIGN_ENDING = re.compile(rf"\w{{3,20}}(?:{_ENDINGS})", re.IGNORECASE)
_ENGLISH_ENDING = re.compile(r"[a-z]{3,20}(?:ly|ness|ful|less|ght)")
_SHARED = frozenset(_SHARED_TEXT.split())
_ENGLISH_ONLY = frozenset(_ENGLISH_TEXT.split()) - _SHARED
_FOREIGN = frozenset(_FOREIGN_TEXT.split()) - _ENGLISH_ONLY - _SHARED


def looks_english(text: str, words: Sequence[Word]) -> bool:
    """Whether more words are English ones than words of other languages.

    words: those of the text. One English word is enough in a text without foreign ones; a text
    without any word that only English has is none.
    """
    if not latin_script(text):
        return False
    some = [word.text for word in words[:_MOST_WORDS]]
    shared = sum(word in _SMALL_WORDS for word in some) >= _ENOUGH_SMALL_WORDS
    english = sum(_is_english(word) for word in some) + shared
    return english > sum(_is_foreign(word) for word in some)


@cache
def _cue_vocabulary() -> frozenset[str]:
    """The verbs and adjectives of the cue table, which short claims consist of."""
    words = (
        word.removesuffix("?")
        for entry in cue_entries()
        for part in entry.pattern.split(" ")
        for word in part.split("|")
    )
    return frozenset(word for word in words if len(word) > 1) - _FOREIGN - _SHARED


def _is_english(word: str) -> bool:
    if word in _ENGLISH_ONLY or word in _cue_vocabulary():
        return True
    return bool(_ENGLISH_ENDING.fullmatch(word)) and word not in _FOREIGN


def _is_foreign(word: str) -> bool:
    if word in _FOREIGN or _has_accent(word):
        return True
    return bool(_FOREIGN_ENDING.fullmatch(word)) and word not in _cue_vocabulary()


def _has_accent(word: str) -> bool:
    return not word.isascii() and word != unicodedata.normalize("NFKD", word)
