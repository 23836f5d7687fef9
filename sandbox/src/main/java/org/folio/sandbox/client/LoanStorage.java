/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.sandbox.client;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.folio.sandbox.library.LoanEvent;

/**
 * Sends records of stored loans, as mod-circulation-storage does after each write. Safe for use by
 * several threads.
 */
public final class LoanStorage implements AutoCloseable {

  private static final String STREAM = "circulation.loan";
  private static final String TOPIC = "folio." + Diku.TENANT + "." + STREAM;

  // A loan without a policy was not checked out by mod-circulation.
  private static final String LOAN_POLICY = "d9cd0bed-1b49-4b5e-a7bd-064b8d177231";

  // Storage's time format, which differs from mod-circulation's.
  private static final DateTimeFormatter STORAGE_TIME =
      new DateTimeFormatterBuilder().appendInstant(3).toFormatter(Locale.ROOT);

  private final KafkaProducer<byte[], byte[]> producer;

  /** A storage that knows the given brokers. */
  public LoanStorage(String bootstrapServers) {
    producer =
        new KafkaProducer<>(
            Map.<String, Object>of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ProducerConfig.ACKS_CONFIG,
                "all"),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  /**
   * Stores the loan of a check-out; returns when its record is on Kafka.
   *
   * @param requestId of the staff action
   * @return the record, as {@code ce_derivedfrom} names it
   */
  public String stored(LoanEvent checkOut, String requestId) {
    Instant now = Instant.now();
    UUID id = UUID.randomUUID();
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("id", id.toString());
    body.put("type", "CREATED");
    body.put("tenant", Diku.TENANT);
    body.put("timestamp", now.toEpochMilli());
    body.putObject("data").set("new", loan(checkOut, now));
    var kafkaRecord =
        new ProducerRecord<>(TOPIC, bytes(checkOut.loan().toString()), bytes(body.toString()));
    kafkaRecord
        .headers()
        .add("folio.tenantId", bytes(Diku.TENANT))
        .add("x-okapi-tenant", bytes(Diku.TENANT))
        .add("x-okapi-request-id", bytes(requestId));
    RecordMetadata place = sent(kafkaRecord);
    return "%s-%s@%s#%s".formatted(STREAM, place.partition(), place.offset(), id);
  }

  private static ObjectNode loan(LoanEvent checkOut, Instant now) {
    ObjectNode loan = JsonNodeFactory.instance.objectNode();
    loan.put("id", checkOut.loan().toString());
    loan.put("userId", checkOut.patron().toString());
    loan.put("itemId", UUID.randomUUID().toString());
    loan.putObject("status").put("name", "Open");
    loan.put("loanDate", now.toString());
    loan.put("dueDate", time(Objects.requireNonNull(checkOut.dueDate(), "dueDate")));
    loan.put("action", "checkedout");
    loan.put("itemStatus", "Checked out");
    loan.put("loanPolicyId", LOAN_POLICY);
    loan.putObject("metadata").put("createdDate", time(now)).put("updatedDate", time(now));
    return loan;
  }

  private RecordMetadata sent(ProducerRecord<byte[], byte[]> kafkaRecord) {
    try {
      return producer.send(kafkaRecord).get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("Kafka refused: " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while telling of a loan", e);
    }
  }

  private static String time(Instant time) {
    return STORAGE_TIME.format(time).replace("Z", "+00:00");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    producer.close(Duration.ZERO);
  }
}
