"""Kinds of what the pages of this app say."""

from django.db import models
from django.utils.translation import pgettext_lazy


class ReportKind(models.TextChoices):
    """What a report reports."""

    STATISTICS = "statistics", pgettext_lazy("kind of report", "Statistics")
    WORK = "work", pgettext_lazy("kind of report", "Report on work done")
    FINANCE = "finance", pgettext_lazy("kind of report", "Financial report")
    SURVEY = "survey", pgettext_lazy("kind of report", "Survey or census")


class Period(models.TextChoices):
    """The period that a report is about."""

    MONTH = "month", pgettext_lazy("period of a report", "Month")
    QUARTER = "quarter", pgettext_lazy("period of a report", "Quarter")
    HALF_YEAR = "half_year", pgettext_lazy("period of a report", "Half-year")
    NINE_MONTHS = "nine_months", pgettext_lazy("period of a report", "Nine months")
    YEAR = "year", pgettext_lazy("period of a report", "Year")
    SEVERAL_YEARS = "several_years", pgettext_lazy("period of a report", "Several years")


class DirectionKind(models.TextChoices):
    """What directs (Decree 42/2022, Article 4)."""

    OPINION = "opinion", pgettext_lazy("kind of direction", "Directive opinion")
    CONCLUSION = "conclusion", pgettext_lazy("kind of direction", "Conclusion of a meeting")
    DISPATCH = "dispatch", pgettext_lazy("kind of direction", "Urgent dispatch")
    ANSWER = "answer", pgettext_lazy("kind of direction", "Answer to a proposal")
    REWARD = "reward", pgettext_lazy("kind of direction", "Commendation")
    SANCTION = "sanction", pgettext_lazy("kind of direction", "Handling of a violation")
    PROGRAMME = "programme", pgettext_lazy("kind of direction", "Work programme")


class DocumentKind(models.TextChoices):
    """Types of documents (Decree 30/2020, Article 7); those that only go round inside an agency are left out."""

    RESOLUTION = "nghi-quyet", pgettext_lazy("type of document", "Resolution")
    DECISION = "quyet-dinh", pgettext_lazy("type of document", "Decision")
    DIRECTIVE = "chi-thi", pgettext_lazy("type of document", "Directive")
    STATUTE = "quy-che", pgettext_lazy("type of document", "Statute")
    REGULATION = "quy-dinh", pgettext_lazy("type of document", "Regulation")
    COMMUNIQUE = "thong-cao", pgettext_lazy("type of document", "Communiqué")
    NOTICE = "thong-bao", pgettext_lazy("type of document", "Notice")
    GUIDANCE = "huong-dan", pgettext_lazy("type of document", "Guidance")
    PROGRAMME = "chuong-trinh", pgettext_lazy("type of document", "Programme")
    PLAN = "ke-hoach", pgettext_lazy("type of document", "Plan")
    SCHEME = "de-an", pgettext_lazy("type of document", "Scheme")
    REPORT = "bao-cao", pgettext_lazy("type of document", "Report")
    PROPOSAL = "to-trinh", pgettext_lazy("type of document", "Proposal")
    LETTER = "cong-van", pgettext_lazy("type of document", "Official letter")
    DISPATCH = "cong-dien", pgettext_lazy("type of document", "Urgent dispatch")
    TREATY = "dieu-uoc", pgettext_lazy("type of document", "Treaty or international agreement")


class DocumentState(models.TextChoices):
    """Whether a document is in force."""

    COMING = "coming", pgettext_lazy("state of a document", "Not yet in force")
    IN_FORCE = "in_force", pgettext_lazy("state of a document", "In force")
    PARTLY = "partly", pgettext_lazy("state of a document", "Partly expired")
    EXPIRED = "expired", pgettext_lazy("state of a document", "Expired")
    SUSPENDED = "suspended", pgettext_lazy("state of a document", "Suspended")


