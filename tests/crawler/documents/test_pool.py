"""The pool: every file ends in a state, whatever it does to its reader; nothing outlives the program."""

import asyncio
import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from checklist.site import Document, DocumentState
from crawler.documents import OcrBudget
from crawler.documents.ocr import why_not
from crawler.documents.pool import DocumentPool
from tests.crawler.documents import document_builders as build

URL = "https://www.tua-yang.example/f"
needs_tesseract = pytest.mark.skipif(bool(why_not()), reason=f"pictures cannot be read here: {why_not()}")


async def read(pool: DocumentPool, body: bytes, ocr: OcrBudget | None = None) -> Document:
    return (await pool.read(body, url=URL, fetch=build.fetch_of(URL), ocr=ocr))[0]


def children_of(pid: int) -> set[int]:
    return {
        int(child) for task in Path(f"/proc/{pid}/task").iterdir() for child in (task / "children").read_text().split()
    }


def running(pid: str) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except (FileNotFoundError, ProcessLookupError):
        return False


def giant_sheet() -> bytes:
    """A workbook of two cells at opposite corners of the largest sheet: 17 billion cells when laid out."""
    import io
    import zipfile

    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(build.xlsx(1))) as source, zipfile.ZipFile(held, "w") as target:
        for name in source.namelist():
            body = source.read(name)
            if name == "xl/worksheets/sheet1.xml":
                cell = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
                body = body.replace(b"</sheetData>", cell).replace(b'ref="A1:D7"', b'ref="A1:XFD1048576"')
            target.writestr(name, body)
    return held.getvalue()


def test_the_pool_reads_as_the_calling_process_does() -> None:
    async def main() -> None:
        async with DocumentPool() as pool:
            bodies = [
                build.sample("plan.pdf"),
                build.docx(),
                build.xlsx(),
                build.odt(),
                build.sample("locked.pdf"),
                b"",
            ]
            found = await asyncio.gather(*(read(pool, body) for body in bodies * 3))
            for body, document in zip(bodies * 3, found, strict=True):
                here = build.read_document(body, url=URL, fetch=build.fetch_of(URL))
                assert document == here
            assert pool.ledger.children <= 2
            assert pool.ledger.killed == 0

    asyncio.run(main())


def test_memory_bomb_costs_only_itself() -> None:
    async def main() -> None:
        async with DocumentPool(memory_mb=512) as pool:
            bomb, good = await asyncio.gather(read(pool, giant_sheet()), read(pool, build.docx()))
            assert bomb.state is DocumentState.LIMIT, bomb.detail
            assert good.state is DocumentState.TEXT
            assert (await read(pool, build.docx())).state is DocumentState.TEXT

    asyncio.run(main())


def test_wall_limit() -> None:
    async def main() -> None:
        async with DocumentPool(wall_seconds=0.02) as pool:
            slow = await read(pool, build.pdf_bomb())
            assert slow.state is DocumentState.LIMIT
            assert "took over" in slow.detail
            assert pool.ledger.killed == 1

    asyncio.run(main())


def test_processor_limit() -> None:
    async def main() -> None:
        async with DocumentPool(workers=1, cpu_seconds=1) as pool:
            started = time.monotonic()
            slow = await read(pool, build.pdf_bomb())
            assert time.monotonic() - started < 30
            assert slow.state in (DocumentState.LIMIT, DocumentState.BROKEN, DocumentState.EMPTY)
            assert (await read(pool, build.docx())).state is DocumentState.TEXT

    asyncio.run(main())


def test_a_child_killed_from_outside_is_replaced() -> None:
    async def main() -> None:
        async with DocumentPool(workers=1) as pool:
            assert (await read(pool, build.docx())).state is DocumentState.TEXT
            (child,) = children_of(os.getpid())
            os.kill(child, signal.SIGKILL)
            await asyncio.sleep(0.1)
            states = [(await read(pool, build.docx())).state for _ in range(2)]
            assert states[-1] is DocumentState.TEXT

    asyncio.run(main())


