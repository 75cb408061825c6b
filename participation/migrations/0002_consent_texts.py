"""Lay down the first words in which the three consents are asked for.

A frozen copy of `participation/data/consent_texts.csv` as it was when this was written.
"""

from datetime import date

from django.db import migrations

TEXTS = (
    (
        "answer",
        "vi",
        1,
        date(2026, 1, 1),
        "Tôi đồng ý để cơ quan quản lý cổng thông tin điện tử này và cơ quan, đơn vị được chuyển giải quyết xử lý họ tên, thông tin liên lạc và nội dung tôi gửi, nhằm tiếp nhận, phân loại, giải quyết và trả lời tôi. Thông tin liên lạc không được công khai và được xóa khi hết thời hạn lưu giữ. Tôi có quyền xem, chỉnh sửa, yêu cầu xóa dữ liệu của mình, hạn chế việc xử lý và rút lại sự đồng ý này bất cứ lúc nào; việc rút lại không ảnh hưởng đến việc xử lý đã thực hiện trước đó.",
    ),
    (
        "answer",
        "en",
        1,
        date(2026, 1, 1),
        "I agree that the agency in charge of this portal, and the agency or unit to which the matter is passed on, process my name, my contact and what I send, in order to receive, classify, handle and answer it. My contact is not published, and is erased when the period of keeping is over. I may view and correct my data, ask for its erasure or for a restriction of the processing, and withdraw this consent at any time; what was processed before stays lawful.",
    ),
    (
        "publish_name",
        "vi",
        1,
        date(2026, 1, 1),
        "Tôi đồng ý công khai họ tên của tôi trên cổng thông tin điện tử cùng với nội dung tôi gửi và nội dung trả lời. Nếu tôi không đồng ý, cổng chỉ hiển thị các chữ cái đầu của họ tên. Tôi có thể rút lại sự đồng ý này bất cứ lúc nào; khi đó họ tên được thay bằng các chữ cái đầu.",
    ),
    (
        "publish_name",
        "en",
        1,
        date(2026, 1, 1),
        "I agree that my name is published on the portal together with what I send and the answer to it. If I do not agree, the portal shows my initials only. I may withdraw this consent at any time; my name is then replaced by the initials.",
    ),
    (
        "notices",
        "vi",
        1,
        date(2026, 1, 1),
        "Tôi đồng ý nhận thông báo về tình trạng giải quyết và nội dung trả lời qua địa chỉ thư điện tử tôi đã cung cấp. Nếu tôi không đồng ý, tôi vẫn theo dõi được bằng mã tra cứu. Tôi có thể ngừng nhận thông báo bất cứ lúc nào bằng đường liên kết trong mỗi thư.",
    ),
    (
        "notices",
        "en",
        1,
        date(2026, 1, 1),
        "I agree to receive notices about the state of the matter and about the answer at the e-mail address I gave. If I do not agree, I can still follow it with the tracking code. I may stop the notices at any time by the link in each mail.",
    ),
)


def lay_down(apps, schema_editor):
    model = apps.get_model("participation", "ConsentText")
    names = ("purpose", "language", "version", "valid_from", "text")
    for row in TEXTS:
        values = dict(zip(names, row, strict=True))
        key = {name: values.pop(name) for name in names[:3]}
        model.objects.get_or_create(**key, defaults=values)


class Migration(migrations.Migration):
    dependencies = [
        ("participation", "0001_initial"),
    ]

    operations = [
        migrations.RunPython(lay_down, migrations.RunPython.noop),
    ]
