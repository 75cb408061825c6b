"""Addresses of the screens about questions, below /admin/questions/."""

from django.urls import path

from qa.views.base import NAMESPACE
from qa.views.desk import canned_responses, competent_bodies, inbox, question, reply, sent, sorting, topics, units
from qa.views.oversight import overdue
from qa.views.publication import copies, redaction

app_name = NAMESPACE

urlpatterns = [
    path("", inbox.InboxView.as_view(), name="inbox"),
    path("results/", inbox.InboxView.as_view(results_only=True), name="inbox_results"),
    path("overdue/", overdue.OverdueListView.as_view(), name="overdue"),
    path("overdue/results/", overdue.OverdueListView.as_view(results_only=True), name="overdue_results"),
    path("overdue/export/", overdue.OverdueExportView.as_view(), name="overdue_export"),
    path("units/", units.UnitListView.as_view(), name="units"),
    path("units/new/", units.AddUnitView.as_view(), name="unit_add"),
    path("units/<int:unit_id>/", units.EditUnitView.as_view(), name="unit"),
    path("units/<int:unit_id>/end/", units.EndUnitView.as_view(), name="unit_end"),
    path("units/<int:unit_id>/officers/new/", units.NameOfficerView.as_view(), name="officer_add"),
    path("units/officers/<int:officer_id>/end/", units.EndOfficerView.as_view(), name="officer_end"),
    path("topics/", topics.TopicListView.as_view(), name="topics"),
    path("topics/new/", topics.AddTopicView.as_view(), name="topic_add"),
    path("topics/<int:topic_id>/", topics.TopicView.as_view(), name="topic"),
    path("bodies/", competent_bodies.BodyListView.as_view(), name="bodies"),
    path("bodies/new/", competent_bodies.AddBodyView.as_view(), name="body_add"),
    path("bodies/<int:body_id>/", competent_bodies.BodyView.as_view(), name="body"),
    path("ready-texts/", canned_responses.CannedResponseListView.as_view(), name="canned_responses"),
    path(
        "ready-texts/results/",
        canned_responses.CannedResponseListView.as_view(results_only=True),
        name="canned_responses_results",
    ),
    path("ready-texts/new/", canned_responses.AddCannedResponseView.as_view(), name="canned_response_add"),
    path("ready-texts/<int:text_id>/", canned_responses.EditCannedResponseView.as_view(), name="canned_response"),
    path(
        "ready-texts/<int:text_id>/take-away/",
        canned_responses.DeleteCannedResponseView.as_view(),
        name="canned_response_delete",
    ),
    path("<int:question_id>/", question.QuestionView.as_view(), name="question"),
    path("<int:question_id>/contact/", question.ContactView.as_view(), name="contact"),
    path("<int:question_id>/note/", question.NoteView.as_view(), name="note"),
    path("<int:question_id>/reply/", reply.ReplyView.as_view(), name="reply"),
    path("<int:question_id>/public-text/", redaction.PublicTextView.as_view(), name="public_text"),
    path("<int:question_id>/messages/<int:message_id>/", sent.MessageView.as_view(), name="message"),
    path("<int:question_id>/files/<int:attachment_id>/", sent.AttachmentView.as_view(), name="attachment"),
    path("<int:question_id>/files/<int:attachment_id>/public/", copies.PublicCopyView.as_view(), name="public_copy"),
    path("<int:question_id>/files/<int:attachment_id>/chosen/", copies.ChosenFileView.as_view(), name="chosen_file"),
    path(
        "<int:question_id>/files/<int:attachment_id>/chosen/<int:page>/",
        copies.ChosenPageView.as_view(),
        name="chosen_page",
    ),
    path("<int:question_id>/withhold/", redaction.WithholdView.as_view(), name="visibility_withhold"),
    path("<int:question_id>/show/", redaction.ShowView.as_view(), name="visibility_show"),
    path("<int:question_id>/confirm/", redaction.ConfirmVisibilityView.as_view(), name="visibility_confirm"),
    path("<int:question_id>/keep/", redaction.KeepVisibilityView.as_view(), name="visibility_keep"),
    path("<int:question_id>/assign/", sorting.AssignView.as_view(), name="assign"),
    path("<int:question_id>/forward/", sorting.ForwardView.as_view(), name="forward"),
    path("<int:question_id>/send-back/", sorting.SendBackView.as_view(), name="send_back"),
    path("<int:question_id>/decline/", sorting.DeclineView.as_view(), name="decline"),
    path("<int:question_id>/route-out/", sorting.RouteOutView.as_view(), name="route_out"),
    path("<int:question_id>/refuse/", sorting.RefuseView.as_view(), name="refuse"),
    path("<int:question_id>/merge/", sorting.MergeView.as_view(), name="merge"),
    path("<int:question_id>/return/", reply.ReturnView.as_view(), name="return"),
    path("<int:question_id>/start/", reply.StartView.as_view(), name="start"),
    path("<int:question_id>/resume/", reply.ResumeView.as_view(), name="resume"),
    path("<int:question_id>/ask-back/", reply.AskBackView.as_view(), name="ask_back"),
    path("<int:question_id>/hand-over/", reply.HandOverView.as_view(), name="hand_over"),
    path("<int:question_id>/take-back/", reply.TakeBackView.as_view(), name="take_back"),
    path("<int:question_id>/reopen/", reply.ReopenView.as_view(), name="reopen"),
]
