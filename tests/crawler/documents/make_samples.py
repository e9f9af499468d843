"""Makes the committed PDFs in ``samples/``: run by hand, needs Chromium and the Laksaman font. All names are invented.

    .venv/bin/python -m tests.crawler.documents.make_samples

plan.pdf    printed by Chromium: a procurement plan with a ruled table over two pages, Thai text layer
scan.pdf    a signed announcement as a picture of a page at 200 dpi, no text layer
locked.pdf  plan.pdf behind a password
"""

import subprocess
import tempfile
from pathlib import Path

import pdf_oxide
from PIL import Image, ImageDraw, ImageFilter, ImageFont

HERE = Path(__file__).parent / "samples"
FONT = "/usr/share/fonts/truetype/tlwg/Laksaman.ttf"

ROWS = [
    ("1", "จ้างเหมาบริการทำความสะอาดอาคารสำนักงาน", "120,000.00", "เฉพาะเจาะจง", "ตุลาคม 2568"),
    ("2", "ซื้อน้ำมันเชื้อเพลิงและหล่อลื่น", "350,000.00", "เฉพาะเจาะจง", "ตุลาคม 2568"),
    ("3", "ก่อสร้างถนนคอนกรีตเสริมเหล็ก หมู่ที่ 4 บ้านตัวอย่างใต้ ตำบลตัวอย่างดี", "1,450,000.00", "e-bidding", "มกราคม 2569"),
    ("4", "ซื้อวัสดุวิทยาศาสตร์หรือการแพทย์", "80,000.00", "เฉพาะเจาะจง", "กุมภาพันธ์ 2569"),
    ("5", "จ้างปรับปรุงระบบเสียงไร้สาย", "495,000.00", "คัดเลือก", "มีนาคม 2569"),
]
HEADER = ("ลำดับ", "รายการ", "วงเงิน (บาท)", "วิธีจัดหา", "ช่วงเวลา")

SCAN_LINES = [
    "ประกาศองค์การบริหารส่วนตำบลตัวอย่างดี",
    "เรื่อง แผนการจัดซื้อจัดจ้าง ประจำปีงบประมาณ พ.ศ. ๒๕๖๙",
    "",
    "ด้วยองค์การบริหารส่วนตำบลตัวอย่างดี ได้จัดทำแผนการจัดซื้อจัดจ้าง",
    "ตามพระราชบัญญัติการจัดซื้อจัดจ้างและการบริหารพัสดุภาครัฐ",
    "จึงประกาศเผยแพร่ให้ทราบโดยทั่วกัน",
    "",
    "ประกาศ ณ วันที่ ๓ ตุลาคม พ.ศ. ๒๕๖๘",
    "นายสมมติ ใจซื่อ",
    "นายกองค์การบริหารส่วนตำบลตัวอย่างดี",
]


def page() -> str:
    """The plan as HTML."""
    cells = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in ROWS)
    head = "".join(f"<th>{cell}</th>" for cell in HEADER)
    return f"""<!doctype html><html lang="th"><meta charset="utf-8"><title>แผนการจัดซื้อจัดจ้าง 2569</title>
<style>body{{font-family:Laksaman;font-size:14pt;line-height:1.6}} table{{border-collapse:collapse;width:100%}}
td,th{{border:1px solid;padding:4px}} .next{{break-before:page}}</style>
<h2>แผนการจัดซื้อจัดจ้าง ประจำปีงบประมาณ พ.ศ. 2569</h2>
<p>องค์การบริหารส่วนตำบลตัวอย่างดี อำเภอตัวอย่าง จังหวัดตัวอย่าง ได้จัดทำแผนการจัดซื้อจัดจ้างตามพระราชบัญญัติ</p>
<table><tr>{head}</tr>{cells}</table>
<div class="next"><p>ผู้อนุมัติ นางสาวสมหญิง ตัวอย่างสุข ตำแหน่ง ปลัดองค์การบริหารส่วนตำบล</p></div>"""


def picture() -> Image.Image:
    """The announcement as a scanner would see it: slightly turned, grey, soft."""
    sheet = Image.new("L", (1654, 2339), 255)
    draw = ImageDraw.Draw(sheet)
    font = ImageFont.truetype(FONT, 48)
    for number, line in enumerate(SCAN_LINES):
        draw.text((180, 200 + number * 85), line, font=font, fill=30)
    return sheet.rotate(0.4, fillcolor=255).filter(ImageFilter.GaussianBlur(0.6))


def main() -> None:
    """Write all three."""
    HERE.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "plan.html"
        source.write_text(page(), encoding="utf-8")
        options = [
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--no-pdf-header-footer",
            f"--user-data-dir={folder}/u",
        ]
        options += ["--host-resolver-rules=MAP * ~NOTFOUND", f"--print-to-pdf={HERE / 'plan.pdf'}"]
        subprocess.run(["chromium", *options, source.as_uri()], check=True, timeout=90)
    picture().save(HERE / "scan.pdf", "PDF", resolution=200, quality=60)
    plan = pdf_oxide.PdfDocument.from_bytes((HERE / "plan.pdf").read_bytes())
    (HERE / "locked.pdf").write_bytes(plan.to_bytes_encrypted("geheim", "geheimer"))


if __name__ == "__main__":
    main()
