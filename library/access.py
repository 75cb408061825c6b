"""Which file is handed out to whom."""

from __future__ import annotations

from django.http import Http404, HttpRequest

from library.files.usage import is_public
from library.models import PortalDocument
from members.access.scope import scope_of_request


def refuse_document(document: PortalDocument, request: HttpRequest) -> None:
    """Hand out a document on the host of its own portal, while that can be read and something public refers to it
    (a former version of a public page, too), and in the admin to who works there.

    Elsewhere it does not exist: a file of a portal in preparation would be public through any other host, and one that
    was only uploaded to whoever guesses its address.

    Raises:
        Http404: see above.
    """
    record = getattr(request, "portal", None)
    if record is not None:
        allowed = record.is_readable and document.collection_id == record.collection_id and is_public(document)
    else:
        allowed = scope_of_request(request).has_collection(document.collection_id)
    if not allowed:
        raise Http404
