"""The place in the guides that helps with each screen of the admin."""

from __future__ import annotations

from typing import Final

from adminsite.help.guides import EDITORS, OPERATORS, parts_of

# By the beginning of the name of its address, a part and, behind "#", a section of it. The longest beginning counts.
_OF_EDITORS: Final = {
    **dict.fromkeys(("portals_admin:second_factor", "portals_admin:switch_", "portals_admin:renew_"), "dang-nhap"),
    **dict.fromkeys(
        ("portals_admin:city_identity", "portals_admin:link_city", "portals_admin:unlink_city"), "dang-nhap"
    ),
    **dict.fromkeys(("wagtailadmin_account", "portals_admin:my_work", "portals_admin:accept_rules"), "dang-nhap"),
    **dict.fromkeys(
        ("reviewed_edit", "serial_add", "wagtailadmin_pages:", "wagtailadmin_explore"), "viet-tin-dau-tien"
    ),
    **dict.fromkeys(("create_from_word", "start_page", "convert_text"), "viet-tin-dau-tien"),
    **dict.fromkeys(("wagtailimages:", "image_", "uploaded_image"), "anh-va-van-ban-thay-the"),
    **dict.fromkeys(("portals_admin:items", "portals_admin:save_filter"), "gui-duyet#danh-sach-tin-bai"),
    **dict.fromkeys(("portals_admin:delete_filter", "portals_admin:export_l"), "gui-duyet#danh-sach-tin-bai"),
    **dict.fromkeys(("wagtail_bulk_action", "wagtailadmin_reports:", "own_reports:"), "gui-duyet#danh-sach-tin-bai"),
    **dict.fromkeys(("portals_admin:content_calendar", "portals_admin:plan_page"), "gui-duyet#lich-bien-tap"),
    "portals_admin:calendar_address": "gui-duyet#lich-bien-tap",
    "wagtailadmin_pages:history": "cap-nhat-va-dinh-chinh-bai-da-dang",
    "wagtailadmin_pages:revisions": "cap-nhat-va-dinh-chinh-bai-da-dang",
    "portals_admin:ask_unpublish": "cap-nhat-va-dinh-chinh-bai-da-dang",
    "portals_admin:propose_to_city": "cap-nhat-va-dinh-chinh-bai-da-dang#de-xuat-len-cong-thanh-pho",
    "portals_admin:proposal": "cap-nhat-va-dinh-chinh-bai-da-dang#anh-tep-dang-dung-va-nhan-dien-cua-cong",
    **dict.fromkeys(("translate_", "import_translation", "export_translation"), "ban-tieng-anh"),
    **dict.fromkeys(("glossary", "versions_", "compare_version", "wagtail_localize:"), "ban-tieng-anh"),
    **dict.fromkeys(("wagtaildocs:", "document_", "uploaded_document", "legal_differences"), "cac-loai-trang-khac"),
    **dict.fromkeys(("timed_items", "punctuality"), "cac-loai-trang-khac#thoi-han-dang"),
    "drafts_for_comments": "cac-loai-trang-khac#du-thao-lay-y-kien",
    "content_report": "cac-loai-trang-khac#bao-cao-cung-cap-thong-tin",
    **dict.fromkeys(("stale_pages", "confirm_page"), "cac-loai-trang-khac#ra-soat-lai-trang-da-dang"),
    "required_": "cac-loai-trang-khac#thong-tin-cong-phai-cung-cap",
    **dict.fromkeys(("press_", "prepare_press", "send_press"), "cac-loai-trang-khac#ban-tin-bao-chi-hang-thang"),
    **dict.fromkeys(("import_procedures", "dead_links"), "cac-loai-trang-khac#thu-tuc-hanh-chinh-nhap-tu-tep"),
    **dict.fromkeys(("portals_admin:board", "portals_admin:own_boards"), "danh-cho-truong-ban-pho-truong-ban"),
    "wagtailadmin_pages:workflow": "danh-cho-truong-ban-pho-truong-ban#duyet",
    "portals_admin:publication_time": "danh-cho-truong-ban-pho-truong-ban#duyet",
    "portals_admin:decide_proposal": "danh-cho-truong-ban-pho-truong-ban#duyet-de-xuat-thay-doi",
    **dict.fromkeys(("menu_order", "own_menus"), "danh-cho-truong-ban-pho-truong-ban#sap-xep-trinh-don"),
    "page_starter": "danh-cho-truong-ban-pho-truong-ban#mau-bai",
    "search_admin:best_bet": "danh-cho-truong-ban-pho-truong-ban#ket-qua-uu-tien-khi-tim-kiem",
    "search_admin:synonym": "danh-cho-truong-ban-pho-truong-ban#tu-dong-nghia-khi-tim-kiem",
    "search_admin:": "danh-cho-truong-ban-pho-truong-ban",
    **dict.fromkeys(
        ("take_down", "portals_admin:takedowns"), "danh-cho-truong-ban-pho-truong-ban#go-bo-khoi-trang-cong-khai"
    ),
    "item_source": "danh-cho-truong-ban-pho-truong-ban#nguon-tin-cua-he-thong-khac",
    "former_address": "danh-cho-truong-ban-pho-truong-ban#dia-chi-cu",
    **dict.fromkeys(
        ("portals_admin:violation", "portals_admin:answer_violation"),
        "danh-cho-truong-ban-pho-truong-ban#giai-trinh-vi-pham",
    ),
    **dict.fromkeys(
        ("portals_admin:incident", "portals_admin:maintenance"),
        "danh-cho-truong-ban-pho-truong-ban#su-co-va-lich-bao-tri",
    ),
    "portals_admin:open": "danh-cho-truong-ban-pho-truong-ban#mo-cong-moi",
    **dict.fromkeys(
        ("portals_admin:approvals", "portals_admin:audit", "portals_admin:suspension_report"),
        "danh-cho-truong-ban-pho-truong-ban#xem-lai-cac-lan-phe-duyet",
    ),
    "question_mail": "danh-cho-truong-ban-pho-truong-ban#thu-ve-cau-hoi-chua-gui-duoc",
    **dict.fromkeys(
        ("portals_admin:delegate", "portals_admin:end_delegation"),
        "danh-cho-truong-ban-pho-truong-ban#uy-quyen-cho-thanh-vien",
    ),
    **dict.fromkeys(
        ("portals_admin:coverage", "portals_admin:assign_coverage", "portals_admin:cancel_coverage"),
        "danh-cho-truong-ban-pho-truong-ban#phan-cong-dua-tin",
    ),
    "portals_admin:deliver_coverage": "danh-cho-truong-ban-pho-truong-ban#phan-cong-dua-tin",
    **dict.fromkeys(
        ("portals_admin:people", "portals_admin:roles", "portals_admin:own_roles"), "danh-cho-quan-tri-cong"
    ),
    **dict.fromkeys(("portals_admin:invite", "portals_admin:withdraw_"), "danh-cho-quan-tri-cong"),
    **dict.fromkeys(("portals_admin:contacts", "portals_admin:own_contacts"), "danh-cho-quan-tri-cong"),
    **dict.fromkeys(
        ("portals_admin:accounts", "portals_admin:confirm_accounts", "branding_edit"), "danh-cho-quan-tri-cong"
    ),
    "questions_admin:": "tra-loi-cau-hoi-cua-nguoi-dan",
    "data_requests:": "tra-loi-cau-hoi-cua-nguoi-dan#yeu-cau-ve-du-lieu-ca-nhan",
    "ratings_admin:": "danh-cho-truong-ban-pho-truong-ban#danh-gia-cua-nguoi-doc",
    "comments:": "tra-loi-cau-hoi-cua-nguoi-dan#gop-y-du-thao",
    "contributions:": "tra-loi-cau-hoi-cua-nguoi-dan#tin-bai-cong-tac",
    "live_questions_desk:": "tra-loi-cau-hoi-cua-nguoi-dan#cau-hoi-tai-su-kien-truc-tiep",
}
# Screens with which the guide for operators helps who reads it.
_OF_OPERATORS: Final = {
    **dict.fromkeys(("portals_admin:create", "portals_admin:import_p", "portals_admin:portal_import"), "tao-cong"),
    **dict.fromkeys(("portals_admin:board", "portals_admin:seat", "portals_admin:end_seat"), "ban-bien-tap"),
    **dict.fromkeys(("portals_admin:review_variant", "portals_admin:delegate"), "ban-bien-tap"),
    "wagtailadmin_workflows:": "ban-bien-tap#quy-trinh-duyet-va-cac-buoc-duyet",
    **dict.fromkeys(("portals_admin:accounts", "portals_admin:people", "portals_admin:roles"), "tai-khoan-va-vai-tro"),
    **dict.fromkeys(("portals_admin:own_roles", "portals_admin:city_roles"), "tai-khoan-va-vai-tro"),
    **dict.fromkeys(("portals_admin:invite", "portals_admin:withdraw_"), "tai-khoan-va-vai-tro"),
    **dict.fromkeys(
        ("portals_admin:mail_new_password", "portals_admin:take_off", "portals_admin:revoke_city"),
        "tai-khoan-va-vai-tro",
    ),
    **dict.fromkeys(("portals_admin:suspend_account", "portals_admin:suspension"), "tai-khoan-va-vai-tro"),
    **dict.fromkeys(("portals_admin:lift_suspension", "portals_admin:open_account"), "tai-khoan-va-vai-tro"),
    **dict.fromkeys(("portals_admin:export_accounts", "portals_admin:confirm_accounts"), "tai-khoan-va-vai-tro"),
    "wagtailusers_users:": "tai-khoan-va-vai-tro",
    **dict.fromkeys(
        ("portals_admin:index", "portals_admin:detail", "portals_admin:edit", "portals_admin:contacts"),
        "thong-tin-ten-mien-trang-thai-cua-cong",
    ),
    **dict.fromkeys(
        ("portals_admin:suspend", "portals_admin:resume", "portals_admin:archive", "portals_admin:change_host"),
        "thong-tin-ten-mien-trang-thai-cua-cong",
    ),
    "wagtailadmin_collections:": "thong-tin-ten-mien-trang-thai-cua-cong#bo-suu-tap-anh-va-tai-lieu",
    "wagtaillocales:": "thong-tin-ten-mien-trang-thai-cua-cong#ngon-ngu",
    **dict.fromkeys(("portals_admin:audit", "portals_admin:security_export", "health"), "theo-doi"),
    "conformance": "theo-doi",
    **dict.fromkeys(("portals_admin:incident", "portals_admin:record_incident"), "khi-co-su-co#so-su-co"),
    **dict.fromkeys(("portals_admin:add_incident", "portals_admin:close_incident"), "khi-co-su-co#so-su-co"),
    **dict.fromkeys(("portals_admin:maintenance", "portals_admin:announce_"), "nang-cap#thong-bao-bao-tri"),
    "portals_admin:cancel_maintenance": "nang-cap#thong-bao-bao-tri",
    "portals_admin:failed_tasks": "theo-doi",
    "dead_links": "theo-doi#thu-tuc-hanh-chinh-va-lien-ket-hong",
    "drafts_for_comments": "theo-doi#du-thao-lay-y-kien-cho-bao-cao",
    "legal_differences": "theo-doi#doi-chieu-van-ban-phap-luat",
    **dict.fromkeys(
        ("portals_admin:retention", "portals_admin:change_retention"), "theo-doi#luu-tru-thoi-han-va-goi-luu-tru"
    ),
    "archive_package": "theo-doi#luu-tru-thoi-han-va-goi-luu-tru",
    **dict.fromkeys(("figures", "availability"), "theo-doi#so-lieu-cho-he-thong-do-luong"),
    "search_admin:statistics": "theo-doi#tu-tim-kiem-ket-qua-duoc-mo",
    "question_mail": "theo-doi#thu-ve-cau-hoi-cua-nguoi-dan",
    "questions_admin:topic": "theo-doi#linh-vuc-cau-hoi",
    **dict.fromkeys(("portals_admin:calendar", "portals_admin:office_hours"), "theo-doi#ngay-lam-viec-va-thoi-han"),
    **dict.fromkeys(("portals_admin:enter_day", "portals_admin:change_day"), "theo-doi#ngay-lam-viec-va-thoi-han"),
    **dict.fromkeys(("portals_admin:remove_day", "portals_admin:confirm_year"), "theo-doi#ngay-lam-viec-va-thoi-han"),
    **dict.fromkeys(("portals_admin:time_limits", "portals_admin:add_rule"), "theo-doi#ngay-lam-viec-va-thoi-han"),
    **dict.fromkeys(("portals_admin:replace_rule", "portals_admin:end_rule"), "theo-doi#ngay-lam-viec-va-thoi-han"),
    "portals_admin:apply_profile": "theo-doi#ngay-lam-viec-va-thoi-han",
    "required_": "theo-doi#thong-tin-cac-cong-phai-cung-cap",
}
PLACES: Final = {EDITORS: _OF_EDITORS, OPERATORS: _OF_OPERATORS}


def place_of_screen(view_name: str, *, reads_all: bool) -> tuple[str, str, str]:
    """Return the guide, its part and the section that help with a screen; the first part where none is about it.

    Args:
        reads_all: whether the person reads the guide for operators, which comes first then.
    """
    found = [
        (len(beginning), guide == OPERATORS, guide, place)
        for guide, places in PLACES.items()
        if guide == EDITORS or reads_all
        for beginning, place in places.items()
        if view_name.startswith(beginning)
    ]
    if not found:
        guide = OPERATORS if reads_all else EDITORS
        return guide, parts_of(guide)[0].slug, ""
    _length, _first, guide, place = max(found)
    part, _mark, section = place.partition("#")
    return guide, part, section
