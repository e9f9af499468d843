"""Generated websites of agencies: pages of the sizes that were measured on real sites, links among them, PDF files.

A page's size is log-normal between 20 and 200 KB with a median of 57 KB and a mean of 67; it holds 58 links, ten
thousand visible letters and some five hundred elements (all counted by `tests/benchmarks`). A menu stands on every
page. Of the 24 links beside it ten say what no other page says (recorded sites: two to seven); the others repeat
their target's name and card, as sites do.
"""

import gzip
import random
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field

from checklist.load import load_topics

MENU = 34
CARDS = 24
OWN_WORDS = 10
"""Links of a page whose words stand nowhere else."""
_MEDIAN = 57_000
_SPREAD = 0.56
_SMALLEST, _LARGEST = 20_000, 200_000
_TEXT = """
กา ขอ คน งาน จัด ชุม ซื้อ ดี ตำ ถึง ทาง ธง นำ บริ ประ ผล พัฒ ภาพ มาก ยก
ราย ลด วัน ศึก สาม หน้า อา เรียน แผน โครง ใช้ ให้ การ ความ ระ บุค คล ส่ง เสริม น้ำ
ถนน ไฟ สุข ภัย เด็ก ผู้ สูง อายุ ตลาด วัด ป่า เขต หมู่ บ้าน สภา ปี เดือน เงิน
"""
_SYLLABLES = _TEXT.split()


@dataclass(frozen=True, slots=True)
class Shape:
    """What is generated: HTML pages and documents for each agency, 304 or not; `scans`: documents are pictures."""

    pages: int = 200
    documents: int = 4
    validators: bool = True  # ETag on answers, 304 on a match
    seed: int = 1
    scans: bool = False


class Words:
    """Thai-looking prose of a vocabulary, and names of items as agencies write them."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.vocabulary = ["".join(rng.choices(_SYLLABLES, k=rng.choice((1, 2, 2, 3)))) for _ in range(3_000)]
        self.items = [phrase for topic in load_topics().values() for phrase in topic.names]

    def prose(self, letters: int) -> str:
        """About so many letters: words run together, with a space now and then as Thai has them."""
        pieces = []
        while letters > 0:
            word = "".join(self.rng.choices(self.vocabulary, k=self.rng.randint(3, 12)))
            pieces.append(word)
            letters -= len(word) + 1
        return " ".join(pieces)

    def label(self) -> str:
        """A link's text or a title: one in twenty names an item."""
        if self.rng.random() < 0.05:
            return f"{self.rng.choice(self.items)} ประจำปีงบประมาณ พ.ศ. {self.rng.randint(2566, 2569)}"
        return "".join(self.rng.choices(self.vocabulary, k=self.rng.randint(2, 6)))


@dataclass(slots=True)
class Agency:
    """One generated site: path → (body as sent, content type, ETag)."""

    files: dict[str, tuple[bytes, str, str]] = field(default_factory=dict)
    html_bytes: int = 0


def build(shape: Shape, words: Words, rng: random.Random, night: int = 1, changed: float = 0.0) -> Agency:
    """One agency's site. With `night` 2 that share of its pages has another text, all else stays."""
    agency = Agency()
    paths = ["/", *(f"/{rng.choice(('page', 'news', 'data', 'work'))}/{_slug(rng)}-{n}" for n in range(1, shape.pages))]
    files = [f"/files/{_slug(rng)}-{n}.pdf" for n in range(shape.documents)]
    names = {path: words.label() for path in (*paths, *files)}
    cards = {path: _card(words, path, name) for path, name in names.items()}
    menu = "".join(
        f'<li class="menu-item menu-item-type-post"><a href="{path}"><span>{names[path]}</span></a></li>'
        for path in rng.choices(paths, k=MENU)
    )
    for number, path in enumerate(paths):
        # every page leads to the next ones, so that the whole site is reached from its home
        ahead = paths[number * 8 + 1 : number * 8 + 9]
        linked = ahead + [rng.choice(paths) for _ in range(max(0, CARDS - len(ahead)))]
        if number < len(files):
            linked.append(files[number])
        own = [_card(words, target, words.label()) for target in linked[-OWN_WORDS:]]
        held = [cards[target] for target in linked[:-OWN_WORDS]] + own
        text = _page(words, rng, names[path], menu, held)
        if night == 2 and random.Random(f"{path}").random() < changed:
            text = text.replace("</main>", "<p>ปรับปรุงข้อมูลล่าสุด</p></main>")
        agency.html_bytes += len(text.encode())
        body = gzip.compress(text.encode(), 6, mtime=0)
        agency.files[path] = (body, "text/html; charset=utf-8" if number % 4 else "text/html", _tag(body))
    for path in files:
        file = _scan(rng) if shape.scans else _pdf(rng)
        agency.files[path] = (file, "application/pdf", f'"{path}"')
    return agency


