-- Up Migration
-- Since when fixes are still needed: those of tracks that are open or not matched into final passes yet.

CREATE FUNCTION fixes_needed_since() RETURNS timestamptz LANGUAGE sql STABLE AS $$
  SELECT LEAST(
    (SELECT min(from_at) FROM track_mark),
    (SELECT min(started_at) FROM track WHERE NOT closed),
    -- A marked span is matched again from the start of the track that it touches.
    (SELECT min(track.started_at) FROM track_mark AS mark JOIN track ON track.vehicle_id = mark.vehicle_id
       AND track.started_at <= mark.to_at AND track.ended_at >= mark.from_at))
$$;
