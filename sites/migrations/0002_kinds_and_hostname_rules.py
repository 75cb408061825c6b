"""Load the kinds of portal and the hostname rules of Decision 05/2024 (Art. 5.2) and of the two-tier structure.

A frozen copy of `sites/data/` as it was when this was written: what came later is laid down by
`sites.installation.ensure_installation`, which knows the columns of its day.
"""

from datetime import date

from django.db import migrations

# Code, names, headings of the list, position.
KINDS = (
    ("city", "Thành phố", "City", "Cổng Thành phố", "City portal", 1),
    (
        "department",
        "Cơ quan chuyên môn",
        "Specialised agency",
        "Cơ quan chuyên môn thuộc Ủy ban nhân dân Thành phố",
        "Specialised agencies of the City People's Committee",
        2,
    ),
    (
        "district",
        "Thành phố Thủ Đức, quận, huyện",
        "District",
        "Thành phố Thủ Đức, quận, huyện",
        "Thu Duc City and districts",
        3,
    ),
    (
        "commune",
        "Phường, xã, thị trấn, đặc khu",
        "Ward, commune or township",
        "Phường, xã, thị trấn, đặc khu",
        "Wards, communes and townships",
        4,
    ),
    (
        "voluntary",
        "Cơ quan, tổ chức tự nguyện áp dụng Quy chế",
        "Body that applies the Regulation voluntarily",
        "Cơ quan, tổ chức tự nguyện áp dụng Quy chế",
        "Bodies that apply the Regulation voluntarily",
        5,
    ),
)

# Kind, profile, pattern, whether the label keeps the type word, article, in force from, source. None has an end.
RULES = (
    (
        "city",
        "regulation",
        "{base}",
        False,
        "05/2024/QĐ-UBND, 5.2.a",
        date(2024, 2, 26),
        "Decision 05/2024/QĐ-UBND of 16 February 2024",
    ),
    (
        "department",
        "regulation",
        "{label}.{base}",
        True,
        "05/2024/QĐ-UBND, 5.2.b",
        date(2024, 2, 26),
        "Decision 05/2024/QĐ-UBND of 16 February 2024",
    ),
    (
        "district",
        "regulation",
        "{label}.{base}",
        False,
        "05/2024/QĐ-UBND, 5.2.c",
        date(2024, 2, 26),
        "Decision 05/2024/QĐ-UBND of 16 February 2024",
    ),
    (
        "commune",
        "regulation",
        "{label}.{parent_label}.{base}",
        False,
        "05/2024/QĐ-UBND, 5.2.d",
        date(2024, 2, 26),
        "Decision 05/2024/QĐ-UBND of 16 February 2024",
    ),
    (
        "voluntary",
        "regulation",
        "{label}.{base}",
        True,
        "05/2024/QĐ-UBND, 2.3, 5.2.b",
        date(2024, 2, 26),
        "Decision 05/2024/QĐ-UBND of 16 February 2024",
    ),
    (
        "city",
        "two-tier",
        "{base}",
        False,
        "224/2026/NĐ-CP, 11",
        date(2026, 7, 1),
        "Decree 224/2026/NĐ-CP of 24 June 2026",
    ),
    (
        "department",
        "two-tier",
        "{label}.{base}",
        True,
        "224/2026/NĐ-CP, 11",
        date(2026, 7, 1),
        "Decree 224/2026/NĐ-CP of 24 June 2026",
    ),
    (
        "commune",
        "two-tier",
        "{label}.{base}",
        True,
        "224/2026/NĐ-CP, 11",
        date(2026, 7, 1),
        "Decree 224/2026/NĐ-CP of 24 June 2026",
    ),
    (
        "voluntary",
        "two-tier",
        "{label}.{base}",
        True,
        "224/2026/NĐ-CP, 11; 05/2024/QĐ-UBND, 2.3",
        date(2026, 7, 1),
        "Decree 224/2026/NĐ-CP of 24 June 2026",
    ),
)


def load(apps, schema_editor):
    kinds = apps.get_model("portals", "PortalKind").objects
    rules = apps.get_model("portals", "HostnameRule").objects
    for code, name_vi, name_en, plural_vi, plural_en, position in KINDS:
        names = {"name_vi": name_vi, "name_en": name_en, "plural_vi": plural_vi, "plural_en": plural_en}
        kinds.get_or_create(code=code, defaults=names | {"position": position})
    for kind, profile, pattern, uses_type_word, article, valid_from, source in RULES:
        values = {"pattern": pattern, "uses_type_word": uses_type_word, "article": article, "source": source}
        rules.get_or_create(kind=kinds.get(code=kind), profile=profile, valid_from=valid_from, defaults=values)


class Migration(migrations.Migration):
    dependencies = [("portals", "0001_initial")]

    # Backwards: the tables go with 0001.
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
