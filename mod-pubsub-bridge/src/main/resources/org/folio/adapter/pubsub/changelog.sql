--liquibase formatted sql

-- Names carry no schema: the migration sets the search path.

--changeset folio:pubsub-registrations
CREATE TABLE pubsub_event_type (
  name text PRIMARY KEY,
  description text,
  ttl integer NOT NULL,
  signed boolean NOT NULL,
  tmp boolean NOT NULL
);
COMMENT ON COLUMN pubsub_event_type.tmp IS 'A subscriber came first; the real descriptor overwrites this one';
CREATE TABLE pubsub_module (
  id uuid PRIMARY KEY,
  event_type text NOT NULL REFERENCES pubsub_event_type,
  module_id text NOT NULL,
  product text NOT NULL,
  role text NOT NULL CHECK (role IN ('PUBLISHER', 'SUBSCRIBER')),
  callback text NOT NULL,
  since timestamptz NOT NULL,
  UNIQUE (role, product, event_type)
);
COMMENT ON COLUMN pubsub_module.product IS 'The module id without its version: a new version takes the place of an old one';
COMMENT ON COLUMN pubsub_module.since IS 'When the product was first registered for the type, in whichever version';
CREATE INDEX pubsub_module_event_type ON pubsub_module (event_type);

--changeset folio:pubsub-audit
CREATE TABLE pubsub_audit (
  id uuid PRIMARY KEY,
  event_id uuid NOT NULL,
  event_type text NOT NULL,
  correlation_id text,
  created_by text,
  published_by text NOT NULL,
  audit_date timestamptz NOT NULL DEFAULT clock_timestamp(),
  state text NOT NULL,
  error_message text,
  subscriber text,
  mode text
);
COMMENT ON COLUMN pubsub_audit.subscriber IS 'The product of the subscriber; null for rows of the publication';
COMMENT ON COLUMN pubsub_audit.mode IS 'Who delivers a published event: the mode of the bridge when it was published';
CREATE INDEX pubsub_audit_event ON pubsub_audit (event_id);
CREATE INDEX pubsub_audit_date ON pubsub_audit (audit_date);
-- A subscriber that is away for a day does not fill the table: each reason is kept once.
CREATE UNIQUE INDEX pubsub_audit_once ON pubsub_audit
  (event_id, subscriber, state, coalesce(error_message, '')) WHERE subscriber IS NOT NULL;
CREATE TABLE pubsub_payload (
  event_id uuid PRIMARY KEY,
  content text NOT NULL,
  stored_at timestamptz NOT NULL DEFAULT now()
);

--changeset folio:pubsub-mode
CREATE TABLE pubsub_mode (
  the_only boolean PRIMARY KEY DEFAULT true CHECK (the_only),
  mode text NOT NULL CHECK (mode IN ('OFF', 'SHADOW', 'BRIDGE')),
  since timestamptz NOT NULL
);
INSERT INTO pubsub_mode (mode, since) VALUES ('BRIDGE', now());
CREATE TABLE pubsub_mode_since (
  since timestamptz PRIMARY KEY,
  mode text NOT NULL
);
COMMENT ON TABLE pubsub_mode_since IS 'The modes from the first one on: an event is delivered by the mode at its time';
INSERT INTO pubsub_mode_since (since, mode) SELECT since, mode FROM pubsub_mode;

--changeset folio:pubsub-unregistered
CREATE TABLE pubsub_unregistered (
  kind text NOT NULL CHECK (kind IN ('PUBLISHER', 'SUBSCRIBER', 'EVENT_TYPE')),
  product text NOT NULL,
  event_type text NOT NULL,
  PRIMARY KEY (kind, product, event_type)
);
COMMENT ON TABLE pubsub_unregistered IS 'What was removed while the bridge delivered, and mod-pubsub behind it may still know';

--changeset folio:pubsub-payload-sweep
CREATE INDEX pubsub_payload_stored ON pubsub_payload (stored_at);

--changeset folio:pubsub-never-accepted
ALTER TABLE pubsub_module
  ADD accepted boolean NOT NULL DEFAULT false,
  ADD refused_since timestamptz,
  ADD refusal text;
COMMENT ON COLUMN pubsub_module.accepted IS 'Whether the subscriber has accepted an event of the type';
COMMENT ON COLUMN pubsub_module.refused_since IS 'When the first call of a subscriber failed that has accepted none';

--changeset folio:pubsub-audit-without-key
-- Nothing looks a row up by its id, and a random key is the dearest of four indexes.
ALTER TABLE pubsub_audit DROP CONSTRAINT pubsub_audit_pkey;