class OfficialSource(models.TextChoices):
    """With what legal documents are in step (Regulation 13.1.e)."""

    NATIONAL = "national", pgettext_lazy("official source", "National database of legal documents")
    GAZETTE = "gazette", pgettext_lazy("official source", "Gazette")


class LegalDifferenceKind(models.TextChoices):
    """What a comparison with an official source finds about a document."""

    UNNAMED = "unnamed", pgettext_lazy("legal difference", "Official source not named")
    ABSENT = "absent", pgettext_lazy("legal difference", "Not in the official source")
    MISSING = "missing", pgettext_lazy("legal difference", "Missing on the portal")
    DIFFERENT = "different", pgettext_lazy("legal difference", "Different")


class DraftKind(models.TextChoices):
    """On what people are asked for their opinion."""

    NORMATIVE = "normative", pgettext_lazy("kind of draft", "Legal normative document")
    PLANNING = "planning", pgettext_lazy("kind of draft", "Planning, scheme, project")
    RULES = "rules", pgettext_lazy("kind of draft", "Rules, conventions, other documents")


class DraftState(models.TextChoices):
    """Whether people can comment on a draft."""

    COMING = "coming", pgettext_lazy("state of a draft", "Not yet open for comments")
    OPEN = "open", pgettext_lazy("state of a draft", "Open for comments")
    CLOSED = "closed", pgettext_lazy("state of a draft", "Closed for comments")
    TAKEN_UP = "taken_up", pgettext_lazy("state of a draft", "Comments were taken up")
    ISSUED = "issued", pgettext_lazy("state of a draft", "Issued")
    ABANDONED = "abandoned", pgettext_lazy("state of a draft", "Abandoned")


# Those that somebody chose, whatever the days say; and those that come after the report.
SETTLED_DRAFTS = frozenset({DraftState.TAKEN_UP, DraftState.ISSUED, DraftState.ABANDONED})
REPORTED_DRAFTS = frozenset({DraftState.TAKEN_UP, DraftState.ISSUED})


class DraftNoticeKind(models.TextChoices):
    """Kinds of notices about the report on comments, whose last day comes or has passed."""

    REPORT_LATE = "draft_report_late", pgettext_lazy("notice", "It is late to say how comments were taken up")
    REPORT_DUE = "draft_report_due", pgettext_lazy("notice", "Soon to be published: how comments were taken up")


class DraftTaskList(models.TextChoices):
    """Task lists of drafts for comments."""

    REPORTS = (
        "draft_reports",
        pgettext_lazy("my work", "Drafts whose comments are over: publish how they were taken up"),
    )


class PlanKind(models.TextChoices):
    """What is planned (12.1.d)."""

    STRATEGY = "strategy", pgettext_lazy("kind of plan", "Strategy")
    ORIENTATION = "orientation", pgettext_lazy("kind of plan", "Orientation")
    MASTER_PLAN = "master_plan", pgettext_lazy("kind of plan", "Master plan")
    DEVELOPMENT = "development", pgettext_lazy("kind of plan", "Development plan")
    WORK_PROGRAMME = "work_programme", pgettext_lazy("kind of plan", "Annual work programme")


class ProjectKind(models.TextChoices):
    """What is built or bought (12.1.d)."""

    PROJECT = "project", pgettext_lazy("kind of project", "Investment project")
    ITEM = "item", pgettext_lazy("kind of project", "Investment item")
    BIDDING = "bidding", pgettext_lazy("kind of project", "Invitation to bid")
    RESULT = "result", pgettext_lazy("kind of project", "Result of bidding")
    PROCUREMENT = "procurement", pgettext_lazy("kind of project", "Public procurement")


class ProjectState(models.TextChoices):
    """How far a project has come."""

    PREPARING = "preparing", pgettext_lazy("state of a project", "In preparation")
    BIDDING = "bidding", pgettext_lazy("state of a project", "Choosing a contractor")
    RUNNING = "running", pgettext_lazy("state of a project", "Under way")
    FINISHED = "finished", pgettext_lazy("state of a project", "Finished")
    STOPPED = "stopped", pgettext_lazy("state of a project", "Stopped")


