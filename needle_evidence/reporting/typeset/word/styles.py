"""The styles of a Word document, which its readers can change in one place each."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from docx.document import Document
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.styles.styles import Styles

_INK, _QUIET, _ACCENT = "1B1F24", "565D66", "0B5A6B"
_FONTS = '<w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:eastAsia="Calibri" w:cs="Arial"/>'
_SHADE = '<w:shd w:val="clear" w:color="auto" w:fill="F1F4F6"/>'
_KEEP = "<w:keepNext/><w:keepLines/>"
_DEFAULT = f'{_FONTS}<w:sz w:val="21"/><w:szCs w:val="21"/><w:lang w:val="en-GB"/>'


def _size(half_points: int) -> str:
    return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


def _spacing(before: int, after: int) -> str:
    return f'<w:spacing w:before="{before}" w:after="{after}" w:line="259" w:lineRule="auto"/>'


def _numbered(number: int, left: int) -> str:
    numbers = f'<w:numPr><w:numId w:val="{number}"/></w:numPr>'
    return f'{numbers}{_spacing(0, 50)}<w:ind w:left="{left}" w:hanging="227"/>'


def _colour(colour: str) -> str:
    return f'<w:color w:val="{colour}"/>'


_BOLD, _ITALIC = "<w:b/><w:bCs/>", "<w:i/><w:iCs/>"
# The properties of paragraphs and of runs, each in the order of the schema. The first are
# Word's own styles, the others ours.
_PARAGRAPH_STYLES = {
    "Normal": (_spacing(0, 90), ""),
    "Title": (f"{_KEEP}{_spacing(0, 160)}", f"{_BOLD}{_colour(_ACCENT)}{_size(44)}"),
    "Heading 1": (
        f'{_KEEP}{_spacing(360, 140)}<w:outlineLvl w:val="0"/>',
        f"{_BOLD}{_colour(_ACCENT)}{_size(30)}",
    ),
    "Heading 2": (
        f'{_KEEP}{_spacing(260, 70)}<w:outlineLvl w:val="1"/>',
        f"{_BOLD}{_colour(_INK)}{_size(23)}",
    ),
    # The numbers are those of the bullets in python-docx's template.
    "List Bullet": (_numbered(1, 284), ""),
    "List Bullet 2": (_numbered(2, 567), ""),
    "Quote": (f'{_spacing(0, 50)}<w:ind w:left="680"/>', f"{_ITALIC}{_size(20)}"),
    "Footer": (
        f'<w:tabs><w:tab w:val="right" w:pos="9400"/></w:tabs>{_spacing(0, 0)}',
        f"{_colour(_QUIET)}{_size(17)}",
    ),
    "Lead": (_spacing(0, 140), _size(27)),
    "Opening": (f"{_KEEP}{_spacing(0, 90)}", ""),
    "Status": (f"{_KEEP}{_spacing(0, 60)}", ""),
    "Small Print": (_spacing(0, 50), f"{_colour(_QUIET)}{_size(18)}"),
    "Wording": (f'{_SHADE}{_spacing(40, 80)}<w:ind w:left="113" w:right="113"/>', ""),
    "Reference": (f'<w:keepNext/>{_spacing(180, 50)}<w:ind w:left="340" w:hanging="340"/>', ""),
    "Problem": (_spacing(20, 60), ""),
    "Table Text": (_spacing(20, 20), _size(18)),
    "Table Head": (f"<w:keepNext/>{_spacing(30, 30)}", f"{_BOLD}{_size(18)}"),
}
_CHARACTER_STYLES = {
    "Hyperlink": f'{_colour(_ACCENT)}<w:u w:val="single"/>',
    "Label": f"{_BOLD}{_colour(_ACCENT)}",
    "Name": _colour(_QUIET),
}
_WORDS_OWN = frozenset(
    {"Normal", "Title", "Heading 1", "Heading 2", "List Bullet", "List Bullet 2", "Quote", "Footer",
     "Hyperlink"}
)  # fmt: skip
_BASED = '<w:basedOn w:val="Normal"/>'
_TABLES_KEPT = frozenset({"Normal Table", "Table Grid"})


def set_styles(document: Document) -> None:
    """Gives the document its styles and language; those of tables that nobody uses go."""
    from docx.enum.style import WD_STYLE_TYPE

    styles = document.styles
    for style in [one for one in styles if one.type == WD_STYLE_TYPE.TABLE]:
        if style.name not in _TABLES_KEPT:
            style.delete()
    _set_defaults(styles)
    for name, (paragraph, run) in _PARAGRAPH_STYLES.items():
        _set_style(styles, name, "paragraph", paragraph, run)
    for name, run in _CHARACTER_STYLES.items():
        _set_style(styles, name, "character", "", run)


def set_page(document: Document, *, title: str, wide: bool) -> None:
    """A4, and a foot with the title and the number of the page; wide: landscape."""
    from docx.enum.section import WD_ORIENT
    from docx.shared import Cm

    section = document.sections[0]
    width, height = Cm(21.0), Cm(29.7)
    section.orientation = WD_ORIENT.LANDSCAPE if wide else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (height, width) if wide else (width, height)
    section.left_margin = section.right_margin = Cm(2.2)
    section.top_margin, section.bottom_margin = Cm(2.2), Cm(2.0)
    foot = section.footer.paragraphs[0]
    foot.add_run(f"{title}  ·  page ")
    for words, field in (("", "PAGE"), (" of ", "NUMPAGES")):
        foot.add_run(words)
        # python-docx has no fields of its own.
        foot._p.append(_field(field))


def _set_defaults(styles: Styles) -> None:
    from docx.oxml.ns import qn

    defaults = styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}")
    for old in list(defaults):
        defaults.remove(old)
    defaults.append(_parsed("rPr", _DEFAULT))


def _set_style(styles: Styles, name: str, kind: str, paragraph: str, run: str) -> None:
    from docx.oxml.ns import qn

    if name not in {style.name for style in styles}:
        own = "" if name in _WORDS_OWN else ' w:customStyle="1"'
        styles.element.append(
            _parsed(
                "style",
                f'<w:name w:val="{name}"/>{_BASED if kind == "paragraph" else ""}<w:qFormat/>',
                f' w:type="{kind}" w:styleId="{name.replace(" ", "")}"{own}',
            )
        )
    element = styles[name].element
    for tag in ("w:pPr", "w:rPr"):
        for old in element.findall(qn(tag)):
            element.remove(old)
    if paragraph:
        element.append(_parsed("pPr", paragraph))
    if run:
        element.append(_parsed("rPr", run))


def _field(name: str) -> BaseOxmlElement:
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    field: BaseOxmlElement = parse_xml(
        f'<w:fldSimple {nsdecls("w")} w:instr="{name}"><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    )
    return field


def _parsed(tag: str, inner: str, attributes: str = "") -> BaseOxmlElement:
    """Properties from the constants above: no text of a user's is parsed."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    element: BaseOxmlElement = parse_xml(f"<w:{tag} {nsdecls('w')}{attributes}>{inner}</w:{tag}>")
    return element
