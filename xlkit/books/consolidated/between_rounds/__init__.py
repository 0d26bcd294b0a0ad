"""What moved since an earlier round."""
