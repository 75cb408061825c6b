"""Files in a bucket: read through our hosts alone, never written over, and away without taking pages with them."""

import io
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager

import boto3
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage
from django.core.management import CommandError, call_command
from django.http import Http404
from django.test import override_settings
from moto.server import ThreadedMotoServer

from audit.errors import StorageAway
from cityportal import media
from cityportal.backups.targets import target_at
from cityportal.file_moves import differing, files_of, move
from cityportal.settings.files import bucket_options
from library.files import buckets
from library.files.buckets import BucketStorage
from tests.each import each_case

BUCKET = "cong"


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """Where S3 is spoken: by moto in this process, or by the server of `make test-s3`."""
    if named := os.environ.get("TEST_S3_SERVER"):
        yield named
        return
    running = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    running.start()
    host, port = running.get_host_and_port()
    yield f"{host}:{port}"
    running.stop()


@pytest.fixture
def url(server):
    """An empty bucket."""
    client = boto3.client(
        "s3",
        endpoint_url=f"http://{server}",
        aws_access_key_id="khoa",
        aws_secret_access_key="bi/mat",
        region_name="us-east-1",
    )
    client.create_bucket(Bucket=BUCKET)
    yield f"s3://khoa:bi%2Fmat@{server}/{BUCKET}?tls=off"
    for held in client.list_objects_v2(Bucket=BUCKET).get("Contents", ()):
        client.delete_object(Bucket=BUCKET, Key=held["Key"])
    client.delete_bucket(Bucket=BUCKET)


@pytest.fixture
def bucket(url):
    return BucketStorage(**bucket_options(url), location="media", base_url="/media/")


@pytest.fixture(autouse=True)
def _asked_again(monkeypatch):
    monkeypatch.setattr(BucketStorage, "asked_again_at", 0.0)


@contextmanager
def away():
    """Where nobody listens."""
    yield BucketStorage(**bucket_options("s3://a:b@127.0.0.1:1/cong?tls=off"), location="media", base_url="/media/")


def test_file_is_kept_read_listed_and_deleted(bucket):
    name = bucket.save("documents/kế hoạch.pdf", ContentFile(b"noi dung"))
    assert (name, bucket.size(name), bucket.exists(name)) == ("documents/kế hoạch.pdf", 8, True)
    with bucket.open(name) as file:
        assert file.read() == b"noi dung"
    assert bucket.listdir("") == (["documents"], [])
    assert bucket.listdir("documents") == ([], ["kế hoạch.pdf"])
    assert bucket.get_modified_time(name).tzinfo is not None
    bucket.delete(name)
    assert not bucket.exists(name)
    with pytest.raises(FileNotFoundError):
        bucket.open(name)
    with pytest.raises(FileNotFoundError):
        bucket.size(name)


def test_backups_lie_in_a_bucket_as_in_a_folder(url):
    target = target_at(url)
    assert target.sizes("objects") == {}
    for content in (b"cu", b"noi dung"):  # what broke off before is written over
        target.put("objects/ab/1.age", io.BytesIO(content))
    target.put("sets/1.json", io.BytesIO(b"{}"))
    assert target.sizes("objects") == {"ab/1.age": 8}
    with target.open("objects/ab/1.age") as content:
        assert content.read() == b"noi dung"
    target.delete("objects/ab/1.age")
    with pytest.raises(FileNotFoundError):
        target.open("objects/ab/1.age")
    assert "bi/mat" not in target.name
    with pytest.raises(StorageAway):
        target_at("s3://a:b@127.0.0.1:1/cong?tls=off").sizes("objects")


def test_file_never_takes_the_place_of_another(bucket):
    first, second = (bucket.save("a.txt", ContentFile(content)) for content in (b"1", b"2"))
    assert first != second
    assert bucket.open(first).read() == b"1"


def test_address_of_a_file_is_on_our_host_and_asks_the_bucket_nothing():
    with away() as bucket:
        assert bucket.url("images/a b.jpg") == "/media/images/a%20b.jpg"
        bucket.base_url = ""
        with pytest.raises(ValueError, match="not accessible"):
            bucket.url("a.pdf")


def test_picture_is_handed_out_by_the_host_of_the_portal_and_document_is_not(rf, bucket, url, settings, monkeypatch):
    settings.STORAGE_URL = url
    monkeypatch.setattr(media, "default_storage", bucket)
    bucket.save("images/a/1.jpg", ContentFile(b"anh"))
    bucket.save("documents/a.pdf", ContentFile(b"tep"))

    def answer(path):
        request = rf.get(f"/media/{path}")
        request.portal = None
        return media.serve_media(request, path)

    found = answer("images/a/1.jpg")
    assert (b"".join(found.streaming_content), found["Content-Type"]) == (b"anh", "image/jpeg")
    assert found["Cache-Control"] == media.KEPT_BRIEFLY
    for path in ("documents/a.pdf", "images/a/2.jpg", "images/../documents/a.pdf"):
        with pytest.raises(Http404):
            answer(path)
    with away() as gone:
        monkeypatch.setattr(media, "default_storage", gone)
        assert answer("images/a/1.jpg").status_code == 503


