"""The public copy of a file of a question, as long as the public reads the question."""

from __future__ import annotations

from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from qa.asking.attachment_files import MEDIA_TYPES
from qa.models import PublicCopy
from qa.publication.public_questions import find_question
from qa.views.frame import unkept

KEY_DIGITS = 9


@require_safe
def question_file(request: HttpRequest, code: str, key: int) -> HttpResponseBase:
    """A copy that the board approved; pictures are shown, PDFs are downloaded. Two queries.

    No cache keeps it and no search engine reads it: what is withheld is gone at once.

    Raises:
        Http404: the question is not read by the public of this portal, or nothing of the file is public.
    """
    question = find_question(request.portal.id, code)
    if question is None or not question.is_readable or len(str(key)) > KEY_DIGITS:
        raise Http404
    copy = PublicCopy.objects.published().of_question(question.pk).filter(pk=key).first()
    if copy is None:
        raise Http404
    name = f"{question.code}-{copy.pk}.{copy.ending}"
    try:
        file = copy.file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    response = FileResponse(
        file, as_attachment=not copy.is_picture, filename=name, content_type=MEDIA_TYPES[copy.ending]
    )
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    response["X-Robots-Tag"] = "noindex"
    return unkept(response)
