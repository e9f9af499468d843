"""Builds the sample agency's website into `www/`: an invented tambon office with known strengths and faults.

Everything is invented: the place, the people, the telephone numbers. Run it again after changing it (needs Chromium
and the Thai fonts): `.venv/bin/python -m tests.sites.sample.build`. What each item should get is in `expected.yml`.
"""

import subprocess
import tempfile
from io import BytesIO
from pathlib import Path

import pypdfium2
import xlsxwriter
from PIL import Image, ImageDraw, ImageFont

HERE = Path(__file__).parent
WWW = HERE / "www"
AGENCY = "องค์การบริหารส่วนตำบลทุ่งสมมุติ"
PLACE = "อำเภอสมมุติ จังหวัดตัวอย่าง"
FONT = "/usr/share/fonts/truetype/tlwg/Laksaman.ttf"

MENU = [
    ("หน้าหลัก", "/"),
    ("โครงสร้าง", "/structure"),
    ("อำนาจหน้าที่", "/authority"),
    ("คณะผู้บริหาร", "/executives"),
    ("ข่าวประชาสัมพันธ์", "/news"),
    ("การเปิดเผยข้อมูลสาธารณะ (OIT) 2569", "/ita"),
    ("ร้องเรียนร้องทุกข์ทั่วไป", "/complaint-general"),
    ("กระดานถาม-ตอบ (Q&A)", "/webboard"),
    ("ติดต่อเรา", "/contact"),
]

OIT = [
    # code, wording of the hub, targets: (label, address)
    ("O1", "โครงสร้าง หน้าที่และอำนาจ", [("โครงสร้าง", "/structure"), ("อำนาจหน้าที่", "/authority")]),
    ("O2", "ข้อมูลผู้บริหาร", [("ลิงก์", "/executives")]),
    ("O3", "ข้อมูลการติดต่อและช่องทางการสอบถาม", [("ติดต่อเรา", "/contact"), ("กระดานถาม-ตอบ", "/webboard")]),
    ("O4", "ข่าวประชาสัมพันธ์", [("ลิงก์", "/news")]),
    ("O5", "แผนยุทธศาสตร์หรือแผนพัฒนาหน่วยงาน", [("แผนพัฒนาท้องถิ่น พ.ศ. 2566-2570", "/files/plan-2566-2570.pdf")]),
    ("O6", "แผนและความก้าวหน้าในการดำเนินงานและการใช้งบประมาณประจำปี พ.ศ. 2569", [("ลิงก์", "/annual-plan")]),
    ("O7", "รายงานผลการดำเนินงานประจำปี พ.ศ. 2568", [("ลิงก์", "/files/annual-report.pdf")]),
    ("O8", "คู่มือหรือแนวทางการปฏิบัติงานของเจ้าหน้าที่", [("ลิงก์", "/staff-manual")]),
    ("O9", "คู่มือหรือแนวทางการขอรับบริการสำหรับผู้รับบริการหรือผู้มาติดต่อ", [("ลิงก์", "/files/service-manual.pdf")]),
    (
        "O10",
        "ระบบการให้บริการผ่านช่องทางออนไลน์ (E-Service)",
        [("ระบบ", "/e-service"), ("สถิติ", "/files/e-service-stats-2569.pdf")],
    ),
    (
        "O11",
        "สรุปผลการจัดซื้อจัดจ้างหรือการจัดหาพัสดุรายเดือน ประจำปีงบประมาณ พ.ศ. 2569",
        [("ลิงก์", "/files/procurement-2569.xlsx")],
    ),
    (
        "O12",
        "รายงานสรุปผลการจัดซื้อจัดจ้างหรือการจัดหาพัสดุ ประจำปีงบประมาณ พ.ศ. 2568",
        [("ลิงก์", "/files/procurement-2568-scan.pdf")],
    ),
    (
        "O13",
        "หลักเกณฑ์และแผนการบริหารและพัฒนาทรัพยากรบุคคล ประจำปีงบประมาณ พ.ศ. 2569",
        [("หลักเกณฑ์", "/files/hr-criteria.pdf"), ("แผน", "/files/hr-plan-2569.pdf")],
    ),
    # O14 is nowhere
    ("O15", "ประมวลจริยธรรมและการขับเคลื่อนจริยธรรม", [("ลิงก์", "/ethics")]),
    ("O16", "แนวปฏิบัติการจัดการเรื่องร้องเรียนการทุจริตและประพฤติมิชอบ", [("ลิงก์", "/complaint-guideline")]),
    # O17: only the general complaints page exists, which is another thing
    ("O18", "ข้อมูลสถิติเรื่องร้องเรียนการทุจริตและประพฤติมิชอบ ประจำปีงบประมาณ พ.ศ. 2568", [("ลิงก์", "/complaint-stats")]),
    ("O19", "ผลการเปิดโอกาสให้มีส่วนร่วมในการดำเนินงาน ปีงบประมาณ พ.ศ. 2569", [("ลิงก์", "/page/participation-2569")]),
    ("O20", "การขับเคลื่อนนโยบาย No Gift Policy จากการปฏิบัติหน้าที่", [("ลิงก์", "/no-gift")]),
    # O21 stands in a menu made by script, on the home page alone
    ("O22", "รายงานผลการดำเนินการตามแผนบริหารจัดการความเสี่ยงการทุจริต ประจำปีงบประมาณ พ.ศ. 2568", [("ลิงก์", "/risk-report")]),
    ("O23", "แผนปฏิบัติการป้องกันการทุจริต ปีงบประมาณ พ.ศ. 2569", [("ลิงก์", "/files/anticorruption-plan-2569.pdf")]),
    ("O24", "รายงานผลการดำเนินการป้องกันการทุจริต ปีงบประมาณ พ.ศ. 2568", [("ลิงก์", "/files/anticorruption-report-2567.pdf")]),
    (
        "O25",
        "การนำผลการประเมิน ITA ไปสู่การพัฒนาองค์กร",
        [("ลิงก์", "https://drive.google.com/file/d/1SampleSampleSample/view")],
    ),
    (
        "O26",
        "รายงานผลการดำเนินการเพื่อส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน ประจำปีงบประมาณ พ.ศ. 2568",
        [("ลิงก์", "/measures-report")],
    ),
]

