"""Pages of the categories of Article 12.1: one valid object each."""

from __future__ import annotations

from datetime import date
from typing import Any

from information.models import StatisticsReportPage
from sites.models import Portal
from tests.factories import make_head, make_member, publish, section_of

DECIDED = date(2026, 10, 15)


def make_report(portal: Portal, title: str = "Thống kê quý III", *, published: bool = False, **values: Any) -> Any:
    """A statistical report whose publication was decided on 15 October 2026: due on the 29th."""
    author = make_member(portal)
    page = StatisticsReportPage(
        **{
            "title": title,
            "lead": "Tóm tắt.",
            "source_agency": portal.governing_body,
            "kind": "statistics",
            "period": "quarter",
            "number": 3,
            "year": 2026,
            "decision": "12/QĐ-CTK",
            "trigger_date": DECIDED,
            "live": False,
            "owner": author,
        }
        | values
    )
    section_of(portal, "thong-ke-bao-cao").add_child(instance=page)
    page.save_revision(user=author)
    return publish(page, by=make_head(portal), author=author) if published else page
