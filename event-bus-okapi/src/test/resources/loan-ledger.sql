--liquibase formatted sql

--changeset test:loan-ledger
CREATE TABLE loan_ledger (
  position bigint GENERATED ALWAYS AS IDENTITY,
  event_id uuid NOT NULL,
  key text NOT NULL,
  sequence bigint NOT NULL,
  payload jsonb NOT NULL
);
