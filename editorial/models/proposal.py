"""What somebody wants to change of what is public, while it waits for the board (Regulation 13.1.g, 28.6)."""

from __future__ import annotations

from typing import ClassVar, Self

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _
from wagtail.models import DraftStateMixin, RevisionMixin, Workflow, WorkflowMixin

from audit.models.portal_scoped import PortalScopedQuerySet
from audit.private_files import private_storage
from editorial.enums import OPEN_PROPOSALS, ProposalKind, ProposalState


class ProposedChangeQuerySet(PortalScopedQuerySet["ProposedChange"]):
    def open(self) -> Self:
        """Proposals that wait for the board or for their proposer."""
        return self.filter(state__in=OPEN_PROPOSALS)

    def of(self, target: models.Model) -> Self:
        """Proposals about one thing."""
        return self.filter(content_type=ContentType.objects.get_for_model(target), object_id=str(target.pk))

    def keys(self) -> models.QuerySet[ProposedChange, str]:
        """Their keys as Wagtail's reviews keep them: as text."""
        return self.order_by().annotate(key=Cast("pk", models.CharField())).values_list("key", flat=True)


class _DashboardAddresses:
    """Where Wagtail's dashboard leads for a reviewed thing that is no page. It asks for nothing else of a viewset."""

    NAMES: ClassVar = {"workflow_action": "portals_admin:decide_proposal"}

    def get_url_name(self, view: str) -> str:
        return self.NAMES.get(view, "")


class ProposedChange(WorkflowMixin, DraftStateMixin, RevisionMixin, models.Model):
    """A change of something public that is no page, or of a page's being public: made when the board approves it.

    It goes through the review of its portal's pages: the same workflow, the same task, the same steps. Its fields of
    `DraftStateMixin`, without which Wagtail reviews nothing, say nothing: a proposal itself is never public.
    """

    portal = models.ForeignKey(
        "portals.Portal",
        on_delete=models.PROTECT,
        related_name="proposals",
        verbose_name=_("portal"),
        help_text=_("Whose board decides."),
    )
    origin = models.ForeignKey(
        "portals.Portal",
        on_delete=models.PROTECT,
        related_name="proposals_made",
        verbose_name=_("portal it comes from"),
        help_text=_("Another one only for what is proposed to the city portal."),
    )
    kind = models.CharField(_("kind"), max_length=20, choices=ProposalKind.choices)
    state = models.CharField(
        _("state"), max_length=20, choices=ProposalState.choices, default=ProposalState.WAITING, editable=False
    )
    content_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, verbose_name=_("content type"))
    object_id = models.CharField(_("object id"), max_length=255)
    target = GenericForeignKey("content_type", "object_id")
    title = models.CharField(_("title"), max_length=255, help_text=_("Of the thing, when it was proposed."))
    values = models.JSONField(_("proposed values"), default=dict, blank=True, encoder=DjangoJSONEncoder)
    before = models.JSONField(_("values before"), default=dict, blank=True, encoder=DjangoJSONEncoder)
    file = models.FileField(
        _("proposed file"), upload_to="proposals/", storage=private_storage, max_length=250, blank=True
    )
    section = models.ForeignKey(
        "wagtailcore.Page",
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("section of the city portal"),
        null=True,
        blank=True,
        help_text=_("Chosen by the city's board."),
    )
    reason = models.TextField(_("reason"), blank=True)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="proposals", verbose_name=_("proposed by")
    )
    proposed_at = models.DateTimeField(_("proposed at"))
    made_at = models.DateTimeField(_("made at"), null=True, blank=True, editable=False)
    erased_at = models.DateTimeField(
        _("erased at"),
        null=True,
        blank=True,
        editable=False,
        help_text=_("What it said went with the personal data of whoever wrote to the portal."),
    )

    objects = ProposedChangeQuerySet.as_manager()

    # It names things without using them: none is in use because a change of it waits.
    wagtail_reference_index_ignore = True
    snippet_viewset = _DashboardAddresses()

    class Meta:
        verbose_name = _("proposed change")
        verbose_name_plural = _("proposed changes")
        ordering = ["-proposed_at", "-pk"]
        indexes = [models.Index(fields=["portal", "state"])]
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_id", "kind"],
                condition=models.Q(state__in=sorted(OPEN_PROPOSALS)),
                name="editorial_proposal_one_open",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind_label}: {self.title}"

    @property
    def kind_label(self) -> str:
        """What is proposed. Of a row of which nothing was public before, what its model calls that."""
        is_new = self.kind == ProposalKind.CHANGE and not any(self.before.values())
        model = ContentType.objects.get_for_id(self.content_type_id).model_class() if is_new else None
        return str(getattr(model, "new_proposal_label", None) or self.get_kind_display())

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_PROPOSALS

    def get_workflow(self) -> Workflow | None:
        """The review of the portal's pages: what holds for them holds for everything public."""
        return self.portal.container.get_workflow() if self.portal.container else None