def test_children_are_replaced_after_some_files() -> None:
    async def main() -> None:
        async with DocumentPool(workers=1, recycle=2) as pool:
            for _ in range(5):
                assert (await read(pool, build.docx())).state is DocumentState.TEXT
            assert pool.ledger.children == 3
        assert children_of(os.getpid()) == set()

    asyncio.run(main())


def test_a_cancelled_reading_leaves_the_pool_working() -> None:
    async def main() -> None:
        async with DocumentPool(workers=1) as pool:
            task = asyncio.create_task(read(pool, build.pdf_bomb()))
            await asyncio.sleep(0.5)
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
            assert (await read(pool, build.docx())).state is DocumentState.TEXT

    asyncio.run(main())


def test_children_die_with_their_parent() -> None:
    program = textwrap.dedent("""
        import asyncio, os, signal
        from pathlib import Path
        from crawler.documents.pool import DocumentPool
        from tests.crawler.documents import document_builders as build

        async def main():
            pool = DocumentPool(workers=1)
            await pool.read(build.docx(), url="https://a.example/f", fetch=build.fetch_of())
            children = Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children").read_text()
            print(children, flush=True)
            os.kill(os.getpid(), signal.SIGKILL)

        asyncio.run(main())
    """)
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == -signal.SIGKILL, done.stderr
    (child,) = done.stdout.split()
    deadline = time.monotonic() + 20
    while running(child) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not running(child)


def test_the_child_imports_nothing_heavy() -> None:
    heavy = "('scrapy', 'pythainlp', 'sqlalchemy', 'twisted')"
    program = f"import sys, crawler.documents.child; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.strip() == "[]"


def test_an_archives_files_are_read_one_by_one() -> None:
    files = {"แผน.docx": build.docx(), "bad.pdf": b"%PDF-1.4 junk", "bomb.xlsx": giant_sheet(), "ok.txt": b"ok"}

    async def main() -> None:
        async with DocumentPool() as pool:
            found = await pool.read(build.zip_of(files, thai_windows=True), url=URL, fetch=build.fetch_of(URL))
        assert [document.state for document in found] == [
            DocumentState.TEXT,
            DocumentState.TEXT,
            DocumentState.BROKEN,
            DocumentState.LIMIT,
            DocumentState.TEXT,
        ]
        assert found[1].url == f"{URL}#แผน.docx"

    asyncio.run(main())


@pytest.mark.ocr
@needs_tesseract
def test_a_large_picture_fits_the_memory_limit() -> None:
    import io

    from PIL import Image

    held = io.BytesIO()
    Image.new("RGBA", (6300, 6300), (250, 250, 250, 200)).save(held, "PNG")

    async def main() -> None:
        async with DocumentPool() as pool:
            document = await read(pool, held.getvalue(), OcrBudget())
        assert document.state is DocumentState.PICTURE, document.detail
        assert document.detail.endswith("no text recognised")

    asyncio.run(main())


@pytest.mark.ocr
@needs_tesseract
def test_scans_are_recognised_in_their_own_lane_within_the_budget() -> None:
    async def main() -> None:
        budget = OcrBudget(pages=2, seconds=60)
        async with DocumentPool() as pool:
            scans = [read(pool, build.sample("scan.pdf"), budget) for _ in range(3)]
            *found, text = await asyncio.gather(*scans, read(pool, build.docx(), budget))
            assert text.state is DocumentState.TEXT
            states = sorted(document.state for document in found)
            assert states == [DocumentState.OCR, DocumentState.OCR, DocumentState.SCAN]
            unread = next(document for document in found if document.state is DocumentState.SCAN)
            assert "budget" in unread.detail
            assert budget.pages == 0
            assert pool.ledger.recognised_pages == 2

    asyncio.run(main())
