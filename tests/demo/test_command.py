"""`manage.py load_demo`: where it refuses, what it prints, and the whole demo city once."""

import dataclasses
import signal
from concurrent.futures import Future
from io import StringIO
from unittest.mock import MagicMock, call

import pytest
from django.conf import settings as django_settings
from django.core.management import CommandError, call_command
from django.utils import translation
from PIL import Image
from wagtail.models import Page, Site, WorkflowState

from accounts.models import User
from cityportal.demo import city, picture_files, portals
from cityportal.demo.accounts import PASSWORD
from cityportal.demo.content import PORTALS, portal_contents
from cityportal.management.commands import demo, load_demo
from editorial.integrity.invariants import public_without_approval
from library.files.usage import is_shown
from library.models import PortalDocument, PortalImage, PortalRendition
from library.texts.readings import read_document, unread_documents
from members.enums import Seat
from members.models import BoardSeat
from qa.enums import QuestionState
from qa.models import Question
from search.evaluation.judged_set import read_set
from search.evaluation.running import absent
from search.index.indexing import reindex
from sites.enums import PortalState
from sites.models import Portal
from tests.demo.conftest import TINY, load_tiny_once, pass_the_editor
from tests.exhaustive_state import PRODUCT
from tests.factories import CITY, make_portal, make_user


@pytest.fixture(autouse=True)
def _demo(settings):
    settings.IS_DEMO = True


@pytest.fixture(autouse=True)
def _few_files(monkeypatch):
    """One size of each picture, made in this process."""
    monkeypatch.setattr(picture_files, "ProcessPoolExecutor", AtOnce)
    monkeypatch.setattr(picture_files, "SPECS", {"fill-320x180|format-webp"})
    monkeypatch.setattr(picture_files, "LOGO_SPECS", {"fill-128x128|format-webp"})


@pytest.fixture
def tiny(monkeypatch):
    """The command on the small files."""
    monkeypatch.setattr(load_demo, "portal_contents", lambda: portal_contents(TINY))


class AtOnce:
    """In place of a second process."""

    def __init__(self, *args, **kwargs):
        pass

    def submit(self, call, *args):
        future = Future()
        future.set_result(call(*args))
        return future

    def shutdown(self, **kwargs):
        pass


def run(*arguments: str) -> str:
    out = StringIO()
    with translation.override("en"):
        call_command("load_demo", *arguments, stdout=out, stderr=out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("is_demo", "key"),
    [(False, django_settings.SECRET_KEY), (True, "a-real-secret-" * 5)],
    ids=["not demo", "real key"],
)
@pytest.mark.django_db
def test_refuses_outside_development(settings, is_demo, key):
    settings.IS_DEMO, settings.SECRET_KEY = is_demo, key
    with pytest.raises(CommandError, match="provision_portals") as refused:
        run()
    assert refused.value.returncode == 1
    assert not User.objects.exists()


@pytest.mark.slow(reason="loads a demo city")
@pytest.mark.when_changed(*PRODUCT, "cityportal/demo/*", "tests/demo/*")
@pytest.mark.django_db
def test_load_prints_where_everything_is_makes_the_files_of_pictures_and_moves_kept_data_to_another_port(tiny):
    printed = run("--port", "8123")
    assert set(Site.objects.values_list("port", flat=True)) == {8123}
    for expected in (
        "http://hochiminhcity.localhost:8123/",
        "http://quantri.hochiminhcity.localhost:8123/admin/",
        PASSWORD,
        "truongban.<portal>",
        "thanhpho sotuphap",
        "vanhanh",
    ):
        assert expected in printed
    images = list(PortalImage.objects.prefetch_related("renditions"))
    shown = [image for image in images if is_shown(image)]
    assert len(shown) > 5
    for image in images:
        spec = "fill-128x128" if image.title.startswith("Biểu trưng") else "fill-320x180"
        made = [row.filter_spec for row in image.renditions.all()]
        assert made == ([f"{spec}|format-webp"] if image in shown else []), image
    row = shown[0].renditions.get()
    with row.file.open() as file, Image.open(file) as picture:
        assert picture.size == (row.width, row.height)
    printed = run("--port", "9000")
    assert "already loaded" in printed
    (joined,) = Portal.objects.filter(kind__code="voluntary")
    assert (joined.state, joined.board.seats.get().seat) == (PortalState.LIVE, Seat.HEAD)
    assert set(Site.objects.values_list("port", flat=True)) == {9000}
    assert "Sites now on port 9000: 3." in printed
    assert "Sites now on port" not in run("--port", "9000")
    assert (set(Site.objects.values_list("port", flat=True)), PortalRendition.objects.count()) == ({9000}, len(shown))


@pytest.fixture
def server(monkeypatch):
    """In place of the process that serves. Migrating, and the server's command, are left out."""
    server = MagicMock(poll=lambda: None, wait=lambda: 0)
    server.begun_with = []
    monkeypatch.setattr(demo, "call_command", server.other_commands)
    monkeypatch.setattr(demo, "server_command", lambda port, stdout: ["server", port])
    monkeypatch.setattr(demo.subprocess, "Popen", lambda command: server.begun_with.append(command) or server)
    monkeypatch.setattr(demo, "is_served", lambda port: True)
    return server


