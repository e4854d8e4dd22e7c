-- Up Migration
-- 電子帳簿保存法: an invoice's file is kept as it was handed out first, so that its bytes and their hash never change.

CREATE TABLE invoice_pdf (
  invoice_no text PRIMARY KEY REFERENCES invoice (invoice_no),
  -- Root hash that it prints; null where its settlement's bundle was never written.
  root_hash text,
  content bytea NOT NULL,
  recorded_at timestamptz NOT NULL,
  recorded_by text NOT NULL
);

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON invoice_pdf
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
