-- Up Migration
-- Silence is an instant, and a unit that was called to work may be silent before it ever sent a fix.

ALTER TABLE vehicle_now
  -- Since when a unit on shift has not been heard of; null while it is.
  ADD COLUMN silent_since timestamptz,
  ALTER COLUMN fix_at DROP NOT NULL,
  ALTER COLUMN received_at DROP NOT NULL,
  ALTER COLUMN lat_e6 DROP NOT NULL,
  ALTER COLUMN lng_e6 DROP NOT NULL;
UPDATE vehicle_now SET silent_since = received_at WHERE silent;
ALTER TABLE vehicle_now
  DROP COLUMN silent,
  -- Without a fix there is only the silence.
  ADD CHECK (num_nulls(fix_at, received_at, lat_e6, lng_e6) = 0
    OR (num_nulls(fix_at, received_at, lat_e6, lng_e6) = 4 AND silent_since IS NOT NULL));
CREATE INDEX dispatch_order_time ON dispatch_order (ordered_at);
-- Bodies of changes name vehicles in the new shape: live readers take a fresh snapshot.
TRUNCATE change;
