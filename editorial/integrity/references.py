"""What a page or a setting refers to: rows of its own portal, and public pages of others. The rest is refused."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from wagtail.models import CollectionMember, Page, ReferenceIndex

from members.access.scope import Scope
from sites.directory import PortalRecord

# Kind of row, its key, and the field of the page that names it.
Reference = tuple[type[Model], int, str]


def foreign_references(
    instance: Model,
    record: PortalRecord,
    *,
    named: Iterable[Reference] | None = None,
    allowed: Collection[Reference] = (),
) -> set[Reference]:
    """References of a page or a setting to what is not public of another portal, or to what does not exist.

    `named` are those of a form that the instance does not hold yet; without them, those of the instance. `allowed` are
    those that were found to be right just now.

    References that the stored version of the page has already are left alone where they lead to a page, which may have
    been taken down, or nowhere, since what was there may have been deleted. A file of another portal is refused
    whatever is stored.
    """
    if named is None:
        named = references_of(instance)
    asked = (row for row in named if _belongs_to_a_portal(row[0]) and row not in allowed)
    refused = _refused(asked, record)
    if refused and instance.pk:
        refused -= {row for row in refused & set(references_of(_stored(instance))) if _may_stay(row)}
    return refused


def _may_stay(reference: Reference) -> bool:
    model, key, _field = reference
    return issubclass(model, Page) or not model._default_manager.filter(pk=key).exists()


def _stored(instance: Model) -> Model:
    if isinstance(instance, Page):
        return instance.get_latest_revision_as_object()
    return type(instance)._default_manager.get(pk=instance.pk)


def references_of(instance: Model) -> list[Reference]:
    """Rows that it refers to by fields, blocks and rich text."""
    # Wagtail 8.0 has this for its reference index and documents no other way; drop when it does.
    found = ReferenceIndex._extract_references_from_object(instance)
    references = []
    for content_type_id, key, model_path, _content_path in found:
        model = ContentType.objects.get_for_id(content_type_id).model_class()
        if model is not None and key.isdecimal() and _belongs_to_a_portal(model):
            references.append((model, int(key), model_path.split(".", 1)[0]))
    return references


def _belongs_to_a_portal(model: type[Model]) -> bool:
    if issubclass(model, (Page, CollectionMember)):
        return True
    return any(field.name == "portal" for field in model._meta.concrete_fields)


def _refused(references: Iterable[Reference], record: PortalRecord) -> set[Reference]:
    scope = Scope(everything=False, portals=(record,))
    by_model: dict[type[Model], list[Reference]] = defaultdict(list)
    for reference in references:
        by_model[reference[0]].append(reference)
    refused: set[Reference] = set()
    for model, rows in by_model.items():
        keys = {key for _model, key, _field in rows}
        if issubclass(model, Page):
            allowed = set(Page.objects.filter(scope.linkable_pages(), pk__in=keys).values_list("pk", flat=True))
        else:
            allowed = {row.pk for row in model._default_manager.filter(pk__in=keys) if scope.has(row)}
        refused |= {row for row in rows if row[1] not in allowed}
    return refused
