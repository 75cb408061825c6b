"""Versions of pages that show files, as tests of the library make them."""


def saved(page, user, **values):
    """Another version of a page that is not public yet; the page as its row is."""
    version = page.get_latest_revision_as_object()
    for name, value in values.items():
        setattr(version, name, value)
    version.save_revision(user=user)
    return type(page).objects.get(pk=page.pk)
