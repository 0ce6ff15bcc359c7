"""What a careful reader would flag in a finished note, and how it serves the treatment plan."""
