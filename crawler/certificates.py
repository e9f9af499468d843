"""What is wrong with a site's certificate. The page is read all the same; the fault is part of what was seen."""

from contextlib import suppress
from datetime import UTC, datetime
from typing import Any


def tls_fault(certificate: bytes | None, host: str) -> str:
    """`expired`, `not_yet_valid`, `self_signed`, `wrong_host`, or "" when none of these (or no certificate) is seen.

    `certificate` is the leaf as the server sent it (DER). A missing intermediate cannot be told from it alone.
    """
    if not certificate:
        return ""
    from OpenSSL import crypto

    with suppress(Exception):  # a certificate that cannot even be read is a fault of its own
        x509 = crypto.load_certificate(crypto.FILETYPE_ASN1, certificate)
        if x509.has_expired():
            return "expired"
        if (x509.get_notBefore() or b"") > datetime.now(UTC).strftime("%Y%m%d%H%M%SZ").encode():
            return "not_yet_valid"
        if x509.get_issuer().der() == x509.get_subject().der():
            return "self_signed"
        return "" if _names_host(x509, host) else "wrong_host"
    return "chain"


def _names_host(x509: Any, host: str) -> bool:
    from cryptography import x509 as names
    from cryptography.hazmat.primitives.serialization import Encoding

    leaf = names.load_der_x509_certificate(x509.to_cryptography().public_bytes(Encoding.DER))
    host = host.strip("[]").lower()
    try:
        alternatives = leaf.extensions.get_extension_for_class(names.SubjectAlternativeName).value
    except names.ExtensionNotFound:
        return False
    allowed = [str(name).lower() for name in alternatives.get_values_for_type(names.DNSName)]
    allowed += [str(address) for address in alternatives.get_values_for_type(names.IPAddress)]
    return any(_matches(name, host) for name in allowed)


def _matches(pattern: str, host: str) -> bool:
    if pattern.startswith("*."):
        return host.partition(".")[2] == pattern[2:]
    return pattern == host
