"""The ways to English versions: a button on the screens of a page, and a column of the explorer that says how far each
is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy
from wagtail.admin.ui.tables import Column
from wagtail.admin.widgets.button import HeaderButton
from wagtail.models import Page

from adminsite.views.explorer import ExplorerColumn, register_explorer_column
from home.translations.versions.queries import EnglishState, versions_of
from sites.directory import HOME_DEPTH

if TYPE_CHECKING:
    from accounts.models import User


def may_translate(page: Page, user: User) -> bool:
    """Whether a person makes versions of pages; containers and homes have theirs from the beginning."""
    return page.depth > HOME_DEPTH and bool(user.has_perm("wagtail_localize.submit_translation"))


def english_buttons(page: Page, user: User) -> Iterator[HeaderButton]:
    """Lead from a page to where its English version is made or translated, and from that one to its texts."""
    if not page.pk or page.depth < HOME_DEPTH or not user.has_perm("wagtail_localize.submit_translation"):
        return
    if page.locale.language_code != settings.LANGUAGE_CODE:
        yield _button(gettext("Translate side by side"), reverse("translate_page", args=[page.pk]))
    elif page.depth > HOME_DEPTH:
        # Leads on to the texts where there is a version. Lists know of the page whether there is.
        lacks_one = getattr(page, "_has_untranslated_locale", None)
        has_one = bool(versions_of([page])) if lacks_one is None else not lacks_one
        label = gettext("English version") if has_one else gettext("Make the English version")
        yield _button(label, reverse("wagtail_localize:submit_page_translation", args=[page.pk]))


def _button(label: str, address: str) -> HeaderButton:
    return HeaderButton(label, url=address, icon_name="globe", priority=60)


class EnglishColumn(Column):
    """How far the English version is; a link to it, or to where it is made."""

    cell_template_name = "home/english_cell.html"

    def get_value(self, instance: Any) -> str:
        return str(instance.english[1].label)

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        version, state = instance.english
        may_edit = parent_context["request"].user.has_perm("wagtail_localize.submit_translation")
        return context | {"version": version, "state": state, "may_edit": may_edit}


def fill(pages: Sequence[Page]) -> None:
    """Read the versions of all rows."""
    found = versions_of(pages)
    for page in pages:
        page.english = found.get(page.translation_key, (None, EnglishState.NONE))


def is_shown(page: Page) -> bool:
    """Whether what stands below a page is Vietnamese."""
    return page.depth >= HOME_DEPTH and page.locale.language_code == settings.LANGUAGE_CODE


register_explorer_column(
    ExplorerColumn(EnglishColumn("english", label=gettext_lazy("English"), width="12%"), fill, is_shown)
)