@pytest.mark.django_db
def test_demo_serves_its_first_portal_while_it_loads_the_others(server, monkeypatch):
    def load(contents, *, now, report, files):
        report("Thành phố", 9)
        assert server.begun_with == [["server", 8123]]
        report("Sở", 4)
        return 13

    monkeypatch.setattr(load_demo, "load_city", load)
    out = StringIO()
    with translation.override("en"), pytest.raises(SystemExit) as ended:
        call_command("demo", "--port", "8123", stdout=out)
    assert ended.value.code == 0
    lines = out.getvalue().splitlines()
    # By these lines `make bench-demo` tells its parts.
    assert (lines[1], lines[2], "" in lines) == ("Loading the demo city ...", "Loaded Thành phố: 9 pages.", True)
    assert "The portal of the city can be read in a moment: http://hochiminhcity.localhost:8123/" in lines
    assert server.other_commands.mock_calls == [call("serve", port=8123, probe=True), call("migrate", verbosity=0)]
    # The second portal, then what completes them.
    assert server.send_signal.mock_calls == [call(signal.SIGHUP)] * 2


@pytest.mark.django_db
def test_demo_ends_its_server_when_loading_fails(server, monkeypatch):
    def load(contents, *, report, **kwargs):
        report("Thành phố", 9)
        raise ValueError

    monkeypatch.setattr(load_demo, "load_city", load)
    with pytest.raises(ValueError):
        call_command("demo", "--port", "8123", stdout=StringIO())
    server.terminate.assert_called_once_with()


@pytest.mark.django_db
def test_demo_stops_loading_when_its_server_has_ended(server, monkeypatch):
    def load(contents, *, report, **kwargs):
        report("Thành phố", 9)
        server.poll = lambda: 1
        report("Sở", 4)

    monkeypatch.setattr(load_demo, "load_city", load)
    with pytest.raises(CommandError):
        call_command("demo", "--port", "8123", stdout=StringIO())


@pytest.mark.parametrize("port", ["0", "65536", "abc"])
def test_refuses_what_is_no_port(port):
    with pytest.raises(CommandError):
        run("--port", port)


@pytest.mark.slow(reason="loads a demo city")
@pytest.mark.when_changed(*PRODUCT, "cityportal/demo/*", "tests/demo/*")
@pytest.mark.django_db
def test_full_opens_the_other_portals_and_goes_on_where_it_stopped(tiny, monkeypatch):
    everyone = portals.structure("2024", base=django_settings.BASE_DOMAIN)
    specs = [spec for spec in everyone if "quan1" in spec.host]
    load_tiny_once()
    loaded = [spec for spec in everyone if spec.code in {"thanhpho", "sotuphap"}]
    monkeypatch.setattr(portals, "structure", lambda name, base: [*loaded, *specs[:3]])
    monkeypatch.setattr(portals, "voluntary_bodies", lambda base: ())
    load = portals.open_everyone(portals.missing_portals(everyone=True), now=load_demo.timezone.now())
    next(load)
    load.close()
    assert len(portals.missing_portals(everyone=True)) == 2
    printed = run("--full")
    assert "2 of 2" in printed
    assert portals.HEAD_OF_ALL in printed
    codes = [spec.code for spec in specs[:3]]
    assert set(Portal.objects.filter(code__in=codes).values_list("state", flat=True)) == {PortalState.LIVE}
    seats = BoardSeat.objects.filter(user__username=portals.HEAD_OF_ALL)
    assert {(seat.board.portal.code, seat.seat) for seat in seats} == {(code, Seat.HEAD) for code in codes}
    assert list(public_without_approval()) == []


@pytest.mark.when_changed(
    "cityportal/demo/*",
    "cityportal/management/commands/*demo.py",
    "home/blocks/*.py",
    "*/models/*.py",
    "search/*",
    "formats/vietnamese/*",
    "tests/demo/*.py",
)
@pytest.mark.slow(reason="loads the whole demo city")
@pytest.mark.timeout(900)
@pytest.mark.sqlite
@pytest.mark.django_db
def test_whole_city():
    """One load of all six files, which are read by no other test. A small city, with a page of each kind and state, is
    loaded in each run."""
    printed = run()
    assert [portal.code for portal in portals.demo_portals()] == list(PORTALS)
    assert set(Portal.objects.values_list("state", flat=True)) == {PortalState.LIVE}
    assert list(public_without_approval()) == []
    assert set(Question.objects.values_list("state", flat=True)) == set(QuestionState)
    assert set(WorkflowState.objects.values_list("status", flat=True)) == {
        WorkflowState.STATUS_APPROVED,
        WorkflowState.STATUS_IN_PROGRESS,
        WorkflowState.STATUS_NEEDS_CHANGES,
    }
    for page in Page.objects.filter(depth__gte=3).specific():
        pass_the_editor(page)
    contents = portal_contents()
    for content in contents:
        written = sum(row["type"] != "contact" for row in content.pages)
        home = Page.objects.get(url_path=f"/{content.code}/vi/")
        # Drafts of what people contributed are none of the file.
        assert home.get_descendants().exclude(owner=None).filter(contributions=None).count() == written
    assert "http://phuongsaigon.hochiminhcity.localhost:8000/" in printed
    assert city.load_city(contents, now=load_demo.timezone.now(), report=lambda name, count: None) == 0
    # What workers do of a demo that is served: pages are found by their files, too.
    for key in unread_documents(set(PortalDocument.objects.values_list("pk", flat=True))):
        read_document(key, at=load_demo.timezone.now())
    reindex()
    assert absent(read_set()) == []
    # Fails where the search falls below what it has reached.
    call_command("evaluate_search", stdout=StringIO())


@pytest.mark.django_db
def test_refuses_the_database_of_a_real_city(tiny):
    make_portal(dataclasses.replace(CITY, host="hochiminhcity.gov.vn"), opened=False)
    with pytest.raises(CommandError, match=r"hochiminhcity\.gov\.vn"):
        run()
    assert not User.objects.filter(username="vanhanh").exists()


@pytest.mark.django_db
def test_refuses_accounts_that_no_demo_made(tiny):
    make_user("quan-tri-that")
    with pytest.raises(CommandError):
        run()
    assert not Portal.objects.exists()
