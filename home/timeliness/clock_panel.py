"""The clock beside the day from which it runs: what is left, as the editor writes."""

from __future__ import annotations

import json
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import Panel

from home.timeliness.clock_labels import words_of
from home.timeliness.clock_limits import timing_of


class ClockPanel(Panel):
    """Says when the page must be public. A script asks again when the day is changed (`static/js/admin/clock.js`)."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"heading": _("Time limit")} | kwargs)

    class BoundPanel(Panel.BoundPanel):
        template_name = "home/clock_panel.html"

        def is_shown(self) -> bool:
            return self.instance.has_clock and super().is_shown()

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            page, timing = self.instance, timing_of(self.instance)
            published = timezone.localdate(page.first_published_at) if page.first_published_at else None
            return super().get_context_data(parent_context) | {
                "words": words_of(timing, published_on=published, today=timezone.localdate()) if timing else None,
                "ask_url": reverse("publication_deadline", args=page.counted_as),
                "chosen_by": page.clock_chosen_by,
                "ask_urls": json.dumps(
                    {
                        value: reverse("publication_deadline", args=counted)
                        for value, counted in page.clock_choices.items()
                    }
                ),
                "published_on": published.isoformat() if published else "",
            }