class BudgetKind(models.TextChoices):
    """What is disclosed of a budget."""

    ESTIMATE = "estimate", pgettext_lazy("kind of disclosure", "Budget estimate")
    EXECUTION = "execution", pgettext_lazy("kind of disclosure", "Execution of the budget")
    SETTLEMENT = "settlement", pgettext_lazy("kind of disclosure", "Settlement of the budget")
    REPORT = "report", pgettext_lazy("kind of disclosure", "Financial report")


class ScienceKind(models.TextChoices):
    """What is researched."""

    PROGRAMME = "programme", pgettext_lazy("kind of research", "Science programme")
    TOPIC = "topic", pgettext_lazy("kind of research", "Science topic")


class ScienceStage(models.TextChoices):
    """What happened last: the time limit runs from it (12.1.e)."""

    APPROVED = "approved", pgettext_lazy("stage of research", "Approved")
    ACCEPTED = "accepted", pgettext_lazy("stage of research", "Results accepted")


class ProcedureLevel(models.TextChoices):
    """Who carries out a procedure."""

    CITY = "city", pgettext_lazy("level of a procedure", "City")
    DISTRICT = "district", pgettext_lazy("level of a procedure", "District")
    COMMUNE = "commune", pgettext_lazy("level of a procedure", "Commune")


class OnlineLevel(models.TextChoices):
    """How much of a procedure is done online (Decree 42/2022, Article 11)."""

    FULL = "full", pgettext_lazy("online service", "Fully online")
    PARTIAL = "partial", pgettext_lazy("online service", "Partly online")
    NONE = "none", pgettext_lazy("online service", "Information only")


class DisclosureSubject(models.TextChoices):
    """What the Law on Access to Information wants disclosed and the Regulation does not name: codes of categories."""

    AID = "oda-cuu-tro", pgettext_lazy("subject of disclosure", "Aid, relief, contributions, funds")
    LAND = "dat-dai", pgettext_lazy("subject of disclosure", "Land planning, prices, recovery, compensation")
    SAFETY = "thanh-tra-an-toan", pgettext_lazy("subject of disclosure", "Harmful products, inspection conclusions")
    STAFF = "tuyen-dung", pgettext_lazy("subject of disclosure", "Recruitment and staff")
    FEES = "thue-phi", pgettext_lazy("subject of disclosure", "Taxes, fees, charges")
    TREATIES = "dieu-uoc", pgettext_lazy("subject of disclosure", "Treaties and international agreements")


class AlertKind(models.TextChoices):
    """What the public must know for its own good."""

    HEALTH = "health", pgettext_lazy("kind of public alert", "Public health")
    FOOD = "food", pgettext_lazy("kind of public alert", "Food safety")
    DISASTER = "disaster", pgettext_lazy("kind of public alert", "Natural disaster")
    ENVIRONMENT = "environment", pgettext_lazy("kind of public alert", "Environment")
    TRAFFIC = "traffic", pgettext_lazy("kind of public alert", "Traffic")
    POWER = "power", pgettext_lazy("kind of public alert", "Power cut")
    WATER = "water", pgettext_lazy("kind of public alert", "Water cut")
    OTHER = "other", pgettext_lazy("kind of public alert", "Other")


class UpdateCycle(models.TextChoices):
    """How often a data set is renewed."""

    DAILY = "daily", pgettext_lazy("update cycle", "Every day")
    WEEKLY = "weekly", pgettext_lazy("update cycle", "Every week")
    MONTHLY = "monthly", pgettext_lazy("update cycle", "Every month")
    QUARTERLY = "quarterly", pgettext_lazy("update cycle", "Every quarter")
    YEARLY = "yearly", pgettext_lazy("update cycle", "Every year")
    ON_CHANGE = "on_change", pgettext_lazy("update cycle", "When something changes")


