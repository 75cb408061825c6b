"""Articles that Elasticsearch has in its tests."""

from search.models import SearchEntry

TITLES = [
    "Sửa đường Nguyễn Huệ",
    "Thủ tục đất đai tại Ủy ban nhân dân",
    "Quyết định số 05/2024/QĐ-UBND về đường sắt",
    "Kỹ năng phòng cháy cho hòa giải viên",
]


def key_of(title: str) -> int:
    return SearchEntry.objects.get(title=title).pk
