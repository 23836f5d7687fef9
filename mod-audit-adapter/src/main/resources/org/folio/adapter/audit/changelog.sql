--liquibase formatted sql

-- Names carry no schema: the migration sets the search path.

--changeset folio:circulation-log
-- One row per record. What an event says is stored once, however often the event comes: the date
-- is the event's, too, and so the same each time. Partitions are made by the module, month by
-- month, before the first row of a month.
CREATE TABLE circulation_log (
  date timestamptz NOT NULL,
  event_id uuid NOT NULL,
  event_index integer NOT NULL,
  id uuid NOT NULL,
  user_barcode text,
  items jsonb NOT NULL,
  object text NOT NULL,
  action text,
  service_point_id text,
  source text,
  description text,
  user_id text,
  request_id text,
  fee_fine_id text,
  template_id text,
  notice_policy_id text,
  subjects text[] NOT NULL,
  item_words tsvector NOT NULL,
  description_words tsvector NOT NULL,
  PRIMARY KEY (event_id, event_index, date)
) PARTITION BY RANGE (date);
COMMENT ON COLUMN circulation_log.subjects IS 'The loans and the request whose anonymisation removes the patron, in lower case';
CREATE INDEX circulation_log_date ON circulation_log (date, event_id, event_index);
CREATE INDEX circulation_log_id ON circulation_log (id);
CREATE INDEX circulation_log_user_barcode ON circulation_log (lower(user_barcode), date);
CREATE INDEX circulation_log_user_id ON circulation_log (lower(user_id), date);
CREATE INDEX circulation_log_object ON circulation_log (lower(object), date);
CREATE INDEX circulation_log_action ON circulation_log (lower(action), date);
CREATE INDEX circulation_log_service_point ON circulation_log (lower(service_point_id), date);
-- Without a list of pending entries, which every search would read in every month from end to end.
CREATE INDEX circulation_log_subjects ON circulation_log
  USING gin (subjects) WITH (fastupdate = off);
CREATE INDEX circulation_log_items ON circulation_log
  USING gin (item_words) WITH (fastupdate = off);
CREATE INDEX circulation_log_description ON circulation_log
  USING gin (description_words) WITH (fastupdate = off);

--changeset folio:circulation-log-forgotten
-- Loans and requests that were anonymised. A record of one of them that comes later, because its
-- event was late, is stored without the patron.
CREATE TABLE circulation_log_forgotten (
  subject text PRIMARY KEY,
  forgotten_at timestamptz NOT NULL DEFAULT now()
);
