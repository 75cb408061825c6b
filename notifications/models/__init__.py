from .notice import Notice, NoticePreference

__all__ = [
    "Notice",
    "NoticePreference",
]
