"""Name the documents that decided the days of 2024 to 2026, and the one that is said to have decided those of 2027.

Where they stand: `deadlines/data/public_holidays.csv`, column `evidence`. Only what an installation has as it was
shipped is changed: what an operator entered stays. No day moves, and what is provisional stays so until it is confirmed.
Names do not say that a day is provisional: they would say so when it is confirmed.
"""

from datetime import date, timedelta

from django.db import migrations

LAW = "Bộ luật Lao động 2019, Điều 112"
SWAP = "Hoán đổi ngày làm việc năm {year}; chưa ghi số văn bản"
EXPECTED = "Dự kiến; chưa có quyết định của Thủ tướng Chính phủ"
NOTICE_2024 = "Thông báo 5015/TB-LĐTBXH ngày 22/11/2023"
SWAP_2024 = "Văn bản 2450/VPCP-KGVX ngày 12/4/2024 của Văn phòng Chính phủ"
NOTICE_2025 = "Thông báo 6150/TB-BLĐTBXH ngày 03/12/2024"
NOTICE_2026 = "Thông báo 9441/TB-BNV ngày 16/10/2025"
NEW_YEAR_2026 = "Văn bản 12729/VPCP-KGVX ngày 25/12/2025 của Văn phòng Chính phủ"
SAID_OF_2027 = "Dự kiến; theo tin đã đăng là Văn bản 10065/VPCP-KGVX ngày 02/10/2026, chờ đối chiếu bản gốc"


def days(first, last):
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


# Days, what was shipped as their document, the document.
DOCUMENTS = (
    ([*days(date(2024, 2, 8), date(2024, 2, 14)), date(2024, 9, 3)], LAW, f"{LAW}; {NOTICE_2024}"),
    ([date(2024, 4, 29), date(2024, 5, 4)], SWAP.format(year=2024), SWAP_2024),
    ([*days(date(2025, 1, 27), date(2025, 1, 31)), date(2025, 9, 1)], LAW, f"{LAW}; {NOTICE_2025}"),
    ([date(2025, 4, 26), date(2025, 5, 2)], SWAP.format(year=2025), NOTICE_2025),
    ([date(2026, 1, 2), date(2026, 1, 10)], SWAP.format(year=2026), NEW_YEAR_2026),
    ([*days(date(2026, 2, 16), date(2026, 2, 20)), date(2026, 9, 1)], LAW, f"{LAW}; {NOTICE_2026}"),
    ([date(2026, 8, 22), date(2026, 8, 31)], SWAP.format(year=2026), NOTICE_2026),
    ([*days(date(2027, 2, 4), date(2027, 2, 10)), date(2027, 9, 3)], EXPECTED, SAID_OF_2027),
)
# Names as they were shipped, and without what the mark of provisional days says.
NAMES = (
    ("name_vi", "Tết Nguyên đán Đinh Mùi (dự kiến; mùng 1 = 06/02)", "Tết Nguyên đán Đinh Mùi (mùng 1: 06/02)"),
    ("name_en", "Lunar New Year (provisional; day 1 = 6 Feb)", "Lunar New Year (day 1: 6 Feb)"),
    ("name_vi", "Quốc khánh (ngày liền kề, dự kiến)", "Quốc khánh (ngày liền kề)"),
    ("name_en", "National Day second day (provisional)", "National Day (second day)"),
)


def name_documents(apps, schema_editor):
    special = apps.get_model("deadlines", "SpecialDay").objects
    for found, shipped, document in DOCUMENTS:
        special.filter(date__in=found, source=shipped).update(source=document)
    for column, shipped, name in NAMES:
        special.filter(date__year=2027, **{column: shipped}).update(**{column: name})


class Migration(migrations.Migration):
    dependencies = [("deadlines", "0006_shipped_rhythm")]

    operations = [migrations.RunPython(name_documents, migrations.RunPython.noop)]
