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
 * @param tenants whose events; all but the first are enabled already
 * @param group part of the consumer group's name that makes it unique
 * @param load the events, for the contender that makes them itself
 * @param expected number of events that must have an effect
 * @param records number of records on the topic
 * @param limitSeconds after this time the contender gives up
 * @param externalMillis milliseconds of work outside of the database per event; 0 for none
 * @param marked whether the id of each applied event is written down, to measure its latency
 * @param concurrency threads of the parallel consumer
 */
public record Assignment(
    ContenderKind kind,
    Map<String, String> variables,
    List<String> tenants,
    String group,
    Load load,
    long expected,
    long records,
    int limitSeconds,
    int externalMillis,
    boolean marked,
    int concurrency) {

  /** The module whose schema holds the tables of every contender. */
  public static final String MODULE = "mod-bench";

  /** The tenant of scenarios with one tenant. */
  public static final String TENANT = "diku";

  /**
   * Threads of the parallel consumer: the best of 4, 8, 16, 32 and 64 on the machine of {@code
   * docs/performance.md}.
   */
  public static final int BEST_CONCURRENCY = 16;

  /** The work of catching up, without anything special. */
  public static Assignment of(
      ContenderKind kind,
      Map<String, String> variables,
      String group,
      Load load,
      long expected,
      long records,
      int limitSeconds) {
    return new Assignment(
        kind,
        variables,
        List.of(TENANT),
        group,
        load,
        expected,
        records,
        limitSeconds,
        0,
        false,
        BEST_CONCURRENCY);
  }

  /** The same with work outside of the database. */
  public Assignment withExternal(int millis, int newConcurrency) {
    return new Assignment(
        kind,
        variables,
        tenants,
        group,
        load,
        expected,
        records,
        limitSeconds,
        millis,
        marked,
        newConcurrency);
  }

  /** The same with another number of threads. */
  public Assignment withConcurrency(int newConcurrency) {
    return withExternal(externalMillis, newConcurrency);
  }

  /** The same, writing down what was applied. */
  public Assignment withMarks() {
    return new Assignment(
        kind,
        variables,
        tenants,
        group,
        load,
        expected,
        records,
        limitSeconds,
        externalMillis,
        true,
        concurrency);
  }

  /** The same for tenants that are enabled already. */
  public Assignment withTenants(List<String> newTenants) {
    return new Assignment(
        kind,
        variables,
        newTenants,
        group,
        load,
        expected,
        records,
        limitSeconds,
        externalMillis,
        marked,
        concurrency);
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
