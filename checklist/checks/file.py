"""file: a file to download in one of the wanted formats."""

from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from checklist.checks.params import FileParams
from checklist.exhibit import Question, doubt, nothing
from checklist.verdict import Finding

_SAME = {"xls": "xlsx", "doc": "docx", "ppt": "pptx"}


def check(question: Question) -> Finding:
    """A document of the format, read or not: that the file is there is the question, not what it says."""
    formats = {_plain(one) for one in question.want(FileParams).formats}
    for exhibit in (*question.exhibits, *question.unread):
        if exhibit.kind == "document" and _plain(exhibit.format) in formats:
            return question.found("file_found", exhibit.evidence(exhibit.name), format=exhibit.format)
    if not question.exhibits:
        return nothing(question)
    for exhibit in question.exhibits:
        for link in exhibit.links:
            if link.place == "content" and _plain(extension(link.url)) in formats:
                return question.found("file_found", exhibit.evidence(link.text), format=extension(link.url))
    wanted = tuple(question.want(FileParams).formats)
    return doubt(question, question.lacks("file_missing", question.exhibits[0].evidence(), formats=wanted))


def extension(url: str) -> str:
    """The extension of an address's last part, lower case, without the dot."""
    return PurePosixPath(unquote(urlsplit(url).path)).suffix.lstrip(".").lower()


def _plain(name: str) -> str:
    lowered = name.lower()
    return _SAME.get(lowered, lowered)
