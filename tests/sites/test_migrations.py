"""What migrations leave: kinds and rules of the files, and nothing of what Wagtail's migrations lay down."""

import pytest
from django.contrib.auth.models import Group
from wagtail.models import Page, Site, Workflow

from sites.models import HostnameRule, PortalKind
from sites.reference import hostname_rules, portal_kinds

pytestmark = pytest.mark.django_db


def test_an_installation_begins_with_the_kinds_and_hostname_rules_of_the_files():
    names = ("code", "name_vi", "name_en", "plural_vi", "plural_en", "position")
    found = list(PortalKind.objects.order_by("position").values_list(*names))
    assert found == [tuple(getattr(kind, name) for name in names) for kind in portal_kinds()]
    names = ("profile", "pattern", "uses_type_word", "article", "valid_from", "valid_to", "source")
    found = list(HostnameRule.objects.order_by("pk").values_list("kind__code", *names))
    assert found == [(rule.kind, *(getattr(rule, name) for name in names)) for rule in hostname_rules()]


def test_groups_workflow_welcome_page_and_default_site_of_wagtail_are_removed():
    assert not Group.objects.filter(name__in=["Moderators", "Editors"]).exists()
    assert not Workflow.objects.exists()
    assert not Site.objects.exists()
    assert [(page.depth, page.numchild) for page in Page.objects.all()] == [(1, 0)]
