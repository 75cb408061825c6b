"""Giving and ending roles, and invitations to them. Persons are named, never chosen from a list of accounts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.contrib.auth.password_validation import password_validators_help_text_html, validate_password
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.widgets import AdminDateInput
from wagtail.models import Page

from accounts.models import User
from adminviews.forms.text import CleanTextMixin, ReasonForm
from members.access.permissions import find_person
from members.enums import Engagement, Role, Seat
from members.errors import PersonAmbiguous, SectionNotAsked
from members.register import REGISTER_KINDS
from members.remits import Remit, remit_choices

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from members.models import ContributionRules


# Root, container, home: the depth of the sections right below a home.
SECTION_DEPTH = 4
# As long as fits a telephone.
SECTION_LABEL_LENGTH = 32


class PersonField(forms.CharField):
    """An account by its exact user name or e-mail address."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("person"))
        kwargs.setdefault("help_text", _("The exact user name or e-mail address of the account."))
        super().__init__(max_length=254, **kwargs)

    def clean(self, value: Any) -> User:
        try:
            person = self.find(super().clean(value))
        except PersonAmbiguous as refusal:
            raise forms.ValidationError(str(refusal), code=refusal.code) from refusal
        if person is None:
            raise forms.ValidationError(self.unknown)
        return person

    unknown = _("No active account has exactly this user name or e-mail address. Ask the operator to create one.")

    def find(self, text: str) -> User | None:
        return find_person(text)


class ClosedAccountField(PersonField):
    """A field that finds a person whose account is closed."""

    unknown = _("No closed account has exactly this user name or e-mail address.")

    def find(self, text: str) -> User | None:
        return find_person(text, is_active=False)


class ColleagueField(forms.ModelChoiceField):
    """A person out of a list that the place itself may see; the user name tells namesakes apart."""

    def label_from_instance(self, obj: User) -> str:
        return f"{obj} ({obj.get_username()})"


class SectionField(forms.ModelChoiceField):
    """A section of the portal, those below another one set in."""

    def label_from_instance(self, obj: Page) -> str:
        return Truncator(f"{'– ' * (obj.depth - SECTION_DEPTH)}{obj.title}").chars(SECTION_LABEL_LENGTH)


