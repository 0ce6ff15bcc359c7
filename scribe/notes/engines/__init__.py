"""A local language model words what the session supports; what does not verify is dropped."""
