-- Up Migration
-- Contracts, daily reports, settlements and invoices (電子帳簿保存法: what was written is never changed or removed).

-- Whether the phone said that an app made the position; null where it did not say. 指示者 and 手段 of an order.
ALTER TABLE fix ADD COLUMN mock boolean;
ALTER TABLE dispatch_order ADD COLUMN ordered_by text, ADD COLUMN order_channel text;

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'Rows of % are never changed or removed: add a new version.', TG_TABLE_NAME
    USING ERRCODE = 'restrict_violation';
END $$;

-- Each version of a contract as a whole; an amendment is a new version.
CREATE TABLE contract (
  id text NOT NULL,
  version integer NOT NULL CHECK (version > 0),
  client_code text NOT NULL REFERENCES authority (code),
  contractor_code text NOT NULL REFERENCES contractor (code),
  from_date date NOT NULL,
  to_date date NOT NULL CHECK (to_date >= from_date),
  document jsonb NOT NULL,
  recorded_at timestamptz NOT NULL,
  recorded_by text NOT NULL,
  PRIMARY KEY (id, version)
);

-- What invoices say of a contractor (issuer) or a client (recipient); the newest row of a party holds.
CREATE TABLE invoice_party (
  serial bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  side text NOT NULL CHECK (side IN ('issuer', 'recipient')),
  code text NOT NULL,
  document jsonb NOT NULL,
  recorded_at timestamptz NOT NULL,
  recorded_by text NOT NULL
);
CREATE INDEX invoice_party_newest ON invoice_party (side, code, serial DESC);

-- Where a report stands: the number of its last step and what the lists ask for. Its content is in report_step.
CREATE TABLE daily_report (
  report_no text PRIMARY KEY,
  machine_code text NOT NULL,
  business_date date NOT NULL,
  -- Null: no contract pays for it.
  contract_id text,
  client_code text,
  contractor_code text,
  revision integer NOT NULL,
  state text NOT NULL CHECK (state IN ('draft', 'submitted', 'checked', 'approved', 'settled', 'returned')),
  step_no integer NOT NULL,
  -- The step that holds the content as it is now.
  content_step integer NOT NULL,
  -- First and last instant of its spans; null where it has none.
  started_at timestamptz,
  ended_at timestamptz,
  work_s integer NOT NULL,
  -- Hash of the passes that a later making found, where it is not the report's: it changed after approval.
  changed_passes_hash text
);
CREATE INDEX daily_report_date ON daily_report (business_date);
CREATE INDEX daily_report_machine ON daily_report (machine_code, business_date);
CREATE INDEX daily_report_contract ON daily_report (contract_id, started_at);

-- Passes and fixes' evidence of reports, kept once for all steps that rest on them.
CREATE TABLE report_evidence (
  -- SHA-256 of its canonical JSON.
  hash text PRIMARY KEY,
  document jsonb NOT NULL
);

-- Every step of a report since it was made (step 0): who, when, why, before and after.
CREATE TABLE report_step (
  report_no text NOT NULL REFERENCES daily_report (report_no),
  step_no integer NOT NULL,
  revision integer NOT NULL,
  -- Null for step 0.
  step jsonb,
  -- The report's content from this step on; null where the step left it as it was.
  content jsonb,
  evidence_hash text REFERENCES report_evidence (hash),
  recorded_at timestamptz NOT NULL,
  PRIMARY KEY (report_no, step_no),
  CHECK ((content IS NULL) = (evidence_hash IS NULL))
);

CREATE TABLE photo (
  -- SHA-256 of the file.
  hash text PRIMARY KEY,
  media_type text NOT NULL,
  content bytea NOT NULL,
  recorded_at timestamptz NOT NULL,
  recorded_by text NOT NULL
);

-- Findings of the consistency rules (report) and of the audits before payment (audit), as last seen.
CREATE TABLE finding (
  id text PRIMARY KEY,
  stage text NOT NULL CHECK (stage IN ('report', 'audit')),
  business_date date NOT NULL,
  report_nos text[] NOT NULL,
  document jsonb NOT NULL,
  found_at timestamptz NOT NULL,
  -- Since when it is found no more.
  gone_at timestamptz
);
CREATE INDEX finding_date ON finding (stage, business_date);
CREATE INDEX finding_reports ON finding USING gin (report_nos);

