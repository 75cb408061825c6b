"""`manage.py evaluate_search` over the small city, with a set of its own."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from search.evaluation.comparison import compare
from search.evaluation.judged_set import read_set
from search.index.indexing import reindex
from search.words.query import Query

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("_tiny_city", "_index"),
    pytest.mark.slow(reason="indexes a small city for each test"),
]

SET = """query,class,split,portal,language,address,task,rating
quyet dinh so 1,title,tune,,vi,thanhpho/van-ban/quyet-dinh-so-1,,3
Tin của sở,title,hold-out,,vi,sotuphap/tin-tuc/tin-cua-so,tin,3
Tin của sở,title,hold-out,,vi,thanhpho/tin-tuc/tin-lien-ket,tin,3
birth registration,title,tune,thanhpho,en,thanhpho/en/public-services/birth-registration,,3
Gọi số,question,tune,,vi,thanhpho/hoi-dap/chuyen-den-so,,3
không ai viết,nothing,tune,,vi,thanhpho/lien-he,,3
"""


@pytest.fixture
def _index():
    reindex()


@pytest.fixture
def small_set(tmp_path):
    path = tmp_path / "set.csv"
    path.write_text(SET, encoding="utf-8")
    return path


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("evaluate_search", *arguments, stdout=out)
    return out.getvalue()


def test_table_has_a_line_for_each_class_by_split_and_together(small_set):
    printed = run("--set", str(small_set))
    first, together = printed.split("together", 1)
    lines = {line.split()[0]: line.split()[1:] for line in together.splitlines() if line[:1].isalpha()}
    assert lines["title"] == ["3", "1.000", "1.000", "1.000", "0.0", "%"]
    assert lines["question"] == ["1", "1.000", "1.000", "1.000", "0.0", "%"]
    assert lines["nothing"] == ["1", "0.000", "0.000", "0.000", "100.0", "%"]
    assert ("hold-out" in first, "tune" in first) == (True, True)
    assert "hold-out" not in run("--set", str(small_set), "--split", "tune")


def test_mean_under_the_floor_ends_the_command(small_set, tmp_path):
    floors = tmp_path / "floors.csv"
    head = "class,kind,ndcg,mrr,recall,without_hits\n"
    floors.write_text(f"{head}title,floor,1,1,1,0\ntitle,target,2,,,\n", encoding="utf-8")
    run("--set", str(small_set), "--floors", str(floors))
    floors.write_text(f"{head}nothing,floor,0.5,,,0.02\n", encoding="utf-8")
    with pytest.raises(CommandError) as refused:
        run("--set", str(small_set), "--floors", str(floors))
    assert str(refused.value) == "nothing: ndcg is 0.0, the floor 0.5.\nnothing: without_hits is 1.0, the floor 0.02."


def test_database_without_the_demo_is_refused(small_set):
    small_set.write_text(SET.replace("thanhpho/lien-he", "quan9/lien-he"), encoding="utf-8")
    with pytest.raises(CommandError, match="no portal quan9"):
        run("--set", str(small_set))


def test_explanation_says_where_the_words_stand_and_which_steps_of_the_order_are_met():
    printed = run("--explain", "Quyết định số 1")
    first = printed.split("  1. ")[1]
    assert first.startswith("Quyết định số 1 (thanhpho/van-ban/quyet-dinh-so-1)")
    assert "~quyet in title" in first
    assert "steps met: 1, 2, 3" in first
    assert "weight of the kind 70" in first


def test_comparison_tells_which_queries_gain_and_which_lose(small_set):
    queries = read_set(small_set)
    (worse,) = compare(Query.read, lambda text: Query.read(text.replace("quyet dinh so 1", "xyzt")), queries)
    assert (worse.query, worse.gain, worse.before.total > 0, worse.after.total) == ("quyet dinh so 1", -1, True, 0)
    (better,) = compare(Query.read, lambda text: Query.read(text.replace("không ai viết", "Liên hệ Ủy ban")), queries)
    assert better.query == "không ai viết"
    assert better.gain > 0
    assert compare(Query.read, Query.read, queries) == []
