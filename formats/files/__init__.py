"""What an uploaded file holds: whether it is of the format that its name says, and nothing in it can do harm.

Pure: a file in, a typed refusal or nothing out. Files are read in pieces, archives within a budget.
"""

from formats.files.checking import CHECKED, check_contents
from formats.files.reading import ending_of_name

__all__ = ["CHECKED", "check_contents", "ending_of_name"]
