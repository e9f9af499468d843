"""The two languages of the reports, and words for the codes that findings carry as values."""

TH, EN = 0, 1
LANGUAGES = ("th", "en")

Pair = tuple[str, str]
"""The same in Thai and in English."""


def side(lang: str) -> int:
    """Index of the language in every pair: 0 Thai, 1 English. ValueError for any other language."""
    return LANGUAGES.index(lang)


VALUES: dict[str, Pair] = {
    # how asking for an address ended (checklist.site.FetchOutcome)
    "ok": ("เปิดได้", "opens"),
    "not_modified": ("ไม่เปลี่ยนแปลง", "unchanged"),
    "not_found": ("ไม่พบหน้านี้", "page not found"),
    "forbidden": ("ไม่อนุญาตให้เข้าดู", "access refused"),
    "client_error": ("เว็บไซต์ปฏิเสธคำขอ", "request refused"),
    "server_error": ("เว็บไซต์ขัดข้อง", "server error"),
    "busy": ("เว็บไซต์ไม่ว่าง ขอให้มาใหม่ภายหลัง", "busy, asked to come back later"),
    "no_such_host": ("ไม่พบชื่อเว็บไซต์นี้", "no such host name"),
    "refused": ("เครื่องปลายทางไม่รับการติดต่อ", "connection refused"),
    "timeout": ("รอนานเกินกำหนดแล้วไม่ตอบ", "no answer in time"),
    "connection_lost": ("การเชื่อมต่อขาดกลางคัน", "connection lost"),
    "incomplete": ("ข้อมูลมาไม่ครบ", "the answer broke off"),
    "tls_error": ("การเชื่อมต่อปลอดภัย (https) ไม่สำเร็จ", "the secure connection failed"),
    "protocol_error": ("ตอบกลับไม่ถูกรูปแบบ", "not a proper web answer"),
    "bad_encoding": ("ข้อมูลที่ส่งมาถอดรหัสไม่ได้", "the answer could not be unpacked"),
    "too_large": ("ไฟล์ใหญ่เกินกำหนด", "too large"),
    "redirect_loop": ("ส่งต่อวนไปมาไม่สิ้นสุด", "redirects in a circle"),
    "blocked_address": ("ชี้ไปยังเครือข่ายภายใน", "points into a private network"),
    "bad_address": ("ที่อยู่เว็บไม่ถูกต้อง", "not a valid address"),
    "robots": ("เว็บไซต์ขอไม่ให้โปรแกรมเปิด (robots.txt)", "the site asks robots to stay out"),
    "off_site": ("อยู่นอกเว็บไซต์ของหน่วยงาน", "outside the agency's website"),
    "render_failed": ("แสดงหน้าเว็บไม่สำเร็จ", "the page could not be rendered"),
    "parse_timeout": ("อ่านนานเกินกำหนด", "reading took too long"),
    "network_down": ("เครือข่ายของผู้ตรวจขัดข้อง", "our own network was down"),
    "operator_stopped": ("ผู้ตรวจสั่งหยุด", "stopped by the operator"),
    # what is wrong with a certificate (Fetch.tls_fault)
    "expired": ("หมดอายุแล้ว", "has expired"),
    "not_yet_valid": ("ยังไม่ถึงวันเริ่มใช้", "is not valid yet"),
    "self_signed": (
        "เว็บไซต์ออกให้ตนเอง ไม่มีผู้ออกใบรับรองที่เชื่อถือได้รับรอง",
        "is signed by the site itself, by no known authority",
    ),
    "wrong_host": ("ออกให้ชื่อเว็บไซต์อื่น", "is made out to another host name"),
    "chain": (
        "ไม่เชื่อมถึงผู้ออกใบรับรองที่รู้จัก เช่น เว็บไซต์ไม่ได้ส่งใบรับรองกลาง (intermediate) มาด้วย",
        "leads to no known authority, for example because the site does not send the intermediate certificate",
    ),
    # what a page that answered really is (PageState)
    "content": ("มีเนื้อหา", "content"),
    "empty": ("ไม่มีเนื้อหา", "no content"),
    "soft_404": ("หน้าแจ้งว่าไม่พบข้อมูล", "a page saying nothing was found"),
    "login": ("ต้องเข้าสู่ระบบ", "needs a login"),
    "under_construction": ("อยู่ระหว่างปรับปรุง", "under construction"),
    "challenge": ("หน้าตรวจสอบว่าเป็นมนุษย์", "a bot check"),
    "error_page": ("หน้าแสดงข้อผิดพลาด", "an error page"),
    "filler": ("ข้อความตัวอย่างของแม่แบบ", "the template's sample text"),
    "needs_script": ("ต้องรันสคริปต์จึงจะเห็น", "shows only with script"),
    "hacked": ("มีเนื้อหาแปลกปลอม เช่น การพนัน", "foreign content such as gambling"),
    "parked": ("ชื่อเว็บไซต์ว่างหรือประกาศขาย", "a parked domain"),
    # what opening a file gave (DocumentState)
    "text": ("มีข้อความ", "text"),
    "ocr": ("อ่านจากภาพ", "read from a picture"),
    "scan": ("ภาพสแกน", "a scan"),
    "picture": ("ไฟล์ภาพ", "a picture"),
    "encrypted": ("มีรหัสผ่าน", "password-protected"),
    "broken": ("ไฟล์เสีย", "a damaged file"),
    "unsupported": ("ชนิดไฟล์ที่ยังอ่านไม่ได้", "a kind of file that cannot be read yet"),
    "limit": ("อ่านไม่จบเพราะเกินขีดจำกัด", "reading was stopped at its limit"),
    "unreadable": ("โปรแกรมเปิดอ่านไม่ได้", "not readable by the program"),
    "not_read_deeply": ("โปรแกรมยังไม่ได้อ่านหน้านี้โดยละเอียด", "the page was not read closely"),
    # what makes evidence weak (reason codes without weak_)
    "password": ("ต้องใช้รหัสผ่าน", "needs a password"),
    "drive_private": ("ไฟล์ไม่ได้เปิดให้ทุกคนดู", "the file is not shared with everyone"),
    "drive_dead": ("ไฟล์ที่ฝากไว้เปิดไม่ได้", "the shared file does not open"),
    "offsite_only": ("อยู่นอกเว็บไซต์ของหน่วยงาน", "outside the agency's website"),
    "facebook_only": ("อยู่บน Facebook เท่านั้น", "only on Facebook"),
    "construction": ("อยู่ระหว่างปรับปรุง", "under construction"),
    "listed": ("มีชื่อแต่ไม่มีลิงก์", "listed without a link"),
    "embedded": ("แสดงในโปรแกรมดูเอกสาร", "shown in an embedded viewer"),
    "private": ("ไม่ได้เปิดเป็นสาธารณะ", "not public"),
    "dead": ("เปิดไม่ได้", "does not open"),
    # how a crawl ended
    "running": ("กำลังเก็บข้อมูล", "still running"),
    "finished": ("ดูเว็บไซต์ครบแล้ว", "the website was seen to its end"),
    "budget": ("หยุดเมื่อครบจำนวนครั้งที่กำหนด", "stopped at its request budget"),
    "stopped": ("ผู้ตรวจสั่งหยุดก่อนครบ", "stopped by the operator"),
    "failed": ("โปรแกรมขัดข้องก่อนครบ", "the program failed before the end"),
    "unreachable": ("เปิดเว็บไซต์ไม่ได้", "the website could not be reached"),
    # where a crawl's requests went (CrawlRecord.ledger)
    "requests_page": ("คำขอหน้าเว็บ", "requests for pages"),
    "requests_document": ("คำขอเอกสาร", "requests for documents"),
    "requests_image": ("คำขอภาพ", "requests for pictures"),
    "requests_robots": ("คำขอ robots.txt", "requests for robots.txt"),
    "requests_sitemap": ("คำขอแผนผังเว็บไซต์", "requests for sitemaps"),
    "requests_probe": ("คำขอหน้าที่ไม่มีจริง เพื่อรู้จักหน้าแจ้งว่าไม่พบ", "requests for a page that cannot exist"),
    "requests_render": ("หน้าที่เปิดด้วยเบราว์เซอร์", "pages opened in a browser"),
    "requests_offsite": ("คำขอไปยังบริการภายนอก", "requests to outside services"),
    "skipped_no_content": ("ข้าม: ไม่ใช่เนื้อหา", "left out: no content"),
    "skipped_picture": ("ข้าม: ภาพประกอบ", "left out: pictures"),
    "skipped_look_alike": ("ข้าม: หน้าคล้ายกันที่ไม่ให้ข้อมูลใหม่", "left out: look-alikes that taught nothing"),
    "skipped_links_of_a_copy": ("ข้าม: ลิงก์ในหน้าที่ซ้ำกัน", "left out: links of a copied page"),
    "skipped_deep": ("ข้าม: ที่อยู่ซ้อนลึกผิดปกติ", "left out: too many folders"),
    "skipped_repeats": ("ข้าม: ที่อยู่วนซ้ำ", "left out: repeating folders"),
    "skipped_far": ("ข้าม: ห่างจากหน้าแรกมาก", "left out: too far from the home page"),
    "bytes": ("ไบต์ที่รับมา", "bytes received"),
    "seconds": ("เวลาที่ใช้ (วินาที)", "seconds it took"),
    "pause_seconds": ("เว้นระยะระหว่างคำขอ (วินาที)", "seconds between two requests"),
    "vendor_hints": (
        "ใช้ประสบการณ์จากเว็บไซต์อื่นของผู้พัฒนารายเดียวกันเพื่อจัดลำดับ",
        "hints from other sites of the same vendor, for the order of asking",
    ),
    "files_known": ("เอกสารที่เคยอ่านแล้ว ไม่ต้องอ่านซ้ำ", "files known from before, not read again"),
    # services
    "google_drive": ("Google Drive", "Google Drive"),
    "google_docs": ("Google Docs", "Google Docs"),
    "google_sites": ("Google Sites", "Google Sites"),
    "onedrive": ("OneDrive", "OneDrive"),
    "anyflip": ("AnyFlip", "AnyFlip"),
    "youtube": ("YouTube", "YouTube"),
    "facebook": ("Facebook", "Facebook"),
    "line": ("LINE", "LINE"),
    "x": ("X", "X"),
    "instagram": ("Instagram", "Instagram"),
    "tiktok": ("TikTok", "TikTok"),
    "any": ("สื่อสังคมออนไลน์", "any social medium"),
    "social": ("สื่อสังคมออนไลน์", "social media"),
    "form": ("แบบฟอร์มบนเว็บไซต์", "a form on the website"),
    "chat": ("ช่องสนทนาบนเว็บไซต์", "a chat on the website"),
    "messenger": ("Messenger", "Messenger"),
    "webboard": ("กระดานถามตอบ", "a web board"),
    "faq": ("คำถามที่พบบ่อย", "questions and answers"),
    "any_online": ("ช่องทางออนไลน์", "an online channel"),
    "e-service": ("ระบบบริการออนไลน์ (E-Service)", "an e-service"),
    "egp": ("ระบบ e-GP", "the e-GP system"),
    "other": ("เว็บไซต์อื่น", "another website"),
    # parts of people and contacts
    "name": ("ชื่อ-นามสกุล", "name"),
    "position": ("ตำแหน่ง", "position"),
    "photo": ("ภาพถ่าย", "photograph"),
    "contact": ("ช่องทางติดต่อ", "contact details"),
    "address": ("ที่อยู่", "address"),
    "phone": ("หมายเลขโทรศัพท์", "telephone number"),
    "telephone": ("หมายเลขโทรศัพท์", "telephone number"),
    "fax": ("หมายเลขโทรสาร", "fax number"),
    "email": ("อีเมล", "e-mail address"),
    "map": ("แผนที่ตั้ง", "map"),
    # how well a requirement is known
    "found": ("ตรวจแล้วกับหน้าที่เผยแพร่ของปีนั้น", "seen on a published page of that year"),
    "carried": ("ยกมาจากปีใกล้เคียง", "carried over from a neighbouring year"),
    "memory": ("เขียนจากความจำ", "written from memory"),
}
"""Words for the codes that reasons carry as values. What is not here is shown as it is: it came from the site."""

