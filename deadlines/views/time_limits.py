"""The time limits of each category: read by supervisors, kept by operators."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy
from django.views.generic.base import TemplateView
from wagtail.admin.widgets.button import HeaderButton

from deadlines.deadline_rules import add_rule, apply_profile, end_rule, verify_rule
from deadlines.enums import Step, Trigger
from deadlines.explaining import limit_in_words
from deadlines.forms.deadlines import ApplyProfileForm, EndRuleForm, NewRuleForm, RuleForm
from deadlines.models import DeadlineRule, RuleProfile
from deadlines.queries import profile_on
from members.views.base import AdminFormMixin, AdminView, portal_url


class RulesBaseView(AdminView):
    """A screen of the time limits."""

    header_icon = "time"

    def has_permission(self) -> bool:
        return self.operates

    def get_breadcrumbs(self) -> list[dict[str, Any]]:
        return [{"url": portal_url("time_limits"), "label": _("Time limits")}]


class RulesView(RulesBaseView, TemplateView):
    """Every set of rules with what it says of each category, the newest first."""

    page_title = gettext_lazy("Time limits")
    template_name = "sites/time_limits.html"

    def has_permission(self) -> bool:
        return self.supervises

    def get_breadcrumbs(self) -> list[dict[str, Any]]:
        return []

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        kept = HeaderButton(_("Retention periods"), url=portal_url("retention"), icon_name="history", priority=20)
        if not self.operates:
            return [kept]
        return [HeaderButton(_("Add a time limit"), url=portal_url("add_rule"), icon_name="plus", priority=10), kept]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        current = profile_on(self.today)
        rules = DeadlineRule.objects.select_related("category", "profile").order_by(
            "profile_id", "category__position", "step", "trigger", "-valid_from"
        )
        of_profile = {key: list(rows) for key, rows in groupby(rules, key=lambda rule: rule.profile_id)}
        profiles = RuleProfile.objects.select_related("supplements")
        return super().get_context_data(
            profiles=[
                {
                    "profile": profile,
                    "is_current": current is not None and profile.pk == current.pk,
                    "apply_url": portal_url("apply_profile", profile.pk) if self.operates else "",
                    "rows": [self._row(rule) for rule in of_profile.get(profile.pk, [])],
                }
                for profile in profiles
            ],
            operates=self.operates,
            **kwargs,
        )

    def _row(self, rule: DeadlineRule) -> dict[str, Any]:
        is_over = rule.valid_to is not None
        return {
            "rule": rule,
            "limit": limit_in_words(rule.limit),
            "replace_url": portal_url("replace_rule", rule.pk) if self.operates and not is_over else "",
            "end_url": portal_url("end_rule", rule.pk) if self.operates and not is_over else "",
        }


class RulesForm(AdminFormMixin, RulesBaseView):
    """A form of an operator that leads back to the list."""

    refusal_fields = {
        "reason_missing": "reason",
        "decision_missing": "source",
        "rule_begins_earlier": "valid_from",
        "profile_held": "applies_from",
    }

    def get_success_url(self) -> str:
        return portal_url("time_limits")


class AddRuleView(RulesForm):
    form_class = NewRuleForm
    page_title = gettext_lazy("Add a time limit")

    def form_valid(self, form: forms.Form) -> HttpResponse:
        data = form.cleaned_data
        rule = add_rule(
            data["profile"],
            data["category"],
            step=Step(data["step"]),
            trigger=Trigger(data["trigger"]),
            text=form.text(),
            by=self.request.user,
            at=self.now,
        )
        return self.succeed(told_of(rule))


class RuleView(RulesForm):
    """A form about one time limit."""

    @cached_property
    def rule(self) -> DeadlineRule:
        return get_object_or_404(DeadlineRule.objects.select_related("category", "profile"), pk=self.kwargs["rule_id"])

    def get_page_subtitle(self) -> str:
        return str(self.rule.category)

    def get_introduction(self) -> list[str]:
        said = _("So far: %(limit)s, counted from: %(trigger)s (%(article)s, %(source)s).")
        return [
            said
            % {
                "limit": limit_in_words(self.rule.limit),
                "trigger": self.rule.get_trigger_display(),
                "article": self.rule.article or "–",
                "source": self.rule.source,
            }
        ]


class ReplaceRuleView(RuleView):
    """Another limit from a day on; or, of the same beginning, that somebody compared it with the act."""

    form_class = RuleForm
    page_title = gettext_lazy("Change a time limit")

    def get_introduction(self) -> list[str]:
        return [
            *super().get_introduction(),
            _(
                "The time limit so far ends the day before the new one begins. To mark it as verified without changing"
                " it, leave everything else as it is."
            ),
        ]

    def get_form_kwargs(self) -> dict[str, Any]:
        names = ("unit", "count", "article", "source", "valid_from", "is_verified")
        return {"initial": {name: getattr(self.rule, name) for name in names}}

    def form_valid(self, form: forms.Form) -> HttpResponse:
        rule = self.rule
        if form.changed_data == ["is_verified"] and form.cleaned_data["is_verified"]:
            verify_rule(rule, by=self.request.user, at=self.now)
            return self.succeed(_("The time limit of “%(category)s” is verified.") % {"category": rule.category})
        new = add_rule(
            rule.profile,
            rule.category,
            step=Step(rule.step),
            trigger=Trigger(rule.trigger),
            text=form.text(),
            by=self.request.user,
            at=self.now,
        )
        return self.succeed(told_of(new))


class EndRuleView(RuleView):
    form_class = EndRuleForm
    page_title = gettext_lazy("End a time limit")
    submit_label = pgettext_lazy("time limit", "End")
    is_serious = True
    refusal_fields = {"reason_missing": "reason", "rule_begins_earlier": "last"}

    def form_valid(self, form: forms.Form) -> HttpResponse:
        data = form.cleaned_data
        end_rule(self.rule, last=data["last"], reason=data["reason"], by=self.request.user, at=self.now)
        return self.succeed(_("The time limit of “%(category)s” ends.") % {"category": self.rule.category})


class ApplyProfileView(RulesForm):
    """From when the city applies a set of rules."""

    form_class = ApplyProfileForm
    page_title = gettext_lazy("Apply a set of rules")
    introduction = (
        gettext_lazy(
            "What is counted from an earlier day keeps the rules of that day. Rules that the set does not have are"
            " those of the set that it supplements."
        ),
    )

    @cached_property
    def profile(self) -> RuleProfile:
        return get_object_or_404(RuleProfile.objects, pk=self.kwargs["profile_id"])

    def get_page_subtitle(self) -> str:
        return str(self.profile)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {"initial": {"applies_from": self.profile.applies_from}}

    def form_valid(self, form: forms.Form) -> HttpResponse:
        data = form.cleaned_data
        moved = apply_profile(
            self.profile, applies_from=data["applies_from"], reason=data["reason"], by=self.request.user, at=self.now
        )
        text = ngettext(
            "“%(profile)s” is changed; %(moved)d last day of an item moved.",
            "“%(profile)s” is changed; %(moved)d last days of items moved.",
            moved,
        )
        return self.succeed(text % {"profile": self.profile, "moved": moved})


def told_of(rule: DeadlineRule) -> str:
    """What the person is told after a time limit was added or replaced."""
    return _("“%(category)s”: %(limit)s from %(day)s.") % {
        "category": rule.category,
        "limit": limit_in_words(rule.limit),
        "day": date_format(rule.valid_from, "SHORT_DATE_FORMAT"),
    }
