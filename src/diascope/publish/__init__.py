"""Publishing: a built site pushed to a branch, with git's plumbing alone."""
