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

--changeset folio:circulation-log-folded splitStatements:false
-- Texts are compared without case and accents. The columns themselves are included, because only
-- then PostgreSQL counts in an index without looking at the table.
DROP INDEX circulation_log_user_barcode, circulation_log_user_id, circulation_log_object,
  circulation_log_action, circulation_log_service_point;
CREATE INDEX circulation_log_user_barcode ON circulation_log (folded(user_barcode), date)
  INCLUDE (user_barcode);
CREATE INDEX circulation_log_user_id ON circulation_log (folded(user_id), date) INCLUDE (user_id);
CREATE INDEX circulation_log_object ON circulation_log (folded(object), date) INCLUDE (object);
CREATE INDEX circulation_log_action ON circulation_log (folded(action), date) INCLUDE (action);
CREATE INDEX circulation_log_service_point ON circulation_log (folded(service_point_id), date)
  INCLUDE (service_point_id);
-- A barcode or id of an item is found as a whole.
UPDATE circulation_log SET
  description_words = folded(description_words::text)::tsvector,
  item_words = array_to_tsvector(ARRAY(
    SELECT DISTINCT folded(left(btrim(member.text), 500))
      FROM jsonb_array_elements(items) AS item (object),
           jsonb_each_text(item.object) AS member (name, text)
     WHERE member.name IN ('itemBarcode', 'itemId', 'instanceId', 'holdingId', 'loanId')
       AND folded(left(btrim(member.text), 500)) <> ''));

--changeset folio:circulation-log-count splitStatements:false
-- How many records there are of each kind in each month, so that nobody counts millions of rows.
-- Writers add rows and never change one, so that none waits for another; the adapter adds them up.
CREATE TABLE circulation_log_count (
  month timestamptz NOT NULL,
  object text NOT NULL,
  action text,
  service_point_id text,
  number bigint NOT NULL
);
CREATE FUNCTION circulation_log_counted() RETURNS trigger LANGUAGE plpgsql
  SET search_path FROM CURRENT AS $$
BEGIN
  INSERT INTO circulation_log_count (month, object, action, service_point_id, number)
  SELECT date_trunc('month', date, 'UTC'), object, action, service_point_id, count(*)
    FROM added GROUP BY 1, 2, 3, 4;
  RETURN NULL;
END
$$;
-- From here on nobody else writes until the rows of before are counted.
CREATE TRIGGER circulation_log_counted AFTER INSERT ON circulation_log
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION circulation_log_counted();
INSERT INTO circulation_log_count (month, object, action, service_point_id, number)
SELECT date_trunc('month', date, 'UTC'), object, action, service_point_id, count(*)
  FROM circulation_log GROUP BY 1, 2, 3, 4;
