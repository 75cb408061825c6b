"""Wagtail's policy for images and documents, with conditions that stay flat."""

from wagtail.permissions import register_permission_policy

from library.models import PortalDocument, PortalImage
from members.permission_policies import FlatCollectionPermissionPolicy

# Wagtail keeps the rights on its own models, whatever model holds the files.

for model, auth_model in ((PortalImage, "wagtailimages.Image"), (PortalDocument, "wagtaildocs.Document")):
    # For exactly this model: Wagtail's apps stand after ours and register theirs for the model and what inherits it.
    register_permission_policy(
        model,
        FlatCollectionPermissionPolicy(model, auth_model=auth_model, owner_field_name="uploaded_by_user"),
        exact_class=True,
    )
