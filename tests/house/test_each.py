"""One test for many cases asks each of them over the same rows, and names those that failed."""

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client

from accounts.models import User
from sites.models import Portal
from tests.each import check_each, checking, each_case
from tests.factories import make_portal, make_user


def failure(test, **fixtures) -> str:
    with pytest.raises(pytest.fail.Exception) as failed:
        test(**fixtures)
    return str(failed.value)


def test_every_case_that_failed_is_named_with_its_message():
    @each_case("number", [1, 2, 3])
    def is_two(number):
        assert number == 2, f"{number} is not two"

    message = failure(is_two)
    assert "2 of 3 cases failed" in message
    assert "number=1: AssertionError: 1 is not two" in message
    assert "number=3: AssertionError: 3 is not two" in message
    assert "number=2" not in message


def test_cases_carry_their_ids_and_decorators_combine():
    asked = []

    @each_case(("kind", "size"), [pytest.param("a", 1, id="small"), ("b", 2)])
    @each_case("place", ["here", "there"], ids=str.upper)
    def ask(kind, size, place):
        asked.append((kind, size, place))
        assert kind == "none"

    message = failure(ask)
    assert asked == [("a", 1, "here"), ("b", 2, "here"), ("a", 1, "there"), ("b", 2, "there")]
    assert "HERE, small: AssertionError" in message
    assert "THERE, kind='b', size=2: AssertionError" in message


def test_test_without_a_case_fails():
    @each_case("number", [])
    def ask(number):
        """Is never called."""

    with pytest.raises(AssertionError, match="no case"):
        ask()


@each_case("name", ["lan", "mai"])
def test_fixtures_are_asked_for_by_pytest_and_arguments_are_not(name, tmp_path):
    assert tmp_path.is_dir()
    assert name in {"lan", "mai"}


@pytest.mark.django_db
class TestCasesOverOneWorld:
    @pytest.fixture
    def lan(self) -> User:
        return make_user("lan")

    def test_rows_mails_and_cached_values_of_a_case_are_gone_with_it(self, lan):
        def check(username):
            assert User.objects.filter(username__in=["mai", "hoa"]).count() == 0
            assert (mail.outbox, cache.get("name")) == ([], None)
            make_user(username)
            mail.send_mail("Chào", "", None, ["lan@example.test"])
            cache.set("name", username)

        check_each([("mai", ("mai",)), ("hoa", ("hoa",))], check)
        assert User.objects.get() == lan

    def test_a_step_that_was_rolled_back_is_built_again(self):
        for _time in range(3):
            check_each([("first", ()), ("second", ())], lambda: make_user("mai"))
        assert not User.objects.filter(username="mai").exists()
        assert make_user("mai") == User.objects.get(username="mai")

    def test_rows_that_a_case_changed_come_fresh_to_the_next(self, lan):
        @each_case("name", ["Mai", "Hoa"])
        def rename(person, name):
            assert person.first_name == "Lan"
            person.first_name = name
            person.save(update_fields=["first_name"])

        rename(person=lan)
        lan.refresh_from_db()
        assert lan.first_name == "Lan"

    def test_who_signed_in_is_signed_out_again(self, lan):
        @each_case("number", [1, 2])
        def sign_in(client, number):
            assert "sessionid" not in client.cookies
            client.force_login(lan)

        sign_in(client=Client())

    def test_invariant_is_checked_after_each_case(self):
        def no_portal():
            assert not Portal.objects.exists()

        @each_case("is_made", [True, False])
        def make(is_made):
            if is_made:
                make_portal()

        with checking(no_portal):
            message = failure(make)
        assert "1 of 2 cases failed" in message
        assert "is_made=True" in message
