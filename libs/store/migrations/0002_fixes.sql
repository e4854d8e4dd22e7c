-- Up Migration
-- Fixes as acknowledged, the consumer's place in the log, marks of what is still to be matched, and the tracks.

CREATE SEQUENCE track_mark_version;

CREATE TABLE fix (
  device_id integer NOT NULL,
  fix_at timestamptz NOT NULL,
  -- The device's seq, or the first 8 bytes of SHA-256 over latE6, lngE6, speed, heading and inputs.
  key bigint NOT NULL,
  vehicle_id integer NOT NULL,
  lat_e6 integer NOT NULL,
  lng_e6 integer NOT NULL,
  speed_cmps integer,
  heading_ddeg smallint,
  accuracy_dm integer,
  blade boolean,
  spreader boolean,
  work_type text,
  has_seq boolean NOT NULL,
  sent_at timestamptz,
  received_at timestamptz NOT NULL,
  -- Place in the partition of the log; the in-process log counts on from log_position.next.
  position bigint NOT NULL,
  PRIMARY KEY (device_id, fix_at, key)
);
CREATE INDEX fix_vehicle_time ON fix (vehicle_id, fix_at);

CREATE TABLE rejected_fix (
  device_id integer NOT NULL,
  -- First 8 bytes of SHA-256 over the raw payload: a resent one is kept once.
  key bigint NOT NULL,
  reason text NOT NULL,
  raw text NOT NULL,
  received_at timestamptz NOT NULL,
  PRIMARY KEY (device_id, key)
);

-- Where the consumer of a partition stands, and who it is. The embedded log has the one partition 0.
CREATE TABLE log_position (
  partition integer PRIMARY KEY,
  next bigint NOT NULL,
  owner text NOT NULL
);

-- A vehicle's span of fix times that is committed but not matched into final passes yet: because of its fixes
-- (written by tracks alone) or because of an event (written with the event by whoever records it).
CREATE TABLE track_mark (
  vehicle_id integer NOT NULL,
  source text NOT NULL CHECK (source IN ('fix', 'event')),
  from_at timestamptz NOT NULL,
  to_at timestamptz NOT NULL,
  -- Renewed with every fix or event that widens the mark: it is cleared only by who matched that version.
  version bigint NOT NULL DEFAULT nextval('track_mark_version'),
  PRIMARY KEY (vehicle_id, source)
);

-- What the stored passes were matched with: another network, matcher or set of target roads re-matches everything.
CREATE TABLE matched_with (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  network_hash text NOT NULL,
  matcher_version integer NOT NULL,
  targets_hash text NOT NULL
);

-- A vehicle's run of fixes without a gap over 5 minutes; the unit of recomputation.
CREATE TABLE track (
  vehicle_id integer NOT NULL,
  started_at timestamptz NOT NULL,
  ended_at timestamptz NOT NULL,
  closed boolean NOT NULL,
  PRIMARY KEY (vehicle_id, started_at)
);
CREATE INDEX track_open ON track (vehicle_id) WHERE NOT closed;

-- The newest fix of each vehicle with its provisional place: the moving dot, `in_progress`, silence.
CREATE TABLE vehicle_now (
  vehicle_id integer PRIMARY KEY,
  fix_at timestamptz NOT NULL,
  received_at timestamptz NOT NULL,
  lat_e6 integer NOT NULL,
  lng_e6 integer NOT NULL,
  speed_cmps integer,
  heading_ddeg smallint,
  -- Provisional directed segment; null off the network.
  directed integer,
  work_kind text NOT NULL CHECK (work_kind IN ('plowed', 'treated', 'passed', 'unknown')),
  silent boolean NOT NULL DEFAULT false
);
