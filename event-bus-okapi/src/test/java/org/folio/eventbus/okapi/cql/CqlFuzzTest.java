/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi.cql;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class CqlFuzzTest {

  private static final int QUERIES = 100_000;

  // The first queries wait for classes to be loaded.
  private static final int WARM_UP = 1_000;
  private static final int MOST_PIECES = 30;

  private static final CqlFields FIELDS =
      CqlFields.NONE
          .with("name", "name", CqlType.TEXT)
          .with("value", "value", CqlType.NUMBER)
          .with("id", "id", CqlType.UUID)
          .with("code", "code", CqlType.KEYWORD)
          .withWords("notes", "notes", "words")
          .withLabels("action", "action", "actions")
          .withValues("items", "items", "words");

  private static final String[] PIECES = {
    "name",
    "code",
    "notes",
    "action",
    "items",
    " any ",
    " all ",
    " adj ",
    "==(",
    "value",
    "id",
    "cql.allRecords",
    "=",
    "==",
    "<>",
    "<",
    ">=",
    "(",
    ")",
    "/",
    "\"",
    "\\",
    "*",
    "?",
    "^",
    "and",
    "or",
    "not",
    "sortBy",
    "sort.descending",
    "1",
    "x",
    "'; --",
    "%",
    "$1",
    " ",
    " ",
    " ",
    "name=x",
    "value>1",
    "\"a b\"",
    "é",
    "\uD83D",
    "\n"
  };

  // Work and not time: another process may have the processor for longer than any query takes.
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  // Whatever the query says, the SQL consists of these words alone.
  private static final Pattern HARMLESS =
      Pattern.compile(
          "(TRUE|FALSE|AND|OR|NOT|IS|NULL|LIKE|ANY|ARRAY|SELECT|DISTINCT|EXISTS|FROM|WHERE|AS"
              + "|\"s\"\\.(folded|actions)|btrim|regexp_replace|unnest|tsvector_to_array|'g'|"
              + Pattern.quote("'" + CqlWords.SQL_BETWEEN_WORDS + "'")
              + "|name|value|id|code|notes|words|items|action|@@|::tsquery|\\$\\d+|' '|\\|\\||<>|<=|>=|[\\[\\]=<>(), ])*");

  @Test
  void translatesOrRefusesButNeverBreaks() {
    long seed = Long.getLong("cql.seed", System.nanoTime());
    System.out.println("CqlFuzzTest: repeat with -Dcql.seed=" + seed);
    Random random = new Random(seed);
    int translated = 0;
    long slowest = 0;
    for (int i = 0; i < QUERIES; i++) {
      String cql = randomQuery(random);
      long start = THREADS.getCurrentThreadCpuTime();
      try {
        CqlQuery query = CqlQuery.of(cql, FIELDS, "s", 1);
        translated++;
        assertThat(query.where()).as("seed %d, query %s", seed, cql).matches(HARMLESS);
        assertThat(query.where().chars().filter(c -> c == '$').count())
            .as("seed %d, query %s", seed, cql)
            .isEqualTo(query.parameters().size());
      } catch (CqlException e) {
        assertThat(e.position()).as("seed %d, query %s", seed, cql).isBetween(0, cql.length());
      }
      slowest = i < WARM_UP ? 0 : Math.max(slowest, THREADS.getCurrentThreadCpuTime() - start);
    }
    assertThat(translated).isPositive();
    assertThat(slowest).as("nanoseconds of work for the slowest answer").isLessThan(100_000_000L);
  }

  private static String randomQuery(Random random) {
    StringBuilder cql = new StringBuilder();
    for (int n = random.nextInt(MOST_PIECES); n >= 0; n--) {
      cql.append(PIECES[random.nextInt(PIECES.length)]);
    }
    return cql.toString();
  }
}
