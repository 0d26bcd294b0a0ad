"""The published wording of an instrument: a document's own lines, and where among them its statements stand.

It knows how a document is read, and which of its lines say what a template's statements say; nothing of workbooks.
"""
