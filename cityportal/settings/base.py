"""All topics, common to every environment."""

from .apps import *  # noqa: F403 -- gathers the topics
from .backups import *  # noqa: F403
from .env import env
from .files import *  # noqa: F403
from .languages import *  # noqa: F403
from .logging import *  # noqa: F403
from .personal_data import *  # noqa: F403
from .portal import *  # noqa: F403
from .questions import *  # noqa: F403
from .ratings import *  # noqa: F403
from .schedule import *  # noqa: F403
from .services import *  # noqa: F403
from .sign_in import *  # noqa: F403
from .wagtail import *  # noqa: F403

SECRET_KEY = env.str("SECRET_KEY", default="")
# Former ones: what was signed with them, such as sessions and links in mails that have gone, stays good.
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
DEBUG = False

# Hosts are checked by the registry of portals (sites.middleware.PortalMiddleware), which answers an unknown host
# with a page of ours; a static list cannot know 355 portals.
ALLOWED_HOSTS = ["*"]

# The portal stands at the root of its hosts, whatever a request says: a server before us that passes on a header of
# this name would let everybody name a path that the middleware sees and the addresses do not.
FORCE_SCRIPT_NAME = ""

X_FRAME_OPTIONS = "SAMEORIGIN"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
