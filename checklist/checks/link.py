"""link: a link from the site to the agency's own account at a social service."""

from urllib.parse import urlsplit

from checklist.checks.params import LinkParams
from checklist.exhibit import Question, doubt, nothing
from checklist.verdict import Evidence, Finding

SERVICES: dict[str, tuple[str, ...]] = {
    "facebook": ("facebook.com", "fb.com", "fb.me"),
    "line": ("line.me", "lin.ee"),
    "youtube": ("youtube.com", "youtu.be"),
    "x": ("twitter.com", "x.com"),
    "instagram": ("instagram.com",),
    "tiktok": ("tiktok.com",),
}
"""Hosts of each service; subdomains count."""

_NOT_AN_ACCOUNT = ("sharer", "share.php", "/share", "/intent/", "/plugins/", "/embed/", "/watch", "dialog", "/r/msg/")


def check(question: Question) -> Finding:
    """A link to an account, not a "share this page" button; "any" service means any of those known."""
    wanted = set(question.want(LinkParams).services)
    services = set(SERVICES) if "any" in wanted else wanted
    exhibits = (
        *question.exhibits,
        *(one for one in question.unread if one.links),
    )  # signposts: links are all they hold
    for exhibit in exhibits:
        for link in exhibit.links:
            service = service_of(link.url)
            if service in services and link.url not in exhibit.gone:
                return question.found("link_found", exhibit.evidence(link.text or link.url), service=service)
    for place in question.outside:
        service = service_of(place.url)
        if service in services and place.public is not False:
            evidence = Evidence(
                place.url, "offsite", place.found_on, tuple(step.text for step in place.path), place.anchor
            )
            return question.found("link_found", evidence, service=service)
    if not exhibits:
        return nothing(question)
    lacking = question.lacks("link_missing", exhibits[0].evidence(), services=tuple(sorted(services)))
    hidden = any(not one.links and one.kind != "offsite" for one in question.unread)
    return doubt(question, lacking) if hidden else lacking


def is_button(url: str) -> bool:
    """Whether the address is at a social service and nobody's account there: a share button, its front page."""
    host = (urlsplit(url).hostname or "").lower()
    known = any(host == one or host.endswith("." + one) for hosts in SERVICES.values() for one in hosts)
    return known and not service_of(url)


def service_of(url: str) -> str:
    """The social service whose account the address may be, "" for none, a share button or the service's front page."""
    parts = urlsplit(url)
    host = (parts.hostname or "").lower()
    if any(part in url.lower() for part in _NOT_AN_ACCOUNT) or not (parts.path.strip("/") or parts.query):
        return ""
    for service, hosts in SERVICES.items():
        if any(host == known or host.endswith("." + known) for known in hosts):
            return service
    return ""
