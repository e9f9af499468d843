"""What asking has taught: look-alikes and dead folders lose their place, what teaches keeps it."""

from crawler.lessons import LOOK_ALIKES, Lessons
from storage.records import FrontierRow


def row(path: str, priority: float = 0.1) -> FrontierRow:
    return FrontierRow(url=f"https://www.example.go.th/{path}", priority=priority, depth=2)


def test_a_shape_that_teaches_nothing_is_worn_out_and_one_lesson_in_ten_keeps_it() -> None:
    barren, fruitful = Lessons(), Lessons()
    for number in range(LOOK_ALIKES):
        barren.asked(row(f"news/{number}"))
        fruitful.asked(row(f"news/{number}"))
    fruitful.taught(row("news/1"))
    fruitful.taught(row("news/2"))
    assert barren.worn_out(row("news/99").url)
    assert barren.priority_now(row("news/99")) is None
    assert barren.priority_now(row("news/99", 0.9)) is not None  # what promises much is asked all the same
    assert not fruitful.worn_out(row("news/99").url)


def test_the_same_topic_is_news_three_times() -> None:
    lessons = Lessons()
    for number in range(LOOK_ALIKES):
        lessons.asked(row(f"page/{number}"))
        lessons.taught(row(f"page/{number}"), ("law",))
    now = lessons.priority_now(row("page/99", 0.9))
    assert now is not None
    assert now < 0.9 - 0.2


def test_a_folder_where_all_is_dead_comes_later() -> None:
    lessons = Lessons()
    for name in ("a", "b", "c", "d"):
        lessons.asked(row(f"wrong/{name}"))
        lessons.dead(row(f"wrong/{name}"))
    right, wrong = lessons.priority_now(row("right/x", 0.5)), lessons.priority_now(row("wrong/x", 0.5))
    assert right is not None and wrong is not None
    assert wrong < right - 0.25
