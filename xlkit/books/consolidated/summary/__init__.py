"""What a reader has to know first: the sentences of the summary, each leading to the row that it is said of."""
