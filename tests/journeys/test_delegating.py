"""The head is away: a member approves for a while, and no longer once that is taken back."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from home.models import NewsArticlePage
from sites.enums import Seat
from sites.models import Delegation
from tests.factories import make_article, make_head
from tests.journeys.desk import APPROVE, Desk
