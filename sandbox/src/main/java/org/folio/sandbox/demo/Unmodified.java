/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.sandbox.demo;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.folio.sandbox.client.EventBusClient;
import org.folio.sandbox.client.PubSubClient;
import org.folio.sandbox.install.AdapterModule;
import org.folio.sandbox.install.AdapterProcess;
import org.folio.sandbox.install.Await;
import org.folio.sandbox.library.LoanEvent;
import org.folio.sandbox.library.LoanModel;
import org.folio.sandbox.pubsub.ModPubSubStandIn;
import org.folio.sandbox.pubsub.UnmodifiedModule;

/** A module that only knows mod-pubsub is moved to the bridge and killed. */
final class Unmodified implements Scenario {

  private static final int PATRONS = 30;
  private static final int BEFORE = 50;
  private static final int DURING_SWITCH = 300;
  private static final int DURING_KILL = 600;
  private static final Pace PACE = new Pace(1, 100);
  private static final Duration AWAY = Duration.ofSeconds(3);
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @Override
  public String title() {
    return "The module that nobody changed";
  }

  @Override
  public void play(Stage stage) {
    URI okapi = stage.installation().okapiUrl();
    try (ModPubSubStandIn modPubSub = new ModPubSubStandIn(okapi);
        Reminders module = new Reminders(stage.installation())) {
      new Move(stage, modPubSub, module).play();
    }
  }

  private static final class Move {

    private final Stage stage;
    private final ModPubSubStandIn modPubSub;
    private final Reminders module;
    private final PubSubClient pubSub;

    private Move(Stage stage, ModPubSubStandIn modPubSub, Reminders module) {
      this.stage = stage;
      this.modPubSub = modPubSub;
      this.module = module;
      this.pubSub = new PubSubClient(stage.installation().okapiUrl());
    }

    private void play() {
      List<LoanEvent> events = new ArrayList<>(checkOuts(BEFORE));
      atModPubSub(events);
      putBridgeInFront();
      switchOver(events);
      killedAtTheBridge();
    }

    private void atModPubSub(List<LoanEvent> events) {
      stage.installation().deploy("/pubsub/.*", modPubSub.url());
      module.start();
      stage.installation().deploy(UnmodifiedModule.PATHS, module.url());
      pubSub.enable(module.url());
      pubSub.register();
      pubSub.publish(events);
      awaitLoans(events);
      stage
          .story()
          .tell(
              "%s is registered at a stand-in for mod-pubsub, and got %d check-outs",
              UnmodifiedModule.ID, events.size());
    }

    private void putBridgeInFront() {
      AdapterProcess bridge =
          stage
              .installation()
              .add(
                  AdapterModule.PUBSUB_BRIDGE,
                  Map.of("MOD_PUBSUB_URL", modPubSub.url().toString()));
      new EventBusClient(bridge.url(), stage.installation().okapiUrl())
          .enable(AdapterModule.PUBSUB_BRIDGE);
      stage
          .story()
          .tell(
              "the bridge is enabled, in front of mod-pubsub; the module is not asked to register again");
      stage
          .claims()
          .check("the mode of a tenant whose modules are at mod-pubsub", "off", pubSub.mode());
    }

    private void switchOver(List<LoanEvent> before) {
      List<LoanEvent> events = checkOuts(DURING_SWITCH);
      Publication stream = Publication.begin(pubSub::publish, events, PACE);
      awaitStream(stream, DURING_SWITCH / 3);
      pubSub.mode("bridge");
      boolean streaming = !stream.ended();
      stage.story().tell("the tenant is switched over after %,d check-outs", stream.accepted());
      stream.join();
      List<LoanEvent> all = Stream.concat(before.stream(), events.stream()).toList();
      awaitLoans(all);
      stage.claims().check("the switch came while events streamed in", true, streaming);
      stage
          .claims()
          .check(
              "check-outs before, while and after the switch that reached it",
              "%1$s of %1$s".formatted(all.size()),
              reached(all));
      stage.claims().check("those that reached it twice", 0L, repeated(module.loans()));
      stage
          .claims()
          .measured(
              "of the %s check-outs published around the switch, mod-pubsub took %s and the bridge the others",
              events.size(), modPubSub.published() - before.size());
    }

