"""axe-core over every HTML report, in both languages, on a desk and on a phone: no serious fault, nothing cut off."""

from collections.abc import Callable, Iterator
from importlib.resources import files

import pytest
from playwright.sync_api import Browser, sync_playwright

from reports.to_cohort import cohort_html
from reports.to_digest import digest_html
from reports.to_html import to_html
from reports.to_itas import itas_html
from reports.to_missing import missing_html
from reports.to_pdf import find_browser
from reports.to_plan import plan_html
from tests.reports.pretend import review, view
from tests.reports.sample import LIST, Office

pytest.importorskip("axe_playwright_python", reason="axe-playwright-python is not installed")
pytestmark = [pytest.mark.browser, pytest.mark.ocr]
PAGES: dict[str, Callable[[Office, str], str]] = {
    "agency": lambda office, lang: to_html(office.view(), lang),
    "every status": lambda office, lang: to_html(view(reviews=(review(),)), lang),
    "faults": lambda office, lang: to_html(office.view("s2", 0), lang),
    "unopened": lambda office, lang: to_html(office.view("s3", 0), lang),
    "missing": lambda office, lang: missing_html([office.view(), office.view("s3", 0)], lang),
    "itas": lambda office, lang: itas_html(office.view(), lang),
    "plan": lambda office, lang: plan_html(office.plan(), lang),
    "cohort": lambda office, lang: cohort_html(office.cohort(), lang),
    "digest": lambda office, lang: digest_html(
        office.changed(0, 1), office.agency(), {LIST: office.checklist}, lang, "1.0"
    ),
}
SIZES = {"desk": (1280, 900), "phone": (360, 740)}
SERIOUS = ("serious", "critical")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        made = playwright.chromium.launch(executable_path=str(find_browser()))
        yield made
        made.close()


def faults(browser: Browser, html: str, size: tuple[int, int]) -> tuple[list[str], int]:
    """Serious and critical faults by axe's rules, as "rule: element"; and by how many pixels the page is too wide."""
    axe = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
    width, height = size
    context = browser.new_context(viewport={"width": width, "height": height}, offline=True, bypass_csp=True)
    page = context.new_page()
    page.set_content(html)
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
    page.evaluate(axe)
    found = page.evaluate("axe.run({resultTypes: ['violations']})")
    wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    context.close()
    serious = [one for one in found["violations"] if one["impact"] in SERIOUS]
    return [f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in serious], wide


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("lang", ["th", "en"])
@pytest.mark.parametrize("name", PAGES)
def test_no_serious_fault(name: str, lang: str, size: str, office: Office, browser: Browser) -> None:
    found, wide = faults(browser, PAGES[name](office, lang), SIZES[size])
    assert found == []
    assert wide <= 0


def test_a_fault_would_be_found(browser: Browser) -> None:
    page = "<html><body><img src='data:,'><p style='color:#bbb'>จาง</p><button></button></body></html>"
    found, _ = faults(browser, page, SIZES["phone"])
    assert {line.partition(":")[0] for line in found} >= {"image-alt", "color-contrast", "button-name", "html-has-lang"}
