"""Load the retention periods that ship with the product: figures of ours, to be verified.

A frozen copy of `deadlines/data/retention_periods.csv` as it was when this was written. What is there already is kept.
"""

from datetime import date

from django.db import migrations

SOURCE = "Đề xuất của hệ thống; cần đối chiếu với quy định về thời hạn lưu trữ"
# Category, years; None: for good.
PERIODS = (
    ("gioi-thieu", None),
    ("tin-tuc", 10),
    ("chi-dao-dieu-hanh", 20),
    ("lien-he", 10),
    ("pho-bien-phap-luat", 10),
    ("van-ban", None),
    ("quy-hoach-ke-hoach", None),
    ("dau-tu-dau-thau", 20),
    ("hoi-dap", 10),
    ("khoa-hoc", 20),
    ("thong-ke", None),
    ("tieng-nuoc-ngoai", 10),
    ("tthc-dvc", 10),
    ("du-thao", 20),
    ("ngan-sach", None),
    ("oda-cuu-tro", 20),
    ("dat-dai", None),
    ("thanh-tra-an-toan", 20),
    ("tuyen-dung", 10),
    ("thue-phi", 10),
    ("tiep-can-thong-tin", 10),
    ("dieu-uoc", None),
    ("loi-ich-cong-cong", 10),
    ("du-lieu-mo", 10),
    ("nguoi-phat-ngon", 10),
    ("tam-ngung", 10),
)


def load_periods(apps, schema_editor):
    categories = apps.get_model("deadlines", "InformationCategory").objects
    for code, years in PERIODS:
        apps.get_model("deadlines", "RetentionPeriod").objects.get_or_create(
            category=categories.get(code=code),
            valid_from=date(2024, 2, 26),
            defaults={"years": years, "source": SOURCE},
        )


class Migration(migrations.Migration):
    dependencies = [("deadlines", "0003_retention_period")]

    operations = [migrations.RunPython(load_periods, migrations.RunPython.noop)]
