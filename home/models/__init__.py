from .base import BasePage, ContentPage
from .clock import PublicationClock
from .clocked import ClockedPage
from .contact import ContactPage
from .container import PortalContainerPage
from .gallery import GalleryPage
from .information import InformationPage
from .linked import LinkedItemPage
from .news import NewsArticlePage
from .people import OrganisationUnitPage, PersonPage
from .portal_home import PortalHomePage
from .public_version import PublicVersion
from .section import SectionKind, SectionPage
from .settings import PortalBranding
from .subject import SubjectField

__all__ = [
    "BasePage",
    "ClockedPage",
    "ContactPage",
    "ContentPage",
    "GalleryPage",
    "InformationPage",
    "LinkedItemPage",
    "NewsArticlePage",
    "OrganisationUnitPage",
    "PersonPage",
    "PortalBranding",
    "PortalContainerPage",
    "PortalHomePage",
    "PublicVersion",
    "PublicationClock",
    "SectionKind",
    "SectionPage",
    "SubjectField",
]
