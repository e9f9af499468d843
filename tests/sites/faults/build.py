"""Builds the website of an invented municipality at which nearly everything is wrong, each item in a way of its own.

Everything is invented. What each item should get, and what is weak about its evidence, is in `expected.yml`. Run it
again after changing it: `.venv/bin/python -m tests.sites.faults.build` (needs the Thai fonts, no browser).
"""

from pathlib import Path

import docx
import pdf_oxide
from PIL import Image, ImageDraw, ImageFont

HERE = Path(__file__).parent
WWW = HERE / "www"
AGENCY = "เทศบาลตำบลบ้านแบบอย่าง"
PLACE = "อำเภอแบบอย่าง จังหวัดตัวอย่าง"
FONT = "/usr/share/fonts/truetype/tlwg/Laksaman.ttf"
DRIVE = "https://drive.google.com/file/d/{}/view"

OIT = [
    # code, wording of the hub, targets: (label, address); no address: listed, and nothing behind it
    ("O1", "โครงสร้าง หน้าที่และอำนาจ", [("โครงสร้าง", "/structure"), ("หน้าที่และอำนาจ", "/authority")]),
    ("O2", "ข้อมูลผู้บริหาร", [("คณะผู้บริหาร", "/executives")]),
    ("O3", "ข้อมูลการติดต่อและช่องทางการสอบถาม", [("ติดต่อเรา", "/contact")]),
    ("O4", "ข่าวประชาสัมพันธ์", [("ข่าวประชาสัมพันธ์", "https://www.facebook.com/baanbaebyang.example")]),
    ("O5", "แผนยุทธศาสตร์หรือแผนพัฒนาหน่วยงาน", [("แผนพัฒนาท้องถิ่น พ.ศ. 2566-2570", "/files/plan.docx")]),
    ("O6", "แผนและความก้าวหน้าในการดำเนินงานและการใช้งบประมาณประจำปี พ.ศ. 2569", [("แผนและความก้าวหน้า", "/annual-plan")]),
    ("O7", "รายงานผลการดำเนินงานประจำปี พ.ศ. 2568", [("รายงานผลการดำเนินงานประจำปี 2568", "/files/report-scan.pdf")]),
    ("O8", "คู่มือหรือแนวทางการปฏิบัติงานของเจ้าหน้าที่", [("คู่มือการปฏิบัติงาน", "/files/manual-locked.pdf")]),
    ("O9", "คู่มือหรือแนวทางการขอรับบริการสำหรับผู้รับบริการหรือผู้มาติดต่อ", [("คู่มือสำหรับประชาชน", "/service-manual")]),
    (
        "O10",
        "ระบบการให้บริการผ่านช่องทางออนไลน์ (E-Service)",
        [("E-Service", "/e-service"), ("สถิติการขอรับบริการผ่านช่องทางออนไลน์", "https://anyflip.com/abcde/stat/")],
    ),
    ("O11", "สรุปผลการจัดซื้อจัดจ้างหรือการจัดหาพัสดุรายเดือน ปีงบประมาณ พ.ศ. 2569", [("สรุปผลรายเดือน", "/page/monthly")]),
    (
        "O12",
        "รายงานสรุปผลการจัดซื้อจัดจ้างหรือการจัดหาพัสดุ ประจำปีงบประมาณ พ.ศ. 2568",
        [("รายงานสรุปผลการจัดซื้อจัดจ้าง", "/files/gone.pdf"), ("ไฟล์สำรอง", "/files/damaged.docx")],
    ),
    ("O13", "หลักเกณฑ์และแผนการบริหารและพัฒนาทรัพยากรบุคคล ปีงบประมาณ พ.ศ. 2569", [("ดูไฟล์", "/files/all.docx")]),
    ("O14", "รายงานผลการบริหารและพัฒนาทรัพยากรบุคคล ประจำปีงบประมาณ พ.ศ. 2568", [("ดูไฟล์", DRIVE.format("private"))]),
    ("O15", "ประมวลจริยธรรมและการขับเคลื่อนจริยธรรม", [("ดูไฟล์", DRIVE.format("deleted"))]),
    ("O16", "แนวปฏิบัติการจัดการเรื่องร้องเรียนการทุจริตและประพฤติมิชอบ", [("แนวปฏิบัติ", "/closed/guideline")]),
    ("O18", "ข้อมูลสถิติเรื่องร้องเรียนการทุจริตและประพฤติมิชอบ ปีงบประมาณ พ.ศ. 2568", [("สถิติเรื่องร้องเรียน", "/complaint-stats")]),
    ("O19", "ผลการเปิดโอกาสให้มีส่วนร่วมในการดำเนินงาน ปีงบประมาณ พ.ศ. 2569", [("ดูรายละเอียด", "/participation")]),
    ("O20", "การขับเคลื่อนนโยบาย No Gift Policy จากการปฏิบัติหน้าที่", [("ดูรายละเอียด", "/no-gift")]),
    ("O21", "การประเมินความเสี่ยงการทุจริตในหน่วยงานภาครัฐ ปีงบประมาณ พ.ศ. 2569", [("ดูไฟล์", "/files/all.docx")]),
    ("O22", "รายงานผลการดำเนินการตามแผนบริหารจัดการความเสี่ยงการทุจริต ปีงบประมาณ พ.ศ. 2568", [("ดูรายละเอียด", "/risk-report")]),
    ("O23", "แผนปฏิบัติการป้องกันการทุจริต ปีงบประมาณ พ.ศ. 2569", [("ดูไฟล์", "/files/all.docx")]),
    ("O24", "รายงานผลการดำเนินการป้องกันการทุจริต ปีงบประมาณ พ.ศ. 2568", [("ดูไฟล์", "/files/all.docx")]),
    ("O25", "การนำผลการประเมิน ITA ไปสู่การพัฒนาองค์กร", [("ดูรายละเอียด", "/ita-analysis")]),
    ("O26", "รายงานผลการดำเนินการเพื่อส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน ประจำปีงบประมาณ พ.ศ. 2568", [("ดูไฟล์", "")]),
]  # fmt: skip

