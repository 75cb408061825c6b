"""What an installation stands on before its first portal: languages, Root, kinds of portal, hostname rules.

Migrations lay it down; it is here as a function as well, since a database that was emptied (`flush`, tests with real
transactions) keeps its migrations and loses their rows.
"""

from __future__ import annotations

from django.db import transaction
from wagtail.models import Collection, Locale, Page

from members.groups import ensure_city_groups
from sites import reference
from sites.models import HostnameRule, PortalKind


@transaction.atomic
def ensure_installation() -> None:
    """Lay down what is missing. Idempotent."""
    for language in ("vi", "en"):
        Locale.objects.get_or_create(language_code=language)
    if not Page.objects.filter(depth=1).exists():
        Page.add_root(instance=Page(title="Root", slug="root", locale=Locale.objects.get(language_code="vi")))
    if Collection.get_first_root_node() is None:
        Collection.add_root(instance=Collection(name="Root"))
    _load_kinds_and_rules()
    ensure_city_groups()


def _load_kinds_and_rules() -> None:
    """Write the dated data of `sites/data/`; rows an operator changed are kept."""
    kinds = {kind.code: kind for kind in PortalKind.objects.all()}
    for row in reference.portal_kinds():
        if row.code not in kinds:
            kinds[row.code] = PortalKind.objects.create(
                code=row.code,
                name_vi=row.name_vi,
                name_en=row.name_en,
                plural_vi=row.plural_vi,
                plural_en=row.plural_en,
                position=row.position,
            )
    present = set(HostnameRule.objects.values_list("kind__code", "profile", "valid_from"))
    for rule in reference.hostname_rules():
        if (rule.kind, rule.profile, rule.valid_from) not in present:
            HostnameRule.objects.create(
                kind=kinds[rule.kind],
                profile=rule.profile,
                valid_from=rule.valid_from,
                pattern=rule.pattern,
                uses_type_word=rule.uses_type_word,
                article=rule.article,
                valid_to=rule.valid_to,
                source=rule.source,
            )
