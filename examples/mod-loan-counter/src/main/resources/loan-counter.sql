--liquibase formatted sql

--changeset loan-counter:tables
CREATE TABLE loan (id uuid PRIMARY KEY, user_id uuid NOT NULL, item_id uuid NOT NULL UNIQUE);
CREATE TABLE loan_count (user_id uuid PRIMARY KEY, loans integer NOT NULL);
