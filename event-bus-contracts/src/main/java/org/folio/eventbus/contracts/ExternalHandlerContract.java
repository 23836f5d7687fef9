/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.folio.eventbus.Event;
import org.folio.eventbus.ExternalHandler;
import org.folio.eventbus.TenantId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * What an {@link ExternalHandler} and what it calls must do together. The called system is given by
 * the subclass: a double of it, or the system itself.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class ExternalHandlerContract {

  private static final TenantId TENANT = new TenantId("contract");
  private static final long SEED = 4711;
  private static final int INTERLEAVINGS = 5;

  private final Vertx vertx = Vertx.vertx();
  private Context context;

  /**
   * The handler; asked for once for each rule.
   *
   * @param running for clients; closed behind the last rule
   */
  protected abstract ExternalHandler handler(Vertx running);

  /** Lets the called system forget everything and be well. */
  protected abstract void reset();

  /**
   * What the called system has come to, to be compared with {@code equals}: its state, not the
   * calls that it got.
   */
  protected abstract Object effect();

  /** Brings the called system into trouble, or out of it. */
  protected abstract void bring(Trouble trouble);

  /** The troubles that {@link #bring} knows; all unless overridden. */
  protected Set<Trouble> troubles() {
    return EnumSet.complementOf(EnumSet.of(Trouble.NONE));
  }

  /**
   * Events that the handler applies: several of several keys, those of a key in order; the same at
   * each call. Loan events unless overridden.
   */
  protected List<Event> events(TenantId tenant) {
    return SampleEvents.loans(tenant);
  }

  /** The handler limit of the subscription's policy; 30 s, as by default, unless overridden. */
  protected Duration limit() {
    return Duration.ofSeconds(30);
  }

  @BeforeAll
  final void open() {
    context = ((VertxInternal) vertx).createEventLoopContext();
  }

  @BeforeEach
  final void begin() {
    reset();
  }

  // Not waited for: a handler that blocks its event loop would keep it from ending.
  @AfterAll
  final void close() {
    vertx.close();
  }

  /** An event comes again, with the same id, when a process ends before it could write it down. */
  @Test
  final void sameEventTwiceHasTheEffectOfOnce() {
    Object once = effectOf(events(TENANT));
    List<Event> twice = new ArrayList<>();
    for (Event event : events(TENANT)) {
      twice.add(event);
      twice.add(event);
    }

    assertThat(effectOf(twice)).isEqualTo(once);
  }

  @Test
  final void keysInAnyInterleavingHaveTheSameEffect() {
    Object expected = effectOf(events(TENANT));
    Random random = new Random(SEED);
    for (int i = 0; i < INTERLEAVINGS; i++) {
      assertThat(effectOf(interleaved(random))).as("interleaving %s", i).isEqualTo(expected);
    }
  }

  @Test
  final void keysAtTheSameTimeHaveTheSameEffect() {
    Object expected = effectOf(events(TENANT));
    reset();
    ExternalHandler handler = handler(vertx);
    Promise<Void> all = Promise.promise();
    // One task calls for the first event of each key, so that no call can end before the last
    // began.
    context.runOnContext(
        run ->
            Future.join(keys().values().stream().map(ofKey -> chain(handler, ofKey)).toList())
                .<Void>mapEmpty()
                .onComplete(all));
    get(all.future());

    assertThat(effect()).isEqualTo(expected);
  }

  @Test
  final void troubleIsAFailedFutureInTimeAndPasses() {
    List<Event> events = events(TENANT);
    Object expected = effectOf(events);
    for (Trouble trouble : troubles()) {
      reset();
      ExternalHandler handler = handler(vertx);
      bring(trouble);
      Future<Void> failed = call(handler, events.get(0)).result();
      assertThat(failure(failed, trouble)).as("failure when the system %s", trouble).isNotNull();
      bring(Trouble.NONE);
      for (Event event : events) {
        get(call(handler, event).result());
      }
      assertThat(effect()).as("effect after the trouble %s", trouble).isEqualTo(expected);
    }
  }

  @Test
  final void doesNotBlockTheEventLoop() {
    ExternalHandler handler = handler(vertx);
    List<Event> events = events(TENANT);
    // Whatever is made once may wait.
    get(call(handler, events.get(0)).result());
    EventLoopCall second = call(handler, events.get(1));
    get(second.result());

    assertThat(second.waited())
        .as("times that handle() let the event loop wait for another thread, or sleep")
        .isZero();
  }

  private Object effectOf(List<Event> events) {
    reset();
    ExternalHandler handler = handler(vertx);
    for (Event event : events) {
      get(call(handler, event).result());
    }
    return effect();
  }

  private Map<String, List<Event>> keys() {
    Map<String, List<Event>> keys = new LinkedHashMap<>();
    for (Event event : events(TENANT)) {
      keys.computeIfAbsent(event.key(), none -> new ArrayList<>()).add(event);
    }
    return keys;
  }

  private List<Event> interleaved(Random random) {
    List<ArrayDeque<Event>> rest = new ArrayList<>();
    keys().values().forEach(ofKey -> rest.add(new ArrayDeque<>(ofKey)));
    List<Event> events = new ArrayList<>();
    while (!rest.isEmpty()) {
      int next = random.nextInt(rest.size());
      events.add(rest.get(next).remove());
      if (rest.get(next).isEmpty()) {
        rest.remove(next);
      }
    }
    return events;
  }

  private Future<Void> chain(ExternalHandler handler, List<Event> ofKey) {
    Future<Void> chain = handler.handle(ofKey.get(0));
    for (Event event : ofKey.subList(1, ofKey.size())) {
      chain = chain.compose(before -> onContext(handler, event));
    }
    return chain;
  }

  private EventLoopCall call(ExternalHandler handler, Event event) {
    return EventLoopCall.of(context, () -> handler.handle(event), limit());
  }

  private Future<Void> onContext(ExternalHandler handler, Event event) {
    return Future.future(
        promise -> context.runOnContext(run -> handler.handle(event).onComplete(promise)));
  }

  private Throwable failure(Future<Void> future, Trouble trouble) {
    try {
      future
          .transform(done -> Future.<Void>succeededFuture())
          .await(limit().toMillis(), TimeUnit.MILLISECONDS);
      return future.cause();
    } catch (TimeoutException e) {
      throw new AssertionError(
          "The future was neither completed nor failed within %s when the system %s"
              .formatted(limit(), trouble),
          e);
    }
  }

  private void get(Future<Void> future) {
    try {
      future.await(limit().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError(
          future.failed()
              ? "The handler failed without trouble"
              : "The handler's future was not completed within " + limit(),
          e);
    }
  }
}