HOW: dict[str, Pair] = {
    "text": ("เป็นข้อความบนหน้าเว็บ", "as text on the page"),
    "image": ("เป็นภาพ", "as a picture"),
}
WHY: dict[str, Pair] = {
    "picture_people": (
        "ดูรูปถ่ายหรือแผนผังว่าแสดงบุคคลครบถ้วนหรือไม่",
        "does the picture or chart show everybody asked for",
    ),
    "post_vacant": (
        "หน่วยงานแจ้งว่าตำแหน่งนี้ว่าง ให้ดูว่ามีผู้รักษาการแสดงไว้หรือไม่",
        "the agency says that this post is vacant: does somebody act in it",
    ),
    "picture_chart_sides": (
        "ดูแผนผังในรูปภาพว่าแสดงส่วนงาน และทั้งฝ่ายการเมืองและฝ่ายประจำ ครบหรือไม่",
        "does the chart in the picture show the divisions, and both the elected and the permanent side",
    ),
    "picture_chart_units": (
        "ดูแผนผังในรูปภาพว่าแสดงส่วนงานครบหรือไม่",
        "does the chart in the picture show all divisions",
    ),
    "picture_signed": (
        "ดูว่ารูปภาพเป็นประกาศที่ผู้บริหารสูงสุดลงนามหรือไม่",
        "is the picture an announcement signed by the head of the agency",
    ),
    "cells_unread": (
        "พบชื่อคอลัมน์ครบในเอกสาร แต่อ่านช่องของตารางไม่ได้ ให้ดูว่ากรอกครบทุกช่อง",
        "the file names all columns, but its cells could not be read: are they all filled in",
    ),
    "elements_unknown": (
        "ยังไม่มีรายละเอียดองค์ประกอบของข้อนี้ ให้ดูว่าข้อมูลตรงตามข้อกำหนดหรือไม่",
        "the elements of this item are not known here: does it show what the item asks for",
    ),
}
"""What a person has to look at, where a check itself asks for one."""

