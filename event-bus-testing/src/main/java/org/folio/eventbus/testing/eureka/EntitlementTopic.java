/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.testing.eureka;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.folio.eventbus.testing.KafkaBroker;

/**
 * The topic on which Eureka's mgr-tenant-entitlements tells of entitlements. It has one partition,
 * as in its {@code application.yml}. Topic and key follow its {@code EntitlementEventPublisher},
 * the value its {@code EntitlementEvent}, and the order of an upgrade's events its {@code
 * FolioModuleEventPublisher}. Each method waits until the broker has the event. Safe for use by
 * several threads.
 */
public final class EntitlementTopic implements AutoCloseable {

  private static final long LIMIT = 30;

  private final String name;
  private final Map<String, Object> servers;
  private final KafkaProducer<String, byte[]> producer;

  /**
   * Creates the topic.
   *
   * @param environment {@code ENV} of the installation
   */
  public EntitlementTopic(KafkaBroker kafka, String environment) {
    this.name = environment + ".entitlement";
    this.servers = Map.of("bootstrap.servers", kafka.bootstrapServers());
    try (Admin admin = Admin.create(servers)) {
      await(
          admin
              .createTopics(List.of(new NewTopic(name, Optional.of(1), Optional.empty())))
              .all()
              .toCompletionStage()
              .toCompletableFuture());
    }
    this.producer = new KafkaProducer<>(servers, new StringSerializer(), new ByteArraySerializer());
  }

  /** The first entitlement of a tenant, or one after a revocation. */
  public void entitle(String tenant, String moduleId) {
    send("ENTITLE", tenant, moduleId);
  }

  /** The tenant has changed from one version to another. */
  public void upgrade(String tenant, String from, String to) {
    revoke(tenant, from);
    send("UPGRADE", tenant, to);
  }

  /** The tenant is no longer entitled. */
  public void revoke(String tenant, String moduleId) {
    send("REVOKE", tenant, moduleId);
  }

  /** Deletes the topic with its events. */
  public void delete() {
    try (Admin admin = Admin.create(servers)) {
      await(admin.deleteTopics(List.of(name)).all().toCompletionStage().toCompletableFuture());
    }
  }

  /** Any other record. */
  public void send(String value) {
    await(producer.send(new ProducerRecord<>(name, value.getBytes(StandardCharsets.UTF_8))));
  }

  private void send(String type, String tenant, String moduleId) {
    String value =
        """
        {"type":"%s","moduleId":"%s","tenantName":"%s","tenantId":"%s"}
        """
            .formatted(
                type,
                moduleId,
                tenant,
                UUID.nameUUIDFromBytes(tenant.getBytes(StandardCharsets.UTF_8)))
            .strip();
    await(
        producer.send(
            new ProducerRecord<>(
                name, tenant + "_" + moduleId, value.getBytes(StandardCharsets.UTF_8))));
  }

  @Override
  public void close() {
    producer.close();
  }

  private static void await(java.util.concurrent.Future<?> sent) {
    try {
      sent.get(LIMIT, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("The broker did not take it", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while the broker should answer", e);
    }
  }
}
