"""The demonstration: made-up answers of a council and its providers, their funds and what people say, always the same.

It knows what each of them filled in, and nothing of the files that `xlkit demo` makes of it.
"""
