"""The Thai and the English sentence for every finding, and the words for every status, outcome and service.

Judging speaks in codes with values (`checklist.reasons`); only here do they become sentences. Thai is plain and polite:
it says what was asked, what was seen and what to do, never whose fault it is. Numbers are Arabic; letters turn them
into Thai digits themselves. A test asks every code for both sentences with exactly its values.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta, timezone

from checklist.verdict import Outcome, Reason, Status

TH, EN = 0, 1
_PLURAL = re.compile(r"(?<![\d.,])(\d[\d.,]*) ([a-z]+(?: [a-z]+)?)\(s\)")
BANGKOK = timezone(timedelta(hours=7))
LANGUAGES = ("th", "en")

Pair = tuple[str, str]

SENTENCES: dict[str, Pair] = {
    # --- element findings
    "words_found": ("พบข้อความ {words}", "Found the words {words}."),
    "words_missing": ("ยังไม่พบข้อความเกี่ยวกับ {words}", "No words about {words} were found."),
    "person_complete": (
        "พบข้อมูลของ {name} ตำแหน่ง {position} ครบถ้วน",
        "{name} ({position}) is shown with everything asked for.",
    ),
    "person_lacks": ("ข้อมูลของ {name} ยังไม่มี{lacks}", "For {name} there is no {lacks} yet."),
    "persons_missing": (
        "ต้องแสดงบุคคล {wanted} แต่พบ {seen}",
        "People to be shown: {wanted}; shown: {seen}.",
    ),
    "contact_found": ("พบข้อมูลติดต่อ ได้แก่ {parts}", "Contact details found: {parts}."),
    "contact_lacks": ("ข้อมูลติดต่อยังไม่มี {lacks}", "The contact details have no {lacks} yet."),
    "table_complete": (
        "พบตารางที่มีหัวข้อครบ ({columns}) จำนวน {rows} แถว",
        "Found a table with all columns asked for ({columns}) and {rows} row(s).",
    ),
    "table_lacks_columns": ("ตารางยังไม่มีหัวข้อ {columns}", "The table has no column for {columns} yet."),
    "table_empty_cells": (
        "ตารางมีช่องว่างในหัวข้อ {column} จำนวน {count} ช่อง (เริ่มที่แถว {row})",
        "The column {column} has {count} empty cell(s), the first in row {row}.",
    ),
    "table_missing": ("ยังไม่พบตารางข้อมูลตามที่กำหนด", "The table asked for was not found."),
    "table_no_rows": ("พบหัวตาราง แต่ยังไม่มีข้อมูลในตาราง", "The table has its heading, but no rows yet."),
    "period_right": (
        "เป็นข้อมูลของ {seen} ตรงตามที่กำหนด ({wanted})",
        "It is about {seen}, as asked for ({wanted}).",
    ),
    "period_wrong": (
        "ต้องเป็นข้อมูลของ {wanted} แต่ที่พบเป็นของ {seen}",
        "It has to be about {wanted}; what was found is about {seen}.",
    ),
    "period_unknown": (
        "ต้องเป็นข้อมูลของ {wanted} แต่ไม่พบการระบุปีหรือช่วงเวลาให้ตรวจได้",
        "It has to be about {wanted}; it names no year or period that could be checked.",
    ),
    "months_missing": ("ยังไม่พบข้อมูลของ {months}", "Nothing was found for {months}."),
    "list_long_enough": (
        "พบ {count} รายการ ครบตามที่กำหนด ({wanted} รายการ)",
        "Entries found: {count}; at least {wanted} asked for.",
    ),
    "list_too_short": (
        "พบ {count} รายการ ต้องมีอย่างน้อย {wanted} รายการ",
        "Entries found: {count}; at least {wanted} asked for.",
    ),
    "channel_found": ("พบช่องทาง {channel}", "Found the channel {channel}."),
    "channel_missing": ("ยังไม่พบช่องทางที่ใช้งานได้", "No working channel was found."),
    "chart_found": ("พบแผนผัง ({how})", "Found a chart ({how})."),
    "chart_missing": ("ยังไม่พบแผนผังหรือแผนภาพ", "No chart or diagram was found."),
    "file_found": ("พบไฟล์ชนิด {format}", "Found a file of the kind {format}."),
    "file_missing": ("ยังไม่พบไฟล์ชนิด {formats}", "No file of the kind {formats} was found."),
    "signed": ("มีการลงนามโดย {by}", "Signed by {by}."),
    "not_signed": ("ยังไม่พบการลงนามของผู้บริหาร", "No signature of the head of the agency was found."),
    "nothing_to_report": (
        "หน่วยงานแจ้งว่าไม่มีข้อมูลในรอบนี้ {statement}",
        "The agency states that there is nothing to report: {statement}",
    ),
    "whole_law_posted": (
        "พบกฎหมายทั้งฉบับ {title} แต่ข้อนี้ต้องการข้อมูลของหน่วยงานเอง",
        "The whole law {title} is posted; the item asks for the agency's own information.",
    ),
    "text_found": ("พบเนื้อหา {length} ตัวอักษร", "Found a text of {length} letters."),
    "text_too_short": (
        "พบเนื้อหาเพียง {length} ตัวอักษร ต้องมีอย่างน้อย {wanted} ตัวอักษร",
        "Found a text of only {length} letters; at least {wanted} are asked for.",
    ),
    "link_found": ("พบลิงก์ไปยัง {service}", "Found a link to {service}."),
    "link_missing": ("ยังไม่พบลิงก์ไปยัง {services}", "No link to {services} was found."),
    "reachable": (
        "เข้าถึงได้จากหน้าแรกด้วยการกด {clicks} ครั้ง",
        "It can be reached from the home page in {clicks} click(s).",
    ),
    "not_reachable": ("ยังไม่พบทางเข้าจากหน้าแรก", "No way from the home page was found."),
    "person_must_look": ("ต้องให้เจ้าหน้าที่เปิดดู: {why}", "A person must look: {why}"),
    "photo_unclear": (
        "ต้องให้เจ้าหน้าที่เปิดดูว่ามีภาพถ่ายของ {name} หรือไม่",
        "A person must look whether there is a photograph of {name}.",
    ),
    "text_unreadable": (
        "โปรแกรมอ่านข้อความไม่ได้ ({state}) ต้องให้เจ้าหน้าที่เปิดดู",
        "The text could not be read by the program ({state}); a person must look.",
    ),
    "ocr_only": (
        "อ่านได้จากภาพเท่านั้น จึงยืนยัน {what} ไม่ได้ ต้องให้เจ้าหน้าที่เปิดดู",
        "It could only be read from a picture, so {what} cannot be confirmed; a person must look.",
    ),
    "no_evidence": ("ยังไม่พบข้อมูลที่ใช้ตรวจองค์ประกอบนี้", "Nothing was found that this element could be checked on."),
    "kind_unknown": (
        "ยังไม่ทราบประเภทหน่วยงาน (องค์ประกอบนี้ใช้กับ {kinds})",
        "The kind of agency is not known (this element is for {kinds}).",
    ),
    "not_for_kind": ("ไม่ใช้กับหน่วยงานประเภท {kind}", "Not asked of this kind of agency ({kind})."),
    # --- item verdicts
    "all_elements": ("พบองค์ประกอบครบทั้ง {count} องค์ประกอบ", "Everything asked for was found: {count} element(s)."),
    "elements_missing": (
        "พบข้อมูลแล้ว แต่ยังขาด {count} จาก {of} องค์ประกอบ: {what}",
        "Found, but {count} of {of} elements still missing: {what}",
    ),
    "elements_unclear": (
        "พบข้อมูลแล้ว แต่ยืนยันไม่ได้ {count} จาก {of} องค์ประกอบ ต้องให้เจ้าหน้าที่เปิดดู: {what}",
        "Found, but {count} of {of} elements not confirmed; a person must look: {what}",
    ),
    "other_year": (
        "พบข้อมูล แต่เป็นของ {seen} ข้อนี้ต้องเป็นของ {wanted}",
        "Found, but it is about {seen}; the item asks for {wanted}.",
    ),
    "year_unclear": (
        "พบข้อมูล แต่ไม่ระบุปีให้ตรวจได้ ข้อนี้ต้องเป็นของ {wanted}",
        "Found, but it does not say its year; the item asks for {wanted}.",
    ),
    "only_dead_links": (
        "มีลิงก์ {count} ลิงก์ แต่เปิดไม่ได้ ({answer})",
        "It is linked from {count} place(s), but nothing opens ({answer}).",
    ),
    "only_empty_targets": (
        "มีลิงก์ {count} ลิงก์ แต่หน้าปลายทางไม่มีเนื้อหา",
        "It is linked from {count} place(s), but there is nothing behind the link.",
    ),
    "only_listed": (
        "มีชื่อรายการ {count} แห่ง แต่ไม่มีลิงก์ไปยังข้อมูล",
        "It is listed in {count} place(s), but nothing is linked.",
    ),
    "only_locked": ("พบลิงก์ แต่ประชาชนเปิดดูไม่ได้ ({state})", "There is a link, but the public cannot open it ({state})."),
    "nothing_found": (
        "ไม่พบข้อมูลนี้บนเว็บไซต์ (ตรวจดูแล้ว {looked_at} แห่ง)",
        "Not found on the website ({looked_at} places were looked at).",
    ),
    "nothing_found_unfinished": (
        "ยังไม่พบข้อมูลนี้ แต่ยังดูเว็บไซต์ไม่ครบ (ดูแล้ว {looked_at} แห่ง เหลืออีก {waiting} แห่ง)",
        "Not found so far; the website was not seen to its end ({looked_at} places looked at, {waiting} waiting).",
    ),
    "nothing_found_unrendered": (
        "ไม่พบข้อมูลนี้ (ดูแล้ว {looked_at} แห่ง) แต่หน้า {page} ต้องใช้เบราว์เซอร์จึงจะเห็นครบ และไม่มีเบราว์เซอร์ให้ใช้",
        "Not found ({looked_at} places were looked at), but {page} shows all of itself only in a browser, "
        "and none was there.",
    ),
    "site_unreadable": (
        "โปรแกรมเปิดเว็บไซต์ไม่ได้ ({outcome}) จึงยังตรวจข้อนี้ไม่ได้",
        "The website could not be read ({outcome}), so this item could not be checked.",
    ),
    "item_not_for_kind": (
        "ข้อนี้ไม่ใช้กับหน่วยงานประเภท {kind}",
        "This item is not asked of this kind of agency ({kind}).",
    ),
    "match_unsure": (
        "พบสิ่งที่อาจเป็นข้อมูลนี้ แต่ยังไม่แน่ใจ (ความมั่นใจ {score}) ต้องให้เจ้าหน้าที่เปิดดู",
        "Something that may be it was found (confidence {score}); a person must look.",
    ),
    "reviewed": ("{reviewer} ตรวจทานแล้ว: {note}", "Reviewed by {reviewer}: {note}"),
    # --- weak evidence
    "weak_scan": (
        "เป็นภาพสแกน {pages} หน้า ไม่มีข้อความให้ค้นหรือคัดลอก",
        "A scan of {pages} page(s) without text that can be searched or copied.",
    ),
    "weak_ocr": ("ข้อความอ่านมาจากภาพ อาจคลาดเคลื่อน", "The text was read from a picture and may contain slips."),
    "weak_password": ("ไฟล์ต้องใช้รหัสผ่าน ประชาชนเปิดไม่ได้", "The file needs a password; the public cannot open it."),
    "weak_picture": ("เป็นไฟล์ภาพ ไม่มีข้อความให้ค้นหรือคัดลอก", "A picture, without text that can be searched or copied."),
    "weak_drive_private": (
        "ไฟล์อยู่ที่ {service} และไม่ได้เปิดให้ทุกคนดู",
        "The file is on {service} and is not open to everyone.",
    ),
    "weak_drive_dead": ("ไฟล์ที่ {service} เปิดไม่ได้", "The file on {service} does not open."),
    "weak_offsite_only": (
        "ข้อมูลอยู่ที่ {service} เท่านั้น ไม่ได้อยู่บนเว็บไซต์ของหน่วยงาน",
        "It is only on {service}, not on the agency's own website.",
    ),
    "weak_facebook_only": (
        "ข้อมูลอยู่บน Facebook เท่านั้น ซึ่งอาจเปิดดูไม่ได้หากไม่เข้าสู่ระบบ",
        "It is only on Facebook, where a login may be needed.",
    ),
    "weak_construction": ("หน้าเว็บแจ้งว่าอยู่ระหว่างปรับปรุง", "The page says it is under construction."),
    "weak_empty": ("หน้า {title} ไม่มีเนื้อหา", "The page {title} has no content."),
    "weak_criteria_only": (
        "พบแต่คู่มือหรือเกณฑ์การประเมิน ไม่ใช่ข้อมูลของหน่วยงาน",
        "Only the assessment's own criteria were found, not the agency's information.",
    ),
    "weak_shared_file": (
        "ใช้ไฟล์เดียวกันตอบ {count} ข้อ โปรดตรวจว่าครบทุกข้อ",
        "The same file answers {count} items; please check that it covers them all.",
    ),
    "weak_other_agency": ("เอกสารเป็นของ {name}", "The document belongs to {name}."),
    "weak_whole_law": (
        "เป็นกฎหมายทั้งฉบับ ({title}) ไม่ใช่ข้อมูลของหน่วยงาน",
        "It is a whole law ({title}), not the agency's information.",
    ),
    "weak_filler": ("หน้าเว็บมีแต่ข้อความตัวอย่างของแม่แบบ", "The page holds only the template's sample text."),
    "weak_soft_404": ("หน้าเว็บแจ้งว่าไม่พบข้อมูล", "The page says that nothing was found."),
    "weak_login": ("ต้องเข้าสู่ระบบก่อนจึงจะดูได้", "A login is needed to see it."),
    "weak_dead": ("ลิงก์เปิดไม่ได้ ({answer})", "The link does not open ({answer})."),
    "weak_robots": (
        "เว็บไซต์ขอไม่ให้โปรแกรมเปิดหน้านี้ จึงต้องให้เจ้าหน้าที่เปิดดู",
        "The website asks programs not to open this page; a person must look.",
    ),
    "weak_needs_script": (
        "หน้าเว็บไม่แสดงเนื้อหาหากไม่รันสคริปต์ และโปรแกรมแสดงผลไม่สำเร็จ",
        "The page shows nothing without script, and it could not be rendered.",
    ),
    "weak_unreadable": ("โปรแกรมเปิดอ่านไม่ได้ ({outcome})", "It could not be read by the program ({outcome})."),
    "weak_false_friend": (
        "ชื่อคล้ายกัน แต่เป็นเรื่องอื่น ({words})",
        "The name is alike, but it is about something else ({words}).",
    ),
    "weak_listed": ("มีชื่อรายการ แต่ไม่มีลิงก์ไปยังข้อมูล", "It is listed, but nothing is linked."),
    "weak_embedded": (
        "แสดงอยู่ในกรอบของโปรแกรมดูเอกสาร จึงค้นหรือคัดลอกข้อความไม่ได้",
        "It is shown in an embedded viewer, where the text cannot be searched or copied.",
    ),
}

STATUS: dict[Status, Pair] = {
    Status.COMPLETE: ("ครบถ้วน", "Complete"),
    Status.PARTIAL: ("ยังไม่ครบ", "Partial"),
    Status.OUTDATED: ("ไม่ใช่ปีนี้", "Other year"),
    Status.BROKEN: ("เปิดดูไม่ได้", "Does not open"),
    Status.MISSING: ("ไม่พบ", "Not found"),
    Status.CANT_TELL: ("ต้องตรวจดูเอง", "A person must look"),
    Status.INAPPLICABLE: ("ไม่ใช้กับหน่วยงานนี้", "Not applicable"),
}
MARK: dict[Status, str] = {
    Status.COMPLETE: "✓",
    Status.PARTIAL: "◐",
    Status.OUTDATED: "↺",
    Status.BROKEN: "⊘",
    Status.MISSING: "✗",
    Status.CANT_TELL: "?",
    Status.INAPPLICABLE: "–",
}
OUTCOME: dict[Outcome, Pair] = {
    Outcome.PASSED: ("มี", "There"),
    Outcome.FAILED: ("ยังขาด", "Missing"),
    Outcome.CANT_TELL: ("ต้องตรวจดูเอง", "A person must look"),
    Outcome.INAPPLICABLE: ("ไม่ใช้กับหน่วยงานนี้", "Not applicable"),
}
OUTCOME_MARK: dict[Outcome, str] = {
    Outcome.PASSED: "✓",
    Outcome.FAILED: "✗",
    Outcome.CANT_TELL: "?",
    Outcome.INAPPLICABLE: "–",
}

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

CODED_SLOTS = frozenset({"lacks", "parts", "state", "outcome", "answer", "service", "services", "what", "channel"})
QUOTED_SLOTS = frozenset({"words", "columns", "column", "title", "statement"})
EITHER_SLOTS = frozenset({"kinds", "formats", "services"})
"""Lists of which one is enough: joined with "or"."""
LONGEST_PERIOD = 60

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


def side(lang: str) -> int:
    """Index of the language in every pair: 0 Thai, 1 English. ValueError for any other language."""
    return LANGUAGES.index(lang)


def sentence(reason: Reason, lang: str, names: Mapping[str, str] | None = None) -> str:
    """The reason as one sentence. `names` gives the words for agency kinds and groups in that language.

    A code unknown here (an assessment stored by a newer version) is shown as the code: visible, and never a crash.
    """
    pair = SENTENCES.get(reason.code)
    if pair is None:
        return reason.code
    words = {name: _slot(name, value, lang, names or {}) for name, value in reason.values.items()}
    what, count = reason.values.get("what"), reason.values.get("count")
    if isinstance(what, tuple | list) and isinstance(count, int) and 0 < len(what) < count:
        words["what"] = f"{' '.join(what)} และอื่น ๆ" if side(lang) == TH else f"{', '.join(what)} and others"
    try:
        said = pair[side(lang)].format_map({"what": "", **words})
    except KeyError:  # stored by an older version with fewer values
        return reason.code
    return counted(said.strip().removesuffix(":"))


def counted(text: str) -> str:
    """English with its plurals decided: ``1 link(s)`` becomes ``1 link``, ``2 empty cell(s)`` ``2 empty cells``."""
    return _PLURAL.sub(lambda m: f"{m[1]} {m[2]}" + ("" if m[1] == "1" else "s"), text)


def status_word(status: Status, lang: str) -> str:
    """The status in one or two words."""
    return STATUS[status][side(lang)]


def outcome_word(outcome: Outcome, lang: str) -> str:
    """The outcome of one element in one or two words."""
    return OUTCOME[outcome][side(lang)]


def value_word(value: str, lang: str) -> str:
    """The words for a code such as ``not_found`` or ``google_drive``; any other text as it is."""
    pair = VALUES.get(value)
    return pair[side(lang)] if pair else value


def number(value: float, digits: int = 2) -> str:
    """A number for a reader: at most `digits` decimals, no trailing zeros, thousands apart."""
    text = f"{value:,.{digits}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def join(parts: Sequence[str], lang: str, *, either: bool = False) -> str:
    """A list in running text: Thai joins with spaces and ends with และ (or หรือ), English with commas and 'and'/'or'."""
    if len(parts) < 2:
        return "".join(parts)
    if side(lang) == TH:
        return " ".join(parts[:-1]) + (" หรือ " if either else " และ ") + parts[-1]
    return ", ".join(parts[:-1]) + (" or " if either else " and ") + parts[-1]


def answer_word(answer: str, lang: str) -> str:
    """What an address answered, in words: an HTTP status such as ``404``, or a fetch outcome."""
    if not (answer.isascii() and answer.isdigit()):
        return value_word(answer, lang)
    status = int(answer)
    if status in (404, 410):
        said = VALUES["not_found"]
    elif status in (401, 403, 407, 451):
        said = VALUES["forbidden"]
    elif status >= 500:
        said = VALUES["server_error"]
    else:
        said = VALUES["client_error"]
    return f"{said[side(lang)]} รหัส {status}" if side(lang) == TH else f"{said[side(lang)]}, status {status}"


def day(iso: str, lang: str) -> str:
    """An ISO date (or that of an ISO time) in words: ``22 พ.ย. 2569``; English keeps the Gregorian year."""
    try:
        year, month, date = (int(part) for part in iso[:10].split("-"))
        name = MONTHS_SHORT[month - 1][side(lang)]
    except (ValueError, IndexError):
        return iso
    return f"{date} {name} {year + 543 if side(lang) == TH else year}"


HOME: Pair = ("หน้าแรก", "Home")


def click_path(path: Sequence[str], lang: str) -> str:
    """The clicks from the home page as one line: หน้าแรก › ข้อมูลหน่วยงาน › โครงสร้าง; "" when there are none."""
    steps = [step for step in path if step.strip()]
    if not steps:
        return ""
    return " › ".join(steps if steps[0] in HOME else [HOME[side(lang)], *steps])


def shorten(text: str, limit: int) -> str:
    """`text` on one line, cut at a space near `limit` characters where there is one, with an ellipsis."""
    line = " ".join(text.split())
    if len(line) <= limit:
        return line
    cut = line[: limit - 1]
    head, space, _ = cut.rpartition(" ")
    return (head if space and len(head) > limit // 2 else cut) + "…"


def moment(iso: str, lang: str) -> str:
    """An ISO time in words, in Bangkok's time: ``23 พ.ย. 2569 เวลา 01:06 น.``; what is no time stays as it is."""
    try:
        at = datetime.fromisoformat(iso)
    except ValueError:
        return iso
    if at.tzinfo is not None:
        at = at.astimezone(BANGKOK)
    clock = f"เวลา {at:%H:%M} น." if side(lang) == TH else f"at {at:%H:%M} (Bangkok)"
    return f"{day(at.date().isoformat(), lang)} {clock}"


