"""What the pool and its children say to each other: length-prefixed MessagePack, typed on both ends."""

import struct
from typing import BinaryIO

import msgspec

from crawler.documents.reading import Job, Reading
from crawler.looking import Looked, Seen

LENGTH = struct.Struct(">I")
MAX_REPLY = 64 * 1024 * 1024
"""Bytes of a child's answer beyond which it is not believed."""


class Task(msgspec.Struct, tag="file"):
    """One file to read. `cpu_seconds`: processor time the child may use for it."""

    body: bytes
    job: Job
    cpu_seconds: int


class PageTask(msgspec.Struct, tag="page"):
    """One page to look at, within `cpu_seconds`."""

    body: bytes
    seen: Seen
    cpu_seconds: int


class Reply(msgspec.Struct):
    """What became of a file (`reading`) or a page (`looked`), and the child's memory high-water mark in KB."""

    peak_kb: int
    reading: Reading | None = None
    looked: Looked | None = None


_encoder = msgspec.msgpack.Encoder()
task_decoder = msgspec.msgpack.Decoder(Task | PageTask)
reply_decoder = msgspec.msgpack.Decoder(Reply)


def encode(message: Task | PageTask | Reply) -> bytes:
    """The message as bytes, its length in front."""
    payload = _encoder.encode(message)
    return LENGTH.pack(len(payload)) + payload


def read_frame(stream: BinaryIO) -> bytes | None:
    """The next message's bytes; None when the other side is gone."""
    head = stream.read(LENGTH.size)
    if len(head) < LENGTH.size:
        return None
    (size,) = LENGTH.unpack(head)
    payload = stream.read(size)
    return payload if len(payload) == size else None
