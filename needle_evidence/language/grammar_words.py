"""The small words that decide how far a hedge or a negation reaches."""

from __future__ import annotations


def _words_in(text: str) -> frozenset[str]:
    return frozenset(text.split())


# A finite verb ends the reach of a modal before it ("may hurt and is …").
FINITE = _words_in(
    "is are was were has had does did do will shall provides offers makes gives gets keeps leads "
    "brings delivers allows acts shows proves remains becomes"
)
TAKES_BASE_FORM = _words_in("does did do will shall would should must to help helps")
BE = _words_in("be been being get gets getting")
BREAKS = _words_in("but however although though whereas while yet nevertheless nonetheless")
OPENS_CLAUSE = _words_in("although though while whereas if since as because when")
JOINS = _words_in("and or nor plus then")
SUBJECTS = _words_in("it they this that these those there we he she you the a an our its")
PRONOUNS = _words_in("it they this these we he she you")
DETERMINERS = _words_in(
    "a an the this these those that no any each every its their his her our your my some such of "
    "first second further greater more most less significant slight large small marked"
)
# After these a word in -s is a noun in the plural: "this reduces" is a verb, "these reduces" none.
PLURAL_DETERMINERS = DETERMINERS - _words_in("that this a an each every")
BEFORE_PARTICIPLE = DETERMINERS - {"that"} | _words_in(
    "with for in to by from at on as without towards toward due because into than or between among "
    "after before during despite having including like such via through"
)
NOUN_AFTER = DETERMINERS - {"that"} | _words_in("with of at in for without from by on into")
MOSTLY_NOUNS = _words_in(
    "lower increase decrease influence impact delay cause work produce slow repair release boost "
    "result aid ease speed"
)
MAIN_VERBS = _words_in(
    "is are was were has have had may might could can will would should did does do shows showed"
)
FILLERS = _words_in(
    "also even often usually still then help helps both more most very highly just only actually "
    "really not further again so quite too always never mostly sometimes once"
)
RELATIVES = _words_in("that which who")
NEGATIONS = _words_in("not never neither nor")
NO = _words_in("no without none nothing lack lacks lacking nobody fails failed fail unable")
