"""What a page embeds, by frames, scripts and links."""

from checklist.site import PageDetail
from crawler.deep import read_deeply

URL = "https://www.example.go.th/"


def read(html: str) -> PageDetail:
    return read_deeply(html.encode(), url=URL)


def test_widgets_are_seen_in_frames_scripts_and_links() -> None:
    embeds = read(
        "<iframe src='https://www.google.com/maps/embed?pb=1'></iframe><a href='https://lin.ee/abc'>LINE</a>"
        "<script>var s=1;s.src='https://embed.tawk.to/55/default';</script><script src='https://cdn.example/jquery.js'></script>"
    ).embeds
    assert "https://www.google.com/maps/embed?pb=1" in embeds
    assert "https://lin.ee/abc" in embeds
    assert "https://embed.tawk.to/55/default" in embeds
    assert not any("jquery" in url for url in embeds)
