"""The sheets of a round's own workbooks, which its officer keeps."""
