-- What tells the people of a running session apart, for going on after a crash. NULL once the note is drafted: a
-- voiceprint is kept no longer than it is needed.
ALTER TABLE sessions ADD COLUMN voices BLOB;
