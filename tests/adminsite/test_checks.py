"""Settings under which the portals would be unsafe or unlawful keep the project from starting."""

import pytest

from adminsite.checks import check_admin_host, check_host_suffix, check_publishing_is_ours


def ids(messages):
    return [message.id for message in messages]


@pytest.mark.parametrize(
    ("admin_host", "expected"),
    [
        ("quantri.hochiminhcity.localhost", []),
        ("hochiminhcity.localhost", ["portals.E001"]),
        ("quantri.example.test", ["portals.E001"]),
        ("quantrihochiminhcity.localhost", ["portals.E001"]),
    ],
)
def test_admin_stands_below_the_domain_of_the_city(settings, admin_host, expected):
    settings.BASE_DOMAIN, settings.ADMIN_HOST = "hochiminhcity.localhost", admin_host
    assert ids(check_admin_host()) == expected


@pytest.mark.parametrize(
    ("base", "suffix", "expected"),
    [
        ("hochiminhcity.gov.vn", ".vn", []),
        ("hochiminhcity.localhost", "", []),
        ("hochiminhcity.localhost", ".vn", ["portals.E003"]),
    ],
)
def test_domain_of_the_city_has_the_national_suffix(settings, base, suffix, expected):
    settings.BASE_DOMAIN, settings.HOST_SUFFIX = base, suffix
    assert ids(check_host_suffix()) == expected


@pytest.mark.parametrize("action", ["", "wagtail.models.publish_workflow_state"])
def test_finished_review_publishes_by_our_verb_only(settings, action):
    assert check_publishing_is_ours() == []
    settings.WAGTAIL_FINISH_WORKFLOW_ACTION = action
    assert ids(check_publishing_is_ours()) == ["portals.E002"]
