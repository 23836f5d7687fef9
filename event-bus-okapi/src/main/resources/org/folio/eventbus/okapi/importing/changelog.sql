--liquibase formatted sql logicalFilePath:org/folio/adapter/circulation/importing/changelog.sql

--changeset folio:circulation-import
CREATE TABLE circulation_import (
  id text PRIMARY KEY,
  state text NOT NULL DEFAULT 'OPEN' CHECK (state IN ('OPEN', 'STOPPED', 'FINISHED')),
  lines bigint NOT NULL DEFAULT 0,
  published bigint NOT NULL DEFAULT 0,
  repeated bigint NOT NULL DEFAULT 0,
  rejected bigint NOT NULL DEFAULT 0,
  digest bytea NOT NULL DEFAULT '',
  started_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  changed_at timestamptz NOT NULL DEFAULT clock_timestamp()
) WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02);
CREATE INDEX circulation_import_changed ON circulation_import (changed_at);
COMMENT ON TABLE circulation_import IS 'How far each stream of events has got; changes in the transaction of its events';
COMMENT ON COLUMN circulation_import.lines IS 'Lines that are done with: published, known already, empty or rejected';
COMMENT ON COLUMN circulation_import.digest IS 'SHA-256 of the digest before the last of these lines and of that line; by it a stream that is sent again is recognised';

CREATE TABLE circulation_import_rejection (
  import_id text NOT NULL REFERENCES circulation_import ON DELETE CASCADE,
  line bigint NOT NULL,
  reasons jsonb NOT NULL,
  PRIMARY KEY (import_id, line)
);
COMMENT ON TABLE circulation_import_rejection IS 'Why lines were not published; the first thousand of an import';
