--liquibase formatted sql
--changeset example:tables
CREATE TABLE loan (id text PRIMARY KEY);
CREATE TABLE loan_count (user_id text PRIMARY KEY, loans bigint NOT NULL);
