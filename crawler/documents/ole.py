"""Streams of the container that Office files of 1997–2003 are ([MS-CFB]), read without trusting any number in it."""

import struct

from crawler.documents.reading import BrokenError, LimitReachedError

_FREE = 0xFFFFFFFA  # sector numbers from here on are marks, not sectors
_MAX_STREAM = 64 * 1024 * 1024


def read_stream(body: bytes, name: str) -> bytes:
    """The bytes of a stream; BrokenError when it is not there or its chain of sectors is damaged."""
    return _Container(body).stream(name)


def stream_names(body: bytes) -> list[str]:
    """The names in the directory; BrokenError when there is no directory."""
    entries = _Container(body).entries
    names = [entry[:64].decode("utf-16-le", "replace").partition("\0")[0] for entry in entries if entry[66] == 2]
    if not any(entry[66] == 5 for entry in entries) or not names:
        raise BrokenError("compound file without a directory")
    return names


class _Container:
    def __init__(self, body: bytes) -> None:
        if len(body) < 512:
            raise BrokenError("compound file shorter than its header")
        self._body = body
        self._sector = 1 << min(struct.unpack_from("<H", body, 30)[0], 16)
        self._small = 1 << min(struct.unpack_from("<H", body, 32)[0], 12)
        if self._sector < 128:
            raise BrokenError("compound file with odd sectors")
        directory_at, self._cutoff, mini_fat_at = (struct.unpack_from("<I", body, at)[0] for at in (48, 56, 60))
        self._fat = self._read_fat()
        directory = self._chain(directory_at, _MAX_STREAM)
        self.entries = [directory[at : at + 128] for at in range(0, len(directory) - 127, 128)]
        mini_fat = self._chain(mini_fat_at, _MAX_STREAM) if mini_fat_at < _FREE else b""
        self._mini_fat = struct.unpack(f"<{len(mini_fat) // 4}I", mini_fat[: len(mini_fat) // 4 * 4])
        root = next((entry for entry in self.entries if entry[66] == 5), None)
        self._mini = self._chain(*_place(root)) if root is not None and _place(root)[0] < _FREE else b""

    def stream(self, name: str) -> bytes:
        wanted = (name + "\0").encode("utf-16-le")
        for entry in self.entries:
            if entry[66] == 2 and entry.startswith(wanted):
                start, size = _place(entry)
                if size > _MAX_STREAM:
                    raise LimitReachedError(f"stream {name} of {size} bytes")
                return self._mini_chain(start, size) if size < self._cutoff else self._chain(start, size)
        raise BrokenError(f"no stream {name}")

    def _at(self, number: int) -> bytes:
        start = (number + 1) * self._sector
        return self._body[start : start + self._sector]

    def _read_fat(self) -> tuple[int, ...]:
        numbers = list(struct.unpack_from("<109I", self._body, 76))
        at = struct.unpack_from("<I", self._body, 68)[0]
        seen: set[int] = set()
        while at < _FREE and at not in seen and len(self._at(at)) == self._sector:
            seen.add(at)
            more = struct.unpack(f"<{self._sector // 4}I", self._at(at))
            numbers += more[:-1]
            at = more[-1]
        table = b"".join(self._at(number) for number in numbers if number < _FREE)
        return struct.unpack(f"<{len(table) // 4}I", table[: len(table) // 4 * 4])

    def _chain(self, at: int, size: int) -> bytes:
        found = bytearray()
        steps = 0
        while at < len(self._fat) and len(found) < size and steps <= len(self._fat):
            found += self._at(at)
            at = self._fat[at]
            steps += 1
        return bytes(found[:size])

    def _mini_chain(self, at: int, size: int) -> bytes:
        found = bytearray()
        steps = 0
        while at < len(self._mini_fat) and len(found) < size and steps <= len(self._mini_fat):
            found += self._mini[at * self._small : (at + 1) * self._small]
            at = self._mini_fat[at]
            steps += 1
        return bytes(found[:size])


def _place(entry: bytes) -> tuple[int, int]:
    """First sector and size of a directory entry's stream."""
    start, size = struct.unpack_from("<II", entry, 116)
    return start, size
