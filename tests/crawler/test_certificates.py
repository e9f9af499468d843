"""Certificates as real servers send them: sound, at fault, and in chains that are cut."""

import asyncio
import datetime
import ssl
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from crawler import certificates
from crawler.certificates import sent_by, tls_fault

HOST = "www.example.go.th"
NOW = datetime.datetime.now(datetime.UTC)
DAY = datetime.timedelta(days=1)
PEM = serialization.Encoding.PEM


class Signer:
    """An authority or a site: its name, its key, and its certificate as `issuer` signed it (itself without one)."""

    def __init__(self, name: str, issuer: "Signer | None" = None, *, host: str = "", begins: int = -9, ends: int = 90):
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        above = issuer or self
        builder = x509.CertificateBuilder().subject_name(self.name).issuer_name(above.name)
        builder = builder.public_key(self.key.public_key()).serial_number(x509.random_serial_number())
        builder = builder.not_valid_before(NOW + begins * DAY).not_valid_after(NOW + ends * DAY)
        builder = builder.add_extension(x509.BasicConstraints(ca=not host, path_length=None), critical=True)
        if host:
            builder = builder.add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
        self.certificate = builder.sign(above.key, hashes.SHA256())
        self.pem = self.certificate.public_bytes(PEM)


ROOT = Signer("รากที่รู้จัก")
BETWEEN = Signer("Between", ROOT)
SITE = Signer(HOST, BETWEEN, host=HOST)
STRANGER = Signer("Nobody knows it")
STRANGE = Signer(HOST, STRANGER, host=HOST)


@pytest.fixture(autouse=True)
def one_known_authority(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The machine trusts ROOT and nobody else."""
    (tmp_path / "roots.pem").write_bytes(ROOT.pem)
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "roots.pem"))
    monkeypatch.setenv("SSL_CERT_DIR", str(tmp_path))
    certificates._authorities.cache_clear()
    yield
    certificates._authorities.cache_clear()


def told(folder: Path, *chain: Signer) -> str:
    """The fault of a server on loopback that sends this chain."""
    held = chain[0].key.private_bytes(PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (folder / "site.pem").write_bytes(held + b"".join(one.pem for one in chain))
    server_side, ours = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER), ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    server_side.load_cert_chain(folder / "site.pem")
    ours.check_hostname, ours.verify_mode = False, ssl.CERT_NONE

    async def ask() -> tuple[bytes, ...]:
        server = await asyncio.start_server(lambda _, writer: writer.close(), "127.0.0.1", 0, ssl=server_side)
        async with server:
            _, writer = await asyncio.open_connection(*server.sockets[0].getsockname(), ssl=ours)
            sent = sent_by(writer.get_extra_info("ssl_object"))
            writer.close()
            return sent

    sent = asyncio.run(ask())
    assert len(sent) == len(chain)
    return tls_fault(sent, HOST)


@pytest.mark.parametrize(
    ("chain", "fault"),
    [
        ((SITE, BETWEEN), ""),
        ((SITE, BETWEEN, ROOT), ""),
        ((SITE, STRANGER, BETWEEN), ""),  # in no order, with one too many
        ((Signer(HOST, ROOT, host=HOST),), ""),
        ((Signer(HOST, ROOT, host="*.example.go.th"),), ""),
        ((SITE,), "chain"),  # the intermediate is not sent
        ((SITE, ROOT), "chain"),
        ((STRANGE, STRANGER), "chain"),
        ((Signer(HOST, host=HOST),), "self_signed"),
        ((Signer(HOST, BETWEEN, host=HOST, ends=-1), BETWEEN), "expired"),
        ((Signer(HOST, BETWEEN, host=HOST, ends=-1),), "expired"),
        ((Signer(HOST, BETWEEN, host=HOST, begins=2), BETWEEN), "not_yet_valid"),
        ((Signer(HOST, BETWEEN, host="other.go.th"), BETWEEN), "wrong_host"),
        ((Signer(HOST, BETWEEN), BETWEEN), "wrong_host"),
    ],
)
def test_each_fault_is_told(chain: tuple[Signer, ...], fault: str, tmp_path: Path) -> None:
    assert told(tmp_path, *chain) == fault


def test_a_machine_that_knows_no_authority_claims_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "none.pem").write_text("")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "none.pem"))
    certificates._authorities.cache_clear()
    assert told(tmp_path, SITE) == ""


def test_rubbish_is_a_fault_and_no_certificate_is_none() -> None:
    assert tls_fault([b"0\x82rubbish"], HOST) == "unreadable"
    assert tls_fault([], HOST) == ""
