"""channel: a way for an outsider to write or speak to the agency, and for corruption reports one of their own."""

import re
from collections.abc import Callable
from urllib.parse import urlsplit

from checklist.checks.link import service_of
from checklist.checks.params import ChannelParams
from checklist.checks.wording import find
from checklist.exhibit import Exhibit, Question, best_of, line_around
from checklist.people import EMAIL, TELEPHONE
from checklist.reasons import reason
from checklist.site import Form
from checklist.thai import to_arabic_digits
from checklist.verdict import Evidence, Finding, Outcome

_SEARCH = re.compile(r"ค้นหา|search|(?:^|\b)[qs]$|keyword", re.IGNORECASE)
_ASIDE = re.compile(
    r"สมัครรับ|รับข่าวสาร|subscribe|newsletter|โหวต|ลงคะแนน|vote|(?<![a-z])poll|เลือกภาษา|language|ขนาดตัวอักษร|ให้คะแนน",
    re.IGNORECASE,
)
"""What a form is for that nobody writes to the agency with."""
_LETTER = re.compile(
    r"ข้อความ|รายละเอียด|เรื่อง|คำถาม|ความคิดเห็น|ข้อเสนอแนะ|ร้องเรียน|ติดต่อ|แจ้ง|message|detail|comment|subject|question",
    re.IGNORECASE,
)
_LOGIN = re.compile(r"password|รหัสผ่าน|login|เข้าสู่ระบบ|username|ชื่อผู้ใช้", re.IGNORECASE)
_FORM_HOSTS = (
    "docs.google.com/forms",
    "forms.gle",
    "forms.office.com",
    "surveymonkey.com",
    "jotform.com",
    "forms.microsoft.com",
)
_CHAT_HOSTS = (
    "tawk.to",
    "tidio.com",
    "tidio.co",
    "tidiochat.com",
    "zendesk.com",
    "zdassets.com",
    "crisp.chat",
    "botnoi.ai",
    "botnoigroup.com",
    "livechat.com",
    "livechatinc.com",
    "chatbot.com",
    "chaport.com",
    "messenger.com",
    "m.me",
)
_MESSENGERS = ("m.me", "messenger.com", "facebook.com/messages")
_PLUGINS = ("customer_chat", "customerchat", "livechat", "chatbot", "webchat", "dialogflow")
"""Pieces of the addresses of chats that a page holds in itself; a link with such a piece may be about chats only."""
_BOARD = (
    "เว็บบอร์ด",
    "เวบบอร์ด",
    "webboard",
    "web board",
    "กระดานสนทนา",
    "กระดานถาม",
    "กระดานข่าวถาม",
    "ถาม-ตอบ",
    "ถามตอบ",
    "สายตรงนายก",
    "กล่องข้อความ",
    "Q&A",
)
_FAQ = ("คำถามที่พบบ่อย", "FAQ", "ถาม-ตอบ", "ถามตอบ", "Q&A")
_LINE_ID = re.compile(
    r"(?:(?<![a-z])line|ไลน์)\s*(?:official|oa|id|ไอดี)?[^\n]{0,20}?(?<![\w.+-])@[\w.-]{3,}", re.IGNORECASE
)


def check(question: Question) -> Finding:
    """Any one of the wanted kinds; with `separate`, its page must say that it is for corruption reports."""
    want = question.want(ChannelParams)
    finding = best_of(question, lambda exhibit: _one(question, want, exhibit), _nearness)
    if finding.outcome is Outcome.PASSED:
        return finding
    pointed = [_one(question, want, signpost) for signpost in question.unread if signpost.links]
    return next((one for one in pointed if one.outcome is Outcome.PASSED), finding)


def _nearness(finding: Finding) -> float:
    return 0.0 if finding.reason.code == "words_missing" else 1.0


def _one(question: Question, want: ChannelParams, exhibit: Exhibit) -> Finding:
    seen = seen_channel(exhibit, tuple(want.kinds))
    if seen is None:
        if not exhibit.deep and {"form", "any_online", "chat"} & set(want.kinds):
            return question.unsure(reason("text_unreadable", state="not_read_deeply"), exhibit.evidence())
        return question.lacks("channel_missing", exhibit.evidence())
    kind, place = seen
    if want.separate and not find(exhibit, want.separate):
        return question.lacks("words_missing", place, words=tuple(want.separate[:3]))
    return question.found("channel_found", place, channel=kind)


