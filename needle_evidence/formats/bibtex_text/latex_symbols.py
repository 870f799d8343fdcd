"""What LaTeX's commands stand for: the tables behind `latex_text`."""

from __future__ import annotations


def _pairs(table: str) -> dict[str, str]:
    """`name symbol name symbol …`, as a table."""
    words = table.split()
    return dict(zip(words[::2], words[1::2], strict=True))


def _words(table: str) -> frozenset[str]:
    return frozenset(table.split())


STROKE = "\u0338"
# Accent command: its combining mark, and what it prints over nothing (`\^{}`).
ACCENTS: dict[str, tuple[str, str]] = {
    "`": ("\u0300", "`"),
    "'": ("\u0301", "´"),
    "^": ("\u0302", "^"),
    "~": ("\u0303", "~"),
    '"': ("\u0308", "¨"),
    "=": ("\u0304", "¯"),
    ".": ("\u0307", "˙"),
    "u": ("\u0306", "˘"),
    "v": ("\u030c", "ˇ"),
    "H": ("\u030b", "˝"),
    "r": ("\u030a", "˚"),
    "h": ("\u0309", ""),
    "f": ("\u0311", ""),
    "G": ("\u030f", ""),
    "U": ("\u030e", ""),
    "c": ("\u0327", "¸"),
    "k": ("\u0328", "˛"),
    "d": ("\u0323", ""),
    "b": ("\u0331", ""),
    "t": ("\u0361", ""),
    "polhk": ("\u0328", ""),
    "textogonekcentered": ("\u0328", ""),
    "textcommabelow": ("\u0326", ""),
    # in maths
    "hat": ("\u0302", "^"),
    "widehat": ("\u0302", "^"),
    "tilde": ("\u0303", "~"),
    "widetilde": ("\u0303", "~"),
    "bar": ("\u0304", "¯"),
    "overline": ("\u0305", "¯"),
    "vec": ("\u20d7", ""),
    "dot": ("\u0307", "˙"),
    "ddot": ("\u0308", "¨"),
    "acute": ("\u0301", "´"),
    "grave": ("\u0300", "`"),
    "check": ("\u030c", "ˇ"),
    "breve": ("\u0306", "˘"),
    "mathring": ("\u030a", "˚"),
    "not": (STROKE, ""),
}

_LETTERS = _pairs("""
    ss ß SS ẞ ae æ AE Æ oe œ OE Œ o ø O Ø l ł L Ł aa å AA Å dh ð DH Ð th þ TH Þ dj đ DJ Đ
    ng ŋ NG Ŋ i ı j ȷ imath ı jmath ȷ ij ij IJ IJ lj lj LJ LJ nj nj NJ NJ
    textschwa ə textcrh ħ hbar ℏ ell ℓ aleph ℵ Re ℜ Im ℑ wp ℘ partial ∂ nabla ∇
    cprime ʹ cdprime ʺ textordfeminine ª textordmasculine º
    alpha α beta β gamma γ delta δ epsilon ϵ varepsilon ε zeta ζ eta η theta θ vartheta ϑ
    iota ι kappa κ lambda λ mu μ nu ν xi ξ omicron ο pi π varpi ϖ rho ρ varrho ϱ sigma σ
    varsigma ς tau τ upsilon υ phi ϕ varphi φ chi χ psi ψ omega ω
    Alpha Α Beta Β Gamma Γ Delta Δ Epsilon Ε Zeta Ζ Eta Η Theta Θ Iota Ι Kappa Κ Lambda Λ
    Mu Μ Nu Ν Xi Ξ Omicron Ο Pi Π Rho Ρ Sigma Σ Tau Τ Upsilon Υ Phi Φ Chi Χ Psi Ψ Omega Ω
    textalpha α textbeta β textgamma γ textdelta δ textepsilon ε textzeta ζ texteta η
    texttheta θ textiota ι textkappa κ textlambda λ textmu µ textnu ν textxi ξ textpi π
    textrho ρ textsigma σ texttau τ textphi φ textchi χ textpsi ψ textomega ω
    textGamma Γ textDelta Δ textTheta Θ textLambda Λ textXi Ξ textPi Π textSigma Σ
    textPhi Φ textPsi Ψ textOmega Ω upalpha α upbeta β upgamma γ updelta δ upepsilon ε
    upkappa κ uplambda λ upmu μ upsigma σ uptau τ upomega ω micro µ ohm Ω
""")

