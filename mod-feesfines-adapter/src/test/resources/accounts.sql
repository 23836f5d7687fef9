--liquibase formatted sql
--changeset example:accounts
CREATE TABLE accounts (id uuid PRIMARY KEY, jsonb jsonb NOT NULL);
