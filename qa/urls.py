"""Addresses of questions below hoi-dap/, in each language."""

from django.urls import path

from qa.views import asking, lookup, own, own_data, similar

MINE = "cua-toi/<str:token>/"

urlpatterns = [
    path("gui-cau-hoi/", asking.ask, name="ask_question"),
    path("gui-cau-hoi/du-lieu-ca-nhan/", asking.asking_privacy, name="asking_privacy"),
    path("tuong-tu/", similar.similar, name="similar_questions"),
    path("tra-cuu/", lookup.look_up, name="question_lookup"),
    path(MINE, own.my_question, name="my_question"),
    path(f"{MINE}da-nhan/", own.receipt, name="my_question_receipt"),
    path(f"{MINE}bo-sung/", own.clarify, name="my_question_clarify"),
    path(f"{MINE}hoi-them/", own.ask_further, name="my_question_follow_up"),
    path(f"{MINE}rut/", own.withdraw, name="my_question_withdraw"),
    path(f"{MINE}du-lieu/", own_data.my_data, name="my_data"),
    path(f"{MINE}du-lieu/tai-ve/", own_data.my_data_json, name="my_data_json"),
    path(f"{MINE}du-lieu/dong-y/", own_data.my_consents, name="my_consents"),
    path(f"{MINE}du-lieu/yeu-cau/", own_data.my_requests, name="my_requests"),
    path(f"{MINE}du-lieu/tep/<int:key>/", own_data.my_file, name="my_file"),
]
