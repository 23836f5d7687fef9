--liquibase formatted sql
--changeset kill:truth
CREATE TABLE truth (
  event_id uuid NOT NULL,
  key text NOT NULL,
  sequence bigint NOT NULL
);
COMMENT ON TABLE truth IS 'What the writer has published, written in the same transaction';
CREATE TABLE withdrawn (event_id uuid NOT NULL);
COMMENT ON TABLE withdrawn IS 'Events of transactions that the writer has rolled back on purpose';
