-- Something was destroyed, and its wrapping key is not (epochs.py): set with the destruction, cleared with the next epoch,
-- so that one which was killed or refused in between is finished by the next start.
ALTER TABLE key_epoch ADD COLUMN owed INTEGER NOT NULL DEFAULT 0;
