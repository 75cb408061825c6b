"""Authorship of what a board decides on, overwritten versions included: nobody decides on own work (13.1.g)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from hashlib import file_digest
from typing import TYPE_CHECKING, Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Exists, Model, OuterRef, Q
from django.db.models.functions import Cast
from wagtail.models import Page, Revision

from adminviews.request_cache import cached_for_request
from audit.sealing.seals import stored_json
from editorial.enums import ProposalKind
from editorial.integrity.approvals import files_of
from editorial.integrity.shown_files import ShownFiles
from editorial.models import OverwrittenPiece, ProposedChange
from editorial.proposals.diff import mark_of, pieces_of
from editorial.proposals.reviewed_models import FILE, reviewed_model
from editorial.review.reviewable import model_of
from editorial.review.submission import Submission
from formats.writing.sentences import clauses

if TYPE_CHECKING:
    from accounts.models import AnyUser
    from editorial.review.reviewable import Reviewable


# The kind of row, its key or, where its words are told by their value, its portal, the kind of proposal: two proposals
# that have these in common are about the same.
_About = tuple[int, str, str]


def own_changes(user: AnyUser, changes: Iterable[ProposedChange]) -> set[ProposedChange]:
    """Those of some proposals on which a person does not decide: who sent one, who wrote what a colleague sent, who
    proposed part of it before, whatever became of that, and, of what is offered to the city, who wrote the item.

    Asked once of each proposal in a request that looks. Reads proposed files where the person proposed another one
    before.
    """
    changes = list(changes)
    # A proposal does not change once it is made.
    known: dict[int, bool] = cached_for_request(user, "own changes", dict)
    asked = [change for change in changes if change.pk not in known]
    found = {change for change in asked if change.proposed_by_id == user.pk}
    for find in (_worded_before, _written, _offered):
        found |= find(user, [change for change in asked if change not in found])
    known.update({change.pk: change in found for change in asked})
    return {change for change in changes if known[change.pk]}


def _offered(user: AnyUser, changes: list[ProposedChange]) -> set[ProposedChange]:
    items = {change for change in changes if change.kind == ProposalKind.CITY_ITEM}
    if not items:
        return set()
    # The person made the page, or saved a version of it up to the one that is public.
    saved = Revision.page_revisions.filter(
        object_id=Cast(OuterRef("pk"), CharField()), pk__lte=OuterRef("live_revision"), user=user.pk
    )
    own = Q(owner=user.pk) | Q(Exists(saved))
    pages = Page.objects.filter(own, pk__in={int(change.object_id) for change in items})
    written = {str(key) for key in pages.values_list("pk", flat=True)}
    return {change for change in items if change.object_id in written}


def _written(user: AnyUser, changes: list[ProposedChange]) -> set[ProposedChange]:
    by_model: dict[type[Model], list[ProposedChange]] = defaultdict(list)
    for change in changes:
        model = _model_of(change)
        if change.kind == ProposalKind.CHANGE and model is not None:
            by_model[model].append(change)
    found: set[ProposedChange] = set()
    for model, rows in by_model.items():
        if (rule := reviewed_model(model)) is not None:
            written = set(rule.written_by(user, {change.object_id for change in rows}))
            found |= {change for change in rows if change.object_id in written}
    return found


def _worded_before(user: AnyUser, changes: list[ProposedChange]) -> set[ProposedChange]:
    if not changes:
        return set()
    by_about: dict[_About, list[ProposedChange]] = defaultdict(list)
    by_value = {change for change in changes if _is_told_by_value(change)}
    same = Q(object_id__in={change.object_id for change in changes}) | Q(
        content_type__in={change.content_type_id for change in by_value},
        portal__in={change.portal_id for change in by_value},
    )
    kinds = {change.content_type_id for change in changes}
    for row in ProposedChange.objects.filter(same, proposed_by=user.pk, content_type__in=kinds):
        by_about[_about(row)].append(row)
    return {
        change
        for change in changes
        if any(_says_again(change, earlier) for earlier in by_about.get(_about(change), ()))
    }


def _model_of(change: ProposedChange) -> type[Model] | None:
    """The kind of thing it is about."""
    return ContentType.objects.get_for_id(change.content_type_id).model_class()


def _about(change: ProposedChange) -> _About:
    place = f"portal {change.portal_id}" if _is_told_by_value(change) else change.object_id
    return change.content_type_id, place, change.kind


def _is_told_by_value(change: ProposedChange) -> bool:
    model = _model_of(change)
    rule = reviewed_model(model) if model is not None else None
    return rule is not None and rule.is_told_by_value


def _says_again(change: ProposedChange, earlier: ProposedChange) -> bool:
    """Whether a proposal says, besides what is public, something that an earlier one said."""
    model = _model_of(change)
    public = _pieces(change.before, model)
    return bool((_pieces(_said(change), model) - public) & _pieces(_said(earlier), model))


def _said(change: ProposedChange) -> dict[str, Any]:
    """What a proposal says: of a file, its bytes and not its name."""
    return change.values | ({FILE: _mark_of_file(change)} if change.file else {})


def _mark_of_file(change: ProposedChange) -> str:
    try:
        with change.file.open("rb") as file:
            return file_digest(file, "sha256").hexdigest()
    except OSError:
        return str(change.values.get(FILE, ""))


def _pieces(values: dict[str, Any], model: type[Model] | None) -> set[tuple[str, Any]]:
    """Each field as a whole, and each line and sentence of more than one word."""
    found, rule = pieces_of(values, of=model), reviewed_model(model) if model is not None else None
    for name, value in values.items():
        words = rule.words_of(name, value) if rule is not None else value
        if isinstance(words, str):
            found.update((name, sentence) for sentence in clauses(words) if " " in sentence)
    return found


def brought_file_of(
    user: AnyUser, item: Reviewable, revision: Revision, *, submission: Submission | None = None
) -> bool:
    """Whether a version of an item shows a picture or document that the person uploaded or changed, whenever.

    Not where a board approved it as it is. What the first of two persons approved is provisional, and still that
    person's own.

    Asked once in a request that looks.
    """

    def ask() -> bool:
        if isinstance(item, ProposedChange):
            # It does not change once it is made.
            shown = ShownFiles(files_of(item))
        else:
            shown = (submission or Submission(revision, item=item)).shown
        return _shows_own(user, shown)

    return cached_for_request(user, ("brought a file of", revision.pk), ask)


def shows_own_file(user: AnyUser, row: Model) -> bool:
    """Whether a row as it stands, such as the look of a portal, shows an unapproved picture or document that the person
    sent."""
    return _shows_own(user, ShownFiles(files_of(row)))


def _shows_own(user: AnyUser, shown: ShownFiles) -> bool:
    return user.pk in shown.authors and bool(shown.unapproved(shown.authors[user.pk]))


def remember_overwritten(revision: Revision, *, stored: Any) -> None:
    """Remember the pieces that a version of a page loses by being saved again, as those of who saved it.

    Args:
        stored: the content that the database has.
    """
    if revision.user_id is None or revision.base_content_type_id != ContentType.objects.get_for_model(Page).pk:
        return
    content = stored_json(revision.content)
    if stored is None or content == stored:
        return
    model = model_of(revision)
    lost = pieces_of(stored, of=model) - pieces_of(content, of=model)
    OverwrittenPiece.objects.bulk_create(
        [
            OverwrittenPiece(page_id=int(revision.object_id), user_id=revision.user_id, mark=mark_of(piece))
            for piece in lost
        ],
        ignore_conflicts=True,
    )


def remember_rewritten(before: Revision, after: Revision) -> None:
    """Let the pieces that a version has in the place of others, which say the same in other letters, be those of who
    wrote the others as well."""
    model = model_of(after)
    lost = pieces_of(before.content, of=model) - pieces_of(after.content, of=model)
    new = pieces_of(after.content, of=model) - pieces_of(before.content, of=model)
    rows = Revision.objects.filter(content_type=before.content_type_id, object_id=before.object_id, pk__lte=before.pk)
    authors: set[int | None] = set()
    known: set[tuple[str, Any]] = set()
    for user, content in rows.order_by("created_at", "pk").values_list("user_id", "content"):
        pieces = pieces_of(content, of=model)
        if (pieces - known) & lost:
            authors.add(user)
        known = pieces
    marks = {mark_of(piece) for piece in lost}
    page = int(after.object_id)
    authors |= set(OverwrittenPiece.objects.filter(page=page, mark__in=marks).values_list("user_id", flat=True))
    OverwrittenPiece.objects.bulk_create(
        [
            OverwrittenPiece(page_id=page, user_id=user, mark=mark_of(piece))
            for user in authors
            if user is not None
            for piece in new
        ],
        ignore_conflicts=True,
    )


def remember_borrowed(revision: Revision, *, fields: Iterable[str], writers: Iterable[int]) -> None:
    """Let the pieces that some fields of the first version of a page have be those of persons who wrote them elsewhere.

    Args:
        writers: keys of their accounts.
    """
    content = {name: revision.content[name] for name in fields}
    pieces = pieces_of(content, of=model_of(revision))
    OverwrittenPiece.objects.bulk_create(
        [
            OverwrittenPiece(page_id=int(revision.object_id), user_id=writer, mark=mark_of(piece))
            for writer in writers
            for piece in pieces
        ],
        ignore_conflicts=True,
    )


def copy_overwritten(page_id: int, *, to: Page) -> None:
    """Let a copy that has the versions of its original have these, too."""
    rows = OverwrittenPiece.objects.filter(page=page_id).values_list("user_id", "mark")
    OverwrittenPiece.objects.bulk_create(
        [OverwrittenPiece(page_id=to.pk, user_id=user_id, mark=mark) for user_id, mark in rows], ignore_conflicts=True
    )
