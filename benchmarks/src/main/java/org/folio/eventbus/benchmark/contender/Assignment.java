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
 * The task of a contender, passed to its process as JSON.
 *
 * @param kind the contender
 * @param variables FOLIO's environment variables
 * @param tenants the tenants of the events; several tenants are enabled beforehand
 * @param group part of the consumer group's name that makes it unique
 * @param load the events, for contenders that generate them
 * @param expected number of events that complete the work
 * @param limitSeconds the time limit of the contender
 * @param special deviations from plain work
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

  /** The module whose schema contains the tables of every consumer. */
  public static final String MODULE = "mod-bench";

  /** The module that publishes. */
  public static final String PRODUCER = "mod-traffic";

  /** The tenant of scenarios with one tenant. */
  public static final String TENANT = "diku";

  /**
   * Deviations from plain work.
   *
   * @param externalMillis milliseconds of work outside of the database per event; 0 for none
   * @param marked whether the consumer stores the id of each event, to measure its latency
   * @param concurrency threads of the parallel consumer
   * @param rate events per second of steady traffic
   */
  public record Special(int externalMillis, boolean marked, int concurrency, int rate) {

    /** The scenario {@code parallel-threads} shows no difference beyond noise between 8 and 64. */
    public static final int GOOD_CONCURRENCY = 16;

    /** Plain work. */
    public static final Special NONE = new Special(0, false, GOOD_CONCURRENCY, 0);

    /** Stores the ids of published or applied events. */
    public static final Special MARKED = new Special(0, true, GOOD_CONCURRENCY, 0);

    /** Publishes at a rate and stores the ids of the events. */
    public static Special traffic(int rate) {
      return new Special(0, true, GOOD_CONCURRENCY, rate);
    }

    /** Includes work outside of the database. */
    public static Special external(int millis, int concurrency) {
      return new Special(millis, false, concurrency, 0);
    }

    /** Uses another number of threads. */
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
