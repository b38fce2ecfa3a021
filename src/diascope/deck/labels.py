"""Words that the build puts on slides, in the language of the deck."""

from __future__ import annotations

from collections.abc import Mapping

_KEYS = ("note", "tip", "important", "warning", "caution", "agenda")
_WORDS: Mapping[str, tuple[str, ...]] = {
    "cs": ("Poznámka", "Tip", "Důležité", "Varování", "Pozor", "Program"),
    "da": ("Bemærk", "Tip", "Vigtigt", "Advarsel", "Forsigtig", "Dagsorden"),
    "de": ("Hinweis", "Tipp", "Wichtig", "Warnung", "Vorsicht", "Agenda"),
    "en": ("Note", "Tip", "Important", "Warning", "Caution", "Agenda"),
    "es": ("Nota", "Consejo", "Importante", "Advertencia", "Precaución", "Agenda"),
    "fr": ("Remarque", "Astuce", "Important", "Avertissement", "Attention", "Plan"),
    "it": ("Nota", "Suggerimento", "Importante", "Avviso", "Attenzione", "Programma"),
    "ja": ("注記", "ヒント", "重要", "警告", "注意", "目次"),
    "nl": ("Opmerking", "Tip", "Belangrijk", "Waarschuwing", "Let op", "Agenda"),
    "pl": ("Uwaga", "Wskazówka", "Ważne", "Ostrzeżenie", "Przestroga", "Plan"),
    "pt": ("Nota", "Dica", "Importante", "Aviso", "Cuidado", "Agenda"),
    "sv": ("Obs", "Tips", "Viktigt", "Varning", "Försiktigt", "Agenda"),
}
"""By language: the words for `_KEYS`."""


def label(key: str, language: str) -> str:
    """The word for a kind of callout, or for the agenda; English where the language is unknown."""
    return _WORDS[known(language)][_KEYS.index(key)]


def known(language: str) -> str:
    """The language that labels are in: this one without its region, or `en`."""
    short = language.lower().partition("-")[0]
    return short if short in _WORDS else "en"
