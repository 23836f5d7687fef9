/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.benchmark.contender;

/** A way to consume events. One thread creates, uses and closes it. */
public interface Contender extends AutoCloseable {

  /** Connects and creates tables. The measurement does not include this. */
  void prepare() throws Exception;

  /** Starts to consume; the measured time starts here. */
  void start() throws Exception;

  /** Number of handled events, at low cost; it may be ahead of {@link #committed}. */
  long done();

  /**
   * Number of events with a committed effect; called only when {@link #done} has reached the end.
   */
  long committed() throws Exception;

  @Override
  void close() throws Exception;
}
