--liquibase formatted sql
--changeset test:ledger
CREATE TABLE ledger (
  position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  event_id uuid NOT NULL,
  type text NOT NULL,
  key text NOT NULL,
  sequence bigint NOT NULL
);