_SIGNS = _pairs(r"""
    times × texttimes × pm ± textpm ± mp ∓ div ÷ textdiv ÷ cdot · cdotp · ast ∗
    star ⋆ circ ∘ bullet • oplus ⊕ otimes ⊗ setminus ∖ cap ∩ cup ∪ wedge ∧ vee ∨ land ∧ lor ∨
    lnot ¬ neg ¬ textlnot ¬ leq ≤ le ≤ leqslant ≤ geq ≥ ge ≥ geqslant ≥ textleq ≤ textgeq ≥
    lt < gt > textless < textgreater > ll ≪ gg ≫ neq ≠ ne ≠ equiv ≡ approx ≈ thickapprox ≈
    textapprox ≈ sim ∼ thicksim ∼ texttildelow ~ simeq ≃ cong ≅ propto ∝ varpropto ∝
    lesssim ≲ gtrsim ≳ in ∈ notin ∉ ni ∋ subset ⊂ supset ⊃ subseteq ⊆ supseteq ⊇
    forall ∀ exists ∃ emptyset ∅ varnothing ∅ infty ∞ sum ∑ prod ∏ int ∫ oint ∮ surd √
    perp ⊥ parallel ∥ mid | angle ∠ therefore ∴ because ∵ prime ′ triangle △ square □
    diamond ⋄ checkmark ✓
    rightarrow → to → textrightarrow → leftarrow ← gets ← textleftarrow ← uparrow ↑
    textuparrow ↑ downarrow ↓ textdownarrow ↓ leftrightarrow ↔ Rightarrow ⇒ implies ⇒
    Leftarrow ⇐ Leftrightarrow ⇔ iff ⇔ longrightarrow ⟶ longleftarrow ⟵ mapsto ↦
    rightleftharpoons ⇌ langle ⟨ rangle ⟩ lfloor ⌊ rfloor ⌋ lceil ⌈ rceil ⌉
    lbrace { rbrace } lbrack [ rbrack ] vert | Vert ‖ lvert | rvert | textbar | backslash \
    textbackslash \ textbraceleft { textbraceright } textasciitilde ~ textasciicircum ^
    textasciigrave ` textasciiacute ´ textasciidieresis ¨ textasciimacron ¯ textunderscore _
    textdollar $ textpounds £ pounds £ texteuro € euro € EUR € textyen ¥ yen ¥ textcent ¢ cents ¢
    textcurrency ¤ textsterling £ copyright © textcopyright © textregistered ® circledR ®
    texttrademark ™ textservicemark ℠ S § textsection § P ¶ textparagraph ¶ dag † dagger †
    textdagger † ddag ‡ ddagger ‡ textdaggerdbl ‡ ldots … dots … textellipsis … cdots ⋯ vdots ⋮
    textbullet • textperiodcentered · textendash – textemdash — textemdash — slash /
    textquoteleft ‘ textquoteright ’ textquotedblleft “ textquotedblright ” textquotedbl "
    textquotesingle ' lq ‘ rq ’ guillemotleft « guillemotright » guillemetleft «
    guillemetright » guilsinglleft ‹ guilsinglright › quotedblbase „ quotesinglbase ‚
    glqq „ grqq “ glq ‚ grq ‘ flqq « frqq » flq ‹ frq › textexclamdown ¡ textquestiondown ¿
    degree ° textdegree ° textcelsius ℃ celsius °C degreeCelsius °C celcius °C
    textperthousand ‰ permil ‰ perthousand ‰ textpertenthousand ‱ percent % textpercent %
    textonehalf ½ textonequarter ¼ textthreequarters ¾ textonesuperior ¹ texttwosuperior ²
    textthreesuperior ³ textminus − textasteriskcentered ∗ textsurd √ textnumero №
    textohm Ω textestimated ℮ textmusicalnote ♪ hyphen -
    colon : textampersand & textvisiblespace ␣ texthyphen -
    textbrokenbar ¦ textrecipe ℞ textflorin ƒ textasciicaron ˇ textasciibreve ˘ textacutedbl ˝
    leqq ≦ geqq ≧ nleq ≰ ngeq ≱ prec ≺ succ ≻ preceq ≼ succeq ≽ lessapprox ⪅ gtrapprox ⪆
    asymp ≍ doteq ≐ triangleq ≜ uplus ⊎ sqcap ⊓ sqcup ⊔ ominus ⊖ oslash ⊘ odot ⊙ top ⊤ bot ⊥
    vdash ⊢ models ⊨ bigcap ⋂ bigcup ⋃ lozenge ◊ blacksquare ■ blacktriangle ▴ bigcirc ◯
    triangleright ▹ triangleleft ◃ updownarrow ↕ nearrow ↗ searrow ↘ nwarrow ↖ swarrow ↙
    Uparrow ⇑ Downarrow ⇓ Longrightarrow ⟹ Longleftarrow ⟸ longleftrightarrow ⟷
    hookrightarrow ↪ hookleftarrow ↩ lVert ‖ rVert ‖ dotsc … dotsb … dotsm … dotsi … dotso …
    female ♀ male ♂ venus ♀ mars ♂ flat ♭ natural ♮ sharp ♯
    TeX TeX LaTeX LaTeX LaTeXe LaTeX2e BibTeX BibTeX XeTeX XeTeX LuaTeX LuaTeX
""")

