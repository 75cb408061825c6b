"""Files that citizens send with a form: checked, held while the form is put right, stored encrypted, read, erased."""
