"""Official English names that boards enter: the screens, the verbs, and which of several names holds."""

import pytest
from django.urls import reverse
from django.utils import timezone

from audit.models import PortalEvent
from home.enums import ContentEventKind
from home.models import GlossaryTerm, TermKind
from home.translations.suggestions.glossary import (
    TermForbidden,
    TermKnown,
    TermWordless,
    add_term,
    change_term,
    installed_names,
    names_on,
    remove_term,
)
from home.translations.suggestions.official_names import OfficialName
from members.enums import Role
from sites.directory import get_directory
from sites.enums import PortalState
from tests.admin import browser, is_shut
from tests.factories import WARD, make_member, make_portal, put_in_state
from tests.home.translating import begun, screen
from tests.remembering import remembered

pytestmark = pytest.mark.django_db

AT = timezone.now()


@pytest.fixture
def version(district):
    return begun(district)[1]


@pytest.fixture
def editor(district):
    return make_member(district)


@pytest.fixture
@remembered
def ward(city):
    return make_portal(WARD)


@pytest.fixture
def client(editor):
    return browser(editor)


def entered(portal, vietnamese="Ủy ban nhân dân", english="People's Committee"):
    return GlossaryTerm.objects.create(portal=portal, kind=TermKind.BODY, vietnamese=vietnamese, english=english)


def test_own_ones_are_kept_and_those_of_the_city_are_read(city, district, client):
    entered(city)
    form = {"portal": district.pk, "kind": "unit", "vietnamese": "Phường Bến Nghé", "english": "Ben Nghe Ward"}
    assert client.post(reverse("glossary_add"), form).status_code == 302
    rows = client.get(reverse("glossary")).context["object_list"]
    assert {str(row.portal): row.vietnamese for row in rows} == {
        str(city): "Ủy ban nhân dân", str(district): "Phường Bến Nghé",
    }  # fmt: skip
    term = GlossaryTerm.objects.for_portal(district).get()
    address = reverse("glossary_term", args=[term.pk])
    assert client.post(address, form | {"english": "Ward of Ben Nghe"}).status_code == 302
    assert client.post(reverse("glossary_add"), form).status_code == 422
    assert client.post(reverse("glossary_remove", args=[term.pk])).status_code == 302
    kinds = PortalEvent.objects.filter(kind=ContentEventKind.GLOSSARY_CHANGED, portal=district)
    assert [event.data.get("term", "") for event in kinds.order_by("number")] == [
        "Phường Bến Nghé – Ben Nghe Ward", "Phường Bến Nghé – Ward of Ben Nghe", "",
    ]  # fmt: skip


def test_those_of_another_portal_are_neither_read_nor_written(city, district, ward, client):
    for term in (entered(ward, "Tổ dân phố", "Residential group"), entered(city)):
        for name in ("glossary_term", "glossary_remove"):
            address = reverse(name, args=[term.pk])
            assert is_shut(client.get(address)), name
            assert is_shut(client.post(address, {"english": "Lies"})), name
    assert "Tổ dân phố" not in client.get(reverse("glossary")).content.decode()
    form = {"portal": ward.pk, "kind": "unit", "vietnamese": "Khu phố", "english": "Quarter"}
    assert client.post(reverse("glossary_add"), form).status_code == 422
    assert GlossaryTerm.objects.count() == 2
    reporter = browser(make_member(district, Role.REPORTER))
    assert is_shut(reporter.get(reverse("glossary_add")))


def test_names_that_no_board_entered_are_listed_until_a_portal_has_its_own(city, district, ward, client):
    def installed(**query):
        return {row["name"].vietnamese for row in client.get(reverse("glossary"), query).context["installed"]}

    assert {"Ủy ban nhân dân", "Nghị định", district.name_vi} <= installed()
    assert installed(q="People's Committee") == {"Ủy ban nhân dân"}
    assert ward.name_vi not in installed()
    assert installed(q=ward.name_vi) == {ward.name_vi}
    entered(city, "Uỷ ban Nhân dân")
    assert "Ủy ban nhân dân" not in installed()


def test_names_of_the_portal_precede_those_of_the_city_of_portals_and_of_the_file(city, district, ward):
    def held(vietnamese):
        return {name.vietnamese.casefold(): name.english for name in names_on(get_directory().by_id[district.pk])}[
            vietnamese.casefold()
        ]

    assert (held("Nghị định"), held(district.name_vi)) == ("Decree", district.name_en)
    entered(ward, "Nghị định", "Lies")
    entered(city, "nghị định", "Government Decree")
    assert held("Nghị định") == "Government Decree"
    entered(district, "Nghị định", "Decree of the Government")
    assert held("Nghị định") == "Decree of the Government"


def test_name_stands_at_the_text_that_has_it(city, ward, version, client):
    entered(city, "Hồ sơ", "Dossier")
    entered(ward, "Hồ sơ cần mang theo", "Lies")
    page = client.get(screen(version)).content.decode()
    assert ("Dossier" in page, "Lies" in page) == (True, False)


def test_two_spellings_of_a_name_are_one(district, editor):
    add_term(district.pk, OfficialName(TermKind.BODY, "Ủy ban nhân dân", "People's Committee"), by=editor, at=AT)
    with pytest.raises(TermKnown):
        add_term(district.pk, OfficialName(TermKind.BODY, "Uỷ Ban Nhân Dân", "Committee"), by=editor, at=AT)


def test_name_has_words(district, editor):
    with pytest.raises(TermWordless):
        add_term(district.pk, OfficialName(TermKind.BODY, "...", "Dots"), by=editor, at=AT)


def test_portal_in_preparation_names_nothing(district):
    names = {name.vietnamese for name in installed_names()}
    put_in_state(district, PortalState.PREPARING)
    assert names - {name.vietnamese for name in installed_names()} == {district.name_vi}


@pytest.mark.parametrize("verb", ["add", "change", "remove"])
def test_editor_of_another_portal_does_nothing_to_a_name(verb, city, district):
    row, stranger = entered(district, "Khu phố", "Quarter"), make_member(city)
    name = OfficialName(TermKind.UNIT, "Tổ dân phố", "Lies")
    verbs = {
        "add": lambda: add_term(district.pk, name, by=stranger, at=AT),
        "change": lambda: change_term(row, name, by=stranger, at=AT),
        "remove": lambda: remove_term(row, by=stranger, at=AT),
    }
    with pytest.raises(TermForbidden):
        verbs[verb]()
    assert GlossaryTerm.objects.get().english == "Quarter"
