--liquibase formatted sql

--changeset folio:witness
-- What the witness knows of storage's loans and of the events that were published for them. Rows of
-- expectations and events live for some days; findings are what is kept.
CREATE TABLE witness_tenant (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  installed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  started_at timestamptz,
  record_at timestamptz,
  emptied_at timestamptz
);
COMMENT ON COLUMN witness_tenant.started_at IS 'When the first event was published';
COMMENT ON COLUMN witness_tenant.record_at IS 'Time of the newest record of storage';
COMMENT ON COLUMN witness_tenant.emptied_at IS 'When storage said that all loans were deleted';
INSERT INTO witness_tenant (only_row) VALUES (true);

CREATE TABLE witness_loan (
  loan_id uuid PRIMARY KEY,
  open boolean NOT NULL,
  state jsonb NOT NULL,
  due_date_fact text,
  recorded_at timestamptz NOT NULL,
  noted_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  blurred_at timestamptz
) WITH (fillfactor = 70);
CREATE INDEX witness_loan_open ON witness_loan (recorded_at) WHERE open;
CREATE INDEX witness_loan_ended ON witness_loan (noted_at) WHERE NOT open;
COMMENT ON COLUMN witness_loan.state IS 'The part of the row that events can tell';
COMMENT ON COLUMN witness_loan.due_date_fact IS 'What an event that repeats the present due date says';
COMMENT ON COLUMN witness_loan.blurred_at IS 'When a write was last seen only in part';

CREATE TABLE witness_expectation (
  position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  loan_id uuid NOT NULL,
  type text NOT NULL,
  fingerprint text NOT NULL,
  payload jsonb NOT NULL,
  rule text NOT NULL,
  demand text NOT NULL CHECK (demand IN ('REQUIRED', 'BY_RULE', 'ALLOWED')),
  policy_id text,
  request_id text,
  origin text NOT NULL,
  changed_at timestamptz NOT NULL,
  noted_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  due_at timestamptz NOT NULL,
  state text NOT NULL DEFAULT 'WAITING'
    CHECK (state IN ('WAITING', 'MET', 'REPORTED', 'SETTLED')),
  event_id uuid,
  finding_id uuid
);
CREATE INDEX witness_expectation_due ON witness_expectation (due_at) WHERE state = 'WAITING';
CREATE INDEX witness_expectation_open ON witness_expectation (fingerprint)
  WHERE state IN ('WAITING', 'REPORTED');
CREATE INDEX witness_expectation_fact ON witness_expectation (fingerprint);
CREATE INDEX witness_expectation_loan ON witness_expectation (loan_id) WHERE state = 'WAITING';
CREATE INDEX witness_expectation_noted ON witness_expectation (noted_at);

CREATE TABLE witness_event (
  id uuid PRIMARY KEY,
  loan_id uuid NOT NULL,
  type text NOT NULL,
  fingerprint text NOT NULL,
  request_id text,
  stored_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  state text NOT NULL DEFAULT 'WAITING'
    CHECK (state IN ('WAITING', 'MET', 'REPEATED', 'ACCEPTED', 'REPORTED')),
  finding_id uuid
);
CREATE INDEX witness_event_open ON witness_event (fingerprint)
  WHERE state IN ('WAITING', 'REPORTED');
CREATE INDEX witness_event_waiting ON witness_event (stored_at) WHERE state = 'WAITING';
CREATE INDEX witness_event_stored ON witness_event (stored_at);
COMMENT ON TABLE witness_event IS 'Loan events that were published, until it is known what they belong to';

CREATE TABLE witness_finding (
  position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  id uuid NOT NULL UNIQUE DEFAULT gen_random_uuid(),
  kind text NOT NULL CHECK (kind IN
    ('NEVER_PUBLISHED', 'DERIVED_BY_RULE', 'PHANTOM', 'RECORD_LOST', 'AMBIGUOUS')),
  loan_id uuid NOT NULL,
  type text,
  fingerprint text,
  grace_period text,
  rule text,
  request_id text,
  origin text,
  explanation text NOT NULL,
  happened_at timestamptz NOT NULL,
  noticed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  event_id uuid,
  derived_event_id uuid,
  derived_sequence bigint,
  derived_key text,
  restated integer NOT NULL DEFAULT 0,
  resolved_at timestamptz,
  resolution text
);
CREATE INDEX witness_finding_fact ON witness_finding (fingerprint) WHERE derived_event_id IS NOT NULL;
CREATE INDEX witness_finding_loan ON witness_finding (loan_id);
CREATE INDEX witness_finding_noticed ON witness_finding (noticed_at);
COMMENT ON COLUMN witness_finding.event_id IS 'The event as its own module published it, if it did';
COMMENT ON COLUMN witness_finding.restated IS 'Events that were published behind the derived one to tell the present state again';

--changeset folio:witness-first-record
-- Since when storage tells of its changes. Whoever had records before goes on judging all events.
ALTER TABLE witness_tenant ADD COLUMN first_record_at timestamptz;
COMMENT ON COLUMN witness_tenant.first_record_at IS 'Time of the oldest record of storage';
UPDATE witness_tenant SET first_record_at = least(installed_at, record_at) WHERE record_at IS NOT NULL;

--changeset folio:witness-findings-of-patrons
-- The third part of a fingerprint names the borrower.
CREATE INDEX witness_finding_patron ON witness_finding (split_part(fingerprint, '|', 3));
