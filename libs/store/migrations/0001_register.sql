-- Up Migration
-- The register: whose roads, who works on them, with which vehicles and devices, on which routes of the plan.

CREATE TABLE authority (
  code text PRIMARY KEY,
  name text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('state', 'prefecture', 'city', 'other'))
);

CREATE TABLE contractor (
  code text PRIMARY KEY,
  name text NOT NULL
);

CREATE TABLE vehicle (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  code text NOT NULL UNIQUE,
  name text NOT NULL,
  contractor_code text REFERENCES contractor (code),
  authority_code text REFERENCES authority (code),
  machine_type text NOT NULL DEFAULT '',
  machine_spec text NOT NULL DEFAULT '',
  ownership text NOT NULL DEFAULT 'contractor_owned' CHECK (ownership IN ('client_lent', 'contractor_owned')),
  plate_no text NOT NULL DEFAULT '',
  depot_lat_e6 integer,
  depot_lng_e6 integer
);

CREATE TABLE device (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  code text NOT NULL UNIQUE,
  -- SHA-256 of the token; the token itself is printed once and never stored.
  token_hash bytea NOT NULL UNIQUE
);

-- Which vehicle carries which device, from an instant until the next row of the same device.
CREATE TABLE device_assignment (
  device_id integer NOT NULL REFERENCES device (id),
  from_at timestamptz NOT NULL,
  vehicle_id integer NOT NULL REFERENCES vehicle (id),
  PRIMARY KEY (device_id, from_at)
);

CREATE TABLE work_zone (
  code text PRIMARY KEY,
  name text NOT NULL,
  contractor_code text REFERENCES contractor (code),
  -- GeoJSON Polygon, [lng, lat] in degrees; null where only its routes are known.
  boundary jsonb
);

-- A route (路線) of the plan: the roads of the network that it names, with class and threshold.
CREATE TABLE route (
  code text PRIMARY KEY,
  name text NOT NULL,
  class text NOT NULL CHECK (class IN
    ('state_main', 'pref_priority', 'pref_1', 'pref_2', 'pref_3', 'city_1', 'city_2', 'city_3', 'none')),
  authority_code text REFERENCES authority (code),
  contractor_code text REFERENCES contractor (code),
  work_zone_code text REFERENCES work_zone (code),
  -- Keys of roads in the network file (ref, name or way id).
  road_keys text[] NOT NULL,
  -- New snow that starts the work; null = the class's own threshold.
  threshold_cm integer CHECK (threshold_cm > 0),
  -- Order of the route in its vehicle's plan.
  position integer NOT NULL DEFAULT 0
);
