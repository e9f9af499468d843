"""Builds the office files, archives and hostile files that the tests read: by other libraries than the readers use, or
byte by byte from the formats' descriptions. All names are invented.
"""

import io
import struct
import zipfile
import zlib
from pathlib import Path

from checklist.site import Document, Fetch, FetchOutcome
from crawler.documents import OcrBudget, read_document

SAMPLES = Path(__file__).parent / "samples"
HEADER = ("ลำดับ", "รายการ", "วงเงิน (บาท)", "วิธีจัดหา")
ROWS = (
    ("1", "จ้างเหมาบริการทำความสะอาด", "120,000.00", "เฉพาะเจาะจง"),
    ("2", "ซื้อน้ำมันเชื้อเพลิง", "350,000.00", "เฉพาะเจาะจง"),
    ("3", "ก่อสร้างถนนคอนกรีต หมู่ที่ 4", "1,450,000.00", "e-bidding"),
)
TITLE = "แผนการจัดซื้อจัดจ้าง ประจำปีงบประมาณ พ.ศ. 2569"


def sample(name: str) -> bytes:
    """A committed sample."""
    return (SAMPLES / name).read_bytes()


def fetch_of(url: str = "https://www.tua-yang.example/f") -> Fetch:
    """A fetch that went well."""
    return Fetch(url, FetchOutcome.OK)


def read(body: bytes, name: str = "", content_type: str = "", ocr: OcrBudget | None = None) -> Document:
    """The file read in this process."""
    url = f"https://www.tua-yang.example/{name}"
    return read_document(body, url=url, fetch=fetch_of(url), content_type=content_type, name=name, ocr=ocr)


def docx() -> bytes:
    """A Word file with a heading, a table with a merged cell, a page break and a footer, by python-docx."""
    import docx as library

    document = library.Document()
    document.core_properties.title = TITLE
    document.add_paragraph(TITLE)
    table = document.add_table(rows=len(ROWS) + 2, cols=4)
    for column, cell in enumerate(HEADER):
        table.cell(0, column).text = cell
    for number, row in enumerate(ROWS, 1):
        for column, cell in enumerate(row):
            table.cell(number, column).text = cell
    table.cell(len(ROWS) + 1, 0).merge(table.cell(len(ROWS) + 1, 1)).text = "รวมทั้งสิ้น"
    table.cell(len(ROWS) + 1, 2).text = "1,920,000.00"
    document.add_page_break()
    document.add_paragraph("ผู้อนุมัติ นางสาวสมหญิง ตัวอย่างสุข")
    document.sections[0].footer.paragraphs[0].text = "องค์การบริหารส่วนตำบลตัวอย่างดี"
    return _saved(document)


def xlsx(sheets: int = 2) -> bytes:
    """A workbook by XlsxWriter: a title merged over the table, numbers, a date."""
    import datetime

    import xlsxwriter

    held = io.BytesIO()
    book = xlsxwriter.Workbook(held)
    for number in range(sheets):
        sheet = book.add_worksheet(f"แผ่นที่ {number + 1}")
        sheet.merge_range(0, 0, 0, 3, TITLE)
        sheet.write_row(1, 0, HEADER)
        for at, row in enumerate(ROWS, 2):
            sheet.write_row(at, 0, row)
        sheet.write(5, 2, 1920000)
        sheet.write_datetime(6, 1, datetime.date(2025, 10, 1), book.add_format({"num_format": "d/m/yyyy"}))
    book.close()
    return held.getvalue()


def pptx() -> bytes:
    """Two slides, one with a table, and notes, by python-pptx."""
    import pptx as library
    from pptx.util import Inches

    deck = library.Presentation()
    first = deck.slides.add_slide(deck.slide_layouts[1])
    first.shapes.title.text = TITLE
    first.placeholders[1].text = "องค์การบริหารส่วนตำบลตัวอย่างดี"
    first.notes_slide.notes_text_frame.text = "บันทึกของผู้บรรยาย"
    second = deck.slides.add_slide(deck.slide_layouts[5])
    second.shapes.title.text = "ตารางแผน"
    table = second.shapes.add_table(3, 4, Inches(1), Inches(2), Inches(8), Inches(2)).table
    for column, cell in enumerate(HEADER):
        table.cell(0, column).text = cell
    for number, row in enumerate(ROWS[:2], 1):
        for column, cell in enumerate(row):
            table.cell(number, column).text = cell
    return _saved(deck)


def odt() -> bytes:
    """An OpenDocument text with a table, by odfpy."""
    from odf.opendocument import OpenDocumentText
    from odf.table import Table, TableCell, TableRow
    from odf.text import P

    document = OpenDocumentText()
    document.text.addElement(P(text=TITLE))
    table = Table(name="แผน")
    for row in (HEADER, *ROWS):
        line = TableRow()
        for cell in row:
            field = TableCell()
            field.addElement(P(text=cell))
            line.addElement(field)
        table.addElement(line)
    document.text.addElement(table)
    document.text.addElement(P(text="ผู้อนุมัติ นางสาวสมหญิง ตัวอย่างสุข"))
    held = io.BytesIO()
    document.write(held)
    return held.getvalue()


