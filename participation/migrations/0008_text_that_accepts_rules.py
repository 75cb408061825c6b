"""Lay down the words in which the rules of contribution are accepted.

A frozen copy of what `participation/data/consent_texts.csv` gained when this was written.
"""

from datetime import date

from django.db import migrations

TEXTS = (
    (
        "rules",
        "vi",
        1,
        date(2026, 1, 1),
        "Tôi đã đọc và đồng ý tuân thủ quy định về cung cấp và sử dụng thông tin trên cổng thông tin điện tử (Điều 13 Quy chế ban hành kèm theo Quyết định số 05/2024/QĐ-UBND) đối với câu hỏi này và những nội dung tôi bổ sung sau đó.",
    ),
    (
        "rules",
        "en",
        1,
        date(2026, 1, 1),
        "I have read the rules on providing and using information of the portal (Article 13 of the Regulation issued with Decision 05/2024/QĐ-UBND), and follow them in this question and in whatever I add to it.",
    ),
)


def lay_down(apps, schema_editor):
    model = apps.get_model("participation", "ConsentText")
    rules = apps.get_model("portals", "ContributionRules").objects
    for purpose, language, version, valid_from, text in TEXTS:
        values = {"valid_from": valid_from, "text": text, "rules": rules.get(language=language, version=1)}
        model.objects.get_or_create(purpose=purpose, language=language, version=version, defaults=values)


class Migration(migrations.Migration):
    dependencies = [
        ("participation", "0007_rules_of_contribution"),
        ("portals", "0054_rules_of_article_13"),
    ]

    operations = [
        migrations.RunPython(lay_down, migrations.RunPython.noop),
    ]
