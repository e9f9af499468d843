"""The JSON is what its schema says, and holds what the issue asks for."""

import json
from pathlib import Path

import jsonschema

from reports.to_json import to_json, to_json_text
from tests.reports.pretend import review, view

SCHEMA = json.loads((Path(__file__).parents[2] / "reports/static/oit-audit-1.schema.json").read_text(encoding="utf-8"))


def test_valid_by_its_schema_with_and_without_a_crawl() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    for made in (view(), view(crawl=None, previous=None, site=None), view(reviews=(review(),))):
        jsonschema.validate(json.loads(to_json_text(made)), SCHEMA)


def test_items_say_status_points_reason_and_where() -> None:
    data = to_json(view())
    first = data["items"][0]
    assert data["format"] == "oit-audit/1"
    assert (first["code"], first["status"]) == ("O1", "partial")
    assert first["topics"] == ["structure", "executives"]
    assert first["evidence"][0]["path"] == ["ข้อมูลหน่วยงาน", "โครงสร้างและอำนาจหน้าที่"]
    assert [e["outcome"] for e in first["elements"]] == ["passed", "passed", "failed"]
    assert [e["provenance"] for e in first["elements"]] == ["found", "carried", "memory"]
    assert data["crawl"]["requests"] == 212


def test_every_point_lost_is_said_once() -> None:
    made = view()
    lost = sum(item.oit_points for item in made.items)
    assert abs(lost - (100 - made.score.oit)) < 1e-6


def test_broken_and_unread_are_kept_apart() -> None:
    data = to_json(view())
    assert [b["outcome"] for b in data["broken_links"]] == ["server_error", "not_found"]
    assert [b["outcome"] for b in data["could_not_read"]] == ["too_large", "robots"]
    assert data["broken_links"][0]["text"] == "ยื่นคำร้องออนไลน์"
