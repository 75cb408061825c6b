from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from audit.kinds import register_kinds
from participation.enums import UNSEEN_COMMENT_EVENTS, CommentEventKind, PersonalDataEventKind, RatingEventKind


class ParticipationConfig(AppConfig):
    name = "participation"
    verbose_name = _("Participation")

    def ready(self) -> None:
        from . import registration  # noqa: F401, PLC0415 -- once models are loaded

        register_kinds(RatingEventKind, unseen=RatingEventKind)
        register_kinds(PersonalDataEventKind, unseen={PersonalDataEventKind.DATA_REQUEST_REFUSED})
        register_kinds(CommentEventKind, unseen=UNSEEN_COMMENT_EVENTS)