GROUPS: dict[str, Pair] = {
    "local": ("องค์กรปกครองส่วนท้องถิ่น", "local authorities"),
    "special-local": ("องค์กรปกครองส่วนท้องถิ่นรูปแบบพิเศษ", "special local authorities"),
    "municipality": ("เทศบาล", "municipalities"),
    "central": ("ส่วนราชการส่วนกลาง", "central agencies"),
    "provincial": ("ส่วนราชการส่วนภูมิภาค", "provincial agencies"),
    "education": ("สถานศึกษาและหน่วยงานการศึกษา", "education"),
    "health": ("หน่วยบริการสุขภาพ", "health services"),
    "health-office": ("สำนักงานสาธารณสุข", "health offices"),
    "independent": ("องค์กรอิสระ ศาล และอัยการ", "independent bodies, courts and prosecutors"),
    "police": ("หน่วยงานตำรวจ", "police"),
}
"""Names of the wider sets of agency kinds (`AgencyKind.groups`); a single kind brings its own name."""

MONTHS: tuple[Pair, ...] = (
    ("มกราคม", "January"),
    ("กุมภาพันธ์", "February"),
    ("มีนาคม", "March"),
    ("เมษายน", "April"),
    ("พฤษภาคม", "May"),
    ("มิถุนายน", "June"),
    ("กรกฎาคม", "July"),
    ("สิงหาคม", "August"),
    ("กันยายน", "September"),
    ("ตุลาคม", "October"),
    ("พฤศจิกายน", "November"),
    ("ธันวาคม", "December"),
)
MONTHS_SHORT: tuple[Pair, ...] = (
    ("ม.ค.", "Jan"),
    ("ก.พ.", "Feb"),
    ("มี.ค.", "Mar"),
    ("เม.ย.", "Apr"),
    ("พ.ค.", "May"),
    ("มิ.ย.", "Jun"),
    ("ก.ค.", "Jul"),
    ("ส.ค.", "Aug"),
    ("ก.ย.", "Sep"),
    ("ต.ค.", "Oct"),
    ("พ.ย.", "Nov"),
    ("ธ.ค.", "Dec"),
)
