-- Up Migration
-- 待機・休憩・故障・給油: what a driver's button says that is no work; null for every other state.

ALTER TABLE work_state ADD COLUMN activity text CHECK (activity IN ('standby', 'break', 'downtime'));
