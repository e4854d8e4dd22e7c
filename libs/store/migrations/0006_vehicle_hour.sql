-- Up Migration
-- What each vehicle sent in each hour: for operation reports (稼働日報) and to see gaps, standstills and impossible
-- speeds without reading every fix. On TimescaleDB a continuous aggregate of the same name and columns takes its place.

CREATE VIEW vehicle_hour AS
SELECT vehicle_id,
  date_bin(INTERVAL '1 hour', fix_at, TIMESTAMPTZ '2000-01-01 00:00:00+00') AS hour_at,
  count(*) AS fixes,
  min(fix_at) AS first_fix_at,
  max(fix_at) AS last_fix_at,
  -- Above the speed at which matching takes a vehicle to stand, 0.5 m/s.
  count(*) FILTER (WHERE speed_cmps > 50) AS moving_fixes,
  count(*) FILTER (WHERE blade) AS blade_fixes,
  count(*) FILTER (WHERE spreader) AS spreader_fixes,
  max(speed_cmps) AS top_speed_cmps
FROM fix GROUP BY 1, 2;
