-- Up Migration
-- What the audits before payment look at, apart from the rest of the evidence, and which dates they have looked at.

CREATE FUNCTION directed_segments(passes jsonb) RETURNS integer[] LANGUAGE sql IMMUTABLE AS $$
  SELECT coalesce(array_agg(DISTINCT 2 * (pass ->> 'segment')::integer + (pass ->> 'direction')::integer), '{}')
  FROM jsonb_array_elements(passes) AS pass
$$;

-- Minute since 1970, latitude and longitude in micro-degrees, one after the other.
CREATE FUNCTION moving_minutes(minutes jsonb) RETURNS integer[] LANGUAGE sql IMMUTABLE AS $$
  SELECT coalesce(array_agg(value ORDER BY n, i), '{}')
  FROM jsonb_array_elements(minutes) WITH ORDINALITY AS each (minute, n),
    LATERAL (VALUES (1, ((minute ->> 'at')::bigint / 60000)::integer), (2, (minute ->> 'latE6')::integer),
      (3, (minute ->> 'lngE6')::integer)) AS part (i, value)
  WHERE (minute ->> 'moving')::boolean
$$;

CREATE FUNCTION fixes_in(spans jsonb) RETURNS integer LANGUAGE sql IMMUTABLE AS $$
  SELECT coalesce(sum((span ->> 'fixCount')::integer), 0)::integer FROM jsonb_array_elements(spans) AS span
$$;

ALTER TABLE report_evidence
  ADD COLUMN directed integer[] GENERATED ALWAYS AS (directed_segments(document -> 'passes')) STORED,
  ADD COLUMN moving integer[] GENERATED ALWAYS AS (moving_minutes(document -> 'evidence' -> 'minutes')) STORED,
  ADD COLUMN fix_count integer GENERATED ALWAYS AS (fixes_in(document -> 'evidence' -> 'spans')) STORED;

-- The approved reports of a date and of the one before, as they were when the audits last looked at them.
CREATE TABLE audited_date (
  business_date date PRIMARY KEY,
  fingerprint text NOT NULL
);
