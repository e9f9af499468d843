"""Whole files of every format, and ways to damage them by chance."""

import gzip
import io
import random
from collections.abc import Iterator

from PIL import Image

from tests.crawler.documents import document_builders as build


def whole_files() -> dict[str, bytes]:
    """A file of each format."""
    files = {name: build.sample(name) for name in ("plan.pdf", "scan.pdf", "locked.pdf", "plan.doc", "plan.xls")}
    files |= {name: build.sample(name) for name in ("plan.rtf", "plan.odt", "plan.ods", "talk.odp")}
    files["talk.ppt"] = gzip.decompress(build.sample("talk.ppt.gz"))
    files |= {"a.docx": build.docx(), "a.xlsx": build.xlsx(), "a.pptx": build.pptx(), "bad.doc": build.doc()}
    files |= {
        "a.zip": build.zip_of({"a.docx": build.docx(), "b.pdf": files["plan.pdf"]}),
        "a.rar": build.rar_of("a", b"x"),
    }
    picture = Image.effect_noise((160, 120), 60).convert("RGB")
    for kind in ("png", "jpeg", "gif", "bmp", "tiff", "webp"):
        held = io.BytesIO()
        picture.save(held, kind)
        files[f"a.{kind}"] = held.getvalue()
    return files


def damaged(files: dict[str, bytes], chance: random.Random) -> Iterator[tuple[str, bytes]]:
    """Endless: a file's name and how it was damaged, and its bytes then; every file in turn."""
    names = list(files)
    while True:
        for name in names:
            body = bytearray(files[name])
            how, *_ = chance.choices(("cut", "flip", "blank", "shift", "twice", "mixed"), (3, 5, 3, 2, 1, 2))
            at, size = chance.randrange(len(body)), chance.randint(1, max(2, len(body) // 8))
            if how == "cut":
                del body[at:]
            elif how == "flip":
                for _ in range(chance.choice((1, 4, 40, 400))):
                    body[chance.randrange(len(body))] ^= 1 << chance.randrange(8)
            elif how == "blank":
                body[at : at + size] = bytes([chance.choice((0, 0xFF, 0x20))]) * size
            elif how == "shift":
                del body[at : at + chance.randint(1, 64)]
            elif how == "twice":
                body[at:at] = body[at : at + size]
            else:
                other = files[chance.choice(names)]
                body[at:] = other[len(other) // 2 :]
            yield f"{how} {name}", bytes(body)
