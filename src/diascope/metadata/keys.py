"""The metadata keys that programs read, to recognise a misspelling of one of ours.

Decks carry the keys of every program that ever showed them, and keys of the author's own, so
what counts as a misspelling is narrow, and what is known is wide.
"""

from dataclasses import dataclass
from functools import cache

from diascope.config.reveal import OPTIONS
from diascope.diagnostics.nearest import nearest
from diascope.metadata.deck import KEYS
from diascope.patterns import lazy_pattern

_PANDOC = """
abstract-title adjusting after-header-includes aspectratio author-meta autoSlideMethod babel-lang
babel-otherlangs beamerarticle beameroption biblatex biblatexoptions biblio-style biblio-title
bibliography bibliographystyle block-headings body body-type boxlinks category citation-style
citations citecolor classoption cloze code-block-style codefont colorlinks colortheme
colorthemeoptions columns comments context-dir context-lang cover-image coverpage creator csl
csl-css csl-refs curdir date-meta decks description-meta document-css document-metadata
documentclass dzslides-core emphasis-commands endnotes epigraph figure-caption-position
filecolor font-settings fontenc fontfamily fontfamilyoptions fonts fontsize fonttheme
fonttheme-options fontthemeoptions footertext full-bibliography geometry handout has-frontmatter
headertext highlight-style highlighting-css highlighting-macros highlightjs highlightjs-theme
hyperrefoptions hypersetup id identifier idprefix indent indenting innertheme innerthemeoptions
institution interlinespace journal katex keyword landscape language latexmacros layout level lhs
lineheight linestretch link-bibliography link-citation link-citations linkcolor linkcontrastcolor
links-as-notes linkstyle listings local lof logooptions lot luatexjapresetoptions mainfont
mainfontfallback mainfontoptions mathfont mathfontoptions mathjax mathjaxurl maxwidth meta-json
microtypeoptions monobackgroundcolor monofont monofontfallback monofontoptions multi natbib
natbiboptions navigation newtxmathoptions nocite nocite-ids note notes-after-punctuation
notoccite number-offset numbersections ocg option opts outertheme outerthemeoptions outline page
page-numbering page-progression-direction pagenumbering pagestyle pagetitle pandoc pandoc-version
papersize part pdf-engine pdf-trailer-id pdfa pdfaiccprofile pdfaintent place publisher quotes
ragged reference-doc reference-location reference-section-title relation rendering revealjs-url
revision rights rights-holder s5-url sansfont sansfontfallback sansfontoptions secnumdepth section
section-numbering section-titles self-contained series setup shortauthor shortdate shorthands
shortinstitute shortsubtitle shorttitle slideous-url slides slidy-url smart source
source-highlighting sourcefile standalone strip-comments style styles subject subparagraph
subtitle-meta suppress-bibliography svg table-caption-position tables tagging template textcolor
thanks themeoptions time title-meta title-prefix title-slide titlegraphic titlegraphicoptions
toc-own-page toccolor topfloat type url urlcolor urlstyle variant version volume whitespace
xetexcjk zh
""".split()