PEOPLE = [
    # side, name, position, telephone, has a photo
    ("ฝ่ายการเมือง", "นายสมมุติ ตัวอย่างดี", "นายกองค์การบริหารส่วนตำบลทุ่งสมมุติ", "0 2000 0001", True),
    ("ฝ่ายการเมือง", "นางสาวจำลอง ใจเพียร", "รองนายกองค์การบริหารส่วนตำบลทุ่งสมมุติ", "0 2000 0002", False),
    ("ฝ่ายการเมือง", "นายสมาน ยกตัวอย่าง", "ประธานสภาองค์การบริหารส่วนตำบลทุ่งสมมุติ", "0 2000 0003", True),
    ("ฝ่ายข้าราชการประจำ", "นางตัวอย่าง รักงาน", "ปลัดองค์การบริหารส่วนตำบลทุ่งสมมุติ", "0 2000 0004", True),
    ("ฝ่ายข้าราชการประจำ", "นายแบบอย่าง ตั้งใจ", "รองปลัดองค์การบริหารส่วนตำบลทุ่งสมมุติ", "0 2000 0005", True),
]


def table(header: list[str], rows: list[list[str]]) -> str:
    head = "".join(f"<th>{cell}</th>" for cell in header)
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<table border=1><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def page(title: str, content: str, *, script: str = "") -> str:
    menu = "".join(f'<li><a href="{url}">{text}</a></li>' for text, url in MENU)
    return f"""<!DOCTYPE html>
<html lang="th"><head><meta charset="utf-8"><title>{title} - {AGENCY}</title></head>
<body>
<header><h2>{AGENCY}</h2><p>{PLACE}</p></header>
<nav><ul class="menu">{menu}</ul>{script}</nav>
<main><h1>{title}</h1>
{content}
</main>
<footer>{AGENCY} เลขที่ 99 หมู่ที่ 9 ตำบลทุ่งสมมุติ {PLACE} 99999 โทรศัพท์ 0 2000 0000</footer>
</body></html>
"""


PROJECTS = [
    ["โครงการก่อสร้างถนนคอนกรีตเสริมเหล็ก หมู่ที่ 3", "850,000", "ต.ค. 2568 - มี.ค. 2569"],
    ["โครงการพัฒนาศูนย์เด็กเล็ก", "320,000", "ต.ค. 2568 - ก.ย. 2569"],
    ["โครงการส่งเสริมอาชีพผู้สูงอายุ", "150,000", "ม.ค. 2569 - มิ.ย. 2569"],
]