_SPACES = _words("""
    quad qquad enspace thinspace medspace thickspace space enskip nobreakspace
    newline linebreak par newblock addspace xspace""")

# The letters of Russian, as `\CYRZH` and `\cyrzh`.
_CYRILLIC = _pairs("""
    A А B Б V В G Г D Д E Е YO Ё ZH Ж Z З I И ISHRT Й K К L Л M М N Н O О P П R Р S С T Т
    U У F Ф H Х C Ц CH Ч SH Ш SHCH Щ HRDSN Ъ ERY Ы SFTSN Ь EREV Э YU Ю YA Я
""")

# Command: what it prints. A space after the command belongs to the command.
SYMBOLS: dict[str, str] = {
    **_LETTERS,
    **_SIGNS,
    **{f"CYR{name}": letter for name, letter in _CYRILLIC.items()},
    **{f"cyr{name.lower()}": letter.lower() for name, letter in _CYRILLIC.items()},
    **dict.fromkeys(_SPACES, " "),
    "psq": " sq.",
    "psqq": " sqq.",
}

# A backslash and one character that is no letter: what it prints. Accents stand above.
CHARACTERS: dict[str, str] = {
    **{character: character for character in "&%$#_{}"},
    **dict.fromkeys(" \t\r\n,;:>\\", " "),
    **dict.fromkeys("!/-@*", ""),
    "|": "‖",
}

# Functions in maths: printed by name, apart from what stands beside them.
FUNCTIONS = _words("""
    arccos arcsin arctan arg cos cosh cot det dim exp gcd inf lim ln log max min mod sin
    sinh sup tan tanh""")

# Commands that only change the look of their argument; these set it as ordinary text.
TEXT_STYLES = _words("""
    emph textit textbf textsc textrm textsf texttt textup textmd textnormal textsl textlf
    text mbox hbox fbox uline underline sout textulc mkbibemph mkbibitalic mkbibbold nocase
    titlecap NoCaseChange singleletter num ce smash""")
# … and these keep it as it is, mostly maths.
MATHS_STYLES = _words("""
    mathrm mathit mathbf mathsf mathtt mathcal mathscr mathfrak mathnormal mathop mathord
    operatorname boldsymbol bm pmb ensuremath""")

