"""Text in HTML."""


def escape(text: str) -> str:
    """The text with the signs of HTML as character references."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
