"""What a lost task left out of the index of references is put there by night."""

from io import StringIO

import pytest
from django.core.management import call_command
from wagtail.models import ReferenceIndex

from editorial.integrity.invariants import unknown_to_the_index
from editorial.tasks import repair_references
from tests.each import each_case
from tests.factories import make_article
from tests.fullest import make_image
from tests.proposals import shown_on_a_page

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]


@pytest.mark.slow(reason="asks several cases in turn")
@each_case("run", [repair_references, lambda: call_command("repair_references", stdout=StringIO())])
def test_night_repairs_what_public_pages_refer_to(district, run):
    image, other = (shown_on_a_page(make_image(district, title)) for title in ("Ảnh một", "Ảnh hai"))
    draft = make_article(district, "Nháp", published=False, image=image)
    ReferenceIndex.get_references_to(image).delete()
    assert [page.title for page in unknown_to_the_index()] == ["Tin có ảnh"]
    run()
    assert list(unknown_to_the_index()) == []
    assert ReferenceIndex.get_references_to(image).count() == ReferenceIndex.get_references_to(other).count() == 1
    assert not ReferenceIndex.get_references_for_object(draft).exists()


def test_task_says_how_many_it_repaired(district):
    shown_on_a_page(make_image(district))
    assert repair_references() == 0
    ReferenceIndex.objects.all().delete()
    assert repair_references() == 1
