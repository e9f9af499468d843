"""The deep reading of a candidate page: tables, pictures with what stands beside them, forms, sections, cards. Pure.

BeautifulSoup over lxml, for the few pages that may be evidence: it forgives what old pages do to HTML. What
`crawler.bounds` bounds is bounded here too.
"""

import warnings

from bs4 import BeautifulSoup, MarkupResemblesLocatorWarning, XMLParsedAsHTMLWarning

from checklist.site import PageDetail
from crawler import addresses, charset
from crawler.bounds import guard
from crawler.deep.cards import cards_of
from crawler.deep.embeds import embeds_of
from crawler.deep.forms import forms_of
from crawler.deep.pictures import pictures_of
from crawler.deep.sections import sections_of
from crawler.deep.tables import tables_of
from crawler.deep.tree import Tree, attribute


def read_deeply(body: bytes, *, url: str, content_type: str = "") -> PageDetail:
    """What a careful reader sees on the page. Never fails; a body that is no HTML gives an empty detail."""
    kept, _ = guard(body)
    text, _ = charset.decode(kept, content_type)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", XMLParsedAsHTMLWarning)
        warnings.simplefilter("ignore", MarkupResemblesLocatorWarning)
        try:
            # classes stay one text: to split every class of a page costs a tenth of the parsing
            soup = BeautifulSoup(text.replace("\x00", ""), "lxml", multi_valued_attributes=None)
        except (RecursionError, ValueError, AssertionError):
            return PageDetail()
    tree = Tree(soup)
    base = _base(tree, url)
    embeds = tuple(embeds_of(tree, base))
    try:
        return PageDetail(
            tables=tuple(tables_of(tree)),
            images=tuple(pictures_of(tree, base)),
            forms=tuple(forms_of(tree, base)),
            sections=tuple(sections_of(tree)),
            embeds=embeds,
            cards=tuple(cards_of(tree)),
        )
    except RecursionError:  # a table of nothing but titles
        return PageDetail(embeds=embeds)


def _base(tree: Tree, url: str) -> str:
    """The address that the page's relative ones start from."""
    named = next((tag for tag in tree.bases if "href" in tag.attrs), None)
    return (addresses.normalise(attribute(named, "href"), base=url) if named is not None else "") or url
