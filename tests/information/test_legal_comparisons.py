"""Legal documents and their official sources: what pages say of them, the comparison, the report (13.1.e)."""

import csv
from datetime import date
from hashlib import sha256
from io import StringIO

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.urls import reverse

from editorial.review.findings import findings_of
from home.models import SectionPage
from information.legal.legal_file import MAX_BYTES, read_legal_file
from information.models import DocumentPage, LegalComparison, LegalDifference
from tests.admin import browser
from tests.each import each_case
from tests.factories import make_member, make_supervisor
from tests.information.factories import DECIDED, make_item
from tests.information.legal_comparisons import HEADER
from tests.information.pages import shown, statement_of

pytestmark = pytest.mark.django_db

ADDRESS = "https://vanban.example/van-ban/17"
ROW = "VB-17;05/2026/QĐ-UBND;Ban hành Quy chế;15/10/2026;Ủy ban nhân dân Quận 1;Còn hiệu lực;https://vanban.example/17"


def document(portal, title="Ban hành Quy chế", **values):
    given = {"number": "05/2026/QĐ-UBND", "is_normative": True, "trigger_date": DECIDED, "published": True}
    return make_item(portal, "document", title, **given | values)


@pytest.fixture
def compare(tmp_path, capsys):
    def compare(*rows, header=HEADER, by=None, **options):
        file = tmp_path / "xuat.csv"
        file.write_bytes("\n".join([header, *rows]).encode("utf-8-sig"))
        call_command("compare_legal_documents", str(file), by=(by or make_supervisor()).username, **options)
        return capsys.readouterr().out

    return compare


def found():
    rows = LegalDifference.objects.of_latest().order_by("portal__code", "kind", "number")
    return list(rows.values_list("portal__code", "kind", "number"))


# Pages


def test_page_leads_to_its_official_sources(client, district):
    gazette = {"gazette_number": "45 + 46", "gazette_issued_on": date(2026, 11, 2)}
    page = shown(client, document(district, national_id="VB-17", national_url=ADDRESS, **gazette))
    link = page.find("a", href=ADDRESS)
    assert link.get_text().replace("\xa0", " ") == "Xem tại Cơ sở dữ liệu quốc gia về văn bản pháp luật"
    said = statement_of(page)
    assert (said["@type"], said["identifier"], said["sameAs"]) == ("Legislation", "VB-17", ADDRESS)
    assert said["isPartOf"] == {"@type": "PublicationIssue", "issueNumber": "45 + 46", "datePublished": "2026-11-02"}


@pytest.mark.parametrize(
    ("address", "hosts", "is_taken"),
    [
        (ADDRESS, (), True),
        (ADDRESS, ("vanban.example",), True),
        ("https://qd.vanban.example/17", ("vanban.example",), True),
        ("http://vanban.example/17", (), False),
        ("https://khac.example/17", ("vanban.example",), False),
        ("https://giavanban.example/17", ("vanban.example",), False),
        ("https://vanban.example@khac.example/17", (), False),
    ],
)
def test_addresses_are_on_hosts_that_the_operator_names(settings, district, address, hosts, is_taken):
    settings.LEGAL_DATABASE_HOSTS = hosts
    page = document(district, published=False)
    page.national_url = address
    try:
        page.clean()
    except ValidationError as error:
        assert not is_taken
        assert set(error.message_dict) == {"national_url"}
    else:
        assert is_taken


@pytest.mark.slow(reason="checks a document for each case")
@each_case(
    ("values", "codes"),
    [
        ({}, {"official_record_missing"}),
        ({"national_id": "VB-17"}, set()),
        ({"gazette_url": "https://congbao.example/45"}, set()),
        ({"is_normative": False}, {"kind_of_number"}),
        ({"is_normative": False, "number": "4567/QĐ-UBND"}, set()),
    ],
)
def test_board_is_warned_of_what_cannot_be_compared(district, values, codes):
    found = findings_of(document(district, published=False, **values))
    ours = [finding for finding in found if finding.code in {"official_record_missing", "kind_of_number"}]
    assert ({finding.code for finding in ours}, any(finding.is_blocking for finding in ours)) == (codes, False)


# The comparison


@pytest.mark.slow(reason="publishes documents on two portals")
def test_each_portal_is_told_what_is_not_in_step(city, district, compare):
    document(district, national_id="VB-17", state="expired")
    document(city, "Nơi khác", number="01/2026/QĐ-UBND")
    document(district, "Nháp", published=False)
    document(district, "Cá biệt", number="9/QĐ-UBND", is_normative=False)
    head = make_supervisor()
    told = compare(ROW, "VB-18;06/2026/QĐ-UBND;Khác;16/10/2026;Ủy ban nhân dân Quận 1;;", by=head)
    assert found() == [
        ("quan1", "different", "05/2026/QĐ-UBND"),
        ("quan1", "missing", "06/2026/QĐ-UBND"),
        ("thanhpho", "absent", "01/2026/QĐ-UBND"),
        ("thanhpho", "unnamed", "01/2026/QĐ-UBND"),
    ]
    comparison = LegalComparison.objects.get()
    assert (comparison.own_count, comparison.official_count, comparison.compared_by) == (2, 2, head)
    counts = [comparison.different_count, comparison.absent_count, comparison.missing_count, comparison.unnamed_count]
    assert counts == [1, 1, 1, 1]
    assert comparison.file_hash in told
    assert DocumentPage.objects.get(national_id="VB-17").state == "expired"


