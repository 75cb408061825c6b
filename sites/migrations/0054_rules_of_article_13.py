"""Lay down the first version of the rules of contribution.

A frozen copy of `sites/data/contribution_rules.csv` as it was when this was written.
"""

from datetime import date

from django.db import migrations

TEXTS = (
    (
        "vi",
        1,
        date(2026, 1, 1),
        (
            "Nội dung cung cấp phải đúng với quan điểm, chủ trương, đường lối của Đảng, chính sách và pháp luật của Nhà nước (khoản 1 điểm a).",
            "Tuân theo Luật Tiếp cận thông tin, Luật Công nghệ thông tin, Luật Bảo vệ bí mật nhà nước, Luật Báo chí, Luật Sở hữu trí tuệ: không đưa bí mật nhà nước, không đưa bài, ảnh, tệp mà mình không có quyền sử dụng (khoản 1 điểm b).",
            "Trung thực, chính xác, khách quan, kịp thời và đúng với chỉ đạo của Ủy ban nhân dân Thành phố (khoản 1 điểm c).",
            "Là thông tin chính thống; không trích dẫn hoặc sử dụng thông tin từ các nguồn khác trên mạng như trang thông tin điện tử, báo điện tử, mạng xã hội (khoản 1 điểm d).",
            "Khi nội dung đã cung cấp có thay đổi, cập nhật kịp thời (khoản 1 điểm đ).",
            "Thông tin về văn bản quy phạm pháp luật phải tuân thủ quy định của pháp luật, đồng bộ với cơ sở dữ liệu quốc gia về văn bản pháp luật hoặc Công báo Chính phủ (khoản 1 điểm e).",
            "Mọi thông tin chỉ được đăng sau khi qua quy trình kiểm duyệt của Ban Biên tập (khoản 1 điểm g).",
            "Khi trích dẫn nguyên văn, chính xác thông tin trên cổng, ghi rõ tên tác giả hoặc tên cơ quan của nguồn tin chính thức và thời gian đã đăng, phát thông tin đó (khoản 2 điểm a).",
            "Khi sử dụng thông tin trên cổng dưới hình thức mạng xã hội, trang thông tin điện tử tổng hợp, tuân theo Nghị định số 72/2013/NĐ-CP, Nghị định số 27/2018/NĐ-CP và các văn bản sửa đổi, thay thế (khoản 2 điểm b).",
        ),
    ),
    (
        "en",
        1,
        date(2026, 1, 1),
        (
            "What is provided accords with the views, guidelines and lines of the Party and the policies and laws of the State (clause 1, point a).",
            "It follows the laws on Access to Information, Information Technology, Protection of State Secrets, the Press and Intellectual Property: no state secrets, and no texts, pictures or files that one has no right to use (clause 1, point b).",
            "It is truthful, accurate, objective and timely, and follows the direction of the City People's Committee (clause 1, point c).",
            "It is official information; nothing is quoted or used from other sources on the network, such as websites, online newspapers and social networks (clause 1, point d).",
            "Where what was provided changes, it is brought up to date in time (clause 1, point đ).",
            "Information on legal documents follows the law and is in step with the national database of legal documents or the Government Gazette (clause 1, point e).",
            "All information is published only after the review of the editorial board (clause 1, point g).",
            "Whoever quotes information of the portal, word for word and accurately, names the author or the agency of the official source and says when it was published (clause 2, point a).",
            "Whoever uses information of the portal on social networks or on sites that gather news follows Decree 72/2013/NĐ-CP, Decree 27/2018/NĐ-CP and what amends or replaces them (clause 2, point b).",
        ),
    ),
)


def lay_down(apps, schema_editor):
    model = apps.get_model("portals", "ContributionRules")
    for language, version, valid_from, lines in TEXTS:
        values = {"valid_from": valid_from, "text": "\n".join(lines)}
        model.objects.get_or_create(language=language, version=version, defaults=values)


class Migration(migrations.Migration):
    dependencies = [
        ("portals", "0053_contribution_rules"),
    ]

    operations = [
        migrations.RunPython(lay_down, migrations.RunPython.noop),
    ]
