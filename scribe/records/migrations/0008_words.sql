-- What was said, under a key of its session's own (words.py). `body` is then the event's bare bones.
ALTER TABLE events ADD COLUMN sealed BLOB;
ALTER TABLE sessions ADD COLUMN words_key BLOB NOT NULL DEFAULT x'';

-- Copies of what was said that nothing reads: the log tells it all, and here no key of the session's own kept them.
DROP TABLE words;
DROP TABLE utterances;
DROP TABLE speakers;
DROP TABLE evidence;
DROP TABLE risks;
