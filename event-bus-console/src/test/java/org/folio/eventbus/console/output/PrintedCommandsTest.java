/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.output;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

/** Commands in an answer ask the same modules as the question. */
class PrintedCommandsTest {

  private final PrintedCommands commands = new PrintedCommands("--tenant t --modules http://a");

  @Test
  void optionsStandBehindTheNameOfTheCommandAndOfItsCommand() {
    assertThat(commands.in("See ./bus lag, then ./bus parked release --event E (./bus doctor)"))
        .isEqualTo(
            "See ./bus lag --tenant t --modules http://a, then ./bus parked release --tenant t --modules http://a --event E (./bus doctor --tenant t --modules http://a)");
    assertThat(commands.in("./bus inbox, and ./bus inbox release"))
        .isEqualTo(
            "./bus inbox --tenant t --modules http://a, and ./bus inbox release --tenant t --modules http://a");
  }

  @Test
  void whatStartsASandboxAsksNobody() {
    assertThat(commands.in("or ./bus up")).isEqualTo("or ./bus up");
  }

  @Test
  void answersForScriptsHaveThemToo() throws Exception {
    var json = new ObjectMapper().readTree("{\"advice\":[\"./bus gaps\"],\"complete\":true}");

    assertThat(commands.in(json))
        .hasToString(
            "{\"advice\":[\"./bus gaps --tenant t --modules http://a\"],\"complete\":true}");
  }

  @Test
  void dataStayAsTheyAre() throws Exception {
    var json = new ObjectMapper().readTree("{\"events\":[{\"payload\":\"run ./bus gaps\"}]}");

    assertThat(commands.in(json)).isEqualTo(json);
  }

  @Test
  void withoutOptionsTheyStandAsTheyAre() {
    assertThat(PrintedCommands.AS_THEY_ARE.in("./bus lag")).isEqualTo("./bus lag");
  }
}
