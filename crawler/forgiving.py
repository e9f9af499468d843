"""A second way to ask, for hosts whose answers are no proper HTTP: browsers put up with doubled lengths, header lines
without a colon and bytes behind the end, and so does Python's own `http.client`. It blocks: it runs in a thread."""

import asyncio
import contextlib
import http.client
import socket
import ssl
import time
from collections.abc import Mapping, Sequence

from checklist.site import FetchOutcome
from crawler.certificates import sent_by, tls_fault
from crawler.exchange import MAX_BODY, Received, WireFault, by_name, too_large

_SLICE = 64 * 1024


class Exchange(http.client.HTTPConnection):
    """One GET on a connection to the first of the checked addresses `ips` that takes one; `secure`: within TLS."""

    def __init__(self, host: str, port: int, ips: Sequence[str], secure: ssl.SSLContext | None, seconds: float) -> None:
        super().__init__(host, port, timeout=seconds)
        self._ips = ips
        self._secure = secure
        self._until = time.monotonic() + seconds
        self._certificates: tuple[bytes, ...] = ()

    def connect(self) -> None:
        """As `http.client` calls it."""
        for ip in self._ips:
            with contextlib.suppress(OSError):
                self.sock = socket.create_connection((ip, self.port), self.timeout)
                break
        else:
            raise ConnectionRefusedError
        if time.monotonic() > self._until:  # nobody waits any longer, and nobody else would end it
            raise TimeoutError
        if self._secure is not None:
            self.sock = self._secure.wrap_socket(self.sock, server_hostname=self.host)
            self._certificates = sent_by(self.sock)

    async def ask(self, path: str, headers: Mapping[str, str], keep: int) -> Received:
        """The answer. When this is cancelled the connection is ended, and the thread with it."""
        try:
            return await asyncio.to_thread(self._ask, path, headers, keep)
        finally:
            if self.sock is not None:
                with contextlib.suppress(OSError):
                    self.sock.shutdown(socket.SHUT_RDWR)
            self.close()

    def _ask(self, path: str, headers: Mapping[str, str], keep: int) -> Received:
        self.putrequest("GET", path, skip_host=True, skip_accept_encoding=True)
        for name, value in headers.items():
            self.putheader(name, value)
        self.endheaders()
        answer = self.getresponse()
        body, cut = self._body(answer, keep)
        lines = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in answer.getheaders()]
        return Received(answer.status, by_name(lines), body, cut, tls_fault(self._certificates, self.host))

    def _body(self, answer: http.client.HTTPResponse, keep: int) -> tuple[bytes, str]:
        if len({length.strip() for length in answer.headers.get_all("content-length", ())}) > 1:
            raise WireFault(FetchOutcome.PROTOCOL_ERROR, "two lengths of the body")  # browsers refuse it too
        if (answer.length or 0) > MAX_BODY and not keep:
            raise too_large()
        body = bytearray()
        announced = answer.length is not None or answer.chunked
        try:
            while part := answer.read1(_SLICE):
                body += part
                if keep and len(body) >= keep:
                    return bytes(body), "kept"
                if len(body) > MAX_BODY:
                    raise too_large()
                if time.monotonic() > self._until:
                    raise TimeoutError
        except http.client.IncompleteRead as early:
            return bytes(body + early.partial), "short"
        if answer.length:  # so much of it never came
            return bytes(body), "short"
        return bytes(body), "" if announced else "open"