def _slot(slot: str, value: str | int | float | tuple[str, ...], lang: str, names: Mapping[str, str]) -> str:
    """One value of a reason as words of that language."""
    if slot == "why":
        return _why(value, lang)
    if isinstance(value, tuple | list):
        return join([_slot(slot, part, lang, names) for part in value], lang, either=slot in EITHER_SLOTS)
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, int | float):
        return _month(value, lang) if slot == "months" else _plain_number(slot, value)
    if slot in ("kind", "kinds"):
        return names.get(value) or (GROUPS[value][side(lang)] if value in GROUPS else value)
    if slot in ("wanted", "seen"):
        return shorten(value, LONGEST_PERIOD)
    if slot == "answer":
        return answer_word(value, lang)
    if slot == "how" and value in HOW:
        return HOW[value][side(lang)]
    if slot == "months":
        return _month_text(value, lang)
    if slot in QUOTED_SLOTS:
        return f"“{value}”" if value else ""
    if slot in CODED_SLOTS:
        return value_word(value, lang)
    return value


def _why(value: object, lang: str) -> str:
    """What a person has to look at: one of our own codes, or the pair (Thai, English) that a list gives."""
    if isinstance(value, tuple | list):
        return str(value[min(side(lang), len(value) - 1)]) if value else ""
    pair = WHY.get(str(value))
    return pair[side(lang)] if pair else str(value)


def _plain_number(slot: str, value: float) -> str:
    """Counts get their thousands apart, years never do, confidence is a percentage."""
    if slot == "score":
        return f"{value:.0%}"
    if slot in ("wanted", "seen"):
        return f"{value:g}"
    return number(value)


def _month(value: float, lang: str) -> str:
    whole = int(value)
    return MONTHS[whole - 1][side(lang)] if 1 <= whole <= 12 else str(whole)


def _month_text(value: str, lang: str) -> str:
    """``2568-10`` (Buddhist year and month) as ``ต.ค. 2568``; any other text as it is."""
    year, _, month = value.partition("-")
    if year.isdigit() and month.isdigit() and 1 <= int(month) <= 12:
        return f"{MONTHS_SHORT[int(month) - 1][side(lang)]} {year}"
    return value
