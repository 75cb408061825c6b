"""Own words that come back by another hand stay own work (Regulation 13.1.g)."""

from urllib.parse import urlencode

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale, Page
from wagtail_localize.models import StringTranslation, Translation

from editorial.permissions import can_approve_revision, is_author_of
from editorial.review.queue import own_work, pages_as_read_by
from home.models import NewsArticlePage
from members.enums import Seat
from tests.admin import browser
from tests.each import each_case
from tests.editorial.review_variants import act, is_live, offered, save, submit
from tests.factories import make_article, make_head, make_member
from tests.remembering import remembered

pytestmark = pytest.mark.django_db

LIE = "Phường thu phí cấp giấy khai sinh từ hôm nay."
ENGLISH = "<p>Birth certificates are issued on the day of the request, by the counter of the ward, free of charge.</p>"


@pytest.fixture
def editor(district):
    return make_member(district)


def paragraphs(*texts):
    return [("paragraph", "".join(f"<p>{text}</p>" for text in texts))]


def published(page, by):
    submit(page)
    act(page, by)
    return NewsArticlePage.objects.get(pk=page.pk)


def wrote(user, page):
    page = Page.objects.get(pk=page.pk)
    return is_author_of(user, page, page.latest_revision)


@pytest.fixture
@remembered
def rewritten(district, head, deputy, editor):
    """Public with what the editor wrote; what the deputy had written before was never approved."""
    article = make_article(district, published=False, owner=editor, lead="Cấp giấy khai sinh miễn phí.")
    save(article, deputy, lead=LIE)
    save(article, editor, lead="Cấp giấy khai sinh không thu phí.")
    return published(article, head)


def bring_back(page, user, version):
    """As the page editor does: what a version says is saved as the latest one."""
    version.as_object().save_revision(user=user, previous_revision=version)


@pytest.mark.slow(reason="takes pages through whole reviews")
def test_who_wrote_a_version_does_not_approve_it_when_somebody_restores_it(rewritten, head, deputy, editor):
    bring_back(rewritten, editor, rewritten.revisions.get(user=deputy))
    submit(rewritten, editor)
    with pytest.raises(PermissionDenied):
        act(rewritten, deputy)
    assert offered(rewritten, deputy) == ["reject"]
    screen = browser(deputy).get(reverse("wagtailadmin_pages:edit", args=[rewritten.pk])).content.decode()
    assert "dùng lại phần bạn soạn ở phiên bản trước" in screen
    assert "không còn ai khác trong Ban Biên tập" not in screen
    assert NewsArticlePage.objects.get(pk=rewritten.pk).lead != LIE
    act(rewritten, head)
    assert NewsArticlePage.objects.get(pk=rewritten.pk).lead == LIE


@pytest.mark.both_engines
def test_restored_version_is_own_work_in_lists(rewritten, deputy, editor):
    bring_back(rewritten, editor, rewritten.revisions.get(user=deputy))
    page = Page.objects.select_related("latest_revision").get(pk=rewritten.pk)
    assert own_work(deputy, pages_as_read_by(deputy).filter(pk=page.pk)) == {page}


@pytest.mark.slow(reason="takes pages through whole reviews")
def test_editor_says_when_nobody_on_the_board_can_approve(district, head, deputy):
    article = make_article(district, published=False, owner=head)
    save(article, deputy, lead=LIE)
    submit(article, head)
    for person in (head, deputy):
        screen = browser(person).get(reverse("wagtailadmin_pages:edit", args=[article.pk])).content.decode()
        assert "không còn ai khác trong Ban Biên tập" in screen


def test_one_paragraph_that_comes_back_is_own_work(district, head, deputy, editor):
    first, last = "Bộ phận Một cửa mở cửa lúc bảy giờ.", "Mời bà con đến liên hệ."
    article = make_article(district, published=False, owner=editor, body=paragraphs(first, last))
    save(article, deputy, body=paragraphs(first, LIE, last))
    save(article, editor, body=paragraphs(first, last))
    public = published(article, head)
    save(public, editor, body=paragraphs(first, "Mới: đặt hẹn qua mạng.", last))
    assert not wrote(deputy, public)
    save(public, editor, body=paragraphs(LIE, "Mới: đặt hẹn qua mạng.", last))
    assert wrote(deputy, public)


