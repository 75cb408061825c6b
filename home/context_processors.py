"""What every public page shows around its content: names, menu, languages, branding."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse, translate_url
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language, gettext, override

from home.branding.stylesheet import LOGO, branding_of, shared_logo_of, version_of
from home.models import BasePage
from home.publication.pictures import LOGO_SPECS, addresses_of
from home.serving.frame import Frame, frame_of
from oversight.maintenance import AnnouncedWindow, announced_windows
from page_cache.declaring import expires_at
from sites.directory import PortalRecord, get_directory
from sites.registry import public_page_at, split_language

VIEWS_IN_EACH_LANGUAGE = frozenset(
    {
        "search", "portals", "sitemap_page", "city_direction", "city_drafts", "city_channels", "questions", "question",
        "question_useful", "question_statistics", "questions_withheld", "city_questions", "ask_question",
        "asking_privacy", "asking_rules", "question_lookup", "data_interface", "procedure_places", "join_press_list",
        "rate", "rating_results", "city_ratings",
    }
)  # fmt: skip


@dataclass(frozen=True)
class MenuEntry:
    """One entry of the main menu; `current` is "page" on that very page, "section" below it, else empty."""

    title: str
    url: str
    current: str


@dataclass(frozen=True)
class LanguageSwitch:
    """The other language.

    Attributes:
        url: of this page's version; empty where it has none.
        others: title and address of what there is instead: the nearest section above it that has a version, the home.
    """

    language: str
    url: str
    others: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Alternate:
    """One version of this page, for hreflang."""

    language: str
    url: str


@dataclass(frozen=True)
class CityLinks:
    """Where the frame of every portal leads on the city portal and the portal above it.

    Attributes:
        language: code of the language of the pages of the city, where it is another one than that of this page: the
            links say so. Empty where it is the same.
        above: home of the portal above; empty where there is none.
        above_language: as `language`, of that home.
    """

    home: str
    portals: str
    language: str = ""
    above: str = ""
    above_language: str = ""


@dataclass(frozen=True)
class Branding:
    """What a portal changes of the common look; the defaults where it has no row of its own."""

    logo_url: str
    css_url: str = ""


class Chrome:
    """Lazy parts of the frame of one response: what no template asks for costs no query."""

    def __init__(self, request: HttpRequest, record: PortalRecord) -> None:
        self.request, self.record = request, record
        self.language = get_language() or settings.LANGUAGE_CODE
        self._frame: Frame | None = None

    @property
    def _host(self) -> str:
        """What addresses begin with: nothing on the portal itself; a preview stands on the host of the admin."""
        return self.record.root_url if getattr(self.request, "is_preview", False) else ""

    @property
    def _named_view(self) -> bool:
        """Whether this is a view that answers in each language the portal has, and no page of the tree."""
        match = self.request.resolver_match
        return match is not None and match.url_name in VIEWS_IN_EACH_LANGUAGE

    @property
    def page(self) -> BasePage | None:
        return getattr(self.request, "shown_page", None)

    def frame(self) -> Frame:
        """Menu, homes and versions."""
        if self._frame is None:
            self._frame = frame_of(self.record, self.language, self.page)
        return self._frame

    def menu(self) -> list[MenuEntry]:
        """Pages of the main menu, then the site map."""
        entries = [(page.menu_title, page.get_url(self.request)) for page in self.frame().menu]
        entries += [(view.title, reverse(view.name)) for view in self.frame().menu_views]
        entries.append((gettext("All sections"), reverse("sitemap_page")))
        return [MenuEntry(title, f"{self._host}{url}", self._current(url)) for title, url in entries]

    def foot(self) -> dict[str, str]:
        """Addresses of the pages that the foot leads to, by their slugs with underscores."""
        pages = self.frame().foot
        return {slug.replace("-", "_"): f"{self._host}{page.get_url(self.request)}" for slug, page in pages.items()}

    def changed_at(self) -> datetime | None:
        """When something public of the portal changed last."""
        return self.frame().changed_at

    def home_language(self) -> str:
        """The language of the page, where the portal has a public home in it. An address below /en/ that names nothing
        is answered on any portal."""
        is_there = self.language == settings.LANGUAGE_CODE or self.language in self.frame().homes
        return self.language if is_there else settings.LANGUAGE_CODE

    def home_url(self) -> str:
        """Address of the home in the language of the page, where there is one."""
        language = self.home_language()
        return self._host + ("/" if language == settings.LANGUAGE_CODE else f"/{language}/")

    def city_links(self) -> CityLinks | None:
        """To the home of the city and its list of portals, in the language of the page where the city has that."""
        city = get_directory().city
        if city is None:
            return None
        is_there = self.language == settings.LANGUAGE_CODE or self.frame().has_city_home
        language = self.language if is_there else settings.LANGUAGE_CODE
        with override(language):
            home = "" if language == settings.LANGUAGE_CODE else f"/{language}/"
            portals = city.root_url + reverse("portals")
        return CityLinks(city.root_url + home, portals, "" if is_there else language, *self._home_above())

    def _home_above(self) -> tuple[str, str]:
        """Address of the home of the portal above, with its language where that is another one."""
        above = self.record.parent
        if above is None or self.language == settings.LANGUAGE_CODE:
            return above.root_url if above is not None else "", ""
        if self.frame().has_parent_home:
            return f"{above.root_url}/{self.language}/", ""
        return above.root_url, settings.LANGUAGE_CODE

    def _current(self, url: str) -> str:
        if self.request.path == url:
            return "page"
        return "section" if self.request.path.startswith(url) else ""

    def language_switch(self) -> LanguageSwitch | None:
        """The link to the other language; None where the portal has no public home in it."""
        other = "en" if self.language == settings.LANGUAGE_CODE else settings.LANGUAGE_CODE
        homes, pages = self.frame().homes, self.frame().versions
        if other not in homes:
            return None
        if self._named_view:
            return LanguageSwitch(other, translate_url(self.request.get_full_path(), other))
        if other in pages:
            return LanguageSwitch(other, self._host + pages[other].get_url(self.request))
        with override(other):
            home = gettext("Home page in English") if other == "en" else gettext("Home page in Vietnamese")
        others = [(home, homes[other])]
        if other in self.frame().versions_above:
            above = self.frame().versions_above[other]
            others.insert(0, (above.title, above))
        return LanguageSwitch(
            other, "", tuple((title, self._host + page.get_url(self.request)) for title, page in others)
        )

    def alternates(self) -> list[Alternate]:
        """Addresses of the versions of this page, its own included, where it has more than one."""
        frame = self.frame()
        if self._named_view:
            addresses = {
                language: self.record.root_url + translate_url(self.request.path, language) for language in frame.homes
            }
        else:
            addresses = {language: page.full_url for language, page in frame.versions.items()}
        rows = [Alternate(language, url) for language, url in sorted(addresses.items())]
        return rows if len(rows) > 1 else []

    def source_changed_on(self) -> date | None:
        """Since when a page in another language says something else than its public Vietnamese page (12.1.h)."""
        frame = self.frame()
        is_behind = frame.behind_since is not None and settings.LANGUAGE_CODE in frame.versions
        return timezone.localdate(frame.behind_since) if is_behind else None

    def successor_url(self) -> str:
        """Where the banner of an archived portal leads: to this address on the successor, where it is public, else to
        its home, in Vietnamese where it has none in this language. Empty without a successor."""
        successor = self.record.successor
        if successor is None:
            return ""
        home, container = "/", successor.container_path
        if self.language != settings.LANGUAGE_CODE:
            if public_page_at(container, self.language, []) is None:
                return successor.root_url + home
            home = f"/{self.language}/"
        match, path = self.request.resolver_match, self.request.path
        if self._named_view and match is not None and not match.kwargs:
            return successor.root_url + path
        components = split_language(path)[1]
        is_there = public_page_at(container, self.language, components) is not None
        return successor.root_url + (path if is_there else home)

    def maintenance(self) -> list[AnnouncedWindow]:
        """Announced maintenance of the portal. The page expires when the first begins or is over."""
        now = timezone.now()
        windows = announced_windows(self.record.id, at=now)
        for window in windows:
            expires_at(window.ends_at if window.has_begun(at=now) else window.begins_at)
        return windows

    def branding(self) -> Branding:
        """Logo and colours of the portal."""
        row = branding_of(self.request)
        if row is None:
            return Branding(logo_url=static("img/logo-slot.svg"))
        return Branding(
            logo_url=addresses_of(row.logo, LOGO_SPECS).get(LOGO) or static("img/logo-slot.svg"),
            css_url=f"{self._host}{reverse('portal_css')}?v={version_of(row)}",
        )


def chrome(request: HttpRequest) -> dict[str, Any]:
    """The frame of a public page. Empty on the admin host, which has Wagtail's own."""
    record: PortalRecord | None = getattr(request, "portal", None)
    if record is None:
        return {}
    frame, directory = Chrome(request, record), get_directory()
    # Where the portal has nothing public in the language of an address, its frame leads to no page in that.
    is_there = frame.home_language() == frame.language
    return {
        "portal": record,
        "city": directory.city,
        "city_links": SimpleLazyObject(frame.city_links),
        "portal_count": len(directory.components),
        "language": frame.language,
        "home_url": frame.home_url(),
        "home_language": frame.home_language(),
        "menu": SimpleLazyObject(frame.menu) if is_there else [],
        "foot": SimpleLazyObject(frame.foot) if is_there else None,
        "language_switch": SimpleLazyObject(frame.language_switch),
        "alternates": SimpleLazyObject(frame.alternates),
        "branding": SimpleLazyObject(frame.branding),
        "successor_url": SimpleLazyObject(frame.successor_url),
        "maintenance": SimpleLazyObject(frame.maintenance),
        "source_changed_on": SimpleLazyObject(frame.source_changed_on),
        "shared_logo": SimpleLazyObject(partial(shared_logo_of, request)),
        "hotline": settings.CITY_HOTLINE,
        "gazette_url": settings.CITY_GAZETTE_URL,
        "changed_at": SimpleLazyObject(frame.changed_at),
        "is_demo": settings.IS_DEMO,
    }
