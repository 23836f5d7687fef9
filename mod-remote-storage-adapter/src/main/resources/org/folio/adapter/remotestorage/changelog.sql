--liquibase formatted sql

-- Names carry no schema: the migration sets the search path.

--changeset folio:remote-storage-configuration
-- A configuration is kept as clients send it; the module reads no more than name, provider and
-- returning workflow.
CREATE TABLE remote_storage_configuration (
  id uuid PRIMARY KEY,
  position bigint GENERATED ALWAYS AS IDENTITY,
  body jsonb NOT NULL
);

--changeset folio:remote-storage-mapping
-- A location is remote if it is here. A configuration stays as long as a location belongs to it.
CREATE TABLE remote_storage_mapping (
  folio_location_id uuid PRIMARY KEY,
  position bigint GENERATED ALWAYS AS IDENTITY,
  configuration_id uuid NOT NULL REFERENCES remote_storage_configuration (id)
);
CREATE INDEX remote_storage_mapping_configuration ON remote_storage_mapping (configuration_id);

--changeset folio:remote-storage-retrieval
-- Items that a remote storage has to send out. An event makes one row at most, however often it
-- comes. No reference to the configuration: what happened stays when a storage is given up.
CREATE TABLE remote_storage_retrieval (
  position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  id uuid NOT NULL UNIQUE,
  event_id uuid NOT NULL UNIQUE,
  hold_id text NOT NULL,
  item_barcode text NOT NULL,
  instance_title text,
  instance_author text,
  call_number text,
  patron_barcode text,
  patron_name text,
  pickup_location text,
  request_status text,
  request_note text,
  request_type text NOT NULL,
  remote_storage_id uuid NOT NULL,
  created_at timestamptz NOT NULL,
  done_at timestamptz
);
COMMENT ON COLUMN remote_storage_retrieval.done_at IS 'When the item was said to be retrieved';
CREATE INDEX remote_storage_retrieval_barcode ON remote_storage_retrieval (item_barcode);
CREATE INDEX remote_storage_retrieval_waiting ON remote_storage_retrieval (remote_storage_id, position)
  WHERE done_at IS NULL;

--changeset folio:remote-storage-accession
-- Items that a remote storage has to take in; one row per event at most.
CREATE TABLE remote_storage_accession (
  position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  id uuid NOT NULL UNIQUE,
  event_id uuid NOT NULL UNIQUE,
  item_barcode text,
  instance_title text,
  instance_author text,
  call_number text,
  remote_storage_id uuid NOT NULL,
  created_at timestamptz NOT NULL,
  done_at timestamptz
);
COMMENT ON COLUMN remote_storage_accession.done_at IS 'When the item was said to be taken in';
CREATE INDEX remote_storage_accession_barcode ON remote_storage_accession (item_barcode);
CREATE INDEX remote_storage_accession_waiting ON remote_storage_accession (remote_storage_id, position)
  WHERE done_at IS NULL;

--changeset folio:remote-storage-names
-- As in mod-remote-storage: a name is that of one configuration, and a location may be mapped before
-- its configuration is there. What has the name of another gets its number behind it.
UPDATE remote_storage_configuration AS later
   SET body = jsonb_set(body, '{name}', to_jsonb(body->>'name' || ' (' || position || ')'))
 WHERE EXISTS (SELECT FROM remote_storage_configuration AS earlier
                WHERE earlier.body->>'name' = later.body->>'name'
                  AND earlier.position < later.position);
CREATE UNIQUE INDEX remote_storage_configuration_name ON remote_storage_configuration ((body->>'name'));
ALTER TABLE remote_storage_mapping DROP CONSTRAINT remote_storage_mapping_configuration_id_fkey;
