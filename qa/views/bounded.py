"""Pages of lists that nobody reads to their end."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Page
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin.paginator import WagtailPaginator

from qa.models import Question

MOST_PAGES = 40


class BoundedPaginator(WagtailPaginator):
    """Ends after so many pages, whatever there is: nobody turns to page 900, and a database reads all before it.

    The rows of a page are found by their keys, so that what is sorted is narrow.
    """

    @cached_property
    def most(self) -> int:
        return MOST_PAGES * int(self.per_page)

    @cached_property
    def _found(self) -> int:
        """How many there are; one more than are shown stands for all that are more."""
        found: int = self.object_list.order_by().values("pk")[: self.most + 1].count()
        return found

    @cached_property
    def count(self) -> int:
        return min(self._found, self.most)

    @property
    def is_bounded(self) -> bool:
        return self._found > self.most

    @cached_property
    def items_count_label(self) -> str:
        if not self.is_bounded:
            return str(super().items_count_label)
        return _("more than %(count)d questions") % {"count": self.count}

    def page(self, number: Any) -> Page[Question]:
        number = self.validate_number(number)
        first = (number - 1) * int(self.per_page)
        keys = list(self.object_list.values_list("pk", flat=True)[first : first + int(self.per_page)])
        rows = self.object_list.in_bulk(keys)
        return self._get_page([rows[key] for key in keys if key in rows], number, self)


def is_cut_off(context: dict[str, Any]) -> bool:
    """Whether the page that is shown is the last one of a list that goes on."""
    paginator = context["paginator"]
    return bool(paginator.is_bounded and context["page_obj"].number == paginator.num_pages)
