"""An upgrade cannot bring English back unseen: every message of the installed packages has a Vietnamese translation."""

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import polib
import pytest
from django.apps import AppConfig, apps
from django.utils.translation import trans_real

from tests.house.messages import Message, messages_in

PROJECT = Path(__file__).resolve().parent.parent.parent
LANGUAGE = "vi"
NOT_SHOWN = {"tests", "test", "testproject", "migrations", "project_template", "node_modules"}


def package_apps() -> list[AppConfig]:
    return [app for app in apps.get_app_configs() if not (PROJECT / app.name.split(".")[0] / "apps.py").exists()]


def package_folders() -> dict[str, Path]:
    """The packages whose apps are installed, by name."""
    names = sorted({"django", *(app.name.split(".")[0] for app in package_apps())})
    return {name: Path(import_module(name).__file__).parent for name in names}


def sources(folder: Path) -> Iterator[Path]:
    """Modules and templates of a package, without its apps that are not installed: nobody sees those."""
    installed = {Path(app.path) for app in package_apps()}
    absent = {path.parent for path in folder.rglob("apps.py")} - installed - {folder}
    for path in sorted(folder.rglob("*")):
        shown = not NOT_SHOWN.intersection(path.relative_to(folder).parts[:-1]) and not absent.intersection(
            path.parents
        )
        if shown and path.suffix in {".py", ".html", ".txt"}:
            yield path


def is_translated(message: Message, catalogue: trans_real.TranslationCatalog) -> bool:
    key = f"{message.context}\x04{message.text}" if message.context else message.text
    # Python calls of ngettext look under the plural key; a text may stand in the catalogue with or without one.
    return any(found in catalogue for found in ([(key, 0)] if message.plural else [key, (key, 0)]))


@pytest.mark.parametrize("package", package_folders())
@pytest.mark.slow(reason="reads the catalogues of all packages")
def test_every_message_on_the_server_has_a_translation(package):
    # Django tells nowhere else whether it has a translation, or gives the text back.
    catalogue = trans_real.translation(LANGUAGE)._catalog
    found = messages_in(sources(package_folders()[package]))
    missing = {message: str(path) for message, path in found.items() if not is_translated(message, catalogue)}
    assert missing == {}, f"{len(missing)} messages: add them to cityportal/locale_wagtail/{LANGUAGE}"


def test_every_message_in_the_browser_has_a_translation():
    """The packages ship their scripts built; what these say stands in their own English catalogues."""
    written = {
        Message(entry.msgid, entry.msgid_plural or None, entry.msgctxt)
        for app in package_apps()
        for source in Path(app.path).rglob("locale/en/LC_MESSAGES/djangojs.po")
        for entry in polib.pofile(str(source))
        if not entry.obsolete
    }
    assert written, "no package ships messages for the browser: look for where they have gone"
    catalogue = trans_real.DjangoTranslation(LANGUAGE, domain="djangojs")._catalog
    missing = {message for message in written if not is_translated(message, catalogue)}
    assert missing == set(), f"{len(missing)} messages: add them to cityportal/locale_wagtail/{LANGUAGE}"


def test_a_message_without_translation_is_noticed():
    assert not is_translated(Message("No package says this."), trans_real.translation(LANGUAGE)._catalog)
