"""An agency's address: as the operator typed it, made whole, and in the spellings under which its site may answer."""

from checklist.errors import UsageError
from crawler import addresses
from crawler.guard import check_ip


def home_of(website: str) -> str:
    """An agency's address as typed, made whole; UsageError when it is no web address."""
    text = website.strip()
    if "://" not in text:
        text = "https://" + text if text else ""
    url = addresses.normalise(text)
    scheme = text.partition("://")[0].lower()
    if not url:
        what = f"{scheme}:// is not a web address" if scheme not in ("http", "https") else "it names no host"
        raise UsageError(f"The address {website!r} cannot be crawled: {what}.")
    return url


def seeds(home: str) -> list[str]:
    """The operator's own seed as the guard's exception, "host:port", when it is on loopback or a private network."""
    host = addresses.hostname_of(home)
    plain = host.strip("[]")
    local = plain == "localhost" or plain.endswith(".localhost")
    literal = plain.replace(".", "").isdigit() or ":" in plain
    if not local and not (literal and not check_ip(plain)):
        return []
    port = addresses.port_of(home)
    return [f"{plain}:{port}"]


def spellings(home: str) -> tuple[str, ...]:
    """The given home page, then the other scheme and the www twin, for a host with a name and the usual port."""
    host = addresses.host_of(home)
    name = addresses.hostname_of(home)
    if host != name or name.startswith("[") or name.replace(".", "").isdigit() or name == "localhost":
        return (home,)
    scheme, _, rest = home.partition("://")
    other = "http" if scheme == "https" else "https"
    twin = name.removeprefix("www.") if name.startswith("www.") else "www." + name
    rest_of = rest[len(name) :]
    return (home, f"{other}://{rest}", f"{scheme}://{twin}{rest_of}", f"{other}://{twin}{rest_of}")
