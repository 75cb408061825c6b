"""What a file of portals may say in Vietnamese instead of our codes: names of columns, kinds, sets of hostname rules.

Data only; `provisioning.from_file.columns` and `provisioning.from_file.context` read files by it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from sites.enums import HostnameProfile
from sites.naming import CITY, COMMUNE, DEPARTMENT, DISTRICT, VOLUNTARY

# By column: the name that the template has, then others that are read.
VIETNAMESE_NAMES: Final[Mapping[str, tuple[str, ...]]] = {
    "code": ("Mã cổng", "Mã"),
    "kind": ("Loại cổng", "Loại"),
    "parent": ("Trực thuộc", "Thuộc cổng", "Cổng cấp trên", "Thuộc"),
    "host": ("Tên miền", "Địa chỉ cổng"),
    "label": ("Tên viết tắt trong tên miền", "Tên viết tắt"),
    "profile": ("Bộ quy tắc tên miền", "Quy tắc tên miền"),
    "qualifier": ("Từ phân biệt", "Phân biệt"),
    "name_vi": ("Tên tiếng Việt", "Tên đơn vị", "Tên cơ quan", "Tên cổng"),
    "name_en": ("Tên tiếng Anh",),
    "short_name_vi": ("Tên ngắn tiếng Việt", "Tên ngắn"),
    "short_name_en": ("Tên ngắn tiếng Anh",),
    "unit_code": ("Mã đơn vị hành chính", "Mã ĐVHC"),
    "governing_body": ("Cơ quan chủ quản",),
    "governing_body_en": ("Cơ quan chủ quản bằng tiếng Anh",),
    "managing_agency": ("Cơ quan quản lý",),
    "managing_agency_en": ("Cơ quan quản lý bằng tiếng Anh",),
    "operating_unit": ("Đơn vị vận hành",),
    "operating_unit_en": ("Đơn vị vận hành bằng tiếng Anh",),
    "responsible_person": ("Người chịu trách nhiệm nội dung", "Chịu trách nhiệm nội dung", "Người chịu trách nhiệm"),
    "spokesperson": ("Người phát ngôn",),
    "address": ("Địa chỉ", "Địa chỉ trụ sở"),
    "phone": ("Điện thoại", "Số điện thoại"),
    "email": ("Thư điện tử", "Email"),
    "licence": ("Giấy phép",),
}
# Beside the names that the registry has of kinds, and the words that names of units begin with.
KIND_WORDS: Final[Mapping[str, tuple[str, ...]]] = {
    CITY: ("Thành phố", "Cổng Thành phố"),
    DEPARTMENT: ("Sở", "Sở, ban, ngành", "Ban", "Cơ quan"),
    DISTRICT: ("Quận, huyện", "Thành phố thuộc Thành phố"),
    COMMUNE: ("Phường, xã", "Phường, xã, thị trấn"),
    VOLUNTARY: ("Tự nguyện",),
}
# By slug.
PROFILE_WORDS: Final[Mapping[str, str]] = {
    "quyet-dinh-05-2024": HostnameProfile.REGULATION,
    "quyet-dinh-05-2024-phuong-xa-duoi-quan-huyen": HostnameProfile.REGULATION,
    "hai-cap": HostnameProfile.TWO_TIER,
    "chinh-quyen-hai-cap": HostnameProfile.TWO_TIER,
    "chinh-quyen-hai-cap-phuong-xa-truc-thuoc-thanh-pho": HostnameProfile.TWO_TIER,
}