def pages() -> dict[str, str]:
    """Every HTML page by file name."""
    rows = "".join(
        f"<tr><td>{code}</td><td>{text}</td><td>"
        + " ".join(f'<a href="{url}">{label}</a>' for label, url in targets)
        + "</td></tr>"
        for code, text, targets in OIT
    )
    people = "".join(
        f'<div class="person">{f"<img src=/images/person-{i}.jpg alt={chr(34)}{name}{chr(34)} width=140 height=180>" if photo else ""}'
        f"<p><b>{name}</b></p><p>{position}</p><p>โทรศัพท์ {phone}</p></div>"
        for i, (_, name, position, phone, photo) in enumerate(PEOPLE)
    )
    news = "".join(
        f'<li><a href="/news-{i}">{text}</a> <small>{day}</small></li>' for i, (text, day) in enumerate(NEWS)
    )
    made = {
        "index": page(
            "ยินดีต้อนรับ",
            f"<p>เว็บไซต์ทางการของ{AGENCY}</p><p><a href='/e-service'>บริการออนไลน์ (E-Service)</a></p>",
            script='<ul id="more"></ul><script>var u=document.getElementById("more"),a=document.createElement("a"),'
            'l=document.createElement("li");a.setAttribute("href","/"+"risk"+"-assessment");'
            'a.textContent=["การประเมินความเสี่ยง","การทุจริต"].join("");l.appendChild(a);u.appendChild(l);</script>',
        ),
        "ita": page(
            "การเปิดเผยข้อมูลสาธารณะ (OIT) ประจำปีงบประมาณ พ.ศ. 2569",
            f"<table border=1><tr><th>ข้อ</th><th>ข้อมูล</th><th>ที่อยู่</th></tr>{rows}</table>",
        ),
        "structure": page(
            "โครงสร้างองค์การบริหารส่วนตำบล",
            '<p><img src="/images/structure.png" alt="แผนผังโครงสร้างการแบ่งส่วนราชการ" width=900 height=420></p>'
            "<h2>ฝ่ายการเมือง</h2><p>นายกองค์การบริหารส่วนตำบล รองนายกองค์การบริหารส่วนตำบล เลขานุการนายก และสภาองค์การบริหารส่วนตำบล</p>"
            "<h2>ฝ่ายข้าราชการประจำ</h2><p>ปลัดองค์การบริหารส่วนตำบล รองปลัด สำนักปลัด กองคลัง กองช่าง กองการศึกษา ศาสนาและวัฒนธรรม หน่วยตรวจสอบภายใน</p>",
        ),
        "authority": page(
            "อำนาจหน้าที่",
            "<p>องค์การบริหารส่วนตำบลทุ่งสมมุติมีหน้าที่และอำนาจในการพัฒนาตำบลทั้งในด้านเศรษฐกิจ สังคม และวัฒนธรรม ดังนี้</p><ol>"
            + "".join(
                f"<li>{t}</li>"
                for t in [
                    "จัดให้มีและบำรุงรักษาทางน้ำและทางบก",
                    "รักษาความสะอาดของถนน ทางน้ำ ทางเดิน และที่สาธารณะ รวมทั้งกำจัดมูลฝอยและสิ่งปฏิกูล",
                    "ป้องกันโรคและระงับโรคติดต่อ",
                    "ป้องกันและบรรเทาสาธารณภัย",
                    "ส่งเสริมการศึกษา ศาสนา และวัฒนธรรม",
                    "ส่งเสริมการพัฒนาสตรี เด็ก เยาวชน ผู้สูงอายุ และผู้พิการ",
                ]
            )
            + "</ol>",
        ),
        "executives": page("คณะผู้บริหาร", f"<h2>ฝ่ายการเมืองและฝ่ายข้าราชการประจำ</h2>{people}"),
        "contact": page(
            "ติดต่อเรา",
            f"<p>ที่อยู่ เลขที่ 99 หมู่ที่ 9 ตำบลทุ่งสมมุติ {PLACE} 99999</p><p>หมายเลขโทรศัพท์ 0 2000 0000</p>"
            "<p>อีเมล (E-mail) saraban@thungsommut.example</p>"
            '<p>แผนที่ตั้ง</p><iframe src="https://www.google.com/maps/embed?pb=sample" title="แผนที่ตั้งหน่วยงาน"></iframe>'
            '<p>ช่องทางสอบถาม: <a href="https://line.me/R/ti/p/@thungsommut">Line Official Account</a> และ <a href="/webboard">กระดานถาม-ตอบ (Q&amp;A)</a></p>',
        ),
        "webboard": page(
            "กระดานถาม-ตอบ (Q&A)",
            '<form action="/webboard/post" method="post"><label>ชื่อผู้ถาม <input name="name"></label><label>คำถาม <textarea name="question"></textarea></label><button>ส่งคำถาม</button></form>'
            "<h2>คำถามล่าสุด</h2><p>ถาม: ขอจดทะเบียนพาณิชย์ต้องใช้เอกสารอะไรบ้าง</p><p>ตอบ: ใช้สำเนาบัตรประชาชนและสำเนาทะเบียนบ้าน โดยเจ้าหน้าที่ เมื่อ 5 กุมภาพันธ์ 2569</p>",
        ),
        "news": page("ข่าวประชาสัมพันธ์", f"<ul>{news}</ul>"),
        "annual-plan": page(
            "แผนและความก้าวหน้าในการดำเนินงานและการใช้งบประมาณ ประจำปีงบประมาณ พ.ศ. 2569",
            "<h2>แผนการดำเนินงานประจำปีงบประมาณ พ.ศ. 2569</h2>"
            + table(["โครงการ/กิจกรรม", "งบประมาณ (บาท)", "ระยะเวลาดำเนินการ"], PROJECTS)
            + "<h2>ความก้าวหน้าในการดำเนินงาน รอบ 6 เดือนแรก (ตุลาคม 2568 - มีนาคม 2569)</h2>"
            + table(["โครงการ/กิจกรรม", "ความก้าวหน้า"], [[p[0], "ดำเนินการแล้วเสร็จร้อยละ 60"] for p in PROJECTS]),
        ),
        "staff-manual": page(
            "คู่มือการปฏิบัติงานของเจ้าหน้าที่",
            "<h2>ชื่องาน: คู่มือการปฏิบัติงานด้านการจัดเก็บภาษีที่ดินและสิ่งปลูกสร้าง</h2><p>สำหรับเจ้าหน้าที่กองคลัง ใช้ยึดถือปฏิบัติให้เป็นมาตรฐานเดียวกัน</p>"
            + table(
                ["ขั้นตอนการปฏิบัติงาน", "ระยะเวลาที่ใช้ในแต่ละขั้นตอน"],
                [["ตรวจสอบเอกสาร", "10 นาที"], ["คำนวณภาษี", "15 นาที"], ["ออกใบเสร็จรับเงิน", "5 นาที"]],
            )
            + "<h2>กฎหมายที่เกี่ยวข้อง</h2><p>พระราชบัญญัติภาษีที่ดินและสิ่งปลูกสร้าง พ.ศ. 2562</p>",
        ),
        "e-service": page(
            "บริการออนไลน์ (E-Service)",
            "<p>ขอรับบริการออนไลน์โดยไม่ต้องเดินทางมายังหน่วยงาน</p><ul><li>ยื่นคำร้องขอถังขยะ</li><li>ยื่นคำร้องแจ้งซ่อมไฟฟ้าสาธารณะ</li></ul>"
            '<form action="/e-service/send" method="post"><label>เรื่องที่ขอรับบริการ <select name="job"><option>ขอถังขยะ</option><option>แจ้งซ่อมไฟฟ้าสาธารณะ</option></select></label>'
            '<label>ชื่อ-นามสกุล <input name="name"></label><label>โทรศัพท์ <input name="tel"></label><button>ยื่นคำร้องออนไลน์</button></form>'
            "<h2>คู่มือการใช้งานระบบ E-Service</h2><ol><li>เลือกเรื่องที่ขอรับบริการ</li><li>กรอกชื่อและโทรศัพท์</li><li>กดยื่นคำร้องออนไลน์ แล้วรอเจ้าหน้าที่ติดต่อกลับภายใน 1 วันทำการ</li></ol>",
        ),
        "ethics": page(
            "ประมวลจริยธรรมและการขับเคลื่อนจริยธรรม",
            "<h2>ประมวลจริยธรรมพนักงานส่วนท้องถิ่น</h2><p>ประมวลจริยธรรมสำหรับเจ้าหน้าที่ของรัฐ และข้อกำหนดจริยธรรมของหน่วยงาน ให้ยึดมั่นในสถาบันหลักของประเทศ ซื่อสัตย์สุจริต กล้าตัดสินใจ คิดถึงประโยชน์ส่วนรวม มุ่งผลสัมฤทธิ์ ปฏิบัติหน้าที่อย่างเป็นธรรม ดำรงตนเป็นแบบอย่างที่ดี</p>"
            "<h2>คำสั่งแต่งตั้งคณะทำงานขับเคลื่อนเรื่องจริยธรรม ปีงบประมาณ พ.ศ. 2569</h2><p>แต่งตั้งทีมให้คำปรึกษาตอบคำถามทางจริยธรรม ประกอบด้วย ปลัดเป็นประธาน หัวหน้าสำนักปลัดเป็นเลขานุการ</p>"
            "<h2>แนวปฏิบัติ Dos &amp; Don'ts</h2><p>Dos: ใช้รถราชการเพื่อราชการเท่านั้น Don'ts: ไม่นำทรัพย์สินของราชการไปใช้ส่วนตัว เพื่อลดความสับสนเกี่ยวกับพฤติกรรมสีเทา</p>"
            "<h2>การฝึกอบรมที่สอดแทรกสาระด้านจริยธรรม ปีงบประมาณ พ.ศ. 2569</h2><p>จัดกิจกรรมส่งเสริมจริยธรรมและการฝึกอบรมเจ้าหน้าที่ เมื่อวันที่ 12 มกราคม 2569</p>",
        ),
        "complaint-guideline": page(
            "แนวปฏิบัติการจัดการเรื่องร้องเรียนการทุจริตและประพฤติมิชอบ",
            "<h2>วิธีการที่บุคคลภายนอกจะทำการร้องเรียน</h2><p>ร้องเรียนด้วยตนเอง ทางไปรษณีย์ หรือทางโทรศัพท์ โดยแจ้งชื่อผู้ถูกร้องเรียนและพฤติการณ์</p>"
            "<h2>ขั้นตอนในการจัดการเรื่องร้องเรียน</h2><p>รับเรื่อง ลงทะเบียน ตรวจสอบข้อเท็จจริง เสนอผู้บริหารพิจารณา และแจ้งผลให้ผู้ร้องเรียนทราบ</p>"
            "<h2>ส่วนงานที่รับผิดชอบ</h2><p>สำนักปลัด งานนิติการ</p><h2>ระยะเวลาดำเนินการ</h2><p>แจ้งผลภายใน 30 วันทำการนับแต่วันรับเรื่อง</p>",
        ),
        "complaint-general": page(
            "ร้องเรียนร้องทุกข์ทั่วไป",
            "<p>แจ้งเรื่องไฟฟ้าดับ ถนนชำรุด น้ำไม่ไหล หรือความเดือดร้อนรำคาญ</p><form action='/complaint-general/send' method='post'><label>เรื่อง <input name='topic'></label><button>ส่งเรื่อง</button></form>",
        ),
        "complaint-stats": page(
            "ข้อมูลสถิติเรื่องร้องเรียนการทุจริตและประพฤติมิชอบ ประจำปีงบประมาณ พ.ศ. 2568",
            "<p>ประจำปีงบประมาณ พ.ศ. 2568 (1 ตุลาคม 2567 - 30 กันยายน 2568)</p>"
            + table(
                ["เดือน", "จำนวนเรื่องร้องเรียนทั้งหมด", "จำนวนเรื่องที่ดำเนินการแล้วเสร็จ", "จำนวนเรื่องที่อยู่ระหว่างดำเนินการ"],
                [["ตุลาคม 2567 - กันยายน 2568", "0", "0", "0"]],
            )
            + "<p>ไม่มีเรื่องร้องเรียนการทุจริตและประพฤติมิชอบ</p>",
        ),
        "no-gift": page(
            "การขับเคลื่อนนโยบาย No Gift Policy จากการปฏิบัติหน้าที่",
            "<h2>ประกาศเจตนารมณ์นโยบาย No Gift Policy ประจำปีงบประมาณ พ.ศ. 2569</h2><p>ข้าพเจ้า นายสมมุติ ตัวอย่างดี นายกองค์การบริหารส่วนตำบลทุ่งสมมุติ ขอประกาศว่า ผู้บริหารและเจ้าหน้าที่ทุกคนจะไม่รับของขวัญและของกำนัลทุกชนิด ทั้งก่อน ขณะ และหลังปฏิบัติหน้าที่</p><p>ประกาศ ณ วันที่ 6 ตุลาคม 2568 ลงชื่อ สมมุติ ตัวอย่างดี (นายสมมุติ ตัวอย่างดี) นายกองค์การบริหารส่วนตำบลทุ่งสมมุติ</p>"
            "<h2>การปลุกจิตสำนึกและสร้างวัฒนธรรม No Gift Policy ปีงบประมาณ พ.ศ. 2569</h2><p>จัดประชุมมอบนโยบาย เมื่อวันที่ 10 พฤศจิกายน 2568</p>",
        ),
        "risk-assessment": page(
            "การประเมินความเสี่ยงการทุจริตในหน่วยงานภาครัฐ ประจำปีงบประมาณ พ.ศ. 2569",
            table(
                ["ด้าน", "เหตุการณ์ความเสี่ยงการทุจริต", "ระดับความเสี่ยง", "มาตรการในการบริหารจัดการความเสี่ยง"],
                [
                    [
                        "การอนุมัติ อนุญาต ตาม พ.ร.บ. อำนวยความสะดวก",
                        "เรียกรับสินบนในการออกใบอนุญาตก่อสร้าง",
                        "ปานกลาง",
                        "ประกาศขั้นตอนและค่าธรรมเนียม",
                    ],
                    ["การใช้อำนาจตามกฎหมายและตำแหน่งหน้าที่", "เลือกปฏิบัติในการให้บริการ", "ต่ำ", "จัดระบบบัตรคิว"],
                    [
                        "การใช้งบประมาณและการบริหารจัดการทรัพยากรภาครัฐ",
                        "กำหนดราคากลางสูงเกินจริง",
                        "สูง",
                        "ให้กรรมการสองชุดสอบทาน",
                    ],
                    ["การบริหารงานบุคคล", "เรียกรับผลประโยชน์ในการบรรจุแต่งตั้ง", "ต่ำ", "เปิดเผยหลักเกณฑ์"],
                ],
            ),
        ),
        "risk-report": page(
            "รายงานผลการดำเนินการตามแผนบริหารจัดการความเสี่ยงการทุจริต ประจำปีงบประมาณ พ.ศ. 2568", "<p>อยู่ระหว่างปรับปรุงข้อมูล</p>"
        ),
        "measures-report": page(
            "รายงานผลการดำเนินการเพื่อส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน ประจำปีงบประมาณ พ.ศ. 2568",
            table(
                ["มาตรการ", "ผลการดำเนินการ", "ผลลัพธ์หรือความสำเร็จ"],
                [
                    ["เผยแพร่ขั้นตอนการให้บริการ", "ติดประกาศและเผยแพร่บนเว็บไซต์ครบทุกงานบริการ", "ผู้รับบริการพึงพอใจร้อยละ 92"],
                    ["เปิดเผยผลการจัดซื้อจัดจ้างรายเดือน", "เผยแพร่ครบ 12 เดือน", "ไม่มีข้อร้องเรียน"],
                ],
            )
            + "<p>ดำเนินการในปีงบประมาณ พ.ศ. 2568 ตามผลการวิเคราะห์การประเมิน ITA ปีที่ผ่านมา</p>",
        ),
        "not-found": page("ไม่พบหน้าที่ต้องการ", "<p>ขออภัย ไม่พบหน้าที่ท่านต้องการ</p>"),
    }
    for i, (text, day) in enumerate(NEWS):
        made[f"news-{i}"] = page(text, f"<p>เมื่อวันที่ {day} {AGENCY} {text} โดยมีผู้นำชุมชนและประชาชนเข้าร่วม</p>")
    return made


