/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.benchmark.contender;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import java.util.Map;
import org.folio.eventbus.EventBusSettings;
import org.folio.eventbus.EventCatalog;
import org.folio.eventbus.ModuleSchema;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.benchmark.load.Load;
import org.folio.eventbus.topic.EventTopics;

/**
 * What a contender has to do, handed to its process as JSON.
 *
 * @param kind who it is
 * @param variables FOLIO's environment variables
 * @param tenants whose events; if they are several, all are enabled already
 * @param group part of the consumer group's name that makes it unique
 * @param load the events, for those who make them themselves
 * @param expected number of events after which the work is done
 * @param limitSeconds after this time the contender gives up
 * @param special what differs from plain work
 * @param jvmOptions further options of the process
 */
public record Assignment(
    ContenderKind kind,
    Map<String, String> variables,
    List<String> tenants,
    String group,
    Load load,
    long expected,
    int limitSeconds,
    Special special,
    List<String> jvmOptions) {

  /** The module whose schema holds the tables of every consumer. */
  public static final String MODULE = "mod-bench";

  /** The module that publishes. */
  public static final String PRODUCER = "mod-traffic";

  /** The tenant of scenarios with one tenant. */
  public static final String TENANT = "diku";

  /**
   * What differs from plain work.
   *
   * @param externalMillis milliseconds of work outside of the database per event; 0 for none
   * @param marked whether the id of each event is written down, to measure its latency
   * @param concurrency threads of the parallel consumer
   * @param rate events per second of steady traffic
   */
  public record Special(int externalMillis, boolean marked, int concurrency, int rate) {

    /** The scenario {@code parallel-threads} saw no difference beyond noise from 8 to 64. */
    public static final int GOOD_CONCURRENCY = 16;

    /** Nothing. */
    public static final Special NONE = new Special(0, false, GOOD_CONCURRENCY, 0);

    /** Writing down what was published or applied. */
    public static final Special MARKED = new Special(0, true, GOOD_CONCURRENCY, 0);

    /** Publishing at a rate, writing down what was published. */
    public static Special traffic(int rate) {
      return new Special(0, true, GOOD_CONCURRENCY, rate);
    }

    /** Work outside of the database. */
    public static Special external(int millis, int concurrency) {
      return new Special(millis, false, concurrency, 0);
    }

    /** Another number of threads. */
    public static Special threads(int concurrency) {
      return new Special(0, false, concurrency, 0);
    }
  }

  @JsonIgnore
  EventBusSettings settings() {
    return EventBusSettings.from(variables);
  }

  @JsonIgnore
  TenantId tenant() {
    return new TenantId(tenants.get(0));
  }

  @JsonIgnore
  String schema() {
    return new ModuleSchema(MODULE).of(tenant());
  }

  @JsonIgnore
  String topic() {
    return new EventTopics(settings()).topic(tenant(), EventCatalog.LOAN_EVENTS);
  }
}
