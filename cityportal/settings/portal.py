"""What an operator decides about this installation: its domain, its admin host, its rules."""

import re

from django.core.exceptions import ImproperlyConfigured

from .env import env

# The city portal answers on this name; component portals below it. Regulation Art. 5.2.a: hochiminhcity.gov.vn
BASE_DOMAIN = env.str("BASE_DOMAIN", default="hochiminhcity.localhost")
# Production hosts must end with it (Art. 5.2: the national domain ".vn"); empty: any suffix.
HOST_SUFFIX = env.str("HOST_SUFFIX", default="")
# /admin/ exists on this host only.
ADMIN_HOST = env.str("ADMIN_HOST", default=f"quantri.{BASE_DOMAIN}").lower()

PUBLIC_SCHEME = env.str("PUBLIC_SCHEME", default="http")
if PUBLIC_SCHEME not in {"http", "https"}:
    message = f"PUBLIC_SCHEME is {PUBLIC_SCHEME!r}: give http or https."
    raise ImproperlyConfigured(message)
# The port citizens see; Site.port follows it (`manage.py serve`, `make demo PORT=8123`).
PUBLIC_PORT = env.int("PUBLIC_PORT", default=8000)
_port = "" if (PUBLIC_SCHEME, PUBLIC_PORT) in {("http", 80), ("https", 443)} else f":{PUBLIC_PORT}"
ADMIN_BASE_URL = f"{PUBLIC_SCHEME}://{ADMIN_HOST}{_port}"

# The set of hostname rules for new portals: "regulation" (ward under district) or "two-tier" (ward under the city).
HOSTNAME_PROFILE = env.str("HOSTNAME_PROFILE", default="regulation")
if HOSTNAME_PROFILE not in {"regulation", "two-tier"}:
    message = f"HOSTNAME_PROFILE is {HOSTNAME_PROFILE!r}: give regulation or two-tier."
    raise ImproperlyConfigured(message)

# Said in the footer of every page: persons and numbers are invented.
IS_DEMO = env.bool("IS_DEMO", default=False)

# While a backup is restored, a database is replaced or moved: pages are read and say so, nothing that is sent is taken,
# background work waits. Web processes, workers and beat are started anew with it.
READ_ONLY = env.bool("READ_ONLY", default=False)

# Shown at the top of every page; empty: no line.
CITY_HOTLINE = env.str("CITY_HOTLINE", default="1022")
# The city's gazette, to which every page leads at its foot; empty: no line. Example: https://congbao.example.vn
CITY_GAZETTE_URL = env.str("CITY_GAZETTE_URL", default="")

# Whom to tell of a weakness of this installation (/.well-known/security.txt), several between commas, the first first;
# empty: the address answers 404. Example: mailto:antoan@example.vn,tel:+84-28-1022
SECURITY_CONTACTS = env.list("SECURITY_CONTACTS", default=[])
# The page that says how such reports are handled; empty: no line.
SECURITY_POLICY_URL = env.str("SECURITY_POLICY_URL", default="")
if not all(re.fullmatch(r"(?:mailto:|https://|tel:)[\x21-\x7e]+", contact) for contact in SECURITY_CONTACTS):
    message = "SECURITY_CONTACTS must be addresses that begin with mailto:, https:// or tel:."
    raise ImproperlyConfigured(message)
if SECURITY_POLICY_URL and not re.fullmatch(r"https://[\x21-\x7e]+", SECURITY_POLICY_URL):
    message = "SECURITY_POLICY_URL must begin with https://."
    raise ImproperlyConfigured(message)

# Where the figures of each day are put for the measurement system (Regulation 4.2.a); empty: nowhere.
FIGURES_FOLDER = env.str("FIGURES_FOLDER", default="")

# The key that seals the record of events; empty: one that follows from SECRET_KEY. With a key of its own the record can
# still be verified after SECRET_KEY was changed.
AUDIT_KEY = env.str("AUDIT_KEY", default="")
# Proxies of ours before the application: so many entries at the end of X-Forwarded-For are believed.
TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", default=0)
# Hosts whose broadcasts and recordings pages may play, each once a reader asks for it, besides those in the list of
# channels of their portal. Example: truyenhinh.example.vn
EMBED_HOSTS = frozenset(env.list("EMBED_HOSTS", default=[]))
# Hosts of the national database of legal documents, and of the gazettes: addresses of legal documents in them stand on
# these or below them (Regulation 13.1.e). Empty: on any. Example: congbao.example.vn
LEGAL_DATABASE_HOSTS = tuple(host.lower() for host in env.list("LEGAL_DATABASE_HOSTS", default=[]))
GAZETTE_HOSTS = tuple(host.lower() for host in env.list("GAZETTE_HOSTS", default=[]))
# Sites outside to which the search of a portal may lead first, with all below them.
SEARCH_OFFICIAL_HOSTS = tuple(host.lower() for host in env.list("SEARCH_OFFICIAL_HOSTS", default=["gov.vn"]))
# Whether the links of a submitted item are followed: the server then asks other machines. Production does.
CHECK_EXTERNAL_LINKS = env.bool("CHECK_EXTERNAL_LINKS", default=False)

# The Vietnamese dictionary of hunspell by which the page editor looks at spelling, where it is installed; empty: not at
# all.
VIETNAMESE_WORDS = env.str("VIETNAMESE_WORDS", default="/usr/share/hunspell/vi_VN.dic")

# Planned maintenance is announced so many working days ahead (Decree 224/2026/NĐ-CP, Article 13).
MAINTENANCE_NOTICE_WORKING_DAYS = env.int("MAINTENANCE_NOTICE_WORKING_DAYS", default=7)

# Days after which those who follow a search by mail get no mails any more, and their addresses are deleted.
SEARCH_FOLLOWERS_KEPT_DAYS = env.int("SEARCH_FOLLOWERS_KEPT_DAYS", default=365)
# Likewise those who follow a draft that is neither issued nor abandoned by then.
DRAFT_FOLLOWERS_KEPT_DAYS = env.int("DRAFT_FOLLOWERS_KEPT_DAYS", default=730)

# Whether fields of search suggest while somebody types.
SEARCH_SUGGESTIONS = env.bool("SEARCH_SUGGESTIONS", default=True)
# A file of queries with rated pages of this city, as search/evaluation/judged.csv has them of the demo: whoever saves a
# synonym is told which queries gain and lose. Empty: nothing is told. Example: /srv/cityportal/judged.csv
SEARCH_JUDGED_SET = env.str("SEARCH_JUDGED_SET", default="")