_OTHER_PROGRAMS = """
about address alias aliases allow-html approved archive archived area
article assets audience auteur auto-agenda autoAnimateMatcher autopagebreak autoplay avatar
backgroundColor backgroundSize banner base beamer_presentation bibentry bio block board body-class
bottom branch brand breadcrumb build cache callout-appearance canonical canvas canvasWidth caption
card categories center-title-slide chalkboard changelog chapter class classes client code
code-annotations code-block-background code-fold code-line-numbers code-link code-overflow
code-tools codeCopy color colorSchema colour comment company components conference contact content
contents contributor contributors controls-color copyright course cover created css-variables
cssclass cssclasses custom custom_css customTheme data datetime day decker decker-version default
defaults demo department dependencies deprecated details disqus docs doi domain download
drawings due echo edition editor editUrl elapsedtimebar email embed embed-resources enableMenu end
engine entry environment eval event events example excerpt exclude execute expires export
exportFilename extends extra extracss extrajs facebook faculty fade featured feed
fenced field figure figures figureTitle file filename files filter filters first float fold font
footer-logo footnotes format formats fragment from full funding gallery generator gitalk github
glossary graph group guest handouts hashtags head heading headingDivider headline hero hidden hide
highlight highlighter highlightTheme home homepage host hours html_document htmlAttrs hugo
icon icons ids image images img include includes index info input intro ioslides_presentation
island issue item items jupyter katexConfig kernel key keyboardShortcuts kind knit knitr label
last-updated lastmod lastUpdated latex latexmk lead lecture lecturer left lesson level licence
license line lineNumbers link linkedin list listing local location logoImg main map markdown
marp math mathjax2 mathjax3 mathjax4 maturity max mdc media meeting menu menuConfig mermaid
message meta minutes mode modified module monaco month mouse name names nav news next no-cache
notebook number numbering object objectives options order org organization original output outputs
overviewMode owner pages paginate pagination parent part password patat path pdf pdf_document
permission person phase phone picture pin plan platform plugin plugins pointer-events position
post poster postscript powerpoint_presentation preload presentation presenter presenters preset
prev preview-links primary print priority private profile program progression project props
protected published questions quizzer raw read readme record recording redirect
redirect_to ref reference references related release remote render repo repository resource
resources result results reveal revealjs revealjs-plugins review reviewed right robots role room
routerMode row rows rtlDirection runtime safe sass scale schedule school scope scripts scroll
search season seasons section_number selectable semester seoMeta separator server session settings
share short show show-notes show-slide-number showTitle sidebar site sitemap size skills slide
slide-number slide_level slideOptions slideshow slidy_presentation slug snippet social software
sort sources speaker speakers spotlight stage start state static static-resource-dirs status step
store story stylesheet stylesheets subauthor subjects sublayout subsection summary supervisor
support syllabus syntax tab table tag tagline taglines tags talk target task tbl-cap-location team
tech test text tiles timeline timer timezone tip tldr tocTitle today token tool tools topic topics
track training transitions translation translations translator twitter unit university unlisted
update updated use user username uuid value variables venue verticalSeparator verticator video
videos views visible warning watch week weight widget widgets word word_document workshop wrap
xaringan year youtube zoom
""".split()

_NAMES = frozenset(name for row in KEYS.values() for name in row.names)
UNDERSTOOD = (_NAMES | frozenset(OPTIONS)) - frozenset(_PANDOC) - frozenset(_OTHER_PROGRAMS)
"""The keys that Diascope acts on, but for other programs' names of them, which no hint gives."""
KNOWN = UNDERSTOOD | frozenset(_PANDOC) | frozenset(_OTHER_PROGRAMS)
"""Keys that pass without a word: ours, and those of pandoc, Jekyll, Hugo, Quarto, Marp, …"""


@dataclass(frozen=True, slots=True)
class Misspelling:
    """A key that nothing reads, and the one it looks like."""

    meant: str
    """The nearest key that is understood."""
    by_case: bool
    """Whether only letter case tells the two apart."""


@cache
def check_key(key: str) -> Misspelling | None:
    """What is wrong with the spelling of a metadata key, if anything."""
    if is_known(key) or not _NAME.fullmatch(key):
        return None
    if meant := _BY_LETTERS.get(key.lower()):
        return Misspelling(meant, by_case=True)
    if len(key) < 4:
        return None
    meant = nearest(key, _IN_ORDER, limit=2 if len(key) >= 8 else 1)
    return Misspelling(meant, by_case=False) if meant else None


_NAME = lazy_pattern(r"[A-Za-z][A-Za-z0-9_-]*")
_IN_ORDER = sorted(UNDERSTOOD)
"""The same in a fixed order, so that the nearest is always the same one."""
_BY_LETTERS = {name.lower(): name for name in reversed(_IN_ORDER)}
"""The same by their letters, upper and lower case alike."""


def is_known(key: str) -> bool:
    """Whether the key or another number of the same noun is known."""
    return not KNOWN.isdisjoint({key, f"{key}s", key.removesuffix("s"), key.replace("_", "-")})
