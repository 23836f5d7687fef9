/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.entitlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.folio.eventbus.EventBusSettings;
import org.folio.eventbus.LoggedLines;
import org.folio.eventbus.ModuleSchema;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.base.log.LogCode;
import org.folio.eventbus.base.progress.MoverKind;
import org.folio.eventbus.base.progress.ProgressWatch;
import org.folio.eventbus.tenant.Entitlement;
import org.folio.eventbus.testing.FolioEnvironment;
import org.folio.eventbus.testing.KafkaBroker;
import org.folio.eventbus.testing.PostgresServer;
import org.folio.eventbus.testing.WithEventBusServers;
import org.folio.eventbus.testing.eureka.EntitlementTopic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@WithEventBusServers
class EntitlementLoopTest {

  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final KafkaBroker kafka;
  private final EventBusSettings settings;
  private final ProgressWatch watch = new ProgressWatch();
  private final List<String> written = new CopyOnWriteArrayList<>();
  private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
  private final Set<TenantId> standing = ConcurrentHashMap.newKeySet();
  private final EntitlementLoop loop;

  EntitlementLoopTest(KafkaBroker kafka, PostgresServer postgres) {
    this.kafka = kafka;
    Map<String, String> variables = FolioEnvironment.of(kafka, postgres.newDatabase());
    this.settings = EventBusSettings.from(variables);
    this.loop =
        new EntitlementLoop(
            settings, new ModuleSchema("mod-x"), this::write, watch, Duration.ofSeconds(1));
  }

  @AfterEach
  void close() throws Exception {
    loop.close().await(LIMIT.toSeconds(), TimeUnit.SECONDS);
  }

  private Future<Void> write(Entitlement event) {
    if (standing.contains(event.tenant())) {
      return Promise.<Void>promise().future();
    }
    Throwable failure = failures.poll();
    if (failure != null) {
      return Future.failedFuture(failure);
    }
    written.add("%s %s %s".formatted(event.tenant(), event.descriptor(), event.entitled()));
    return Future.succeededFuture();
  }

  @Test
  void aRecordThatIsNoEntitlementIsNamedAndDoesNotEndTheLoop() {
    try (EntitlementTopic topic = new EntitlementTopic(kafka, settings.environment());
        LoggedLines logged = new LoggedLines()) {
      for (String value :
          List.of(
              "no json",
              "[]",
              "{}",
              "{\"type\":\"REVOKE\",\"moduleId\":5,\"tenantName\":\"diku\"}",
              "{\"type\":\"STATE\",\"moduleId\":\"mod-x-1.0.0\",\"tenantName\":\"diku\"}",
              "{\"type\":\"REVOKE\",\"moduleId\":\"mod-x-y\",\"tenantName\":\"diku\"}",
              "{\"type\":\"REVOKE\",\"moduleId\":\"mod-x-1.0.0\",\"tenantName\":\"di\\\"ku\"}",
              "{\"type\":\"REVOKE\",\"moduleId\":\"mod-x-1.0.0\"}",
              "x".repeat(9_000))) {
        topic.send(value);
      }
      topic.revoke("Not a tenant of ours", "mod-xy-1.0.0");
      topic.revoke("diku", "mod-x-forward-1.0.0-SNAPSHOT.2");
      loop.start();

      await().atMost(LIMIT).until(() -> !written.isEmpty());
      assertThat(written).containsExactly("diku mod-x-forward-1.0.0-SNAPSHOT.2 false");
      assertThat(logged.of(LogCode.ENTITLEMENT_UNREADABLE))
          .hasSize(9)
          .allSatisfy(line -> assertThat(line).doesNotContain("ku\"", "xxx"))
          .anySatisfy(
              line ->
                  assertThat(line)
                      .contains(
                          "Record 4 of %s.entitlement-0 is not an entitlement: type is not ENTITLE"
                              .formatted(settings.environment())));
    }
  }

  @Test
  void ofAWholeTopicOnlyTheLastEventOfADescriptorCounts() {
    try (EntitlementTopic topic = new EntitlementTopic(kafka, settings.environment())) {
      topic.entitle("diku", "mod-x-1.0.0");
      topic.revoke("diku", "mod-x-1.0.0");
      topic.entitle("college", "mod-x-1.0.0");
      topic.entitle("diku", "mod-x-1.0.0");
      topic.upgrade("college", "mod-x-1.0.0", "mod-x-2.0.0");
      loop.start();

      await().atMost(LIMIT).until(() -> written.size() == 3);
      assertThat(written)
          .containsExactly(
              "diku mod-x-1.0.0 true", "college mod-x-1.0.0 false", "college mod-x-2.0.0 true");
    }
  }

  @Test
  void anEventThatCannotBeWrittenDownIsReadAgain() {
    try (EntitlementTopic topic = new EntitlementTopic(kafka, settings.environment())) {
      failures.add(new IllegalStateException("the database is away"));
      topic.revoke("diku", "mod-x-1.0.0");
      loop.start();

      await().atMost(LIMIT).until(() -> !written.isEmpty());
      assertThat(written).containsExactly("diku mod-x-1.0.0 false");
    }
  }

  /** As with a table that somebody has locked. */
  @Test
  void aTenantWhoseEventCannotBeWrittenDownDelaysNoOther() {
    standing.add(new TenantId("diku"));
    try (EntitlementTopic topic = new EntitlementTopic(kafka, settings.environment())) {
      topic.revoke("diku", "mod-x-1.0.0");
      topic.revoke("college", "mod-x-1.0.0");
      loop.start();

      await().atMost(LIMIT).until(() -> written.contains("college mod-x-1.0.0 false"));
    }
  }

  @Test
  void aTopicThatDoesNotExistIsNamedAsAStandstill() {
    loop.start();

    awaitNamedAsMissing();
  }

  @Test
  void aTopicThatIsDeletedIsNamedAndReadAgainWhenItIsBack() {
    try (EntitlementTopic topic = new EntitlementTopic(kafka, settings.environment())) {
      topic.revoke("diku", "mod-x-1.0.0");
      loop.start();
      await().atMost(LIMIT).until(() -> written.size() == 1);
      topic.delete();
    }
    awaitNamedAsMissing();

    try (EntitlementTopic topic = new EntitlementTopic(kafka, settings.environment())) {
      topic.entitle("diku", "mod-x-1.0.0");
      await().atMost(LIMIT).until(() -> written.contains("diku mod-x-1.0.0 true"));
      await().atMost(LIMIT).until(() -> watch.standstills().isEmpty());
    }
  }

  private void awaitNamedAsMissing() {
    String missed = settings.environment() + ".entitlement does not exist";
    await()
        .atMost(LIMIT)
        .untilAsserted(
            () ->
                assertThat(watch.standstills())
                    .singleElement()
                    .satisfies(
                        named -> {
                          assertThat(named.kind()).isEqualTo(MoverKind.ENTITLEMENTS);
                          assertThat(named.sentence()).contains(missed);
                        }));
  }
}
