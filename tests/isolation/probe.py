import pytest
from django.test import Client
from tests.isolation.addresses import admin_addresses, unnamed_addresses
from tests.isolation.world import build_world
from sites.guard import is_classified
pytestmark = pytest.mark.django_db
def test_probe(settings):
    print('UNNAMED', unnamed_addresses())
    print('UNCLASSIFIED', [a.name for a in admin_addresses() if not is_classified(a.name)])
    world = build_world()
    import collections
    for role in ["superuser","editor","head","supervisor"]:
        c = Client(headers={"host": settings.ADMIN_HOST}); c.force_login(world.person(role)); c.raise_request_exception=False
        st=collections.Counter(); leaks=[]; err=[]; own=[]
        for a in admin_addresses():
            if a.name in ("wagtailadmin_logout","wagtailadmin_error_test"): continue
            for side in (world.own, world.other):
                try: url=a.fill(side)
                except KeyError as e: err.append((a.name,'KEY',str(e))); continue
                r=c.get(url)
                text=r.content.decode(errors='replace') if not r.streaming else ''
                if side is world.other:
                    st[r.status_code]+=1
                    if world.other.mark.lower() in text.lower(): leaks.append(a.name)
                elif r.status_code==200 and world.own.mark in text: own.append(a.name)
                elif r.status_code==200 and world.other.mark.lower() in text.lower(): leaks.append('OWN '+a.name)
                if r.status_code>=500: err.append((a.name,r.status_code,side.mark,text[:50], r.exc_info if hasattr(r,'exc_info') else ''))
        print(role, dict(st)); print('  LEAKS',len(leaks), leaks if role!='superuser' else ''); print('  OWN',len(own), own if role in('superuser','editor') else ''); print('  ERR',err)
