"""What `library` gives every portal at birth: its collection of images and documents; what of a file is content."""

from datetime import datetime
from typing import Final

from wagtail.models import Collection

from editorial.integrity.content_hash import register_bookkeeping
from library.models import PortalDocument, PortalImage
from sites.models import Portal
from sites.registry import register_provisioning_step

# Comes after every portal's name in each database's order. treebeard inserts a collection by its name, and moves each
# that comes after it by a statement of its own; a change of the name moves none.
_LAST_NAME: Final = "\u9fa5"


@register_provisioning_step("collection", order=30, follows_name=True)
def ensure_collection(portal: Portal, at: datetime) -> None:
    """Create the portal's collection, or follow a change of its name."""
    if portal.collection is None:
        root = Collection.get_first_root_node() or Collection.add_root(name="Root")
        portal.collection = root.add_child(name=_LAST_NAME)
        portal.save(update_fields=["collection"])
    if portal.collection.name != portal.name_vi:
        portal.collection.name = portal.name_vi
        portal.collection.save(update_fields=["name"])


# Who put a file where, and what follows from its bytes; readers see the rest.
FILE_BOOKKEEPING = {"collection", "created_at", "file_hash", "file_size", "height", "uploaded_by_user", "width"}
register_bookkeeping(PortalImage, FILE_BOOKKEEPING | {"rights_note"})
register_bookkeeping(PortalDocument, FILE_BOOKKEEPING)
