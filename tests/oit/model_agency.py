"""The sample agency with everything put right: what its faults hide is there, and nothing else is changed.

Pages are written anew where the sample has none or a ruin; files are changed on the bench, as read. The people, places
and figures are invented.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.oit.laboratory import Bench

AGENCY = "องค์การบริหารส่วนตำบลทุ่งสมมุติ"
DEPUTY = "นางสาวจำลอง ใจเพียร"
PHOTO = f'<img src="/images/person-1.jpg" alt="{DEPUTY}" width=140 height=180>'


def table(*rows: Sequence[str]) -> str:
    """Rows as an HTML table, the first as its head."""
    head, *rest = (
        "".join(f"<t{'h' if n == 0 else 'd'}>{cell}</t{'h' if n == 0 else 'd'}>" for cell in row)
        for n, row in enumerate(rows)
    )
    return f"<table><tr>{head}</tr>{''.join(f'<tr>{row}</tr>' for row in rest)}</table>"


def page(title: str, *parts: str) -> str:
    """A page in the sample's manner, without its menu: it is reached from the hub."""
    return (
        f'<!DOCTYPE html><html lang="th"><head><meta charset="utf-8"><title>{title} - {AGENCY}</title></head><body>'
        f'<nav><a href="/">หน้าหลัก</a></nav><main><h1>{title}</h1>{"".join(parts)}</main></body></html>'
    )


RISKS = ("การอนุมัติ อนุญาต", "การใช้อำนาจตามกฎหมายและตำแหน่งหน้าที่", "การใช้งบประมาณและทรัพยากร", "การบริหารงานบุคคล")

PAGES = {
    "service-manual": page(
        "คู่มือการขอรับบริการ",
        "<h2>ชื่องาน: การจดทะเบียนพาณิชย์</h2>",
        table(
            ("ขั้นตอนการขอรับบริการ", "ระยะเวลา"),
            ("ยื่นคำขอและตรวจเอกสาร", "20 นาที"),
            ("ออกใบทะเบียน", "10 นาที"),
        ),
        "<p>ช่องทางการให้บริการ: กองคลัง องค์การบริหารส่วนตำบลทุ่งสมมุติ</p>",
        "<p>ค่าธรรมเนียม 50 บาท</p><p>รายการเอกสารหลักฐานประกอบ: บัตรประจำตัวประชาชน</p>",
    ),
    "procurement-2568": page(
        "รายงานสรุปผลการจัดซื้อจัดจ้างหรือการจัดหาพัสดุ ประจำปีงบประมาณ พ.ศ. 2568",
        table(
            (
                "งานที่ซื้อหรือจ้าง",
                "วงเงินงบประมาณที่ได้รับจัดสรร",
                "วิธีการจัดซื้อจัดจ้าง",
                "ราคากลาง",
                "ราคาที่ตกลงซื้อหรือจ้าง",
                "ผู้ประกอบการที่ได้รับการคัดเลือก",
            ),
            ("จ้างก่อสร้างถนน", "850,000", "ประกวดราคาอิเล็กทรอนิกส์", "840,000", "790,000", "หจก. ถนนสมมุติ"),
            ("ซื้อวัสดุสำนักงาน", "30,000", "เฉพาะเจาะจง", "30,000", "29,500", "ร้านตัวอย่างพาณิชย์"),
        ),
    ),
    "hr-report-2568": page(
        "รายงานผลการบริหารและพัฒนาทรัพยากรบุคคล ประจำปีงบประมาณ พ.ศ. 2568",
        table(
            ("โครงการ/กิจกรรม", "งบประมาณ (บาท)", "ผลการดำเนินการ"),
            ("อบรมการเขียนหนังสือราชการ", "20,000", "แล้วเสร็จ"),
            ("อบรมการใช้คอมพิวเตอร์", "15,000", "แล้วเสร็จ"),
        ),
        "<h2>สถิติอัตรากำลังจำแนกตามประเภทตำแหน่ง</h2>",
        table(("ประเภทตำแหน่ง", "จำนวน (คน)"), ("บริหารท้องถิ่น", "2"), ("วิชาการ", "6")),
        "<p>จำนวนผู้เข้ารับการฝึกอบรม 18 คน</p><p>ปัญหา/อุปสรรค: งานประจำมาก</p><p>ข้อเสนอแนะ: จัดอบรมนอกเวลาราชการ</p>",
    ),
    "complaint-channel": page(
        "ช่องทางแจ้งเรื่องร้องเรียนการทุจริตและประพฤติมิชอบ",
        "<p>แจ้งเรื่องร้องเรียนการทุจริตและประพฤติมิชอบของเจ้าหน้าที่โดยตรงถึงนายก ข้อมูลของผู้แจ้งเก็บเป็นความลับ</p>",
        '<form action="/complaint-channel/send" method="post"><label>ชื่อผู้แจ้ง <input name="name"></label>'
        '<label>เรื่องที่ร้องเรียน <input name="subject"></label><label>รายละเอียด <textarea name="detail"></textarea></label>'
        "<button>ส่งเรื่อง</button></form>",
    ),
    "participation": page(
        "ผลการเปิดโอกาสให้มีส่วนร่วมในการดำเนินงาน ปีงบประมาณ พ.ศ. 2569",
        "<p>ประเด็นในการมีส่วนร่วม: ทบทวนแผนพัฒนาท้องถิ่น โดยเชิญประชาชนทุกหมู่บ้าน</p>",
        "<p>ผู้เข้าร่วมประชาคม จำนวน 84 คน เป็นผู้แทนทั้ง 9 หมู่บ้าน</p>",
        "<p>ผลจากการมีส่วนร่วม: ที่ประชุมเสนอให้เพิ่มไฟส่องสว่าง 12 จุด</p>",
        "<p>การนำผลไปปรับปรุงการดำเนินงาน: บรรจุโครงการไฟส่องสว่างในแผน</p>",
    ),
    "risk-report": page(
        "รายงานผลการดำเนินการตามแผนบริหารจัดการความเสี่ยงการทุจริต ประจำปีงบประมาณ พ.ศ. 2568",
        table(
            ("ด้าน", "มาตรการจัดการความเสี่ยง", "ผลการดำเนินการ"),
            *((risk, "สอบทานทุกเดือน", "ดำเนินการครบตามแผน") for risk in RISKS),
        ),
    ),
    "ita-analysis": page(
        "การนำผลการประเมิน ITA ไปสู่การพัฒนาองค์กร",
        "<p>ผลการวิเคราะห์ผลการประเมิน ITA ปีงบประมาณ พ.ศ. 2568 หน่วยงานได้คะแนน 84.20 ควรพัฒนาการเปิดเผยข้อมูล</p>",
        table(
            ("มาตรการ/แนวทาง", "ผู้รับผิดชอบ", "ระยะเวลาดำเนินการ", "การกำกับติดตามและรายงานผล"),
            ("ปรับปรุงหน้าเว็บไซต์", "สำนักปลัด", "ม.ค. - มี.ค. 2569", "รายงานนายกทุกเดือน"),
        ),
    ),
}