NEWS = [
    ("จัดกิจกรรมรณรงค์ป้องกันโรคไข้เลือดออก", "3 มีนาคม 2569"),
    ("ประชาสัมพันธ์การชำระภาษีที่ดินและสิ่งปลูกสร้าง", "18 กุมภาพันธ์ 2569"),
    ("มอบเบี้ยยังชีพผู้สูงอายุและผู้พิการ", "10 กุมภาพันธ์ 2569"),
    ("ประชุมประชาคมหมู่บ้านทบทวนแผนพัฒนาท้องถิ่น", "22 มกราคม 2569"),
    ("ซ่อมแซมไฟฟ้าสาธารณะ หมู่ที่ 4", "15 มกราคม 2569"),
    ("เข้าร่วมอบรมการประเมินคุณธรรมและความโปร่งใส (ITA)", "9 มกราคม 2569"),
    ("จัดงานวันเด็กแห่งชาติ", "8 มกราคม 2569"),
    ("รับสมัครนักเรียนศูนย์พัฒนาเด็กเล็ก", "20 ธันวาคม 2568"),
    ("แจ้งกำหนดฉีดวัคซีนป้องกันโรคพิษสุนัขบ้า", "4 ธันวาคม 2568"),
    ("ลงพื้นที่ช่วยเหลือผู้ประสบวาตภัย", "17 พฤศจิกายน 2568"),
]

