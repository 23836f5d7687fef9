/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.sandbox.demo;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.folio.sandbox.install.AdapterProcess;
import org.folio.sandbox.library.LibraryMonth;
import org.folio.sandbox.library.LoanEvent;
import org.folio.sandbox.library.OpenLoan;

/** Kafka delivers every event a second time. */
final class EverythingTwice implements Scenario {

  private static final int PATRONS = 50;
  private static final int EVENTS = 1_000;

  @Override
  public String title() {
    return "Everything twice";
  }

  @Override
  public void play(Stage stage) {
    List<LoanEvent> events = new LibraryMonth(PATRONS, EVENTS, stage.month().seed() + 2).events();
    stage.publish(events, Pace.FULL_SPEED).join();
    stage.awaitCaughtUp();
    Map<UUID, Map<UUID, OpenLoan>> before = allOpenLoans(stage);
    long onKafka = stage.group().events();

    AdapterProcess patronBlocks = stage.installation().patronBlocks();
    patronBlocks.stop();
    stage.group().rewind();
    stage
        .story()
        .tell("the group's offsets are back at the beginning; %,d events come again", onKafka);
    patronBlocks.start();
    patronBlocks.awaitReady();
    stage.awaitCaughtUp();

    Map<UUID, Map<UUID, OpenLoan>> after = allOpenLoans(stage);
    long changed =
        before.entrySet().stream()
            .filter(entry -> !entry.getValue().equals(after.get(entry.getKey())))
            .count();
    stage
        .claims()
        .check("of %s patrons, those whose loans changed".formatted(before.size()), 0, changed);
    stage
        .claims()
        .check("duplicates reported", onKafka, stage.consumer().patronSummary().duplicates());
  }

  private static Map<UUID, Map<UUID, OpenLoan>> allOpenLoans(Stage stage) {
    return stage.patrons().stream()
        .collect(Collectors.toMap(Function.identity(), stage.patronBlocks()::openLoans));
  }
}
