"""Questions of citizens: how often they may be asked, and what the form asks of the computer that sends it."""

from django.core.exceptions import ImproperlyConfigured

from .env import env

# Questions with one contact from one address in a day, and from one address in an hour; IPv6 counts by its /64 network.
# Many people share the address of a school, an office or a telephone network. A contact is never counted by itself:
# whoever types that of somebody else would keep them from asking.
QUESTIONS_PER_CONTACT_DAY = env.int("QUESTIONS_PER_CONTACT_DAY", default=5)
QUESTIONS_PER_ADDRESS_HOUR = env.int("QUESTIONS_PER_ADDRESS_HOUR", default=20)
# Comments on drafts from one address in an hour: one person may comment on many articles.
COMMENTS_PER_ADDRESS_HOUR = env.int("COMMENTS_PER_ADDRESS_HOUR", default=60)
# Contributions (articles, pictures, videos) from one address in an hour.
CONTRIBUTIONS_PER_ADDRESS_HOUR = env.int("CONTRIBUTIONS_PER_ADDRESS_HOUR", default=10)
# Forms sent from one address in an hour, those with mistakes too; and codes looked up.
QUESTION_FORMS_PER_ADDRESS_HOUR = env.int("QUESTION_FORMS_PER_ADDRESS_HOUR", default=60)
QUESTION_SIMILAR_PER_ADDRESS_HOUR = env.int("QUESTION_SIMILAR_PER_ADDRESS_HOUR", default=600)
QUESTION_LOOKUPS_PER_ADDRESS_HOUR = env.int("QUESTION_LOOKUPS_PER_ADDRESS_HOUR", default=60)

# Mails in a day to one e-mail address that nobody has proved to be theirs, over all portals: receipts, and requests to
# confirm that somebody follows a question. What is more is not sent, and nobody is told.
QUESTION_MAILS_PER_UNPROVED_ADDRESS_DAY = env.int("QUESTION_MAILS_PER_UNPROVED_ADDRESS_DAY", default=5)
# Days after which those who follow a closed question get no mails any more, and their addresses are erased.
QUESTION_FOLLOWERS_KEPT_DAYS = env.int("QUESTION_FOLLOWERS_KEPT_DAYS", default=180)

# Zero bits of the hash that a browser has to find before it sends a question; each bit doubles the work, 16 take about
# a second. 0: none is asked for. Switched on while robots flood the form.
QUESTION_PROOF_BITS = env.int("QUESTION_PROOF_BITS", default=0)
# Without JavaScript there is no such proof: then so many questions from one address in an hour, after so many seconds.
QUESTIONS_WITHOUT_PROOF_PER_ADDRESS_HOUR = env.int("QUESTIONS_WITHOUT_PROOF_PER_ADDRESS_HOUR", default=3)
QUESTION_SECONDS_WITHOUT_PROOF = env.int("QUESTION_SECONDS_WITHOUT_PROOF", default=30)

MOST_PROOF_BITS = 24

_positive = {
    "QUESTIONS_PER_CONTACT_DAY": QUESTIONS_PER_CONTACT_DAY,
    "QUESTIONS_PER_ADDRESS_HOUR": QUESTIONS_PER_ADDRESS_HOUR,
    "COMMENTS_PER_ADDRESS_HOUR": COMMENTS_PER_ADDRESS_HOUR,
    "CONTRIBUTIONS_PER_ADDRESS_HOUR": CONTRIBUTIONS_PER_ADDRESS_HOUR,
    "QUESTION_MAILS_PER_UNPROVED_ADDRESS_DAY": QUESTION_MAILS_PER_UNPROVED_ADDRESS_DAY,
    "QUESTION_FOLLOWERS_KEPT_DAYS": QUESTION_FOLLOWERS_KEPT_DAYS,
    "QUESTION_FORMS_PER_ADDRESS_HOUR": QUESTION_FORMS_PER_ADDRESS_HOUR,
    "QUESTION_SIMILAR_PER_ADDRESS_HOUR": QUESTION_SIMILAR_PER_ADDRESS_HOUR,
    "QUESTION_LOOKUPS_PER_ADDRESS_HOUR": QUESTION_LOOKUPS_PER_ADDRESS_HOUR,
    "QUESTIONS_WITHOUT_PROOF_PER_ADDRESS_HOUR": QUESTIONS_WITHOUT_PROOF_PER_ADDRESS_HOUR,
}
for _name, _value in _positive.items():
    if _value < 1:
        message = f"{_name} is {_value}: give a number of 1 or more."
        raise ImproperlyConfigured(message)
if not 0 <= QUESTION_PROOF_BITS <= MOST_PROOF_BITS:
    message = f"QUESTION_PROOF_BITS is {QUESTION_PROOF_BITS}: give 0, or at most {MOST_PROOF_BITS}."
    raise ImproperlyConfigured(message)
