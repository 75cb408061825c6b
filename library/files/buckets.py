"""Files in an S3 bucket: one class over that of django-storages, for uploads, private files and anchors alike.

No address ever leads to the bucket: pictures go through the portal's own host (`cityportal.media`), documents and
private files through views that ask who may read them. So the bucket is closed to the public, and no page holds an
address that is signed or runs out.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from tempfile import SpooledTemporaryFile
from typing import Any, ClassVar, Final
from urllib.parse import quote

from boto3.s3.transfer import TransferConfig
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from botocore.handlers import add_expect_header
from django.core.files import File
from django.utils.deconstruct import deconstructible
from django.utils.functional import cached_property
from s3transfer.exceptions import RetriesExceededError
from storages.backends.s3 import S3Storage
from storages.utils import clean_name

from audit.errors import StorageAway

# Bytes of a file that stay in memory while it is read.
_IN_MEMORY: Final = 8 * 1024 * 1024
_NOT_FOUND: Final = frozenset({"404", "NoSuchKey", "NotFound"})
# Seconds. One that does not answer is given up, and whoever uploads is told so: it may take its time with a file that
# it is given, and not with a question.
CONNECT_TIMEOUT: Final = 1
READ_TIMEOUT: Final = 10
ANSWERS_WITHIN: Final = 1.5
# Seconds. A bucket that let a process wait so long is left alone by it for a while: a form with three files waits once.
PATIENCE: Final = 0.8
LEFT_ALONE: Final = 5.0


@contextmanager
def _as_files() -> Iterator[None]:
    """Failures of the bucket as those of files, which everything that reads files knows.

    Raises:
        FileNotFoundError: there is none.
        StorageAway: the bucket does not answer, or did not a moment ago.
    """
    begun = time.monotonic()
    if begun < BucketStorage.asked_again_at:
        raise StorageAway("did not answer a moment ago")
    try:
        yield
    except ClientError as error:
        if error.response.get("Error", {}).get("Code") in _NOT_FOUND:
            raise FileNotFoundError("no such file in the bucket") from error
        raise StorageAway(error.response.get("Error", {}).get("Code", "refused")) from error
    except (BotoCoreError, RetriesExceededError) as error:
        if time.monotonic() - begun > PATIENCE:
            BucketStorage.asked_again_at = time.monotonic() + LEFT_ALONE
        raise StorageAway(type(error).__name__) from error


@deconstructible(path="library.files.buckets.BucketStorage")
class BucketStorage(S3Storage):
    """A prefix of a bucket. A file never takes the place of another, and keeps the name that it is given.

    Args of the constructor are those of `S3Storage`, and `base_url`: what addresses of files begin with; empty where
    files have none.
    """

    # What a process knows of the server of its buckets.
    asked_again_at: ClassVar[float] = 0.0

    def __init__(self, *, base_url: str = "", **options: Any) -> None:
        self.base_url = base_url
        super().__init__(**options)

    def get_default_settings(self) -> dict[str, Any]:
        return super().get_default_settings() | {
            "file_overwrite": False,
            "querystring_auth": False,
            "default_acl": None,
            "transfer_config": TransferConfig(use_threads=False, num_download_attempts=1),
            "client_config": Config(
                signature_version="s3v4",
                s3={"addressing_style": "path"},
                connect_timeout=CONNECT_TIMEOUT,
                read_timeout=READ_TIMEOUT,
                retries={"total_max_attempts": 2, "mode": "standard"},
                # What other makers of S3 do not know yet.
                request_checksum_calculation="when_required",
                response_checksum_validation="when_required",
            ),
        }

    def is_away(self) -> bool:
        """Whether a file could not be saved now."""
        try:
            with _as_files():
                self._impatient.head_bucket(Bucket=self.bucket_name)
        except OSError:
            return True
        return False

    def _create_session(self) -> Any:
        session = super()._create_session()
        # botocore 1.44 reads for ever, at full load, where the answer "100 Continue" is cut off: none is asked for.
        session.events.unregister("before-call.s3", add_expect_header)
        return session

    @cached_property
    def _impatient(self) -> Any:
        """A client for questions, which are short."""
        patience = Config(read_timeout=ANSWERS_WITHIN, retries={"total_max_attempts": 1})
        return self._create_session().client(
            "s3",
            region_name=self.region_name,
            use_ssl=self.use_ssl,
            endpoint_url=self.endpoint_url,
            config=self.client_config.merge(patience),
            verify=self.verify,
        )

    def url(self, name: str | None, *args: Any, **kwargs: Any) -> str:
        """Address on the host of the page. Asks the bucket nothing.

        Raises:
            ValueError: files of this storage have no address.
        """
        if not self.base_url or name is None:
            raise ValueError("This file is not accessible via a URL.")
        return self.base_url + quote(clean_name(name))

    def _open(self, name: str, mode: str = "rb") -> File:
        """The whole file, read at once: what reads it asks the bucket no more.

        Raises:
            FileNotFoundError: there is none.
            StorageAway: the bucket does not answer.
            ValueError: files are written by `save`.
        """
        if mode not in {"r", "rb"}:
            raise ValueError(f"Files of a bucket are not opened as {mode!r}.")
        held = SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 -- whoever opened it closes it
        with _as_files():
            key = self._normalize_name(clean_name(name))
            self._impatient.download_fileobj(self.bucket_name, key, held, Config=self.transfer_config)
        held.seek(0)
        return File(held, name)

    def _save(self, name: str, content: File) -> str:
        with _as_files():
            saved: str = super()._save(name, content)
        return saved

    def delete(self, name: str) -> None:
        with _as_files():
            super().delete(name)

    def exists(self, name: str) -> bool:
        try:
            with _as_files():
                self._impatient.head_object(Bucket=self.bucket_name, Key=self._normalize_name(clean_name(name)))
        except FileNotFoundError:
            return False
        return True

    def listdir(self, path: str) -> tuple[list[str], list[str]]:
        with _as_files():
            folders, files = super().listdir(path)
        return folders, files

    def sizes(self, folder: str) -> dict[str, int]:
        """Names below a folder, from it on, and the bytes of each: one request for a thousand files."""
        prefix = self._normalize_name(clean_name(folder)) + "/"
        with _as_files():
            return {one.key[len(prefix) :]: one.size for one in self.bucket.objects.filter(Prefix=prefix)}

    def size(self, name: str) -> int:
        with _as_files():
            size: int = super().size(name)
        return size

    def get_modified_time(self, name: str) -> datetime:
        with _as_files():
            modified: datetime = super().get_modified_time(name)
        return modified
