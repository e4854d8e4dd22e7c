-- Up Migration
-- Who signs in: drivers, contractors, clients, auditors. The token is printed once; only its SHA-256 is kept.

CREATE TABLE account (
  code text PRIMARY KEY,
  name text NOT NULL,
  role text NOT NULL CHECK (role IN ('driver', 'contractor', 'client', 'auditor')),
  contractor_code text REFERENCES contractor (code),
  -- A driver's machines.
  vehicle_codes text[] NOT NULL DEFAULT '{}',
  -- A client or auditor of one authority; null = of all.
  authority_code text REFERENCES authority (code),
  token_hash bytea NOT NULL UNIQUE,
  CHECK ((role = 'contractor') = (contractor_code IS NOT NULL)),
  CHECK ((role = 'driver') = (cardinality(vehicle_codes) > 0)),
  CHECK (authority_code IS NULL OR role IN ('client', 'auditor'))
);

-- Requests that were answered: one that is sent again (a phone that lost the answer) gets the same answer and does nothing.
CREATE TABLE answered_request (
  account_code text NOT NULL,
  request_id text NOT NULL,
  -- What was asked: another question under the same id is refused.
  asked text NOT NULL,
  answer jsonb NOT NULL,
  answered_at timestamptz NOT NULL,
  PRIMARY KEY (account_code, request_id)
);

