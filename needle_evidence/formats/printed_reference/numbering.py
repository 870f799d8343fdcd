"""Dates, volumes, issues and pages as references print them, taken apart by rule."""

from __future__ import annotations

import re
from collections.abc import Mapping

_YEAR = r"(?:1[5-9]|20)\d\d"
_MONTHS = (
    "jan(?:uary|uar|vier)?|ene(?:ro)?|gen(?:naio)?|feb(?:ruary|ruar|rero|braio)?|février|fevrier"
    "|mar(?:ch|zo|s|ço|co)?|märz|maerz|mrz|apr(?:il|ile)?|avr(?:il)?|abr(?:il)?|may|mai|mayo|maggio|maio"
    "|june?|juni|juin|junio|giugno|junho|july?|juli|juillet|julio|luglio|julho|aug(?:ust)?|août|aout|ago(?:sto)?"
    "|sept?(?:ember|embre|iembre|tiembre)?|settembre|setembro|oct(?:ober|obre|ubre)?|okt(?:ober)?|ottobre|outubro"
    "|nov(?:ember|embre|iembre|embro)?|dec(?:ember)?|dez(?:ember|embro)?|déc(?:embre)?|dic(?:iembre|embre)?"
    "|spring|summer|autumn|fall|winter|frühjahr|sommer|herbst"
)
_MONTH = re.compile(
    rf"(?i)\b(?P<month>(?:{_MONTHS})\.?(?:\s?[-–—/]\s?(?:{_MONTHS})\.?)?)(?![^\W\d_])"
)
_YEAR_IN = re.compile(
    rf"(?<!\d)(?P<year>{_YEAR}(?:\s?[-–/]\s?(?:{_YEAR}|\d\d))?)(?P<letter>[a-z])?(?!\d)"
)
_ISO = re.compile(rf"(?<!\d)({_YEAR})-(\d\d)-(\d\d)(?!\d)")
_DAY = re.compile(r"(?<!\d)(\d{1,2}(?:\s?[-–]\s?\d{1,2})?)(?:st|nd|rd|th|\.)?(?!\d)")
_NO_DATE = re.compile(r"(?i)\b(?:n\.?\s?d\.?|s\.?\s?d\.?|o\.?\s?j\.?|no date|undated)(?![^\W\d_])")
_STATE = re.compile(r"(?i)\b(?:in press|forthcoming|to appear|submitted|im druck|accepted)\b")
_NUMBER = (
    r"[A-Za-z]{0,3}\d+[A-Za-z]{0,2}(?:\s?[-–/&+]\s?[A-Za-z]{0,2}\d+[A-Za-z]{0,2})*|[IVXLCDM]{1,7}\b"
)
_SUPPLEMENT = (
    r"(?:Suppl(?:ement)?|Supl|Pt|Part|Spec(?:ial)?(?:\sNo|\sIssue)?)\.?\s*[\dA-Z]{0,4}"
    r"(?:\s?:\s?S\d+)?"
)
_VOLUME_WORD = r"(?i:vol(?:ume)?s?|v|bd|band|tome?|t|jg|jahrgang|jahrg)"
_NUMBER_WORD = r"(?i:no|nos|nr|n|num(?:ber)?|núm|issues?|iss|heft|h|hft|fasc|nº|n°|№)"
_VOLUME_RULES = (
    # vol. 44, no. 8 | v. 27, n. 8 | Bd. 3, H. 2
    re.compile(
        rf"(?:{_VOLUME_WORD})[.\s]*(?P<volume>{_NUMBER})\s*[,;:/]?\s*"
        rf"(?:[(\[]?\s*(?:{_NUMBER_WORD})[.°º\s]*(?P<number>{_NUMBER})\s*[)\]]?)"
        rf"(?:\s*[,(]?\s*(?P<part>{_SUPPLEMENT})\)?)?"
    ),
    # 5.Jg/Heft 3
    re.compile(
        rf"(?P<volume>\d+)\.?\s?(?i:jg|jahrgang)\.?\s*[/,]?\s*(?i:heft|h|nr)\.?\s*(?P<number>{_NUMBER})"
    ),
    # 44(8) | 44 (8 Suppl 2) | 44(Suppl 2) | 44[8]
    re.compile(
        rf"(?:(?:{_VOLUME_WORD})[.\s]*)?(?P<volume>{_NUMBER})\s*,?\s*[(\[]\s*(?:(?:{_NUMBER_WORD})[.°º\s]*)?"
        rf"(?P<number>(?:{_NUMBER})(?:\s*,?\s*{_SUPPLEMENT})?|{_SUPPLEMENT}|(?:{_MONTHS})(?:[-–/](?:{_MONTHS}))?)"
        r"\s*[)\]](?:\s*(?P<part>Suppl(?:ement)?\.?\s*\w{0,3}))?",
        re.IGNORECASE,
    ),
    # (4), of a journal without volumes
    re.compile(rf"^[\s,;:]*\((?P<number>{_NUMBER})\)"),
    # 44 Suppl 2 | 44, Suppl. 2
    re.compile(
        rf"(?:(?:{_VOLUME_WORD})[.\s]*)?(?P<volume>{_NUMBER})\s*,?\s*(?P<number>{_SUPPLEMENT})",
        re.IGNORECASE,
    ),
    # 28, no. 3 | 44 No 8
    re.compile(rf"(?P<volume>{_NUMBER})\s*,?\s*(?:{_NUMBER_WORD})[.°º\s]*(?P<number>{_NUMBER})"),
    # no. 36 alone
    re.compile(rf"(?:{_NUMBER_WORD})[.°º\s]*(?P<number>{_NUMBER})"),
    # vol. 44
    re.compile(rf"(?:{_VOLUME_WORD})[.\s]*(?P<volume>{_NUMBER})"),
    # 45/4 | 31.2
    re.compile(r"(?P<volume>\d+)\s?[/.]\s?(?P<number>\d+(?:[-–]\d+)?)(?![\w.])"),
    re.compile(rf"(?P<volume>{_NUMBER})"),
)
_VOLUMES = re.compile(r"(?i)(?P<volumes>\d+)\s+vols?\.?")
# "e144", "S752", "144", and the supplement page of "144-152.e2"
_PAGE = r"[A-Za-z]{0,4}\d+(?:[.:]\d+|\.[eE]\d+)?[A-Za-z]{0,2}"
_RANGE = rf"{_PAGE}(?:\s?[-‐-―−]{{1,2}}\s?{_PAGE})?"
_PAGES = re.compile(
    r"(?:(?i:pii\s*:|(?:pp?|pages?|pgs?|s(?=[.\s])|seiten?|str|pág|pags?)(?![^\W\d_]))\.?\s*)?"
    rf"(?P<pages>{_RANGE}(?:\s*[,;&]\s*{_RANGE})*"
    r"(?:\s?(?:ff?\.|\+))?|[ivxlc]+\s?[-–]\s?[ivxlc]+)"
)
_TOTAL = re.compile(
    r"(?i)\[?(?P<total>(?:[ivxlc]+[,+]\s?)?\d+)\s?(?:pp?|pages?|s|seiten|str|pág|pags)\b\.?\]?"
)
_ARTICLE = re.compile(
    r"(?i)(?:article|art|paper|artikel)\.?(?:\s+(?:no|number|id))?\.?\s*:?\s*(?P<eid>[a-z]{0,3}\d[\w.-]*|[A-Z]+\d+)"
)
# No date, volume or page is longer; patterns need not look at what is.
_LONGEST = 200
_JOINED = re.compile(r"\s*[‐-―−]\s*|\s*--\s*|(?<=\w)\s*-\s*(?=\w)")