SCR1 = [
    "ลำดับ",
    "งานที่ซื้อหรือจ้าง",
    "วงเงินที่จะซื้อหรือจ้าง",
    "ราคากลาง",
    "วิธีซื้อหรือจ้าง",
    "รายชื่อผู้เสนอราคาและราคาที่เสนอ",
    "ผู้ได้รับการคัดเลือกและราคาที่ตกลงซื้อหรือจ้าง",
    "เหตุผลที่คัดเลือกโดยสรุป",
    "เลขที่และวันที่ของสัญญาหรือข้อตกลง",
]
MONTHS = ["ตุลาคม 2568", "พฤศจิกายน 2568", "ธันวาคม 2568", "มกราคม 2569", "กุมภาพันธ์ 2569", "มีนาคม 2569"]
REPORT = ["โครงการ/กิจกรรม", "ผลการดำเนินการ", "งบประมาณที่ใช้ (บาท)", "ปัญหา/อุปสรรค", "ข้อเสนอแนะ"]
RESULTS = [
    ["โครงการปรับปรุงถนนสายหลัก", "แล้วเสร็จ", "750,000", "ฝนตกชุก", "เริ่มงานเร็วขึ้น"],
    ["โครงการอบรมอาชีพ", "แล้วเสร็จ", "90,000", "ไม่มี", "เพิ่มจำนวนรุ่น"],
]


