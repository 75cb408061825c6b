"""Not a letter of a Word file is lost: each stands in the tree, or in a finding that says why it does not."""

import pytest
from hypothesis import HealthCheck, given, settings

from formats.documents import findings as codes
from formats.documents.assembling import assemble
from tests.formats.generated_word_files import word_files
from tests.formats.word_files import letters, letters_of_file


@pytest.mark.slow(reason="reads many files that were made for it")
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(word_files())
def test_every_letter_of_a_file_stands_in_the_tree_or_in_a_finding(content):
    document = assemble(content)
    said = document.text + "".join(finding.text for finding in document.findings)
    assert letters(said) == letters_of_file(content)
    assert {finding.code for finding in document.findings} <= set(codes.FINDINGS)
