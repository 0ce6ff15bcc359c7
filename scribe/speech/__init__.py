"""What is heard becomes words with a speaker each."""
