"""The closed list of reason codes, and the values each one carries.

`reports.wording` has one Thai and one English sentence for each; a test holds the two lists together. Add a code here
first. Value names are used as placeholders in the sentences.
"""

from checklist.verdict import Reason

REASONS: dict[str, tuple[str, ...]] = {
    # --- element findings
    "words_found": ("words",),
    "words_missing": ("words",),
    "person_complete": ("name", "position"),
    "person_lacks": ("name", "lacks"),  # lacks: tuple of position, photo, contact
    "persons_missing": ("wanted", "seen"),
    "contact_found": ("parts",),
    "contact_lacks": ("lacks",),
    "table_complete": ("columns", "rows"),
    "table_lacks_columns": ("columns",),
    "table_empty_cells": ("column", "row", "count"),
    "table_missing": (),
    "table_no_rows": (),
    "period_right": ("wanted", "seen"),
    "period_wrong": ("wanted", "seen"),
    "period_unknown": ("wanted",),
    "months_missing": ("months",),
    "list_long_enough": ("count", "wanted"),
    "list_too_short": ("count", "wanted"),
    "channel_found": ("channel",),
    "channel_missing": (),
    "chart_found": ("how",),
    "chart_missing": (),
    "file_found": ("format",),
    "file_missing": ("formats",),
    "signed": ("by",),
    "not_signed": (),
    "nothing_to_report": ("statement",),
    "whole_law_posted": ("title",),
    "no_way_met": ("ways",),  # the list's own names of the ways
    "text_found": ("length",),  # letters
    "text_too_short": ("length", "wanted"),
    "link_found": ("service",),
    "link_missing": ("services",),
    "reachable": ("clicks",),
    "not_reachable": (),
    "person_must_look": ("why",),  # a code of wording.WHY, or the list's own words as a pair (Thai, English)
    "photo_unclear": ("name",),
    "text_unreadable": ("state",),
    "ocr_only": ("what",),
    "no_evidence": (),
    "kind_unknown": ("kinds",),
    "not_for_kind": ("kind",),
    # --- item verdicts
    "all_elements": ("count",),
    "elements_missing": ("count", "of", "what"),  # what: the first few that lack, in the list's words or as codes
    "elements_unclear": ("count", "of", "what"),
    "other_year": ("wanted", "seen"),
    "year_unclear": ("wanted",),
    "only_dead_links": ("count", "answer"),
    "only_empty_targets": ("count",),
    "only_listed": ("count",),
    "only_locked": ("state",),
    "nothing_found": ("looked_at",),
    "nothing_found_unfinished": ("looked_at", "waiting"),
    "nothing_found_unrendered": ("looked_at", "page"),
    "site_unreadable": ("outcome",),
    "item_not_for_kind": ("kind",),
    "match_unsure": ("score",),
    "reviewed": ("reviewer", "note"),
    # --- weak evidence
    "weak_scan": ("pages",),
    "weak_ocr": (),
    "weak_password": (),
    "weak_picture": (),
    "weak_drive_private": ("service",),
    "weak_drive_dead": ("service",),
    "weak_offsite_only": ("service",),
    "weak_facebook_only": (),
    "weak_construction": (),
    "weak_empty": ("title",),
    "weak_criteria_only": (),
    "weak_shared_file": ("count",),
    "weak_other_agency": ("name",),
    "weak_whole_law": ("title",),
    "weak_filler": (),
    "weak_soft_404": (),
    "weak_login": (),
    "weak_dead": ("answer",),
    "weak_robots": (),
    "weak_needs_script": (),
    "weak_unreadable": ("outcome",),
    "weak_false_friend": ("words",),
    "weak_listed": (),  # an entry of a list with no target
    "weak_embedded": (),  # shown in an embedded viewer, not readable as text
}


def reason(code: str, **values: str | int | float | tuple[str, ...]) -> Reason:
    """A `Reason` of a known code with exactly its values; KeyError or ValueError for a programming mistake."""
    if set(values) != set(REASONS[code]):
        raise ValueError(f"reason {code} takes {REASONS[code]}, not {tuple(values)}")
    return Reason(code, values)
