--liquibase formatted sql

-- What every contender derives from the events, and what is measured with.

--changeset benchmark:projection
CREATE TABLE loan (
  id uuid PRIMARY KEY,
  user_id uuid NOT NULL,
  open boolean NOT NULL,
  due_date timestamptz,
  last_event uuid NOT NULL,
  changed_at timestamptz NOT NULL
) WITH (fillfactor = 90);

CREATE TABLE patron (
  user_id uuid PRIMARY KEY,
  open_loans integer NOT NULL,
  events bigint NOT NULL
) WITH (fillfactor = 50);

CREATE TABLE applied_event (event_id uuid PRIMARY KEY);

CREATE TABLE refused_event (event_id uuid PRIMARY KEY);

CREATE TABLE published_event (event_id uuid PRIMARY KEY);
