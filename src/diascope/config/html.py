"""What becomes of the HTML in a deck, from the laxest to the strictest."""

TRUST, SANITIZE, ESCAPE = "trust", "sanitize", "escape"
POLICIES = (TRUST, SANITIZE, ESCAPE)
"""All of it is used; what does harm is dropped; raw HTML is shown as text, and the same dropped."""


def strictest(*policies: str) -> str:
    """The strictest of several policies."""
    return max(policies, key=POLICIES.index)