    private void killedAtTheBridge() {
      List<LoanEvent> events = checkOuts(DURING_KILL);
      long repeatedBefore = repeated(module.loans());
      Publication stream = Publication.begin(pubSub::publish, events, PACE);
      awaitStream(stream, DURING_KILL / 4);
      module.kill();
      long killed = System.nanoTime();
      long accepted = stream.accepted();
      stage.story().tell("SIGKILL for the module after %,d further check-outs", accepted);
      Await.moment(killed + AWAY.toNanos());
      boolean streaming = !stream.ended();
      module.start();
      long back = System.nanoTime();
      stage
          .story()
          .tell(
              "it is back; %,d check-outs were published while it was away",
              stream.accepted() - accepted);
      stream.join();
      awaitLoans(events);
      long caughtUp = System.nanoTime();
      List<UUID> calls = module.loans();
      stage.claims().check("the kill came while events streamed in", true, streaming);
      stage
          .claims()
          .check(
              "check-outs around the kill that reached it",
              "%1$s of %1$s".formatted(DURING_KILL),
              reached(events));
      stage
          .claims()
          .check(
              "patrons whose check-outs reached it in their order",
              "%1$s of %1$s".formatted(PATRONS),
              inOrder(events, calls));
      LoanModel model = LoanModel.of(events);
      stage.awaitCaughtUp();
      stage
          .claims()
          .check(
              "patrons whose loans mod-patron-blocks-adapter counted from the same events",
              "%1$s of %1$s".formatted(PATRONS),
              stage.agreeing(model.patrons(), model));
      stage
          .claims()
          .measured(
              "from its return to the last check-out, while more streamed in: %.1f s; calls that the kill made again: %s",
              (caughtUp - back) / 1e9, repeated(calls) - repeatedBefore);
    }

    private void awaitStream(Publication stream, int accepted) {
      Await.until("the stream to flow", LIMIT, () -> stream.accepted() >= accepted);
    }

    private void awaitLoans(List<LoanEvent> events) {
      Await.until(
          "%s check-outs to reach the module".formatted(events.size()),
          LIMIT,
          () -> new HashSet<>(module.loans()).containsAll(loans(events)));
    }

    private String reached(List<LoanEvent> events) {
      Set<UUID> known = new HashSet<>(module.loans());
      return loans(events).stream().filter(known::contains).count() + " of " + events.size();
    }

    /** A repeated call does not count: it comes before the next event of its patron, or not. */
    private static String inOrder(List<LoanEvent> events, List<UUID> calls) {
      Set<UUID> first = new LinkedHashSet<>(calls);
      List<UUID> patrons = events.stream().map(LoanEvent::patron).distinct().toList();
      long right =
          patrons.stream()
              .filter(
                  patron -> {
                    List<UUID> published =
                        loans(events.stream().filter(one -> one.patron().equals(patron)).toList());
                    return first.stream().filter(published::contains).toList().equals(published);
                  })
              .count();
      return right + " of " + patrons.size();
    }

    /**
     * Calls that came again. Other calls than those for the published check-outs are none: the
     * bridge also has what the adapters published shortly before the switch.
     */
    private static long repeated(List<UUID> calls) {
      return calls.size() - calls.stream().distinct().count();
    }

    private static List<UUID> loans(List<LoanEvent> events) {
      return events.stream().map(LoanEvent::loan).toList();
    }

    /** Check-outs of new patrons, who take turns. */
    private List<LoanEvent> checkOuts(int number) {
      List<UUID> patrons = Stream.generate(UUID::randomUUID).limit(PATRONS).toList();
      Instant dueDate = Instant.now().plus(21, ChronoUnit.DAYS).truncatedTo(ChronoUnit.MILLIS);
      List<LoanEvent> events = new ArrayList<>();
      for (int i = 0; i < number; i++) {
        events.add(LoanEvent.checkOut(patrons.get(i % PATRONS), UUID.randomUUID(), dueDate));
      }
      return events;
    }
  }
}
