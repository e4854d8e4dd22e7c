-- Up Migration
-- Passes, the four append-only event tables, and the change table that live readers follow.

CREATE TABLE pass (
  vehicle_id integer NOT NULL,
  entered_at timestamptz NOT NULL,
  segment integer NOT NULL,
  direction smallint NOT NULL CHECK (direction IN (0, 1)),
  left_at timestamptz NOT NULL,
  from_cm integer NOT NULL,
  to_cm integer NOT NULL,
  covered_cm integer NOT NULL,
  work_kind text NOT NULL CHECK (work_kind IN ('plowed', 'treated', 'passed', 'unknown')),
  confidence_permille smallint NOT NULL,
  runner_up_segment integer NOT NULL,
  runner_up_permille smallint NOT NULL,
  matcher_version smallint NOT NULL,
  PRIMARY KEY (vehicle_id, entered_at, segment, direction)
);
CREATE INDEX pass_segment_time ON pass (segment, entered_at);

CREATE TABLE work_state (
  vehicle_id integer NOT NULL REFERENCES vehicle (id),
  at timestamptz NOT NULL,
  blade boolean,
  spreader boolean,
  work_type text,
  source text NOT NULL CHECK (source IN ('device', 'button', 'staff')),
  recorded_at timestamptz NOT NULL,
  PRIMARY KEY (vehicle_id, at, source)
);

CREATE TABLE snowfall (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  area text NOT NULL,
  from_at timestamptz NOT NULL,
  to_at timestamptz NOT NULL CHECK (to_at > from_at),
  new_snow_cm numeric(6, 1) NOT NULL CHECK (new_snow_cm >= 0),
  recorded_at timestamptz NOT NULL,
  UNIQUE (area, from_at, to_at)
);

-- Append-only: the end of a storm is a second row with the same area and start.
CREATE TABLE storm (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  area text NOT NULL,
  started_at timestamptz NOT NULL,
  ended_at timestamptz CHECK (ended_at > started_at),
  recorded_at timestamptz NOT NULL,
  UNIQUE NULLS NOT DISTINCT (area, started_at, ended_at)
);

CREATE TABLE dispatch_order (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('city_order', 'self_dispatch', 'support_order', 'standby_order')),
  routes text[] NOT NULL,
  vehicle_ids integer[] NOT NULL,
  ordered_at timestamptz NOT NULL,
  target_finish_at timestamptz,
  recorded_at timestamptz NOT NULL,
  UNIQUE NULLS NOT DISTINCT (kind, routes, vehicle_ids, ordered_at, target_finish_at)
);

-- What live readers follow. A reader takes rows whose xid is below pg_snapshot_xmin(pg_current_snapshot()),
-- in the order (xid, seq): so a slow transaction is never skipped.
CREATE TABLE change (
  seq bigint GENERATED ALWAYS AS IDENTITY,
  xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
  kind text NOT NULL CHECK (kind IN
    ('positions', 'passes', 'work_state', 'snowfall', 'storm', 'dispatch_order', 'unit_silent', 'unit_back', 'register')),
  body jsonb NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (xid, seq)
);
