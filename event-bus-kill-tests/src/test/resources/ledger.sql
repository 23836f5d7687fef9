--liquibase formatted sql
--changeset kill:ledger
CREATE TABLE ledger (
  ordinal bigint GENERATED ALWAYS AS IDENTITY,
  event_id uuid NOT NULL,
  key text NOT NULL,
  sequence bigint NOT NULL
);
COMMENT ON TABLE ledger IS 'Every effect of the reader; nothing is unique, so that a second effect shows';
CREATE TABLE gate (key text PRIMARY KEY);
COMMENT ON TABLE gate IS 'The handler asks for the rows of its keys: who locks one stops the handler there';
