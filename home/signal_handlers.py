"""Registration only: what follows a submission, a version and a publication."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db.models.signals import post_save
from django.dispatch import receiver
from django.utils import timezone
from wagtail.models import Page, Revision, WorkflowState
from wagtail.signals import (
    copy_for_translation_done,
    init_new_page,
    page_published,
    page_slug_changed,
    page_unpublished,
    post_page_move,
    workflow_submitted,
)

from audit.on_commit import enqueue_on_commit
from editorial.models import Takedown
from home.editing.known_facts import known_facts
from home.models import BasePage, ClockedPage, PersonPage, PortalBranding, PortalHomePage
from home.publication.city_items import take_down_links_to
from home.publication.moved_pages import keep_addresses_of_moved
from home.publication.public_versions import (
    content_in_public,
    end_version,
    pictures_once_shown,
    record_version,
    withhold_versions,
)
from home.publication.withdrawn_pictures import take_away_for_good
from home.tasks import follow_links, make_look_pictures, make_page_pictures
from home.timeliness.clocks import keep_clock, keep_clock_of_draft
from home.timeliness.freshness import changed_place, forget_freshness, keep_freshness, look_at_contacts
from home.translations.suggestions.memory import forget_public, remember_public
from home.translations.versions.basis import begin_version, follow_publication, follow_withdrawal, record_wanted
from home.translations.versions.queries import is_version
from page_cache.purging import purge_on_commit
from sites.models import Portal
from sites.signals import page_taken_down, pages_opened, version_published


@receiver(init_new_page, dispatch_uid="home.fill_in")
def fill_in_what_is_known(page: Any, parent: Page, **kwargs: Any) -> None:
    """Before the form of a new page is shown."""
    if isinstance(page, BasePage):
        page.fill_in(known_facts(parent, by=page.owner, on=timezone.localdate()))


@receiver(page_published, dispatch_uid="home.make_page_pictures")
def make_pictures(instance: Any, **kwargs: Any) -> None:
    if isinstance(instance, BasePage):
        enqueue_on_commit(make_page_pictures, instance.pk)


@receiver([page_published, page_unpublished], sender=PortalHomePage, dispatch_uid="home.end_copies_of_every_portal")
def end_copies_of_every_portal(**kwargs: Any) -> None:
    """The frame of other portals leads to the homes of the city and of the portal above in the same language."""
    purge_on_commit([None])


@receiver(post_save, sender=PortalBranding, dispatch_uid="home.make_look_pictures")
def make_pictures_of_look(instance: PortalBranding, raw: bool = False, **kwargs: Any) -> None:
    if not raw and (instance.logo_id or instance.banner_id):
        enqueue_on_commit(make_look_pictures, instance.site_id)


@receiver(pages_opened, dispatch_uid="home.make_look_pictures")
def make_pictures_of_opened(portal: Portal, **kwargs: Any) -> None:
    if PortalBranding.objects.filter(site=portal.site_id).exists():
        enqueue_on_commit(make_look_pictures, portal.site_id)


@receiver(workflow_submitted, sender=WorkflowState, dispatch_uid="home.follow_links")
def follow_links_of_submitted(instance: WorkflowState, **kwargs: Any) -> None:
    page = instance.content_object
    # A review knows its page as a plain one.
    if settings.CHECK_EXTERNAL_LINKS and isinstance(page, Page) and page.latest_revision_id:
        enqueue_on_commit(follow_links, page.latest_revision_id)


@receiver(version_published, dispatch_uid="home.record_version")
def keep_version(page: Page, revision: Any, portal: Any, by: Any, at: Any, **kwargs: Any) -> None:
    person = page.specific if page.specific_class is PersonPage else None
    before = content_in_public(page) if person is not None else None
    record_version(page, revision, portal=portal, by=by, at=at)
    if person is not None and changed_place(before, revision.content):
        look_at_contacts(person, at=at)


@receiver(version_published, dispatch_uid="home.keep_clock")
def stop_clock(page: Page, **kwargs: Any) -> None:
    if issubclass(page.specific_class, ClockedPage):
        whole = page.specific
        keep_clock(whole, published_at=whole.first_published_at)


@receiver(version_published, dispatch_uid="home.keep_freshness")
def look_again_later(page: Page, at: Any, **kwargs: Any) -> None:
    if issubclass(page.specific_class, BasePage):
        keep_freshness(page.specific, at=at)


@receiver(version_published, dispatch_uid="home.follow_versions")
def follow_versions(page: Page, revision: Revision, at: Any, **kwargs: Any) -> None:
    whole = page.specific
    if isinstance(whole, BasePage):
        follow_publication(whole, by=revision.user, at=at)
        record_wanted(whole, revision, at=at)
        if is_version(whole):
            remember_public(whole, at=at)


@receiver(page_slug_changed, dispatch_uid="home.keep_former_slug")
def keep_former_slug(instance: Page, instance_before: Page, **kwargs: Any) -> None:
    keep_addresses_of_moved(instance, instance_before.url_path, at=timezone.now())


@receiver(post_page_move, dispatch_uid="home.keep_former_place")
def keep_place_before_move(instance: Page, url_path_before: str, url_path_after: str, **kwargs: Any) -> None:
    if url_path_after != url_path_before:
        keep_addresses_of_moved(instance, url_path_before, at=timezone.now())


@receiver(copy_for_translation_done, dispatch_uid="home.begin_version")
def keep_what_version_says(source_obj: Any, target_obj: Any, **kwargs: Any) -> None:
    if isinstance(target_obj, BasePage):
        begin_version(target_obj, source=source_obj, at=timezone.now())


@receiver(post_save, sender=Revision, dispatch_uid="home.keep_clock_of_draft")
def follow_draft(instance: Revision, raw: bool = False, **kwargs: Any) -> None:
    if not raw:
        keep_clock_of_draft(instance)


@receiver(page_unpublished, dispatch_uid="home.end_version")
def no_version_is_public(instance: Page, **kwargs: Any) -> None:
    end_version(instance, at=timezone.now())
    if isinstance(instance, BasePage):
        take_away_for_good(pictures_once_shown(instance))
        forget_freshness(instance)
        follow_withdrawal(instance, at=timezone.now())
        forget_public(instance)
    if isinstance(instance, PersonPage):
        look_at_contacts(instance, at=timezone.now())


@receiver(page_taken_down, dispatch_uid="home.withhold_versions")
def nothing_of_it_is_public(takedown: Takedown, page: Page, **kwargs: Any) -> None:
    withhold_versions(page, takedown)
    take_down_links_to(page, at=takedown.at, takedown=takedown)
    if isinstance(page, BasePage):
        take_away_for_good(pictures_once_shown(page))


@receiver(page_unpublished, dispatch_uid="home.take_down_links")
def take_down_links(instance: Page, **kwargs: Any) -> None:
    # Of what a board withdraws at once, the links say so themselves (see below).
    if not Takedown.objects.filter(page=instance, ended_at=None).exists():
        take_down_links_to(instance, at=timezone.now())
