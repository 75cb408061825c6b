"""The registry of portals: complete, on valid hostnames, each with a board that can act."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings
from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Collection, Locale, Page, Site, WorkflowPage

from cityportal.doctor.finding import Finding, listed
from editorial.review.variants import workflow_of
from members.board.queries import board_facts
from members.enums import PORTAL_ROLES, MembershipScope, ReviewVariant, Role
from members.models import Membership
from provisioning.from_file.context import hostname_rules
from sites.enums import HostnameProfile, PortalState
from sites.hostnames.checks import validate_host
from sites.hostnames.rules import HostnameRule
from sites.hostnames.syntax import HostnameRefused
from sites.models import Hostname, Portal
from sites.models.portal import PortalQuerySet
from sites.naming import CITY
from sites.reference import reserved_labels

# The admin has no screens of sites; the shell knows the model by its name.
SITES_SHELL = 'manage.py shell -c "Site.objects.%s"'


def completing(otherwise: str = "") -> str:
    """How to complete what portals lack, or, where given, something else; the demo has one command for all of it."""
    if settings.IS_DEMO:
        return _("Run: %(command)s") % {"command": "manage.py load_demo"}
    return otherwise or _(
        "Run: manage.py provision_portals with a file or structure that names them; it completes what is missing and "
        "brings the sites in step."
    )


def check_foundation() -> Iterator[Finding]:
    missing = []
    if not Page.objects.filter(depth=1).exists():
        missing.append(_("the root page"))
    if Collection.get_first_root_node() is None:
        missing.append(_("the root collection"))
    codes = set(Locale.objects.values_list("language_code", flat=True))
    missing += [
        _("the language “%(code)s”") % {"code": code} for code, _name in settings.LANGUAGES if code not in codes
    ]
    if missing:
        yield Finding(
            "foundation",
            _("What every portal stands on is missing: %(names)s.") % {"names": listed(missing)},
            completing(
                _("Run: manage.py make_operator with the name of any operator and a reason; it lays all of it anew.")
            ),
        )


def check_city() -> Iterator[Finding]:
    if not Portal.objects.filter(kind__code=CITY).exists():
        yield Finding(
            "no_city",
            _("There is no city portal."),
            completing(
                _("Run: manage.py provision_portals --structure 2024, or create it in the admin under Portals.")
            ),
        )
    operators = Membership.objects.in_force(on=timezone.localdate()).filter(
        scope=MembershipScope.CITY, role=Role.OPERATOR, user__is_active=True
    )
    if not operators.exists():
        yield Finding(
            "no_operator",
            _("Nobody is an operator, so nobody can create or suspend portals in the admin."),
            _("Run: manage.py createsuperuser, then manage.py make_operator with that account."),
        )


def incomplete_portals() -> PortalQuerySet:
    """Return the portals whose provisioning did not come to its end."""
    return Portal.objects.annotate(
        groups=Count("portal_groups", distinct=True),
        reviewed=Exists(WorkflowPage.objects.filter(page=OuterRef("container"))),
        hosted=Exists(Hostname.objects.current().filter(portal=OuterRef("pk"))),
    ).filter(
        Q(container=None)
        | Q(site=None)
        | Q(collection=None)
        | Q(board=None)
        | Q(groups__lt=len(PORTAL_ROLES))
        | Q(reviewed=False)
        | Q(hosted=False)
    )


def check_complete() -> Iterator[Finding]:
    if codes := list(incomplete_portals().values_list("code", flat=True)):
        yield Finding(
            "incomplete",
            _("Portals that lack a part they are born with (pages, site, files, board, groups, review): %(codes)s.")
            % {"codes": listed(codes)},
            completing(),
        )


def check_sites() -> Iterator[Finding]:
    if hosts := list(Site.objects.exclude(port=settings.PUBLIC_PORT).values_list("hostname", flat=True)):
        yield Finding(
            "site_port",
            _("Sites have another port than the one served, %(port)d: %(hosts)s.")
            % {"port": settings.PUBLIC_PORT, "hosts": listed(hosts)},
            _("Set PUBLIC_PORT to the port that is served. If it is right: %(advice)s") % {"advice": completing()},
        )
    current = Hostname.objects.current().filter(portal=OuterRef("pk"), host=OuterRef("site__hostname"))
    if codes := list(Portal.objects.exclude(site=None).exclude(Exists(current)).values_list("code", flat=True)):
        yield Finding(
            "site_host",
            _("The site has another hostname than the registry: %(codes)s.") % {"codes": listed(codes)},
            _("Hostnames are changed in the admin under Portals, never in the settings of sites."),
        )
    if foreign := list(Site.objects.filter(portal=None).values_list("hostname", flat=True)):
        yield Finding(
            "site_without_portal",
            _("Sites that belong to no portal: %(hosts)s.") % {"hosts": listed(foreign)},
            _("Run: %(command)s. Portals are created in the admin under Portals.")
            % {"command": SITES_SHELL % "filter(portal=None).delete()"},
        )
    if default := list(Site.objects.filter(is_default_site=True).values_list("hostname", flat=True)):
        yield Finding(
            "default_site",
            _("A default site is set: %(hosts)s. Pages could be shown under names that are nobody's.")
            % {"hosts": listed(default)},
            _("Run: %(command)s") % {"command": SITES_SHELL % "update(is_default_site=False)"},
        )


def refused_hosts() -> Iterator[tuple[Hostname, HostnameRefused]]:
    """Yield the current hosts that no set of hostname rules allows, each with the reason."""
    today = timezone.localdate()
    rules, reserved = hostname_rules(on=today), reserved_labels(on=today)
    for row in Hostname.objects.current().select_related("portal__kind", "portal__parent__site").order_by("host"):
        if (refusal := _refusal(row, rules=rules, reserved=reserved)) is not None:
            yield row, refusal


def check_hosts() -> Iterator[Finding]:
    wrong = [f"{row.host} ({refusal})" for row, refusal in refused_hosts()]
    if Hostname.objects.current().filter(host=settings.ADMIN_HOST).exists():
        wrong.append(_("%(host)s (the host of the admin)") % {"host": settings.ADMIN_HOST})
    if wrong:
        yield Finding(
            "hosts",
            _("Hostnames against the rules: %(hosts)s.") % {"hosts": listed(wrong)},
            _("Change them in the admin under Portals; check BASE_DOMAIN and HOST_SUFFIX if all are named."),
        )


def _refusal(row: Hostname, *, rules: tuple[HostnameRule, ...], reserved: dict[str, str]) -> HostnameRefused | None:
    """Why no profile allows a host; the reason of the installation's own profile where all refuse."""
    parent = row.portal.parent
    refusals = {}
    for profile in HostnameProfile.values:
        try:
            validate_host(
                row.host,
                kind=row.portal.kind.code,
                profile=profile,
                rules=rules,
                base=settings.BASE_DOMAIN,
                parent_host=parent.host if parent else "",
                suffix=settings.HOST_SUFFIX,
                reserved=reserved,
                portal_code=row.portal.code,
            )
        except HostnameRefused as refusal:
            refusals[profile] = refusal
        else:
            return None
    return refusals.get(settings.HOSTNAME_PROFILE) or next(iter(refusals.values()))


