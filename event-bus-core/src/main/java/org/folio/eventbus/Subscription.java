/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The events that a module consumes and their handler: one consumer group.
 *
 * @param name unique within the module, for example {@code patron-summary}; part of the group's
 *     name and of each cursor, so it must never change
 * @param stream the stream to read
 * @param types the types to handle; events of other types are skipped, with a receipt
 * @param handler applies the events: a {@link TransactionalHandler} or an {@link ExternalHandler}
 * @param policy sizes and times
 * @param topics which topics to read; empty for those that {@code EVENT_TOPICS} names
 */
public record Subscription(
    String name,
    String stream,
    Set<String> types,
    EventHandler handler,
    SubscriptionPolicy policy,
    Optional<TopicChoice> topics) {

  /** The subscription name under which answers list events that brokers reject. */
  public static final String PRODUCING_SIDE = "relay";

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,60}");

  /**
   * Checks the name.
   *
   * @throws IllegalArgumentException if the name cannot be part of a group's name
   */
  public Subscription {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "Subscription name must be lower-case letters, digits and hyphens: " + name);
    }
    if (name.equals(PRODUCING_SIDE)) {
      throw new IllegalArgumentException(
          name + " is reserved for the producing side; choose another name");
    }
    types = Set.copyOf(types);
  }

  /** A subscription that reads the topics that {@code EVENT_TOPICS} names. */
  public Subscription(
      String name,
      String stream,
      Set<String> types,
      EventHandler handler,
      SubscriptionPolicy policy) {
    this(name, stream, types, handler, policy, Optional.empty());
  }

  /** The same subscription with another handler. */
  public Subscription handledBy(EventHandler other) {
    return new Subscription(name, stream, types, other, policy, topics);
  }

  /**
   * The same subscription, reading the given topics regardless of {@code EVENT_TOPICS}. The name,
   * the consumer group and the cursors stay the same. Numbered events that the subscription has
   * applied from one topic are duplicates on another.
   */
  public Subscription reading(TopicChoice choice) {
    return new Subscription(name, stream, types, handler, policy, Optional.of(choice));
  }

  /**
   * Checks that a catalog has the stream and the types.
   *
   * @throws IllegalArgumentException if it does not
   */
  public void requireKnownTo(EventCatalog catalog) {
    String reads = "Subscription %s reads stream %s".formatted(name, stream);
    catalog.requireStream(stream, reads);
    Set<String> ofStream = catalog.of(Set.of(stream)).typeNames();
    for (String type : types) {
      if (!ofStream.contains(type)) {
        throw new IllegalArgumentException(
            "%s, which has no type %s. It has %s".formatted(reads, type, ofStream));
      }
    }
  }

  /** A subscription with the default policy that writes to the module's own tables. */
  public Subscription(String name, String stream, Set<String> types, TransactionalHandler handler) {
    this(name, stream, types, handler, SubscriptionPolicy.DEFAULT);
  }

  /** A subscription with the default policy whose effect is outside the module's database. */
  public Subscription(String name, String stream, Set<String> types, ExternalHandler handler) {
    this(name, stream, types, handler, SubscriptionPolicy.DEFAULT);
  }
}