class PressKind(models.TextChoices):
    """What the press is told."""

    RELEASE = "release", pgettext_lazy("kind of press information", "Press release")
    STATEMENT = "statement", pgettext_lazy("kind of press information", "Statement on an incident")
    INVITATION = "invitation", pgettext_lazy("kind of press information", "Invitation to the press")


class LiveKind(models.TextChoices):
    """What is broadcast (8.5)."""

    BROADCAST = "broadcast", pgettext_lazy("kind of live event", "Live broadcast")
    MEETING = "meeting", pgettext_lazy("kind of live event", "Conference")
    HEARING = "hearing", pgettext_lazy("kind of live event", "Question time")
    INTERVIEW = "interview", pgettext_lazy("kind of live event", "Online interview")
    DIALOGUE = "dialogue", pgettext_lazy("kind of live event", "Online dialogue")


class ChannelKind(models.TextChoices):
    """Channels of an agency (4.2.c; Decree 42/2022, Article 5)."""

    PORTAL = "portal", pgettext_lazy("kind of channel", "Portal or website")
    DATA = "data", pgettext_lazy("kind of channel", "Data portal")
    GAZETTE = "gazette", pgettext_lazy("kind of channel", "Gazette")
    EMAIL = "email", pgettext_lazy("kind of channel", "Official mailbox")
    SOCIAL = "social", pgettext_lazy("kind of channel", "Social network")
    HOTLINE = "hotline", pgettext_lazy("kind of channel", "Hotline")
    APP = "app", pgettext_lazy("kind of channel", "Mobile application")


class RequirementState(models.TextChoices):
    """Whether a portal has what it must have."""

    PRESENT = "present", pgettext_lazy("required information", "Present")
    STALE = "stale", pgettext_lazy("required information", "Not renewed in time")
    MISSING = "missing", pgettext_lazy("required information", "Missing")


class DeliveryState(models.TextChoices):
    """What became of one mail of a press pack."""

    WAITING = "waiting", pgettext_lazy("mail of a press pack", "On its way")
    SENDING = "sending", pgettext_lazy("mail of a press pack", "Being handed to the mail server")
    SENT = "sent", pgettext_lazy("mail of a press pack", "Sent")
    FAILED = "failed", pgettext_lazy("mail of a press pack", "Not taken by the mail server")
    DROPPED = "dropped", pgettext_lazy("mail of a press pack", "Not sent: the agency left the list")


class InformationEventKind(models.TextChoices):
    """Kinds of events about required information and press packs."""

    REQUIRED_EXPORTED = (
        "required_exported",
        pgettext_lazy("portal event", "Checklist of required information exported"),
    )
    PRESS_AGENCY_ADDED = "press_agency_added", pgettext_lazy("portal event", "Press agency put on the list")
    PRESS_AGENCY_ASKED = "press_agency_asked", pgettext_lazy("portal event", "Press agency asked for the packs")
    PRESS_AGENCY_CHANGED = "press_agency_changed", pgettext_lazy("portal event", "Press agency on the list corrected")
    PRESS_AGENCY_ENDED = "press_agency_ended", pgettext_lazy("portal event", "Press agency taken off the list")
    PRESS_REQUESTS_FORGOTTEN = (
        "press_requests_forgotten",
        pgettext_lazy("portal event", "Requests for the press packs deleted that nobody answered in time"),
    )
    PRESS_PACK_SENT = "press_pack_sent", pgettext_lazy("portal event", "Press pack sent")
    CONSULTATION_EXTENDED = "consultation_extended", pgettext_lazy("portal event", "Time for comments extended")
    PRESS_REMINDED = "press_reminded", pgettext_lazy("portal event", "Board reminded of its duties towards the press")


class PressNoticeKind(models.TextChoices):
    """Kinds of notices about duties towards the press."""

    PRESS_CONFERENCE = "press_conference", pgettext_lazy("notice", "No press conference in this quarter yet")
    PRESS_PACK = "press_pack", pgettext_lazy("notice", "No press pack of last month yet")