def test_bucket_that_does_not_answer_is_an_error_of_files():
    with away() as bucket:
        for verb in (bucket.exists, bucket.open, bucket.size, bucket.delete, bucket.listdir, bucket.get_modified_time):
            with pytest.raises(StorageAway):
                verb("a.txt")
        with pytest.raises(StorageAway):
            bucket.save("a.txt", ContentFile(b"a"))


def test_bucket_that_hangs_is_waited_for_once(monkeypatch):
    monkeypatch.setattr(buckets, "ANSWERS_WITHIN", 0.1)
    monkeypatch.setattr(buckets, "PATIENCE", 0.05)
    with socket.create_server(("127.0.0.1", 0)) as hanging:
        bucket = BucketStorage(
            **bucket_options(f"s3://a:b@127.0.0.1:{hanging.getsockname()[1]}/cong?tls=off"), location="media"
        )
        with pytest.raises(StorageAway):
            bucket.open("a.txt")
        assert bucket.is_away()
        with pytest.raises(StorageAway) as refusal:
            bucket.save("a.txt", ContentFile(b"a"))
        assert refusal.value.reason == "did not answer a moment ago"
        hanging.setblocking(False)
        assert hanging.accept()
        with pytest.raises(BlockingIOError):
            hanging.accept()


def test_bucket_is_not_asked_to_answer_before_it_has_the_file(bucket):
    sent = []
    client = bucket.connection.meta.client
    client.meta.events.register("before-send.s3.PutObject", lambda request, **_facts: sent.append(request.headers))
    bucket.save("a.txt", ContentFile(b"a"))
    assert [headers.get("Expect") for headers in sent] == [None]


def test_bucket_that_refuses_the_key_is_away(url):
    other = BucketStorage(**bucket_options(url) | {"bucket_name": "khac"}, location="media")
    with pytest.raises(StorageAway):
        other.save("a.txt", ContentFile(b"a"))


@each_case(
    "address",
    ["s3://host/bucket", "s3://a:b@host", "https://a:b@host/bucket", "s3://a:b@host/bucket/more", "s3://a@host/bucket"],
)
def test_address_that_lacks_something_is_refused_without_being_repeated(address):
    with pytest.raises(Exception, match="STORAGE_URL must be") as refused:
        bucket_options(address)
    assert "host" not in str(refused.value).partition("must be s3://key:secret@host")[2]


@pytest.fixture
def disk(tmp_path):
    storage = FileSystemStorage(location=tmp_path / "media")
    for name in ("images/a/1.jpg", "images/b/2.jpg", "documents/c.pdf"):
        storage.save(name, ContentFile(name.encode()))
    return storage


def test_files_are_moved_into_the_bucket_and_back(disk, bucket, tmp_path):
    names = list(files_of(disk))
    done = move(disk, bucket, after_each=lambda so_far: None)
    assert (done.copied, done.there, done.failed) == (3, 0, [])
    assert sorted(files_of(bucket)) == sorted(names)
    assert list(differing(disk, bucket)) == []
    back = FileSystemStorage(location=tmp_path / "back")
    move(bucket, back, after_each=lambda so_far: None)
    assert list(differing(disk, back)) == []


def test_move_that_was_interrupted_goes_on(disk, bucket):
    class Stopped(Exception):
        pass

    def stop_after_one(so_far):
        raise Stopped

    with pytest.raises(Stopped):
        move(disk, bucket, after_each=stop_after_one)
    # Cut off in the middle.
    bucket.save("images/a/1.jpg", ContentFile(b"ima"))
    done = move(disk, bucket, after_each=lambda so_far: None)
    assert (done.copied, done.there) == (2, 1)
    assert list(differing(disk, bucket)) == []


def test_files_are_deleted_where_they_were_once_they_are_there(disk, bucket):
    bucket.save("documents/c.pdf", ContentFile(b"x" * len("documents/c.pdf")))
    move(disk, bucket, after_each=lambda so_far: None, delete=True)
    # As long as the other, and another: nothing is lost.
    assert list(files_of(disk)) == ["documents/c.pdf"]


def test_command_says_what_is_missing(url, tmp_path, settings):
    on_disk = {
        name: {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path / name}}
        for name in ("default", "private", "history_anchors")
    }
    in_bucket = {
        name: {"BACKEND": "library.files.buckets.BucketStorage", "OPTIONS": {**bucket_options(url), "location": name}}
        for name in on_disk
    }
    FileSystemStorage(location=tmp_path / "default").save("a.txt", ContentFile(b"a"))
    said = io.StringIO()
    with override_settings(FILES_ON_DISK=on_disk, STORAGES=settings.STORAGES | in_bucket, STORAGE_URL=url):
        with pytest.raises(CommandError):
            call_command("move_files", "bucket", "--check", stdout=said, stderr=said)
        call_command("move_files", "bucket", stdout=said, stderr=said)
        call_command("move_files", "bucket", "--check", stdout=said, stderr=said)
    assert "default: a.txt" in said.getvalue()
    assert "từng byte" in said.getvalue() or "byte for byte" in said.getvalue()
    with pytest.raises(CommandError, match="STORAGE_URL"):
        call_command("move_files", "bucket")
