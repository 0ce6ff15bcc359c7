"""Does a statement hold, given the utterances it cites?"""
