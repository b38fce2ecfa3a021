"""Abbreviations, whose full stop ends no sentence (Pandoc manual, "Extension: smart")."""

from __future__ import annotations

import re

from diascope.patterns import lazy_pattern

_ABBREVIATIONS = """aet. aetat. al. Apr. Aug. bk. Bros. c. Capt. cf. ch. chap. chs. Co. col. Corp.
    cp. d. Dec. Dr. e.g. ed. eds. esp. f. fasc. Feb. ff. fig. fl. fol. fols. Fr. Gen. Gov. Hon.
    i.e. ill. Inc. incl. Jan. Jr. Jul. Jun. Ltd. M.A. M.D. Mar. Mr. Mrs. Ms. n. n.b. nn. No. Nov.
    Oct. p. Ph.D. pp. Pres. Prof. pt. q.v. Rep. Rev. s.v. s.vv. saec. sec. Sen. Sep. Sept. Sgt.
    Sr. St. univ. viz. vol. vs.""".split()
_ABBREVIATED = lazy_pattern(
    r"(?<![^\W_])(?<!\.)(" + "|".join(re.escape(word) for word in _ABBREVIATIONS) + r") (?=\S|$)"
)


def protect_abbreviations(text: str, following: str = "") -> str:
    """The text with a no-break space after `Mr.` and its like, unless a citation follows."""
    if ". " not in text:
        return text
    if following in ("@", "[") and text.endswith(" "):
        return protect_abbreviations(text[:-1]) + " "
    return _ABBREVIATED.sub("\\1\N{NO-BREAK SPACE}", text)