def documents() -> dict[str, str]:
    """HTML bodies that are printed to PDF with a text layer."""
    return {
        "plan-2566-2570": "<h1>แผนพัฒนาท้องถิ่น (พ.ศ. 2566 - 2570)</h1>"
        f"<p>{AGENCY} {PLACE}</p><h2>ยุทธศาสตร์การพัฒนา</h2>"
        + table(
            ["ยุทธศาสตร์/แนวทางการพัฒนา", "เป้าหมาย", "ตัวชี้วัด"],
            [
                ["ด้านโครงสร้างพื้นฐาน", "ถนนทุกหมู่บ้านได้มาตรฐาน", "ร้อยละของถนนที่ได้มาตรฐาน"],
                ["ด้านคุณภาพชีวิต", "ผู้สูงอายุได้รับการดูแล", "จำนวนผู้สูงอายุที่ได้รับบริการ"],
            ],
        ),
        "annual-report": f"<h1>รายงานผลการดำเนินงานประจำปีงบประมาณ พ.ศ. 2567</h1><p>{AGENCY}</p><p>รอบระยะเวลา 1 ตุลาคม 2566 ถึง 30 กันยายน 2567</p>"
        + table(REPORT, RESULTS),
        "e-service-stats-2569": f"<h1>รายงานสถิติการขอรับบริการผ่านช่องทางออนไลน์ (E-Service) ปีงบประมาณ พ.ศ. 2569</h1><p>{AGENCY}</p>"
        + table(["เดือน", "จำนวนผู้ขอรับบริการ (ครั้ง)"], [[m, str(10 + i)] for i, m in enumerate(MONTHS)]),
        "hr-criteria": f"<h1>ประกาศหลักเกณฑ์การบริหารและพัฒนาทรัพยากรบุคคล ประจำปีงบประมาณ พ.ศ. 2569</h1><p>{AGENCY}</p>"
        + "".join(
            f"<h2>{t}</h2><p>ให้เป็นไปตามประกาศคณะกรรมการพนักงานส่วนตำบลจังหวัดตัวอย่าง โดยยึดหลักคุณธรรม</p>"
            for t in [
                "หลักเกณฑ์การสรรหาและคัดเลือกบุคลากร",
                "หลักเกณฑ์การบรรจุและแต่งตั้งบุคลากร",
                "หลักเกณฑ์การพัฒนาบุคลากร",
                "หลักเกณฑ์การประเมินผลการปฏิบัติงานบุคลากร",
                "หลักเกณฑ์การให้คุณให้โทษและการสร้างขวัญกำลังใจ",
            ]
        ),
        "hr-plan-2569": f"<h1>แผนการบริหารและพัฒนาทรัพยากรบุคคล ประจำปีงบประมาณ พ.ศ. 2569</h1><p>{AGENCY}</p>"
        + table(
            ["โครงการ/กิจกรรม", "งบประมาณ (บาท)", "ระยะเวลาดำเนินการ"],
            [
                ["อบรมเพิ่มพูนความรู้ด้านการเงินการคลัง", "60,000", "ม.ค. - มี.ค. 2569"],
                ["ศึกษาดูงานการจัดการขยะ", "120,000", "เม.ย. - มิ.ย. 2569"],
            ],
        ),
        "anticorruption-plan-2569": f"<h1>แผนปฏิบัติการป้องกันการทุจริต ประจำปีงบประมาณ พ.ศ. 2569</h1><p>{AGENCY}</p>"
        + table(
            ["โครงการ/กิจกรรม", "งบประมาณ (บาท)", "ช่วงเวลาดำเนินการ"],
            [
                ["ประกาศเจตจำนงสุจริตของผู้บริหาร", "ไม่ใช้งบประมาณ", "ต.ค. 2568"],
                ["อบรมผลประโยชน์ทับซ้อน", "20,000", "ก.พ. 2569"],
            ],
        ),
        "anticorruption-report-2567": f"<h1>รายงานผลการดำเนินการป้องกันการทุจริต ประจำปีงบประมาณ พ.ศ. 2567</h1><p>{AGENCY}</p>"
        + table(REPORT, RESULTS),
        "procurement-2568": f"<h1>รายงานสรุปผลการจัดซื้อจัดจ้าง ประจำปีงบประมาณ พ.ศ. 2568</h1><p>{AGENCY}</p>"
        + table(
            ["รายการ", "งบประมาณที่ใช้ในการจัดซื้อจัดจ้าง (บาท)", "ปัญหา/อุปสรรค", "ข้อเสนอแนะ"],
            [
                ["จ้างก่อสร้าง 5 โครงการ", "3,250,000", "ผู้รับจ้างน้อยราย", "ประกาศให้ทั่วถึง"],
                ["ซื้อวัสดุ 24 รายการ", "410,000", "ไม่มี", "วางแผนรายไตรมาส"],
            ],
        ),
    }


