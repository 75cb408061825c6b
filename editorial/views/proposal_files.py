"""Files and pictures of proposals, for those who read the proposal, and for nobody else."""

from __future__ import annotations

from io import BytesIO
from typing import Final

from django.db.models import ForeignKey
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views import View
from wagtail.images import get_image_model
from wagtail.images.models import Filter, SourceImageIOError

from editorial.enums import ProposalKind
from editorial.models import ProposedChange
from editorial.views.proposals import own_proposals, reads_content
from sites.directory import get_directory

# Files that a browser shows by itself; others are downloaded.
SHOWN_ENDINGS: Final = (".avif", ".gif", ".jpg", ".jpeg", ".png", ".webp", ".pdf")
# Forms in which pictures of proposals are made.
FORMS: Final = frozenset({"max-480x480", "fill-128x128", "max-800x600"})


def read_proposal(request: HttpRequest, proposal_id: int) -> ProposedChange:
    """A proposal of the portals where the person works, which the person reads.

    Raises:
        Http404: there is no such one, or the person does not read what it says.
    """
    change = own_proposals(request).filter(pk=proposal_id).first()
    if change is None or not reads_content(change, request.user, on=timezone.localdate()):
        raise Http404
    return change


def pictures_of(change: ProposedChange) -> set[int]:
    """Keys of the pictures that a proposal names, and of those that stand in the fields of its subject."""
    model = change.content_type.model_class()
    if change.kind != ProposalKind.CHANGE or model is None:
        return set()
    if model is get_image_model():
        return {int(change.object_id)}
    keys = [field for field in model._meta.concrete_fields if isinstance(field, ForeignKey)]
    fields = [field for field in keys if field.related_model is get_image_model()]
    stored = {getattr(change.target, field.attname, None) for field in fields}
    named = {values.get(field.name) for values in (change.before, change.values) for field in fields}
    return {key for key in stored | named if isinstance(key, int)}


class ProposalFileView(View):
    """The proposed file, which nobody else may read."""

    def get(self, request: HttpRequest, proposal_id: int) -> HttpResponse:
        change = read_proposal(request, proposal_id)
        if not change.file:
            raise Http404
        name = change.values.get("file") or change.file.name
        shown = name.lower().endswith(SHOWN_ENDINGS)
        return _private(FileResponse(change.file.open("rb"), as_attachment=not shown, filename=name))


class ProposalPictureView(View):
    """A picture of the library that a proposal is about: whoever reads the proposal sees it, also who may not use it.

    It is made for the one answer: files that the public could read are made of public pictures only.
    """

    def get(self, request: HttpRequest, proposal_id: int, image_id: int, form: str) -> HttpResponse:
        change = read_proposal(request, proposal_id)
        portal = get_directory().by_id[change.portal_id]
        if not change.is_open or form not in FORMS or image_id not in pictures_of(change):
            raise Http404
        image = get_object_or_404(get_image_model(), pk=image_id, collection=portal.collection_id)
        content = BytesIO()
        try:
            made = Filter(spec=form).run(image, content)
        except SourceImageIOError as error:
            raise Http404 from error
        content.seek(0)
        return _private(FileResponse(content, content_type=f"image/{made.format_name}"))


def _private(response: FileResponse) -> FileResponse:
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
