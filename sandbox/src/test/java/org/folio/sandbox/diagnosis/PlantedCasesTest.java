/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.sandbox.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * "Where is my event?" Plants every possible outcome of an event among the events of other patrons,
 * and asks for each event in four ways: by id, and by user, type and time, each by HTTP and by the
 * command line. The page of the event must say the same. Verdict and evidence must be right, and
 * the conclusion must name the cause and the remedy. The modules are separate processes; Kafka and
 * PostgreSQL are real.
 */
@Tag("long")
class PlantedCasesTest {

  // The events of a large library in a month; loading them takes half a minute.
  private static final int OTHER_EVENTS = 1_000_000;

  // Only ends a question that hangs, also beside other builds; the benchmark measures durations. On
  // an idle machine use -Dquestion.seconds=10.
  private static final Duration LIMIT = Duration.ofSeconds(Long.getLong("question.seconds", 60));

  private static final Durations DURATIONS = new Durations();

  private static Scene scene;
  private static LostEvents lost;
  private static ConsolePages pages;

  @BeforeAll
  static void install() {
    Path project = Path.of("").toAbsolutePath().getParent();
    scene = new Scene(project, Path.of("target", "planted-cases-test").toAbsolutePath());
    lost = new LostEvents(scene);
    lost.lose();
    new OtherEvents(scene.installation().postgres(), OTHER_EVENTS).fill();
    scene.enableReminders();
    CommandLineQuestion.archiveClasses(scene);
    pages = new ConsolePages(scene);
  }

  @AfterAll
  static void close() {
    System.out.println(DURATIONS.table(OTHER_EVENTS));
    pages.close();
    scene.close();
  }

  static Stream<PlantedCase> cases() {
    List<PlantedCase> all = new ArrayList<>();
    all.addAll(PublicationCases.all());
    all.addAll(HandlingCases.all());
    all.addAll(OperatorCases.all());
    all.addAll(lost.cases());
    return all.stream();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void whatBecameOfAnEventIsToldHoweverItIsAskedFor(PlantedCase one) {
    Planted planted = one.plant().apply(scene);
    try {
      HttpQuestion http = new HttpQuestion(scene, planted);
      timed(one, Durations.WAYS[0], http::byId).check(planted, false);
      timed(one, Durations.WAYS[1], http::bySearch).check(planted, true);
      CommandLineQuestion trace = new CommandLineQuestion(scene, planted);
      check(timed(one, Durations.WAYS[2], trace::byId), planted, false);
      pages.check(planted);
      check(timed(one, Durations.WAYS[3], trace::bySearch), planted, true);
    } finally {
      one.end().accept(scene);
    }
  }

  private static <T> T timed(PlantedCase one, String way, Supplier<T> question) {
    long begun = System.nanoTime();
    T answer = question.get();
    Duration took = Duration.ofNanos(System.nanoTime() - begun);
    DURATIONS.note(one.name(), way, took);
    assertThat(took).as(way).isLessThan(LIMIT);
    return answer;
  }

  private static void check(CommandLineQuestion.Run run, Planted planted, boolean search) {
    String conclusion = run.trace().path("conclusion").asText();
    System.out.println(conclusion);
    Planted.Words words = planted.words(search);
    Told.checkParts("conclusion", conclusion, words.conclusion());
    List<String> advice = new ArrayList<>();
    for (JsonNode each : run.trace().path("advice")) {
      advice.add(each.asText());
    }
    Told.checkParts("advice", String.join("\n", advice), words.advice());
    assertThat(run.trace().path("complete").asBoolean()).as(run.trace().toString()).isTrue();
    assertThat(run.exitCode()).as(conclusion).isEqualTo(planted.exitCode(search));
    run.told().check(planted, search);
  }
}
