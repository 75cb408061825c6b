"""Documents of agencies, as answers to questions rest on them."""

from __future__ import annotations

from home.publication.cited_documents import Documents, register_documents
from information.models import DocumentPage

register_documents(Documents(DocumentPage, lambda page: (page.number, page.trigger_date, page.title)))
