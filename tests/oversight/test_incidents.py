"""Incidents: recorded, followed step by step and closed by operators, read where they happened (Regulation 24.7)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from audit.errors import ReasonMissing, RecordKept
from audit.models import PortalEvent
from members.enums import Role
from oversight.enums import IncidentKind, IncidentSource, OversightEventKind
from oversight.errors import IncidentClosed, IncidentTimeWrong, OperatorsAlone
from oversight.incidents import add_incident_step, close_incident, record_incident
from oversight.models import Incident, IncidentStep
from tests.admin import browser, is_refused, url
from tests.factories import make_head, make_member, make_operator, make_supervisor

pytestmark = pytest.mark.django_db


def record(portal, *, by=None, **values):
    now = timezone.now()
    facts = {
        "kind": IncidentKind.CONNECTION,
        "title": "Mất kết nối với Cổng Thành phố",
        "description": "Không nhận được tin từ 8 giờ.",
        "began_at": now - timedelta(hours=2),
        "found_by": IncidentSource.PORTAL,
        "responsible_unit": "Trung tâm Chuyển đổi số",
        "by": by or make_operator(),
        "at": now,
    }
    return record_incident(portal, **facts | values)


def close(incident, *, by=None, **values):
    now = timezone.now()
    facts = {"ended_at": now, "resolution": "Đã thay thiết bị.", "by": by or make_operator(), "at": now}
    close_incident(incident, **facts | values)


@pytest.mark.both_engines
def test_incident_is_recorded_followed_and_closed_with_an_event_for_each(district):
    incident = record(district)
    add_incident_step(incident, text="Đã gọi đường truyền.", by=make_operator(), at=timezone.now())
    close(incident)
    incident.refresh_from_db()
    assert (incident.is_open, incident.resolution) == (False, "Đã thay thiết bị.")
    assert [step.text for step in incident.steps.all()] == ["Đã gọi đường truyền."]
    kinds = PortalEvent.objects.for_portal(district).filter(kind__startswith="incident").order_by("pk")
    assert list(kinds.values_list("kind", flat=True)) == [
        OversightEventKind.INCIDENT_RECORDED, OversightEventKind.INCIDENT_STEP, OversightEventKind.INCIDENT_CLOSED,
    ]  # fmt: skip


def test_step_that_was_written_down_is_never_changed(district):
    step = add_incident_step(record(district), text="Đã gọi.", by=make_operator(), at=timezone.now())
    step.text = "Chưa gọi."
    for change in (step.save, step.delete, IncidentStep.objects.all().delete):
        with pytest.raises(RecordKept):
            change()


def test_incident_that_is_closed_takes_no_step_and_is_not_closed_again(district):
    incident = record(district)
    close(incident)
    with pytest.raises(IncidentClosed):
        close(incident)
    with pytest.raises(IncidentClosed):
        add_incident_step(incident, text="Đã gọi.", by=make_operator(), at=timezone.now())


def test_incident_neither_begins_ahead_nor_ends_before_it_began(district):
    later = timezone.now() + timedelta(hours=1)
    with pytest.raises(IncidentTimeWrong):
        record(district, began_at=later)
    incident = record(district)
    for ended_at in (incident.began_at - timedelta(minutes=1), later):
        with pytest.raises(IncidentTimeWrong):
            close(incident, ended_at=ended_at)


def test_nothing_is_recorded_without_words(district):
    with pytest.raises(ReasonMissing):
        record(district, description=" ")
    with pytest.raises(ReasonMissing):
        close(record(district), resolution=" ")


def test_nobody_but_operators_keeps_incidents(district):
    incident = record(district)
    for person in (make_supervisor(), make_head(district), make_member(district, Role.PORTAL_ADMIN)):
        for act in (lambda: record(district, by=person), lambda: close(incident, by=person)):  # noqa: B023 -- called at once
            with pytest.raises(OperatorsAlone):
                act()
        assert is_refused(browser(person).get(url("record_incident")))
        assert is_refused(browser(person).get(url("close_incident", incident.pk)))


def test_administrator_reads_the_incidents_of_the_own_portal_alone_and_names_nobody_of_the_city(city, district):
    own, other = record(district), record(city, title="Sự cố của nơi khác")
    everywhere = record(None, title="Mất điện")
    client = browser(make_member(district, Role.PORTAL_ADMIN))
    listed = client.get(url("incidents")).content.decode()
    assert own.title in listed
    assert other.title not in listed
    assert everywhere.title not in listed
    shown = client.get(url("incident", own.pk)).content.decode()
    assert own.description in shown
    assert str(make_operator()) not in shown
    for incident in (other, everywhere):
        assert client.get(url("incident", incident.pk)).status_code == 404


def test_supervisor_reads_all_incidents(city, district):
    record(city)
    record(None, title="Mất điện")
    listed = browser(make_supervisor()).get(url("incidents") + "?open=true").content.decode()
    assert "Mất điện" in listed
    assert "Mất kết nối" in listed


@pytest.mark.slow(reason="four screens of the admin")
def test_operator_records_follows_and_closes_on_screens(district):
    client, now = browser(make_operator()), timezone.localtime()
    began = (now - timedelta(days=1)).strftime("%Y-%m-%d %H:%M")
    data = {
        "portal": district.pk, "kind": "outage", "title": "Chậm", "description": "Mở trang mất 20 giây.",
        "began_at": began, "found_by": "citizen", "responsible_unit": "Trung tâm Chuyển đổi số",
    }  # fmt: skip
    assert client.post(url("record_incident"), data).status_code == 302
    incident = Incident.objects.get()
    assert (incident.portal, incident.found_by) == (district, IncidentSource.CITIZEN)
    assert client.post(url("add_incident_step", incident.pk), {"text": "Tăng bộ nhớ."}).status_code == 302
    early = (now - timedelta(days=2)).strftime("%Y-%m-%d %H:%M")
    refused = client.post(url("close_incident", incident.pk), {"ended_at": early, "resolution": "Xong."})
    assert refused.status_code == 422
    done = client.post(url("close_incident", incident.pk), {"ended_at": began, "resolution": "Xong."})
    assert done.status_code == 302
    assert "Tăng bộ nhớ." in client.get(url("incident", incident.pk)).content.decode()
