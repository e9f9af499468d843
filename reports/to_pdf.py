"""A report page printed to PDF by the system's Chromium, with text that can be selected and searched.

The browser gets the page as text and nothing else: every request it would make is refused.
"""

import shutil
from pathlib import Path

from checklist.errors import MissingToolError

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = (
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--host-resolver-rules=MAP * ~NOTFOUND",
)
PATIENCE = 120_000
"""Milliseconds that printing one report may take."""


def to_pdf(html: str) -> bytes:
    """The page as PDF, in the size its own `@page` says. `MissingToolError` when Chromium cannot do it."""
    browser_path = find_browser()
    try:
        from playwright.sync_api import Error, sync_playwright
    except ImportError as error:
        raise MissingToolError(
            "Playwright is not installed, so no PDF can be made; the HTML report can be printed."
        ) from error
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=str(browser_path), args=list(ARGUMENTS))
            try:
                context = browser.new_context(java_script_enabled=False, offline=True, service_workers="block")
                context.route("**/*", lambda route: route.abort())
                page = context.new_page()
                page.set_default_timeout(PATIENCE)
                page.set_content(html, wait_until="load", timeout=PATIENCE)
                return page.pdf(prefer_css_page_size=True, print_background=True, tagged=True, outline=True)
            finally:
                browser.close()
    except Error as error:
        first = str(error).strip().splitlines()[0]
        raise MissingToolError(f"Chromium at {browser_path} could not print the report: {first}") from error


def has_browser() -> bool:
    """Whether the system has a Chromium to print with."""
    return any(map(shutil.which, BROWSERS))


def find_browser() -> Path:
    """Where the system's Chromium is; `MissingToolError` when it is not installed."""
    for name in BROWSERS:
        found = shutil.which(name)
        if found:
            return Path(found)
    raise MissingToolError(
        "Chromium is not installed, so no PDF can be made: install the package chromium, or print the HTML report."
    )
