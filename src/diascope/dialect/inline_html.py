"""HTML tags, comments and automatic links in text (Pandoc manual, "Extension: raw_html",
"Automatic links")."""

from __future__ import annotations

from diascope.dialect.addresses import escape_address, unescape
from diascope.dialect.attributes import Attributes
from diascope.dialect.inline_state import InlineState
from diascope.patterns import lazy_pattern

_URI = lazy_pattern(r"<([A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s>]+)>")
_EMAIL = lazy_pattern(r"<([\w.!#$%&'*+/=?^`{|}~-]+@[\w-]+(?:\.[\w-]+)*[^\s>]*)>")
_SCHEMES = frozenset(
    """about acct callto cid data dav dict dns doi ed2k feed file ftp geo git gopher gtalk
    http https im imap info irc irc6 ircs isbn javascript jabber ldap ldaps lvlt magnet mailto
    market mid mms mongodb mumble mvn mysql news nfs nntp notes oid paparazzi platform pmid
    pop postgresql redis rsync rtmp rtsp service sftp sgn shttp sip sips skype smb sms snmp
    ssh steam stun svn tag tel telnet tftp tip tn3270 udp urn view-source vnc ws wss xcon xmpp
    xri""".split()
)


def autolink(state: InlineState) -> bool:
    """`<https://…>` and `<name@host>`."""
    if not state.allows_links:
        return False
    if not state.startswith(">", state.address_end(state.pos)):
        return False
    found = _URI.match(state.src, state.pos, state.posMax)
    kind = "uri"
    if found is None or found[1].partition(":")[0].lower() not in _SCHEMES:
        found, kind = _EMAIL.match(state.src, state.pos, state.posMax), "email"
    if found is None:
        return False
    address = unescape(found[1])
    given = state.attributes(found.end())
    attributes = given[0] if given else Attributes("", (kind,))
    token = state.put("link_open", "a", 1)
    token.attrs = {"href": ("mailto:" if kind == "email" else "") + escape_address(address)}
    token.attrs.update(attributes.html())
    state.write(address)
    state.put("link_close", "a", -1)
    state.pos = given[1] if given else found.end()
    return True


def inline_html(state: InlineState) -> bool:
    """A tag of an element that is not a block, or a comment, as it stands."""
    tag = state.tag(state.pos)
    if tag is None or not tag.is_inline:
        return False
    state.put("html_inline", "", 0).content = state.src[tag.start : tag.end]
    state.pos = tag.end
    return True