def check_boards() -> Iterator[Finding]:
    """Live portals on which nothing can be approved, or whose board has no head."""
    facts = board_facts(on=timezone.localdate(), states={PortalState.LIVE})
    codes_of = dict(Portal.objects.values_list("pk", "code"))
    mute = [codes_of[board.portal_id] for board in facts if not board.approvers]
    if mute:
        yield Finding(
            "nobody_approves",
            _("Live portals on which nobody can approve, so that nothing can be published: %(codes)s.")
            % {"codes": listed(mute)},
            _("Give the seats of head and deputy in the admin under Portals, Editorial board."),
        )
    if codes := [codes_of[board.portal_id] for board in facts if board.approvers and not board.has_head]:
        yield Finding(
            "no_head",
            _("Live portals whose board has no head in office: %(codes)s.") % {"codes": listed(codes)},
            _("Give the seat of head in the admin under Portals, Editorial board."),
        )


def check_review_variants() -> Iterator[Finding]:
    """Portals whose pages are reviewed by other steps than their board chose."""
    strayed: list[str] = []
    for variant in ReviewVariant:
        boards = Portal.objects.filter(board__review_variant=variant).exclude(container=None)
        if boards.exists():
            followed = WorkflowPage.objects.filter(page=OuterRef("container"), workflow=workflow_of(variant))
            strayed += boards.exclude(Exists(followed)).values_list("code", flat=True)
    if strayed:
        yield Finding(
            "review_variant",
            _("Portals that review by other steps than their board chose: %(codes)s.") % {"codes": listed(strayed)},
            completing(),
        )