MENU = [
    ("หน้าแรก", "/"),
    ("การเปิดเผยข้อมูลสาธารณะ (OIT) 2569", "/ita"),
    ("แจ้งเบาะแสการทุจริตการเลือกตั้ง", "/election"),  # O17: sounds like it, and is another thing
    ("ติดต่อเรา", "/contact"),
]

ACT = "\n".join(
    f"<p>มาตรา {number} ให้เทศบาลมีหน้าที่และอำนาจตามที่กฎหมายกำหนดในเรื่องที่ {number}</p>" for number in range(1, 31)
)


def table(*rows: list[str]) -> str:
    """Rows of cells; the first row names the columns."""
    head = "".join(f"<th>{cell}</th>" for cell in rows[0])
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows[1:])
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def page(title: str, content: str) -> str:
    """A page with the site's menu and footer."""
    menu = "".join(f'<li><a href="{url}">{text}</a></li>' for text, url in MENU)
    return f"""<!DOCTYPE html>
<html lang="th"><head><meta charset="utf-8"><title>{title}</title></head><body>
<header><h2>{AGENCY}</h2></header><nav><ul class="menu">{menu}</ul></nav>
<main><h1>{title}</h1>{content}</main>
<footer>{AGENCY} {PLACE}</footer></body></html>
"""


def hub() -> str:
    """The page that lists all items, with a link each, or one without an address."""
    rows = []
    for code, text, targets in OIT:
        links = " ".join(f'<a href="{url or "#"}">{label}</a>' for label, url in targets)
        rows.append(f"<tr><td>{code}</td><td>{text}</td><td>{links}</td></tr>")
    return f"<table><tr><th>ข้อ</th><th>ข้อมูล</th><th>ที่อยู่</th></tr>{''.join(rows)}</table>"


