"""Parts of Wagtail whose rows know no portal stay out, until somebody has divided them by portal (decision 0027)."""

import pytest
from django.apps import apps
from wagtail.snippets.models import get_snippet_models

# Redirects and promoted results are one list for all hosts, submissions of forms hang on pages but are listed over all,
# and the API of pages would answer on every host.
LEFT_OUT = [
    "wagtail.contrib.redirects", "wagtail.contrib.forms", "wagtail.contrib.search_promotions", "wagtail.sites",
    "wagtail.api.v2", "wagtail.contrib.styleguide", "wagtail.contrib.simple_translation", "django.contrib.admin",
]  # fmt: skip


@pytest.mark.parametrize("package", LEFT_OUT)
def test_package_is_not_installed(package):
    assert not apps.is_installed(package), "divide its rows by portal, classify its addresses, write it down in docs"


def test_nothing_is_a_snippet():
    """Wagtail's lists, histories and choosers of snippets ask for a right on the kind, not on the row."""
    assert get_snippet_models() == []
