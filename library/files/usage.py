"""Whether the public sees a picture or a file, or a board looks at it: whether something of theirs refers to it.

Wagtail's index of references follows the rows of pages, as soon as the workers come to it. What a version holds that is
not in its row yet, or not any more, is read from the version itself, or from its approval; and so is what the public
sees, where the index must not be all that stands between a file and whoever would change it.

Pages show files of their own portal (`editorial.integrity.portal_files`). Whether one relies on a file is asked of
every portal all the same: what no rule should have let through is not changed past its board either.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.contrib.contenttypes.models import ContentType
from django.db.models import BigIntegerField, CharField, Exists, OuterRef, Q, TextField
from django.db.models.functions import Cast
from wagtail.models import CollectionMember, Page, ReferenceIndex, Revision, WorkflowState

from editorial.enums import ProposalKind
from editorial.integrity.approvals import proposed_files
from editorial.integrity.references import references_of
from editorial.models import Approval, ProposedChange
from sites.directory import get_directory

if TYPE_CHECKING:
    from django.db.models import Model, QuerySet
    from wagtail.query import PageQuerySet

# Models besides pages whose rows the public sees, such as the look of a portal.
_shown_models: dict[type[Model], Callable[[], QuerySet]] = {}
# Versions that the public reads besides the one on each page: queries of keys of revisions.
_readable_revisions: list[Callable[[], QuerySet]] = []


def register_shown_model(model: type[Model], public: Callable[[], QuerySet]) -> None:
    """Register a model besides pages, of which some rows are public and refer to files by fields of their own.

    Wagtail keeps its references, too, for its list of what uses a file; whether one does is asked of the rows.
    """
    _shown_models[model] = public
    ReferenceIndex.register_model(model)


def register_readable_revisions(keys: Callable[[], QuerySet]) -> None:
    """Register versions that stay readable once another is public: what they show changes by the board's approval."""
    _readable_revisions.append(keys)


def portal_id_of(file: CollectionMember) -> int | None:
    """Key of the portal in whose collection a file lies."""
    return portal_id_of_collection(file.collection_id)


def portal_id_of_collection(collection_id: int) -> int | None:
    """Key of the portal that owns a collection."""
    record = get_directory().for_collection(collection_id)
    return record.id if record else None


def is_public(file: CollectionMember) -> bool:
    """Whether a public page, a former version of one that is still read, or a portal's look refers to a file."""
    return _referred_to(file, Page.objects.live()) or _is_read_in_former_versions(file, of=Page.objects.live())


def is_shown(file: CollectionMember) -> bool:
    """Whether something public shows a file, by the index or, where workers have not come to it, by the approvals."""
    live = Page.objects.live().order_by().values("live_revision")
    return is_public(file) or _is_approved_with(file, live, Approval.objects.all())


def is_relied_on(file: CollectionMember) -> bool:
    """Whether something public shows a file, or a version in review or approved for later: what the board saw stays.

    Approvals are asked as well as the index, which lags behind while no worker runs.
    """
    public = Q(pk__in=Page.objects.live().order_by().values("live_revision"))
    # On whatever portal; the index knows what the versions refer to when they are public.
    in_review = Page.objects.filter(Exists(_in_review())).order_by().values("latest_revision")
    public_or_for_later = Revision.objects.filter(public | Q(approved_go_live_at__isnull=False))
    return (
        _referred_to(file, _public_or_in_review())
        or _is_approved_with(file, public_or_for_later.values("pk"), Approval.objects.all())
        or _is_held_by(Revision.objects.filter(pk__in=in_review), file)
        or _is_proposed(file)
    )


def is_read(file: CollectionMember) -> bool:
    """Whether a file is relied on, or a former version that the public still reads shows it, or a change of it waits
    for the board: it may go, but not become another beside what the board reads."""
    return is_relied_on(file) or _is_about_to_change(file) or _is_read_in_former_versions(file)


