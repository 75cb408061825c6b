"""What the verbs read: the limits of a day."""

from __future__ import annotations

from datetime import date
from typing import Final

from deadlines.enums import Step, Trigger
from deadlines.queries import rules_on
from qa.clocks import QuestionLimits
from qa.errors import ClocksUnknown

# Of the categories of information, the one of questions.
CATEGORY: Final = "hoi-dap"


def limits_on(day: date) -> QuestionLimits:
    """The limits for a question received on a day. Two queries.

    Raises:
        ClocksUnknown: one of them is not in force.
    """
    rules = {rule.step: rule.limit for rule in rules_on(day, category=CATEGORY) if rule.trigger == Trigger.RECEIPT}
    try:
        return QuestionLimits(classify=rules[Step.CLASSIFY], decline=rules[Step.DECLINE], answer=rules[Step.ANSWER])
    except KeyError as error:
        raise ClocksUnknown from error
