"""The decks that are measured: the real one, and generated ones; the same text every time.

Every kind is a function from a number of slides to a deck's text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

REAL = Path(__file__).parent.parent / "slides" / "docker-kubernetes.md"

HEADING = "# Slide number {n}\n\n"
BULLETS = """\
- The first point of slide {n} is *short*
- The second has `code`, a [link](https://example.org/{n}) and **weight**
- The third goes on for a little longer, so that there are lines to break and words to set
"""
CODE = """
```python
def slide_{n}(deck: list[str]) -> str:
    \"\"\"Return what stands on slide {n}.\"\"\"
    return deck[{n}] if len(deck) > {n} else "none"
```
"""
TABLE = """
| word  | number | note         |
|-------|-------:|--------------|
| one   |    {n} | the first    |
| two   |      2 | the *second* |
| three |      3 | the third    |
"""
LISTINGS = (
    """
```yaml
apiVersion: v1
kind: Service
metadata: {name: service-{n}, labels: {app: lamp}}
spec:
  selector: {app: lamp}
  ports:
    - {port: {n}, targetPort: 8080}  # the lamp's own
```
""",
    """
```bash
for lamp in one two three; do
  docker run --rm --name "$lamp-{n}" lamp:{n} --bright | tee "$lamp.log"
done
```
""",
    """
```c
static int slide_{n}(const char *deck[], size_t count) {
    /* what stands on slide {n}, or nothing */
    return count > {n} && deck[{n}] != NULL ? {n} : -1;
}
```
""",
)
GRID = """
+---------------+----------------+------------------+
| Part {n}      | What it does   | What it needs    |
+===============+================+==================+
| A lamp        | - gives light  | A socket, and    |
|               | - gives warmth | patience         |
+---------------+----------------+------------------+
| A lens        | Bends *light*  | `f = {n}` mm     |
+---------------+----------------+------------------+
"""
FORMULAS = r"""
Where $a_{{n}} \le b$ holds, and $\alpha^{{n}} + \beta_i \ne 0$, so does

$$\sum_{i=0}^{{n}} \frac{x_i^2}{\sqrt{i + {n}}} = \int_0^{{n}} f(t)\,\mathrm{d}t$$

$$\begin{pmatrix} a & {n} \\ c & d \end{pmatrix} \vec{v} = \lambda \vec{v}$$
"""


def large(slides: int) -> str:
    """Bullets on every slide, code on every second and a table on every fifth."""
    return _deck(
        slides, lambda n: BULLETS + (CODE if n % 2 else "") + (TABLE if n % 5 == 0 else "")
    )


def light(slides: int) -> str:
    """Two bullets on every slide, code on every fourth; live editing is measured with it."""
    one = "# Slide {n}\n\n- The first point of *slide* {n}\n"
    one += "- The second has `code` and **weight**\n"
    listing = "\n```python\ndef slide_{n}(deck):\n    return deck[{n}]\n```\n"
    return "\n".join((one + (listing if n % 4 == 0 else "")).format(n=n) for n in range(slides))


def code(slides: int) -> str:
    """Four listings on every slide, each in another language."""
    return _deck(slides, lambda _: CODE + "".join(LISTINGS))


def tables(slides: int) -> str:
    """A pipe table and a grid table on every slide."""
    return _deck(slides, lambda _: TABLE + GRID)


def formulas(slides: int) -> str:
    """Four formulas on every slide, no two slides with the same."""
    return _deck(slides, lambda _: FORMULAS)


def real(_: int = 0) -> str:
    """The deck of a real talk."""
    return REAL.read_text(encoding="utf-8")


def site(decks: int, slides: int) -> Mapping[str, str]:
    """The texts of many decks, by name."""
    one = large(slides)
    return {f"deck-{n:03}": one.replace("Slide number", f"Deck {n}, slide") for n in range(decks)}


def diagrams(count: int = 12) -> str:
    """A deck whose diagrams begin on its fifth slide."""
    words = "".join(f"# Words {n}\n\n- one\n- two\n\n" for n in range(4))
    one = "# Diagram {n}\n\n```mermaid\ngraph LR\n  A{n}[Source] --> B[Deck] --> C[Page]\n```\n\n"
    return words + "".join(one.format(n=n) for n in range(count))


def changed(text: str, word: str) -> str:
    """The deck with a word more in the heading in its middle."""
    headings = list(re.finditer(r"^#{1,2} [^\n{]*[^\n{ ]", text, re.MULTILINE))
    end = headings[len(headings) // 2].end()
    return f"{text[:end]} {word}{text[end:]}"


def without_metadata(text: str) -> str:
    """The deck's slides alone."""
    return text[re.search(r"^#{1,2} ", text, re.MULTILINE).start() :]  # type: ignore[union-attr]


def ruled(text: str) -> str:
    """The deck with a ruler before every slide but the first, as tools other than pandoc want."""
    return re.sub(r"(?<=\n)(?=#{1,2} )", "---\n\n", text)


def _deck(slides: int, content: Callable[[int], str]) -> str:
    head = f"% A deck of {slides} slides\n% The benchmark\n% 2026\n\n"
    parts: Sequence[str] = [(HEADING + content(n)).replace("{n}", str(n)) for n in range(slides)]
    return head + "\n".join(parts)