def ods() -> bytes:
    """An OpenDocument spreadsheet, by odfpy."""
    from odf.opendocument import OpenDocumentSpreadsheet
    from odf.table import Table, TableCell, TableRow
    from odf.text import P

    document = OpenDocumentSpreadsheet()
    table = Table(name="แผน 2569")
    for row in (HEADER, *ROWS):
        line = TableRow()
        for cell in row:
            field = TableCell(valuetype="string")
            field.addElement(P(text=cell))
            line.addElement(field)
        table.addElement(line)
    document.spreadsheet.addElement(table)
    held = io.BytesIO()
    document.write(held)
    return held.getvalue()


def rtf() -> bytes:
    """RTF as Thai Word writes it: cp874 escapes for one paragraph, Unicode escapes for the next."""
    escaped = "".join(f"\\'{byte:02x}" for byte in TITLE.encode("cp874"))
    coded = "".join(f"\\u{ord(char)}?" for char in "นายสมมติ ใจซื่อ")
    font = "{\\fonttbl{\\f0\\fcharset222 TH SarabunPSK;}}"
    return f"{{\\rtf1\\ansi\\ansicpg874\\deff0{font}\\f0 {escaped}\\par\\page {coded}\\par}}".encode("ascii")


def ole(streams: dict[str, bytes]) -> bytes:
    """A compound file ([MS-CFB], version 3, no mini stream: every stream is filled up to 4,096 bytes)."""
    sectors: list[bytes] = []
    fat: list[int] = []

    def place(data: bytes) -> int:
        first = len(sectors)
        pieces = [data[at : at + 512].ljust(512, b"\0") for at in range(0, len(data), 512)] or [b"\0" * 512]
        sectors.extend(pieces)
        fat.extend([*range(first + 1, first + len(pieces)), 0xFFFFFFFE])
        return first

    entries = [_ole_entry("Root Entry", 5, 0xFFFFFFFE, 0, 1)]
    for number, (name, data) in enumerate(streams.items(), 2):
        right = number if number <= len(streams) else 0xFFFFFFFF
        data = data.ljust(4096, b"\0")
        entries.append(_ole_entry(name, 2, place(data), len(data), 0xFFFFFFFF, right))
    directory = place(b"".join(entries).ljust(-(-len(entries) // 4) * 512, b"\0"))
    fat_at = len(sectors)
    fat.append(0xFFFFFFFD)
    sectors.append(struct.pack(f"<{len(fat)}I", *fat).ljust(512, b"\xff")[:512])
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16 + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + b"\0" * 6
    header += struct.pack("<IIIIIIIII", 0, 1, directory, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    header += struct.pack("<109I", fat_at, *[0xFFFFFFFF] * 108)
    return header + b"".join(sectors)


def _ole_entry(name: str, kind: int, start: int, size: int, child: int, right: int = 0xFFFFFFFF) -> bytes:
    raw = (name + "\0").encode("utf-16-le")
    entry = raw.ljust(64, b"\0") + struct.pack("<HBB", len(raw), kind, 1)
    entry += struct.pack("<III", 0xFFFFFFFF, right, child) + b"\0" * 36
    return entry + struct.pack("<IQ", start, size)


def doc(text: str = TITLE, *, encrypted: bool = False) -> bytes:
    """A Word 97 file with one piece of UTF-16 text ([MS-DOC])."""
    body = text.encode("utf-16-le")
    fib = bytearray(0x0600)
    struct.pack_into("<HH", fib, 0, 0xA5EC, 193)
    struct.pack_into("<H", fib, 10, 0x0200 | (0x0100 if encrypted else 0))
    plc = struct.pack("<II", 0, len(text)) + struct.pack("<HIH", 0, len(fib), 0)
    clx = b"\x02" + struct.pack("<I", len(plc)) + plc
    struct.pack_into("<II", fib, 0x01A2, 0, len(clx))
    return ole({"WordDocument": bytes(fib) + body, "1Table": clx})


def ppt(*slides: str) -> bytes:
    """A PowerPoint 97 stream with the text records of some slides ([MS-PPT])."""
    inner = b""
    for slide in slides:
        raw = slide.encode("utf-16-le")
        inner += struct.pack("<HHI", 0, 0x03F3, 20) + b"\0" * 20 + struct.pack("<HHI", 0, 0x0FA0, len(raw)) + raw
    stream = struct.pack("<HHI", 0x0F, 0x0FF0, len(inner)) + inner
    return ole({"PowerPoint Document": stream})


def xls(rows: tuple[tuple[str, ...], ...] = (HEADER, *ROWS)) -> bytes:
    """An Excel 97 workbook of one sheet with label cells in UTF-16 ([MS-XLS])."""

    def record(kind: int, data: bytes) -> bytes:
        return struct.pack("<HH", kind, len(data)) + data

    texts = sorted({cell for row in rows for cell in row})
    table = struct.pack("<II", len(texts), len(texts))
    for text in texts:
        table += struct.pack("<HB", len(text), 1) + text.encode("utf-16-le")
    sheet = record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 6))
    for at, row in enumerate(rows):
        for column, cell in enumerate(row):
            sheet += record(0x00FD, struct.pack("<HHHI", at, column, 0, texts.index(cell)))
    sheet += record(0x000A, b"")
    name = "แผน"
    start = record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 6))
    bound = struct.pack("<IHBB", 0, 0, len(name), 1) + name.encode("utf-16-le")
    rest = record(0x00FC, table) + record(0x000A, b"")
    offset = len(start) + 4 + len(bound) + len(rest)
    bound = struct.pack("<I", offset) + bound[4:]
    return ole({"Workbook": start + record(0x0085, bound) + rest + sheet})


