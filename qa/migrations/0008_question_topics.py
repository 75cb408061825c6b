"""Lay down the topics by which questions are sorted.

A frozen copy of `qa/data/question_topics.csv` as it was when this was written.
"""

from django.db import migrations

# Code and names, in the order in which they are shown.
TOPICS = (
    ("ho-tich", "Hộ tịch, quốc tịch, chứng thực", "Civil status, nationality, certification"),
    ("cu-tru-can-cuoc", "Cư trú, căn cước", "Residence, identity cards"),
    ("dat-dai-nha-o", "Đất đai, nhà ở", "Land, housing"),
    ("xay-dung-do-thi", "Xây dựng, quy hoạch đô thị", "Construction, urban planning"),
    ("giao-thong", "Giao thông, vận tải", "Traffic, transport"),
    ("moi-truong", "Môi trường, rác thải, thoát nước", "Environment, waste, drainage"),
    ("giao-duc", "Giáo dục, tuyển sinh", "Education, admission to schools"),
    ("y-te", "Y tế, an toàn thực phẩm", "Health, food safety"),
    ("bao-hiem-xa-hoi", "Bảo hiểm xã hội, bảo hiểm y tế", "Social and health insurance"),
    ("lao-dong-viec-lam", "Lao động, việc làm", "Labour, employment"),
    ("tro-giup-xa-hoi", "Người có công, trợ giúp xã hội", "Merit recipients, social assistance"),
    ("doanh-nghiep", "Doanh nghiệp, hộ kinh doanh, đầu tư", "Businesses, investment"),
    ("thue-phi", "Thuế, phí, lệ phí", "Taxes, fees"),
    (
        "thu-tuc-truc-tuyen",
        "Thủ tục hành chính, dịch vụ công trực tuyến",
        "Administrative procedures, online public services",
    ),
    ("kinh-te", "Kinh tế", "Economy"),
    ("chinh-tri", "Chính trị", "Politics"),
    ("van-hoa", "Văn hóa", "Culture"),
    ("xa-hoi", "Xã hội", "Society"),
    ("khoa-hoc-cong-nghe", "Khoa học và công nghệ", "Science and technology"),
    ("quoc-phong", "Quốc phòng", "National defence"),
    ("an-ninh", "An ninh", "Security"),
)


def lay_down(apps, schema_editor):
    topics = apps.get_model("qa", "QuestionTopic").objects
    for position, (code, name_vi, name_en) in enumerate(TOPICS, start=1):
        topics.get_or_create(code=code, defaults={"name_vi": name_vi, "name_en": name_en, "position": position})


class Migration(migrations.Migration):
    dependencies = [("qa", "0007_question_attachments")]

    operations = [migrations.RunPython(lay_down, migrations.RunPython.noop)]
