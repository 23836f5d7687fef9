--liquibase formatted sql

-- The tables of the event bus in a module's tenant schema. Names carry no schema: the migration
-- sets the search path. Columns of the outbox follow the Debezium outbox convention (id,
-- aggregatetype, aggregateid, type, payload), so that a site can put Debezium in the relay's place.

--changeset event-bus:tenant
CREATE TABLE event_tenant (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  enabled boolean NOT NULL,
  changed_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE event_tenant IS 'Whether the tenant has the module enabled; read by every instance of the module';

--changeset event-bus:producing
CREATE TABLE event_sequence (
  stream text NOT NULL,
  key text NOT NULL,
  last_sequence bigint NOT NULL,
  PRIMARY KEY (stream, key)
) WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02);
COMMENT ON TABLE event_sequence IS 'The last number given per stream and key; its row lock makes number order equal commit order';

CREATE TABLE event_outbox (
  position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  id uuid NOT NULL UNIQUE,
  aggregatetype text NOT NULL,
  aggregateid text NOT NULL,
  type text NOT NULL,
  payload text NOT NULL,
  sequence bigint NOT NULL,
  headers jsonb NOT NULL,
  occurred_at timestamptz NOT NULL,
  stored_at timestamptz NOT NULL,
  operation_id uuid,
  operation_index integer,
  operation_size integer,
  UNIQUE (aggregatetype, aggregateid, sequence)
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000);
COMMENT ON TABLE event_outbox IS 'Events that are committed and not yet on Kafka';

CREATE TABLE event_journal (
  id uuid NOT NULL,
  aggregatetype text NOT NULL,
  aggregateid text NOT NULL,
  type text NOT NULL,
  payload text NOT NULL,
  sequence bigint NOT NULL,
  headers jsonb NOT NULL,
  occurred_at timestamptz NOT NULL,
  stored_at timestamptz NOT NULL,
  operation_id uuid,
  operation_index integer,
  operation_size integer,
  topic text NOT NULL,
  partition integer NOT NULL,
  kafka_offset bigint NOT NULL,
  relayed_at timestamptz NOT NULL
) PARTITION BY RANGE (relayed_at);
CREATE INDEX event_journal_id ON event_journal (id);
CREATE INDEX event_journal_sequence ON event_journal (aggregatetype, aggregateid, sequence);
COMMENT ON TABLE event_journal IS 'Events that are on Kafka, with their place there, as proof of publication';

--changeset event-bus:consuming
CREATE TABLE event_cursor (
  subscription text NOT NULL,
  stream text NOT NULL,
  key text NOT NULL,
  last_sequence bigint NOT NULL DEFAULT 0,
  parked boolean NOT NULL DEFAULT false,
  open_gaps integer NOT NULL DEFAULT 0,
  PRIMARY KEY (subscription, stream, key)
) WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02);
COMMENT ON COLUMN event_cursor.last_sequence IS 'The highest sequence that was applied or skipped';
COMMENT ON COLUMN event_cursor.parked IS 'Whether events of the key wait in event_parked';
COMMENT ON COLUMN event_cursor.open_gaps IS 'Number of open rows in event_gap';

CREATE TABLE event_receipt (
  subscription text NOT NULL,
  stream text NOT NULL,
  key text NOT NULL,
  sequence bigint NOT NULL,
  event_id uuid NOT NULL,
  type text NOT NULL,
  outcome text NOT NULL,
  topic text NOT NULL,
  partition integer NOT NULL,
  kafka_offset bigint NOT NULL,
  instance text NOT NULL,
  recorded_at timestamptz NOT NULL
) PARTITION BY RANGE (recorded_at);
CREATE INDEX event_receipt_event ON event_receipt (event_id);
CREATE INDEX event_receipt_key ON event_receipt (key, sequence);
COMMENT ON TABLE event_receipt IS 'What a subscription did with each event, and when';

