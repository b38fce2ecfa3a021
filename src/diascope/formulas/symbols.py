"""TeX's names for symbols, and what kind of symbol each is.

The kinds are TeX's: a relation and a binary operator have space around them, punctuation after
it; limits stand under and over an operator that is movable.  Names that HTML knows, and that mean
the same there, are not repeated here.
"""

from __future__ import annotations

from enum import Enum, auto
from html.entities import html5


class Kind(Enum):
    """What a part of a formula is to the parts beside it."""

    ORDINARY = auto()
    BINARY = auto()
    RELATION = auto()
    PUNCTUATION = auto()
    OPENING = auto()
    CLOSING = auto()
    FUNCTION = auto()
    MOVABLE = auto()
    SPACE = auto()


def symbol(name: str) -> tuple[str, Kind] | None:
    """The symbol of a command, `name` without its backslash."""
    if name in FUNCTIONS:
        return name, Kind.FUNCTION
    if name in MOVABLE_FUNCTIONS:
        return {"liminf": "lim inf", "limsup": "lim sup"}.get(name, name), Kind.MOVABLE
    for kind, names in _KINDS.items():
        if name in names:
            return _OWN.get(name) or html5[name + ";"], kind
    found = _OWN.get(name) or (html5.get(name + ";") if name not in _OTHERWISE else None)
    return (found, Kind.ORDINARY) if found else None


FUNCTIONS = frozenset(
    """arccos arcsin arctan arg cos cosh cot coth csc deg dim exp hom ker lg ln log sec sin sinh
    tan tanh""".split()
)
MOVABLE_FUNCTIONS = frozenset("lim liminf limsup inf sup min max Pr det gcd".split())
SIGNS: dict[str, tuple[str, Kind]] = {
    "+": ("+", Kind.BINARY),
    "-": ("−", Kind.BINARY),
    "*": ("*", Kind.BINARY),
    "=": ("=", Kind.RELATION),
    "<": ("<", Kind.RELATION),
    ">": (">", Kind.RELATION),
    ":": (":", Kind.RELATION),
    ",": (",", Kind.PUNCTUATION),
    ";": (";", Kind.PUNCTUATION),
    "(": ("(", Kind.OPENING),
    "[": ("[", Kind.OPENING),
    ")": (")", Kind.CLOSING),
    "]": ("]", Kind.CLOSING),
    "~": ("\N{NO-BREAK SPACE}", Kind.SPACE),
    **{sign: (sign, Kind.ORDINARY) for sign in ".?!/|@"},
}
"""Signs that stand for themselves."""
SPACES = {
    "!": "",
    ",": "\N{SIX-PER-EM SPACE}",
    ">": "\N{FOUR-PER-EM SPACE}",
    ":": "\N{FOUR-PER-EM SPACE}",
    ";": "\N{FOUR-PER-EM SPACE}",
    " ": "\N{NO-BREAK SPACE}",
    "bmod": "\N{NO-BREAK SPACE}mod\N{NO-BREAK SPACE}",
    "quad": "\N{EM QUAD}",
    "qquad": "\N{EM QUAD}\N{EM QUAD}",
    "enspace": "\N{EN SPACE}",
}
"""Commands that make space."""
ACCENTS = {
    "acute": "\u0301",
    "grave": "\u0300",
    "breve": "\u0306",
    "check": "\u030c",
    "dot": "\u0307",
    "mathring": "\u030a",
    "vec": "\u20d7",
    "hat": "\u0302",
    "widehat": "\u0302",
    "tilde": "\u0303",
    "widetilde": "\u0303",
    "bar": "\u0304",
}
"""Accents over one letter, as combining characters."""
ITALIC = frozenset(
    """alpha beta gamma delta epsilon varepsilon zeta eta theta vartheta iota kappa lambda mu nu xi
    pi varpi rho sigma tau upsilon phi varphi chi psi omega Gamma Delta Theta Lambda
    Xi Pi Sigma Upsilon Phi Psi Omega ell aleph imath jmath""".split()
)
"""Symbols that are letters, and slanted like them."""
NEGATED = {"=": "≠", "∈": "∉", "∋": "∌", "⊂": "⊄", "⊃": "⊅", "⊆": "⊈", "⊇": "⊉", "<": "≮", ">": "≯"}
"""What `\\not` makes of a relation."""

