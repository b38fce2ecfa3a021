"""QR codes of links, as SVG in the page."""

from __future__ import annotations

from functools import lru_cache

from diascope.dialect.html_escape import escape_html


@lru_cache(maxsize=256)
def qr_code(address: str) -> str:
    """The QR code of an address: dark on light in every scheme, so that all cameras read it."""
    import segno

    code = segno.make(address, error="m", micro=False)
    across = len(code.matrix) + 8  # four light modules around it (ISO 18004, "Quiet zone")
    rows = (
        f"M{start + 4} {y + 4.5}h{length}"
        for y, row in enumerate(code.matrix)
        for start, length in _runs(row)
    )
    label = escape_html(f"QR code of {address}")
    return (
        f'<svg class="qr-code" role="img" aria-label="{label}" viewBox="0 0 {across} {across}"'
        f' shape-rendering="crispEdges"><path fill="#fff" d="M0 0h{across}v{across}H0z"/>'
        f'<path stroke="#000" d="{"".join(rows)}"/></svg>'
    )


def _runs(row: bytearray) -> list[tuple[int, int]]:
    """Where the dark modules of a row begin, and how many there are."""
    runs, start = list[tuple[int, int]](), None
    for x, dark in enumerate([*row, 0]):
        if dark and start is None:
            start = x
        elif not dark and start is not None:
            runs.append((start, x - start))
            start = None
    return runs
