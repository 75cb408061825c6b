"""Proposals as tests make and decide them."""

from typing import Any

from accounts.models import User
from editorial.models import ProposedChange
from tests.factories import all_answered, make_article


def act(change: ProposedChange, user: User, action: str = "approve", **answers: Any) -> ProposedChange:
    """Decide as the screens do; the proposal as it is afterwards."""
    step = change.current_workflow_task_state
    given = all_answered() if action == "approve" else {}
    step.task.specific.on_action(step, user, action, **given | answers)
    return ProposedChange.objects.get(pk=change.pk)


def shown_on_a_page(image: Any) -> Any:
    """The picture, once a public article of its portal shows it."""
    make_article(image.collection.portal, "Tin có ảnh", image=image)
    return image


def offered_on_a_page(document: Any) -> Any:
    """The file, once a public article of its portal offers it."""
    text = f'<p><a linktype="document" id="{document.pk}">Kế hoạch</a></p>'
    make_article(document.collection.portal, "Tin có tệp", body=[("paragraph", text)])
    return document
