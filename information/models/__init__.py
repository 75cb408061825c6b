from information.models.channels import AccessPage
from information.models.plans import BudgetPage
from information.models.procedures import LegalGuidancePage
from information.models.science import SpecialTopicPage, StatisticsReportPage

from .channels import ChannelsPage
from .data_sets import DataSetPage
from .direction import DirectionPage
from .disclosure import DisclosurePage, OutagePage, PublicAlertPage
from .documents import DocumentPage, GazettePage
from .draft_extensions import DraftExtension
from .drafts import DraftPage
from .events import EventPage
from .legal import LegalComparison, LegalDifference
from .link_report import LinkReport
from .plans import PlanPage, ProjectPage
from .press.conferences import PressConferencePage, PressReleasePage
from .press.packs import PressPackPage
from .press.subscribers import PressDelivery, PressMailing, PressSubscriber
from .procedure_views import ProcedureViews
from .procedures import ProcedurePage
from .recordings.live import LiveEventPage
from .recordings.recording import RecordingPage
from .schedule import WorkSchedulePage
from .science import SciencePage

__all__ = [
    "AccessPage",
    "BudgetPage",
    "ChannelsPage",
    "DataSetPage",
    "DirectionPage",
    "DisclosurePage",
    "DocumentPage",
    "DraftExtension",
    "DraftPage",
    "EventPage",
    "GazettePage",
    "LegalComparison",
    "LegalDifference",
    "LegalGuidancePage",
    "LinkReport",
    "LiveEventPage",
    "OutagePage",
    "PlanPage",
    "PressConferencePage",
    "PressDelivery",
    "PressMailing",
    "PressPackPage",
    "PressReleasePage",
    "PressSubscriber",
    "ProcedurePage",
    "ProcedureViews",
    "ProjectPage",
    "PublicAlertPage",
    "RecordingPage",
    "SciencePage",
    "SpecialTopicPage",
    "StatisticsReportPage",
    "WorkSchedulePage",
]
