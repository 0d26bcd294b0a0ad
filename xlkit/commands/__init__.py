"""The commands, one a file: arguments in, a library call, words out."""
