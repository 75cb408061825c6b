"""Screens of those who handle comments on drafts: which drafts have them, the comments of one, and one comment."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.conf import settings
from django.db.models import Count, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext, pgettext_lazy
from django.views.generic.base import TemplateView
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.widgets.button import HeaderButton

from adminviews.tables import CardColumn
from formats.vietnamese.dates import vi_date, vi_short_datetime
from information.models import DraftPage
from members.views.base import AdminFormMixin, AdminListView, AdminView
from participation.consultation.actions import (
    answer_comment,
    enter_comment,
    publish_comment,
    redact_comment,
    takes,
    withhold_comment,
)
from participation.consultation.drafts import cited_parts, takes_typed_comments
from participation.consultation.forms import (
    WHOLE_DRAFT,
    AnswerCommentForm,
    EnterForm,
    PlainForm,
    PublishForm,
    RedactForm,
    WithholdForm,
)
from participation.consultation.lifecycle import may_act
from participation.consultation.named import Named, named, written_wordings
from participation.consultation.permissions import actors_of, handling_portals
from participation.consultation.report import who_of
from participation.enums import (
    AWAITED_COMMENTS,
    READABLE_COMMENTS,
    CommentActor,
    CommentChannel,
    CommentResponse,
    CommentState,
    CommentVerb,
    CommentWithheldBecause,
    ViewReason,
)
from participation.errors import CommentMoved
from participation.models import Comment
from participation.personal_data.redaction import proposals, redacted
from participation.senders import read_contact
from participation.sent_forms.forms import texts_today
from sites.directory import get_directory

NAMESPACE = "comments"


def comments_url(name: str, *args: Any) -> str:
    return reverse(f"{NAMESPACE}:{name}", args=args)


class CommentsBaseView(AdminView):
    """For those who read the comments on the drafts of a portal as they were sent."""

    header_icon = "comment"

    @cached_property
    def portals(self) -> frozenset[int]:
        return handling_portals(self.request.user, on=self.today)

    def has_permission(self) -> bool:
        return bool(self.portals)

    def get_breadcrumbs(self) -> list[dict[str, Any]]:
        return [{"url": comments_url("drafts"), "label": pgettext("admin menu", "Comments on drafts")}]


class DraftsView(CommentsBaseView, AdminListView):
    """Public drafts of the own portals with what waits, those that close last at the head."""

    page_title = pgettext_lazy("admin menu", "Comments on drafts")
    index_url_name = f"{NAMESPACE}:drafts"
    index_results_url_name = f"{NAMESPACE}:drafts_results"
    table_classname = "listing listing--cards"
    verbose_name_plural = gettext_lazy("drafts for comments")
    is_exported = False

    def get_breadcrumbs(self) -> list[dict[str, Any]]:
        return []

    def get_base_queryset(self) -> QuerySet[DraftPage]:
        paths = [record.container_path for record in get_directory().records if record.id in self.portals]
        places = Q(pk__in=[])
        for path in filter(None, paths):
            places |= Q(path__startswith=path)
        rows = DraftPage.objects.live().filter(places, locale__language_code=settings.LANGUAGE_CODE)
        name = "consultation_comments"
        waiting = Q(**{f"{name}__state": CommentState.RECEIVED})
        to_answer = Q(**{f"{name}__state__in": AWAITED_COMMENTS, f"{name}__response": CommentResponse.NONE})
        counted = rows.annotate(
            comments=Count(name), waiting=Count(name, filter=waiting), to_answer=Count(name, filter=to_answer)
        )
        return counted.order_by("-closes_on", "-pk")

    def order_queryset(self, queryset: QuerySet[DraftPage]) -> QuerySet[DraftPage]:
        return queryset

    @cached_property
    def columns(self) -> list[Column]:
        return [
            TitleColumn(
                "title",
                label=pgettext("for comments", "Draft"),
                accessor="title",
                get_url=lambda row: comments_url("draft", row.pk),
            ),
            CardColumn("state", label=_("State"), accessor=lambda row: row.state_on(self.today).label),
            CardColumn("closes_on", label=_("Comments until"), accessor=lambda row: vi_date(row.closes_on)),
            CardColumn("comments", label=pgettext("on a draft", "Comments"), accessor="comments"),
            CardColumn("waiting", label=_("Waiting for the board"), accessor="waiting"),
            CardColumn("to_answer", label=_("Without a response"), accessor="to_answer"),
            CardColumn("portal", label=_("Portal"), accessor=_portal_of),
        ]


def _portal_of(row: DraftPage) -> str:
    record = get_directory().for_path(row.path)
    return record.listed_name if record else ""


class DraftBaseView(CommentsBaseView):
    """A screen about the comments on one draft of an own portal."""

    @cached_property
    def draft(self) -> DraftPage | None:
        # Comments stand with the one in the language in which it will be issued.
        rows = DraftPage.objects.filter(locale__language_code=settings.LANGUAGE_CODE)
        page = rows.filter(pk=self.kwargs["draft_id"]).first()
        record = get_directory().for_path(page.path) if page is not None else None
        return page if record is not None and record.id in self.portals else None

    def has_permission(self) -> bool:
        return self.draft is not None

    @property
    def portal_id(self) -> int:
        record = get_directory().for_path(self.draft.path)
        return record.id if record else 0

    def get_page_subtitle(self) -> str:
        return self.draft.title


class CommentFilterSet(WagtailFilterSet):
    """By state, response and part."""

    state = django_filters.ChoiceFilter(
        label=gettext_lazy("State"), choices=CommentState.choices, empty_label=pgettext_lazy("state", "All")
    )
    response = django_filters.ChoiceFilter(
        label=pgettext_lazy("to a comment", "Response"),
        choices=CommentResponse.choices,
        empty_label=pgettext_lazy("responses", "All"),
    )
    anchor = django_filters.ChoiceFilter(
        label=gettext_lazy("Part of the draft"), empty_label=pgettext_lazy("parts", "All"), null_value="whole"
    )

    class Meta:
        model = Comment
        fields = ["state", "response", "anchor"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labels = dict(self.queryset.order_by("place").values_list("anchor", "label"))
        self.filters["anchor"].extra["choices"] = [(anchor, label) for anchor, label in labels.items() if anchor]


class CommentListView(DraftBaseView, AdminListView):
    """The comments on a draft, in the order of its parts, the same words together."""

    page_title = gettext_lazy("Comments on the draft")
    results_template_name = "wagtailadmin/generic/listing_results.html"
    filterset_class = CommentFilterSet
    table_classname = "listing listing--cards"
    verbose_name_plural = gettext_lazy("comments on drafts")
    is_exported = False

    def get_index_url(self) -> str:
        return comments_url("draft", self.draft.pk)

    def get_index_results_url(self) -> str:
        return comments_url("draft_results", self.draft.pk)

    def get_base_queryset(self) -> QuerySet[Comment]:
        return Comment.objects.of_draft(self.draft).defer("text").order_by("place", "anchor", "digest", "pk")

    def order_queryset(self, queryset: QuerySet[Comment]) -> QuerySet[Comment]:
        return queryset

    @cached_property
    def columns(self) -> list[Column]:
        return [
            TitleColumn(
                "code",
                label=pgettext("on a draft", "Comment"),
                accessor=lambda row: f"{row.label or WHOLE_DRAFT} · {row.written_code}",
                get_url=lambda row: comments_url("comment", row.pk),
            ),
            CardColumn("state", label=_("State"), accessor=lambda row: row.get_state_display()),
            CardColumn(
                "stake", label=_("Comments as"), accessor=lambda row: row.organisation or row.get_stake_display()
            ),
            CardColumn(
                "response", label=pgettext("to a comment", "Response"), accessor=lambda row: row.get_response_display()
            ),
            CardColumn("channel", label=_("Channel"), accessor=lambda row: row.get_channel_display()),
            CardColumn("received_at", label=_("Received"), accessor=lambda row: vi_short_datetime(row.received_at)),
        ]

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        found = [
            HeaderButton(
                _("Report on the comments"),
                url=comments_url("report", self.draft.pk),
                icon_name="doc-full",
                priority=10,
            )
        ]
        if takes_typed_comments(self.draft, on=self.today):
            url = comments_url("enter", self.draft.pk)
            found.append(HeaderButton(_("Type in a comment"), url=url, icon_name="plus", priority=5))
        return found


def _as_whom(row: Comment) -> str:
    return row.organisation or row.get_stake_display()


class EnterView(AdminFormMixin, DraftBaseView):
    """Type in a comment that was given on paper or in a meeting."""

    form_class = EnterForm
    page_title = gettext_lazy("Type in a comment")
    submit_label = gettext_lazy("Keep the comment")
    refusal_fields = {"part_gone": "part", "comment_missing": "text", "consent_missing": "agree_answer"}
    introduction = (
        gettext_lazy(
            "Type what was said as it was said. It is marked as given on paper or in a meeting, and somebody else of "
            "the board decides whether it becomes public."
        ),
    )

    def has_permission(self) -> bool:
        return super().has_permission() and takes_typed_comments(self.draft, on=self.today)

    def portal_held(self) -> int | None:
        return self.portal_id

    def get_form_kwargs(self) -> dict[str, Any]:
        texts = texts_today(on=self.today, language=settings.LANGUAGE_CODE)
        return {"parts": cited_parts(self.draft), "texts": texts}

    def get_success_url(self) -> str:
        return comments_url("draft", self.draft.pk)

    def form_valid(self, form: forms.Form) -> HttpResponse:
        channel = CommentChannel(form.cleaned_data["channel"])
        said = form.said(language=settings.LANGUAGE_CODE)
        enter_comment(self.draft, said, channel=channel, by=self.request.user, at=self.now)
        return self.succeed(_("The comment is kept, and waits for the board."))


class CommentBaseView(CommentsBaseView):
    """A screen about one comment. Whoever does not handle it is not told whether it exists."""

    @cached_property
    def comment(self) -> Comment | None:
        rows = Comment.objects.for_portals(self.portals)
        related = ("page", "sender", "entered_by", "moderated_by", "answered_by")
        return rows.select_related(*related).filter(pk=self.kwargs["comment_id"]).first()

    def has_permission(self) -> bool:
        return self.comment is not None

    @cached_property
    def actors(self) -> frozenset[CommentActor]:
        return actors_of(self.request.user, self.comment.portal_id, on=self.today)

    @property
    def shows_words(self) -> bool:
        """Whether the person reads what was sent: what the board keeps from the public only the board does."""
        return self.comment.state != CommentState.WITHHELD or CommentActor.BOARD in self.actors

    def may(self, verb: CommentVerb) -> bool:
        """Whether the person may do it, with the comment as it is."""
        return may_act(self.actors, verb) and takes(self.comment, verb)

    @property
    def same(self) -> QuerySet[Comment]:
        """Other comments with the same words on the same part that are where this one is."""
        state = self.comment.state
        if not self.comment.digest:
            return Comment.objects.none()
        states = READABLE_COMMENTS if state in READABLE_COMMENTS else {state}
        return Comment.objects.same_as(self.comment).filter(state__in=states).exclude(pk=self.comment.pk)

    @cached_property
    def others(self) -> int:
        return self.same.count()

    def get_breadcrumbs(self) -> list[dict[str, Any]]:
        url = comments_url("draft", self.comment.page_id)
        return [*super().get_breadcrumbs(), {"url": url, "label": self.comment.page.title}]

    def get_page_subtitle(self) -> str:
        return self.comment.written_code


# In the order in which they are offered: name, label, verb.
ACTS = (
    ("publish", pgettext_lazy("comment on a draft", "Publish"), CommentVerb.PUBLISH),
    ("redact", gettext_lazy("Publish in part"), CommentVerb.REDACT),
    ("withhold", gettext_lazy("Do not publish"), CommentVerb.WITHHOLD),
    ("answer", gettext_lazy("Respond"), CommentVerb.ANSWER),
)


class CommentView(CommentBaseView, TemplateView):
    """What was sent, on which part, what is public of it, and what can be done. Who sent it is behind a button."""

    template_name = "participation/comment.html"
    page_title = pgettext_lazy("on a draft", "Comment")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        comment = self.comment
        acts = [
            {"name": name, "label": label, "url": comments_url(name, comment.pk)}
            for name, label, verb in ACTS
            if self.may(verb)
        ]
        part = next((one for one in cited_parts(comment.page) if one.anchor == comment.anchor), None)
        has_contact = comment.sender is not None and not comment.sender.is_erased
        reads_contact = has_contact and CommentActor.BOARD in self.actors
        return super().get_context_data(
            comment=comment,
            who=who_of(comment) if comment.moderated_at else comment.get_stake_display(),
            part=part if comment.anchor else None,
            is_part_changed=bool(comment.anchor) and part is None,
            others=self.others,
            acts=acts,
            contact_url=comments_url("contact", comment.pk) if reads_contact else "",
            shows_words=self.shows_words,
            **kwargs,
        )


class CommentFormView(AdminFormMixin, CommentBaseView):
    """The form of one verb; where the state has moved on, it is said so."""

    template_name = "participation/comment_form.html"
    verb: CommentVerb

    def has_permission(self) -> bool:
        return super().has_permission() and may_act(self.actors, self.verb)

    def get(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.may(self.verb):
            messages.info(request, str(CommentMoved.message))
            return redirect(self.get_success_url())
        return super().get(request, *args, **kwargs)

    def portal_held(self) -> int | None:
        return self.comment.portal_id

    def get_success_url(self) -> str:
        return comments_url("comment", self.comment.pk)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {"others": self.others}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(comment=self.comment, shows_words=self.shows_words, **kwargs)

    def acting(self, form: forms.Form) -> dict[str, Any]:
        """Who acts, when, and whether for the same words of others."""
        together = bool(form.cleaned_data.get("together"))
        return {"by": self.request.user, "at": self.now, "together": together}

    def done(self, count: int) -> HttpResponse:
        """Say how many it was done with, and show the comment."""
        text = ngettext("Done with %(count)d comment.", "Done with %(count)d comments.", count)
        return self.succeed(text % {"count": count})


class DecidingView(CommentFormView):
    """A decision of the board, which nobody makes on what they typed in."""

    @property
    def same(self) -> QuerySet[Comment]:
        return super().same.exclude(entered_by=self.request.user)


class NamingView(DecidingView):
    """A verb that makes public who commented: the board sees whom, and what it did not see is not published."""

    template_name = "participation/comment_naming.html"

    @cached_property
    def named(self) -> dict[int, Named]:
        mine = Comment.objects.filter(pk=self.comment.pk)
        rows = (mine | self.same).select_related("sender").order_by("pk")
        return named(rows)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"initial": {"shown": written_wordings(self.named)}}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        people = [(one.organisation, one.name) for one in self.named.values()]
        return super().get_context_data(people=list(dict.fromkeys(people)), **kwargs)

    def acting(self, form: forms.Form) -> dict[str, Any]:
        return super().acting(form) | {"shown": form.cleaned_data["shown"]}


class PublishView(NamingView):
    verb = CommentVerb.PUBLISH
    form_class = PublishForm
    page_title = gettext_lazy("Publish the comment")
    submit_label = pgettext_lazy("comment on a draft", "Publish")

    def get_introduction(self) -> list[str]:
        found = [one.text for one in proposals(self.comment.text)]
        if not found:
            return [_("The public reads it as it was sent.")]
        return [
            _("It holds what tells of people: %(found)s. Publish it in part, unless all of that may be public.")
            % {"found": "; ".join(found)}
        ]

    def form_valid(self, form: forms.Form) -> HttpResponse:
        return self.done(publish_comment(self.comment, **self.acting(form)))


class RedactView(NamingView):
    verb = CommentVerb.REDACT
    form_class = RedactForm
    page_title = gettext_lazy("Publish the comment in part")
    submit_label = gettext_lazy("Publish in part")
    refusal_fields = {"comment_missing": "public_text"}

    def get_form_kwargs(self) -> dict[str, Any]:
        comment = self.comment
        begun = comment.public_text or redacted(comment.text, proposals(comment.text), language=comment.language)
        kwargs = super().get_form_kwargs()
        kwargs["initial"] |= {"public_text": begun, "hides_organisation": comment.hides_organisation}
        return kwargs

    def form_valid(self, form: forms.Form) -> HttpResponse:
        said = {name: form.cleaned_data[name] for name in ("public_text", "hides_organisation")}
        return self.done(redact_comment(self.comment, **said, **self.acting(form)))


class WithholdView(DecidingView):
    verb = CommentVerb.WITHHOLD
    form_class = WithholdForm
    page_title = gettext_lazy("Do not publish the comment")
    submit_label = gettext_lazy("Do not publish")
    is_serious = True

    def form_valid(self, form: forms.Form) -> HttpResponse:
        because = CommentWithheldBecause(form.cleaned_data["because"])
        return self.done(withhold_comment(self.comment, because=because, **self.acting(form)))


class AnswerView(CommentFormView):
    verb = CommentVerb.ANSWER
    form_class = AnswerCommentForm
    page_title = gettext_lazy("Respond to the comment")
    submit_label = gettext_lazy("Keep the response")
    refusal_fields = {"without_reason": "text"}
    introduction = (gettext_lazy("The public and the sender read it once the report is published."),)

    def get_form_kwargs(self) -> dict[str, Any]:
        comment = self.comment
        initial = {"response": comment.response, "text": comment.response_text} if comment.is_answered else {}
        return super().get_form_kwargs() | {"initial": initial}

    def form_valid(self, form: forms.Form) -> HttpResponse:
        response = CommentResponse(form.cleaned_data["response"])
        text = form.cleaned_data["text"]
        return self.done(answer_comment(self.comment, response=response, text=text, **self.acting(form)))


class ContactView(AdminFormMixin, CommentBaseView):
    """Who sent a comment, for the board, once the reading is written down."""

    form_class = PlainForm
    template_name = "participation/comment_contact.html"
    page_title = gettext_lazy("Who sent it")
    submit_label = gettext_lazy("Show the contact")
    introduction = (
        gettext_lazy("These are personal data. That you read them is recorded, with your name and the time."),
    )

    def has_permission(self) -> bool:
        if not super().has_permission() or CommentActor.BOARD not in self.actors:
            return False
        return self.comment.sender is not None and not self.comment.sender.is_erased

    def portal_held(self) -> int | None:
        return self.comment.portal_id

    def get_success_url(self) -> str:
        return comments_url("comment", self.comment.pk)

    def form_valid(self, form: forms.Form) -> HttpResponse:
        about = f"participation.comment:{self.comment.pk}"
        facts = read_contact(
            self.comment.sender, by=self.request.user, at=timezone.now(), why=ViewReason.HANDLING, about=about
        )
        return self.render_to_response(self.get_context_data(form=form) | {"facts": facts, "introduction": []})