class RoleTermsForm(CleanTextMixin, forms.Form):
    """What is said of a role that is given: which, as what, until when, why."""

    role = forms.ChoiceField(label=_("role"))
    section = SectionField(
        label=_("section"),
        queryset=Page.objects.none(),
        required=False,
        empty_label=pgettext_lazy("sections", "All"),
        help_text=_("For a section editor only."),
    )
    remit = forms.TypedChoiceField(
        label=_("supervised portals"),
        required=False,
        coerce=Remit.of_code,
        empty_value=None,
        help_text=_("For a supervisor only: reads these portals and no other."),
    )
    engagement = forms.ChoiceField(
        label=_("engagement"), choices=[("", _("not recorded")), *Engagement.choices], required=False
    )
    valid_until = forms.DateField(
        label=_("until"), required=False, widget=AdminDateInput, help_text=_("Last day. Leave it blank for no end.")
    )
    reason = forms.CharField(label=_("reason"), max_length=250)
    decision_ref = forms.CharField(
        label=_("decision"),
        max_length=100,
        required=False,
        help_text=_("Number and date of the decision, if there is one."),
    )

    def __init__(
        self,
        *args: Any,
        roles: Iterable[Role],
        sections: QuerySet[Page] | None = None,
        has_remits: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [(role.value, role.label) for role in roles]
        if has_remits:
            self.fields["remit"].choices = remit_choices()
        else:
            del self.fields["remit"]
        if sections is None:
            del self.fields["section"]
        else:
            self.fields["section"].queryset = sections


class GrantRoleForm(RoleTermsForm):
    """Give a person a role: a colleague of this place, or, where `people` is None, any account by its exact name."""

    field_order = ("person",)
    person = PersonField()

    def __init__(self, *args: Any, people: QuerySet[User] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if people is not None:
            self.fields["person"] = ColleagueField(
                label=_("person"),
                queryset=people,
                help_text=_("Somebody who has a role or a seat here. Invite everybody else."),
            )


class LookUpForm(forms.Form):
    """Words to look people up by, beside the fields of an invitation."""

    look_for = forms.CharField(
        label=_("Look for a person by name or e-mail"),
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_(
            "Accents do not matter. Finds people of the portals that you look after; invite everybody else by "
            "filling in the fields below."
        ),
    )


# Before the value of a seat among the roles that are offered.
SEAT_PREFIX = "seat-"


class InviteForm(RoleTermsForm):
    """Invite a person by e-mail to a role or, where `seats` are named, to a seat on the board."""

    field_order = ("email", "full_name", "role", "section", "remit", "engagement", "valid_from")
    email = forms.EmailField(
        label=_("e-mail address"), help_text=_("Of this person alone: whoever reads its mail can accept.")
    )
    full_name = forms.CharField(label=_("full name"), max_length=150)
    valid_from = forms.DateField(
        label=_("from"),
        required=False,
        widget=AdminDateInput,
        help_text=_("First day. Leave it blank for the day on which the person accepts."),
    )

    def __init__(self, *args: Any, seats: Iterable[Seat] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [(f"{SEAT_PREFIX}{seat.value}", seat.label) for seat in seats]
        if offered:
            field = self.fields["role"]
            field.label = _("role or seat")
            field.choices = [
                (pgettext_lazy("group of choices", "Seats on the editorial board"), offered),
                (pgettext_lazy("group of choices", "Roles"), field.choices),
            ]
            self.fields["decision_ref"].help_text = _("Number and date of the decision. A seat is not given without.")

    def clean(self) -> dict[str, Any]:
        """Tell the seat, or the role, of what was chosen."""
        data = super().clean() or self.cleaned_data
        chosen = data.get("role", "")
        if chosen.startswith(SEAT_PREFIX):
            data["seat"] = Seat(chosen.removeprefix(SEAT_PREFIX))
            del data["role"]
            if data.pop("section", None):
                self.add_error("section", str(SectionNotAsked()))
        elif chosen:
            data["role"] = Role(chosen)
        return data


class AcceptRulesForm(forms.Form):
    """Accept the rules of contribution with a role (29.1).

    The box has the version in its name: where other rules hold by the time that the form comes back, it is not ticked.
    """

    def __init__(self, *args: Any, rules: ContributionRules, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rules = rules
        self.fields[f"accepts_rules_{rules.version}"] = forms.BooleanField(
            label=_("I have read the rules of contribution and follow them in all that I provide for the portal"),
            error_messages={"required": _("Read the rules of contribution and accept them")},
        )


class AcceptInvitationForm(AcceptRulesForm):
    """Accept the rules, and choose the password of a new account."""

    password1 = forms.CharField(
        label=_("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=password_validators_help_text_html(),
    )
    password2 = forms.CharField(
        label=_("Password once more"), strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )

    def __init__(self, *args: Any, account: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.account = account

    def clean_password1(self) -> str:
        password = self.cleaned_data["password1"]
        validate_password(password, user=self.account)
        return password

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("password1") and data.get("password1") != data.get("password2"):
            self.add_error("password2", _("The two passwords are not the same."))
        return data


class SuccessorForm(CleanTextMixin, forms.Form):
    """Who follows a person, or why nobody does; neither is asked where `successors` is None."""

    successor_help: ClassVar[Any] = _(
        "Somebody who has a role or a seat here. The person takes over at once what ends here."
    )

    successor = ColleagueField(
        label=pgettext_lazy("person", "successor"),
        queryset=User.objects.none(),
        required=False,
        empty_label=_("Nobody yet"),
    )
    vacancy_reason = forms.CharField(
        label=_("why nobody follows yet"),
        max_length=250,
        required=False,
        help_text=_("Only where nobody else is left. The board and the city's supervisors read it."),
    )

    def __init__(self, *args: Any, successors: QuerySet[User] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if successors is None:
            del self.fields["successor"], self.fields["vacancy_reason"]
        else:
            self.fields["successor"].queryset = successors
            self.fields["successor"].help_text = self.successor_help


class SuccessionForm(SuccessorForm, ReasonForm):
    """End a right for a reason, and say who follows."""


class WithdrawRoleForm(SuccessionForm):
    """End a role at once."""


class RegisterFilterForm(forms.Form):
    """Which persons of a portal are shown: of one kind, on one day."""

    kind = forms.ChoiceField(label=_("Serves as"), required=False)
    on = forms.DateField(label=_("On the day"), widget=AdminDateInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", _("Everybody")), *((kind.value, kind.label) for kind in REGISTER_KINDS)]
