"""Reading: the bytes of a returned file, which nobody has checked, become a RawReturn or the reason why not."""
