"""Screens of lists that are common to all portals: read by supervisors, kept by operators (`qa.core.common_lists`)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.views.generic.base import TemplateView
from wagtail.admin.widgets.button import HeaderButton

from members.views.base import AdminFormMixin, AdminView
from qa.views.base import question_url

if TYPE_CHECKING:
    from django.utils.functional import Promise

    from qa.models import CompetentBody, QuestionTopic


class CommonListView(AdminView):
    """A screen of a list; for operators.

    Attributes:
        name: of a row in addresses and templates: `topic`, `topic_add`, `topic_id`.
        list_name: of the address of the list.
        new_label: of a row that is added.
    """

    model: ClassVar[type[QuestionTopic] | type[CompetentBody]]
    name: ClassVar[str]
    list_name: ClassVar[str]
    list_title: ClassVar[Promise]
    new_label: ClassVar[Promise]

    def has_permission(self) -> bool:
        return self.operates


class CommonRowsView(CommonListView, TemplateView):
    """All rows, in the order in which they are chosen from."""

    def has_permission(self) -> bool:
        return self.supervises

    def get_breadcrumbs(self) -> list[dict[str, Any]]:
        return []

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        if not self.operates:
            return []
        return [HeaderButton(self.new_label, url=question_url(f"{self.name}_add"), icon_name="plus", priority=10)]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = [
            {self.name: row, "url": question_url(self.name, row.pk) if self.operates else ""}
            for row in self.model.objects.all()
        ]
        return super().get_context_data(rows=rows, **kwargs)


class CommonRowForm(AdminFormMixin, CommonListView):
    """A form that leads back to the list."""

    def get_breadcrumbs(self) -> list[dict[str, Any]]:
        return [{"url": question_url(self.list_name), "label": self.list_title}]

    def get_success_url(self) -> str:
        return question_url(self.list_name)


class ChangedRowForm(CommonRowForm):
    """A form about one row.

    Attributes:
        facts: names of its fields that the form has.
    """

    facts: ClassVar[tuple[str, ...]]

    @cached_property
    def row(self) -> Any:
        return get_object_or_404(self.model, pk=self.kwargs[f"{self.name}_id"])

    def get_page_subtitle(self) -> str:
        return str(self.row)

    def get_form_kwargs(self) -> dict[str, Any]:
        facts = {name: getattr(self.row, name) for name in self.facts}
        return {"initial": facts | {"is_in_use": self.row.ended_on is None}}