def test_body_that_is_as_somebody_left_it_is_own_work_also_where_something_was_left_out(district, head, deputy, editor):
    whole = paragraphs("Việc này miễn phí.", "Mời bà con đến liên hệ.")
    article = make_article(district, published=False, owner=editor, body=whole)
    save(article, deputy, body=paragraphs("Mời bà con đến liên hệ."))
    save(article, editor, body=whole)
    public = published(article, head)
    bring_back(public, editor, public.revisions.get(user=deputy))
    assert wrote(deputy, public)


def test_what_is_public_is_nobodys_own_work(district, head, deputy, editor):
    """The deputy corrected a word, and others approved it: the deputy approves what comes later."""
    article = make_article(district, published=False, owner=editor)
    save(article, deputy, lead="Phó Trưởng ban sửa một chữ.")
    public = published(article, head)
    save(public, editor, title="Tin có tiêu đề khác")
    assert not wrote(deputy, public)
    submit(public, editor)
    act(public, deputy)


def test_untouched_save_of_what_somebody_else_wrote_is_no_work_when_it_comes_back(district, head, deputy, editor):
    article = make_article(district, published=False, owner=editor)
    save(article, editor, lead=LIE)
    save(article, deputy)
    save(article, editor, lead="Cấp giấy khai sinh không thu phí.")
    public = published(article, head)
    bring_back(public, editor, public.revisions.get(user=deputy))
    assert not wrote(deputy, public)


def test_version_that_nobody_is_known_to_have_saved_is_the_owners(district, head, editor):
    article = make_article(district, published=False, owner=editor)
    save(article, None, lead=LIE)
    save(article, head, lead="Cấp giấy khai sinh không thu phí.")
    public = published(article, make_head(district, seat=Seat.DEPUTY))
    bring_back(public, head, public.revisions.get(user=None))
    assert wrote(editor, public)


@pytest.mark.slow(reason="counts the statements of few rows and of many")
@pytest.mark.both_engines
def test_whose_work_it_is_costs_three_queries(rewritten, deputy, editor, head, django_assert_max_num_queries):
    for number in range(5):
        save(rewritten, deputy, lead=f"Lần thứ {number}")
        save(rewritten, editor, lead=f"Lần sau {number}")
    published(rewritten, head)
    page = Page.objects.select_related("latest_revision").get(pk=rewritten.pk)
    page.specific_deferred  # noqa: B018 -- asked by every screen
    with django_assert_max_num_queries(3):
        assert not is_author_of(deputy, page, page.latest_revision)


def overwrite(page, user, **values):
    """As the editor saves while somebody types: into the version that this person saved last."""
    page = type(page).objects.get(pk=page.pk)
    version = page.get_latest_revision()
    draft = version.as_object()
    for name, value in values.items():
        setattr(draft, name, value)
    draft.save_revision(user=user, overwrite_revision=version)


@pytest.fixture
def overwritten(district, deputy, editor):
    """A draft whose version holds no word of the deputy's any more."""
    article = make_article(district, published=False, owner=editor, lead="Không thu phí.")
    save(article, deputy, lead=LIE)
    overwrite(article, deputy, lead="Không thu phí.")
    return NewsArticlePage.objects.get(pk=article.pk)


def test_words_that_the_editor_wrote_over_stay_own_work_when_somebody_else_brings_them_back(
    overwritten, head, deputy, editor
):
    assert not wrote(deputy, overwritten)
    save(overwritten, editor, lead=LIE)
    submit(overwritten, editor)
    with pytest.raises(PermissionDenied):
        act(overwritten, deputy)
    assert not wrote(head, overwritten)


@each_case("copied", ["page", "section"])
def test_words_that_the_editor_wrote_over_stay_own_work_in_a_copy_by_the_screen(overwritten, deputy, editor, copied):
    page = overwritten if copied == "page" else overwritten.get_parent()
    form = {"new_title": "Bản sao", "new_slug": "ban-sao", "new_parent_page": page.get_parent().pk}
    form |= {"copy_subpages": "on"} if copied == "section" else {}
    assert browser(editor).post(reverse("wagtailadmin_pages:copy", args=[page.pk]), form).status_code == 302
    copy = NewsArticlePage.objects.filter(title__in=["Bản sao", overwritten.title]).latest("pk")
    assert copy.pk != overwritten.pk
    save(copy, editor, lead=LIE)
    assert wrote(deputy, copy)


@each_case("words", [' data-block-key="Ông X bị kỷ luật"', '{"Ông X bị kỷ luật": ""}'])
def test_own_words_that_look_like_no_words_are_own_work(district, head, deputy, editor, words):
    article = make_article(district, published=False, owner=editor, author_name="")
    submit(article, editor)
    save(article, deputy, author_name=words)
    with pytest.raises(PermissionDenied):
        act(article, deputy)


