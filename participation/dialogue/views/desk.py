"""Screens of those who handle the questions of live events: the list of events, the screen of the moderator, and one
question."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext, pgettext_lazy
from django.views.generic.base import TemplateView
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column, TitleColumn

from adminviews.tables import CardColumn
from audit.errors import PortalRefusal
from formats.vietnamese.dates import vi_short_datetime
from information.models import LiveEventPage
from members.views.base import AdminFormMixin, AdminListView, AdminView
from participation.consultation.forms import PlainForm
from participation.consultation.permissions import actors_of, handling_portals
from participation.dialogue.actions import (
    answer_live_question,
    mark_answered_live,
    move_live_question,
    pass_on_unanswered,
    publish_live_question,
    redact_live_question,
    takes,
    withhold_live_question,
)
from participation.dialogue.enums import LiveVerb
from participation.dialogue.errors import EventNotOver, LiveQuestionMoved
from participation.dialogue.forms import (
    LiveAnswerForm,
    LiveMarkForm,
    LivePublishForm,
    LiveRedactForm,
    LiveWithholdForm,
)
from participation.dialogue.lifecycle import may_act
from participation.dialogue.public import list_hash_of
from participation.enums import CommentActor, CommentState, LiveWithheldBecause, ViewReason
from participation.models import LiveQuestion
from participation.personal_data.redaction import proposals, redacted
from participation.senders import agrees_to_name, name_to_publish, read_contact
from sites.directory import get_directory

NAMESPACE = "live_questions_desk"
# The screen of the moderator is asked for every ten seconds: of what is done it shows the newest.
DONE_SHOWN = 50


def desk_url(name: str, *args: Any) -> str:
    return reverse(f"{NAMESPACE}:{name}", args=args)


class DialogueBaseView(AdminView):
    """For those who read the questions of the live events of a portal as they were sent."""

    header_icon = "comment"

    @cached_property
    def portals(self) -> frozenset[int]:
        return handling_portals(self.request.user, on=self.today)

    def has_permission(self) -> bool:
        return bool(self.portals)

    def get_breadcrumbs(self) -> list[dict[str, Any]]:
        return [{"url": desk_url("events"), "label": pgettext("admin menu", "Live questions")}]


class EventsView(DialogueBaseView, AdminListView):
    """Public events of the own portals that take questions or have some, the newest at the head."""

    page_title = pgettext_lazy("admin menu", "Live questions")
    index_url_name = f"{NAMESPACE}:events"
    index_results_url_name = f"{NAMESPACE}:events_results"
    table_classname = "listing listing--cards"
    verbose_name_plural = gettext_lazy("live events")
    is_exported = False

    def get_breadcrumbs(self) -> list[dict[str, Any]]:
        return []

    def get_base_queryset(self) -> QuerySet[LiveEventPage]:
        places = Q(pk__in=[])
        for record in get_directory().records:
            if record.id in self.portals and record.container_path:
                places |= Q(path__startswith=record.container_path)
        rows = LiveEventPage.objects.live().filter(places, locale__language_code=settings.LANGUAGE_CODE)
        waiting = Q(live_questions__state=CommentState.RECEIVED, live_questions__passed_on_code="")
        counted = rows.annotate(asked=Count("live_questions"), waiting=Count("live_questions", filter=waiting))
        return counted.filter(Q(takes_questions=True) | Q(asked__gt=0)).order_by("-starts_at", "-pk")

    def order_queryset(self, queryset: QuerySet[LiveEventPage]) -> QuerySet[LiveEventPage]:
        return queryset

    @cached_property
    def columns(self) -> list[Column]:
        return [
            TitleColumn(
                "title", label=_("Live event"), accessor="title", get_url=lambda row: desk_url("event", row.pk)
            ),
            CardColumn("starts_at", label=_("Begins"), accessor=lambda row: vi_short_datetime(row.starts_at)),
            CardColumn("asked", label=pgettext("of a live event", "Questions"), accessor="asked"),
            CardColumn("waiting", label=_("Waiting for the board"), accessor="waiting"),
            CardColumn("portal", label=_("Portal"), accessor=_portal_of),
        ]


def _portal_of(row: LiveEventPage) -> str:
    record = get_directory().for_path(row.path)
    return record.listed_name if record else ""


class EventBaseView(DialogueBaseView):
    """A screen about one event of an own portal."""

    @cached_property
    def event(self) -> LiveEventPage | None:
        # Questions stand with the Vietnamese page.
        rows = LiveEventPage.objects.filter(locale__language_code=settings.LANGUAGE_CODE)
        page = rows.filter(pk=self.kwargs["event_id"]).first()
        record = get_directory().for_path(page.path) if page is not None else None
        return page if record is not None and record.id in self.portals else None

    def has_permission(self) -> bool:
        return self.event is not None

    @property
    def portal_id(self) -> int:
        record = get_directory().for_path(self.event.path)
        return record.id if record else 0

    @cached_property
    def actors(self) -> frozenset[CommentActor]:
        return actors_of(self.request.user, self.portal_id, on=self.today)

    @property
    def to_pass_on(self) -> QuerySet[LiveQuestion]:
        return LiveQuestion.objects.of_event(self.event).to_pass_on()

    def get_page_subtitle(self) -> str:
        return self.event.title


class ModeratorView(EventBaseView, TemplateView):
    """Questions of an event: those that wait for the board, those that wait for an answer in their order, and the
    newest of those that are done. Asked for again by the script while the event is on."""

    template_name = "participation/live_event.html"
    page_title = pgettext_lazy("of a live event", "Questions")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = LiveQuestion.objects.of_event(self.event)
        is_over = self.event.ends_at < self.now
        queue, waiting, done = list(rows.in_order()), list(rows.waiting()), list(rows.settled()[:DONE_SHOWN])
        done_count = rows.settled().count()
        return super().get_context_data(
            event=self.event,
            live_hash=list_hash_of([*waiting, *queue, *done], done_count, is_over),
            waiting=waiting,
            queue=queue,
            done=done,
            done_count=done_count,
            decides=CommentActor.BOARD in self.actors,
            is_over=is_over,
            has_begun=self.event.starts_at <= self.now,
            passing=self.to_pass_on.count() if is_over and CommentActor.BOARD in self.actors else 0,
            **kwargs,
        )


class PassOnView(AdminFormMixin, EventBaseView):
    """Pass on, after the event, what was not answered and whose senders agreed."""

    form_class = PlainForm
    page_title = gettext_lazy("Pass on what was not answered")
    submit_label = gettext_lazy("Pass on")
    is_serious = True

    def has_permission(self) -> bool:
        return super().has_permission() and CommentActor.BOARD in self.actors

    def portal_held(self) -> int | None:
        return self.portal_id

    def get_introduction(self) -> list[str]:
        count = self.to_pass_on.count()
        text = ngettext(
            "%(count)d question becomes a question with time limits. Its sender is told, and its clock begins now.",
            "%(count)d questions become questions with time limits. Their senders are told, and the clocks begin now.",
            count,
        )
        return [
            text % {"count": count},
            _("Otherwise they are passed on by themselves in the night after the event."),
        ]

    def get_success_url(self) -> str:
        return desk_url("event", self.event.pk)

    def form_valid(self, form: forms.Form) -> HttpResponse:
        if self.event.ends_at >= self.now:
            raise EventNotOver
        rows = list(self.to_pass_on)
        count = pass_on_unanswered(rows, by=self.request.user, at=self.now)
        if left := len(rows) - count:
            text = ngettext(
                "%(count)d question was not passed on. It is tried again in the night.",
                "%(count)d questions were not passed on. They are tried again in the night.",
                left,
            )
            messages.warning(self.request, text % {"count": left})
        text = ngettext("%(count)d question was passed on.", "%(count)d questions were passed on.", count)
        return self.succeed(text % {"count": count})


class QuestionBaseView(DialogueBaseView):
    """A screen about one question. Whoever does not handle it is not told whether it exists."""

    @cached_property
    def question(self) -> LiveQuestion | None:
        rows = LiveQuestion.objects.for_portals(self.portals).select_related(
            "page", "sender", "moderated_by", "answered_by"
        )
        return rows.filter(pk=self.kwargs["live_question_id"]).first()

    def has_permission(self) -> bool:
        return self.question is not None

    @cached_property
    def actors(self) -> frozenset[CommentActor]:
        return actors_of(self.request.user, self.question.portal_id, on=self.today)

    @property
    def shows_words(self) -> bool:
        """Whether the person reads what was sent: what the board keeps from the public only the board does."""
        return self.question.state != CommentState.WITHHELD or CommentActor.BOARD in self.actors

    def may(self, verb: LiveVerb) -> bool:
        """Whether the person may do it, with the question as it is."""
        return may_act(self.actors, verb) and takes(self.question, verb)

    def portal_held(self) -> int | None:
        return self.question.portal_id

    def get_breadcrumbs(self) -> list[dict[str, Any]]:
        url = desk_url("event", self.question.page_id)
        return [*super().get_breadcrumbs(), {"url": url, "label": self.question.page.title}]

    def get_page_subtitle(self) -> str:
        return self.question.written_code


class StepView(QuestionBaseView):
    """One tap of the host: up, down, answered now."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        acting: dict[str, Any] = {"by": request.user, "at": self.now}
        try:
            match request.POST.get("step"):
                case "up":
                    move_live_question(self.question, up=True, **acting)
                case "down":
                    move_live_question(self.question, up=False, **acting)
                # On a screen that is some seconds old it may have been tapped before.
                case "answered" if self.question.answered_live_at is None:
                    mark_answered_live(self.question, moment=self.now, **acting)
                    messages.success(request, _("Answered live: %(code)s") % {"code": self.question.written_code})
        except PortalRefusal as refusal:
            messages.error(request, str(refusal))
        return redirect(desk_url("event", self.question.page_id))


