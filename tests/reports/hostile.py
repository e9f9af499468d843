"""More than 500 texts a website could hold to break a report or deceive its reader, made here from small parts."""

from itertools import product

SCRIPTS = (
    "<script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "</style><script>alert(1)</script>",
    "</title><svg onload=alert(1)>",
    "</textarea><img src=x onerror=alert(1)>",
    "<img src=x onerror='alert(1)'>",
    '"><svg/onload=alert(1)>',
    "'><iframe srcdoc='<script>1</script>'>",
    "` onmouseover=alert(1) x=`",
    '" autofocus onfocus="alert(1)',
    "<!--><script>alert(1)</script-->",
    "]]><script>alert(1)</script>",
    "<math><mtext></mtext><style><a title='</style><img onerror=1>'>",
    "<details open ontoggle=alert(1)>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#x3C;script&#x3E;",
    "{{ 7*7 }}",
    "{% for x in y %}",
    "{%tr for row in rows %}",
    "{{ self.__init__.__globals__ }}",
    "${7*7}",
    "#{7*7}",
    "[red]bold[/red][link=http://e]x[/link]",
    ":smile: [blink]",
    "<w:br/><w:p><w:r><w:t>x</w:t></w:r></w:p>",
    "</w:t></w:r></w:p>",
    "<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/hostname'>]>&a;",
    "_x0041__x000D_",
)
FORMULAS = (
    "=1+1",
    '=HYPERLINK("http://e.example","กด")',
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-2+3",
    "@SUM(1,2)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    " =1+1",
    "\u00a0=1+1",
    "\u200b=1+1",
    "\x00=1+1",
    "\ufeff=1+1",
    "＝1+1",
    "＋1",
    "－1",
    "＠SUM",
    "|cmd",
    "%0A=1",
    "{=1+1}",
    "'=1+1",
    ";=1+1",
    ",=1+1",
    '","=1+1","',
    "=DDE(1)",
)
CHARACTERS = (
    "\x00",
    "\x07\x08\x0b\x0c",
    "\x1b[31mแดง\x1b]8;;http://e\x07",
    "\x7f\x85\x9b31m",
    "\ud800",
    "ก\udc00ข",
    "\ud83d",
    "\ufffe\uffff",
    "\u202eตรงข้าม",
    "\u2066\u2067\u2069",
    "\u200f\u061c",
    "\u2028\u2029",
    "\ufeff",
    "ก\u0e38\u0e48\u0e48\u0e48\u0e48\u0e48",
    "\u0e4d\u0e32\u0e49",
    "e\u0301" * 40,
    "👩‍👩‍👧‍👦",
    "\U0010ffff",
    "a\r\nSet-Cookie: x",
    "บรรทัด\nใหม่\tแท็บ",
)
ADDRESSES = (
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    " javascript:alert(1)",
    "java\nscript:alert(1)",
    "\x01javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:msgbox(1)",
    "file:///etc/hostname",
    "//evil.example/",
    "http://",
    "http:///x",
    "http://[::1",
    "https:evil",
    "blob:https://x/y",
    "internal:'Sheet1'!A1",
    "external:c:\\x.xlsx",
    "mailto:a@b.example",
    'http://a.example/"onmouseover="alert(1)',
    "http://a.example/<script>",
    "http://a.example/'><img>",
    "http://a.example/?q=%3Cscript%3E#:~:text=x",
    "http://user:pass@a.example/",
    "http://" + "a" * 3000 + ".example/",
)
WRAPS = ("{}", "ก{}", "{}ข", "  {}", "O12 {} 2569")
LONG = ("ก" * 100_000, "<b>" * 30_000, "=1+1;" * 20_000, "http://a.example/" + "a" * 100_000, "ที่" * 33_000)

TEXTS: tuple[str, ...] = tuple(
    dict.fromkeys(
        [
            wrap.format(text.replace("{", "{").replace("}", "}"))
            for text, wrap in product((*SCRIPTS, *FORMULAS, *CHARACTERS, *ADDRESSES), WRAPS)
        ]
        + list(LONG)
        + [text.upper() for text in SCRIPTS]
    )
)