def is_named(file: CollectionMember) -> bool:
    """Whether anything that is stored refers to a file: a page or any version of one, drafts included, a portal's look,
    an open proposal. Its portal is that of these, so it stays in the library of theirs.

    Reads through the versions of all pages where the index knows nothing: to be asked where a file is given to another
    portal, or deleted by no person, and nowhere else.
    """
    return (
        _referred_to(file, Page.objects.all())
        or _is_proposed(file)
        or _is_about_to_change(file)
        or _is_held_by(Revision.page_revisions.all(), file)
    )


def _is_read_in_former_versions(file: CollectionMember, *, of: PageQuerySet | None = None) -> bool:
    """In those of some pages, or of all: a page that was taken off may come back, and its versions with it."""
    found, approvals = Revision.objects.all(), Approval.objects.all()
    if of is not None:
        keys_of_pages = of.order_by().annotate(key=Cast("pk", CharField())).values("key")
        found = found.filter(base_content_type=ContentType.objects.get_for_model(Page), object_id__in=keys_of_pages)
        # Asked for readers: nothing is read on the word of another portal's board.
        approvals = approvals.filter(portal=portal_id_of(file))
    return any(
        _is_approved_with(file, found.filter(pk__in=keys()).values("pk"), approvals) for keys in _readable_revisions
    )


def _in_review() -> QuerySet[WorkflowState]:
    return WorkflowState.objects.filter(
        base_content_type=ContentType.objects.get_for_model(Page),
        object_id=Cast(OuterRef("pk"), CharField()),
        status=WorkflowState.STATUS_IN_PROGRESS,
    )


def _public_or_in_review() -> PageQuerySet:
    for_later = Revision.objects.filter(
        base_content_type=ContentType.objects.get_for_model(Page),
        object_id=Cast(OuterRef("pk"), CharField()),
        approved_go_live_at__isnull=False,
    )
    return Page.objects.filter(Q(live=True) | Exists(_in_review()) | Exists(for_later))


def _is_approved_with(file: CollectionMember, revisions: QuerySet, approvals: QuerySet[Approval]) -> bool:
    """Whether a board approved one of these versions with this file, by one of these approvals."""
    mark = f'"{file._meta.label_lower}:{file.pk}"'
    approvals = approvals.filter(revision__in=revisions)
    return approvals.annotate(names=Cast("files", TextField())).filter(names__contains=mark).exists()


def _is_held_by(versions: QuerySet[Revision], file: CollectionMember) -> bool:
    """Whether one of some versions refers to a file."""
    holding = versions.alias(text=Cast("content", TextField())).order_by("-pk")
    holding = holding.filter(text__regex=rf"(^|[^0-9]){int(file.pk)}([^0-9]|$)")
    return any(
        isinstance(file, model) and key == file.pk
        for version in holding.iterator(chunk_size=100)
        for model, key, _field in references_of(version.as_object())
    )


def _is_proposed(file: CollectionMember) -> bool:
    """Whether a change that waits for the board would show it, such as the logo of a portal."""
    changes = ProposedChange.objects.open().filter(kind=ProposalKind.CHANGE)
    return any(file.pk in proposed_files(change)[type(file)] for change in changes)


def _is_about_to_change(file: CollectionMember) -> bool:
    """Whether a change of the file itself waits."""
    return ProposedChange.objects.open().of(file).exists()


def _referred_to(file: CollectionMember, pages: PageQuerySet) -> bool:
    references = ReferenceIndex.objects.filter(
        to_content_type=ContentType.objects.get_for_model(file), to_object_id=str(file.pk)
    )
    by_page = Exists(pages.filter(pk=Cast(OuterRef("object_id"), BigIntegerField())))
    of_pages = references.filter(by_page, base_content_type=ContentType.objects.get_for_model(Page))
    return _is_worn(file) or of_pages.exists()


def _is_worn(file: CollectionMember) -> bool:
    """Whether a public row besides pages shows a file, such as the look of a portal."""
    for model, public in _shown_models.items():
        fields = [field.name for field in model._meta.concrete_fields if field.related_model is type(file)]
        shown = Q(*((name, file.pk) for name in fields), _connector=Q.OR)
        if fields and public().filter(shown).exists():
            return True
    return False
