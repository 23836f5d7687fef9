--liquibase formatted sql

--changeset folio:patron-loan
-- One row per loan, written by events in any order. A sequence of 0 means that no event has
-- written the register yet. Closed loans stay: their row keeps a late check-out from reopening them.
CREATE TABLE patron_loan (
  user_id uuid NOT NULL,
  loan_id uuid NOT NULL,
  checked_out_sequence bigint NOT NULL DEFAULT 0,
  checked_out_due_date timestamptz,
  grace_duration integer,
  grace_interval text,
  due_date_sequence bigint NOT NULL DEFAULT 0,
  changed_due_date timestamptz,
  recall boolean NOT NULL DEFAULT false,
  lost_sequence bigint NOT NULL DEFAULT 0,
  lost boolean NOT NULL DEFAULT false,
  claimed_sequence bigint NOT NULL DEFAULT 0,
  claimed boolean NOT NULL DEFAULT false,
  closed_sequence bigint NOT NULL DEFAULT 0,
  last_sequence bigint NOT NULL,
  PRIMARY KEY (user_id, loan_id)
);
CREATE INDEX patron_loan_open ON patron_loan (user_id)
  WHERE checked_out_sequence > 0 AND closed_sequence = 0;

--changeset folio:patron-open-loan
-- What the registers mean: a register counts only if it was written after the check-out.
CREATE VIEW patron_open_loan AS
  SELECT user_id,
         loan_id,
         checked_out_sequence,
         CASE WHEN due_date_sequence > checked_out_sequence
              THEN changed_due_date ELSE checked_out_due_date END AS due_date,
         due_date_sequence > checked_out_sequence AND recall AS recall,
         lost_sequence > checked_out_sequence AND lost AS item_lost,
         claimed_sequence > checked_out_sequence AND claimed AS item_claimed_returned,
         grace_duration,
         grace_interval
    FROM patron_loan
   WHERE checked_out_sequence > 0 AND closed_sequence = 0;

--changeset folio:patron-fee-fine
-- The user is unknown while only the deletion of an account has arrived.
CREATE TABLE patron_fee_fine (
  fee_fine_id uuid PRIMARY KEY,
  user_id uuid,
  fee_fine_type_id uuid,
  loan_id uuid,
  balance numeric NOT NULL,
  sequence bigint NOT NULL
);
CREATE INDEX patron_fee_fine_user ON patron_fee_fine (user_id);

--changeset folio:patron-block-conditions
CREATE TABLE patron_block_conditions (
  id uuid PRIMARY KEY,
  position bigint GENERATED ALWAYS AS IDENTITY,
  name text NOT NULL,
  block_borrowing boolean NOT NULL DEFAULT false,
  block_renewals boolean NOT NULL DEFAULT false,
  block_requests boolean NOT NULL DEFAULT false,
  value_type text NOT NULL,
  message text DEFAULT ''
);

--changeset folio:patron-block-conditions-rows
INSERT INTO patron_block_conditions (id, name, value_type) VALUES
  ('3d7c52dc-c732-4223-8bf8-e5917801386f', 'Maximum number of items charged out', 'Integer'),
  ('72b67965-5b73-4840-bc0b-be8f3f6e047e', 'Maximum number of lost items', 'Integer'),
  ('584fbd4f-6a34-4730-a6ca-73a6a6a9d845', 'Maximum number of overdue items', 'Integer'),
  ('e5b45031-a202-4abb-917b-e1df9346fe2c', 'Maximum number of overdue recalls', 'Integer'),
  ('08530ac4-07f2-48e6-9dda-a97bc2bf7053', 'Recall overdue by maximum number of days', 'Integer'),
  ('cf7a0d5f-a327-4ca1-aa9e-dc55ec006b8a', 'Maximum outstanding fee/fine balance', 'Double')
ON CONFLICT (id) DO NOTHING;

--changeset folio:patron-block-limits
CREATE TABLE patron_block_limits (
  id uuid PRIMARY KEY,
  position bigint GENERATED ALWAYS AS IDENTITY,
  patron_group_id uuid NOT NULL,
  condition_id uuid NOT NULL REFERENCES patron_block_conditions (id),
  value numeric NOT NULL
);
CREATE INDEX patron_block_limits_group ON patron_block_limits (patron_group_id);

--changeset folio:patron-loan-sources
-- Numbers and times cannot be compared, so what events without a number say has rows of its own.
DROP VIEW patron_open_loan;
ALTER TABLE patron_loan
  ADD checked_out_at timestamptz,
  ADD due_date_at timestamptz,
  ADD lost_at timestamptz,
  ADD claimed_at timestamptz,
  ADD closed_at timestamptz;
CREATE INDEX patron_loan_closed ON patron_loan (closed_at) WHERE closed_sequence > 0;
CREATE TABLE patron_loan_unnumbered (LIKE patron_loan INCLUDING ALL);
COMMENT ON TABLE patron_loan IS 'What numbered events have said about each loan';
COMMENT ON TABLE patron_loan_unnumbered IS 'What pushed events and those of native producers have said about each loan';
COMMENT ON COLUMN patron_loan.checked_out_at IS 'When the fact happened, as its event tells; likewise the other *_at';
COMMENT ON COLUMN patron_loan.closed_at IS 'When the first event that ended the loan was applied here';

