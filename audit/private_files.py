"""Files that belong to the record and never to the public: kept outside the folder that is served."""

from django.core.files.storage import Storage, storages


def private_storage() -> Storage:
    """The storage of files that only views of the admin hand out, each asking who may read them."""
    return storages["private"]
