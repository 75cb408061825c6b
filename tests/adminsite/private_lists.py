"""Comments on pages, as tests write them."""

from wagtail.models import Comment

from adminsite.views.pages import ScopedEditView


def comment_on(page, *, by):
    """A new comment, and the view that tells about it."""
    comment = Comment.objects.create(page=page, user=by, text="Xem lại số liệu", contentpath="title")
    view = ScopedEditView()
    view.page, view.request = page, type("Request", (), {"user": by})()
    return comment, view
