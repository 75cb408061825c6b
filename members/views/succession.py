"""Forms that end a right: they name what stays behind, and ask who follows where the person is the last."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, Any, ClassVar

from django.utils.functional import cached_property

from members.access.permissions import people_of
from members.duties import Post, duties_of_last, held_posts, open_work

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from accounts.models import User
    from members.enums import Duty
    from sites.models import Portal

# Beside which fields it is said that nobody would be left, or that the successor does not fit.
SUCCESSION_REFUSALS = {
    "last_holder": "vacancy_reason",
    "successor_elsewhere": "successor",
    "role_held": "successor",
    "seat_taken": "successor",
}


class SuccessionMixin:
    """Stands before a form by which a person loses duties on some portals."""

    template_name = "sites/succession_form.html"
    refusal_fields: ClassVar[dict[str, str]] = {"reason_missing": "reason", **SUCCESSION_REFUSALS}

    today: date
    request: Any

    def duties_left(self) -> Collection[Duty]:
        """The duties that end with the right."""
        raise NotImplementedError

    def leaving(self) -> User | None:
        """The person who loses the right; None as long as the form names nobody."""
        raise NotImplementedError

    def portals_left(self) -> Iterable[int]:
        """Keys of the portals on which the right ends."""
        raise NotImplementedError

    @cached_property
    def posts_left(self) -> list[Post]:
        person, duties = self.leaving(), self.duties_left()
        if person is None or not duties:
            return []
        return [post for post in held_posts(person, self.portals_left(), on=self.today) if post.duty in duties]

    def successors(self, portal: Portal) -> QuerySet[User] | None:
        """Who is offered as successor; None where a right ends that needs none."""
        person = self.leaving()
        if person is None or not self.duties_left():
            return None
        return people_of(portal, on=self.today).exclude(pk=person.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        person, posts = self.leaving(), self.posts_left
        last = duties_of_last(person, posts) if person is not None else []
        work = open_work(person, posts, reader=self.request.user, on=self.today) if person is not None else []
        return super().get_context_data(leaving=person, last_to=last, open_work=work, **kwargs)
