"""A file of comparisons of legal texts, as tests write it."""

HEADER = "Mã văn bản;Số ký hiệu;Trích yếu;Ngày ban hành;Cơ quan ban hành;Tình trạng hiệu lực;Địa chỉ"
