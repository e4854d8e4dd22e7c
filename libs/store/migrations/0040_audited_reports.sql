-- Up Migration
-- Which reports the audits have seen as they stand now, and the machines of a contract beside its document.

-- What the audits take of a report: null where it may not be paid.
ALTER TABLE daily_report ADD COLUMN audit_standing text GENERATED ALWAYS AS (
  CASE WHEN state IN ('approved', 'settled')
    THEN revision::text || ' ' || content_step::text || ' ' || coalesce(changed_passes_hash, '') END) STORED;
-- As it stood when its date and the one after were last audited.
ALTER TABLE daily_report ADD COLUMN audited_as text;
CREATE INDEX daily_report_unaudited ON daily_report (business_date) WHERE audit_standing IS DISTINCT FROM audited_as;

-- From now on the rules alone: what has changed of the reports is beside them.
UPDATE audited_date SET fingerprint = '';
ALTER TABLE audited_date RENAME COLUMN fingerprint TO rules;

CREATE FUNCTION machines_of(contract jsonb) RETURNS text[] LANGUAGE sql IMMUTABLE AS $$
  SELECT coalesce(array_agg(machine ->> 'machineCode'), '{}') FROM jsonb_array_elements(contract -> 'machines') AS machine
$$;
ALTER TABLE contract ADD COLUMN machine_codes text[] GENERATED ALWAYS AS (machines_of(document)) STORED;
