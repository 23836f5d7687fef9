/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.kill;

import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.folio.eventbus.EventBus;
import org.folio.eventbus.EventBusSettings;

/** The main class of a process that relays, and that writes on command. */
final class ProducerMain {

  // Two concurrent transactions compete for the same keys.
  private static final int LOAD_THREADS = 2;

  private final EventBus bus;
  private final List<Thread> load = new ArrayList<>();

  private volatile boolean resting;

  private ProducerMain(EventBus bus) {
    this.bus = bus;
  }

  /** Runs until the parent ends the process or dies. */
  public static void main(String[] arguments) throws Exception {
    Vertx vertx = Vertx.vertx();
    EventBus bus = Modules.writer(vertx, EventBusSettings.from(System.getenv()));
    bus.start().await(1, TimeUnit.MINUTES);
    ProducerMain producer = new ProducerMain(bus);
    BusProcess.serve(bus, producer::obey);
  }

  private String obey(List<String> command) {
    switch (command.get(0)) {
      case "write" -> write(Integer.parseInt(command.get(1)));
      case "write-key" -> writer().writeOne(command.get(1), Integer.parseInt(command.get(2)));
      case "load" -> startLoad(Long.parseLong(command.get(1)));
      case "rest" -> endLoad();
      default -> throw new IllegalArgumentException(command.toString());
    }
    return "";
  }

  private void write(int transactions) {
    Writer writer = writer();
    for (int i = 0; i < transactions; i++) {
      writer.writeOne();
    }
  }

  private void startLoad(long pauseMillis) {
    resting = false;
    for (int i = 0; i < LOAD_THREADS; i++) {
      Thread thread = new Thread(() -> writeOn(pauseMillis), "load " + i);
      thread.setDaemon(true);
      thread.start();
      load.add(thread);
    }
  }

  private void writeOn(long pauseMillis) {
    Writer writer = writer();
    while (!resting) {
      writer.writeOne();
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(pauseMillis));
    }
  }

  private void endLoad() {
    resting = true;
    load.forEach(ProducerMain::join);
    load.clear();
  }

  private Writer writer() {
    return new Writer(bus, System.nanoTime());
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