# In the order in which they are offered: name, label, verb.
ACTS = (
    ("publish", pgettext_lazy("comment on a draft", "Publish"), LiveVerb.PUBLISH),
    ("redact", gettext_lazy("Publish in part"), LiveVerb.REDACT),
    ("answer", gettext_lazy("Answer in writing"), LiveVerb.ANSWER),
    ("mark", gettext_lazy("Time of the live answer"), LiveVerb.MARK),
    ("withhold", gettext_lazy("Do not publish"), LiveVerb.WITHHOLD),
)


class LiveQuestionView(QuestionBaseView, TemplateView):
    """One question: its words as sent and as public, and the actions on it. Who sent it is behind a button."""

    template_name = "participation/live_question.html"
    page_title = pgettext_lazy("of a live event", "Question")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        question = self.question
        acts = [
            {"name": name, "label": label, "url": desk_url(name, question.pk)}
            for name, label, verb in ACTS
            if self.may(verb)
        ]
        has_contact = question.sender is not None and not question.sender.is_erased
        reads_contact = has_contact and CommentActor.BOARD in self.actors
        return super().get_context_data(
            question=question,
            acts=acts,
            contact_url=desk_url("contact", question.pk) if reads_contact else "",
            shows_words=self.shows_words,
            **kwargs,
        )