--changeset folio:patron-fee-fine-sources
-- No event has ever been written to the first form of this table.
DROP TABLE patron_fee_fine;
CREATE TABLE patron_fee_fine (
  fee_fine_id uuid PRIMARY KEY,
  sequence bigint NOT NULL,
  changed_at timestamptz NOT NULL,
  balance numeric NOT NULL,
  loan_id uuid,
  user_sequence bigint NOT NULL DEFAULT 0,
  user_at timestamptz,
  user_id uuid,
  type_sequence bigint NOT NULL DEFAULT 0,
  type_at timestamptz,
  fee_fine_type_id uuid,
  written_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX patron_fee_fine_user ON patron_fee_fine (user_id);
CREATE INDEX patron_fee_fine_open ON patron_fee_fine (user_id) WHERE balance <> 0;
CREATE INDEX patron_fee_fine_paid ON patron_fee_fine (written_at) WHERE balance = 0;
CREATE TABLE patron_fee_fine_unnumbered (LIKE patron_fee_fine INCLUDING ALL);
COMMENT ON TABLE patron_fee_fine IS 'What numbered events have said about each account; the user is unknown while only its deletion has arrived';
COMMENT ON TABLE patron_fee_fine_unnumbered IS 'What pushed events and those of native producers have said about each account';

--changeset folio:pushed-event
CREATE TABLE pushed_event (
  position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  identity uuid NOT NULL UNIQUE,
  type text NOT NULL,
  user_id uuid,
  fee_fine_id uuid,
  payload text NOT NULL,
  received_at timestamptz NOT NULL,
  repeats bigint NOT NULL DEFAULT 0,
  state text NOT NULL DEFAULT 'WAITING' CHECK (state IN ('WAITING', 'APPLIED', 'POISON')),
  cause text
);
CREATE INDEX pushed_event_waiting ON pushed_event (position) WHERE state = 'WAITING';
CREATE INDEX pushed_event_poison ON pushed_event (position) WHERE state = 'POISON';
CREATE INDEX pushed_event_user ON pushed_event (user_id) WHERE state <> 'APPLIED';
CREATE INDEX pushed_event_applied ON pushed_event (received_at) WHERE state = 'APPLIED';
COMMENT ON TABLE pushed_event IS 'Events that were pushed over HTTP; accepted means that they are here';
COMMENT ON COLUMN pushed_event.identity IS 'Derived from type and content: pushed events have no id of their own';

--changeset folio:synchronization-jobs
CREATE TABLE synchronization_jobs (
  id uuid PRIMARY KEY,
  position bigint GENERATED ALWAYS AS IDENTITY,
  scope text NOT NULL,
  user_id uuid,
  dry_run boolean NOT NULL,
  begin_id uuid,
  end_id uuid,
  status text NOT NULL DEFAULT 'open',
  part text NOT NULL DEFAULT 'LOAN',
  after_id uuid,
  total_loans bigint NOT NULL DEFAULT 0,
  processed_loans bigint NOT NULL DEFAULT 0,
  total_fees_fines bigint NOT NULL DEFAULT 0,
  processed_fees_fines bigint NOT NULL DEFAULT 0,
  differences bigint NOT NULL DEFAULT 0,
  repaired bigint NOT NULL DEFAULT 0,
  errors text[] NOT NULL DEFAULT '{}',
  failures integer NOT NULL DEFAULT 0,
  owner uuid,
  lease_until timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  started_at timestamptz,
  ended_at timestamptz
);
CREATE INDEX synchronization_jobs_unfinished ON synchronization_jobs (status, position)
  WHERE status IN ('open', 'in-progress');
COMMENT ON COLUMN synchronization_jobs.after_id IS 'The last record of the part that was looked at';
COMMENT ON COLUMN synchronization_jobs.owner IS 'The process that works on it, until its lease is over';
CREATE TABLE summary_difference (
  job_id uuid NOT NULL REFERENCES synchronization_jobs (id) ON DELETE CASCADE,
  record_id uuid NOT NULL,
  kind text NOT NULL,
  user_id uuid NOT NULL,
  summary jsonb NOT NULL,
  storage jsonb NOT NULL,
  cause text NOT NULL,
  evidence text NOT NULL,
  noticed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  repaired_at timestamptz,
  PRIMARY KEY (job_id, record_id, kind, user_id)
);
COMMENT ON TABLE summary_difference IS 'What storage and summaries did not agree on, why, and whether it was repaired';
CREATE INDEX patron_loan_id ON patron_loan (loan_id)
  WHERE checked_out_sequence > 0 AND closed_sequence = 0;
CREATE INDEX patron_loan_unnumbered_id ON patron_loan_unnumbered (loan_id);

--changeset folio:analyze-at-doubling
-- Each event changes a row of these, and what there is to know of them for a plan hardly changes;
-- answers about patrons would wait while a tenth of changed rows is analysed.
ALTER TABLE patron_loan SET (autovacuum_analyze_scale_factor = 1);
ALTER TABLE patron_fee_fine SET (autovacuum_analyze_scale_factor = 1);

--changeset folio:patron-block-metadata
-- Rows of before count as made and changed now, by nobody who is known.
ALTER TABLE patron_block_conditions
  ADD created_at timestamptz NOT NULL DEFAULT now(),
  ADD created_by uuid,
  ADD updated_at timestamptz NOT NULL DEFAULT now(),
  ADD updated_by uuid;
ALTER TABLE patron_block_limits
  ADD created_at timestamptz NOT NULL DEFAULT now(),
  ADD created_by uuid,
  ADD updated_at timestamptz NOT NULL DEFAULT now(),
  ADD updated_by uuid;
