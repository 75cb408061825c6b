"""Ten documents as offices write them, and what a person sees in them.

Each function gives a file and its outline: a line for each heading, paragraph, list, table and picture, as
`tests.formats.test_office_documents.outline` writes them.
"""

from __future__ import annotations

from tests.formats.word_files import WordFile, in_tcvn3, in_vni

MOTTO = ["!CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "!Độc lập - Tự do - Hạnh phúc", "_______________"]
MOTTO_LINES = """
motto: CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
motto: Độc lập - Tự do - Hạnh phúc
motto: _______________
"""


def letterhead(file, *left, day="Bến Nghé, ngày 05 tháng 11 năm 2026"):
    issuer = ["ỦY BAN NHÂN DÂN\nTHÀNH PHỐ HỒ CHÍ MINH", "!ỦY BAN NHÂN DÂN\nPHƯỜNG BẾN NGHÉ"]
    file.side_by_side([*issuer, *left], [*MOTTO, day])


def signature(file, *recipients):
    right = ["!TM. ỦY BAN NHÂN DÂN", "!KT. CHỦ TỊCH", "!PHÓ CHỦ TỊCH", "(Đã ký)", "!Nguyễn Thị Minh Hạnh"]
    file.side_by_side(["!Nơi nhận:", *recipients], right)


SIGNATURE = """
signature: TM. ỦY BAN NHÂN DÂN
signature: KT. CHỦ TỊCH
signature: PHÓ CHỦ TỊCH
signature: (Đã ký)
signature: Nguyễn Thị Minh Hạnh
"""
ISSUER = """
issuer: ỦY BAN NHÂN DÂN
issuer: THÀNH PHỐ HỒ CHÍ MINH
issuer: ỦY BAN NHÂN DÂN
issuer: PHƯỜNG BẾN NGHÉ
"""


def official_letter():
    """A letter to other offices, with what it is about in the letterhead."""
    file = WordFile()
    letterhead(file, "Số: 215/UBND-VP", "V/v rà soát thủ tục hành chính", "sáu tháng cuối năm 2026")
    file.line("Kính gửi:", align="center")
    file.lines("- Văn phòng Đảng ủy phường;", "- Các phòng chuyên môn.")
    file.lines(
        "Thực hiện Kế hoạch số 12/KH-UBND ngày 10 tháng 01 năm 2026, Ủy ban nhân dân phường đề nghị các đơn vị:",
        "1. Rà soát thủ tục thuộc phạm vi quản lý, báo cáo trước ngày 20 tháng 11 năm 2026.",
        "2. Cử công chức làm đầu mối, gồm:",
        "a) Họ và tên, chức vụ;",
        "b) Số điện thoại, hộp thư công vụ.",
        "3. Gửi báo cáo về Văn phòng để tổng hợp.",
        "Đề nghị các đơn vị quan tâm thực hiện./.",
        align="justify",
    )
    signature(file, "- Như trên;", "- Lưu: VT, VP.")
    return (
        file.content(),
        ISSUER
        + """
number: Số: 215/UBND-VP
subject: V/v rà soát thủ tục hành chính
subject: sáu tháng cuối năm 2026
"""
        + MOTTO_LINES
        + """
place_and_date: Bến Nghé, ngày 05 tháng 11 năm 2026
addressees: Kính gửi:
addressees: - Văn phòng Đảng ủy phường;
addressees: - Các phòng chuyên môn.
paragraph: Thực hiện Kế hoạch
decimal list of 3
  item 1.
  item 2.
    letter list of 2
      item a)
      item b)
  item 3.
paragraph: Đề nghị các đơn vị
recipients: Nơi nhận:
recipients: - Như trên;
recipients: - Lưu: VT, VP.
"""
        + SIGNATURE,
    )


def notice():
    """A notice whose letterhead is set with tabs, with bold lines as headings."""
    file = WordFile()
    file.lines(
        "ỦY BAN NHÂN DÂN\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "PHƯỜNG BẾN NGHÉ\tĐộc lập - Tự do - Hạnh phúc",
        bold=True,
    )
    file.line("Số: 31/TB-UBND\tBến Nghé, ngày 12 tháng 11 năm 2026")
    file.lines("THÔNG BÁO", "Về việc tạm ngừng cung cấp nước sạch", bold=True, align="center")
    file.line("Ủy ban nhân dân phường thông báo đến người dân việc tạm ngừng cấp nước như sau:", align="justify")
    file.line("Thời gian", bold=True)
    file.line("Từ 22 giờ ngày 15 tháng 11 đến 05 giờ ngày 16 tháng 11 năm 2026.")
    file.line("Khu vực", bold=True)
    file.lines("• Đường Lê Thánh Tôn;", "• Đường Hai Bà Trưng, đoạn từ số 1 đến số 45.")
    file.line("Liên hệ", bold=True)
    file.link(file.line("Xem thêm tại "), "trang của công ty", "https://nuoc.example/thong-bao")
    file.line("Nơi nhận:\tTM. ỦY BAN NHÂN DÂN")
    file.line("- Các khu phố;\tCHỦ TỊCH")
    file.line("- Lưu: VT.\tTrần Văn Bình")
    return (
        file.content(),
        """
issuer: ỦY BAN NHÂN DÂN
motto: CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
issuer: PHƯỜNG BẾN NGHÉ
motto: Độc lập - Tự do - Hạnh phúc
number: Số: 31/TB-UBND
place_and_date: Bến Nghé, ngày 12 tháng 11 năm 2026
kind: THÔNG BÁO
subject: Về việc tạm ngừng cung cấp nước sạch
paragraph: Ủy ban nhân dân phư
heading 1: Thời gian
paragraph: Từ 22 giờ ngày 15 t
heading 1: Khu vực
bullet list of 2
  item •
  item •
heading 1: Liên hệ
paragraph: Xem thêm tại trang
recipients: Nơi nhận:
signature: TM. ỦY BAN NHÂN DÂN
recipients: - Các khu phố;
signature: CHỦ TỊCH
recipients: - Lưu: VT.
signature: Trần Văn Bình
""",
    )


def decision():
    """A decision: grounds, the word by which it is decided, articles whose number alone is bold."""
    file = WordFile()
    letterhead(file, "Số: 408/QĐ-UBND")
    file.lines("QUYẾT ĐỊNH", "Về việc thành lập Tổ công nghệ số cộng đồng", bold=True, align="center")
    file.line("CHỦ TỊCH ỦY BAN NHÂN DÂN PHƯỜNG BẾN NGHÉ", bold=True, align="center")
    file.lines(
        "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;",
        "Theo đề nghị của Trưởng phòng Văn hóa - Xã hội,",
        italic=True,
    )
    file.line("QUYẾT ĐỊNH:", bold=True, align="center")
    file.lines(
        "*Điều 1.* Thành lập Tổ công nghệ số cộng đồng phường Bến Nghé gồm các ông, bà có tên trong danh sách.",
        "*Điều 2.* Tổ công nghệ số cộng đồng có nhiệm vụ:",
        "1. Hướng dẫn người dân nộp hồ sơ trực tuyến;",
        "2. Báo cáo kết quả hằng tháng.",
        "*Điều 3.* Quyết định này có hiệu lực kể từ ngày ký./.",
        align="justify",
    )
    signature(file, "- Như Điều 3;", "- Lưu: VT.")
    return (
        file.content(),
        ISSUER
        + "number: Số: 408/QĐ-UBND"
        + MOTTO_LINES
        + """
place_and_date: Bến Nghé, ngày 05 tháng 11 năm 2026
kind: QUYẾT ĐỊNH
subject: Về việc thành lập Tổ công nghệ số cộng đồng
authority: CHỦ TỊCH ỦY BAN NHÂN DÂN PHƯỜNG BẾN NGHÉ
paragraph: Căn cứ Luật Tổ chức
paragraph: Theo đề nghị của Tr
enactment: QUYẾT ĐỊNH:
paragraph Điều 1.: Thành lập Tổ công n
paragraph Điều 2.: Tổ công nghệ số cộn
decimal list of 2
  item 1.
  item 2.
paragraph Điều 3.: Quyết định này có h
recipients: Nơi nhận:
recipients: - Như Điều 3;
recipients: - Lưu: VT.
"""
        + SIGNATURE,
    )


def plan():
    """A plan, divided by typed numbers down to a plus sign."""
    file = WordFile()
    letterhead(file, "Số: 77/KH-UBND")
    file.line("KẾ HOẠCH\nTuyên truyền phổ biến pháp luật năm 2027", bold=True, align="center")
    file.lines("I. MỤC ĐÍCH, YÊU CẦU", "1. Mục đích", bold=True)
    file.line("Nâng cao nhận thức của người dân.")
    file.line("2. Yêu cầu", bold=True)
    file.lines("- Đúng trọng tâm;", "- Tiết kiệm, gồm:", "+ Không in ấn;", "+ Dùng hội trường có sẵn.")
    file.lines("II. NỘI DUNG", "1. Tổ chức hội nghị", bold=True)
    file.line("a) Thời gian: quý I năm 2027;")
    file.line("b) Địa điểm: hội trường phường.")
    file.line("III. TỔ CHỨC THỰC HIỆN", bold=True)
    file.line("Giao Phòng Văn hóa - Xã hội chủ trì, phối hợp với các đơn vị.")
    signature(file, "- Lưu: VT.")
    return (
        file.content(),
        ISSUER
        + "number: Số: 77/KH-UBND"
        + MOTTO_LINES
        + """
place_and_date: Bến Nghé, ngày 05 tháng 11 năm 2026
kind: KẾ HOẠCH
subject: Tuyên truyền phổ biến pháp luật năm 2027
heading 1 I.: MỤC ĐÍCH, YÊU CẦU
heading 2 1.: Mục đích
paragraph: Nâng cao nhận thức
heading 2 2.: Yêu cầu
dash list of 2
  item -
  item -
    plus list of 2
      item +
      item +
heading 1 II.: NỘI DUNG
heading 2 1.: Tổ chức hội nghị
letter list of 2
  item a)
  item b)
heading 1 III.: TỔ CHỨC THỰC HIỆN
paragraph: Giao Phòng Văn hóa
recipients: Nơi nhận:
recipients: - Lưu: VT.
"""
        + SIGNATURE,
    )


def report():
    """A report with heading styles, lists that Word numbers, merged header cells, a picture and footnotes."""
    file = WordFile()
    file.docx.sections[0].header.paragraphs[0].text = "Báo cáo quý III"
    file.docx.sections[0].footer.paragraphs[0].text = "Trang 1"
    file.line("Báo cáo tình hình giải quyết hồ sơ", style="Title")
    file.line("Kết quả", style="Heading 1")
    file.note(file.line("Trong quý III đã tiếp nhận 2.191 hồ sơ"), "Không tính hồ sơ nộp lại.")
    file.line("Theo lĩnh vực", style="Heading 2")
    file.line("Bảng 1. Hồ sơ theo lĩnh vực", style="Caption")
    file.table(
        [
            ["Lĩnh vực", "Hồ sơ", ""],
            ["", "Tiếp nhận", "Đúng hạn"],
            ["Hộ tịch", "1.204", "1.200"],
            ["Đất đai", "987", "950"],
        ],
        merge=[((0, 0), (1, 0)), ((0, 1), (0, 2))],
        bold_rows=2,
    )
    file.line("Theo hình thức", style="Heading 2")
    file.lines("Trực tuyến", "Trực tiếp", style="List Bullet")
    file.picture("Biểu đồ số hồ sơ theo tháng")
    file.line("Hình 1. Số hồ sơ theo tháng", style="Caption")
    file.line("Kiến nghị", style="Heading 1")
    file.lines("Bổ sung nhân sự", "Nâng cấp đường truyền", style="List Number")
    file.note(file.line("Kính trình xem xét."), "Kèm theo phụ lục.")
    return (
        file.content(),
        """
subject: Báo cáo tình hình giải quyết hồ sơ
heading 1: Kết quả
paragraph: Trong quý III đã ti
heading 2: Theo lĩnh vực
caption: Bảng 1. Hồ sơ theo lĩnh vực
table 4x3, header 2, merged 2
heading 2: Theo hình thức
bullet list of 2
  item •
  item •
picture: Biểu đồ số hồ sơ theo tháng
caption: Hình 1. Số hồ sơ theo tháng
heading 1: Kiến nghị
decimal list of 2
  item 1.
  item 2.
paragraph: Kính trình xem xét.
note 1: Không tính hồ sơ nộp lại.
note 2: Kèm theo phụ lục.
""",
    )


def reception_calendar():
    """Days on which citizens are received: a table with a column of numbers, and merged days."""
    file = WordFile()
    letterhead(file, "Số: 90/LTCD-UBND")
    file.lines("LỊCH TIẾP CÔNG DÂN", "Tháng 12 năm 2026", bold=True, align="center")
    file.table(
        [
            ["STT", "Ngày", "Người tiếp", "Địa điểm"],
            ["1", "03/12/2026", "Chủ tịch", "Phòng tiếp công dân"],
            ["2", "", "Phó Chủ tịch", ""],
            ["3", "10/12/2026", "Chủ tịch", ""],
        ],
        merge=[((1, 1), (2, 1)), ((1, 3), (3, 3))],
    )
    file.line("Ghi chú: buổi sáng từ 8 giờ, buổi chiều từ 13 giờ 30.")
    signature(file, "- Lưu: VT.")
    return (
        file.content(),
        ISSUER
        + "number: Số: 90/LTCD-UBND"
        + MOTTO_LINES
        + """
place_and_date: Bến Nghé, ngày 05 tháng 11 năm 2026
kind: LỊCH TIẾP CÔNG DÂN
subject: Tháng 12 năm 2026
table 4x4, header 1, merged 2
paragraph: Ghi chú: buổi sáng
recipients: Nơi nhận:
recipients: - Lưu: VT.
"""
        + SIGNATURE,
    )


def notice_in_tcvn3():
    """A notice in fonts of TCVN3, whose capitals are a font of their own."""
    file = WordFile()

    def old(text, *, capitals=False, **look):
        font = ".VnTimeH" if capitals else ".VnTime"
        return file.line(in_tcvn3(text, capitals=capitals), font=font, **look)

    old("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", capitals=True, bold=True, align="center")
    old("Độc lập - Tự do - Hạnh phúc", bold=True, align="center")
    old("THÔNG BÁO", capitals=True, bold=True, align="center")
    old("Về việc cấp giấy chứng nhận quyền sử dụng đất", bold=True, align="center")
    old("Uỷ ban nhân dân phường thông báo như sau:")
    old("1. Thời gian nhận kết quả: từ ngày 01 tháng 12;")
    old("2. Địa điểm: trụ sở ủy ban.")
    old("Đề nghị người dân mang theo giấy tờ tùy thân.")
    return (
        file.content(),
        """
motto: CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
motto: Độc lập - Tự do - Hạnh phúc
kind: THÔNG BÁO
subject: Về việc cấp giấy chứng nhận quyền sử dụng đất
paragraph: Uỷ ban nhân dân phư
decimal list of 2
  item 1.
  item 2.
paragraph: Đề nghị người dân m
""",
    )


def notice_in_vni():
    """An invitation in a font of VNI, of which one line is Unicode already."""
    file = WordFile()
    look = {"font": "VNI-Times"}
    file.line(in_vni("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), bold=True, align="center", **look)
    file.line(in_vni("Độc lập - Tự do - Hạnh phúc"), bold=True, align="center", **look)
    file.line(in_vni("GIẤY MỜI"), bold=True, align="center", **look)
    file.line(in_vni("Dự họp tổ dân phố"), bold=True, align="center", **look)
    file.line(in_vni("Kính gửi: các hộ gia đình khu phố 3"), **look)
    file.line(in_vni("Nội dung"), bold=True, **look)
    file.lines(in_vni("- Bình xét gia đình văn hóa;"), in_vni("- Góp ý dự thảo quy ước."), **look)
    file.line("Địa điểm: nhà văn hóa khu phố, số 12 đường Nguyễn Huệ.", **look)
    return (
        file.content(),
        """
motto: CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
motto: Độc lập - Tự do - Hạnh phúc
kind: GIẤY MỜI
subject: Dự họp tổ dân phố
addressees: Kính gửi: các hộ gia đình khu phố 3
heading 1: Nội dung
dash list of 2
  item -
  item -
paragraph: Địa điểm: nhà văn h
""",
    )


def regulation():
    """A regulation whose chapters, articles and clauses Word numbers, one chapter with its title on the next line."""
    file = WordFile()
    file.lines("QUY CHẾ", "Tiếp công dân của Ủy ban nhân dân phường", bold=True, align="center")
    file.lines("Chương I", "NHỮNG QUY ĐỊNH CHUNG", bold=True, align="center")
    divisions = file.numbering(("decimal", "Điều %1."), ("decimal", "%2."), ("lowerLetter", "%3)"))
    file.numbered("Phạm vi điều chỉnh", divisions, bold=True)
    file.numbered("Quy chế này quy định việc tiếp công dân tại trụ sở.", divisions, 1)
    file.numbered("Quy chế này áp dụng đối với:", divisions, 1)
    file.numbered("cán bộ, công chức phường;", divisions, 2)
    file.numbered("tổ chức, cá nhân có liên quan.", divisions, 2)
    file.numbered("Nguyên tắc tiếp công dân", divisions, bold=True)
    file.line("Việc tiếp công dân phải bảo đảm công khai, dân chủ, kịp thời.")
    file.lines("Chương II", "TRÁCH NHIỆM", bold=True, align="center")
    file.numbered("Trách nhiệm của Chủ tịch", divisions, bold=True)
    file.numbered("Trực tiếp tiếp công dân ít nhất một ngày trong tuần.", divisions, 1)
    return (
        file.content(),
        """
kind: QUY CHẾ
subject: Tiếp công dân của Ủy ban nhân dân phường
heading 1 Chương I: NHỮNG QUY ĐỊNH CHUNG
heading 2 Điều 1.: Phạm vi điều chỉnh
decimal list of 2
  item 1.
  item 2.
    letter list of 2
      item a)
      item b)
heading 2 Điều 2.: Nguyên tắc tiếp công dân
paragraph: Việc tiếp công dân
heading 1 Chương II: TRÁCH NHIỆM
heading 2 Điều 3.: Trách nhiệm của Chủ tịch
decimal list of 1
  item 1.
""",
    )


def draft_with_changes():
    """A draft on which several worked: tracked changes, a text box, a table of contents, hidden text, fields."""
    file = WordFile()
    contents = file.line()
    file.field(contents, 'TOC \\o "1-3"', "Mục lục 1 Giới thiệu 2")
    file.line("Giới thiệu", style="Heading 1")
    file.tracked(file.line("Dự thảo lấy ý kiến "), deleted="lần một", added="lần hai")
    file.line("giấu", style=None).runs[0].font.hidden = True
    file.text_box(file.line("Xem khung bên."), "Hạn góp ý: 30/11/2026")
    file.field(file.line("Gửi về "), 'HYPERLINK "mailto:gopy@phuong.example"', "hộp thư góp ý")
    file.page_break()
    file.line("Phụ lục", style="Heading 1")
    marked = file.line("Diện tích 120 m")
    marked.add_run("2").font.superscript = True
    file.line("gạch chân").runs[0].underline = True
    return (
        file.content(),
        """
heading 1: Giới thiệu
paragraph: Dự thảo lấy ý kiến
paragraph: Xem khung bên.
paragraph: Hạn góp ý: 30/11/202
paragraph: Gửi về hộp thư góp
heading 1: Phụ lục
paragraph: Diện tích 120 m2
paragraph: gạch chân
""",
    )


DOCUMENTS = (
    official_letter, notice, decision, plan, report, reception_calendar, notice_in_tcvn3, notice_in_vni, regulation,
    draft_with_changes,
)  # fmt: skip
