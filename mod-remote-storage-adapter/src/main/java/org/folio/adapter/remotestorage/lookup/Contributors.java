/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.remotestorage.lookup;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Objects;
import java.util.stream.Collectors;
import org.folio.adapter.remotestorage.logrecord.JsonText;
import org.jspecify.annotations.Nullable;

/** The contributors of an instance as one text. */
final class Contributors {

  private static final String SEPARATOR = "; ";

  private Contributors() {}

  static @Nullable String joined(JsonObject object, String name) {
    if (!(object.getValue(name) instanceof JsonArray contributors)) {
      return null;
    }
    String all =
        contributors.stream()
            .filter(JsonObject.class::isInstance)
            .map(contributor -> JsonText.of((JsonObject) contributor, "name"))
            .filter(Objects::nonNull)
            .collect(Collectors.joining(SEPARATOR));
    return all.isEmpty() ? null : all;
  }
}
