-- Up Migration
-- What an authority sets of how reports are made, looked at and audited; the newest row of an authority holds.

CREATE TABLE paper_settings (
  serial bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  -- Null: for every authority that sets nothing itself.
  authority_code text REFERENCES authority (code),
  document jsonb NOT NULL,
  recorded_at timestamptz NOT NULL,
  recorded_by text NOT NULL
);
CREATE INDEX paper_settings_newest ON paper_settings (authority_code, serial DESC);

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON paper_settings
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
