--liquibase formatted sql

-- Names carry no schema: the migration sets the search path.

--changeset event-bus:folded splitStatements:false
-- A text as searches compare it: without case and accents, as f_unaccent of RAML Module Builder
-- does, but without an extension, which not every role may create. Most texts are of ASCII only and
-- cost no more than lower. It is composed again in the end, because a syllable of Hangul, once
-- decomposed, needs three times the space.
CREATE FUNCTION folded(text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN octet_length($1) = char_length($1) THEN lower($1)
    ELSE lower(normalize(translate(replace(replace(replace(replace(replace(replace(replace(replace(
      regexp_replace(normalize($1, NFD), '[\u0300-\u036f]+', '', 'g'),
      'ß', 'ss'), 'ẞ', 'ss'), 'æ', 'ae'), 'Æ', 'ae'), 'œ', 'oe'), 'Œ', 'oe'), 'þ', 'th'), 'Þ', 'th'),
      'øØłŁđĐðÐħĦŧŦıŋŊ', 'oollddddhhttinn'), NFC))
  END
$$;
