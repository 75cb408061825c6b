"""An English page is written text by text beside its Vietnamese page: as a draft, by whoever wrote it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail_localize.models import StringTranslation, Translation

from audit.models import PortalEvent
from editorial.errors import EditForbidden, PageDeleted, PageHeld
from editorial.permissions import is_author_of
from home.enums import ContentEventKind
from home.models import NewsArticlePage, VersionBasis
from home.translations.actions import choose, take_arrangement, translate
from home.translations.errors import ArrangementDiffers, ChoiceRefused, SegmentChanged, SegmentRemoved, TextRefused
from home.translations.inputs import TranslatedInput
from home.translations.queries import read_side_by_side
from home.translations.segments import SegmentState
from members.enums import Role
from tests.admin import browser
from tests.admin_forms import whole_form_of
from tests.factories import make_article, make_head, make_member, publish_approved_page, section_of
from tests.fullest import full_article, make_image
from tests.home.branches import english_draft
from tests.home.translating import begun, change, draft_of, fresh, say, say_all, segment_of
from tests.remembering import remembered

pytestmark = pytest.mark.django_db

NOW = timezone.now()


@pytest.fixture
@remembered
def made(district):
    """The Vietnamese page and its English draft."""
    return begun(district)


@pytest.fixture
def version(made):
    return made[1]


@pytest.fixture
def editor(district):
    return make_member(district)


def states(version):
    return {one.source: one.state for one in read_side_by_side(fresh(version)).segments}


@pytest.mark.slow(reason="makes pages in both languages")
class TestWriting:
    def test_text_becomes_a_draft_of_who_wrote_it_and_nothing_public_changes(self, district, version, editor):
        before = fresh(version)
        left = say(version, "Tóm tắt", "Summary of the news.", by=editor).open
        draft, row = draft_of(version), fresh(version)
        assert (draft.lead, row.lead, row.live) == ("Summary of the news.", before.lead, False)
        assert draft.latest_revision.user == editor
        assert left == len(read_side_by_side(row).open_segments) > 0
        assert states(version)["Tóm tắt tin."] == SegmentState.DONE
        event = PortalEvent.objects.get(kind=ContentEventKind.SEGMENT_TRANSLATED)
        assert (event.portal, event.actor, event.data["page"]) == (district, editor, version.pk)
        assert len(event.data["segments"]) == 1
        assert not Translation.objects.filter(enabled=True).exists()

    def test_what_is_not_translated_yet_stays_vietnamese_and_blocks_keep_their_place(self, made, version, editor):
        say(version, "Hồ sơ", "What to bring", by=editor)
        article, draft = made[0], draft_of(version)
        assert [block.id for block in draft.body] == [block.id for block in article.body]
        assert draft.body[1].value["text"] == "What to bring"
        assert "kế hoạch" in draft.body[0].value.source

    def test_text_that_stands_twice_is_translated_in_both_places(self, district, editor):
        heading = {"type": "heading", "value": {"text": "Hồ sơ cần nộp", "level": "2"}}
        body = [heading | {"id": f"{number}a7f2c1e-0000-4000-8000-000000000000"} for number in (1, 2)]
        version = english_draft(make_article(district, body=body))
        version.save_revision(user=editor)
        say(version, "Hồ sơ", "What to bring", by=editor)
        assert [block.value["text"] for block in draft_of(version).body] == ["What to bring"] * 2

    def test_text_is_kept_in_the_letters_and_lines_of_the_form_of_the_page(self, version, editor):
        say(version, "Thông báo", "New\u202e notice\r\non  registers", by=editor)
        say(version, "Tóm tắt", "A\x00 re\u0301sume\u0301\nin two lines", by=editor)
        draft = draft_of(version)
        assert (draft.title, draft.lead) == ("New notice on registers", "A  r\u00e9sum\u00e9\nin two lines")

    def test_link_of_a_text_leads_where_it_led(self, version, editor):
        say(version, "Xem", "See [1]the plan[/1] before Monday.", by=editor)
        source = draft_of(version).body[0].value.source
        assert '<a href="https://chinhphu.vn/ke-hoach">the plan</a>' in source

    def test_address_is_made_from_the_english_title_until_the_page_is_public(self, district, version, editor):
        say(version, "Thông báo", "Notice on registers", by=editor)
        assert draft_of(version).slug == "notice-on-registers"
        say_all(version, by=editor)
        public = publish_approved_page(fresh(version), by=make_head(district))
        say(public, "Thông báo", "Another notice", by=editor)
        assert (draft_of(version).title, draft_of(version).slug) == ("Another notice", "notice-on-registers")

    def test_note_of_the_public_version_is_not_that_of_the_next_one(self, district, version, editor):
        draft = draft_of(version)
        draft.correction_note = "A number was wrong."
        draft.save_revision(user=editor)
        public = publish_approved_page(fresh(version), by=make_head(district))
        say(public, "Tóm tắt", "Summary.", by=editor)
        assert draft_of(version).correction_note == ""

    def test_public_page_that_is_walked_through_unchanged_gets_no_draft(self, district, version, editor):
        say_all(version, by=editor)
        public = publish_approved_page(fresh(version), by=make_head(district))
        events = PortalEvent.objects.count()
        for one in read_side_by_side(public).segments:
            left = translate(fresh(version), [TranslatedInput(one.key, one.text, one.text)], by=editor, at=NOW)
            assert (left.open, left.saved) == (0, [one.text])
        take_arrangement(fresh(version), by=editor, at=NOW)
        row = fresh(version)
        assert (row.has_unpublished_changes, row.latest_revision_id) == (False, public.live_revision_id)
        assert PortalEvent.objects.count() == events

    def test_one_sitting_is_one_revision_and_another_person_begins_one(self, district, version, editor):
        say(version, "Tóm tắt", "Summary.", by=editor)
        count = fresh(version).revisions.count()
        say(version, "Hồ sơ", "What to bring", by=editor)
        assert fresh(version).revisions.count() == count
        say(version, "Thông báo", "Notice", by=make_member(district, Role.SECTION_EDITOR))
        assert fresh(version).revisions.count() == count + 1

    def test_stale_tab_of_the_page_editor_does_not_overwrite_translations(self, version, editor):
        desk, address = browser(editor), reverse("wagtailadmin_pages:edit", args=[version.pk])
        loaded = version.latest_revision
        form = whole_form_of(desk, address) | {
            "title": "First autosave",
            "loaded_revision_id": str(loaded.pk),
            "loaded_revision_created_at": loaded.created_at.isoformat(),
        }
        autosave = {"headers": {"accept": "application/json"}}
        made = desk.post(address, form, **autosave).json()["revision_id"]
        say(version, "Hồ sơ", "Papers to bring", by=editor)
        form |= {"title": "Second autosave", "overwrite_revision_id": str(made)}
        assert desk.post(address, form, **autosave).status_code == 400
        assert segment_of(version, "Hồ sơ").text == "Papers to bring"

    def test_page_without_a_vietnamese_one_is_edited_and_has_nothing_to_translate(self, version, editor):
        alone = version.copy(update_attrs={"slug": "alone", "title": "Alone"}, user=editor)
        desk = browser(editor)
        assert desk.get(reverse("wagtailadmin_pages:edit", args=[alone.pk])).status_code == 200
        assert desk.get(reverse("translate_page", args=[alone.pk])).status_code == 404
        with pytest.raises(PageDeleted):
            take_arrangement(alone, by=editor, at=NOW)

    def test_revision_of_an_earlier_day_stays(self, version, editor):
        say(version, "Hồ sơ", "What to bring", by=editor)
        fresh(version).revisions.update(created_at=NOW - timedelta(days=1))
        count = fresh(version).revisions.count()
        say(version, "Tóm tắt", "Summary.", by=editor)
        assert fresh(version).revisions.count() == count + 1

    def test_what_was_typed_in_the_page_editor_is_a_translation_too(self, version, editor):
        draft = draft_of(version)
        draft.lead = "Typed in the editor."
        draft.save_revision(user=editor)
        assert segment_of(version, "Tóm tắt").text == "Typed in the editor."
        say(version, "Hồ sơ", "What to bring", by=editor)
        assert draft_of(version).lead == "Typed in the editor."
        kept = StringTranslation.objects.get(data="Typed in the editor.")
        assert (kept.translation_of.data, kept.last_translated_by) == ("Tóm tắt tin.", None)

    def test_picture_and_address_may_be_others_than_those_of_the_vietnamese_page(self, district, editor):
        _article, version = begun(district, image=make_image(district))
        other = make_image(district, "Another picture")
        by_field = {one.field: one for one in read_side_by_side(version).choices}
        chosen = {by_field["image"].key: other.pk, by_field["body"].key: "https://chinhphu.vn/en/plan"}
        choose(version, chosen, by=editor, at=NOW)
        say(version, "Tóm tắt", "Summary.", by=editor)
        draft = draft_of(version)
        assert draft.image == other
        assert "https://chinhphu.vn/en/plan" in draft.body[0].value.source
        choose(fresh(version), {by_field["image"].key: None}, by=editor, at=NOW)
        assert draft_of(version).image == make_image(district)

    def test_page_with_every_block_is_translated_whole(self, district, editor):
        article = full_article(district, parent=section_of(district))
        version = english_draft(article)
        version.save_revision(user=editor)
        assert say_all(version, by=editor).open == 0
        draft = draft_of(version)
        assert [block.block_type for block in draft.body] == [block.block_type for block in article.body]
        assert not read_side_by_side(fresh(version)).open_segments
        assert draft.full_clean() is None


class TestRefusals:
    def test_whoever_may_not_edit_the_page_writes_nothing(self, city, version):
        key = segment_of(version, "Tóm tắt").key
        with pytest.raises(EditForbidden):
            translate(version, [TranslatedInput(key, "Lies.")], by=make_member(city), at=NOW)
        assert not StringTranslation.objects.exists()

    def test_page_in_review_stays_as_it_is(self, district, version, editor):
        say_all(version, by=editor)
        page = fresh(version)
        page.get_workflow().start(page, editor)
        key = segment_of(version, "Tóm tắt").key
        with pytest.raises(PageHeld):
            translate(fresh(version), [TranslatedInput(key, "Other words.")], by=editor, at=NOW)

    def test_vietnamese_page_is_never_written(self, made, editor):
        with pytest.raises(EditForbidden):
            translate(made[0], [TranslatedInput("x", "Words")], by=editor, at=NOW)

    def test_what_somebody_else_wrote_meanwhile_is_told(self, district, version, editor):
        segment = segment_of(version, "Tóm tắt")
        say(version, "Tóm tắt", "Theirs.", by=make_member(district, Role.SECTION_EDITOR))
        with pytest.raises(SegmentChanged, match="Theirs"):
            translate(fresh(version), [TranslatedInput(segment.key, "Mine.", segment.text)], by=editor, at=NOW)
        assert draft_of(version).lead == "Theirs."

    @pytest.mark.parametrize("text", ["Long " * 200, "Long" * 151])
    def test_text_that_the_page_does_not_take(self, version, editor, text):
        with pytest.raises(TextRefused):
            say(version, "Tóm tắt", text, by=editor)

    def test_picture_of_another_portal_and_what_is_no_address(self, city, district, editor):
        _article, version = begun(district, title="Có ảnh", image=make_image(district))
        by_field = {one.field: one.key for one in read_side_by_side(version).choices}
        for field, value in {"image": make_image(city).pk, "body": "javascript:alert(1)"}.items():
            with pytest.raises(ChoiceRefused):
                choose(version, {by_field[field]: value}, by=editor, at=NOW)
        assert draft_of(version).image == make_image(district)

    def test_text_that_the_vietnamese_page_does_not_say_any_more(self, district, made, version, editor):
        segment = segment_of(version, "Tóm tắt")
        change(made[0], district, lead="Hoàn toàn khác.")
        with pytest.raises(SegmentRemoved):
            translate(fresh(version), [TranslatedInput(segment.key, "Summary.")], by=editor, at=NOW)


class TestArrangement:
    def test_english_page_with_other_blocks_is_not_rearranged_unasked(self, version, editor):
        draft = draft_of(version)
        draft.lead = "Summary."
        draft.body = [*draft.body.raw_data, {"type": "heading", "value": {"text": "English only", "level": "2"}}]
        draft.save_revision(user=editor)
        with pytest.raises(ArrangementDiffers):
            say(version, "Hồ sơ", "What to bring", by=editor)
        take_arrangement(fresh(version), by=editor, at=NOW)
        after = draft_of(version)
        assert (len(after.body), after.lead) == (2, "Summary.")
        say(version, "Hồ sơ", "What to bring", by=editor)

    def test_page_that_was_typed_again_in_the_same_arrangement_is_read_beside_its_original(self, district, editor):
        article, version = begun(district)
        draft = draft_of(version)
        draft.body = [
            {"type": "paragraph", "value": "<p>See the plan before Monday.</p>"},
            {"type": "heading", "value": {"text": "What to bring", "level": "2"}},
        ]
        draft.save_revision(user=editor)
        assert segment_of(version, "Hồ sơ").text == "What to bring"
        say(version, "Tóm tắt", "Summary.", by=editor)
        assert draft_of(version).body[1].value["text"] == "What to bring"
        assert [block.id for block in draft_of(version).body] == [block.id for block in fresh(article).body]


class TestInStep:
    def test_text_that_was_changed_says_what_stood_there_and_the_others_stay(self, district, made, version, editor):
        say_all(version, by=editor)
        was = segment_of(version, "Tóm tắt").text
        change(made[0], district, lead="Tóm tắt tin đã sửa.")
        (segment,) = read_side_by_side(fresh(version)).open_segments
        assert (segment.state, segment.source_before, segment.text_before) == (
            SegmentState.CHANGED, "Tóm tắt tin.", was,
        )  # fmt: skip

    def test_paragraph_that_moved_keeps_its_translation(self, district, made, version, editor):
        say(version, "Hồ sơ", "What to bring", by=editor)
        body = list(fresh(made[0]).body.raw_data)
        change(
            made[0], district, body=[*reversed(body), {"type": "quote", "value": {"text": "Mới", "speaker": "Ông A"}}]
        )
        assert segment_of(version, "Hồ sơ").text == "What to bring"
        say(version, "Mới", "New", by=editor)
        draft = draft_of(version)
        assert [block.block_type for block in draft.body] == ["heading", "paragraph", "quote"]
        assert draft.body[0].value["text"] == "What to bring"

    @pytest.mark.slow(reason="publishes pages in both languages")
    def test_version_behind_says_by_how_many_texts_and_is_in_step_once_they_are_public(self, district, made, version):
        editor, head = make_member(district), make_head(district)
        say_all(version, by=editor)
        publish_approved_page(fresh(version), by=head)
        change(made[0], district, lead="Đã đổi.", title="Thông báo khác")
        basis = VersionBasis.objects.get(page=version.pk)
        assert (basis.open_segments, basis.changed_at is not None) == (2, True)
        say(version, "Đã đổi", "Changed.", by=editor)
        assert VersionBasis.objects.get(page=version.pk).open_segments == 1
        publish_approved_page(fresh(version), by=head)
        assert VersionBasis.objects.get(page=version.pk).changed_at is not None
        say_all(version, by=editor)
        publish_approved_page(fresh(version), by=head)
        basis = VersionBasis.objects.get(page=version.pk)
        assert (basis.changed_at, basis.open_segments, basis.compared_by) == (None, 0, editor)

    def test_what_translates_a_text_of_former_days_comes_back_with_it(self, district, made, version, editor):
        say(version, "Tóm tắt", "Summary.", by=editor)
        change(made[0], district, lead="Khác hẳn.")
        say(version, "Khác", "Different.", by=editor)
        change(made[0], district, lead="Tóm tắt tin.")
        assert segment_of(version, "Tóm tắt").text == "Summary."


class TestAuthorship:
    def test_each_who_wrote_a_text_is_an_author_and_nobody_else(self, district, made, version):
        """Decision 0052: what stands in a version decides, also where a revision was written on."""
        editor, deputy, other = (
            make_member(district), make_head(district), make_member(district, Role.SECTION_EDITOR),
        )  # fmt: skip
        say_all(version, by=editor)
        page = publish_approved_page(fresh(version), by=deputy)
        change(made[0], district, lead="Đã đổi.", title="Thông báo khác")
        say(page, "Đã đổi", "Words of one of them.", by=other)
        say(page, "Thông báo", "Another title", by=editor)
        page = NewsArticlePage.objects.get(pk=page.pk)
        revision = page.latest_revision
        authors = [is_author_of(person, page, revision) for person in (other, editor, deputy)]
        assert authors == [True, True, False]
