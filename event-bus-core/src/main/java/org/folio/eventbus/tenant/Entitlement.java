/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.tenant;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.folio.eventbus.ModuleSchema;
import org.folio.eventbus.TenantId;
import org.jspecify.annotations.Nullable;

/**
 * What an event of mgr-tenant-entitlements says about this module: its {@code EntitlementEvent} has
 * {@code type}, {@code moduleId}, {@code tenantName} and {@code tenantId}, which is not used.
 *
 * @param descriptor the one that the tenant is entitled for or not, with its version
 * @param entitled false for a revocation
 * @param at the time of the event
 * @param offset its place among the others
 */
public record Entitlement(
    TenantId tenant, Descriptor descriptor, boolean entitled, Instant at, long offset) {

  // Bytes. The four fields are short; anybody with write access may send anything.
  private static final int LONGEST = 8 * 1024;

  // Characters, as in calls of the tenant interface.
  private static final int LONGEST_ID = 255;

  /**
   * Reads an event.
   *
   * @return empty if it is about another module
   * @throws IllegalArgumentException if it is malformed; the text shows nothing of the record
   */
  public static Optional<Entitlement> of(
      ConsumerRecord<byte[], byte[]> source, ModuleSchema module) {
    byte @Nullable [] value = source.value();
    if (value == null || value.length > LONGEST) {
      throw new IllegalArgumentException(
          "it has no value, or one of more than " + LONGEST + " bytes");
    }
    JsonObject event = object(value);
    String id = text(event, "moduleId");
    // Another mode of the module has a longer name than the module.
    if (!id.startsWith(module.module() + "-")) {
      return Optional.empty();
    }
    Descriptor descriptor = Descriptor.of(id);
    if (id.length() > LONGEST_ID || descriptor.version().isEmpty()) {
      throw new IllegalArgumentException("moduleId is not a name with a version");
    }
    return Optional.of(
        new Entitlement(
            tenant(text(event, "tenantName")),
            descriptor,
            entitled(event),
            Instant.ofEpochMilli(source.timestamp()),
            source.offset()));
  }

  private static JsonObject object(byte[] value) {
    try {
      return new JsonObject(Buffer.buffer(value));
    } catch (DecodeException e) {
      throw new IllegalArgumentException("it is not a JSON object", e);
    }
  }

  private static TenantId tenant(String name) {
    if (!TenantId.isValid(name)) {
      throw new IllegalArgumentException("tenantName is not the name of a tenant");
    }
    return new TenantId(name);
  }

  private static boolean entitled(JsonObject event) {
    return switch (text(event, "type")) {
      case "ENTITLE", "UPGRADE" -> true;
      case "REVOKE" -> false;
      default -> throw new IllegalArgumentException("type is not ENTITLE, UPGRADE or REVOKE");
    };
  }

  private static String text(JsonObject event, String name) {
    if (event.getValue(name) instanceof String text && text.indexOf('\0') < 0) {
      return text;
    }
    throw new IllegalArgumentException(name + " is not a text");
  }
}
