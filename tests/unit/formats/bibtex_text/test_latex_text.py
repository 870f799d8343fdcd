"""Decoding LaTeX: one table of cases, and what must hold for hostile texts."""

from __future__ import annotations

import time
import unicodedata

import pytest
from pylatexenc.latex2text import LatexNodes2Text

from needle_evidence.formats.bibtex_text.latex_text import decode, decode_address

ACCENTS = [
    (r"\"u", "ü"),
    (r"\"{u}", "ü"),
    (r"{\"u}", "ü"),
    (r"{\"{u}}", "ü"),
    (r"\"\i", "ï"),
    (r"\'\i", "í"),
    (r"\'{\i}", "í"),
    (r"{\'{\i}}", "í"),
    (r"\v r", "ř"),
    (r"{\v r}", "ř"),
    (r"\v{r}", "ř"),
    (r"\c c", "ç"),
    (r"\H{o}", "ő"),
    (r"\k a", "ą"),
    (r"\r a", "å"),
    (r"\u g", "ğ"),
    (r"\d{a}", "ạ"),
    (r"\b b", "ḇ"),
    (r"\t{oo}", "o͡o"),
    (r"\.I", "İ"),
    (r"\.{\i}", "i"),
    (r"\=a", "ā"),
    (r"\~n", "ñ"),
    (r"\^o", "ô"),
    (r"\`e", "è"),
    (r"\' e", "é"),
    (r"{\~ Z}elly", "Z̃elly"),
    (r"\'{\"u}", "ǘ"),
    (r"\'\"u", "ǘ"),
    (r"\d{\^a}", "ậ"),
    (r"\'{\ae}", "ǽ"),
    (r"\v{\j}", "ǰ"),
    (r"Fran{\c{c}}ois", "François"),
    (r"M\'{u}ller", "Múller"),
    (r"B{\"u}y{\"u}kg{\"u}ng{\"o}r", "Büyükgüngör"),
    ("u\u0308", "ü"),
]
LETTERS = [
    (r"{\ss}", "ß"),
    (r"stra\ss{}e", "straße"),
    (r"M\o ller", "Møller"),
    (r"{\AA}rhus", "Århus"),
    (r"\ae\AE\oe\OE\o\O\l\L\aa\AA", "æÆœŒøØłŁåÅ"),
    (r"\dh\th\DH\TH\dj\DJ\ng\NG", "ðþÐÞđĐŋŊ"),
    (r"Aks{\i}n", "Aksın"),
    (r"{\CYRV}{\cyri}{\cyrk}", "Вик"),
]
PUNCTUATION = [
    ("1--10", "1–10"),
    ("x---y", "x—y"),
    ("well-known", "well-known"),
    ("``x''", "“x”"),
    ("`x'", "‘x’"),
    ("``a `b' c''", "“a ‘b’ c”"),
    ("don't `say' it", "don't ‘say’ it"),
    ("Hawai`i", "Hawai`i"),
    ('the "x" sign', 'the "x" sign'),
    ("?`Que?", "¿Que?"),
    (r"Parkinson\textquoteright s", "Parkinson’s"),
    (r"\& \% \$ \# \_ \{ \}", "& % $ # _ { }"),
    ("100% of # & _ ^", "100% of # & _ ^"),
    ("a~b", "a b"),
    ("Salvatoris~-- Vom", "Salvatoris – Vom"),
    (r"P.\ G.", "P. G."),
    (r"5\,mm", "5 mm"),
    (r"\LaTeX\ rocks", "LaTeX rocks"),
    (r"The \TeX book", "The TeXbook"),
    (r"a\-b", "ab"),
    (r"{Dry} {N}eedling", "Dry Needling"),
    ("two\n\t lines ", "two lines"),
    (r"Botox\textregistered{} and \texttrademark", "Botox® and ™"),
    (r"\ldots\ and \pounds5", "… and £5"),
    (r"methodology\hyphen independent", "methodology-independent"),
    (r"a \textless{} b \textgreater c", "a < b > c"),
    (r"\textasciitilde{}x\~{}y\^{}z", "~x~y^z"),
]
COMMANDS = [
    (r"n\textsuperscript{2}", "n²"),
    (r"20\textsuperscript{th}", "20ᵗʰ"),
    (r"x\textsuperscript{Q!}", "xQ!"),
    (r"CO\textsubscript{2}", "CO₂"),
    (r"\emph{a} \textit{b} \textbf{c \textsc{d}}", "a b c d"),
    (r"\textbf{{\"U}ber}", "Über"),
    (r"\'{\emph{e}}", "é"),
    (r"\enquote{a \enquote{b} c}", "“a ‘b’ c”"),
    (r"\mkbibquote{Intentionalit{\"a}t}", "“Intentionalität”"),
    (r"{\em x} and {\it y}", "x and y"),
    (r"\url{http://a.b/~x_y--z\_q\%20}", "http://a.b/~x_y--z_q%20"),
    (r"\href{http://x/~a}{The \emph{site}}", "The site"),
    (r"{\noopsort{1973b}}1973", "1973"),
    (r"\mbox{G-Animal's} Journal", "G-Animal's Journal"),
    (r"\foo bar", r"\foo bar"),
    (r"\foo{b\'ar}{baz} q", r"\foo{bár}{baz} q"),
    (r"\foo[x]{y}", r"\foo[x]{y}"),
    (r"see \cite{key}", r"see \cite{key}"),
    (r"\href{u}", r"\href{u}"),
    (r"C:\data", r"C:\data"),
]
MATHS = [
    (r"H$_2$O", "H₂O"),
    (r"$x^{-1}$", "x⁻¹"),
    (r"$10^{-3}$", "10⁻³"),
    (r"\(x^2\)", "x²"),
    (r"$$x^2$$", "x²"),
    (r"\ensuremath{x_2}", "x₂"),
    (r"$x^{q}$ and $x^{a/b}$", "x^q and x^(a/b)"),
    (r"$p_{adj}$", "p_adj"),
    (r"$37^\circ$C", "37°C"),
    (r"37$^{\circ}\mathrm{C}$", "37°C"),
    (r"37\degree C", "37°C"),
    (r"$\alpha$-tocopherol", "α-tocopherol"),
    (r"IFN-\alpha treatment", "IFN-α treatment"),
    (r"PPAR$\gamma$2", "PPARγ2"),
    (r"5 $\mu$g", "5 μg"),
    (r"$\alpha\beta\Omega$", "αβΩ"),
    (r"$p \leq 0.05$, $\geq 3$, $\approx 5$, $\sim$7", "p ≤ 0.05, ≥ 3, ≈ 5, ∼7"),
    (r"$5\times 3$, $5 \times 3$, $\pm 2$", "5×3, 5 × 3, ± 2"),
    (r"$\infty \rightarrow a \cdot b$", "∞→a · b"),
    (r"$\frac{a}{b}$", "a/b"),
    (r"$\frac{a+b}{c}$", "(a+b)/c"),
    (r"2\frac12", "2 1/2"),
    (r"$\sqrt{x}$, $\sqrt[3]{x+1}$", "√x, ∛(x+1)"),
    (r"$\bar{x}$", "x̄"),
    (r"$a \not= b$", "a ≠ b"),
    (r"$-5$", "−5"),
    (r"$f'(x)$", "f′(x)"),
    (r"$O(n \log n / \! \log\log n)$", "O(n log n / log log n)"),
    (r"$\left(\frac{1}{2}\right)$", "(1/2)"),
    ("x^2 and H_2O", "x^2 and H_2O"),
    ("from $5 to $6", "from $5 to $6"),
    ("$20,000 (95% CI: $10,000)", "$20,000 (95% CI: $10,000)"),
    ("US$5", "US$5"),
]
BROKEN = [
    ("trailing \\", "trailing \\"),
    (r"\"", r"\""),
    (r"a\' }b", r"a\'b"),
    (r"\'.", r"\'."),
    ("{{{{x", "x"),
    ("}}x}}", "x"),
    (r"{\'{e", "é"),
    (r"\frac{a", r"\frac{a}"),
    (r"\( x", r"\( x"),
    (r"$x^", "$x^"),
    ("\ud800 {x}", "\ud800 x"),
    ("", ""),
    (" {} ", ""),
]


