/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.folio.eventbus.admin.Canary;
import org.folio.eventbus.base.value.Violation;
import org.folio.eventbus.logrecord.LogRecords;
import org.folio.eventbus.schema.PayloadSchema;
import org.folio.eventbus.schema.PayloadTree;

/**
 * The event types that a module publishes or subscribes to, with the schemas of their payloads.
 * Immutable; safe for use by several threads.
 */
public final class EventCatalog {

  /** Stream of the seven loan event types; its key is the borrower's {@code userId}. */
  public static final String LOAN_EVENTS = "circulation.loan-events";

  /** Stream of the account events; its key is the account's id, or the loan's id. */
  public static final String ACCOUNT_EVENTS = "feesfines.account-events";

  /** Stream of mod-circulation's log records; its key is a loan's, an item's or a request's id. */
  public static final String CIRCULATION_LOG = "circulation.log-records";

  /** Stream of mod-feesfines' log records; its key is a loan's, an item's or an account's id. */
  public static final String FEES_FINES_LOG = "feesfines.log-records";

  /** The type of log records, which two modules publish, each on its stream and with its kinds. */
  public static final String LOG_RECORD = "LOG_RECORD";

  private static final String CANARY_SCHEMA = "canary.json";
  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  private static final EventCatalog CIRCULATION =
      new EventCatalog(
          List.of(
              loanEvent("ITEM_CHECKED_OUT", "itemCheckedOut.json"),
              loanEvent("ITEM_CHECKED_IN", "itemCheckedIn.json"),
              loanEvent("ITEM_DECLARED_LOST", "itemDeclaredLost.json"),
              loanEvent("ITEM_AGED_TO_LOST", "itemAgedToLost.json"),
              loanEvent("ITEM_CLAIMED_RETURNED", "itemClaimedReturned.json"),
              loanEvent("LOAN_DUE_DATE_CHANGED", "loanDueDateChanged.json"),
              loanEvent("LOAN_CLOSED", "loanClosed.json")));
  private static final EventCatalog FEES_FINES =
      new EventCatalog(
          List.of(
              // The payload calls the account feeFineId.
              new EventType(
                  "FEE_FINE_BALANCE_CHANGED",
                  ACCOUNT_EVENTS,
                  "feeFineId",
                  "feeFineBalanceChanged.json"),
              new EventType(
                  "LOAN_RELATED_FEE_FINE_CLOSED",
                  ACCOUNT_EVENTS,
                  "loanId",
                  "loanRelatedFeeFineClosed.json")));

  private static final EventCatalog CIRCULATION_LOG_RECORDS =
      new EventCatalog(List.of(logRecord(CIRCULATION_LOG, LogRecords.OF_CIRCULATION)));
  private static final EventCatalog FEES_FINES_LOG_RECORDS =
      new EventCatalog(List.of(logRecord(FEES_FINES_LOG, LogRecords.OF_FEES_FINES)));

  // Two modules publish a type of the same name, each on its own stream.
  private record TypeOfStream(String stream, String name) {}

  private final Map<TypeOfStream, EventType> types = new LinkedHashMap<>();
  private final Map<String, PayloadSchema> schemas = new HashMap<>();

  /**
   * A catalog of the given types; their schemas are loaded from the class path. If two types have
   * the same name and stream, the later one counts.
   *
   * @throws IllegalArgumentException if a schema is not on the class path or cannot be read, or
   *     does not declare the key property of its type
   */
  public EventCatalog(Collection<EventType> types) {
    for (EventType type : types) {
      this.types.put(new TypeOfStream(type.stream(), type.name()), type);
      PayloadSchema schema = schemas.computeIfAbsent(type.schema(), PayloadSchema::load);
      // Otherwise each event would get its own key, and the order of events would be lost.
      if (type.keyRule() instanceof KeyRule.Property key && !schema.declares(key.name())) {
        throw new IllegalArgumentException(
            "The key of %s is %s, which its schema %s does not declare"
                .formatted(type.name(), key.name(), type.schema()));
      }
      type.kinds()
          .schemas()
          .values()
          .forEach(kind -> schemas.computeIfAbsent(kind, PayloadSchema::load));
    }
  }

  /** The loan event types of mod-circulation. */
  public static EventCatalog circulation() {
    return CIRCULATION;
  }

  /** The event types of mod-feesfines that concern accounts. */
  public static EventCatalog feesFines() {
    return FEES_FINES;
  }

  /** {@code LOG_RECORD} as mod-circulation publishes it. */
  public static EventCatalog circulationLog() {
    return CIRCULATION_LOG_RECORDS;
  }

  /** {@code LOG_RECORD} as mod-feesfines publishes it. */
  public static EventCatalog feesFinesLog() {
    return FEES_FINES_LOG_RECORDS;
  }

