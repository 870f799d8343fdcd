"""The signs that the letters of the font "Symbol" stand for."""

from __future__ import annotations

# Word keeps them at U+F000 and above. The order is that of the font (Adobe's Symbol encoding).
_GREEK = "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ"
_SMALL_GREEK = "αβχδεφγηιϕκλμνοπθρστυϖωξψζ"
_SIGNS = {
    0x2D: "−", 0x40: "≅", 0x7E: "∼", 0xA2: "′", 0xA3: "≤", 0xA4: "⁄", 0xA5: "∞", 0xAB: "↔",
    0xAC: "←", 0xAD: "↑", 0xAE: "→", 0xAF: "↓", 0xB0: "°", 0xB1: "±", 0xB2: "″", 0xB3: "≥",
    0xB4: "×", 0xB5: "∝", 0xB7: "•", 0xB8: "÷", 0xB9: "≠", 0xBA: "≡", 0xBB: "≈", 0xBC: "…",
    0xD2: "®", 0xD3: "©", 0xD4: "™", 0xD6: "√", 0xD7: "⋅", 0xE2: "®", 0xE3: "©", 0xE4: "™",
}  # fmt: skip
_ASCII = " !#%&()+,./0123456789:;<=>?[]_{|}"
_START = 0xF000
_TABLE = {
    _START + code: sign
    for code, sign in (
        *((ord(sign), sign) for sign in _ASCII),
        *enumerate(_GREEK, start=ord("A")),
        *enumerate(_SMALL_GREEK, start=ord("a")),
        *_SIGNS.items(),
    )
}


def from_symbol_font(text: str) -> str:
    """The text with the font's private characters as the signs they show; others stay."""
    return text.translate(_TABLE)
