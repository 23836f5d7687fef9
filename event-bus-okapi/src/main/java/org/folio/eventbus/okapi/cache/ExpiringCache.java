/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi.cache;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Keeps values that are dear to load for a time. Who asks while a value is being loaded waits for
 * the same load. Failures are not kept. May be used from any thread.
 */
public final class ExpiringCache<K, V> {

  private final long lifetime;
  private final LongSupplier nanoTime;
  private final Map<K, Entry<V>> entries;

  private record Entry<V>(Future<V> value, long since) {}

  /**
   * An empty cache.
   *
   * @param lifetime how long a value is used, counted from the start of its loading
   * @param capacity the most values; beyond it the oldest goes
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

  /** The value of a key, loaded if there is none that may still be used. */
  public Future<V> get(K key, Supplier<Future<V>> load) {
    Future<V> value;
    synchronized (entries) {
      Entry<V> known = entries.get(key);
      if (known != null && nanoTime.getAsLong() - known.since < lifetime) {
        return known.value;
      }
      value = load.get();
      // Behind all others, so that the oldest is always the first.
      entries.remove(key);
      entries.put(key, new Entry<>(value, nanoTime.getAsLong()));
    }
    return value.onFailure(failed -> forget(key, value));
  }

  /**
   * Forgets a value that has changed. A load that is running may have read the old one: who asks
   * from now on does not get it.
   */
  public void forget(K key) {
    synchronized (entries) {
      entries.remove(key);
    }
  }

  /** Forgets a value, unless another one has taken its place. */
  public void forget(K key, Future<V> value) {
    synchronized (entries) {
      Entry<V> known = entries.get(key);
      if (known != null && known.value.equals(value)) {
        entries.remove(key);
      }
    }
  }
}
