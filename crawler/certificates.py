"""What is wrong with a site's certificate. The page is read all the same; the fault is part of what was seen."""

import ssl
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cryptography.x509 import Certificate

MOST_LINKS = 10  # certificates between a site's own and a known authority's that are followed


def sent_by(connection: Any) -> tuple[bytes, ...]:
    """The certificates that a server sent (DER), its own first; `connection` is an `ssl.SSLObject`."""
    with suppress(AttributeError):  # Python has no public name for it before 3.13
        if chain := getattr(connection, "_sslobj", connection).get_unverified_chain():
            return tuple(ssl.PEM_cert_to_DER_cert(one.public_bytes()) for one in chain)
    own = connection.getpeercert(binary_form=True)
    return (own,) if own else ()


def tls_fault(sent: Sequence[bytes], host: str) -> str:
    """What a browser that knows this machine's authorities would warn of; "" when nothing (or no certificate) is.

    `expired`, `not_yet_valid`, `self_signed`, `wrong_host`; `chain`: what was sent leads to no known authority, because
    an intermediate certificate is not sent (some browsers find it by themselves, most programs do not) or the authority
    is unknown; `unreadable`. `sent` are the server's certificates (DER), its own first. Signatures are not verified.
    """
    if not sent:
        return ""
    from cryptography import x509

    with suppress(Exception):  # a certificate that cannot even be read is a fault of its own
        leaf = x509.load_der_x509_certificate(sent[0])
        now = datetime.now(UTC)
        if leaf.not_valid_after_utc < now:
            return "expired"
        if leaf.not_valid_before_utc > now:
            return "not_yet_valid"
        if leaf.issuer == leaf.subject:
            return "self_signed"
        if not _names_host(leaf, host):
            return "wrong_host"
        return "" if _leads_to_authority(leaf, [x509.load_der_x509_certificate(one) for one in sent[1:]]) else "chain"
    return "unreadable"


def _leads_to_authority(leaf: "Certificate", others: Sequence["Certificate"]) -> bool:
    known = _authorities()
    by_subject = {one.subject.public_bytes(): one for one in others}
    at = leaf
    for _ in range(MOST_LINKS):
        issuer = at.issuer.public_bytes()
        if issuer in known or not known:  # a machine that knows no authority can tell nothing
            return True
        above = by_subject.pop(issuer, None)
        if above is None:
            return False
        at = above
    return False


@lru_cache(maxsize=1)
def _authorities() -> frozenset[bytes]:
    """The names of the authorities that this machine trusts."""
    from cryptography import x509

    names = set()
    for one in ssl.create_default_context().get_ca_certs(binary_form=True):
        with suppress(ValueError):  # an old root that the reader is too strict for
            names.add(x509.load_der_x509_certificate(one).subject.public_bytes())
    return frozenset(names)


def _names_host(leaf: "Certificate", host: str) -> bool:
    from cryptography import x509

    host = host.strip("[]").lower()
    try:
        alternatives = leaf.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except x509.ExtensionNotFound:
        return False
    allowed = [str(name).lower() for name in alternatives.get_values_for_type(x509.DNSName)]
    allowed += [str(address) for address in alternatives.get_values_for_type(x509.IPAddress)]
    return any(_matches(name, host) for name in allowed)


def _matches(pattern: str, host: str) -> bool:
    if pattern.startswith("*."):
        return host.partition(".")[2] == pattern[2:]
    return pattern == host
