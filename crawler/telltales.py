"""The words and marks by which a page that is not what it seems gives itself away; `crawler.soft404` weighs them."""

import re

from ahocorasick_rs import BytesAhoCorasick, MatchKind

WORDS_404 = re.compile(
    r"ไม่พบหน้า|หน้า(?:เว็บ|เพจ|ที่)[^\n]{0,40}(?:ไม่พบ|ไม่มีอยู่|ถูกลบ|ถูกย้าย)|ไม่มีหน้านี้|"
    r"ไม่พบ(?:เพจ|ไฟล์|URL|ที่อยู่)|"
    r"ไม่พบ(?:ข้อมูล|เนื้อหา|สิ่ง|บทความ)ที่(?:คุณ|ท่าน)?\s*(?:ต้องการ|ค้นหา|ร้องขอ|เรียก)|ขออภัย[^\n]{0,30}ไม่พบ|"
    r"page (?:not|can(?:'|’|no)t be) found|page (?:does not|doesn(?:'|’)t) exist|"
    r"that page can(?:'|’|no)t be found|page you (?:are|were|requested)[^\n]{0,40}(?:not|n't|removed|moved)|"
    r"(?:requested )?(?:url|file|resource|document)[^\n]{0,120}(?:was|could) not (?:be )?found|"
    r"\b404\b[^\n]{0,20}(?:not found|error|ไม่พบ)|(?:error|ข้อผิดพลาด|http status)[\s:\-–]{0,4}404\b|object not found|"
    r"(?:category|article|component|item) not found|view not found|nothing (?:was )?found|invalid url",
    re.I,
)
TITLE_404 = re.compile(r"^\W*not found\W*$|^\W*(?:error\W*)?404(?:\W|$)", re.I)
WORDS_CONSTRUCTION = re.compile(
    # "จำนวนเรื่องที่อยู่ระหว่างดำเนินการ" is a column of statistics, not a page under construction
    r"(?<!ที่)(?<!เรื่อง)(?<!จำนวน)"
    r"(?:อยู่\s*(?:ใน)?\s*ระหว่าง|กำลัง|อยู่ใน(?:ขั้นตอน|ช่วง)|รอ)\s*(?:การ|ขั้นตอน)?\s*"
    r"(?:ปรับปรุง|ดำเนินการ|จัดทำ|พัฒนา|ก่อสร้าง|แก้ไข|รวบรวม|อัพเดท|อัปเดต|ทำการปรับปรุง|นำเข้า|ตรวจสอบ)|"
    r"ปิดปรับปรุง|under construction|coming soon|under maintenance|(?:site|page) is being (?:updated|built)|"
    r"^\W*เร็ว\s?ๆ\s?นี้\W*$|temporarily (?:unavailable|offline|down)|briefly unavailable for scheduled maintenance",
    re.I | re.M,
)
WORDS_EMPTY = re.compile(
    r"no results? (?:were )?found|ไม่พบ(?:ข้อมูล|ผลลัพธ์|รายการ|เอกสาร|บทความ|ผลการค้นหา)|"
    r"(?:ยัง)?ไม่มี(?:ข้อมูล|รายการ|บทความ|เอกสาร|เนื้อหา)|"
    r"there are no (?:articles|items|documents|files|posts)|no (?:data|records|posts|items|files)\b|"
    r"page you requested could not",
    re.I,
)
WORDS_CHALLENGE = re.compile(
    r"just a moment|checking (?:if the site|your browser)|attention required! \| cloudflare|ddos protection by|"
    r"verify(?:ing)? (?:that )?you are (?:a )?human|i(?:'|’)m not a robot|"
    r"ยืนยันว่า(?:คุณ|ท่าน)[^\n]{0,20}(?:หุ่นยนต์|มนุษย์|โรบอท)|"
    r"request unsuccessful\. incapsula|incapsula incident|the requested url was rejected|"
    r"your support id is|web page blocked|access denied[^\n]{0,60}(?:firewall|security)|"
    r"please (?:complete the captcha|solve)|enable javascript and cookies to continue|robot or human|"
    r"you have been blocked",
    re.I,
)
BODY_CHALLENGE = re.compile(
    rb"cf_chl_opt|cf-browser-verification|_Incapsula_Resource|sucuri_cloudproxy_js|data-sitekey|hcaptcha\.com/1/api|"
    rb"challenges\.cloudflare\.com/turnstile",
    re.I,
)
WORDS_ERROR = re.compile(
    r"(?:warning|fatal error|parse error|notice|deprecated|strict standards):\s+[^\n]{0,300}|"
    r"uncaught (?:exception|error|pdoexception)|"
    r"sqlstate\[|error in your sql syntax|mysql(?:i)?_\w+\(\)|mysql server has gone away|ora-\d{5}|"
    r"error establishing a database connection|a database error occurred|database (?:connection )?error|"
    r"(?:could|can)(?: ?no|'?n)t connect to (?:the )?(?:database|mysql|local mysql)|unknown database|"
    r"access denied for user|too many connections|"
    r"server error in '/[^']*' application|runtime error|exception details:|stack trace:|"
    r"microsoft (?:vbscript|ole db|odbc|jet)[^\n]{0,80}error|adodb\.\w+ error|traceback \(most recent call last\)|"
    r"whoops, looks like something went wrong|an uncaught exception was encountered|internal server error|"
    r"bad gateway|service (?:temporarily )?unavailable|bandwidth limit exceeded|application error|jfactory|"
    r"there has been a critical error on this website|ไม่สามารถ(?:เชื่อมต่อ|ติดต่อ)(?:กับ)?ฐานข้อมูล",
    re.I,
)
WORDS_FILLER = re.compile(
    r"lorem ipsum[^\n]*|dolor sit amet[^\n]*|consectetur adipisc[^\n]*|"
    r"(?:sed|ut|duis|excepteur|nullam|vestibulum|praesent)\s+\w+\s+\w+[^\n]*|"
    r"welcome to wordpress\. this is your first post[^\n]*|this is an example page\. it[^\n]*|"
    r"your content goes here[^\n]*|"
    r"this is (?:a )?(?:sample|dummy) (?:text|content)[^\n]*|hello world!?",
    re.I,
)
SURE_FILLER = re.compile(
    r"lorem ipsum|this is your first post|this is an example page|content goes here|(?:sample|dummy) text|hello world!",
    re.I,
)
GAMES = re.compile(
    r"สล็อต|สลอต|บาคาร่า|คาสิโน|แทงบอล|เว็บพนัน|พนันออนไลน์|หวยออนไลน์|ยิงปลา|เสือมังกร|pg\s?slot|ufabet|"
    r"slot\s?gacor|slot\s?88|"
    r"judi|togel|casino|baccarat|joker\s?123|สล๊อต|situs slot|slot online|jackpot",
    re.I,
)
GAME_ROOTS = (
    *("สล็อต", "สลอต", "บาคาร่า", "คาสิโน", "แทงบอล", "พนัน", "หวยออนไลน์", "ยิงปลา", "เสือมังกร", "สล๊อต"),
    *("slot", "ufabet", "judi", "togel", "casino", "baccarat", "joker", "jackpot"),
)
"""One of these is in everything `GAMES` finds; looking for them costs a hundredth of the expression."""
GAMES_AT_ALL = BytesAhoCorasick([root.encode("cp874") for root in GAME_ROOTS], matchkind=MatchKind.LeftmostFirst)
SALES = re.compile(
    r"เครดิตฟรี|ฝาก\s?-?\s?ถอน|ฝากถอน|เว็บตรง|แตกง่าย|แตกหนัก|ทางเข้า|แจกจริง|โบนัส|ไม่ผ่านเอเย่นต์|สมัครสมาชิก|"
    r"โปรโมชั่น|ทดลองเล่น|"
    r"maxwin|terpercaya|deposit|daftar|bonus|rtp|free credit|อัตราการจ่าย|เดิมพัน|วอเลท",
    re.I,
)
WORDS_PARKED = re.compile(
    r"(?:this )?domain (?:name )?(?:is|may be) for sale|buy this domain|parked (?:free|domain)|"
    r"domain (?:has|is) expired|โดเมน[^\n]{0,30}หมดอายุ|"
    r"apache2? (?:debian|ubuntu|2 test page)?[^\n]{0,20}default page|welcome to nginx!|default web site page|"
    r"default plesk page|"
    r"iis windows server|^it works!$|account (?:has been )?suspended|test page for the (?:apache|nginx)|"
    r"web server's default page|this site is under hosting|website (?:has )?expired",
    re.I | re.M,
)
PASSWORD_BOX = re.compile(rb"<input\b[^>]{0,400}\btype\s*=\s*[\"']?password", re.I)
FIELDS = re.compile(rb"<textarea|<input\b[^>]{0,400}\btype\s*=\s*[\"']?(?:password|text|email)", re.I)
LOGIN_PATH = re.compile(r"/(?:wp-)?(?:log-?in|sign-?in|logon|auth)(?:[./?]|$)|view=login|[?&]login", re.I)
LOGIN_WORDS = re.compile(r"เข้าสู่ระบบ|ลงชื่อเข้าใช้|log ?in|sign ?in|authentication", re.I)
NEEDS_SCRIPT = re.compile(
    r"(?:enable|requires?|turn on|without) javascript|javascript (?:is|must be|to be) (?:enabled|disabled|required)|"
    r"เปิด(?:ใช้)?(?:งาน)?\s*(?:java\s?script|จาวาสคริปต์)",
    re.I,
)
APP_ROOT = re.compile(
    rb"<(?:div|main|app-root|body)\b[^>]{0,200}\bid\s*=\s*[\"']?(?:root|app|__next|__nuxt|___gatsby|q-app|svelte|main-app)\b|"
    rb"<app-root",
    re.I,
)
HOME_PATHS = re.compile(
    r"^https?://[^/]+/?(?:(?:index|home|main|default|preview)\.\w{3,5})?$|^https?://[^/]+/home/?$", re.I
)
TURNS = re.compile(
    r"\W*(?:(?:หน้า(?:ที่)?|page)?\s*\d{1,3}|(?:หน้า)?(?:แรก|ถัดไป|ต่อไป|ก่อนหน้า|ที่แล้ว|สุดท้าย)|first|prev(?:ious)?|next|last)?\W*",
    re.IGNORECASE,
)
"""What is written on a link to another page of the same list."""
FURNITURE = frozenset(
    {"หน้าแรก", "หน้าหลัก", "home", "กลับหน้าแรก", "กลับหน้าหลัก", "back", "ย้อนกลับ", "menu", "เมนู", "print", "พิมพ์"}
)
