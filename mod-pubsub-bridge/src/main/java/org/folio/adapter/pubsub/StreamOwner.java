/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.pubsub;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.folio.eventbus.EventCatalog;

/** An adapter that may publish streams in place of the bridge. */
public enum StreamOwner {
  /** mod-circulation-adapter. */
  CIRCULATION(
      "/circulation-events", Set.of(EventCatalog.LOAN_EVENTS, EventCatalog.CIRCULATION_LOG)),
  /** mod-feesfines-adapter. */
  FEESFINES("/fees-fines-events", Set.of(EventCatalog.ACCOUNT_EVENTS, EventCatalog.FEES_FINES_LOG));

  private final String path;
  private final Set<String> streams;

  StreamOwner(String path, Set<String> streams) {
    this.path = path;
    this.streams = streams;
  }

  /** The streams that it publishes. */
  Set<String> streams() {
    return streams;
  }

  /** Where the owners of streams take events. */
  static Map<String, String> paths(Set<StreamOwner> owners) {
    Map<String, String> paths = new HashMap<>();
    owners.forEach(owner -> owner.streams.forEach(stream -> paths.put(stream, owner.path)));
    return paths;
  }

  /** The owners in a list with commas. */
  static Set<StreamOwner> named(String list) {
    Set<StreamOwner> named = EnumSet.noneOf(StreamOwner.class);
    Arrays.stream(list.split(", *"))
        .forEach(name -> named.add(valueOf(name.toUpperCase(Locale.ROOT))));
    return Collections.unmodifiableSet(named);
  }
}
