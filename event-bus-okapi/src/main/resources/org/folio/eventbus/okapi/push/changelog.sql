--liquibase formatted sql logicalFilePath:org/folio/adapter/audit/changelog.sql

-- The table began in the audit adapter, and its change set keeps that name.

--changeset folio:pushed-log-record
-- What was pushed over HTTP. The same content within a short time is a repetition of the sender.
CREATE TABLE pushed_log_record (
  position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  identity uuid NOT NULL UNIQUE,
  event_id uuid NOT NULL,
  payload text NOT NULL,
  received_at timestamptz NOT NULL,
  kept boolean NOT NULL DEFAULT false,
  attempts integer NOT NULL DEFAULT 0,
  next_attempt_at timestamptz NOT NULL,
  cause text
);
CREATE INDEX pushed_log_record_waiting ON pushed_log_record (next_attempt_at) WHERE NOT kept;
