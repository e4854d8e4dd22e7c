-- Up Migration
-- A payment's step that was recorded by mistake is taken back by a row of its own, with the reason: both stay.

CREATE TABLE payment_step_taken_back (
  serial bigint PRIMARY KEY REFERENCES payment_step (serial),
  reason text NOT NULL CHECK (btrim(reason) <> ''),
  recorded_at timestamptz NOT NULL,
  recorded_by text NOT NULL
);

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON payment_step_taken_back
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
