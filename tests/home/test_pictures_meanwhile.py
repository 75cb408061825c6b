"""Files of pictures that are made at the moment at which a page is withdrawn go all the same, and those of public pages
stay."""

from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.images.models import Filter, SourceImageIOError
from wagtail.models import ReferenceIndex

from editorial.enums import TakedownReason
from editorial.withdrawal.actions import take_down
from home import tasks
from home.components import pictures as shown_pictures
from home.publication.pictures import make_files
from home.tasks import make_page_pictures, take_away_unseen_pictures
from library.files.kept import keep_made
from library.models import PortalImage, PortalRendition
from sites.public_request import public_request
from tests.factories import make_article, make_head
from tests.fullest import make_image

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]

SPEC = "width-640|format-webp"


@pytest.fixture
def image(portal):
    return make_image(portal)


@pytest.fixture
def article(portal, image):
    block = {
        "picture": {"image": image, "decorative": False, "alt_text": "Quầy tiếp nhận"},
        "caption": "",
        "credit": "",
    }
    return make_article(portal, "Tin có ảnh", body=[("figure", block)])


def withdraw(article, portal):
    why = {"reason_class": TakedownReason.PERSONAL_DATA, "reason": "Lộ số căn cước"}
    take_down(article, by=make_head(portal), at=timezone.now(), **why)


def has_files(image):
    return PortalRendition.objects.filter(image=image.pk).exists()


def withdrawing_before(monkeypatch, module, name, *, article, portal):
    """Withdraw the article when somebody who has read it is about to make files."""
    real, done = getattr(module, name), []

    def withdraw_first(*args, **kwargs):
        if not done:
            done.append(withdraw(article, portal))
        return real(*args, **kwargs)

    monkeypatch.setattr(module, name, withdraw_first)


def test_reader_who_has_read_the_page_makes_no_files_that_stay(client, portal, image, article, monkeypatch):
    withdrawing_before(monkeypatch, shown_pictures, "get_renditions_or_not_found", article=article, portal=portal)
    assert client.get(article.get_url_parts()[2], headers={"host": portal.host}).status_code == 200
    assert not has_files(image)


def test_worker_who_has_read_the_page_makes_no_files_that_stay(portal, image, article, monkeypatch):
    withdrawing_before(monkeypatch, tasks, "make_files", article=article, portal=portal)
    assert make_page_pictures(article.pk) > 0
    assert not has_files(image)


def test_files_are_taken_away_again_after_the_commit_and_later(
    portal, image, article, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks() as callbacks:
        withdraw(article, portal)
    assert {callback.__qualname__ for callback in callbacks}
    make_files([image])
    for callback in callbacks:
        callback()
    assert not has_files(image)


def test_files_of_a_public_page_stay_while_workers_have_not_come_to_the_index(portal, image, article):
    ReferenceIndex.objects.all().delete()
    assert make_page_pictures(article.pk) > 0
    assert has_files(image)
    with public_request():
        image.get_rendition(SPEC.replace("640", "639"))
    assert take_away_unseen_pictures() == 0
    assert has_files(image)


def test_whoever_works_on_a_draft_has_its_pictures_made_and_the_night_takes_them_away(portal, article):
    loose = make_image(portal, "Ảnh của bản nháp")
    assert Path(loose.get_rendition(SPEC).file.path).exists()
    make_files(PortalImage.objects.exclude(pk=loose.pk))
    assert take_away_unseen_pictures() == 1
    assert (has_files(loose), has_files(PortalImage.objects.exclude(pk=loose.pk).get())) == (False, True)


def test_picture_that_was_replaced_meanwhile_is_not_made_of_its_former_file(image, article):
    read_before = PortalImage.objects.get(pk=image.pk)
    PortalImage.objects.filter(pk=image.pk).update(file="original_images/khac.png")
    for specs in ([SPEC], [SPEC, SPEC.replace("640", "320")]):
        with pytest.raises(SourceImageIOError):
            read_before.get_renditions(*specs)
        assert not PortalRendition.objects.filter(image=image.pk, filter_spec__in=specs[1:]).exists()
    PortalImage.objects.filter(pk=image.pk).update(file=read_before.file.name)


def test_of_two_who_make_the_same_at_once_the_file_of_the_second_is_not_left_without_a_row(image):
    first = image.get_rendition(SPEC)
    second = PortalRendition(image=image, filter_spec=first.filter_spec, focal_point_key=first.focal_point_key)
    second.file.save("anh.webp", ContentFile(b"RIFF"), save=False)
    assert [one.pk for one in keep_made(image, {Filter(SPEC): second}).values()] == [first.pk]
    assert not Path(second.file.path).exists()
    assert Path(first.file.path).exists()