_KINDS: dict[Kind, frozenset[str]] = {
    Kind.BINARY: frozenset(
        """times div pm mp cdot star ast circ bullet oplus ominus otimes oslash odot wedge land vee
        lor cap cup sqcap sqcup uplus amalg dagger dag ddagger ddag setminus backslash mid bigcirc
        triangleleft triangleright""".split()
    ),
    Kind.RELATION: frozenset(
        """lt gt ne neq le leq leqslant ge geq geqslant equiv ll gg doteq prec succ preceq succeq
        subset supset subseteq supseteq sqsubset sqsupset sqsubseteq sqsupseteq sim simeq approx
        cong bowtie in ni owns notin propto vdash dashv models perp smile frown asymp gets leftarrow
        to rightarrow leftrightarrow Leftarrow Rightarrow Leftrightarrow iff implies impliedby
        uparrow downarrow updownarrow Uparrow Downarrow Updownarrow mapsto longmapsto longleftarrow
        longrightarrow longleftrightarrow Longleftarrow Longrightarrow Longleftrightarrow parallel
        hookrightarrow hookleftarrow rightharpoonup rightharpoondown leadsto coloneqq""".split()
    ),
    Kind.PUNCTUATION: frozenset({"colon"}),
    Kind.OPENING: frozenset("lbrace lbrack langle lfloor lceil lvert lVert { llbracket".split()),
    Kind.CLOSING: frozenset("rbrace rbrack rangle rfloor rceil rvert rVert } rrbracket".split()),
    Kind.MOVABLE: frozenset(
        "sum prod coprod bigcap bigcup bigwedge bigvee bigsqcap bigsqcup".split()
    ),
}
_OWN = {
    "epsilon": "ϵ", "varepsilon": "ε", "phi": "ϕ", "varphi": "φ", "Upsilon": "Υ",
    "ell": "ℓ", "hbar": "ℏ", "aleph": "ℵ", "prime": "′",
    "partial": "∂", "infty": "∞", "emptyset": "∅", "varnothing": "⌀", "exists": "∃", "neg": "¬",
    "ldots": "…", "dots": "…", "cdots": "⋯", "vdots": "⋮", "ddots": "⋱", "dotsc": "…",
    "dotsb": "⋯", "top": "⊤", "bot": "⊥", "Box": "□", "square": "▫", "triangle": "△",
    "lozenge": "◊", "diamond": "⋄", "Diamond": "◇", "checkmark": "✓", "therefore": "∴",
    "cdot": "⋅", "ast": "*", "star": "⋆", "circ": "∘", "bullet": "•", "setminus": "\\",
    "backslash": "∖", "land": "∧", "lor": "∨", "dag": "†", "ddag": "‡", "dagger": "†",
    "ddagger": "‡", "mid": "∣", "uplus": "⊎", "amalg": "∐", "bigcirc": "○",
    "ne": "≠", "neq": "≠", "ll": "≪", "gg": "≫", "doteq": "≐", "gets": "←", "to": "→",
    "owns": "∋", "perp": "⟂", "models": "⊨", "smile": "⌣", "frown": "⌢", "asymp": "≍",
    "leqslant": "≤", "geqslant": "≥", "preceq": "≼", "succeq": "≽", "leftrightarrow": "↔\ufe0e",
    "longleftarrow": "←", "longrightarrow": "→", "longleftrightarrow": "↔",
    "Longleftarrow": "⇐", "Longrightarrow": "⇒", "Longleftrightarrow": "⇔", "longmapsto": "↦",
    "implies": "⟹", "impliedby": "⟸", "iff": "⇔", "leadsto": "⤳", "coloneqq": "≔",
    "hookrightarrow": "↪", "hookleftarrow": "↩", "bowtie": "⋈", "parallel": "∥",
    "vert": "|", "Vert": "‖", "|": "∥", "lvert": "|", "rvert": "|", "lVert": "∥", "rVert": "∥",
    "langle": "⟨", "rangle": "⟩", "lbrack": "[", "rbrack": "]", "lbrace": "{", "rbrace": "}",
    "llbracket": "⟦", "rrbracket": "⟧", "colon": ":",
    "sum": "∑", "prod": "∏", "coprod": "∐", "int": "∫", "iint": "∬", "iiint": "∭", "oint": "∮",
    "bigcap": "⋂", "bigcup": "⋃", "bigwedge": "⋀", "bigvee": "⋁", "bigsqcup": "⨆",
    "bigoplus": "⨁", "bigotimes": "⨂", "bigodot": "⨀", "biguplus": "⨄", "oslash": "⊘",
    "bigsqcap": "⨅", "boxdot": "⊡", "dotsi": "⋯", "dotsm": "⋯", "dotso": "…", "hdots": "…",
    "lhd": "⊲", "rhd": "⊳", "unlhd": "⊴", "unrhd": "⊵", "blacksquare": "◼", "pounds": "£",
    "diamondsuit": "♢", "heartsuit": "♡", "cdotp": "·", "varrho": "𝜚", "varsigma": "𝜍",
    "lnot": "¬", "wp": "℘", "triangleleft": "⊲", "triangleright": "⊳",
    **{sign: sign for sign in "{}%#&_$"},
}  # fmt: skip
_OTHERWISE = frozenset(
    """sqrt surd not over hat tilde dot ddot acute grave breve check ring bar vec text phantom
    limits rm bf it cal frac binom deg sub sup tab amp quot middot degree square root
    ensp emsp""".split()
)
"""Names that mean something else, or nothing, in TeX."""
