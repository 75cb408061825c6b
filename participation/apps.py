from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from audit.kinds import register_kinds
from home.page_registry import register_task_view
from participation.enums.comments import UNSEEN_COMMENT_EVENTS, CommentEventKind
from participation.enums.contributions import ContributionEventKind
from participation.enums.live_questions import UNSEEN_LIVE_EVENTS, LiveQuestionEventKind
from participation.enums.ratings import RatingEventKind
from participation.enums.submissions import PersonalDataEventKind
from participation.rating.rated_views import register_rated_views


class ParticipationConfig(AppConfig):
    name = "participation"
    verbose_name = _("Participation")

    def ready(self) -> None:
        from . import registration  # noqa: F401, PLC0415 -- once models are loaded

        register_kinds(RatingEventKind, unseen=RatingEventKind)
        register_kinds(PersonalDataEventKind, unseen={PersonalDataEventKind.DATA_REQUEST_REFUSED})
        register_kinds(CommentEventKind, unseen=UNSEEN_COMMENT_EVENTS)
        # Views of the rooms below, which know no ratings.
        register_rated_views("portals", "sitemap_page", "city_direction", "city_channels", "city_drafts")
        register_kinds(LiveQuestionEventKind, unseen=UNSEEN_LIVE_EVENTS)
        register_rated_views("contribute")
        # What the public sees of a contribution is its page.
        register_kinds(ContributionEventKind, unseen=ContributionEventKind)
        label = pgettext_lazy("public section", "Send an article, pictures or a video")
        register_task_view("contribute", label, order=60, ends_with_portal=True)
