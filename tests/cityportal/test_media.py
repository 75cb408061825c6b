"""Of what is stored, pages show two folders; everything else has no address, whatever stored it."""

import re
from pathlib import Path, PurePosixPath

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.files.storage import default_storage
from django.db.models import FileField
from django.http import Http404

from accounts.models import User
from cityportal.media import ADMIN_FOLDER, KEPT_BRIEFLY, PUBLIC_FOLDER, serve_media
from tests.admin import browser
from tests.each import each_case
from tests.factories import CITY, make_member, make_portal

pytestmark = pytest.mark.django_db

NGINX = Path(settings.BASE_DIR) / "deploy" / "nginx" / "cityportal.conf"
# Columns whose folder is open. Wagtail's own renditions are no rows of ours, and share the folder.
OPEN = {
    "library.PortalRendition.file": PUBLIC_FOLDER,
    "wagtailimages.Rendition.file": PUBLIC_FOLDER,
    "wagtailusers.UserProfile.avatar": ADMIN_FOLDER,
}


def folders():
    """The folder of each column of files that lies under /media/."""
    found = {}
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, FileField) and field.storage == default_storage:
                name = PurePosixPath(field.generate_filename(model(), "a.png"))
                found[f"{model._meta.label}.{field.name}"] = name.parts[0]
    return found


@pytest.fixture
def stored(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    for folder in {*folders().values(), "later"}:
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.png").write_bytes(b"\x89PNG")
    (tmp_path / "a.png").write_bytes(b"\x89PNG")


@pytest.fixture
def ask(rf, stored):
    def answer(path, *, portal=None, user=None):
        request = rf.get("/media/")
        request.portal, request.user = portal, user or AnonymousUser()
        try:
            return serve_media(request, path).status_code
        except Http404:
            return 404

    return answer


def test_each_column_of_files_lies_in_an_open_folder_for_a_reason_or_is_closed(ask):
    assert {"wagtail_uploads", "documents", "original_images"} < set(folders().values())
    signed_in = User(username="van-thu")
    for column, folder in folders().items():
        public, inside = (200 if opened else 404 for opened in (OPEN.get(column) == PUBLIC_FOLDER, column in OPEN))
        assert ask(f"{folder}/a.png") == public, column
        assert ask(f"{folder}/a.png", user=signed_in) == inside, column
        assert ask(f"{folder}/a.png", portal=object(), user=signed_in) == public, column


def test_what_no_column_names_is_closed_too(ask):
    assert {ask("later/a.png"), ask("a.png"), ask("images")} == {404}


@each_case("folder", ["documents", "original_images", "wagtail_uploads"])
def test_stored_files_have_no_address_of_their_own_however_it_is_written(ask, folder):
    ways = ("{}", "./{}", "/{}", "x/../{}", "images/../{}", "../media/{}")
    assert {ask(way.format(f"{folder}/a.png")) for way in ways} == {404}


def test_web_server_opens_the_same_folders():
    locations = dict(re.findall(r"location (?:\^~ )?(/media/\S*) \{(.*?)\n    \}", NGINX.read_text(), re.DOTALL))
    assert set(locations) == {f"/media/{PUBLIC_FOLDER}/", f"/media/{ADMIN_FOLDER}/", "/media/"}
    assert "alias /srv/media/images/;" in locations[f"/media/{PUBLIC_FOLDER}/"]
    assert locations[f"/media/{ADMIN_FOLDER}/"].split() == ["proxy_pass", "http://cityportal;"]
    assert locations["/media/"].split() == ["return", "404;"]


def test_picture_of_an_account_is_shown_in_the_admin_to_who_is_signed_in(client, stored):
    portal = make_portal(CITY)
    address = f"/media/{ADMIN_FOLDER}/a.png"
    answer = browser(make_member(portal)).get(address)
    assert (answer.status_code, answer["Cache-Control"]) == (200, "private, no-store")
    assert client.get(address, headers={"host": settings.ADMIN_HOST}).status_code == 404
    assert client.get(address, headers={"host": portal.host}).status_code == 404


def test_copy_of_a_picture_is_asked_about_after_minutes(rf, stored):
    """A withdrawn one is deleted, and caches that many share would show it as long as they may."""
    request = rf.get("/media/")
    request.portal, request.user = object(), AnonymousUser()
    assert serve_media(request, f"{PUBLIC_FOLDER}/a.png")["Cache-Control"] == KEPT_BRIEFLY
    assert int(re.search(r"max-age=(\d+)", KEPT_BRIEFLY)[1]) <= 300
    assert f'add_header Cache-Control "{KEPT_BRIEFLY}";' in NGINX.read_text()