def print_pdf(html: str, to: Path) -> None:
    """Print an HTML body to a PDF with a text layer."""
    with tempfile.TemporaryDirectory() as scratch:
        source = Path(scratch) / "page.html"
        source.write_text(
            f'<!DOCTYPE html><meta charset="utf-8"><style>body{{font:16pt Laksaman;line-height:1.7}}table{{border-collapse:collapse}}td,th{{padding:4px}}</style>{html}',
            encoding="utf-8",
        )
        subprocess.run(
            [
                "chromium",
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--no-first-run",
                "--disable-background-networking",
                "--no-pdf-header-footer",
                f"--user-data-dir={scratch}/profile",
                f"--print-to-pdf={to}",
                source.as_uri(),
            ],
            check=True,
            capture_output=True,
        )


def scan_of(pdf: Path, to: Path) -> None:
    """The same page as a scanner gives it: one picture a page, no text."""
    document = pypdfium2.PdfDocument(pdf)
    pictures = [document[i].render(scale=200 / 72).to_pil().convert("L") for i in range(len(document))]
    pictures[0].save(to, "PDF", resolution=200, save_all=True, append_images=pictures[1:], quality=60)
    document.close()
    pdf.unlink()


def picture(size: tuple[int, int], lines: list[str], boxes: list[tuple[int, int, int, int, str]] = []) -> bytes:  # noqa: B006
    """A drawn picture with Thai labels."""
    image = Image.new("RGB", size, "white")
    draw = ImageDraw.Draw(image)
    font = ImageFont.truetype(FONT, 22, layout_engine=ImageFont.Layout.BASIC)
    for left, top, right, bottom, label in boxes:
        draw.rectangle((left, top, right, bottom), outline="navy", width=2)
        draw.text((left + 8, top + 12), label, fill="black", font=font)
    for number, line in enumerate(lines):
        draw.text((10, 10 + 26 * number), line, fill="black", font=font)
    out = BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()


