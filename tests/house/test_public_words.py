"""No words that somebody types become public past a board (13.1.g): each column that holds words, besides those of
pages, is reviewed (`editorial.proposals.reviewed_models`), or stands here with why it needs no review. Whoever adds one
decides."""

from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db.models import CharField, TextField
from wagtail.fields import StreamField
from wagtail.models import Page

from editorial.proposals.reviewed_models import reviewed_model

OUR_APPS = {config.label for config in apps.get_app_configs() if Path(config.path).parent == settings.BASE_DIR}

# Read by staff, by the sender of a question, by who gets a mail; or sealed.
NOT_PUBLIC = {
    "adminsite.CalendarFeed": "nonce",
    "adminsite.HelpMark": "subject",
    "adminsite.SavedFilter": "name query",
    "accounts.User": "password username first_name last_name email",
    "exchange.ArchivePackage": "reason file_hash",
    "cityportal.Examination": "error",
    "exchange.FigureSending": "receiver sheet_hash result",
    "exchange.IncomingItem": "source external_id title url content_hash",
    "exchange.ItemSource": "name url problem",
    # Public on a page alone, once its board approved that.
    "home.PageStarter": "page_type title lead body",
    # For translators and checks; a page says what its board approved.
    "home.GlossaryTerm": "vietnamese english basis",
    "home.VersionBasis": "text_hash",
    "information.LegalComparison": "file_name file_hash",
    "information.LegalDifference": "number title official_id official_url",
    "information.LinkReport": "address problem",
    "information.PressMailing": "title",
    "information.PressSubscriber": "agency person email",
    "library.PortalDocument": "file_hash",
    "library.PortalImage": "file_hash rights_note",
    "participation.CommentFile": "sealed sealed_with stored_as ending",
    "participation.ContactView": "about",
    "participation.DataRequest": "sealed sealed_with",
    "participation.DayMark": "digest",
    "participation.DraftFollower": "sealed sealed_with contact_digest secret",
    "participation.RatingRemark": "words",
    "participation.Sender": "sealed sealed_with code contact_digest",
    "authentication.AccountSuspension": "reason lifted_reason",
    "editorial.Approval": "object_id authority content_hash remark",
    "members.Board": "founding_number signatory",
    "members.BoardSeat": "decision_ref",
    "oversight.CoverageAssignment": "event place instruction cancelled_reason",
    "members.Delegation": "reason",
    "audit.EventChain": "seal",
    "members.Invitation": "email full_name reason decision_ref authority token_hash withdrawn_reason remit_agency",
    "audit.FailedTask": "task error",
    "members.Membership": "reason decision_ref withdrawn_reason remit_agency",
    # What a kind is called is registered by the app that writes it.
    "notifications.Notice": "kind object_id",
    "editorial.OverwrittenPiece": "mark",
    "audit.PortalEvent": "kind reason seal",
    "provisioning.PortalImport": "file_name form_hash",
    "provisioning.PortalImportRow": "problem",
    "editorial.ProposedChange": "object_id title reason",
    "authentication.SecondFactor": "sealed sealed_with",
    "authentication.CityIdentity": "issuer subject",
    "authentication.SuspensionReport": "addressed_to",
    "audit.TryCount": "key",
    "oversight.Incident": "title description responsible_unit resolution",
    "oversight.IncidentStep": "text",
    "oversight.Violation": "title address language finding document answer remark",
    "participation.Comment": "code token_hash text content_hash public_hash",
    "participation.LiveQuestion": "code token_hash text",
    # What is public of a contribution is its page, which the board approves.
    "participation.Contribution": "code token_hash title lead text video_url author organisation",
    "participation.ContributionFile": "sealed sealed_with stored_as ending caption author",
    "participation.ContributionStep": "words",
    "qa.Answer": "draft",
    "qa.AnsweringUnit": "draft_vi draft_en",
    "qa.CannedResponse": "title text",
    "qa.CopyChoice": "file_hash",
    "qa.FormerText": "text",
    "qa.HistoryLedger": "seal",
    # What is public of its data is said by `qa.publication.public_history`.
    "qa.QuestionEvent": "remark seal",
    "qa.Question": "token_hash title text asked_back",
    "qa.QuestionAttachment": "sealed sealed_with stored_as ending",
    "qa.QuestionChain": "seal",
    "search.QueryCount": "text folded",
    "search.Reindexing": "error",
    "search.SearchFollower": "sealed sealed_with contact_digest secret",
    "qa.QuestionFollower": "sealed sealed_with contact_digest secret",
    "qa.QuestionMessage": "asked_back text",
    "qa.QuestionNote": "text",
    "qa.VisibilityChange": "text",
}
# Acts of the operator, by decisions of the city (decision 0031).
BY_THE_OPERATOR = {
    "authentication.AccountLimits": "source",
    "deadlines.DeadlineRule": "article source",
    "deadlines.OfficeHours": "source",
    "deadlines.RetentionPeriod": "source",
    "deadlines.SpecialDay": "name_vi name_en source",
    "oversight.MaintenanceWindow": "reason why_urgent cancelled_reason",
    "portals.Hostname": "host",
    "portals.Portal": "code name_vi name_en short_name_vi short_name_en unit_code suspended_reason archive_basis",
    "qa.CompetentBody": "name_vi name_en address phone website",
    "qa.QuestionTopic": "code name_vi name_en",
}
# Acts of a board itself, each an event: nobody else would review them.
BY_THE_BOARD = {
    # Responses are public with the report, which the board reviews.
    "participation.Comment": "organisation public_text public_name response_text",
    "participation.LiveQuestion": "public_text public_name answer",
    "search.NeverSuggested": "phrase folded",
    "search.SearchBestBet": "phrases title note address",
    "search.SearchSynonym": "phrase stands_for source",
}
# Comes with the project: no screen changes it.
SHIPPED = {
    "deadlines.InformationCategory": "code name_vi name_en scope_vi scope_en",
    "deadlines.RuleProfile": "code name_vi name_en source",
    "home.SubjectField": "name_vi name_en slug",
    "participation.ConsentText": "language text",
    "members.ContributionRules": "language text",
    "portals.HostnameRule": "pattern article source",
    "portals.PortalKind": "code name_vi name_en plural_vi plural_en",
}
# Follows from what a board approved, or from numbers; a tag is named once, and public on approved pages alone.
DERIVED = {
    "participation.Comment": "anchor label",
    "participation.LiveQuestion": "passed_on_code",
    "exchange.FeedEntry": "kind url_path",
    "home.PublicVersion": "content_hash language note",
    # The note of the version, which the board approved with it.
    "information.DraftExtension": "reason",
    "home.TranslatedText": "source_hash source text",
    "library.DocumentPart": "label text folded",
    "library.DocumentReading": "file_hash",
    "library.PortalRendition": "filter_spec focal_point_key",
    "library.Tag": "name key slug",
    "editorial.Takedown": "title address language reason",
    "page_cache.CachedAddress": "address",
    "qa.Question": "code public_folded",
    "participation.PageFeedback": "path title month",
    "participation.PollTally": "choice",
    "participation.RatingTally": "month",
    "qa.QuestionTally": "month",
    "search.SearchEntry": (
        "language kind title lead body source_agency topics category document_type issuer state content_hash"
    ),
    "search.SearchVocabulary": "language",
}


WORDS = (CharField, TextField, StreamField)


def named(table):
    return {(label, name) for label, names in table.items() for name in names.split()}


def typed():
    """Columns of words, besides those of pages, and choices."""
    found = set()
    for model in apps.get_models():
        if model._meta.app_label in OUR_APPS and not issubclass(model, Page):
            words = (field for field in model._meta.local_concrete_fields if isinstance(field, WORDS))
            found |= {(model._meta.label, field.name) for field in words if not field.choices}
    return found


def test_words_that_are_typed_are_reviewed_or_need_no_review():
    reviewed = {
        (model._meta.label, name)
        for model in apps.get_models()
        if (rule := reviewed_model(model)) is not None
        for name in rule.fields
    }
    exempt = set().union(*map(named, (NOT_PUBLIC, BY_THE_OPERATOR, BY_THE_BOARD, SHIPPED, DERIVED)))
    assert typed() - reviewed - exempt == set(), (
        "register them in editorial.proposals.reviewed_models, or say here why not"
    )
    assert exempt - typed() == set()
    assert exempt & reviewed == set()
