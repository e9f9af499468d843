"""The Thai and the English sentence for every code that judging can say (`checklist.reasons`).

Thai is plain and polite: it says what was asked, what was seen and what to do, never whose fault it is. Numbers are
Arabic; letters turn them into Thai digits themselves. A test asks every code for both sentences with its own values.
"""

from reports.words import Pair

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
    "no_way_met": (
        "ทำได้หลายแบบ แต่ยังไม่ครบสักแบบ: {ways}",
        "There are several ways to meet this, and none is whole: {ways}.",
    ),
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
