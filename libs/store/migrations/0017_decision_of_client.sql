-- Up Migration
-- A finding may concern the reports of two clients: each decides for its own payment. Null: for every client concerned.
ALTER TABLE finding_decision ADD COLUMN client_code text REFERENCES authority (code);
