"""The portal that is copied."""

from sites.structures import PortalSpec

# No other name contains the code, which is replaced in whatever text it stands; the name is the last in the alphabet.
TEMPLATE = PortalSpec(
    code="xamau",
    kind="commune",
    parent_code="thanhpho",
    name_vi="Xã Bản Sao",
    name_en="Copied Commune",
    host="xamau.hochiminhcity.localhost",
    governing_body="Ủy ban nhân dân Xã Bản Sao",
    managing_agency="Văn phòng Ủy ban nhân dân Xã Bản Sao",
    operating_unit="Văn phòng Ủy ban nhân dân Xã Bản Sao",
    responsible_person="Ông Trần Hoàng Minh, Trưởng Ban Biên tập",
    address="Số 1 Đường số 1",
    phone="(028) 3829 0005",
    email="xamau@example.test",
)
