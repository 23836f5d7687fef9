/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.folio.eventbus.schema.PayloadSchema;

/**
 * The event types that a module publishes or subscribes to, with the schemas of their payloads.
 * Immutable, usable from any thread.
 */
public final class EventCatalog {

  /** Stream of the seven loan event types; its key is the borrower's {@code userId}. */
  public static final String LOAN_EVENTS = "circulation.loan-events";

  /** Stream of the account events; its key is the account's id, or the loan's id. */
  public static final String ACCOUNT_EVENTS = "feesfines.account-events";

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

  private final Map<String, EventType> types = new LinkedHashMap<>();
  private final Map<String, PayloadSchema> schemas = new LinkedHashMap<>();

  /** A catalog of the given types; their schemas are loaded from the class path. */
  public EventCatalog(Collection<EventType> types) {
    for (EventType type : types) {
      this.types.put(type.name(), type);
      schemas.put(type.name(), PayloadSchema.load(type.schema()));
    }
  }

  /** The event types of mod-circulation. */
  public static EventCatalog circulation() {
    return CIRCULATION;
  }

  /** The event types of mod-feesfines that concern accounts. */
  public static EventCatalog feesFines() {
    return FEES_FINES;
  }

  /** A catalog with the types of this one and of another one. */
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

  /** The type of that name; empty if the catalog does not have it. */
  public Optional<EventType> type(String name) {
    return Optional.ofNullable(types.get(name));
  }

  /** Names of all types, in the order in which they were given. */
  public Set<String> typeNames() {
    return Collections.unmodifiableSet(types.keySet());
  }

  /** All streams of the types. */
  public Set<String> streams() {
    Set<String> streams = new LinkedHashSet<>();
    types.values().forEach(type -> streams.add(type.stream()));
    return streams;
  }

  /**
   * The identifier of a type's schema.
   *
   * @throws IllegalArgumentException if the catalog does not have the type
   */
  public String schemaIdentifier(String type) {
    return schema(type).identifier();
  }

  /**
   * Checks a payload against the schema of its type.
   *
   * @param type a type of this catalog
   * @param payload JSON text
   * @return every violation, with paths from the payload's root; empty for a valid payload
   * @throws IllegalArgumentException if the catalog does not have the type
   */
  public List<Violation> violations(String type, String payload) {
    JsonNode node;
    try {
      node = MAPPER.readTree(payload);
    } catch (JsonProcessingException e) {
      return List.of(new Violation("", null, "must be JSON", "-1"));
    }
    return schema(type).violations(node);
  }

  private PayloadSchema schema(String type) {
    PayloadSchema schema = schemas.get(type);
    if (schema == null) {
      throw new IllegalArgumentException("The catalog has no event type " + type);
    }
    return schema;
  }

  private static EventType loanEvent(String name, String schema) {
    return new EventType(name, LOAN_EVENTS, "userId", schema);
  }
}
