"""Addresses of the registry's admin screens, below /admin/portals/."""

from django.urls import path

from sites.views import approvals, board, detail, edit, opening, registry, roles, states
from sites.views.base import NAMESPACE

app_name = NAMESPACE

urlpatterns = [
    path("", registry.PortalListView.as_view(), name="index"),
    path("results/", registry.PortalListView.as_view(results_only=True), name="index_results"),
    path("new/", edit.PortalCreateView.as_view(), name="create"),
    path("own-roles/", roles.OwnRolesView.as_view(), name="own_roles"),
    path("approvals/", approvals.ApprovalListView.as_view(), name="approvals"),
    path("approvals/results/", approvals.ApprovalListView.as_view(results_only=True), name="approvals_results"),
    path("own-boards/", board.OwnBoardsView.as_view(), name="own_boards"),
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
