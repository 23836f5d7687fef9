/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.folio.eventbus.base.log.LogCode;
import org.junit.jupiter.api.Test;

class LogCodeTest {

  @Test
  void operationsManualExplainsEachCodeAndNoOther() throws IOException {
    String manual = Files.readString(Path.of("..", "docs", "log-codes.md"));

    assertThat(Pattern.compile("(?m)^\\| (CEB-\\d+) ").matcher(manual).results())
        .map(MatchResult::group)
        .map(row -> row.replace("| ", "").strip())
        .containsExactlyElementsOf(Arrays.stream(LogCode.values()).map(LogCode::toString).toList());
  }
}
