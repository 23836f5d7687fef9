/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.folio.adapter.patronblocks.RunningAdapter;
import org.folio.adapter.patronblocks.Seed;
import org.folio.eventbus.testing.DatabaseCoordinates;
import org.folio.eventbus.testing.WithEventBusServers;
import org.junit.jupiter.api.Test;

/**
 * PostgreSQL accepts each query that the module derives from a request; the module refuses all
 * others itself.
 */
@WithEventBusServers
class QueryFuzzTest {

  private static final int QUERIES = 400;
  private static final int MOST_CLAUSES = 4;

  private static final String[] INDEXES = {"id", "patronGroupId", "value", "cql.allRecords"};
  private static final String[] CONDITION_INDEXES = {"name", "message", "blockBorrowing", "id"};
  private static final String[] RELATIONS = {"=", "==", "<>", "<", ">", "<=", ">="};
  private static final String[] OPERATORS = {" and ", " or ", " not "};
  private static final String[] TERMS = {
    "1",
    "-1",
    "1e300",
    "1e-16000",
    "true",
    "\"\"",
    "*",
    "\"\\\\\"",
    "\"a\\\\\"",
    "\"%_\"",
    "\"*\\\\\"",
    "3d7c52dc-c732-4223-8bf8-e5917801386f",
    "\"' OR 1=1 --\"",
    "^x",
    "x^",
    "?",
    "\\",
    "\"é\uD83D\uDE00\""
  };

  @Test
  void everyQueryIsAnsweredOrRefused(DatabaseCoordinates database) {
    Random random = Seed.random(QueryFuzzTest.class);
    int answered = 0;
    try (RunningAdapter adapter = new RunningAdapter(database)) {
      for (int i = 0; i < QUERIES; i++) {
        boolean limits = random.nextBoolean();
        String cql = query(random, limits ? INDEXES : CONDITION_INDEXES);
        HttpResponse<String> answer =
            adapter.get(
                (limits ? "/patron-block-limits" : "/patron-block-conditions")
                    + "?query="
                    + URLEncoder.encode(cql, StandardCharsets.UTF_8));
        assertThat(answer.statusCode()).as(cql + " " + answer.body()).isIn(200, 400);
        answered += answer.statusCode() == 200 ? 1 : 0;
      }
    }
    assertThat(answered).isPositive();
  }

  private static String query(Random random, String[] indexes) {
    StringBuilder cql = new StringBuilder(clause(random, indexes));
    for (int n = random.nextInt(MOST_CLAUSES); n > 0; n--) {
      cql.append(any(random, OPERATORS)).append(clause(random, indexes));
    }
    if (random.nextBoolean()) {
      cql.append(" sortBy ").append(indexes[random.nextInt(indexes.length - 1)]);
    }
    return cql.toString();
  }

  private static String clause(Random random, String[] indexes) {
    return any(random, indexes) + any(random, RELATIONS) + any(random, TERMS);
  }

  private static String any(Random random, String[] values) {
    return values[random.nextInt(values.length)];
  }
}
