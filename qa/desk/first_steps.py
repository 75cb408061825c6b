"""First steps of those who answer questions, and of administrators who name them."""

from __future__ import annotations

from functools import partial

from django.db.models import Exists, OuterRef
from django.utils.translation import pgettext_lazy

from adminsite.enums import Audience
from adminsite.help.first_steps import FirstStep, Newcomer, register_first_step
from qa.enums import Verb
from qa.models import QuestionEvent, UnitOfficer
from qa.views.base import question_url


def _is_in_a_unit(newcomer: Newcomer) -> Exists:
    named = UnitOfficer.objects.in_force(on=newcomer.on).filter(user=OuterRef("pk"), unit__ended_on=None)
    return Exists(named.order_by())


def _has_named_an_officer(newcomer: Newcomer) -> Exists:
    own = UnitOfficer.objects.in_force(on=newcomer.on).filter(unit__portal__in=newcomer.roles.administered)
    return Exists(own.order_by())


def _has_done(verb: Verb, _newcomer: Newcomer) -> Exists:
    return Exists(QuestionEvent.objects.filter(actor=OuterRef("pk"), verb=verb).order_by())


for step in (
    FirstStep(
        audience=Audience.OFFICER,
        code="unit",
        order=30,
        label=pgettext_lazy("first step", "Your portal administrator names you for a unit"),
        address=partial(question_url, "inbox"),
        done=_is_in_a_unit,
    ),
    FirstStep(
        audience=Audience.OFFICER,
        code="started",
        order=40,
        label=pgettext_lazy("first step", "Take up your first question"),
        address=partial(question_url, "inbox"),
        done=partial(_has_done, Verb.START),
    ),
    FirstStep(
        audience=Audience.OFFICER,
        code="submitted",
        order=50,
        label=pgettext_lazy("first step", "Submit your first answer to the board"),
        address=partial(question_url, "inbox"),
        done=partial(_has_done, Verb.SUBMIT),
    ),
    FirstStep(
        audience=Audience.PORTAL_ADMIN,
        code="unit",
        order=50,
        label=pgettext_lazy("first step", "Name an officer for a unit that answers questions"),
        address=partial(question_url, "units"),
        done=_has_named_an_officer,
    ),
):
    register_first_step(step)