# Commands that print nothing and take nothing: font switches and spacing.
SILENT = _words("""
    em it bf sc rm sf tt sl cal mit tiny scriptsize footnotesize small normalsize large
    Large LARGE huge Huge itshape bfseries scshape upshape slshape normalfont mdseries
    rmfamily ttfamily sffamily selectfont boldmath unboldmath protect relax leavevmode
    noindent centering allowbreak nobreak nolinebreak nopagebreak displaystyle textstyle
    scriptstyle limits nolimits left right big Big bigg Bigg bigl bigr Bigl Bigr biggl biggr
    middle mathstrut strut ignorespaces unskip null newunit
    textcompwordmark""")

# Commands that set their argument between quotation marks.
QUOTATIONS = frozenset({"enquote", "mkbibquote", "textquote"})
FRACTIONS = ("frac", "tfrac", "dfrac", "cfrac", "nicefrac", "sfrac", "xfrac")

# How many arguments a command takes, and where its print stands among them.
ARGUMENTS: dict[str, tuple[int, str]] = {
    "href": (2, "{1}"),
    "textcolor": (2, "{1}"),
    "foreignlanguage": (2, "{1}"),
    "texorpdfstring": (2, "{0}"),
    "raisebox": (2, "{1}"),
    "SI": (2, "{0} {1}"),
    "qty": (2, "{0} {1}"),
    "url": (1, "{0}"),
    "path": (1, "{0}"),
    "nolinkurl": (1, "{0}"),
    "detokenize": (1, "{0}"),
    "hspace": (1, " "),
    "vspace": (1, " "),
    "phantom": (1, ""),
    "hphantom": (1, ""),
    "vphantom": (1, ""),
    "color": (1, ""),
    "selectlanguage": (1, ""),
    # sorting keys, by the custom of BibTeX's own examples
    "noopsort": (1, ""),
    "noop": (1, ""),
    "SortNoop": (1, ""),
    "sortnoop": (1, ""),
}
# Commands whose first argument is an address, taken letter by letter.
ADDRESSES = frozenset({"href", "url", "path", "nolinkurl", "detokenize"})

_RAISED = _pairs("""
    0 ⁰ 1 ¹ 2 ² 3 ³ 4 ⁴ 5 ⁵ 6 ⁶ 7 ⁷ 8 ⁸ 9 ⁹ + ⁺ - ⁻ − ⁻ – ⁻ = ⁼ ( ⁽ ) ⁾
    a ᵃ b ᵇ c ᶜ d ᵈ e ᵉ f ᶠ g ᵍ h ʰ i ⁱ j ʲ k ᵏ l ˡ m ᵐ n ⁿ o ᵒ p ᵖ r ʳ s ˢ t ᵗ u ᵘ v ᵛ w ʷ
    x ˣ y ʸ z ᶻ A ᴬ B ᴮ D ᴰ E ᴱ G ᴳ H ᴴ I ᴵ J ᴶ K ᴷ L ᴸ M ᴹ N ᴺ O ᴼ P ᴾ R ᴿ T ᵀ U ᵁ V ⱽ W ᵂ
    β ᵝ γ ᵞ δ ᵟ θ ᶿ φ ᵠ χ ᵡ ∘ ° ° ° * * ∗ * † † ‡ ‡ ′ ′ ® ® ™ ™ © © ª ª º º
""")
_LOWERED = _pairs("""
    0 ₀ 1 ₁ 2 ₂ 3 ₃ 4 ₄ 5 ₅ 6 ₆ 7 ₇ 8 ₈ 9 ₉ + ₊ - ₋ − ₋ – ₋ = ₌ ( ₍ ) ₎
    a ₐ e ₑ h ₕ i ᵢ j ⱼ k ₖ l ₗ m ₘ n ₙ o ₒ p ₚ r ᵣ s ₛ t ₜ u ᵤ v ᵥ x ₓ β ᵦ γ ᵧ ρ ᵨ φ ᵩ χ ᵪ
""")
SUPERSCRIPTS: dict[int, str] = {ord(plain): raised for plain, raised in _RAISED.items()}
SUBSCRIPTS: dict[int, str] = {ord(plain): lowered for plain, lowered in _LOWERED.items()}
DOUBLE_STRUCK: dict[int, str] = dict(zip(map(ord, "CHNPQRZ"), "ℂℍℕℙℚℝℤ", strict=True))
