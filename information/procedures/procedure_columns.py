"""What the columns of a file of procedures are called, and what its cells may say: the words of the national catalogue.

Data only; `information.procedures.procedure_file` reads files by it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from information.enums import OnlineLevel, ProcedureLevel

# Fields of a procedure, with the name of their column.
COLUMNS: Final[Mapping[str, str]] = {
    "code": "Mã thủ tục",
    "title": "Tên thủ tục",
    "area": "Lĩnh vực",
    "level": "Cấp thực hiện",
    "agency": "Cơ quan thực hiện",
    "counter": "Nơi nộp hồ sơ",
    "papers": "Thành phần hồ sơ",
    "steps": "Trình tự thực hiện",
    "duration": "Thời hạn giải quyết",
    "fee": "Phí, lệ phí",
    "outcome": "Kết quả thực hiện",
    "online": "Mức độ trực tuyến",
    "service_url": "Địa chỉ nộp trực tuyến",
    "decision": "Quyết định công bố",
    "trigger_date": "Ngày công bố",
    "lead": "Tóm tắt",
}
REQUIRED: Final = ("code", "title", "area", "level", "agency", "duration")
# Other names of the columns, as slugs: of the catalogue, of the portals of public services, of our own fields.
OTHER_NAMES: Final[Mapping[str, tuple[str, ...]]] = {
    "code": ("ma-tthc", "ma-so", "ma-thu-tuc-hanh-chinh", "ma-so-tthc", "code"),
    "title": ("ten-tthc", "ten-thu-tuc-hanh-chinh", "ten", "title"),
    "area": ("ten-linh-vuc", "area"),
    "level": ("cap-thuc-hien-tthc", "cap", "level"),
    "agency": ("noi-thuc-hien", "co-quan-thuc-hien-tthc", "don-vi-thuc-hien", "agency"),
    "counter": ("dia-diem-nop-ho-so", "quay-tiep-nhan", "counter"),
    "papers": ("giay-to-can-co", "ho-so", "thanh-phan-ho-so-can-nop", "papers"),
    "steps": ("trinh-tu", "cac-buoc", "steps"),
    "duration": ("thoi-gian-giai-quyet", "thoi-han", "duration"),
    "fee": ("le-phi", "phi", "phi-le-phi-neu-co", "fee"),
    "outcome": ("ket-qua", "ket-qua-giai-quyet", "outcome"),
    "online": ("muc-do", "muc-do-dvc", "muc-do-dich-vu-cong", "dich-vu-cong-truc-tuyen", "online"),
    "service_url": ("duong-dan", "dia-chi-dich-vu-cong", "lien-ket", "link", "url", "service-url"),
    "decision": ("so-quyet-dinh", "quyet-dinh", "decision"),
    "trigger_date": ("ngay-quyet-dinh", "ngay-cong-bo-thay-doi", "trigger-date"),
    "lead": ("trich-yeu", "mo-ta", "lead"),
}
# Characters that a page keeps of each.
LIMITS: Final[Mapping[str, int]] = {
    "code": 30, "title": 255, "area": 150, "agency": 250, "counter": 250, "papers": 4000, "steps": 4000,
    "duration": 200, "fee": 200, "outcome": 200, "service_url": 500, "decision": 150, "lead": 600,
}  # fmt: skip
# What a choice may be called; the first is named where another word is refused.
WORDS: Final[Mapping[str, Mapping[str, Sequence[str]]]] = {
    "level": {
        ProcedureLevel.CITY: ("Cấp Thành phố", "Cấp tỉnh", "Thành phố", "Tỉnh", "Cấp tỉnh, thành phố"),
        ProcedureLevel.DISTRICT: ("Cấp huyện", "Cấp quận", "Huyện", "Quận", "Cấp quận, huyện", "Quận, huyện"),
        ProcedureLevel.COMMUNE: ("Cấp xã", "Cấp phường", "Xã", "Phường", "Cấp phường, xã", "Phường, xã"),
    },
    "online": {
        OnlineLevel.FULL: (
            "Toàn trình", "Dịch vụ công trực tuyến toàn trình", "DVCTT toàn trình", "Trực tuyến toàn trình",
        ),
        OnlineLevel.PARTIAL: ("Một phần", "Dịch vụ công trực tuyến một phần", "DVCTT một phần", "Trực tuyến một phần"),
        OnlineLevel.NONE: (
            "Cung cấp thông tin", "Cung cấp thông tin trực tuyến", "Dịch vụ cung cấp thông tin trực tuyến", "Không",
        ),
    },
}  # fmt: skip
