"""Tags of a page, as words between commas: what was typed is what is kept."""

import unicodedata

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.db.transaction import atomic

import home.editing.forms
from home.editing.forms import TagNamesField, find_or_make_tags
from library.models import Tag
from tests.factories import DISTRICT, make_portal

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]


def names(portal):
    return list(Tag.objects.filter(portal=portal).order_by("pk").values_list("name", flat=True))


def test_words_that_differ_in_marks_are_two_tags(portal):
    typed = TagNamesField().clean("thuế, thuê")
    assert typed == ["thuế", "thuê"]
    assert [tag.name for tag in find_or_make_tags(portal, typed)] == ["thuế", "thuê"]
    assert list(Tag.objects.order_by("pk").values_list("slug", flat=True)) == ["thue", "thue-2"]


def test_words_that_differ_in_capitals_blanks_or_composition_are_one_tag(portal):
    (first,) = find_or_make_tags(portal, ["Cải cách  hành chính"])
    typed = TagNamesField().clean(unicodedata.normalize("NFD", "cải cách hành chính, CẢI CÁCH HÀNH CHÍNH"))
    assert find_or_make_tags(portal, typed) == [first]
    assert names(portal) == ["Cải cách hành chính"]


def test_tags_come_in_the_order_in_which_they_were_typed(portal):
    find_or_make_tags(portal, ["giá đất"])
    assert [tag.name for tag in find_or_make_tags(portal, ["thuê", "giá đất", "thuế"])] == ["thuê", "giá đất", "thuế"]


def test_portals_do_not_share_tags(portal):
    district = make_portal(DISTRICT)
    (first,), (second,) = find_or_make_tags(portal, ["thuế"]), find_or_make_tags(district, ["thuế"])
    assert first != second
    assert (first.portal, second.portal) == (portal, district)


@pytest.fixture
def meanwhile(portal, monkeypatch):
    """A tag that another editor saves between looking for a free address and taking it."""
    # No public function stands there.
    free_slug = home.editing.forms._free_slug

    def save(name):
        def while_another_editor_saves(*args):
            slug = free_slug(*args)
            Tag.objects.get_or_create(portal=portal, key=name, defaults={"name": name, "slug": slug})
            return slug

        monkeypatch.setattr(home.editing.forms, "_free_slug", while_another_editor_saves)

    return save


def test_tag_that_somebody_makes_at_the_same_moment_is_taken(portal, meanwhile):
    meanwhile("thuế")
    assert [tag.name for tag in find_or_make_tags(portal, ["thuế"])] == ["thuế"]
    assert [tag.name for tag in find_or_make_tags(portal, ["thuê"])] == ["thuê"]


def test_address_that_somebody_takes_at_the_same_moment_is_left_to_them(portal, meanwhile):
    meanwhile("thuê")
    assert [(tag.name, tag.slug) for tag in find_or_make_tags(portal, ["thuế"])] == [("thuế", "thue-2")]


def test_one_portal_has_a_word_once(portal):
    find_or_make_tags(portal, ["thuế"])
    with pytest.raises(IntegrityError), atomic():
        Tag.objects.create(portal=portal, key="thuế", name="Thuế", slug="khac")


def test_signs_alone_and_words_too_long_are_no_tags():
    assert TagNamesField(required=False).clean(" , !!!, –") == []
    with pytest.raises(ValidationError):
        TagNamesField().clean("x" * 101)
