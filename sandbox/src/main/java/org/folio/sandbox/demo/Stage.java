/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.sandbox.demo;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.folio.sandbox.client.CirculationClient;
import org.folio.sandbox.client.ConsumerGroup;
import org.folio.sandbox.client.EventBusClient;
import org.folio.sandbox.client.EventTables;
import org.folio.sandbox.client.PatronBlocksClient;
import org.folio.sandbox.install.Await;
import org.folio.sandbox.install.Installation;
import org.folio.sandbox.library.LibraryMonth;
import org.folio.sandbox.library.LoanEvent;
import org.folio.sandbox.library.LoanModel;
import org.folio.sandbox.library.OpenLoan;

/** The environment of scenarios: the installation, its clients and the story. */
final class Stage implements AutoCloseable {

  private static final Duration CATCH_UP_LIMIT = Duration.ofSeconds(90);

  private final Installation installation;
  private final Story story;
  private final Claims claims;
  private final LibraryMonth month;
  private final CirculationClient circulation;
  private final PatronBlocksClient patronBlocks;
  private final EventBusClient producer;
  private final EventBusClient consumer;
  private final ConsumerGroup group;
  private final EventTables tables;
  private final Set<UUID> patrons = new LinkedHashSet<>();

  Stage(Installation installation, Story story, Claims claims, LibraryMonth month) {
    this.installation = installation;
    this.story = story;
    this.claims = claims;
    this.month = month;
    var okapi = installation.okapiUrl();
    circulation = new CirculationClient(installation.circulation().url(), okapi);
    patronBlocks = new PatronBlocksClient(installation.patronBlocks().url(), okapi);
    producer = new EventBusClient(installation.circulation().url(), okapi);
    consumer = new EventBusClient(installation.patronBlocks().url(), okapi);
    group = new ConsumerGroup(installation.kafka().bootstrapServers());
    tables = new EventTables(installation.postgres());
  }

  Installation installation() {
    return installation;
  }

  Story story() {
    return story;
  }

  Claims claims() {
    return claims;
  }

  /** The month that the user asked for. */
  LibraryMonth month() {
    return month;
  }

  /** The adapter of mod-circulation by its own address. */
  CirculationClient circulation() {
    return circulation;
  }

  /** The adapter of mod-patron-blocks by its own address. */
  PatronBlocksClient patronBlocks() {
    return patronBlocks;
  }

  EventBusClient producer() {
    return producer;
  }

  EventBusClient consumer() {
    return consumer;
  }

  ConsumerGroup group() {
    return group;
  }

  EventTables tables() {
    return tables;
  }

  /** A patron without loans. */
  UUID newPatron() {
    UUID patron = UUID.randomUUID();
    patrons.add(patron);
    return patron;
  }

  /** All patrons involved so far. */
  Set<UUID> patrons() {
    return Set.copyOf(patrons);
  }

  /** Starts to publish events from several writers. */
  Publication publish(List<LoanEvent> events, Pace pace) {
    events.forEach(event -> patrons.add(event.patron()));
    return Publication.begin(circulation::publish, events, pace);
  }

  /** Waits until every accepted event is on Kafka and finished by the subscription. */
  void awaitCaughtUp() {
    Await.until(
        "the outbox to be empty and the subscription to catch up",
        CATCH_UP_LIMIT,
        () -> producer.outboxEvents() == 0 && group.lag() == 0);
  }

  /** Waits until a patron has that many open loans. */
  void awaitOpenLoans(UUID patron, int count) {
    Await.until(
        "%s open loans of a patron".formatted(count),
        CATCH_UP_LIMIT,
        () -> patronBlocks.openLoans(patron).size() == count);
  }

  /** How many of the patrons have exactly the expected open loans. */
  String agreeing(Collection<UUID> asked, LoanModel model) {
    List<UUID> differing =
        asked.stream()
            .filter(patron -> !patronBlocks.openLoans(patron).equals(model.openLoans(patron)))
            .toList();
    differing.stream().limit(1).forEach(patron -> tellDifference(patron, model));
    return asked.size() - differing.size() + " of " + asked.size();
  }

  private void tellDifference(UUID patron, LoanModel model) {
    Map<UUID, OpenLoan> expected = model.openLoans(patron);
    Map<UUID, OpenLoan> seen = patronBlocks.openLoans(patron);
    Stream.concat(expected.keySet().stream(), seen.keySet().stream())
        .filter(loan -> !Objects.equals(expected.get(loan), seen.get(loan)))
        .findFirst()
        .ifPresent(
            loan ->
                story.tell(
                    "for example loan %s of patron %s: expected %s, seen %s",
                    loan,
                    patron,
                    String.valueOf(expected.get(loan)),
                    String.valueOf(seen.get(loan))));
  }

  @Override
  public void close() {
    group.close();
  }
}
