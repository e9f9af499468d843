"""Certificates with one fault each, made on the spot."""

import datetime
import ssl
import warnings
from collections.abc import Sequence
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

DAY = datetime.timedelta(days=1)


def contexts(hosts: Sequence[str], folder: Path) -> dict[str, ssl.SSLContext]:
    """A server context for each host; the fault is in the host's name."""
    made = {}
    for host in hosts:
        now = datetime.datetime.now(datetime.UTC)
        ends = now - DAY if "expired" in host else now + 90 * DAY
        key, authority = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
        named = "somewhere-else.example.com" if "wronghost" in host else host
        issuer = host if "selfsigned" in host else "Unknown Authority"
        certificate = (
            x509.CertificateBuilder()
            .subject_name(_name(host if "selfsigned" in host else named))
            .issuer_name(_name(issuer))
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now + 30 * DAY if "notyet" in host else now - 100 * DAY)
            .not_valid_after(ends)
            .add_extension(x509.SubjectAlternativeName([x509.DNSName(named)]), critical=False)
            .sign(key if "selfsigned" in host else authority, hashes.SHA256())
        )
        if "cut" in host:  # a chain of three of which only the leaf is sent
            certificate = _by_intermediate(key, host, now)
        pem = folder / f"{host}.pem"
        pem.write_bytes(
            key.private_bytes(
                serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            )
            + certificate.public_bytes(serialization.Encoding.PEM)
        )
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(pem)
        if "old" in host:
            context.set_ciphers("ALL:@SECLEVEL=0")
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", DeprecationWarning)  # that it is outdated is the point
                context.minimum_version = context.maximum_version = ssl.TLSVersion.TLSv1_1
        made[host] = context
    return made


def _by_intermediate(key: ec.EllipticCurvePrivateKey, host: str, now: datetime.datetime) -> x509.Certificate:
    """A sound leaf whose issuer is an authority that stands between it and the root."""
    between = ec.generate_private_key(ec.SECP256R1())
    return (
        x509.CertificateBuilder()
        .subject_name(_name(host))
        .issuer_name(_name("Intermediate of an Authority"))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - 10 * DAY)
        .not_valid_after(now + 80 * DAY)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(between.public_key()), critical=False)
        .sign(between, hashes.SHA256())
    )


def _name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])
