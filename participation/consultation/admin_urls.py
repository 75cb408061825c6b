"""Addresses of the comments on drafts, below /admin/comments-on-drafts/."""

from django.urls import path, re_path

from participation.consultation.views import comment, decisions, lists, report
from participation.consultation.views.entry import EnterView

app_name = lists.NAMESPACE

urlpatterns = [
    path("", lists.DraftsView.as_view(), name="drafts"),
    path("results/", lists.DraftsView.as_view(results_only=True), name="drafts_results"),
    path("drafts/<int:draft_id>/", lists.CommentListView.as_view(), name="draft"),
    path("drafts/<int:draft_id>/results/", lists.CommentListView.as_view(results_only=True), name="draft_results"),
    path("drafts/<int:draft_id>/enter/", EnterView.as_view(), name="enter"),
    path("drafts/<int:draft_id>/figures/", report.AnalysisView.as_view(), name="analysis"),
    path("drafts/<int:draft_id>/report/", report.ReportView.as_view(), name="report"),
    re_path(
        r"^drafts/(?P<draft_id>\d+)/report\.(?P<ending>docx|xlsx)$", report.ReportFileView.as_view(), name="report_file"
    ),
    path("<int:comment_id>/", comment.CommentView.as_view(), name="comment"),
    path("<int:comment_id>/publish/", decisions.PublishView.as_view(), name="publish"),
    path("<int:comment_id>/redact/", decisions.RedactView.as_view(), name="redact"),
    path("<int:comment_id>/withhold/", decisions.WithholdView.as_view(), name="withhold"),
    path("<int:comment_id>/answer/", decisions.AnswerView.as_view(), name="answer"),
    path("<int:comment_id>/files/<int:comment_file_id>/", comment.CommentFileView.as_view(), name="file"),
    path("<int:comment_id>/contact/", comment.ContactView.as_view(), name="contact"),
]
