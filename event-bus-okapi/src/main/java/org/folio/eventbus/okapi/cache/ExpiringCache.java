/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi.cache;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Caches values that are expensive to load, for a limited time. Callers during a load wait for the
 * same load. Failures are not cached. Safe for use by several threads.
 */
public final class ExpiringCache<K, V> {

  private final long lifetime;
  private final LongSupplier nanoTime;
  private final Map<K, Entry<V>> entries;

  private record Entry<V>(Future<V> value, long since) {}

  /**
   * An empty cache.
   *
   * @param lifetime how long a value is used, from the start of its loading
   * @param capacity the maximum number of values; beyond it the oldest is removed
   */
  public ExpiringCache(Duration lifetime, int capacity) {
    this(lifetime, capacity, System::nanoTime);
  }

  ExpiringCache(Duration lifetime, int capacity, LongSupplier nanoTime) {
    this.lifetime = lifetime.toNanos();
    this.nanoTime = nanoTime;
    this.entries =
        new LinkedHashMap<>() {
          private static final long serialVersionUID = 1;

          @Override
          protected boolean removeEldestEntry(Map.Entry<K, Entry<V>> eldest) {
            return size() > capacity;
          }
        };
  }

  /** The value of a key; loads it if no valid one is cached. */
  public Future<V> get(K key, Supplier<Future<V>> load) {
    Future<V> value;
    synchronized (entries) {
      Entry<V> known = entries.get(key);
      if (known != null && nanoTime.getAsLong() - known.since < lifetime) {
        return known.value;
      }
      value = load.get();
      // Appended, so that the oldest is always the first.
      entries.remove(key);
      entries.put(key, new Entry<>(value, nanoTime.getAsLong()));
    }
    return value.onFailure(failed -> forget(key, value));
  }

  /**
   * Removes a value that has changed. A running load may have read the old one: later callers do
   * not get it.
   */
  public void forget(K key) {
    synchronized (entries) {
      entries.remove(key);
    }
  }

  /** Removes a value, unless another one has replaced it. */
  public void forget(K key, Future<V> value) {
    synchronized (entries) {
      Entry<V> known = entries.get(key);
      if (known != null && known.value.equals(value)) {
        entries.remove(key);
      }
    }
  }
}
