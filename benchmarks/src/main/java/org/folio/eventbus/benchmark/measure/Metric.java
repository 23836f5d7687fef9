/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.benchmark.measure;

/** The metrics. */
public enum Metric {
  RATE("events/s", 0),
  P50("p50 ms", 1),
  P99("p99 ms", 1),
  RATIO("p99 ratio", 2),
  DISK_P99("disk alone: p99 ms", 1),
  PEAK_HEAP("peak heap MiB", 0),
  LIVE_HEAP("heap after GC MiB", 0),
  PEAK_MEMORY("RSS MiB", 0),
  CONSUMER_CPU("CPU µs/event: process", 0),
  DATABASE_CPU("PostgreSQL", 0),
  BROKER_CPU("Kafka", 0),
  IDLE_CPU("% of a core: process", 1),
  IDLE_DATABASE("PostgreSQL", 1),
  IDLE_BROKER("Kafka", 1),
  OTHERS("cores busy elsewhere", 1);

  private final String title;
  private final int digits;

  Metric(String title, int digits) {
    this.title = title;
    this.digits = digits;
  }

  /** Heading of the column. */
  public String title() {
    return title;
  }

  /** Number of digits after the decimal point. */
  public int digits() {
    return digits;
  }
}
