"""Addresses of the registry's admin screens, below /admin/portals/."""

from django.urls import path

from sites.views import (
    audit,
    board,
    board_warnings,
    detail,
    edit,
    opening,
    people,
    registry,
    roles,
    states,
    suspensions,
)
from sites.views.base import NAMESPACE

app_name = NAMESPACE

urlpatterns = [
    path("", registry.PortalListView.as_view(), name="index"),
    path("results/", registry.PortalListView.as_view(results_only=True), name="index_results"),
    path("new/", edit.PortalCreateView.as_view(), name="create"),
    path("audit/", audit.AuditView.as_view(), name="audit"),
    path("audit/export/", audit.AuditExportView.as_view(), name="audit_export"),
    path("security/", audit.SecurityExportView.as_view(), name="security_export"),
    path("suspensions/", suspensions.SuspensionsView.as_view(), name="suspensions"),
    path("suspensions/new/", suspensions.SuspendAccountView.as_view(), name="suspend_account"),
    path("suspensions/<int:suspension_id>/lift/", suspensions.LiftView.as_view(), name="lift_suspension"),
    path("suspension-reports/", suspensions.ReportListView.as_view(), name="suspension_reports"),
    path("suspension-reports/<int:report_id>/", suspensions.ReportView.as_view(), name="suspension_report"),
    path("own-roles/", roles.OwnRolesView.as_view(), name="own_roles"),
    path("own-boards/", board.OwnBoardsView.as_view(), name="own_boards"),
    path("boards/", board_warnings.BoardsToWarnOfView.as_view(), name="boards_to_warn_of"),
    path("city-roles/", roles.CityRolesView.as_view(), name="city_roles"),
    path("city-roles/<int:membership_id>/withdraw/", roles.WithdrawCityRoleView.as_view(), name="withdraw_city_role"),
    path("<int:portal_id>/", detail.PortalDetailView.as_view(), name="detail"),
    path("<int:portal_id>/edit/", edit.PortalEditView.as_view(), name="edit"),
    path("<int:portal_id>/suspend/", states.SuspendView.as_view(), name="suspend"),
    path("<int:portal_id>/resume/", states.ResumeView.as_view(), name="resume"),
    path("<int:portal_id>/archive/", states.ArchiveView.as_view(), name="archive"),
    path("<int:portal_id>/host/", states.ChangeHostView.as_view(), name="change_host"),
    path("<int:portal_id>/open/", opening.OpenPortalView.as_view(), name="open"),
    path("<int:portal_id>/board/", board.BoardView.as_view(), name="board"),
    path("<int:portal_id>/board/edit/", board.BoardEditView.as_view(), name="board_edit"),
    path("<int:portal_id>/board/file/", board.BoardFileView.as_view(), name="board_file"),
    path("<int:portal_id>/board/review/", board.ReviewVariantView.as_view(), name="review_variant"),
    path("<int:portal_id>/people/", people.PeopleView.as_view(), name="people"),
    path("<int:portal_id>/people/export/", people.PeopleExportView.as_view(), name="people_export"),
    path("<int:portal_id>/board/seats/new/", board.SeatView.as_view(), name="seat"),
    path("<int:portal_id>/board/seats/<int:seat_id>/end/", board.EndSeatView.as_view(), name="end_seat"),
    path("<int:portal_id>/board/delegations/new/", board.DelegateView.as_view(), name="delegate"),
    path(
        "<int:portal_id>/board/delegations/<int:delegation_id>/end/",
        board.EndDelegationView.as_view(),
        name="end_delegation",
    ),
    path("<int:portal_id>/roles/", roles.PortalRolesView.as_view(), name="roles"),
    path("<int:portal_id>/roles/<int:membership_id>/withdraw/", roles.WithdrawRoleView.as_view(), name="withdraw_role"),
]
