"""Every model with a portal can be asked for its rows of one portal."""

import pytest
from django.apps import apps
from django.db import models
from django.test.utils import isolate_apps

from sites.checks import belongs_to_a_portal, check_scoped_managers
from sites.models import Hostname, Portal
from tests.factories import CITY, DISTRICT, WARD, make_portal


def test_every_model_with_a_portal_is_scoped():
    assert check_scoped_managers() == []


@pytest.mark.parametrize("key", [models.ForeignKey, models.OneToOneField])
def test_model_without_for_portal_is_named(monkeypatch, key):
    with isolate_apps():

        class Leaflet(models.Model):
            portal = key(Portal, on_delete=models.PROTECT, related_name="+")

            class Meta:
                app_label = "portals"

            def __str__(self):
                return str(self.portal)

    monkeypatch.setattr(apps, "get_models", lambda **kwargs: [Leaflet, Hostname])
    assert [(error.id, error.obj) for error in check_scoped_managers()] == [("portals.E006", Leaflet)]


def test_only_a_key_to_a_portal_makes_a_row_of_a_portal():
    with isolate_apps():

        class Leaflet(models.Model):
            portal = models.CharField(max_length=10)
            printed_for = models.ForeignKey(Portal, on_delete=models.PROTECT, related_name="+")

            class Meta:
                app_label = "portals"

            def __str__(self):
                return str(self.portal)

    assert not belongs_to_a_portal(Leaflet)


@pytest.mark.django_db
def test_rows_of_one_portal_and_of_some():
    city, district, ward = (make_portal(spec, opened=False) for spec in (CITY, DISTRICT, WARD))
    assert [row.host for row in Hostname.objects.for_portal(district)] == [DISTRICT.host]
    assert {row.host for row in Hostname.objects.for_portals([city.pk, ward.pk])} == {CITY.host, WARD.host}