-- What people decided on findings, and why.
CREATE TABLE finding_decision (
  serial bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  finding_id text NOT NULL REFERENCES finding (id),
  decision text NOT NULL CHECK (decision IN ('pay', 'withhold')),
  withheld_report_nos text[] NOT NULL,
  reason text NOT NULL CHECK (btrim(reason) <> ''),
  decided_by text NOT NULL,
  decided_at timestamptz NOT NULL
);
CREATE INDEX finding_decision_finding ON finding_decision (finding_id);

-- Settlements of a month (YYYY-MM) or of the season's end (season); one made again is a new version.
CREATE TABLE settlement (
  contract_id text NOT NULL,
  period text NOT NULL CHECK (period ~ '^(\d{4}-\d{2}|season)$'),
  version integer NOT NULL CHECK (version > 0),
  contract_version integer NOT NULL,
  total_yen bigint NOT NULL,
  -- Everything but the lines.
  document jsonb NOT NULL,
  settled_at timestamptz NOT NULL,
  settled_by text NOT NULL,
  PRIMARY KEY (contract_id, period, version),
  FOREIGN KEY (contract_id, contract_version) REFERENCES contract (id, version)
);

CREATE TABLE settlement_line (
  contract_id text NOT NULL,
  period text NOT NULL,
  version integer NOT NULL,
  line_no integer NOT NULL,
  machine_code text NOT NULL,
  yen bigint NOT NULL,
  document jsonb NOT NULL,
  PRIMARY KEY (contract_id, period, version, line_no),
  FOREIGN KEY (contract_id, period, version) REFERENCES settlement
);

CREATE TABLE settlement_report (
  contract_id text NOT NULL,
  period text NOT NULL,
  version integer NOT NULL,
  report_no text NOT NULL REFERENCES daily_report (report_no),
  revision integer NOT NULL,
  PRIMARY KEY (contract_id, period, version, report_no),
  FOREIGN KEY (contract_id, period, version) REFERENCES settlement
);
CREATE INDEX settlement_report_report ON settlement_report (report_no);

-- Payment was released: no audit is open.
CREATE TABLE settlement_release (
  contract_id text NOT NULL,
  period text NOT NULL,
  version integer NOT NULL,
  released_at timestamptz NOT NULL,
  released_by text NOT NULL,
  PRIMARY KEY (contract_id, period, version),
  FOREIGN KEY (contract_id, period, version) REFERENCES settlement
);

-- Issued once; a mistake is mended by another invoice that replaces it.
CREATE TABLE invoice (
  invoice_no text PRIMARY KEY,
  contract_id text NOT NULL,
  period text NOT NULL,
  settlement_version integer NOT NULL,
  issued_on date NOT NULL,
  contractor_code text NOT NULL,
  client_code text NOT NULL,
  issuer_name text NOT NULL,
  addressee text NOT NULL,
  total_yen bigint NOT NULL,
  -- An invoice is replaced at most once.
  replaces_no text UNIQUE REFERENCES invoice (invoice_no),
  document jsonb NOT NULL,
  recorded_at timestamptz NOT NULL,
  recorded_by text NOT NULL,
  FOREIGN KEY (contract_id, period, settlement_version) REFERENCES settlement
);
-- A settled period has one first invoice; others replace it.
CREATE UNIQUE INDEX invoice_first ON invoice (contract_id, period) WHERE replaces_no IS NULL;
CREATE INDEX invoice_issued ON invoice (issued_on);
CREATE INDEX invoice_yen ON invoice (total_yen);
CREATE INDEX invoice_contractor ON invoice (contractor_code, issued_on);

