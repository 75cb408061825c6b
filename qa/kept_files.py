"""The folder of senders' files and their copies: what no row names there goes by night."""

from editorial.integrity.leftover_files import register_private_folder
from qa.models import PublicCopy, QuestionAttachment

register_private_folder("questions", (QuestionAttachment, "stored_as"), (PublicCopy, "file"), (PublicCopy, "draft"))
