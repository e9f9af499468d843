"""A site of 35 items behind hubs, with 240 news pages, an endless calendar and a webboard that adds session ids."""

from tests.server import Answer, Asked, Reply, page

# Item names as agencies' menus write them; two documents of the same name never occur.
ITEMS = [
    "โครงสร้างหน่วยงาน",
    "ข้อมูลผู้บริหาร",
    "อำนาจหน้าที่",
    "แผนยุทธศาสตร์หรือแผนพัฒนาหน่วยงาน",
    "ข้อมูลการติดต่อ",
    "กฎหมายที่เกี่ยวข้อง",
    "ข่าวประชาสัมพันธ์",
    "กระดานถามตอบ Q&A",
    "Social Network",
    "นโยบายคุ้มครองข้อมูลส่วนบุคคล",
    "แผนดำเนินงานประจำปี",
    "รายงานการกำกับติดตามการดำเนินงาน",
    "รายงานผลการดำเนินงานประจำปี",
    "คู่มือการปฏิบัติงาน",
    "คู่มือการให้บริการ",
    "สถิติการให้บริการ",
    "ผลสำรวจความพึงพอใจการให้บริการ",
    "E-Service",
    "แผนการใช้จ่ายงบประมาณประจำปี",
    "รายงานผลการใช้จ่ายงบประมาณ",
    "แผนการจัดซื้อจัดจ้าง",
    "ประกาศจัดซื้อจัดจ้าง",
    "สรุปผลการจัดซื้อจัดจ้างรายเดือน",
    "รายงานผลการจัดซื้อจัดจ้างประจำปี",
    "นโยบายการบริหารทรัพยากรบุคคล",
    "หลักเกณฑ์การบริหารและพัฒนาทรัพยากรบุคคล",
    "ประมวลจริยธรรม",
    "แนวปฏิบัติการจัดการเรื่องร้องเรียนการทุจริต",
    "ช่องทางแจ้งเรื่องร้องเรียนการทุจริต",
    "ข้อมูลเชิงสถิติเรื่องร้องเรียนการทุจริต",
    "การเปิดโอกาสให้เกิดการมีส่วนร่วม",
    "ประกาศนโยบาย No Gift Policy",
    "การประเมินความเสี่ยงการทุจริต",
    "แผนปฏิบัติการป้องกันการทุจริต",
    "มาตรการส่งเสริมคุณธรรมและความโปร่งใส",
]
HUBS = ("ข้อมูลพื้นฐาน", "การบริหารงาน", "การเปิดเผยข้อมูลสาธารณะ OIT", "การป้องกันการทุจริต", "การจัดซื้อจัดจ้างและพัสดุ")
TRAPS = ("/calendar", "/webboard")


def build(traps_first: bool) -> dict[str, Answer]:
    """The site's pages; with `traps_first` the home page links to the traps before anything else."""
    traps = [
        "/calendar?y=2569&m=1|ปฏิทินกิจกรรม",
        "/webboard?PHPSESSID=0a1b2c3d4e5f6a7b8c9d|กระดานสนทนา",
        "/news?page=1|ข่าวทั้งหมด",
    ]
    hubs = [f"/hub/{number}|{name}" for number, name in enumerate(HUBS)]
    latest = [f"/news/{number}|ภาพกิจกรรมประจำวันที่ {number}" for number in range(1, 21)]
    links = [*traps, *latest, *hubs] if traps_first else [*hubs, *latest, *traps]
    pages: dict[str, Answer] = {"/": page("เทศบาลตำบลตัวอย่าง", *links)}
    for number, name in enumerate(HUBS):
        mine = [f"/content/{item}|{ITEMS[item]}" for item in range(len(ITEMS)) if item % len(HUBS) == number]
        pages[f"/hub/{number}"] = page(name, *mine, *latest[:3], *traps)
    for item, name in enumerate(ITEMS):
        pages[f"/content/{item}"] = page(name, f"/files/{item}.csv|ดาวน์โหลด{name}", *traps)
        pages[f"/files/{item}.csv"] = Reply(f"{name},2569\nก,1", kind="text/csv")
    pages["/calendar"] = _calendar
    pages["/webboard"] = _webboard
    pages["*"] = _news
    return pages


def _calendar(asked: Asked) -> str:
    query = dict(part.split("=") for part in asked.path.partition("?")[2].split("&") if "=" in part)
    year, month = int(query.get("y", 2569)), int(query.get("m", 1))
    after = (year + month // 12, month % 12 + 1)
    before = (year - (month == 1), 12 if month == 1 else month - 1)
    days = [f"/calendar?y={year}&m={month}&d={day}|{day}" for day in range(1, 31)]
    return page(f"ปฏิทิน {month}/{year}", f"/calendar?y={after[0]}&m={after[1]}|ถัดไป",
                f"/calendar?y={before[0]}&m={before[1]}|ก่อนหน้า", *days)  # fmt: skip


def _webboard(asked: Asked) -> str:
    session = f"{abs(hash(asked.at)):020x}"[:20]
    topics = [f"/webboard?topic={number}&PHPSESSID={session}|หัวข้อที่ {number}" for number in range(60)]
    return page("กระดานสนทนา " + asked.path[:40], *topics)


def _news(asked: Asked) -> Reply | str:
    path, _, query = asked.path.partition("?")
    if path == "/news":
        number = int(query.removeprefix("page=") or 1)
        links = [f"/news/{n}|ภาพกิจกรรมประจำวันที่ {n}" for n in range(number * 10, number * 10 + 10) if n <= 240]
        return page(f"ข่าวหน้า {number}", *links, f"/news?page={number + 1}|หน้าถัดไป")
    if path.startswith("/news/") and path[6:].isdigit() and int(path[6:]) <= 240:
        return page(f"ภาพกิจกรรมประจำวันที่ {path[6:]}", f"/news/{int(path[6:]) + 1}|ข่าวถัดไป", text=f"ภาพกิจกรรม {path}")
    return Reply("<h1>Not found</h1>", 404)
