"""Addresses of the registry's admin screens, below /admin/portals/."""

from django.urls import path

from adminsite.views import audit, failed_tasks, guide, items, list_export
from authentication.views import account_edit, accounts, rules, second_factor, signed_in, suspensions
from deadlines.views import calendar, retention, time_limits
from editorial.views import approvals, page_proposals, proposal_decisions, proposals, review, schedule, takedown
from members.views import board, board_warnings, delegations, invite, people, roles
from members.views.base import NAMESPACE
from notifications.views import my_work
from oversight.views import coverage, violations
from provisioning.views import contacts, detail, edit, from_file, opening, registry, states

app_name = NAMESPACE

urlpatterns = [
    path("", registry.PortalListView.as_view(), name="index"),
    path("results/", registry.PortalListView.as_view(results_only=True), name="index_results"),
    path("new/", edit.PortalCreateView.as_view(), name="create"),
    path("import/", from_file.ImportPortalsView.as_view(), name="import_portals"),
    path("import/template/<slug:ending>/", from_file.PortalImportTemplateView.as_view(), name="portal_import_template"),
    path("import/<int:import_id>/", from_file.PortalImportView.as_view(), name="portal_import"),
    path("guide/<slug:guide>/", guide.GuideView.as_view(), name="guide"),
    path("guide/<slug:guide>/<slug:part>/", guide.GuideView.as_view(), name="guide_part"),
    path("items/", items.ItemListView.as_view(), name="items"),
    path("items/results/", items.ItemListView.as_view(results_only=True), name="items_results"),
    path("items/filters/new/", items.SaveFilterView.as_view(), name="save_filter"),
    path("items/filters/<int:filter_id>/delete/", items.DeleteFilterView.as_view(), name="delete_filter"),
    path("lists/<str:name>/export/", list_export.ListExportView.as_view(), name="export_list"),
    path("audit/", audit.AuditView.as_view(), name="audit"),
    path("audit/export/", audit.AuditExportView.as_view(), name="audit_export"),
    path("security/", audit.SecurityExportView.as_view(), name="security_export"),
    path(
        "accounts/<int:account_id>/new-password/",
        account_edit.MailNewPasswordView.as_view(),
        name="mail_new_password",
    ),
    path("signed-in/", signed_in.SignedInView.as_view(), name="signed_in"),
    path("rules/", rules.AcceptRulesView.as_view(), name="accept_rules"),
    path("second-factor/", second_factor.OwnSecondFactorView.as_view(), name="second_factor"),
    path("second-factor/on/", second_factor.SwitchOnView.as_view(), name="switch_on_second_factor"),
    path("second-factor/codes/", second_factor.RenewCodesView.as_view(), name="renew_backup_codes"),
    path("second-factor/off/", second_factor.SwitchOffView.as_view(), name="switch_off_second_factor"),
    path(
        "accounts/<int:account_id>/second-factor/", second_factor.TakeOffView.as_view(), name="take_off_second_factor"
    ),
    path("suspensions/", suspensions.SuspensionsView.as_view(), name="suspensions"),
    path("suspensions/new/", suspensions.SuspendAccountView.as_view(), name="suspend_account"),
    path("suspensions/open/", suspensions.OpenAccountView.as_view(), name="open_account"),
    path("suspensions/<int:suspension_id>/lift/", suspensions.LiftView.as_view(), name="lift_suspension"),
    path("suspension-reports/", suspensions.ReportListView.as_view(), name="suspension_reports"),
    path("suspension-reports/<int:report_id>/", suspensions.ReportView.as_view(), name="suspension_report"),
    path("my-work/", my_work.MyWorkView.as_view(), name="my_work"),
    path("own-roles/", roles.OwnRolesView.as_view(), name="own_roles"),
    path("approvals/", approvals.ApprovalListView.as_view(), name="approvals"),
    path("approvals/results/", approvals.ApprovalListView.as_view(results_only=True), name="approvals_results"),
    path("approvals/export/", approvals.ApprovalExportView.as_view(), name="approvals_export"),
    path("own-boards/", board.OwnBoardsView.as_view(), name="own_boards"),
    path("boards/", board_warnings.BoardsToWarnOfView.as_view(), name="boards_to_warn_of"),
    path("takedowns/", takedown.TakedownListView.as_view(), name="takedowns"),
    path("takedowns/results/", takedown.TakedownListView.as_view(results_only=True), name="takedowns_results"),
    path("violations/", violations.ViolationListView.as_view(), name="violations"),
    path("violations/results/", violations.ViolationListView.as_view(results_only=True), name="violations_results"),
    path("violations/new/", violations.RecordViolationView.as_view(), name="record_violation"),
    path("violations/<int:violation_id>/", violations.ViolationView.as_view(), name="violation"),
    path("violations/<int:violation_id>/answer/", violations.AnswerViolationView.as_view(), name="answer_violation"),
    path("violations/<int:violation_id>/send-back/", violations.SendBackView.as_view(), name="send_back_violation"),
    path("violations/<int:violation_id>/close/", violations.CloseViolationView.as_view(), name="close_violation"),
    path("calendar/", calendar.CalendarView.as_view(), name="calendar"),
    path("calendar/hours/", calendar.OfficeHoursView.as_view(), name="office_hours"),
    path("calendar/new/", calendar.EnterDayView.as_view(), name="enter_day"),
    path("calendar/<int:day_id>/", calendar.ChangeDayView.as_view(), name="change_day"),
    path("calendar/<int:day_id>/remove/", calendar.RemoveDayView.as_view(), name="remove_day"),
    path("calendar/<int:year>/confirm/", calendar.ConfirmYearView.as_view(), name="confirm_year"),
    path("time-limits/", time_limits.RulesView.as_view(), name="time_limits"),
    path("time-limits/new/", time_limits.AddRuleView.as_view(), name="add_rule"),
    path("time-limits/<int:rule_id>/", time_limits.ReplaceRuleView.as_view(), name="replace_rule"),
    path("time-limits/<int:rule_id>/end/", time_limits.EndRuleView.as_view(), name="end_rule"),
    path("retention/", retention.RetentionView.as_view(), name="retention"),
    path("retention/<int:category_id>/", retention.ChangeRetentionView.as_view(), name="change_retention"),
    path("time-limits/sets/<int:profile_id>/", time_limits.ApplyProfileView.as_view(), name="apply_profile"),
    path("city-roles/", roles.CityRolesView.as_view(), name="city_roles"),
    path("city-roles/<int:membership_id>/withdraw/", roles.WithdrawCityRoleView.as_view(), name="withdraw_city_role"),
    path("proposals/", proposals.ProposalListView.as_view(), name="proposals"),
    path("proposals/<int:proposal_id>/", proposals.ProposalView.as_view(), name="proposal"),
    path("proposals/<int:proposal_id>/file/", proposals.ProposalFileView.as_view(), name="proposal_file"),
    path(
        "proposals/<int:proposal_id>/take-back/", proposal_decisions.TakeBackView.as_view(), name="take_back_proposal"
    ),
    path(
        "proposals/<int:proposal_id>/<slug:action_name>/<int:task_state_id>/",
        proposal_decisions.DecideProposalView.as_view(),
        name="decide_proposal",
    ),
    path("pages/<int:page_id>/ask-unpublish/", page_proposals.AskUnpublishView.as_view(), name="ask_unpublish"),
    path("pages/<int:page_id>/publication-time/", schedule.PublicationTimeView.as_view(), name="publication_time"),
    path("pages/<int:page_id>/propose-to-city/", page_proposals.ProposeToCityView.as_view(), name="propose_to_city"),
    path("city-roles/invite/", invite.InviteToCityView.as_view(), name="invite_to_city"),
    path(
        "city-roles/invitations/<int:invitation_id>/withdraw/",
        invite.WithdrawCityInvitationView.as_view(),
        name="withdraw_city_invitation",
    ),
    path("accounts/", accounts.AccountListView.as_view(), name="accounts"),
    path("accounts/results/", accounts.AccountListView.as_view(results_only=True), name="accounts_results"),
    path("lost-tasks/", failed_tasks.FailedTaskListView.as_view(), name="failed_tasks"),
    path(
        "lost-tasks/results/", failed_tasks.FailedTaskListView.as_view(results_only=True), name="failed_tasks_results"
    ),
    path("accounts/export/", accounts.ExportAccountsView.as_view(), name="export_accounts"),
    path("coverage/", coverage.CoverageListView.as_view(), name="coverage"),
    path("coverage/results/", coverage.CoverageListView.as_view(results_only=True), name="coverage_results"),
    path("coverage/<int:assignment_id>/", coverage.AssignmentView.as_view(), name="coverage_assignment"),
    path("coverage/<int:assignment_id>/deliver/", coverage.DeliverCoverageView.as_view(), name="deliver_coverage"),
    path("coverage/<int:assignment_id>/cancel/", coverage.CancelCoverageView.as_view(), name="cancel_coverage"),
    path("<int:portal_id>/coverage/new/", coverage.AssignCoverageView.as_view(), name="assign_coverage"),
    path("<int:portal_id>/", detail.PortalDetailView.as_view(), name="detail"),
    path("<int:portal_id>/edit/", edit.PortalEditView.as_view(), name="edit"),
    path("own-contacts/", contacts.OwnContactsView.as_view(), name="own_contacts"),
    path("<int:portal_id>/contacts/", contacts.PortalContactsView.as_view(), name="contacts"),
    path("<int:portal_id>/suspend/", states.SuspendView.as_view(), name="suspend"),
    path("<int:portal_id>/resume/", states.ResumeView.as_view(), name="resume"),
    path("<int:portal_id>/archive/", states.ArchiveView.as_view(), name="archive"),
    path("<int:portal_id>/host/", states.ChangeHostView.as_view(), name="change_host"),
    path("<int:portal_id>/open/", opening.OpenPortalView.as_view(), name="open"),
    path("<int:portal_id>/board/", board.BoardView.as_view(), name="board"),
    path("<int:portal_id>/board/edit/", board.BoardEditView.as_view(), name="board_edit"),
    path("<int:portal_id>/board/file/", board.BoardFileView.as_view(), name="board_file"),
    path("<int:portal_id>/board/review/", review.ReviewVariantView.as_view(), name="review_variant"),
    path("<int:portal_id>/people/", people.PeopleView.as_view(), name="people"),
    path("<int:portal_id>/people/export/", people.PeopleExportView.as_view(), name="people_export"),
    path("<int:portal_id>/board/seats/new/", board.SeatView.as_view(), name="seat"),
    path("<int:portal_id>/board/seats/<int:seat_id>/end/", board.EndSeatView.as_view(), name="end_seat"),
    path("<int:portal_id>/board/delegations/new/", delegations.DelegateView.as_view(), name="delegate"),
    path(
        "<int:portal_id>/board/delegations/<int:delegation_id>/end/",
        delegations.EndDelegationView.as_view(),
        name="end_delegation",
    ),
    path("<int:portal_id>/roles/", roles.PortalRolesView.as_view(), name="roles"),
    path("<int:portal_id>/roles/<int:membership_id>/withdraw/", roles.WithdrawRoleView.as_view(), name="withdraw_role"),
    path("<int:portal_id>/roles/invite/", invite.InviteView.as_view(), name="invite"),
    path(
        "<int:portal_id>/roles/invitations/<int:invitation_id>/withdraw/",
        invite.WithdrawInvitationView.as_view(),
        name="withdraw_invitation",
    ),
]
