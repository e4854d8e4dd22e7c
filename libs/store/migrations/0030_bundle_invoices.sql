-- Up Migration
-- How many of its period's invoices a bundle holds: each replaces the one before it, so the count says which is the last,
-- whatever the clock said. Null where it was written before this was counted; then the time of writing says it.

ALTER TABLE bundle ADD COLUMN invoice_count integer CHECK (invoice_count >= 0);
