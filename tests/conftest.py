"""What a test needs beyond Python, said by its mark; without it the test is skipped, and the reason says why."""

import os
import shutil
import signal

import pytest

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # started in the background: every program we start would inherit that and could not be interrupted
    signal.signal(signal.SIGINT, signal.default_int_handler)

NEEDS = {
    "browser": (("chromium", "chromium-browser", "google-chrome"), "no Chromium on PATH (apt-get install chromium)"),
    "ocr": (("tesseract",), "no tesseract on PATH (apt-get install tesseract-ocr tesseract-ocr-tha)"),
}


def pytest_xdist_auto_num_workers() -> int:
    """Half as many again as there are cores: half of its time a test waits for a browser, a server or a clock."""
    cores = len(os.sched_getaffinity(0))
    return cores + max(1, cores // 2)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip marked tests whose program is not there."""
    for mark, (programs, reason) in NEEDS.items():
        if any(shutil.which(program) for program in programs):
            continue
        for item in items:
            if item.get_closest_marker(mark):
                item.add_marker(pytest.mark.skip(reason=reason))
