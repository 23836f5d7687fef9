/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.base.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class MetricNamesTest {

  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| `(eventbus_\\w+?)(_total|_seconds|_events)?` \\|");

  @Test
  void operationsManualExplainsEachMetricAndNoOther() throws Exception {
    assertThat(ROW.matcher(manual()).results().map(MetricNamesTest::withoutUnit))
        .containsExactlyInAnyOrderElementsOf(names());
  }

  private static String manual() throws IOException {
    return Files.readString(Path.of("..", "docs", "metrics-and-alerts.md"));
  }

  // A name that ends with a unit does not get it twice.
  private static String withoutUnit(MatchResult row) {
    return row.group(1).replaceFirst("_events$", "");
  }

  private static List<String> names() throws IllegalAccessException {
    List<String> names = new ArrayList<>();
    for (Field field : MetricNames.class.getFields()) {
      String name = (String) field.get(null);
      if (name.startsWith("eventbus.")) {
        names.add(name.replaceFirst("\\.events$", "").replace('.', '_'));
      }
    }
    return names;
  }
}
