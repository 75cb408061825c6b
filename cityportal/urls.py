"""All addresses. The middleware decides which host sees which: the admin on its own, the rest on portals."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path, re_path
from django.views.decorators.http import require_safe
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from adminsite import public_admin_urls
from cityportal import health, shadowed_urls
from cityportal.media import ADMIN_FOLDER, serve_media
from cityportal.views.metrics import metrics
from cityportal.views.security_txt import security_txt
from exchange import api_urls
from exchange.views.api import data_interface
from home.serving import feeds
from home.serving import views as serving
from home.serving.addresses import in_languages
from home.views import public as home_views
from information.views import urls as information_urls
from library.files.checked import serve_document
from participation.consultation import urls as consultation_urls
from participation.dialogue import urls as dialogue_urls
from participation.poll import urls as poll_urls
from qa.views.asking import question_form
from qa.views.oversight.statistics import city_questions
from search import views as search_views
from search.following import views as following_views
from sites.middleware import SECURITY_TXT

handler400 = "home.errors.bad_request"
handler403 = "home.errors.forbidden"
handler404 = "home.errors.not_found"
handler500 = "home.errors.broken"

searching = [
    path("", search_views.search, name="search"),
    path(in_languages("goi-y/", english="suggestions/"), search_views.search_suggestions, name="search_suggestions"),
    path(
        in_languages("chon/<int:position>/", english="opened/<int:position>/"),
        search_views.count_click,
        name="search_click",
    ),
    path("rss/", require_safe(following_views.SearchFeed()), name="feed_search"),
    path(in_languages("theo-doi/", english="follow/"), following_views.follow_search, name="follow_search"),
    path(
        in_languages("theo-doi/<str:token>/", english="my-mails/<str:token>/"),
        following_views.search_follower,
        name="search_follower",
    ),
]
urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("metrics", metrics, name="metrics"),
    path("admin/", include(shadowed_urls)),
    path("admin/", include(public_admin_urls)),
    path("admin/", include(wagtailadmin_urls)),
    re_path(r"^documents/(\d+)/(.*)$", serve_document),
    path("documents/", include(wagtaildocs_urls)),
    path("favicon.ico", home_views.favicon, name="favicon"),
    path(SECURITY_TXT[1:], security_txt, name="security_txt"),
    path("robots.txt", home_views.robots, name="robots"),
    path("sitemap.xml", home_views.sitemap_xml, name="sitemap_xml"),
    path("api/v1/", include(api_urls)),
    path("sheets/<slug:version>/<str:names>.css", home_views.style_sheet_of_page, name="style_sheet"),
    path("portal.css", home_views.portal_css, name="portal_css"),
    # A web server does not know who is signed in.
    re_path(rf"^media/(?P<path>{ADMIN_FOLDER}/.+)$", serve_media),
]
if settings.SERVE_MEDIA:
    urlpatterns += [re_path(r"^media/(?P<path>.+)$", serve_media)]

urlpatterns += i18n_patterns(
    path(in_languages("tim-kiem/", english="search/"), include(searching)),
    path("site.webmanifest", home_views.manifest, name="manifest"),
    path(in_languages("cac-cong/", english="portals/"), home_views.portals, name="portals"),
    path(in_languages("so-do-cong/", english="site-map/"), home_views.sitemap_page, name="sitemap_page"),
    path(in_languages("tin-theo-doi/", english="followed/"), home_views.followed, name="followed"),
    *information_urls.urlpatterns,
    *consultation_urls.urlpatterns,
    *poll_urls.urlpatterns,
    *dialogue_urls.urlpatterns,
    path(in_languages("giao-dien-du-lieu/", english="data-interface/"), data_interface, name="data_interface"),
    path(in_languages("hoi-dap/gui-cau-hoi/", english="ask/"), question_form.ask, name="ask_question"),
    path(in_languages("hoi-dap/", english="questions/"), include("qa.urls")),
    path(
        in_languages("hoi-dap-toan-thanh-pho/", english="questions-of-the-city/"), city_questions, name="city_questions"
    ),
    path(in_languages("danh-gia/", english="rate/"), include("participation.rating.urls")),
    path(in_languages("gui-bai/", english="contribute/"), include("participation.contribution.urls")),
    path("rss.xml", require_safe(feeds.PortalFeed()), name="feed_portal"),
    path("atom.xml", require_safe(feeds.PortalAtomFeed()), name="feed_portal_atom"),
    re_path(wagtail_urls.serve_pattern, serving.serve, name="wagtail_serve"),
    prefix_default_language=False,
)
