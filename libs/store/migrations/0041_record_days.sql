-- Up Migration
-- How often what is recorded of a machine's day has changed, so that its reports are compared with the record where it has.

CREATE TABLE record_day (
  vehicle_id integer NOT NULL,
  source text NOT NULL CHECK (source IN ('fix', 'pass', 'event')),
  -- The date in Japan.
  date date NOT NULL,
  -- Counts every row that came or went, in the transaction in which it did: it only ever rises.
  changes bigint NOT NULL,
  PRIMARY KEY (vehicle_id, source, date)
);

-- What the report was last compared with, and `changed_passes_hash` found; null where it must be compared again.
ALTER TABLE daily_report ADD COLUMN compared_with text;
