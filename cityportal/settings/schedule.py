"""What Celery beat starts by itself, in the time zone of the city. One beat process for the whole installation."""

from celery.schedules import crontab

CELERY_BEAT_SCHEDULE = {
    # Roles and seats begin and end with a day.
    "sync-roles": {"task": "members.tasks.sync_roles", "schedule": crontab(hour=0, minute=10)},
    # Accounts that nobody uses: told, then suspended. Before the mail of the day.
    "suspend-unused-accounts": {
        "task": "authentication.tasks.suspend_unused_accounts",
        "schedule": crontab(hour=6, minute=10),
    },
    # Files that were sent in and never became a picture or a document.
    "delete-unfinished-uploads": {
        "task": "library.tasks.delete_unfinished_uploads",
        "schedule": crontab(hour=2, minute=40),
    },
    # Files of pictures that stayed in the public folder when their rows went.
    "delete-leftover-renditions": {
        "task": "library.tasks.delete_leftover_renditions",
        "schedule": crontab(hour=3, minute=10),
    },
    # Files of proposals and of questions that stayed when their rows were erased.
    "delete-leftover-private-files": {
        "task": "editorial.tasks.delete_leftover_private_files",
        "schedule": crontab(hour=3, minute=20),
    },
    # Files of pictures that public pages showed and none shows any more.
    "take-away-unseen-pictures": {
        "task": "home.tasks.take_away_unseen_pictures",
        "schedule": crontab(hour=3, minute=30),
    },
    # What the page cache was not told of.
    "tell-page-cache": {"task": "page_cache.tasks.tell_page_cache", "schedule": crontab()},
    # Addresses of which no proxy has a copy any more.
    "forget-cached-addresses": {
        "task": "page_cache.tasks.forget_cached_addresses",
        "schedule": crontab(hour=1, minute=20),
    },
    # What Elasticsearch missed while it was away, where there is one.
    "catch-up-engine": {"task": "search.tasks.catch_up_engine", "schedule": crontab()},
    # What public pages refer to, where the task was lost that would have written it down.
    "repair-references": {"task": "editorial.tasks.repair_references", "schedule": crontab(hour=3, minute=50)},
    # Personal data whose period of keeping is over.
    "erase-personal-data": {
        "task": "participation.tasks.erase_personal_data",
        "schedule": crontab(hour=4, minute=20),
    },
    # Names and addresses of press agencies that asked for the packs and were not answered.
    "forget-press-requests": {
        "task": "information.tasks.forget_press_requests",
        "schedule": crontab(hour=0, minute=25),
    },
    # Words of public pages and questions, from which the search offers other spellings.
    "count-words": {"task": "search.tasks.count_words", "schedule": crontab(hour=4, minute=50)},
    # Where the histories of questions end, kept outside the database.
    "anchor-history": {"task": "qa.tasks.anchor_history", "schedule": crontab(hour=4, minute=40)},
    # One encrypted set of everything at each target, before the work of the night deletes files.
    "back-up": {"task": "cityportal.tasks.back_up", "schedule": crontab(hour=23, minute=0)},
    # Public pages as files, where a folder is named. What did not begin within the hour is done by the next run.
    "export-mirror": {
        "task": "cityportal.tasks.export_mirror",
        "schedule": crontab(minute=50),
        "options": {"expires": 3600},
    },
    # A restore beside the living installation, where this machine has a private key.
    "drill-restore": {
        "task": "cityportal.tasks.drill_restore",
        "schedule": crontab(day_of_week="sun", hour=0, minute=40),
    },
    # What is wrong with the installation, once the work of the night is done.
    "examine-at-night": {"task": "cityportal.tasks.examine_at_night", "schedule": crontab(hour=5, minute=20)},
    # How every open portal meets the common standards, once links were followed and a restore was drilled.
    "check-conformance": {
        "task": "cityportal.tasks.check_conformance",
        "schedule": crontab(day_of_week="sun", hour=5, minute=50),
    },
    # Addresses of those who asked to follow a question and did not confirm it, or whose question is closed for long.
    "forget-followers": {
        "task": "qa.tasks.forget_followers",
        "schedule": crontab(hour=4, minute=30),
    },
    # Mails on questions whose task was lost.
    "send-left-mails": {"task": "qa.tasks.send_left_mails", "schedule": crontab(minute="*/5")},
    # Likewise on comments.
    "send-left-comment-mails": {
        "task": "participation.tasks.send_left_comment_mails",
        "schedule": crontab(minute=45),
    },
    # Questions that were not answered at live events, whose senders want them passed on.
    "settle-live-events": {
        "task": "participation.tasks.settle_live_events",
        "schedule": crontab(hour=1, minute=20),
    },
    # Likewise on contributions.
    "send-left-contribution-mails": {
        "task": "participation.tasks.send_left_contribution_mails",
        "schedule": crontab(minute=50),
    },
    # What is public and not in the index of search, because its task was lost.
    "catch-up-search": {"task": "search.tasks.catch_up", "schedule": crontab(minute="4-59/10")},
    # What was approved for a later time, and what has run out.
    "publish-scheduled": {"task": "editorial.tasks.publish_scheduled", "schedule": crontab(minute="*/10")},
    # Addresses of services and channels on public pages; on the night to Sunday, when few use what is asked.
    "follow-offered-links": {
        "task": "information.tasks.follow_offered_links",
        "schedule": crontab(day_of_week="sun", hour=1, minute=0),
    },
    # Items of other systems that boards set as sources.
    "read-item-sources": {
        "task": "exchange.tasks.read_item_sources",
        "schedule": crontab(minute=25),
        "options": {"expires": 3600},
    },
    # Figures of yesterday for the measurement system, and of days that were missed, where a folder is named.
    "send-figures": {"task": "exchange.tasks.send_missing_figures", "schedule": crontab(hour=1, minute=30)},
    # Archive packages that nobody makes any more.
    "give-up-archive-packages": {
        "task": "exchange.tasks.give_up_archive_packages",
        "schedule": crontab(minute=35),
    },
    # Files of archive packages whose time to be downloaded is over.
    "clear-archive-packages": {
        "task": "exchange.tasks.clear_archive_packages",
        "schedule": crontab(hour=2, minute=20),
    },
    # Questions of officers whose last day was yesterday.
    "give-back-left-questions": {"task": "qa.tasks.give_back_left_questions", "schedule": crontab(hour=0, minute=15)},
    # Figures of questions: late or not follows the day.
    "count-questions": {"task": "qa.tasks.count_questions", "schedule": crontab(minute=5)},
    # Digests of networks that rated something, and words whose period of keeping is over.
    "forget-traces-of-ratings": {
        "task": "participation.tasks.forget_traces_of_ratings",
        "schedule": crontab(hour=0, minute=20),
    },
    # Addresses of followers of drafts that did not confirm, or whose time is over.
    "forget-draft-followers": {
        "task": "participation.tasks.forget_draft_followers",
        "schedule": crontab(hour=0, minute=40),
    },
    # Words that were searched for: rare ones go, the others are asked for results.
    "examine-searches": {"task": "search.tasks.examine_searches", "schedule": crontab(hour=2, minute=50)},
    # What is new for those who follow a search by mail.
    "tell-search-followers": {"task": "search.tasks.tell_search_followers", "schedule": crontab(hour=6, minute=30)},
    # One mail for each person with what waits, before the offices open.
    "send-digests": {"task": "notifications.tasks.send_digests", "schedule": crontab(hour=7, minute=30)},
}
