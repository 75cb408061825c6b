"""Background work of the page cache."""

from celery import shared_task

from page_cache.proxies import forget_old_addresses
from page_cache.purging import purge_pending


@shared_task(ignore_result=True)
def tell_page_cache() -> None:
    """Retry the invalidations that the cache did not confirm, and purge the proxies."""
    purge_pending()


@shared_task(ignore_result=True)
def forget_cached_addresses() -> None:
    forget_old_addresses()