CREATE TABLE event_parked (
  position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  subscription text NOT NULL,
  stream text NOT NULL,
  key text NOT NULL,
  sequence bigint,
  event_id uuid,
  type text,
  state text NOT NULL CHECK (state IN ('POISON', 'BEHIND', 'UNREADABLE')),
  cause text,
  headers jsonb NOT NULL,
  value bytea,
  topic text NOT NULL,
  partition integer NOT NULL,
  kafka_offset bigint NOT NULL,
  parked_at timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX event_parked_sequence ON event_parked (subscription, stream, key, sequence)
  WHERE sequence IS NOT NULL;
CREATE UNIQUE INDEX event_parked_unreadable ON event_parked (subscription, topic, partition, kafka_offset)
  WHERE sequence IS NULL;
COMMENT ON TABLE event_parked IS 'Events that cannot be applied, and the later events of their keys, in order';

CREATE TABLE event_gap (
  subscription text NOT NULL,
  stream text NOT NULL,
  key text NOT NULL,
  first_sequence bigint NOT NULL,
  last_sequence bigint NOT NULL,
  noticed_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (subscription, stream, key, first_sequence),
  CHECK (first_sequence <= last_sequence)
);
COMMENT ON TABLE event_gap IS 'Ranges of sequences that were skipped because they did not arrive within the hold time';

CREATE TABLE event_operation_log (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  action text NOT NULL,
  subject jsonb NOT NULL,
  reason text NOT NULL,
  performed_by text NOT NULL,
  outcome text NOT NULL,
  performed_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE event_operation_log IS 'Who released, discarded, replayed or reset what, and why';

--changeset event-bus:gap-stops-key
ALTER TABLE event_parked DROP CONSTRAINT event_parked_state_check;
ALTER TABLE event_parked ADD CHECK (state IN ('POISON', 'BEHIND', 'GAP', 'UNREADABLE'));
CREATE INDEX event_cursor_parked ON event_cursor (subscription) WHERE parked;

--changeset event-bus:outbox-lanes
ALTER TABLE event_outbox
  ADD lane smallint NOT NULL DEFAULT 0,
  ADD parked_cause text,
  ADD parked_at timestamptz;
CREATE INDEX event_outbox_lane ON event_outbox (lane, position);
CREATE INDEX event_outbox_parked ON event_outbox (aggregatetype, aggregateid)
  WHERE parked_cause IS NOT NULL;
COMMENT ON COLUMN event_outbox.lane IS 'Keys are spread over lanes, each of which is relayed by one instance at a time';
COMMENT ON COLUMN event_outbox.parked_cause IS 'Why brokers refuse the event; it and later events of its key wait';

--changeset event-bus:gap-requests
ALTER TABLE event_gap
  ADD state text NOT NULL DEFAULT 'OPEN' CHECK (state IN ('OPEN', 'UNAVAILABLE')),
  ADD cause text,
  ADD requests integer NOT NULL DEFAULT 0,
  ADD requested_at timestamptz;
COMMENT ON COLUMN event_gap.state IS 'UNAVAILABLE if the producer does not have the events any more';
COMMENT ON COLUMN event_gap.cause IS 'What is suspected, or known from the producer';
COMMENT ON COLUMN event_gap.requests IS 'How often the producer was asked to send the events again';

--changeset event-bus:beacons
CREATE TABLE event_sent (
  topic text NOT NULL,
  partition integer NOT NULL,
  events bigint NOT NULL,
  stated_at timestamptz,
  statements integer NOT NULL DEFAULT 0,
  PRIMARY KEY (topic, partition)
) WITH (fillfactor = 50);
COMMENT ON TABLE event_sent IS 'How many different events the relay has sent to each partition; beacons tell it to subscriptions';

CREATE TABLE event_partition (
  subscription text NOT NULL,
  topic text NOT NULL,
  partition integer NOT NULL,
  events bigint NOT NULL DEFAULT 0,
  baseline bigint,
  stated bigint,
  missing bigint NOT NULL DEFAULT 0,
  matched_at timestamptz,
  PRIMARY KEY (subscription, topic, partition)
) WITH (fillfactor = 50);
COMMENT ON TABLE event_partition IS 'How many different events of each partition have reached a subscription, and what the last beacon said';
COMMENT ON COLUMN event_partition.baseline IS 'Events that were sent before the subscription began';
COMMENT ON COLUMN event_partition.missing IS 'Events that were sent, have not arrived, and are not known as gaps';

--changeset event-bus:parked-timestamp
ALTER TABLE event_parked ADD kafka_timestamp bigint;
COMMENT ON COLUMN event_parked.kafka_timestamp IS 'Milliseconds; the time and the id of an event without a number are derived from it';

--changeset event-bus:sent-lanes
ALTER TABLE event_sent ADD lane integer NOT NULL DEFAULT 0;
ALTER TABLE event_sent DROP CONSTRAINT event_sent_pkey, ADD PRIMARY KEY (topic, partition, lane);
COMMENT ON COLUMN event_sent.lane IS 'Each lane of the relay counts in rows of its own, so that none waits for the commit of another';

--changeset event-bus:operators
ALTER TABLE event_operation_log ADD before jsonb, ADD after jsonb;
COMMENT ON COLUMN event_operation_log.before IS 'How it stood before';
COMMENT ON COLUMN event_operation_log.after IS 'How it stood after';

CREATE TABLE event_skipped (
  position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  subscription text NOT NULL,
  stream text NOT NULL,
  key text NOT NULL,
  first_sequence bigint NOT NULL,
  last_sequence bigint NOT NULL,
  event_id uuid,
  arrived boolean NOT NULL,
  cause text,
  skipped_by text NOT NULL,
  skipped_why text NOT NULL,
  skipped_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX event_skipped_key ON event_skipped (subscription, stream, key, first_sequence);
COMMENT ON TABLE event_skipped IS 'Sequences that an operator has given up: missing ones, and parked ones that were discarded';
COMMENT ON COLUMN event_skipped.arrived IS 'Whether the event had come and was discarded; otherwise it was missing';

CREATE TABLE event_original (
  position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  subscription text NOT NULL,
  stream text NOT NULL,
  key text NOT NULL,
  sequence bigint,
  event_id uuid,
  type text,
  cause text,
  headers jsonb NOT NULL,
  value bytea,
  topic text NOT NULL,
  partition integer NOT NULL,
  kafka_offset bigint NOT NULL,
  kafka_timestamp bigint,
  parked_at timestamptz NOT NULL,
  replaced_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX event_original_event ON event_original (event_id);
COMMENT ON TABLE event_original IS 'Parked records as they came, of which an operator has discarded the event or mended the payload';

--changeset event-bus:search-by-time
-- Rows come in the order of these times, so that a few numbers per hundred pages tell where a time
-- lies; storing an event costs nothing for it.
CREATE INDEX event_journal_relayed ON event_journal USING brin (relayed_at) WITH (pages_per_range = 32, autosummarize = on);
CREATE INDEX event_receipt_recorded ON event_receipt USING brin (recorded_at) WITH (pages_per_range = 32, autosummarize = on);

--changeset event-bus:canaries
CREATE TABLE event_canary (
  stream text PRIMARY KEY,
  published_at timestamptz NOT NULL
);
COMMENT ON TABLE event_canary IS 'When an instance of the module has published the last canary of a stream';

--changeset event-bus:operation-groups
-- Events that belong to no operation cost nothing for these.
CREATE INDEX event_outbox_operation ON event_outbox (operation_id) WHERE operation_id IS NOT NULL;
CREATE INDEX event_journal_operation ON event_journal (operation_id) WHERE operation_id IS NOT NULL;

--changeset event-bus:analyze-at-doubling
-- Each event changes a row of these, and what there is to know of them for a plan hardly changes.
ALTER TABLE event_sequence SET (autovacuum_analyze_scale_factor = 1);
ALTER TABLE event_cursor SET (autovacuum_analyze_scale_factor = 1);

--changeset event-bus:gaps-of-partitions
ALTER TABLE event_gap ADD partition integer;
ALTER TABLE event_skipped ADD partition integer;
COMMENT ON COLUMN event_gap.partition IS 'Where the event behind the gap came from, and so where the missing ones were sent; null in gaps of before this column';
COMMENT ON COLUMN event_skipped.partition IS 'That of the gap that was given up';

--changeset event-bus:plausible-beacons
ALTER TABLE event_partition
  ADD beacon_offset bigint NOT NULL DEFAULT -1,
  ADD beacon_stated_at timestamptz,
  ADD beacon_refused bigint,
  ADD surplus bigint NOT NULL DEFAULT 0,
  ADD surplus_since timestamptz;
COMMENT ON COLUMN event_partition.beacon_offset IS 'Where the last beacon lies that was believed; -1 before the first';
COMMENT ON COLUMN event_partition.surplus IS 'Events that have arrived beyond those that were sent; after some minutes they count as foreign, and the baseline is lowered by them';

--changeset event-bus:tenants-of-products
ALTER TABLE event_tenant ADD product text;
COMMENT ON COLUMN event_tenant.product IS 'Which of the module''s descriptors enabled the tenant, by its id without version; only its instances work for the tenant';

--changeset event-bus:tenants-of-versions
ALTER TABLE event_tenant ADD version text;
COMMENT ON COLUMN event_tenant.version IS 'On Eureka, the version of that descriptor; null for any. Only instances of this version work for the tenant';

--changeset event-bus:entitlements-in-order
ALTER TABLE event_tenant ADD entitled_at timestamptz, ADD entitled_offset bigint;
COMMENT ON COLUMN event_tenant.entitled_at IS 'On Eureka, the time of the last entitlement or revocation that counted; one that was written late changes nothing';
COMMENT ON COLUMN event_tenant.entitled_offset IS 'The offset of that event';

--changeset event-bus:releases-of-keys
CREATE INDEX event_operation_log_released ON event_operation_log ((subject ->> 'key'))
  WHERE action = 'RELEASE' AND outcome = 'RELEASED';

--changeset event-bus:views-for-modules
-- What a module's own statements may join with. Tables may change; these stay.
CREATE VIEW event_key_progress AS
  SELECT subscription, stream, key, last_sequence, parked, open_gaps FROM event_cursor;
COMMENT ON VIEW event_key_progress IS 'How far each subscription has come with each key, whether events of it are parked, and how many ranges of its sequences are missing';

CREATE VIEW event_key_parked AS
  SELECT subscription, stream, key, sequence, event_id, type, state, parked_at FROM event_parked;
COMMENT ON VIEW event_key_parked IS 'Parked events; of a record that cannot be read, sequence, event_id and type are null';

CREATE VIEW event_key_missing AS
  SELECT subscription, stream, key, first_sequence, last_sequence, noticed_at FROM event_gap;
COMMENT ON VIEW event_key_missing IS 'Ranges of sequences that have not arrived within the hold time';

CREATE VIEW event_topic_missing AS
  SELECT subscription, topic, partition, missing FROM event_partition;
COMMENT ON VIEW event_topic_missing IS 'Events that were sent, have not arrived, and are in no range of sequences';

CREATE VIEW event_module_state AS
  SELECT enabled, changed_at FROM event_tenant;
COMMENT ON VIEW event_module_state IS 'Whether the tenant has the module enabled, and since when that is so; one row';

CREATE VIEW event_published AS
  SELECT id, aggregatetype AS stream, aggregateid AS key, sequence FROM event_outbox
  UNION ALL
  SELECT id, aggregatetype, aggregateid, sequence FROM event_journal;
COMMENT ON VIEW event_published IS 'What the module has published and still keeps: in the outbox until it is sent, then in the journal';

--changeset event-bus:lag-trend
CREATE TABLE event_lag (
  subscription text NOT NULL,
  begun_at timestamptz NOT NULL,
  instance text NOT NULL,
  events bigint NOT NULL,
  seconds double precision NOT NULL,
  PRIMARY KEY (subscription, begun_at, instance)
);
COMMENT ON TABLE event_lag IS 'The highest lag of each five minutes of the last day, as each instance of the module saw it on its partitions';