def pages() -> dict[str, str]:
    """Every HTML page by file name."""
    return {
        "index": page(AGENCY, "<p>ยินดีต้อนรับสู่เว็บไซต์เทศบาลตำบลบ้านแบบอย่าง ศูนย์กลางการให้บริการแก่ประชาชนในเขตเทศบาล</p>"),
        "ita": page("การเปิดเผยข้อมูลสาธารณะ (OIT) ประจำปีงบประมาณ พ.ศ. 2569", hub()),
        "structure": page(
            "โครงสร้างเทศบาล",
            "<h2>ฝ่ายการเมือง</h2><p>นายกเทศมนตรี รองนายกเทศมนตรี สภาเทศบาล</p><h2>ฝ่ายข้าราชการประจำ</h2>"
            "<p>ปลัดเทศบาล สำนักปลัดเทศบาล กองคลัง กองช่าง กองการศึกษา กองสาธารณสุข</p>",
        ),
        "authority": page("หน้าที่และอำนาจ", f"<p>พระราชบัญญัติเทศบาล พ.ศ. 2496</p><p>ให้ไว้ ณ วันที่ตามกฎหมาย</p>{ACT}"),
        "executives": page("คณะผู้บริหาร", '<img src="/images/people.jpg" width=700 height=500>'),
        "contact": page(
            "ติดต่อเรา",
            f"<p>เลขที่ 9 หมู่ที่ 9 ตำบลบ้านแบบอย่าง {PLACE} 99999</p><p>โทรศัพท์ 0 2000 0009 อีเมล saraban@baan.example</p>"
            '<iframe src="https://www.google.com/maps/embed?pb=example"></iframe>'
            '<p><a href="https://line.me/R/ti/p/@baan.example">LINE Official Account</a></p>',
        ),
        "annual-plan": page(
            "แผนและความก้าวหน้าในการดำเนินงานและการใช้งบประมาณประจำปี",
            "<p>โครงการหรือกิจกรรม</p><p>งบประมาณที่ใช้แต่ละโครงการ/กิจกรรม</p><p>ระยะเวลาในการดำเนินการแต่ละโครงการ/กิจกรรม</p>"
            "<p>ความก้าวหน้าการดำเนินการแต่ละโครงการ/กิจกรรม</p>",
        ),
        "service-manual": page("คู่มือสำหรับประชาชน", "<p>หน้านี้อยู่ระหว่างปรับปรุง</p>"),
        "e-service": page(
            "เข้าสู่ระบบ E-Service",
            "<form action='/login' method=post><label>ชื่อผู้ใช้ <input name=user></label>"
            "<label>รหัสผ่าน <input type=password name=password></label><button>เข้าสู่ระบบ</button></form>",
        ),
        "election": page("แจ้งเบาะแสการทุจริตการเลือกตั้ง", "<p>พบการซื้อเสียง แจ้งคณะกรรมการการเลือกตั้งประจำจังหวัด</p>"),
        "complaint-stats": page(
            "ข้อมูลสถิติเรื่องร้องเรียนการทุจริตและประพฤติมิชอบ ประจำปีงบประมาณ พ.ศ. 2567",
            table(
                ["เดือน", "จำนวนเรื่องร้องเรียนทั้งหมด", "ดำเนินการแล้วเสร็จ", "อยู่ระหว่างดำเนินการ"],
                ["ต.ค. 2566 - ก.ย. 2567", "1", "1", "0"],
            ),
        ),
        "participation": page(
            "ผลการเปิดโอกาสให้มีส่วนร่วม",
            "<p>Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor incididunt.</p>",
        ),
        "no-gift": '<!DOCTYPE html><html><head><meta charset="utf-8"><title>No Gift Policy</title></head><body>'
        '<div id="root"></div><noscript>Please enable JavaScript</noscript><script src="/app.js"></script></body>',
        "risk-report": page("รายงานผลการดำเนินการตามแผนบริหารจัดการความเสี่ยงการทุจริต", ""),
        "ita-analysis": page(
            "การนำผลการประเมิน ITA ไปสู่การพัฒนาองค์กร",
            '<iframe src="https://anyflip.com/bookcase/example" width=900></iframe>',
        ),
        "not-found": page("ไม่พบหน้าที่ต้องการ", "<p>ขออภัย ไม่พบหน้าที่ท่านต้องการ</p>"),
    }


