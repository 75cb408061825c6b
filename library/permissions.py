"""Questions about who may do what with pictures and documents."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from library.files.usage import portal_id_of
from members.access.permissions import can_edit_content, has_city_role
from members.access.roles import roles_of
from members.enums import Role

if TYPE_CHECKING:
    from accounts.models import User
    from library.models import PortalDocument, PortalImage

# They change the files that they brought.
CHANGES_OWN_FILES = (Role.COLLABORATOR, Role.REPORTER)


def can_edit_file(user: User, file: PortalImage | PortalDocument, on: date) -> bool:
    """Whether the person changes a file: who edits the portal or helps on all, and who brought it and writes there."""
    portal_id = portal_id_of(file)
    if can_edit_content(user, portal_id, on=on) or has_city_role(user, Role.CITY_EDITOR, on=on):
        return True
    roles = roles_of(user, on=on).roles
    return file.uploaded_by_user_id == user.pk and any((portal_id, role) in roles for role in CHANGES_OWN_FILES)
