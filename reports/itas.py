"""The answer sheet for ITAS: per item the addresses to paste, a ready explanation, and what to look at first."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from checklist.verdict import Evidence, Outcome, Status
from reports import wording
from reports.crawl_view import host_of
from reports.item_view import ElementView, ItemView
from reports.labels import label
from reports.safe import href
from reports.view import AuditView

SHORTENERS = frozenset(
    {
        "bit.ly",
        "tinyurl.com",
        "goo.gl",
        "t.ly",
        "t.co",
        "shorturl.at",
        "shorturl.asia",
        "lin.ee",
        "me2.kr",
        "rb.gy",
        "is.gd",
    }
)
"""Hosts that hide where an address leads: an assessor cannot see that it is the agency's own."""
PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".bmp")
MOST_ADDRESSES = 5


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer for one item. `addresses` best first; `text` is ready to paste; `warnings` are to be read before.

    `ready` is True when the item is complete and nothing warns.
    """

    code: str
    item: str
    status: Status
    addresses: tuple[str, ...]
    text: str
    warnings: tuple[str, ...]

    @property
    def ready(self) -> bool:
        """True when it can be pasted as it is."""
        return self.status is Status.COMPLETE and not self.warnings


def answers(view: AuditView, lang: str = "th") -> tuple[Answer, ...]:
    """One answer per applicable item. The explanation names only what was seen, each element with its place."""
    return tuple(_answer(view, item, lang) for item in view.items if item.status is not Status.INAPPLICABLE)


def _answer(view: AuditView, item: ItemView, lang: str) -> Answer:
    proofs = list(dict.fromkeys([*item.evidence, *(e for el in item.elements for e in el.evidence if _passed(el))]))
    places = (url for proof in proofs for url in _addresses(proof) if href(url))
    addresses = tuple(dict.fromkeys(places))[:MOST_ADDRESSES]
    usable = item.status in (Status.COMPLETE, Status.PARTIAL, Status.OUTDATED, Status.CANT_TELL)
    return Answer(
        code=item.code,
        item=item.name,
        status=item.status,
        addresses=addresses if usable else (),
        text=_text(item, lang) if usable and addresses else "",
        warnings=_warnings(view, item, proofs, lang),
    )


def _addresses(proof: Evidence) -> tuple[str, ...]:
    """The address to answer with: of a picture first the page that shows it, which says what the picture is."""
    picture = urlsplit(proof.url).path.lower().endswith(PICTURES) if href(proof.url) else False
    return (proof.found_on, proof.url) if picture and proof.found_on else (proof.url,)


def _passed(element: ElementView) -> bool:
    return element.outcome is Outcome.PASSED


def _text(item: ItemView, lang: str) -> str:
    """The explanation: where to click, then each element that was seen and where it stands."""
    lines = []
    best = item.evidence[0] if item.evidence else None
    path = wording.click_path(best.path, lang) if best else ""
    lines.append(label("itas_path", lang).format(path=path) if path else label("itas_here", lang))
    seen = [element for element in item.elements if _passed(element)]
    for number, element in enumerate(seen, start=1):
        lines.append(f"{number}. {element.text} – {_place(element, best, lang)}".rstrip(" –"))
    return "\n".join(lines)


def _place(element: ElementView, best: Evidence | None, lang: str) -> str:
    proof = element.evidence[0] if element.evidence else best
    if proof is None:
        return ""
    parts = []
    if proof.page:
        parts.append(label("itas_page", lang).format(page=proof.page))
    if proof.quote:
        parts.append(label("itas_quote", lang).format(quote=wording.shorten(proof.quote, 90)))
    if best is not None and proof.url != best.url:
        parts.append(proof.url)
    return " ".join(parts)


def _warnings(view: AuditView, item: ItemView, proofs: list[Evidence], lang: str) -> tuple[str, ...]:
    names = view.kind_names(lang)
    said = []
    if item.status is not Status.COMPLETE:
        said.append(wording.sentence(item.headline, lang, names))
    said += [label("itas_lacks", lang).format(element=element.text) for element in item.missing]
    said += [label("itas_unclear", lang).format(element=element.text) for element in item.unclear]
    said += [wording.sentence(weak, lang, names) for weak in item.weak]
    for proof in proofs[:MOST_ADDRESSES]:
        said += _about_address(view, proof, lang)
    return tuple(dict.fromkeys(line for line in said if line))


def _about_address(view: AuditView, proof: Evidence, lang: str) -> list[str]:
    said = []
    host = host_of(proof.url)
    own = {host_of(view.agency.website), *(view.crawl.hosts if view.crawl else ())}
    if host in SHORTENERS:
        said.append(label("itas_short", lang).format(url=proof.url))
    elif host and host not in own:
        said.append(label("itas_elsewhere", lang).format(host=host))
    moved = view.moved.get(proof.url, "")
    if moved:
        said.append(label("itas_moved", lang).format(url=proof.url, to=moved))
    fault = view.tls_faults.get(host, "") if proof.url.lower().startswith("https:") else ""
    if fault:
        words = wording.value_word(fault, lang)
        said.append(label("itas_certificate", lang).format(host=host, fault=words, url=proof.url))
    if any(word in proof.url.lower() for word in ("phpsessid", "jsessionid", "/wp-admin", "login")):
        said.append(label("itas_login", lang).format(url=proof.url))
    return said
