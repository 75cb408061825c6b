"""Pictures and documents lie in one portal: what a page or a proposal shows is of its own portal's library.

Else the people of another portal would change what its board approved, and it would show what they keep to themselves.
The city portal is no exception: an item that it takes up stands for a page, and shows no file of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db.models import Model

from editorial.errors import FilesElsewhere
from sites.directory import get_directory


def refuse_files_elsewhere(files: Mapping[type[Model], Iterable[int]], *, portal_id: int | None) -> None:
    """Refuse what shows a picture or document of another portal; what does not exist lies nowhere.

    Raises:
        FilesElsewhere: see above.
    """
    directory = get_directory()
    for model, keys in files.items():
        for collection in model._default_manager.filter(pk__in=keys).values_list("collection_id", flat=True):
            record = directory.for_collection(collection)
            if record is None or record.id != portal_id:
                raise FilesElsewhere
