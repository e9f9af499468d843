"""The kinds of question a checklist can ask, and nothing else: each is one file, this is the list."""

from checklist.checks import (
    channel,
    chart,
    contact,
    either,
    eservice,
    file,
    link,
    listing,
    must_look,
    own_text,
    period,
    persons,
    reachable,
    signed,
    statement,
    table,
    words,
)
from checklist.exhibit import CheckFunction

KINDS: dict[str, CheckFunction] = {
    "words": words.check,
    "persons": persons.check,
    "contact": contact.check,
    "table": table.check,
    "period": period.check,
    "listing": listing.check,
    "channel": channel.check,
    "eservice": eservice.check,
    "chart": chart.check,
    "file": file.check,
    "signed": signed.check,
    "statement": statement.check,
    "own_text": own_text.check,
    "link": link.check,
    "reachable": reachable.check,
    "must_look": must_look.check,
}
KINDS["either"] = either.among(KINDS)
"""Every kind by its name in the YAML; `checklist.checks.params.PARAMS` holds the parameters of the same names."""
