"""Forms of proposals: the edit form of what the public sees, and what a board member says besides yes and no."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from adminviews.forms.text import CleanTextMixin
from editorial.enums import ProposalState
from editorial.errors import ChangeWaits, SuccessorElsewhere
from editorial.forms.takedown import page_of_successor
from editorial.proposals.actions.proposal import needs_proposal, open_proposal, propose_change
from editorial.proposals.reviewed_models import FILE, ReviewedModel, city_items, reviewed_model
from editorial.review.locking import lock_row
from sites.directory import get_directory
from sites.errors import PortalArchived

if TYPE_CHECKING:
    from django.db.models import Model
    from wagtail.models import Page

    from accounts.models import User
    from editorial.models import ProposedChange


class AskUnpublishForm(CleanTextMixin, forms.Form):
    """Why a page should no longer be public."""

    reason = forms.CharField(
        label=_("reason"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The editorial board reads it, and it stays in the record."),
    )
    successor = forms.CharField(
        label=_("page that takes its place"),
        max_length=500,
        required=False,
        help_text=_("The address of a public page of this portal. Readers of the old address are led there."),
    )
    with_versions = forms.BooleanField(
        label=_("Take the versions in other languages off as well"), required=False, initial=True
    )

    def __init__(self, *args: Any, has_versions: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_versions:
            del self.fields["with_versions"]

    def clean_successor(self) -> Page | None:
        """Return the page of the address."""
        address = self.cleaned_data["successor"]
        return page_of_successor(address, SuccessorElsewhere) if address else None


class ProposeToCityForm(CleanTextMixin, forms.Form):
    """What the board of the city portal should know."""

    reason = forms.CharField(
        label=_("note for the board of the city portal"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class TakeBackForm(forms.Form):
    """Nothing to fill in, only to confirm."""


class SectionChoiceField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return str(obj.title)


def with_section(form_class: type[forms.Form], *, fixed: int | None = None) -> type[forms.Form]:
    """The form by which a board approves, with the section of the city portal an item will stand in.

    Args:
        fixed: key of the section for which the item was approved once; None: it can be any.
    """
    sections = city_items().sections()
    if fixed is not None:
        asked = SectionChoiceField(
            label=_("section of the city portal"),
            queryset=sections.filter(pk=fixed),
            initial=fixed,
            empty_label=None,
            help_text=_("Chosen with the first approval. If it should be another one, return the proposal."),
        )
    else:
        asked = SectionChoiceField(label=_("section of the city portal"), queryset=sections)

    class FormWithSection(form_class):  # type: ignore[valid-type]  # whatever form the review task has
        section = asked

    return FormWithSection


class ProposingFormMixin:
    """Stands before a model form. Whoever saves it, from whatever screen, changes nothing public past the board.

    Attributes:
        proposal: what was submitted when the form was saved; None where nothing was.
    """

    proposal: ProposedChange | None = None
    user: User | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.user = kwargs.get("user") or kwargs.get("for_user")
        super().__init__(*args, **kwargs)

    @cached_property
    def _rule(self) -> ReviewedModel | None:
        """What is registered of the row, where its changes wait for the board."""
        row: Model = self.instance
        return reviewed_model(type(row)) if needs_proposal(row) else None

    def _proposed_names(self) -> list[str]:
        return [name for name in self.changed_data if self._rule is not None and name in self._rule.fields]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean()
        if self._proposed_names():
            record = get_directory().by_id.get(self._rule.portal_of(self.instance) or 0) if self._rule else None
            if record is not None and record.is_archived:
                self.add_error(None, str(PortalArchived.message))
            waiting = open_proposal(self.instance)
            if waiting is not None and waiting.state == ProposalState.WAITING and waiting.proposed_by != self.user:
                self.add_error(None, str(ChangeWaits.message))
        return data

    def save(self, commit: bool = True) -> Any:
        """Submit what the public sees, and save the rest, in one transaction that holds the row and its portal.

        What was asked when the form was checked is asked again then: a board may have approved or opened since what
        shows the row. Screens hold it before they read it (`authentication.views.holding.HoldsRowMixin`), so that for
        them the answer is the same.

        Raises:
            PermissionDenied: nobody is named who proposes it.
        """
        with transaction.atomic():
            if self.instance.pk is not None:
                lock_row(type(self.instance), self.instance.pk)
                self.__dict__.pop("_rule", None)
            names = self._proposed_names()
            if names:
                self._propose(names)
            return super().save(commit=commit)

    def _propose(self, names: list[str]) -> None:
        row: Any = self.instance
        if self.user is None or self._rule is None:
            raise PermissionDenied
        values = self._rule.read(row, names)
        file = self.cleaned_data[FILE] if FILE in names else None
        self.proposal = propose_change(row, values, by=self.user, at=timezone.now(), file=file)
        stored = type(row)._base_manager.get(pk=row.pk)
        for name in names:
            setattr(row, name, getattr(stored, name))
        # Forms of files throw the former file away where another was sent.
        self.changed_data: list[str] = [name for name in self.changed_data if name not in names]