def _tag(body: bytes) -> str:
    return f'"{len(body)}-{sum(body[:200]) + sum(body[-200:])}-{hash(body) & 0xFFFF}"'


def _slug(rng: random.Random) -> str:
    return "".join(rng.choices("abcdefghijklmnoprstuwy", k=7))


def _card(words: Words, path: str, label: str) -> str:
    """A box that leads to a page: picture frame, heading, teaser, link."""
    return (
        f'<div class="col-md-4 col-sm-6"><div class="card"><div class="card-body"><h3 class="card-title">'
        f'{words.prose(20)}</h3><p class="text-muted small"><i class="icon"></i>{words.prose(60)}</p>'
        f'<a class="btn btn-primary" href="{path}" title="{label}">{label}</a></div></div></div>'
    )


def _page(words: Words, rng: random.Random, name: str, menu: str, cards: Sequence[str]) -> str:
    """A page of a size drawn by lot: what menu and cards leave is half text, the rest style and script."""
    size = min(_LARGEST, max(_SMALLEST, rng.lognormvariate(0, _SPREAD) * _MEDIAN))
    frame = (
        f'<!DOCTYPE html><html lang="th"><head><meta charset="utf-8"><title>{name}</title>'
        "<style>%s</style><script>%s</script></head><body class='site'>"
        f'<header class="header"><img src="/logo.png" alt="{words.prose(20)}"></header>'
        f'<nav class="navbar"><ul class="menu">{menu}</ul></nav>'
        f'<main class="content"><h1>{name}</h1>%s<section class="row">{"".join(cards)}</section></main>'
        f'<footer class="footer"><p>{words.prose(120)}</p></footer></body></html>'
    )
    left = max(2_000.0, size - len(frame.encode()))
    text = _text(words, rng, int(left * 0.44))
    left -= len(text.encode())
    style = "".join(f".c{n}{{margin:{n}px;color:#{n:06x}}}" for n in range(int(left * 0.5 / 32)))
    script = "".join(f"var a{n}=function(b){{return b+{n}}};" for n in range(int(left * 0.5 / 32)))
    return frame % (style, script, text)


def _text(words: Words, rng: random.Random, size: int) -> str:
    """Paragraphs and tables of about so many bytes."""
    parts: list[str] = []
    while size > 0:
        if rng.random() < 0.3:
            rows = "".join(
                f'<tr><td class="text-center">{n}</td><td>{words.prose(30)}</td><td>{words.prose(14)}</td></tr>'
                for n in range(1, 9)
            )
            part = f'<table class="table table-bordered"><tbody>{rows}</tbody></table>'
        else:
            spans = "<br>".join(f'<span style="font-size: 14pt">{words.prose(45)}</span>' for _ in range(5))
            part = f'<p style="margin-bottom: 1rem; text-align: justify">{spans}</p>'
        parts.append(part)
        size -= len(part.encode())
    return "".join(parts)


def _pdf(rng: random.Random) -> bytes:
    """A small PDF with one page of text in a standard font; real ones are larger."""
    lines = " ".join(f"({_slug(rng)} {rng.randint(1, 9999)}) Tj T*" for _ in range(40))
    stream = f"BT /F1 11 Tf 14 TL 50 780 Td {lines} ET".encode()
    return _one_page(stream, b"/Font<</F1 5 0 R>>", b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>")


def _scan(rng: random.Random) -> bytes:
    """The same page as a scanner gives it: one grey picture of 200 dots an inch."""
    import pypdfium2

    picture = pypdfium2.PdfDocument(_pdf(rng))[0].render(scale=200 / 72, grayscale=True).to_pil().convert("L")
    data = zlib.compress(picture.tobytes(), 6)
    head = f"<</Type/XObject/Subtype/Image/Width {picture.width}/Height {picture.height}/ColorSpace/DeviceGray"
    head += f"/BitsPerComponent 8/Filter/FlateDecode/Length {len(data)}>>stream\n"
    return _one_page(b"595 0 0 842 0 0 cm /I Do", b"/XObject<</I 5 0 R>>", head.encode() + data + b"\nendstream")


def _one_page(stream: bytes, resources: bytes, resource: bytes) -> bytes:
    """A PDF of one page, with one thing that it draws with."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<<%s>>>>" % resources,
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        resource,
    ]
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj%s endobj\n" % (number, content)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, table)
    return bytes(out)