  /**
   * A catalog with the types of this one and of another one. Types of the same name on different
   * streams stay different types.
   */
  public EventCatalog and(EventCatalog other) {
    List<EventType> all = new ArrayList<>(types.values());
    all.addAll(other.types.values());
    return new EventCatalog(all);
  }

  /** The types of this catalog that belong to the given streams. */
  public EventCatalog of(Collection<String> streams) {
    return new EventCatalog(
        types.values().stream().filter(type -> streams.contains(type.stream())).toList());
  }

  /** All types, in the order in which they were given. */
  public List<EventType> types() {
    return List.copyOf(types.values());
  }

  /** The type of that name on that stream; empty if the catalog does not have it. */
  public Optional<EventType> type(String stream, String name) {
    return Optional.ofNullable(types.get(new TypeOfStream(stream, name)));
  }

  /**
   * The only type of that name; empty if the catalog does not have it, or has it on several
   * streams.
   */
  public Optional<EventType> type(String name) {
    List<EventType> named =
        types.values().stream().filter(type -> type.name().equals(name)).limit(2).toList();
    return named.size() == 1 ? Optional.of(named.get(0)) : Optional.empty();
  }

  /** Names of all types, in the order in which they were given. */
  public Set<String> typeNames() {
    Set<String> names = new LinkedHashSet<>();
    types.values().forEach(type -> names.add(type.name()));
    return Collections.unmodifiableSet(names);
  }

  /** All streams of the types. */
  public Set<String> streams() {
    Set<String> streams = new LinkedHashSet<>();
    types.values().forEach(type -> streams.add(type.stream()));
    return streams;
  }

  /**
   * The identifier of the schema of the only type of that name.
   *
   * @throws IllegalArgumentException if there is none or more than one
   */
  public String schemaIdentifier(String type) {
    return schema(only(type).schema()).identifier();
  }

  /**
   * The identifier of a type's schema, including canaries, which exist on every stream.
   *
   * @throws IllegalArgumentException if the catalog does not have the type
   */
  public String schemaIdentifier(String stream, String type) {
    return type.equals(Canary.TYPE)
        ? PayloadSchema.identifier(CANARY_SCHEMA)
        : schema(
                type(stream, type)
                    .orElseThrow(
                        () -> new IllegalArgumentException(unknown(type + " on " + stream)))
                    .schema())
            .identifier();
  }

  /**
   * Checks a payload against the schema of the only type of that name.
   *
   * @param payload JSON text
   * @return every violation, with paths from the payload's root; empty for a valid payload
   * @throws IllegalArgumentException if there is no such type or more than one
   */
  public List<Violation> violations(String type, String payload) {
    return violations(only(type), payload);
  }

  /**
   * Checks a payload against the schema of its type, and of its kind if the type has kinds.
   *
   * @param type a type of this catalog
   * @param payload JSON text
   * @return every violation, with paths from the payload's root; empty for a valid payload
   */
  public List<Violation> violations(EventType type, String payload) {
    try {
      return violations(type, MAPPER.readTree(payload));
    } catch (JsonProcessingException e) {
      return List.of(new Violation("", null, "must be JSON", "-1"));
    }
  }

  /**
   * Checks a payload that has been parsed; otherwise as {@link #violations(EventType, String)}.
   * Publishing, consuming and pushed events all use this check. A null member counts as missing; a
   * number must be in the range that consumers can apply.
   */
  public List<Violation> violations(EventType type, JsonNode payload) {
    List<Violation> numbers = PayloadTree.unusableNumbers(payload);
    if (!numbers.isEmpty()) {
      return numbers;
    }
    JsonNode members = PayloadTree.withoutNulls(payload);
    List<Violation> violations = schema(type.schema()).violations(members);
    String kind = type.kinds().schemas().get(members.path(type.kinds().property()).asText());
    return violations.isEmpty() && kind != null ? schema(kind).violations(members) : violations;
  }

  /** Refuses a stream of which the catalog has no type. */
  void requireStream(String stream, String what) {
    if (!streams().contains(stream)) {
      throw new IllegalArgumentException(
          "%s, but the catalog has no type of this stream. It has %s; add a catalog with catalog(...)"
              .formatted(what, streams()));
    }
  }

  private EventType only(String name) {
    return type(name).orElseThrow(() -> new IllegalArgumentException(unknown(name)));
  }

  private static String unknown(String type) {
    return "The catalog has no event type " + type + ", or several streams carry it";
  }

  private PayloadSchema schema(String file) {
    PayloadSchema schema = schemas.get(file);
    if (schema == null) {
      throw new IllegalArgumentException("The catalog has no schema " + file);
    }
    return schema;
  }

  private static EventType loanEvent(String name, String schema) {
    return new EventType(name, LOAN_EVENTS, "userId", schema);
  }

  private static EventType logRecord(String stream, LogRecords records) {
    return new EventType(
        LOG_RECORD,
        stream,
        records::key,
        records.schema(),
        new EventType.Kinds(LogRecords.KIND, records.schemas()));
  }
}
