"""Text as HTML: the one function that escapes it, for text between tags and in attributes."""


def escape_html(text: str, quotes: bool = True) -> str:
    """The text with the characters that mean something in HTML as character references.

    Double quotes may stay as they are between tags; in attributes they may not. A carriage return
    is escaped as well, since HTML's preprocessing of input would make a line feed of it.
    """
    if text.isalnum():  # as most names of attributes are, and most words of code
        return text
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    text = text.replace('"', "&quot;") if quotes else text
    return text.replace("\r", "&#13;")
