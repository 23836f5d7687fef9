/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.audit;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** Payloads as producers send them. */
public final class Samples {

  private static final Path GOLDENS = Path.of("src", "test", "resources", "golden");

  private Samples() {}

  /** The payload of a golden file. */
  public static JsonObject of(String name) {
    return golden(GOLDENS.resolve(name + ".json")).getJsonObject("payload");
  }

  /** The payloads of all golden files that can be published. */
  public static List<JsonObject> all() {
    try (Stream<Path> files = Files.list(GOLDENS)) {
      return files
          .sorted()
          .map(Samples::golden)
          .filter(golden -> !golden.getBoolean("unpublished", false))
          .map(golden -> golden.getJsonObject("payload"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A changed due date of a loan. */
  public static JsonObject loan(UUID loan, UUID user, String barcode) {
    JsonObject body = of("loan-changed-due-date");
    body.getJsonObject("payload")
        .put("loanId", loan.toString())
        .put("userId", user.toString())
        .put("userBarcode", barcode);
    return body;
  }

  private static JsonObject golden(Path file) {
    try {
      return new JsonObject(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