def seen_channel(exhibit: Exhibit, kinds: tuple[str, ...]) -> tuple[str, Evidence] | None:
    """The first of the kinds the exhibit offers, and where."""
    wanted = ("form", "messenger", "chat", "line", "webboard", "email") if "any_online" in kinds else kinds
    for kind in wanted:
        place = _SEEN[kind](exhibit)
        if place is not None:
            return kind, place
    return None


def is_letter_form(form: Form) -> bool:
    """A form one writes to somebody with: not a search (however many fields), a log-in, a poll."""
    words = " ".join((*form.fields, *form.buttons, form.text))
    if _LOGIN.search(words) or _ASIDE.search(f"{words} {form.action}"):
        return False
    writes = any(_LETTER.search(field) and not _SEARCH.search(field) for field in form.fields)
    if not writes and _SEARCH.search(f"{words} {form.action}"):
        return False
    return len(form.fields) >= 2 or writes or bool(_LETTER.search(words))


def _form(exhibit: Exhibit) -> Evidence | None:
    for form in exhibit.forms:
        if is_letter_form(form):
            return exhibit.evidence(" ".join((*form.fields, *form.buttons))[:300])
    return _address(exhibit, _FORM_HOSTS)


def _address(exhibit: Exhibit, hosts: tuple[str, ...]) -> Evidence | None:
    for link in exhibit.links:
        if is_at(link.url, hosts) and link.url not in exhibit.gone:
            return exhibit.evidence(link.text or link.url)
    for embed in exhibit.embeds:
        if is_at(embed, hosts):
            return exhibit.evidence(embed[:200])
    return None


def is_at(url: str, places: tuple[str, ...]) -> bool:
    """Whether the address is at one of the hosts (or a subdomain), or under its path ("docs.google.com/forms")."""
    parts = urlsplit(url.lower())
    host = parts.hostname or ""
    for place in places:
        name, _, path = place.partition("/")
        if (host == name or host.endswith("." + name)) and parts.path.startswith(f"/{path}"):
            return True
    return False


def _chat(exhibit: Exhibit, hosts: tuple[str, ...]) -> Evidence | None:
    plugin = next((one for one in exhibit.embeds if any(piece in one.lower() for piece in _PLUGINS)), None)
    return _address(exhibit, hosts) or (exhibit.evidence(plugin[:200]) if plugin else None)


def _line(exhibit: Exhibit) -> Evidence | None:
    for link in exhibit.links:
        if service_of(link.url) == "line" and link.url not in exhibit.gone:
            return exhibit.evidence(link.text or link.url)
    return _pattern(exhibit, _LINE_ID)


def _board(exhibit: Exhibit) -> Evidence | None:
    """A board has its own title, and either entries or a form; the word alone on a menu is not a board."""
    hit = find(exhibit, _BOARD, "title")
    if hit is None:
        return None
    threads = sum(1 for link in exhibit.links if link.place == "content" and len(link.text) > 5)
    return hit.evidence() if threads >= 2 or any(is_letter_form(form) for form in exhibit.forms) else None


def _faq(exhibit: Exhibit) -> Evidence | None:
    hit = find(exhibit, _FAQ, "title")
    return hit.evidence() if hit else None


def _email(exhibit: Exhibit) -> Evidence | None:
    for link in exhibit.links:
        if link.url.lower().startswith("mailto:"):
            return exhibit.evidence(link.text or link.url)
    return _pattern(exhibit, EMAIL)


def _pattern(exhibit: Exhibit, pattern: re.Pattern[str]) -> Evidence | None:
    for index, text in enumerate(exhibit.texts):
        found = pattern.search(to_arabic_digits(text))
        if found:
            return exhibit.evidence(line_around(text, found.start(), found.end()), index)
    return None


_SEEN: dict[str, Callable[[Exhibit], Evidence | None]] = {
    "form": _form,
    "chat": lambda exhibit: _chat(exhibit, _CHAT_HOSTS),
    "messenger": lambda exhibit: _chat(exhibit, _MESSENGERS),
    "line": _line,
    "webboard": _board,
    "faq": _faq,
    "email": _email,
    "telephone": lambda exhibit: _pattern(exhibit, TELEPHONE),
}
