"""How values become bytes and text become storable: the one place where both databases are made to hold the same.

Values are kept as JSON (msgspec reads and writes the frozen dataclasses themselves), packed with zstd where they are
large. JSON, not pickle: what a hostile site sent is only ever data.
"""

import hashlib
import threading
import zlib
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any, TypeVar

import msgspec
import zstandard

T = TypeVar("T")

LARGEST_INTEGER = 2**63 - 1
"""Both databases hold integers of 64 bits; a page may claim any number. Larger ones are cut to this."""

_LEVEL = 1  # zstd: a sixth less CPU than level 3 for four hundredths more on the disk
_local = threading.local()


def clean_text(text: str) -> str:
    """The text without NUL and without lone surrogates; a surrogate pair becomes the letter it stands for.

    PostgreSQL refuses NUL and neither UTF-8 nor SQLite can carry half a letter. Everything else is kept as it is.
    """
    if "\x00" in text:
        text = text.replace("\x00", "")
    try:
        text.encode()
    except UnicodeEncodeError:
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "ignore")
    return text


def clean(value: Any) -> Any:
    """The same value (dataclass, mapping, tuple, text …) with every text in it cleaned and every integer storable."""
    if isinstance(value, str):
        # a StrEnum is a str whose members are ours: rebuilding it as plain text would lose its type
        return value if type(value) is not str else clean_text(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return max(-LARGEST_INTEGER, min(LARGEST_INTEGER, value))
    if isinstance(value, tuple | list | frozenset | set):
        return type(value)(clean(part) for part in value)
    if isinstance(value, Mapping):
        return {clean(key): clean(part) for key, part in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        return type(value)(**{f.name: clean(getattr(value, f.name)) for f in fields(value) if f.init})
    return value


def encode(value: Any) -> bytes:
    """The value as JSON bytes with clean texts. The slow cleaning walk is made only for values that need it.

    Integers are taken as they are: give values whose integers a site may choose through `clean` first.
    """
    try:
        data = msgspec.json.encode(value)
    except UnicodeEncodeError:
        return msgspec.json.encode(clean(value))
    if b"\\u0000" in data:
        return msgspec.json.encode(clean(value))
    return data


def cleaned(value: T) -> T:
    """A clean copy of a value of one of our types; `clean` does the same for any value, seven times slower."""
    kind = type(value)
    try:
        return decode(encode(value), kind)
    except msgspec.MsgspecError:  # an integer of more than 64 bits can be written, not read
        return decode(encode(clean(value)), kind)


def decode(data: bytes, kind: type[T]) -> T:
    """The value of that type that `encode` made these bytes from."""
    if kind not in _decoders:
        _decoders[kind] = msgspec.json.Decoder(kind)
    found: T = _decoders[kind].decode(data)
    return found


_decoders: dict[Any, "msgspec.json.Decoder[Any]"] = {}  # one for each type: making one costs more than using it


def pack(value: Any) -> bytes:
    """`encode`, compressed."""
    return compress(encode(value))


def unpack(data: bytes, kind: type[T]) -> T:
    """The value of that type that `pack` made these bytes from."""
    return decode(decompress(data), kind)


def compress(data: bytes) -> bytes:
    """zstd of the data; usable from any thread."""
    if not hasattr(_local, "compressor"):
        _local.compressor = zstandard.ZstdCompressor(level=_LEVEL)
    packed: bytes = _local.compressor.compress(data)
    return packed


def decompress(data: bytes) -> bytes:
    """The data that `compress` was given, or that a server sent as gzip; zstandard.ZstdError or zlib.error when the
    bytes are damaged."""
    if data[:2] == b"\x1f\x8b":  # gzip; what zstd writes begins otherwise
        return zlib.decompress(data, 31)
    if not hasattr(_local, "decompressor"):
        _local.decompressor = zstandard.ZstdDecompressor()
    plain: bytes = _local.decompressor.decompress(data)
    return plain


def key_of(*parts: str) -> bytes:
    """16 bytes that stand for an address (or several texts): addresses of 100 KB do not fit into an index.

    From SHA-256, so that a site cannot make two of its addresses fall together.
    """
    text = "\n".join(clean_text(part) for part in parts)
    return hashlib.sha256(text.encode()).digest()[:16]


def sha256_of(body: bytes) -> str:
    """The hex SHA-256 of a body. What has just been hashed is not hashed again: whoever fetched it names it by its
    hash, and the store makes sure of that a moment later."""
    held = _hashed.get(id(body))
    if held is not None and held[0] is body:
        return held[1]
    name = hashlib.sha256(body).hexdigest()
    _hold(_hashed, body, name)
    return name


def came_packed(body: bytes, packed: bytes) -> None:
    """A body came as `packed`, one gzip stream of just that: it can be stored as it came, without packing it again."""
    if len(packed) < len(body):  # a stream may be blown up with nothing
        _hold(_packed, body, packed)


def packed_form(body: bytes) -> bytes | None:
    """How that very body came packed, when it is still known."""
    held = _packed.get(id(body))
    return held[1] if held is not None and held[0] is body else None


_MOST_HELD = 32
_LARGEST_HELD = 1024 * 1024
_hashed: dict[int, tuple[bytes, str]] = {}  # by identity, which holds as long as the body is held here
_packed: dict[int, tuple[bytes, bytes]] = {}


def _hold(held: dict[int, tuple[bytes, T]], body: bytes, what: T) -> None:
    if len(body) <= _LARGEST_HELD:
        if len(held) >= _MOST_HELD:
            held.clear()
        held[id(body)] = (body, what)


def digest(data: bytes) -> bytes:
    """16 bytes of the SHA-256 of the data, to tell equal readings apart from changed ones."""
    return hashlib.sha256(data).digest()[:16]
