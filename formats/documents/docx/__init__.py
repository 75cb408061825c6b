"""The format of Word (.docx, ECMA-376): what of it becomes part of the tree."""