class QuestionFormView(AdminFormMixin, QuestionBaseView):
    """The form of one verb; where the state has moved on, a message says so."""

    template_name = "participation/live_question_form.html"
    verb: LiveVerb

    def has_permission(self) -> bool:
        return super().has_permission() and may_act(self.actors, self.verb)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.may(self.verb):
            messages.info(request, str(LiveQuestionMoved.message))
            return redirect(desk_url("question", self.question.pk))
        return super().get(request, *args, **kwargs)

    def get_success_url(self) -> str:
        return desk_url("event", self.question.page_id)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(question=self.question, shows_words=self.shows_words, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {"initial": {"opened_at": self.now.isoformat()}}

    @property
    def acting(self) -> dict[str, Any]:
        return {"by": self.request.user, "at": self.now}


class NamingView(QuestionFormView):
    """A verb that makes public who asked: the board sees whom, and what it did not see is not published."""

    @cached_property
    def approved(self) -> int | None:
        """The wording of the name that would be public; None: initials."""
        sender = self.question.sender
        return sender.name_wording if sender is not None and not sender.is_erased and agrees_to_name(sender) else None

    def get_form_kwargs(self) -> dict[str, Any]:
        return {"initial": super().get_form_kwargs()["initial"] | {"approved": self.approved}}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        sender = self.question.sender
        name = name_to_publish(sender, approved=self.approved) if sender is not None else ""
        return super().get_context_data(is_naming=True, name=name, **kwargs)


class PublishView(NamingView):
    verb = LiveVerb.PUBLISH
    form_class = LivePublishForm
    page_title = gettext_lazy("Publish the question")
    submit_label = pgettext_lazy("comment on a draft", "Publish")

    def get_introduction(self) -> list[str]:
        found = [one.text for one in proposals(self.question.text)]
        if not found:
            return [_("The question is published as it was sent.")]
        return [
            _("It holds what tells of people: %(found)s. Publish it in part, unless all of that may be public.")
            % {"found": "; ".join(found)}
        ]

    def form_valid(self, form: forms.Form) -> HttpResponse:
        publish_live_question(self.question, **form.cleaned_data, **self.acting)
        return self.succeed(_("The question is public, at the end of the order."))


class RedactView(NamingView):
    verb = LiveVerb.REDACT
    form_class = LiveRedactForm
    page_title = gettext_lazy("Publish the question in part")
    submit_label = gettext_lazy("Publish in part")
    refusal_fields = {"live_words_missing": "public_text"}

    def get_form_kwargs(self) -> dict[str, Any]:
        question = self.question
        begun = question.public_text or redacted(question.text, proposals(question.text), language=question.language)
        return {"initial": super().get_form_kwargs()["initial"] | {"public_text": begun}}

    def form_valid(self, form: forms.Form) -> HttpResponse:
        redact_live_question(self.question, **form.cleaned_data, **self.acting)
        return self.succeed(_("The question is public in part."))


class WithholdView(QuestionFormView):
    verb = LiveVerb.WITHHOLD
    form_class = LiveWithholdForm
    page_title = gettext_lazy("Do not publish the question")
    submit_label = gettext_lazy("Do not publish")
    is_serious = True

    def form_valid(self, form: forms.Form) -> HttpResponse:
        said = {
            "because": LiveWithheldBecause(form.cleaned_data["because"]),
            "opened_at": form.cleaned_data["opened_at"],
        }
        withhold_live_question(self.question, **said, **self.acting)
        return self.succeed(_("The question is not published."))


class MarkView(QuestionFormView):
    verb = LiveVerb.MARK
    form_class = LiveMarkForm
    page_title = gettext_lazy("Time of the live answer")
    refusal_fields = {"not_during_event": "moment"}

    def get_form_kwargs(self) -> dict[str, Any]:
        return {"initial": {"moment": self.question.answered_live_at}}

    def form_valid(self, form: forms.Form) -> HttpResponse:
        mark_answered_live(self.question, moment=form.cleaned_data["moment"], **self.acting)
        return self.succeed(_("The time of the answer is kept."))


class AnswerView(QuestionFormView):
    verb = LiveVerb.ANSWER
    form_class = LiveAnswerForm
    page_title = gettext_lazy("Answer in writing")
    submit_label = gettext_lazy("Publish the answer")
    refusal_fields = {"live_words_missing": "text"}

    def get_form_kwargs(self) -> dict[str, Any]:
        return {"initial": super().get_form_kwargs()["initial"] | {"text": self.question.answer}}

    def form_valid(self, form: forms.Form) -> HttpResponse:
        answer_live_question(self.question, **form.cleaned_data, **self.acting)
        return self.succeed(_("The answer is public."))


class ContactView(AdminFormMixin, QuestionBaseView):
    """Who sent a question, for the board, once the reading is written down."""

    form_class = PlainForm
    template_name = "participation/comment_contact.html"
    page_title = gettext_lazy("Who sent it")
    submit_label = gettext_lazy("Show the contact")
    introduction = (
        gettext_lazy("These are personal data. That you read them is recorded, with your name and the time."),
    )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(back_label=_("Back to the question"), **kwargs)

    def has_permission(self) -> bool:
        if not super().has_permission() or CommentActor.BOARD not in self.actors:
            return False
        return self.question.sender is not None and not self.question.sender.is_erased

    def get_success_url(self) -> str:
        return desk_url("question", self.question.pk)

    def form_valid(self, form: forms.Form) -> HttpResponse:
        about = f"participation.livequestion:{self.question.pk}"
        facts = read_contact(
            self.question.sender, by=self.request.user, at=self.now, why=ViewReason.HANDLING, about=about
        )
        return self.render_to_response(self.get_context_data(form=form) | {"facts": facts, "introduction": []})
