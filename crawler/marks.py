"""Which telltale signs a page's bytes hold, and where: all looked for at once, in small letters.

Each question that is asked of the bytes costs as much by itself as finding all these signs: they say which questions
are worth asking.
"""

from collections.abc import Sequence

from ahocorasick_rs import BytesAhoCorasick, MatchKind

# The search passes over what it has found: no sign may begin with letters that another one ends with, so that none is
# hidden. That is why some are cut short.
SIGNS = {
    "challenge": (
        *(b"cf_chl_opt", b"cf-browse", b"_incapsula_resource", b"cloudproxy_js", b"-sitekey", b"captcha.com/1"),
        b"cloudflare.com/turnstile",
    ),
    "password": (b"passw",),
    "postback": (b"__dopostback",),
    "lists": (b"</ul>", b"</ol>", b"</nav>", b"</menu>"),
    "rows": (b"<tbody",),
    "asks": (
        *(
            b"fetch",
            b"xmlhttprequest",
            b"axios",
            b"$.get",
            b"$.post",
            b"$.aj",
            b"query.get",
            b"query.post",
            b"query.aj",
        ),
        b".load",
    ),
    "clicks": (b"onclick", b"ontoggle", b"onchange"),
    "points": (b"mouseente", b"mouseove", b"pointerente", b"pointerove", b".hove"),
    "choices": (b"'change", b'"change'),
    "toggles": (b"-toggle", b"aria-expanded"),
    "targets": (b"-target", b"aria-controls"),
    "roles": (b"role",),
    "button": (b"</button>",),
    "components": (b"customelements",),
    "selects": (b"</select",),
    "endless": (b"infinite", b"intersectionobserve", b"onscroll"),
}
"""Name of a sign → the letters by which it is known."""
ENDINGS = ("pdf", "doc", "docx", "xls", "xlsx", "ppt", "pptx", "odt", "ods", "rtf", "zip", "rar", "7z")
"""How the names of files end that may be evidence."""

_NAMES = [name for name, signs in SIGNS.items() for _ in signs]
_ANY_SIGN = BytesAhoCorasick([sign for signs in SIGNS.values() for sign in signs], matchkind=MatchKind.LeftmostFirst)
_ANY_FILE = BytesAhoCorasick(
    [f".{ending}{after}".encode() for ending in ENDINGS for after in (*"\"'#?", "&quot", "&#3", "&#03")],
    matchkind=MatchKind.LeftmostFirst,
)


class Marks:
    """The signs of one page. `low`: its bytes in small letters."""

    def __init__(self, body: bytes) -> None:
        self.low = body.lower()
        self._at: dict[str, list[int]] = {}
        for number, start, _ in _ANY_SIGN.find_matches_as_indexes(self.low):
            self._at.setdefault(_NAMES[number], []).append(start)

    def __contains__(self, name: str) -> bool:
        return name in self._at

    def at(self, name: str) -> Sequence[int]:
        """Where the sign stands, in order."""
        return self._at.get(name, ())

    def names_file(self) -> bool:
        """Whether anything ends like the name of a file, behind which a quoted word or an address's path ends."""
        return bool(_ANY_FILE.find_matches_as_indexes(self.low))