@pytest.mark.both_engines
def test_next_comparison_takes_the_place_of_the_last_with_the_same_source(district, compare):
    page = document(district, national_id="VB-17")
    compare(ROW.replace("15/10", "14/10"))
    compare(ROW.replace("15/10", "13/10"), source="gazette")
    assert found() == [("quan1", "different", "05/2026/QĐ-UBND")] * 2
    compare(ROW)
    assert list(LegalDifference.objects.values_list("comparison__source", flat=True)) == ["gazette"]
    assert LegalComparison.objects.count() == 3
    DocumentPage.objects.get(pk=page.pk)


def test_table_of_differences_runs_nothing_in_a_spreadsheet(district, compare, tmp_path):
    table = tmp_path / "khac.csv"
    compare("VB-1;=1+1;=HYPERLINK(1);15/10/2026;Ủy ban nhân dân Quận 1;;", table=table)
    (_header, row) = csv.reader(StringIO(table.read_text("utf-8-sig")))
    assert row[2:4] == ["'=1+1", "'=HYPERLINK(1)"]


@each_case(
    ("content", "said"),
    [
        (b"", "trống"),
        (HEADER.encode(), "không có văn bản nào"),
        (b"Ma;\xff\xfe", "UTF-8"),
        (f"{HEADER.replace('Trích yếu;', '')}\n{ROW}".encode(), "“Trích yếu”"),
        (f"{HEADER}\n{ROW}\n{ROW}".encode(), "dòng 2"),
        (f"{HEADER}\n{ROW.replace('15/10/2026', '45/10/2026')}".encode(), "45/10/2026"),
        (f"{HEADER}\n{ROW.replace('Còn hiệu lực', 'Không rõ')}".encode(), "Hết hiệu lực một phần"),
        (f"{HEADER}\n{ROW.replace('https:', 'javascript:')}".encode(), "https://"),
        (f"{HEADER}\n{ROW};thừa".encode(), "8"),
        (f'{HEADER}\n"{ROW}'.encode(), "CSV"),
        (f"{HEADER}\n{ROW.replace('Ban hành', 'Ban ' + 'h' * 1000)}".encode(), "1000"),
        (b"x" * (MAX_BYTES + 1), "20 MB"),
    ],
)
def test_file_that_cannot_be_read_is_refused_with_what_to_do(tmp_path, capsys, content, said):
    file = tmp_path / "xuat.csv"
    file.write_bytes(content)
    with pytest.raises(CommandError, match="1 lỗi"):
        call_command("compare_legal_documents", str(file), by=make_supervisor().username)
    assert said in capsys.readouterr().err
    assert not LegalComparison.objects.exists()


def test_mistakes_are_named_up_to_a_hundred():
    rows = "\n".join(["VB;;;;;;"] * 500)
    assert len(read_legal_file(f"{HEADER}\n{rows}".encode()).errors) == 100


def test_who_reads_one_portal_compares_nothing(district, compare):
    with pytest.raises(CommandError, match="giám sát"):
        compare(ROW, by=make_member(district))
    with pytest.raises(CommandError, match="Không đọc được"):
        call_command("compare_legal_documents", "khong-co.csv", by=make_supervisor().username)


# The report


def reported(user, **asked):
    response = browser(user).get(reverse("legal_differences"), asked)
    assert response.status_code == 200
    return {(row.kind, row.number) for row in response.context["object_list"]}, response.content.decode()


@pytest.mark.both_engines
def test_report_is_of_the_own_portal_and_of_all_for_supervisors(city, district, compare):
    mine = document(district, national_id="VB-17", state="expired")
    document(city, "Của Thành phố", number="01/2026/QĐ-UBND", national_id="VB-1")
    compare(ROW, "VB-18;06/2026/QĐ-UBND;Khác;16/10/2026;Ủy ban nhân dân Quận 1;;")
    rows, text = reported(make_member(district))
    assert rows == {("different", "05/2026/QĐ-UBND"), ("missing", "06/2026/QĐ-UBND")}
    assert "Của Thành phố" not in text
    assert "Không có trong nguồn chính thức: 0" in text
    assert reverse("wagtailadmin_pages:edit", args=[mine.pk]) in text
    section = SectionPage.objects.get(
        provides="van-ban", path__startswith=district.container.path, locale__language_code="vi"
    )
    assert reverse("wagtailadmin_explore", args=[section.pk]) in text
    rows, text = reported(make_supervisor())
    assert ("absent", "01/2026/QĐ-UBND") in rows
    assert mine.full_url in text
    assert reverse("wagtailadmin_pages:edit", args=[mine.pk]) not in text
    assert reported(make_supervisor(), portal=city.pk, kind="absent", source="national")[0] == {
        ("absent", "01/2026/QĐ-UBND")
    }


def test_report_says_when_it_was_compared_with_what_or_that_it_never_was(district, compare):
    supervisor, never = make_supervisor(), "Chưa đối chiếu lần nào"
    assert reported(make_member(district))[1].count(never) == 2
    compare(ROW, by=supervisor)
    text = reported(make_member(district))[1]
    assert text.count(never) == 1
    # People of a portal are told the body, supervisors the person.
    assert "người thực hiện: đơn vị vận hành" in text
    assert supervisor.name not in text
    assert f"người thực hiện: {supervisor.name}" in reported(supervisor)[1]
    assert "xuat.csv" in text
    assert sha256("\n".join([HEADER, ROW]).encode("utf-8-sig")).hexdigest()[:16] in text
