/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.benchmark.contender;

/** A way to consume events. Made, used and closed by one thread. */
public interface Contender extends AutoCloseable {

  /** Connects, makes tables. Not part of what is measured. */
  void prepare() throws Exception;

  /** Begins to consume; the clock runs from here. */
  void start() throws Exception;

  /** Number of events that had their effect, as cheaply as it can be told; may be ahead. */
  long done();

  /** Number of events whose effect is committed, asked only when {@link #done} says all are. */
  long committed() throws Exception;

  @Override
  void close() throws Exception;
}