@pytest.mark.parametrize(
    ("written", "expected"),
    ACCENTS + LETTERS + PUNCTUATION + COMMANDS + MATHS + BROKEN,
)
def test_decoded(written: str, expected: str) -> None:
    assert decode(written) == unicodedata.normalize("NFC", expected)


# pylatexenc keeps the dot of `\.{\i}`, ties and stacks marks in its own order, knows no Cyrillic.
ITS_OWN_WAY = frozenset({r"\.{\i}", r"\t{oo}", r"\'\"u", r"\'{\"u}", r"\d{\^a}", r"{\~ Z}elly"})


@pytest.mark.parametrize(
    ("written", "expected"),
    [case for case in ACCENTS + LETTERS[:5] if case[0] not in ITS_OWN_WAY],
)
def test_same_as_pylatexenc(written: str, expected: str) -> None:
    other = LatexNodes2Text().latex_to_text(written)
    assert unicodedata.normalize("NFC", other) == unicodedata.normalize("NFC", expected)
    assert decode(written) == unicodedata.normalize("NFC", other)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (r"http://x.y/~foo--bar\_b$a^2", "http://x.y/~foo--bar_b$a^2"),
        (r"10.1000/a{\_}b", "10.1000/a_b"),
        (r"10.1002/1{\textless}16::AID{\textgreater}3.0", "10.1002/1<16::AID>3.0"),
        (r"10.1002/1$<$16::AID$>$3.0", "10.1002/1<16::AID>3.0"),
        (r" \url{http://a/b~c} ", "http://a/b~c"),
        (r"http://x/{\~{}}foo\%20\&a", "http://x/~foo%20&a"),
        (r"C\alpha\foo{x}\1", "Cα\\foox\\1"),
        ("10.1000/plain", "10.1000/plain"),
    ],
)
def test_decoded_address(written: str, expected: str) -> None:
    assert decode_address(written) == expected


def test_deep_nesting_keeps_the_text() -> None:
    assert decode("{" * 5000 + "x" + "}" * 5000) == "x"
    deep = decode(r"\textsuperscript{a" * 100 + "}" * 100)
    assert deep.count("\\textsuperscript") == 100 - 32
    assert len(deep.replace("\\textsuperscript", "")) == 100


def test_many_marks_on_one_letter_are_broken_up() -> None:
    decoded = decode("a" + "\u0301\u0323" * 40)
    assert unicodedata.is_normalized("NFC", decoded)
    assert decoded.count("\u034f") == 2
    assert decode(decoded) == decoded


@pytest.mark.parametrize(
    "unit",
    [
        "{",
        "}",
        r"\"",
        "\\",
        "$a ",
        "`a ",
        "\\(",
        "\\foo{",
        "\\emph{",
        "\\enquote{",
        "\\frac{",
        "$x^{",
        "\\sqrt[",
        "\\textsuperscript{a",
        "\\'\u0301",
        "\u0301\u0323",
    ],
)
def test_time_grows_with_the_length(unit: str) -> None:
    """A quadratic reader would need minutes for these; the limit is generous for slow machines."""
    started = time.perf_counter()
    decode(unit * (200_000 // len(unit)))
    assert time.perf_counter() - started < 5
