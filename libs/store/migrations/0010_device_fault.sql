-- Up Migration
-- Live readers are told of devices whose clock is wrong.

ALTER TABLE change DROP CONSTRAINT change_kind_check;
ALTER TABLE change ADD CONSTRAINT change_kind_check CHECK (kind IN
  ('positions', 'passes', 'work_state', 'snowfall', 'storm', 'dispatch_order', 'unit_silent', 'unit_back', 'register',
   'device_fault'));
