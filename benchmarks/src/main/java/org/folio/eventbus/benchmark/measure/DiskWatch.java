/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.benchmark.measure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Measures repeatedly, during a measurement, how long the disk takes to make a small write durable.
 * Every commit waits for the disk, and PostgreSQL records the commit's time before this wait. A
 * disk that stalls for a moment therefore adds to the latency of each contender.
 */
public final class DiskWatch implements AutoCloseable {

  // The size of a page of PostgreSQL.
  private static final int BYTES = 8_192;

  // Half a minute gives more than a thousand samples: enough for a 99th percentile, and hardly a
  // load.
  private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(20);

  private static final double MILLIS = 1e3;

  private final Path file;
  private final Queue<Flush> flushes = new ConcurrentLinkedQueue<>();
  private final Thread thread;
  private volatile boolean closed;

  private DiskWatch(Path file) {
    this.file = file;
    this.thread = new Thread(this::watch, "disk-watch");
  }

  private record Flush(double begun, double millis) {}

  /**
   * Starts to measure.
   *
   * @param folder a folder on the measured disk
   */
  public static DiskWatch start(Path folder) {
    DiskWatch watch = new DiskWatch(folder.resolve("disk-watch"));
    watch.thread.setDaemon(true);
    watch.thread.start();
    return watch;
  }

  /**
   * The write times of the disk, in milliseconds.
   *
   * @param from seconds since 1970
   * @param until seconds since 1970
   */
  public Percentiles within(double from, double until) {
    return new Percentiles(
        flushes.stream()
            .filter(flush -> flush.begun() >= from && flush.begun() <= until)
            .mapToDouble(Flush::millis)
            .toArray());
  }

  @Override
  public void close() {
    closed = true;
    try {
      thread.join();
      Files.deleteIfExists(file);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void watch() {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      while (!closed) {
        double begun = System.currentTimeMillis() / MILLIS;
        long before = System.nanoTime();
        channel.write(ByteBuffer.allocate(BYTES), 0);
        channel.force(false);
        flushes.add(new Flush(begun, (System.nanoTime() - before) / 1e6));
        LockSupport.parkNanos(PAUSE);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The disk of " + file + " cannot be measured", e);
    }
  }
}
