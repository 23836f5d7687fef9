/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi.cql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CqlQueryTest {

  private static final CqlFields FIELDS =
      CqlFields.NONE
          .with("id", "id", CqlType.UUID)
          .with("name", "t.name", CqlType.TEXT)
          .with("value", "value", CqlType.NUMBER)
          .with("active", "active", CqlType.BOOLEAN)
          .with("code", "code", CqlType.KEYWORD)
          .withWords("notes", "notes", "note_words")
          .withLabels("action", "action", "actions")
          .withValues("items", "items", "item_words")
          .with("dueDate", "due_date", CqlType.TIMESTAMP);

  private static final String ID = "b6d1f5a0-4f3b-4b5e-8a27-19f4d3c0b222";

  private static CqlQuery query(String cql) {
    return CqlQuery.of(cql, FIELDS, "s", 1);
  }

  @Test
  void noQueryMeansEverything() {
    assertThat(CqlQuery.of(null, FIELDS, "s", 1).where()).isEqualTo("TRUE");
    assertThat(query("cql.allRecords=1").where()).isEqualTo("TRUE");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          value==10                          | value = $1
          value = 10                         | value = $1
          value <> 10                        | value <> $1
          value < 10                         | value < $1
          value<=10                          | value <= $1
          value > 10                         | value > $1
          value >= 10                        | value >= $1
          active == true                     | active = $1
          code == ("a" or "b c")             | folded(code) = ANY (ARRAY[folded($1), folded($2)])
          code==(a or (b or c)) and code==d or code==e* | ((folded(code) = ANY (ARRAY[folded($1), folded($2), folded($3)]) AND folded(code) = folded($4)) OR folded(code) LIKE folded($5))
          code==a or action==a               | (folded(code) = folded($1) OR folded(action) = folded($2))
          code==(a and id=*)                 | (folded(code) = folded($1) AND id IS NOT NULL)
          code = a*                          | folded(code) LIKE folded($1)
          code <> a                          | folded(code) <> folded($1)
          code > a*                          | folded(code) > folded($1)
          notes = "new book"                 | note_words @@ folded($1)::tsquery
          notes adj "new book"               | note_words @@ folded($1)::tsquery
          notes all "new book"               | (note_words @@ folded($1)::tsquery AND note_words @@ folded($2)::tsquery)
          notes any "new book"               | (note_words @@ folded($1)::tsquery OR note_words @@ folded($2)::tsquery)
          notes == "New*"                    | folded(notes) LIKE folded($1)
          notes = "--"                       | FALSE
          items = "A/1*"                     | item_words @@ folded($1)::tsquery
          items = "A?1"                      | (item_words @@ folded($1)::tsquery AND EXISTS (SELECT FROM unnest(tsvector_to_array(item_words)) AS value WHERE value LIKE folded($2)))
          items = *1                         | EXISTS (SELECT FROM unnest(tsvector_to_array(item_words)) AS value WHERE value LIKE folded($1))
          items = "\u0301"                   | FALSE
          action == Lost                     | folded(action) = folded($1)
          name == Smith                      | folded(t.name) = folded($1)
          name == Smi*                       | folded(t.name) LIKE folded($1)
          name <> Smith                      | folded(t.name) <> folded($1)
          name < M                           | folded(t.name) < folded($1)
          name = ""                          | t.name IS NOT NULL
          name = *                           | t.name IS NOT NULL
          NAME == Smith                      | folded(t.name) = folded($1)
          value = 1 and active=true          | (value = $1 AND active = $2)
          value = 1 AND active=true or id=*  | ((value = $1 AND active = $2) OR id IS NOT NULL)
          value=1 and (active=true or id=*)  | (value = $1 AND (active = $2 OR id IS NOT NULL))
          cql.allRecords=1 NOT value=1       | (TRUE AND (value = $1) IS NOT TRUE)
          name ==/cql.respectCase/x=y Smith  | folded(t.name) = folded($1)
          value=1 and/rel.x value=2          | (value = $1 AND value = $2)
          """)
  void translates(String cql, String where) {
    assertThat(query(cql).where().replace("\"s\".", "")).isEqualTo(where);
  }

  @Test
  void wordsOfLabelsAreLookedForAmongTheLabels() {
    CqlQuery query = query("action=\"through Override\"");
    assertThat(query.where())
        .startsWith(
            "\"s\".folded(action) = ANY (ARRAY(SELECT DISTINCT \"s\".folded(action) FROM \"s\".actions WHERE ")
        .contains("LIKE");
    assertThat(query.parameters()).containsExactly("% through Override %");
    assertThat(query.compared()).containsExactly("action");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          name = lost                | `% lost %`
          name = "lost items"        | `% lost items %`
          name = "  lost   items "   | `% lost items %`
          name = los*                | `% los% %`
          name = l?st                | `% l_st %`
          name = ^Maximum            | ` Maximum %`
          name = items^              | `% items `
          name = "100%"              | `% 100 %`
          name = a_b                 | `% a b %`
          name = "a\\*b"             | `% a b %`
          name = "say \\"hi\\""      | `% say hi %`
          name == "a\\\\b*"          | `a\\\\b%`
          name == "a\\*b"            | `a*b`
          """)
  void bindsTexts(String cql, String parameter) {
    assertThat(query(cql).parameters()).containsExactly(parameter);
  }

  @Test
  void bindsValuesOfTheIndexType() {
    assertThat(query("id==" + ID).parameters()).containsExactly(UUID.fromString(ID));
    assertThat(query("value>=12.50").parameters()).containsExactly(new BigDecimal("12.50"));
    assertThat(query("active=TRUE").parameters()).containsExactly(true);
    assertThat(query("dueDate<2026-03-15T22:59:59Z").parameters())
        .containsExactly(OffsetDateTime.parse("2026-03-15T22:59:59Z"));
    assertThat(query("dueDate<2026-03-15T22:59:59").parameters())
        .containsExactly(OffsetDateTime.parse("2026-03-15T22:59:59Z"));
    assertThat(query("dueDate<2026-03-15").parameters())
        .containsExactly(OffsetDateTime.parse("2026-03-15T00:00:00Z"));
  }

  @Test
  void numbersParametersFromTheGivenStart() {
    CqlQuery query = CqlQuery.of("value=1 and value=2", FIELDS, "s", 3);
    assertThat(query.where()).isEqualTo("(value = $3 AND value = $4)");
  }

  @Test
  void sorts() {
    assertThat(query("value=1 sortBy name").orderBy()).isEqualTo("t.name ASC");
    assertThat(query("value=1 sortby name/sort.descending value/sort.ascending").orderBy())
        .isEqualTo("t.name DESC, value ASC");
    assertThat(query("sortBy value/descending").orderBy()).isEqualTo("value DESC");
    assertThat(query("value=1").orderBy()).isNull();
  }

  @Test
  void neverPutsTermsIntoTheSql() {
    CqlQuery query = query("name == \"x'; DROP TABLE t; --\"");
    assertThat(query.where()).doesNotContain("DROP");
    assertThat(query.parameters()).containsExactly("x'; DROP TABLE t; --");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          `   `               | 3  | the name of an index is expected here
          name                | 4  | one of = == <> < <= > >= any all adj is expected after the name of an index
          name some x         | 5  | one of = == <> < <= > >= any all adj is expected after the name of an index
          name =              | 6  | a term is expected here
          (name = x           | 9  | a closing parenthesis is expected here
          name = x)           | 8  | and, or, not, sortBy or the end of the query is expected here
          name = "x           | 7  | the quotation that starts here has no end
          name = x and        | 12 | the name of an index is expected here
          nme = x             | 0  | there is no index of this name
          id == 5             | 6  | the term must be a UUID
          value == ten        | 9  | the term must be a number
          value == 1e99999999 | 9  | the term must be a number
          active == 1         | 10 | the term must be true or false
          active < true       | 0  | this index has no order
          dueDate > soon      | 10 | the term must be a date and time
          value=1 sortBy nme  | 15 | there is no index of this name
          value=1 sortBy      | 14 | the name of an index to sort by is expected here
          """)
  void refusesWithPositionAndSentence(String cql, int position, String sentence) {
    assertThatThrownBy(() -> query(cql))
        .isInstanceOfSatisfying(
            CqlException.class, e -> assertThat(e.position()).isEqualTo(position))
        .hasMessageContaining(sentence)
        .hasMessageStartingWith("CQL query is wrong at character " + (position + 1) + ": ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"(", "name=x and (", "((("})
  void survivesDeepNesting(String piece) {
    String hostile = piece.repeat(CqlQuery.MAX_LENGTH / piece.length());
    assertThatThrownBy(() -> query(hostile)).isInstanceOf(CqlException.class);
  }

  @Test
  void boundsLengthAndNumberOfComparisons() {
    assertThatThrownBy(() -> query("x".repeat(CqlQuery.MAX_LENGTH + 1)))
        .isInstanceOf(CqlException.class)
        .hasMessageContaining("characters at most");
    assertThat(query("id=* or ".repeat(CqlQuery.MAX_CLAUSES - 1) + "id=*").where()).isNotEmpty();
    assertThatThrownBy(() -> query("id=* or ".repeat(CqlQuery.MAX_CLAUSES) + "id=*"))
        .isInstanceOf(CqlException.class)
        .hasMessageContaining("comparisons at most");
    assertThatThrownBy(() -> query("name=\"a\0b\"")).isInstanceOf(CqlException.class);
  }

  @Test
  void wordsAreWholeUuidsAndRunsOfLettersAndDigits() {
    assertThat(CqlWords.vector("A-12 " + ID.toUpperCase(java.util.Locale.ROOT) + ", Ünder* 'x'"))
        .isEqualTo("'a':1 '12':2 '" + ID + "':3 'ünder':4 'x':5 ");
    assertThat(CqlWords.vector(null)).isEmpty();
    assertThat(query("notes=\"A-12\"").parameters()).containsExactly("'a' <-> '12'");
    assertThat(query("notes=" + ID).parameters()).containsExactly("'" + ID + "'");
    assertThat(query("notes=boo*").parameters()).containsExactly("'boo':*");
  }

  @Test
  void whatWordsCannotTellIsLookedForInTheText() {
    assertThat(query("notes=*ook").where()).contains("folded(notes)").contains("LIKE");
  }

  @Test
  void valuesAreBoundAsLexemesWhateverTheyConsistOf() {
    assertThat(query("items=\"q\\\"t'1\"").parameters()).containsExactly("'q\"t''1'");
    assertThat(query("items=\"x\\*\\\\y\"").parameters()).containsExactly("'x*\\\\y'");
    assertThat(query("items=390*").parameters()).containsExactly("'390':*");
    assertThat(query("items=390?2").parameters()).containsExactly("'390':*", "390_2");
  }

  @Test
  void unknownIndexesMatchNothingWhereThatIsTheCustom() {
    CqlFields lenient = FIELDS.unknownMatchNothing();
    assertThat(CqlQuery.of("nobody=1 or code==a sortBy nobody", lenient, "s", 1))
        .isEqualTo(
            new CqlQuery(
                "(FALSE OR \"s\".folded(code) = \"s\".folded($1))",
                null,
                java.util.List.of("a"),
                java.util.Set.of("code"),
                java.util.Set.of()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cql.allRecords=1",
        "barcode==1",
        "barcode==1 and note==x",
        "note==x and barcode==1",
        "barcode==1 or barcode==2",
        "barcode==1 not note==x",
        "title=word",
        "title any \"one two\"",
        "unheard==1"
      })
  void aQueryThatAnIndexNarrowsNeedsNoWarning(String query) {
    assertThat(CqlQuery.of(query, LARGE, "s", 1).unaided()).isEmpty();
    assertThat(CqlQuery.of("note==x", SMALL, "s", 1).unaided()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "note==x",
        "barcode<>1",
        "barcode==*1",
        "barcode==1 or note==x",
        "note==x not barcode==1",
        "title=*word"
      })
  void aQueryThatNoIndexNarrowsTellsWhatItCompares(String query) {
    assertThat(CqlQuery.of(query, LARGE, "s", 1).unaided())
        .isNotEmpty()
        .isSubsetOf("note", "barcode", "title");
  }

  private static final CqlFields SMALL =
      CqlFields.NONE
          .with("barcode", "barcode", CqlType.KEYWORD)
          .with("note", "note", CqlType.TEXT)
          .withWords("title", "title", "title_words")
          .unknownMatchNothing();
  private static final CqlFields LARGE = SMALL.narrowing("barcode", "title");
}