Fields = Mapping[str, str]


def read_date(text: str) -> tuple[Fields, str]:
    """`year`, `month`, `day`, `pubstate` of a printed date, and what is left of it.

    Months stay as printed; a letter that only tells two works of a year apart ("2014a") goes.
    """
    fields: dict[str, str] = {}
    rest = text
    if len(text) > _LONGEST:
        return fields, rest
    if iso := _ISO.search(rest):
        fields["year"], fields["month"], fields["day"] = iso.groups()
        return fields, _cut(rest, iso)
    if year := _YEAR_IN.search(rest):
        fields["year"] = year["year"]
        rest = _cut(rest, year)
    if month := _MONTH.search(rest):
        fields["month"] = month["month"].rstrip(".")
        rest = _cut(rest, month)
        if day := _DAY.search(rest):
            fields["day"] = day[1]
            rest = _cut(rest, day)
    if not fields.get("year"):
        if state := _STATE.search(rest):
            fields["pubstate"] = state[0]
            rest = _cut(rest, state)
        elif unknown := _NO_DATE.search(rest):
            rest = _cut(rest, unknown)
    return fields, rest


def read_volume(text: str) -> tuple[Fields, str]:
    """`volume`, `number` (issue), and pages or a year that stand with them, and what is left.

    "44(8)", "vol. 44, no. 8", "44 Suppl 2", "28, 3/4", "2014;44(8):1083-94".
    """
    fields: dict[str, str] = {}
    rest = text
    if len(text) > _LONGEST:
        return fields, rest
    if dated := re.match(rf"\W*({_YEAR})\s*;\s*(?=\d)", rest):
        fields["year"] = dated[1]
        rest = rest[dated.end() :]
    if article := _ARTICLE.search(rest):
        # "2016, Issue 5. Art. No.: CD004870."
        fields["eid"] = article["eid"].rstrip(".")
        rest = _cut(rest, article)
    if several := _VOLUMES.search(rest):
        fields["volumes"] = several["volumes"]
        rest = _cut(rest, several)
    for rule in _VOLUME_RULES:
        if found := rule.search(rest):
            groups = found.groupdict()
            number = " ".join(filter(None, (groups.get("number"), groups.get("part"))))
            fields |= {"volume": groups.get("volume") or "", "number": number}
            following = rest[found.end() :]
            rest = rest[: found.start()] + " " + following
            if paged := re.match(rf"\s*[:,]\s*(?:p{{1,2}}\.?\s*)?({_RANGE})\W*$", following):
                fields["pages"] = tidy_pages(paged[1])
                rest = rest[: found.start()]
            break
    return {name: _clean(value) for name, value in fields.items() if value}, rest


def read_pages(text: str) -> tuple[Fields, str]:
    """`pages`, `eid` (an article's number) or `pagetotal`, and what is left."""
    if len(text) > _LONGEST:
        return {}, text
    if article := _ARTICLE.search(text):
        return {"eid": article["eid"].rstrip(".")}, _cut(text, article)
    if total := _TOTAL.search(text):
        rest = _cut(text, total)
        if not re.search(r"\d", rest):
            return {"pagetotal": total["total"]}, rest
    if found := _PAGES.search(text):
        return {"pages": tidy_pages(found["pages"])}, _cut(text, found)
    return {}, text


def tidy_pages(pages: str) -> str:
    """Pages with one kind of dash and no spaces around it; the numbers stay as printed."""
    return _JOINED.sub("–", " ".join(pages.split()))


def _cut(text: str, found: re.Match[str]) -> str:
    return text[: found.start()] + " " + text[found.end() :]


def _clean(value: str) -> str:
    return " ".join(value.split()).strip(" ,;:.()")
