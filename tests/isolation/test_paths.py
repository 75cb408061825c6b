"""What a request says of its own path opens nothing: the guard looks at the path by which the view is found."""

import pytest

from tests.isolation.walks import browser

pytestmark = pytest.mark.django_db

# The path that a server would pass on, and the prefix that a client may have written beside it.
PREFIXES = ["/static", "/media", "/admin", "/healthz"]


@pytest.mark.parametrize("prefix", PREFIXES)
def test_prefix_that_a_client_names_does_not_lead_round_the_guard(world, prefix):
    editor = browser(world.person("editor"))
    draft = world.other.values["page_id"]
    for address in (f"/admin/pages/{draft}/edit/", "/admin/api/main/images/", "/admin/tag-autocomplete/"):
        plain = editor.get(address)
        assert plain.status_code in {302, 403}
        assert editor.get(address, SCRIPT_NAME=prefix).status_code == plain.status_code


@pytest.mark.parametrize("prefix", PREFIXES)
def test_prefix_that_a_client_names_opens_no_closed_portal(world, client, prefix):
    closed = {"host": world.hidden.portal.host}
    plain = client.get("/sitemap.xml", headers=closed)
    assert plain.status_code == 404
    assert client.get("/sitemap.xml", headers=closed, SCRIPT_NAME=prefix).status_code == plain.status_code
