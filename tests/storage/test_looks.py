"""Looks between two crawls: the last one at each place, and what is gone over all agencies."""

from storage.store import Look, Loss, Store

THERE = Look("a1", "https://a1.example/plan.pdf", "2026-04-01T01:00:00+00:00", "there", "ok")
GONE = Look(
    "a1", "https://a1.example/ผัง", "2026-04-01T01:00:00+00:00", "gone", "not_found", "404", "2026-04-01T01:00:00+00:00"
)
OTHER = Look(
    "b2", "https://b2.example/", "2026-03-31T01:00:00+00:00", "gone", "timeout", "", "2026-03-31T01:00:00+00:00"
)


def test_the_last_look_at_each_place_is_kept(store: Store) -> None:
    store.replace_looks("a1", [THERE, GONE])
    store.replace_looks("b2", [OTHER])
    assert store.looks("a1") == (THERE, GONE)
    store.replace_looks("a1", [GONE])
    assert store.looks("a1") == (GONE,)
    assert store.looks("nobody") == ()


def test_what_is_gone_is_told_longest_gone_first(store: Store) -> None:
    store.replace_looks("a1", [THERE, GONE])
    store.replace_looks("b2", [OTHER])
    assert store.gone() == (OTHER, GONE)
    store.replace_looks("b2", [])
    assert store.gone() == (GONE,)


def test_alarms_that_were_given_are_kept_until_they_are_replaced(store: Store) -> None:
    first = Loss(
        "b2", "oit-2569", "O1", "https://b2.example/ผัง", "2026-04-01", "2026-04-02T01:00:00+00:00", "oit watch"
    )
    later = Loss(
        "a1", "oit-2569", "O8", "https://a1.example/", "2026-04-02", "2026-04-03T01:00:00+00:00", "oit nightly"
    )
    store.replace_losses("a1", [later, later])
    store.replace_losses("b2", [first])
    assert store.losses() == (first, later)
    assert store.losses("a1") == (later,)
    store.replace_losses("b2", [])
    assert store.losses() == (later,)