-- What the payment act counts its days from; the newest row of a kind holds.
CREATE TABLE payment_step (
  serial bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  contract_id text NOT NULL,
  period text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('completion_noticed', 'inspected', 'invoice_received', 'refused', 're_received', 'paid')),
  on_date date NOT NULL,
  reason text,
  is_gross boolean NOT NULL DEFAULT false,
  recorded_at timestamptz NOT NULL,
  recorded_by text NOT NULL,
  CHECK (kind <> 'refused' OR btrim(reason) <> '')
);
CREATE INDEX payment_step_settlement ON payment_step (contract_id, period);

-- Hash chains over a machine's fixes of a day (the date in Japan); a late fix makes another head.
CREATE TABLE fix_chain (
  machine_code text NOT NULL,
  date date NOT NULL,
  head text NOT NULL,
  form integer NOT NULL,
  fix_count integer NOT NULL,
  recorded_at timestamptz NOT NULL,
  PRIMARY KEY (machine_code, date, head)
);

-- Bundles written: the zip's name and hash, and the root hash that the documents print.
CREATE TABLE bundle (
  contract_id text NOT NULL,
  period text NOT NULL,
  version integer NOT NULL,
  root_hash text NOT NULL,
  file_name text NOT NULL,
  sha256 text NOT NULL,
  bytes bigint NOT NULL,
  written_at timestamptz NOT NULL,
  written_by text NOT NULL,
  PRIMARY KEY (contract_id, period, version, root_hash),
  FOREIGN KEY (contract_id, period, version) REFERENCES settlement
);

DO $$
DECLARE
  kept text;
BEGIN
  FOREACH kept IN ARRAY ARRAY['contract', 'invoice_party', 'report_evidence', 'report_step', 'photo', 'finding_decision',
    'settlement', 'settlement_line', 'settlement_report', 'settlement_release', 'invoice', 'payment_step', 'fix_chain',
    'bundle']
  LOOP
    EXECUTE format('CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON %I
      FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()', kept);
  END LOOP;
END $$;
CREATE TRIGGER no_removal BEFORE DELETE OR TRUNCATE ON daily_report FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER no_removal BEFORE DELETE OR TRUNCATE ON finding FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- The months of contracts whose newest settlement is not released or not in a bundle yet: the fixes of their nights are
-- the evidence of a bill to come. A night begins up to two days before the month that it is paid in.
CREATE VIEW unbundled_month AS
SELECT contract.id AS contract_id, to_char(month, 'YYYY-MM') AS period,
  (month - interval '2 days') AT TIME ZONE interval '9 hours' AS needed_since
FROM (SELECT DISTINCT ON (id) id, from_date, to_date FROM contract ORDER BY id, version DESC) AS contract
CROSS JOIN LATERAL generate_series(date_trunc('month', from_date::timestamp), to_date::timestamp, interval '1 month') AS month
LEFT JOIN LATERAL (
  SELECT version FROM settlement WHERE settlement.contract_id = contract.id
    AND settlement.period = to_char(month, 'YYYY-MM') ORDER BY version DESC LIMIT 1) AS newest ON true
WHERE NOT EXISTS (SELECT FROM bundle WHERE bundle.contract_id = contract.id
    AND bundle.period = to_char(month, 'YYYY-MM') AND bundle.version = newest.version)
  OR NOT EXISTS (SELECT FROM settlement_release AS release WHERE release.contract_id = contract.id
    AND release.period = to_char(month, 'YYYY-MM') AND release.version = newest.version);

-- As before, and besides: fixes whose bill is not final, and those of reports that are not settled (a new revision, say).
CREATE OR REPLACE FUNCTION fixes_needed_since() RETURNS timestamptz LANGUAGE sql STABLE AS $$
  SELECT LEAST(
    (SELECT min(from_at) FROM track_mark),
    (SELECT min(started_at) FROM track WHERE NOT closed),
    -- A marked span is matched again from the start of the track that it touches.
    (SELECT min(track.started_at) FROM track_mark AS mark JOIN track ON track.vehicle_id = mark.vehicle_id
       AND track.started_at <= mark.to_at AND track.ended_at >= mark.from_at),
    (SELECT min(needed_since) FROM unbundled_month),
    (SELECT min(started_at) - interval '2 days' FROM daily_report
     WHERE contract_id IS NOT NULL AND state <> 'settled'))
$$;