TARGETS = {  # what the hub's lines lead to instead, or besides
    '<a href="/files/service-manual.pdf">ลิงก์</a>': '<a href="/service-manual">ลิงก์</a>',
    '<a href="/files/procurement-2568-scan.pdf">ลิงก์</a>': '<a href="/procurement-2568">ลิงก์</a>',
    '<a href="/page/participation-2569">ลิงก์</a>': '<a href="/participation">ลิงก์</a>',
    '<a href="https://drive.google.com/file/d/1SampleSampleSample/view">ลิงก์</a>': '<a href="/ita-analysis">ลิงก์</a>',
}
ADDED = (  # lines the sample's hub lacks
    ("O14", "รายงานผลการบริหารและพัฒนาทรัพยากรบุคคล ประจำปีงบประมาณ พ.ศ. 2568", "/hr-report-2568"),
    ("O17", "ช่องทางแจ้งเรื่องร้องเรียนการทุจริตและประพฤติมิชอบ", "/complaint-channel"),
    ("O21", "การประเมินความเสี่ยงการทุจริต ประจำปีงบประมาณ พ.ศ. 2569", "/risk-assessment"),
)
GIFTS = (
    "<h2>รายงานผลการดำเนินงานตามนโยบาย No Gift Policy ปีงบประมาณ พ.ศ. 2568</h2>"
    "<p>รายงานผลตามนโยบาย No Gift Policy ไม่มีเจ้าหน้าที่รับของขวัญและของกำนัล</p>"
    "<h2>ความรู้เกี่ยวกับหลักเกณฑ์การรับทรัพย์สินหรือประโยชน์อื่นใดโดยธรรมจรรยา ปีงบประมาณ พ.ศ. 2569</h2>"
    "<p>เผยแพร่สื่อความรู้หลักเกณฑ์การรับทรัพย์สินหรือประโยชน์อื่นใดโดยธรรมจรรยาตามมาตรา 128</p>"
)


def rewritten(file: Path, *pairs: tuple[str, str]) -> None:
    """Other words in a page of the copy; each must stand in it."""
    text = file.read_text(encoding="utf-8")
    for old, new in pairs:
        assert old in text, (file.name, old)
        text = text.replace(old, new)
    file.write_text(text, encoding="utf-8")


def mend(www: Path) -> None:
    """Put right what the copy's pages lack."""
    for name, content in PAGES.items():
        (www / f"{name}.html").write_text(content, encoding="utf-8")
    lines = "".join(
        f'<tr><td>{code}</td><td>{text}</td><td><a href="{to}">ลิงก์</a></td></tr>' for code, text, to in ADDED
    )
    rewritten(www / "ita.html", *TARGETS.items(), ("</table>", f"{lines}</table>"))
    rewritten(www / "executives.html", (f"<p><b>{DEPUTY}</b>", f"{PHOTO}<p><b>{DEPUTY}</b>"))
    rewritten(
        www / "annual-plan.html",
        ("<th>ความก้าวหน้า</th>", "<th>ความก้าวหน้า</th><th>งบประมาณที่ใช้ (บาท)</th>"),
        ("<td>ดำเนินการแล้วเสร็จร้อยละ 60</td>", "<td>ดำเนินการแล้วเสร็จร้อยละ 60</td><td>90,000</td>"),
    )
    rewritten(www / "no-gift.html", ("</main>", f"{GIFTS}</main>"))


def mend_files(bench: Bench) -> None:
    """Put right what the copy's files lack: January's price, and last year's words in two reports."""

    def priced(book: Any) -> None:
        for sheet in book.worksheets:
            if sheet.title == "มกราคม 2569":
                sheet.cell(5, 4).value = "15,300"

    bench.workbook("/files/procurement-2569.xlsx", priced)
    bench.words("/files/annual-report.pdf", ("2567", "2568"))
    bench.words("/files/anticorruption-report-2567.pdf", ("2567", "2568"))