def in_english(page, user):
    english = Locale.objects.get(language_code="en")
    address = reverse("wagtail_localize:submit_page_translation", args=[page.pk])
    assert browser(user).post(address, {"locales": [english.pk]}).status_code == 302
    return NewsArticlePage.objects.get(translation_key=page.translation_key, locale=english)


@pytest.fixture
@remembered
def draft(district, deputy, editor):
    # Mostly English: a version in that language that is not is refused.
    article = make_article(district, published=False, owner=editor, body=[{"type": "paragraph", "value": ENGLISH}])
    save(article, deputy, lead=LIE)
    return NewsArticlePage.objects.get(pk=article.pk)


def test_version_in_another_language_is_work_of_who_wrote_what_nobody_approved(draft, deputy, head, editor):
    version = in_english(draft, editor)
    submit(version, editor)
    with pytest.raises(PermissionDenied):
        act(version, deputy)
    act(version, head)
    assert is_live(version)


@pytest.mark.slow(reason="asks several cases in turn")
@each_case("deleted", [False, True])
def test_copy_of_a_version_in_another_language_is_so_as_well(draft, deputy, editor, deleted):
    version = in_english(draft, editor)
    copied = version.copy(to=version.get_parent(), update_attrs={"slug": "copy"}, keep_live=False, user=editor)
    if deleted:
        draft.delete()
    assert wrote(deputy, version)
    assert wrote(deputy, copied)


@pytest.mark.slow(reason="takes pages through whole reviews")
def test_what_is_public_in_vietnamese_is_nobodys_own_in_english(draft, deputy, head, editor):
    version = in_english(published(draft, head), editor)
    assert not wrote(deputy, version)
    assert version.revisions.exclude(user=editor).count() == 0
    submit(version, editor)
    act(version, deputy)
    assert is_live(version)


@pytest.mark.slow(reason="takes pages through whole reviews")
def test_version_is_own_work_of_who_asked_for_it(draft, deputy, head):
    version = in_english(published(draft, head), deputy)
    assert version.owner == deputy
    submit(version, deputy)
    assert not can_approve_revision(deputy, version, version.latest_revision, on=timezone.localdate())


def test_what_was_read_of_a_draft_once_stays_own_work_in_a_version_made_of_it_later(draft, deputy, head):
    """wagtail-localize hands over what it read of a page at some time, not what is public now."""
    read = draft.get_latest_revision_as_object()
    save(draft, draft.owner, lead="Cấp giấy khai sinh không thu phí.")
    read.live = published(draft, head).live
    version = read.copy_for_translation(Locale.objects.get(language_code="en"), copy_parents=True)
    assert version.lead == LIE
    assert wrote(deputy, version)


def test_section_above_that_comes_along_is_own_work_of_who_wrote_it(district, head, deputy, editor):
    article = make_article(district, published=False, owner=editor)
    section = article.get_parent().specific
    section.lead = LIE
    section.save_revision(user=deputy)
    in_english(article, editor)
    public = section.get_translation(Locale.objects.get(language_code="en"))
    assert not wrote(deputy, public)
    assert LIE not in str(public.get_latest_revision_as_object().lead)


def test_words_by_the_sentence_are_refused_since_no_version_says_whose_they_are(draft, deputy, editor):
    """wagtail-localize would keep them, and put them into the version that somebody else makes later."""
    in_english(draft, editor)
    translation = Translation.objects.get(source__object_id=draft.translation_key)
    sentence = translation.source.stringsegment_set.first()
    client = browser(deputy)
    typed = reverse("wagtail_localize:edit_string_translation", args=[translation.pk, sentence.pk])
    client.put(typed, urlencode({"value": LIE}), content_type="application/x-www-form-urlencoded")
    file = translation.export_po()
    for entry in file:
        entry.msgstr = LIE
    sent = SimpleUploadedFile("a.po", str(file).encode(), "text/x-gettext-translation")
    client.post(reverse("wagtail_localize:upload_pofile", args=[translation.pk]), {"file": sent})
    assert not StringTranslation.objects.exists()


def test_copy_within_the_portal_keeps_whose_work_it_is(draft, deputy, editor):
    copied = draft.copy(update_attrs={"slug": "copy"}, keep_live=False, user=editor)
    assert wrote(deputy, copied)
    assert wrote(editor, copied)