def word(name: str, lines: list[str], rows: list[list[str]]) -> None:
    """A Word file with a text layer, and one table."""
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    made = document.add_table(rows=0, cols=len(rows[0]))
    for row in rows:
        for cell, text in zip(made.add_row().cells, row, strict=True):
            cell.text = text
    document.save(str(WWW / "files" / name))


def paper(lines: list[str], size: tuple[int, int] = (620, 877)) -> Image.Image:
    """A page as a scanner gives it."""
    sheet = Image.new("L", size, 245)
    draw = ImageDraw.Draw(sheet)
    font = ImageFont.truetype(FONT, 22, layout_engine=ImageFont.Layout.BASIC)
    for number, line in enumerate(lines):
        draw.text((50, 60 + 34 * number), line, font=font, fill=30)
    return sheet


def build() -> None:
    """Write the whole site."""
    for folder in ("files", "images"):
        (WWW / folder).mkdir(parents=True, exist_ok=True)
    for name, html in pages().items():
        (WWW / f"{name}.html").write_text(html, encoding="utf-8")
    (WWW / "robots.txt").write_text("User-agent: *\nDisallow: /closed/\n", encoding="utf-8")
    other = "เทศบาลตำบลหนองอื่น"
    word(
        "plan.docx",
        ["แผนพัฒนาท้องถิ่น (พ.ศ. 2566-2570)", f"{other} อำเภออื่น", "ยุทธศาสตร์การพัฒนาและแนวทางการพัฒนา"],
        [["ยุทธศาสตร์", "เป้าหมาย", "ตัวชี้วัด"], ["ด้านโครงสร้างพื้นฐาน", "ถนนได้มาตรฐาน", "ร้อยละของถนน"]],
    )
    word(
        "all.docx",
        [
            f"เอกสารรวมการบริหารงาน {AGENCY} ปีงบประมาณ พ.ศ. 2569",
            "หลักเกณฑ์และแผนการบริหารและพัฒนาทรัพยากรบุคคล การประเมินความเสี่ยงการทุจริต แผนปฏิบัติการป้องกันการทุจริต",
            "รายงานผลการดำเนินการป้องกันการทุจริต ประจำปีงบประมาณ พ.ศ. 2568",
        ],
        [
            ["โครงการ/กิจกรรม", "งบประมาณ (บาท)", "ช่วงเวลาดำเนินการ"],
            ["อบรมผลประโยชน์ทับซ้อน", "20,000", "ก.พ. 2569"],
        ],
    )
    scanned = paper(["รายงานผลการดำเนินงานประจำปี 2568", AGENCY])
    scanned.save(WWW / "files/report-scan.pdf", "PDF", resolution=75, quality=40)
    plain = pdf_oxide.PdfDocument.from_bytes((WWW / "files/report-scan.pdf").read_bytes())
    (WWW / "files/manual-locked.pdf").write_bytes(plain.to_bytes_encrypted("reader", "owner"))
    (WWW / "files/damaged.docx").write_bytes((WWW / "files/plan.docx").read_bytes()[:9000])
    paper(["นายกเทศมนตรี", "รองนายกเทศมนตรี"], (700, 500)).save(WWW / "images/people.jpg", quality=40)


if __name__ == "__main__":
    build()
