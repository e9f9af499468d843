"""Makes the committed office files in ``samples/``: run by hand, needs LibreOffice. All names are invented.

    .venv/bin/python -m tests.crawler.documents.make_office_samples

plan.doc, plan.odt, plan.rtf   a heading, a paragraph, a table of a procurement plan, and who approved it
plan.xls, plan.ods             the table alone
talk.ppt.gz, talk.odp          two slides, one with a table, and a speaker's notes
"""

import gzip
import subprocess
import tempfile
from pathlib import Path

from tests.crawler.documents import document_builders as build

HERE = Path(__file__).parent / "samples"
WORDS = "องค์การบริหารส่วนตำบลตัวอย่างดี ได้จัดทำแผนการจัดซื้อจัดจ้าง “ตามพระราชบัญญัติ” วันที่ ๓ ตุลาคม ๒๕๖๘"
SIGNED = "ผู้อนุมัติ นางสาวสมหญิง ตัวอย่างสุข"
_NAMESPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "text", "table")
)


def flat(kind: str, inner: str) -> str:
    """An OpenDocument file in one piece of XML."""
    mime = f"application/vnd.oasis.opendocument.{kind}"
    body = f"<office:body><office:{kind}>{inner}</office:{kind}></office:body>"
    start = '<?xml version="1.0" encoding="UTF-8"?>'
    return (
        f'{start}<office:document {_NAMESPACES} office:version="1.3" office:mimetype="{mime}">{body}</office:document>'
    )


def table() -> str:
    """The plan's table."""
    rows = "".join(
        f"<table:table-row>{''.join(f'<table:table-cell><text:p>{cell}</text:p></table:table-cell>' for cell in row)}"
        "</table:table-row>"
        for row in (build.HEADER, *build.ROWS)
    )
    columns = f'<table:table-column table:number-columns-repeated="{len(build.HEADER)}"/>'
    return f'<table:table table:name="แผน">{columns}{rows}</table:table>'


def main() -> None:
    """Write the sources and have LibreOffice save them in the old formats."""
    heading = f'<text:h text:outline-level="1">{build.TITLE}</text:h><text:p>{WORDS}</text:p>'
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        (folder / "plan.fodt").write_text(
            flat("text", f"{heading}{table()}<text:p>{SIGNED}</text:p>"), encoding="utf-8"
        )
        (folder / "plan.fods").write_text(flat("spreadsheet", table()), encoding="utf-8")
        (folder / "talk.pptx").write_bytes(build.pptx())
        for source, formats in (("plan.fodt", "doc odt rtf"), ("plan.fods", "xls ods"), ("talk.pptx", "ppt odp")):
            for format_ in formats.split():
                command = ["soffice", "--headless", f"-env:UserInstallation={(folder / 'profile').as_uri()}"]
                command += ["--convert-to", format_, "--outdir", str(HERE), str(folder / source)]
                subprocess.run(command, check=True, timeout=120)
    made = HERE / "talk.ppt"  # 20 times its text, nearly all of it blank
    made.with_suffix(".ppt.gz").write_bytes(gzip.compress(made.read_bytes(), mtime=0))
    made.unlink()


if __name__ == "__main__":
    main()