def zip_of(files: dict[str, bytes], *, thai_windows: bool = False) -> bytes:
    """A ZIP; with `thai_windows` its names are cp874 bytes without the UTF-8 flag, as Windows wrote them."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            if not thai_windows:
                archive.writestr(name, data)
                continue
            # a name of the same length in bytes, to be put into place afterwards
            archive.writestr(_stand_in(name), data)
    body = held.getvalue()
    for name in files if thai_windows else ():
        body = body.replace(_stand_in(name).encode(), name.encode("cp874"))
    return body


def _stand_in(name: str) -> str:
    raw = name.encode("cp874")
    return f"{zlib.crc32(raw):08x}".rjust(len(raw), "#")[-len(raw) :]


def rar_of(name: str, data: bytes, *, torn: bool = False) -> bytes:
    """A RAR 4 archive of one stored file; `torn`: it goes on in the next volume."""
    raw = name.encode("ascii")
    crc = zlib.crc32(data)
    main = struct.pack("<BHH", 0x73, 0, 13) + b"\0" * 6
    end = b"\xc4\x3d\x7b\x00\x40\x07\x00"
    file = _rar_block(_rar_file(raw, data, crc, 0x8002 if torn else 0x8000))
    return b"Rar!\x1a\x07\0" + _rar_block(main) + file + data + end


def _rar_file(raw: bytes, data: bytes, crc: int, flags: int) -> bytes:
    fixed = struct.pack("<IIBIIBBHI", len(data), len(data), 3, crc, 0x5A210000, 20, 0x30, len(raw), 0x81A4)
    return struct.pack("<BHH", 0x74, flags, 7 + len(fixed) + len(raw)) + fixed + raw


def _rar_block(block: bytes) -> bytes:
    return struct.pack("<H", zlib.crc32(block) & 0xFFFF) + block


def zip_bomb(megabytes: int = 400) -> bytes:
    """A docx-shaped ZIP whose document inflates to that size."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open("word/document.xml", "w", force_zip64=True) as part:
            for _ in range(megabytes):
                part.write(b" " * 1024 * 1024)
    return held.getvalue()


def pdf_of(content: bytes, *, compressed: bool = True, resources: bytes = b"") -> bytes:
    """A PDF of one page with that content stream."""
    packed = zlib.compress(content, 9) if compressed else content
    filters = b"/Filter /FlateDecode " if compressed else b""
    return _pdf([b"<</Length %d %s>>stream\n" % (len(packed), filters) + packed + b"\nendstream"], resources)


def pdf_bomb(layers: int = 3) -> bytes:
    """A PDF of a few KB whose page content inflates to gigabytes, through several filters."""
    packed = zlib.compressobj(9)
    stream = packed.compress(b"\0" * (256 * 1024 * 1024)) + packed.flush()
    for _ in range(layers - 1):
        stream = zlib.compress(stream, 9)
    filters = b"[" + b"/FlateDecode " * layers + b"]"
    return _pdf([b"<</Length %d /Filter %s>>stream\n" % (len(stream), filters) + stream + b"\nendstream"], b"")


def scanner_pdf() -> bytes:
    """A picture over the whole page with a line of invisible Latin text on it, as some scanners write."""
    from PIL import Image

    held = io.BytesIO()
    Image.effect_noise((400, 560), 80).save(held, "JPEG")
    shape = b"<</Type/XObject/Subtype/Image/Width 400/Height 560/ColorSpace/DeviceGray/BitsPerComponent 8"
    jpeg = shape + b"/Filter/DCTDecode/Length %d>>stream\n" % held.tell() + held.getvalue() + b"\nendstream"
    text = b"q 595 0 0 842 0 0 cm /I Do Q BT /F 12 Tf 3 Tr 50 700 Td (UszniFI rnnnnnsriiur aouu 2569 nnjj uaou) Tj ET"
    font = b"/Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>"
    return _pdf([b"<</Length %d>>stream\n" % len(text) + text + b"\nendstream", jpeg], b"/XObject<</I 5 0 R>>" + font)


def _pdf(streams: list[bytes], resources: bytes) -> bytes:
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<<%s>>>>" % resources,
        *streams,
    ]
    body = b"%PDF-1.4\n"
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n" % number + content + b"\nendobj\n"
    table = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    table += b"".join(b"%010d 00000 n \n" % place for place in places)
    return body + table + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(body))


def _saved(document: object) -> bytes:
    held = io.BytesIO()
    document.save(held)  # type: ignore[attr-defined]
    return held.getvalue()
