"""Pictures with the words that tell what they show."""

from checklist.site import PageDetail
from crawler.deep import read_deeply

URL = "https://www.example.go.th/"


def read(html: str) -> PageDetail:
    return read_deeply(html.encode(), url=URL)


def test_pictures_have_the_words_beside_them() -> None:
    detail = read(
        "<div class=card><img src=/a.jpg alt='รูปนายก' width=200><p>นายสมชาย ใจดี</p><p>นายกเทศมนตรี โทร 0 2000 0000</p>"
        "</div>"
        "<table><tr><td><img src=b.jpg></td><td><img src=c.jpg></td></tr>"
        "<tr><td>นางสาวหนึ่ง</td><td>นายสอง</td></tr></table>"
        "<figure><img data-src=/d.png><figcaption>แผนผังองค์กร</figcaption></figure><img src=dot.gif width=1 height=1>"
    )
    beside = {image.url.rpartition("/")[2]: image.beside for image in detail.images}
    assert beside["a.jpg"] == "นายสมชาย ใจดี นายกเทศมนตรี โทร 0 2000 0000"
    assert beside["b.jpg"] == "นางสาวหนึ่ง"
    assert beside["c.jpg"] == "นายสอง"
    assert "dot.gif" not in beside
    assert next(image for image in detail.images if image.url.endswith("d.png")).alt == "แผนผังองค์กร"
