from home.models.news import AboutTopic, GalleryPage, InformationPage
from home.models.portal_home import ContactPage, PortalContainerPage

from .base import BasePage
from .clocked import ClockedPage
from .content import ContentPage
from .english import VersionBasis, WantedVersion
from .freshness import PageFreshness, StaleBecause
from .linked import LinkedItemPage
from .menu import MenuOrder
from .news import NewsArticlePage
from .page_starter import PageStarter
from .people import OrganisationUnitPage, PersonPage
from .portal_home import PortalHomePage
from .public_version import PublicVersion
from .publication_deadline import PublicationDeadline
from .section import SectionKind, SectionPage
from .settings import PortalBranding
from .subject import SubjectField
from .translation import GlossaryTerm, TermKind, TranslatedText

__all__ = [
    "AboutTopic",
    "BasePage",
    "ClockedPage",
    "ContactPage",
    "ContentPage",
    "GalleryPage",
    "GlossaryTerm",
    "InformationPage",
    "LinkedItemPage",
    "MenuOrder",
    "NewsArticlePage",
    "OrganisationUnitPage",
    "PageFreshness",
    "PageStarter",
    "PersonPage",
    "PortalBranding",
    "PortalContainerPage",
    "PortalHomePage",
    "PublicVersion",
    "PublicationDeadline",
    "SectionKind",
    "SectionPage",
    "StaleBecause",
    "SubjectField",
    "TermKind",
    "TranslatedText",
    "VersionBasis",
    "WantedVersion",
]
