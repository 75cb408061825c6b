"""What a request says of its own path opens nothing: the guard looks at the path by which the view is found."""

import pytest

from tests.isolation.walks import browser

pytestmark = pytest.mark.django_db

# The path that a server would pass on, and the prefix that a client may have written beside it.
PREFIXES = ["/static", "/media", "/admin", "/healthz"]


def test_prefix_that_a_client_names_does_not_lead_round_the_guard(world):
    editor, failures = browser(world.person("editor")), []
    draft = world.other.values["page_id"]
    for address in (f"/admin/pages/{draft}/edit/", "/admin/api/main/images/", "/admin/tag-autocomplete/"):
        plain = editor.get(address)
        assert plain.status_code in {302, 403}, address
        named = {prefix: editor.get(address, SCRIPT_NAME=prefix).status_code for prefix in PREFIXES}
        failures += [(address, named)] if set(named.values()) != {plain.status_code} else []
    assert failures == []


def test_prefix_that_a_client_names_opens_no_closed_portal(world, client):
    closed = {"host": world.hidden.portal.host}
    assert client.get("/sitemap.xml", headers=closed).status_code == 404
    named = {prefix: client.get("/sitemap.xml", headers=closed, SCRIPT_NAME=prefix).status_code for prefix in PREFIXES}
    assert named == dict.fromkeys(PREFIXES, 404)