def portrait(shade: int) -> bytes:
    """A drawn stand-in for a person's photograph."""
    image = Image.new("RGB", (140, 180), (200, 210, 225))
    draw = ImageDraw.Draw(image)
    draw.ellipse((40, 25, 100, 95), fill=(shade, 170, 140))
    draw.rectangle((25, 100, 115, 180), fill=(40, shade // 2, 90))
    out = BytesIO()
    image.save(out, "JPEG", quality=70)
    return out.getvalue()


def spreadsheet(to: Path) -> None:
    """The monthly procurement summary, six sheets; one cell of January is left empty: a fault to be found."""
    with xlsxwriter.Workbook(to, {"in_memory": True}) as book:
        for number, month in enumerate(MONTHS):
            sheet = book.add_worksheet(month)
            sheet.write(0, 0, f"สรุปผลการดำเนินการจัดซื้อจัดจ้างในรอบเดือน {month} (แบบ สขร.1)")
            sheet.write(1, 0, AGENCY)
            sheet.write_row(2, 0, SCR1)
            for row in range(2):
                price = f"{(row + 2) * 5000 + number * 100:,}"
                cells = [
                    str(row + 1),
                    ["จัดซื้อวัสดุสำนักงาน", "จ้างเหมากำจัดวัชพืช"][row],
                    price,
                    price,
                    "เฉพาะเจาะจง",
                    f"ร้านตัวอย่างพาณิชย์ {price}",
                    f"ร้านตัวอย่างพาณิชย์ {price}",
                    "ราคาต่ำสุดและคุณสมบัติครบถ้วน",
                    f"{number * 2 + row + 1}/2569",
                ]
                if month == "มกราคม 2569" and row == 1:
                    cells[3] = ""  # ราคากลาง
                sheet.write_row(3 + row, 0, cells)


def build() -> None:
    """Write the whole site."""
    (WWW / "files").mkdir(parents=True, exist_ok=True)
    (WWW / "images").mkdir(exist_ok=True)
    for name, html in pages().items():
        # the authority page is old: TIS-620, and it does not say so
        encoded = html.replace('<meta charset="utf-8">', "").encode("cp874") if name == "authority" else html.encode()
        (WWW / f"{name}.html").write_bytes(encoded)
    for name, html in documents().items():
        print_pdf(html, WWW / "files" / f"{name}.pdf")
    scan_of(WWW / "files/procurement-2568.pdf", WWW / "files/procurement-2568-scan.pdf")
    spreadsheet(WWW / "files/procurement-2569.xlsx")
    boxes = [
        (330, 20, 640, 70, "นายก อบต."),
        (60, 130, 400, 180, "สภา อบต. (ฝ่ายการเมือง)"),
        (480, 130, 860, 180, "ปลัด อบต. (ฝ่ายประจำ)"),
        (20, 260, 220, 310, "สำนักปลัด"),
        (240, 260, 440, 310, "กองคลัง"),
        (460, 260, 660, 310, "กองช่าง"),
        (680, 260, 880, 310, "กองการศึกษา"),
    ]
    (WWW / "images/structure.png").write_bytes(picture((900, 420), [], boxes))
    for i in range(len(PEOPLE)):
        (WWW / f"images/person-{i}.jpg").write_bytes(portrait(120 + 25 * i))


if __name__ == "__main__":
    build()
