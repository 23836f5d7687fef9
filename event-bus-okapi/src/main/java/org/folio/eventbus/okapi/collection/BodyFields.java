/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi.collection;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.folio.eventbus.base.value.Violation;
import org.folio.eventbus.okapi.http.HttpFailure;
import org.folio.eventbus.okapi.http.StrictUuid;
import org.jspecify.annotations.Nullable;

/**
 * Reads the members of a body as modules on RAML Module Builder do. Missing, malformed or unknown
 * members are collected for one 422. A wrong JSON type is 400 at once. Texts that look like numbers
 * or booleans are accepted as such. Declare the members, then {@link #check}, then read.
 */
public final class BodyFields {

  private static final String NOT_NULL = "jakarta.validation.constraints.NotNull.message";
  private static final String PATTERN = "jakarta.validation.constraints.Pattern.message";
  private static final String MIN = "jakarta.validation.constraints.Min.message";
  private static final String NO_CODE = "-1";

  // Longer texts are not amounts; parsing them would waste time.
  private static final int LONGEST_NUMBER = 1_000;

  private final JsonObject body;
  private final String path;
  private final Set<String> unknown;
  private final Map<String, Object> values = new HashMap<>();
  private final List<Violation> violations = new ArrayList<>();

  /** The members of the given body. */
  public BodyFields(JsonObject body) {
    this(body, "");
  }

  /**
   * The members of an object within a body.
   *
   * @param path prefix of the names of members in violations, for example {@code eventMetadata.}
   */
  public BodyFields(JsonObject body, String path) {
    this.body = body;
    this.path = path;
    this.unknown = new HashSet<>(body.fieldNames());
  }

  /** Declares a required UUID, version 1 to 5. */
  public BodyFields uuid(String name) {
    String text = requiredText(name);
    if (text != null) {
      StrictUuid.parse(text)
          .ifPresentOrElse(
              uuid -> values.put(name, uuid),
              () ->
                  violations.add(
                      new Violation(
                          path + name,
                          text,
                          "must match \"" + StrictUuid.PATTERN + "\"",
                          PATTERN)));
    }
    return this;
  }

  /** Declares a UUID that may be missing, version 1 to 5. */
  public BodyFields optionalUuid(String name) {
    return body.getValue(name) == null ? ignored(name) : uuid(name);
  }

  /** Declares a boolean that may be missing. */
  public BodyFields optionalFlag(String name) {
    return body.getValue(name) == null ? ignored(name) : flag(name);
  }

  /** Declares a required text. */
  public BodyFields text(String name) {
    put(name, requiredText(name));
    return this;
  }

  /** Declares a text that may be missing. */
  public BodyFields optionalText(String name) {
    put(name, asText(name, take(name)));
    return this;
  }

  /** Declares a required text of a fixed set; any other is 400, as for other wrong types. */
  public BodyFields oneOf(String name, String... allowed) {
    String text = requiredText(name);
    if (text != null && !Arrays.asList(allowed).contains(text)) {
      throw wrong(name, "must be one of " + String.join(", ", allowed));
    }
    put(name, text);
    return this;
  }

  /** Declares a required boolean. */
  public BodyFields flag(String name) {
    Object value = required(name);
    if (value instanceof Boolean || value == null) {
      put(name, value);
    } else if (value.equals("true") || value.equals("false")) {
      put(name, value.equals("true"));
    } else {
      throw wrong(name, "must be true or false");
    }
    return this;
  }

  /** Declares a required number; it is read as {@link BigDecimal}. */
  public BodyFields number(String name) {
    Object value = take(name);
    String text =
        value instanceof Number || value instanceof String ? value.toString().strip() : "";
    if (value == null || value instanceof String && text.isEmpty()) {
      violations.add(missing(name));
    } else if (text.isEmpty() || text.length() > LONGEST_NUMBER) {
      throw wrong(name, "must be a number");
    } else {
      try {
        put(name, new BigDecimal(text));
      } catch (NumberFormatException e) {
        throw wrong(name, "must be a number");
      }
    }
    return this;
  }

  /** Declares a number that may be missing, but is not below the given one. */
  public BodyFields optionalNumber(String name, int least) {
    if (body.getValue(name) == null) {
      return ignored(name);
    }
    number(name);
    if (values.get(name) instanceof BigDecimal number
        && number.compareTo(BigDecimal.valueOf(least)) < 0) {
      violations.add(
          new Violation(
              path + name, number.toString(), "must be greater than or equal to " + least, MIN));
    }
    return this;
  }

  /** Declares a required whole number; it is read as {@link Integer}. */
  public BodyFields wholeNumber(String name) {
    number(name);
    if (values.get(name) instanceof BigDecimal number) {
      try {
        put(name, number.intValueExact());
      } catch (ArithmeticException e) {
        throw wrong(name, "must be a whole number");
      }
    }
    return this;
  }

  /** Declares a required object. */
  public BodyFields object(String name) {
    Object value = required(name);
    if (value != null && !(value instanceof JsonObject)) {
      throw wrong(name, "must be an object");
    }
    put(name, value);
    return this;
  }

  /** Declares a required array of objects; it is read as {@link JsonArray}. */
  public BodyFields objects(String name) {
    Object value = required(name);
    if (value != null
        && !(value instanceof JsonArray array
            && array.stream().allMatch(JsonObject.class::isInstance))) {
      throw wrong(name, "must be an array of objects");
    }
    put(name, value);
    return this;
  }

  /** Declares a member that only the server writes; a client's value is dropped. */
  public BodyFields ignored(String name) {
    take(name);
    return this;
  }

  /**
   * Rejects the body if it violates the declarations.
   *
   * @throws HttpFailure 422 with all violations
   */
  public BodyFields check() {
    unknown.stream()
        .sorted()
        .forEach(
            name ->
                violations.add(
                    new Violation(
                        path + name,
                        Objects.toString(body.getValue(name)),
                        "Unrecognized field \"" + name + "\"",
                        NO_CODE)));
    if (!violations.isEmpty()) {
      throw HttpFailure.invalid(violations);
    }
    return this;
  }

  /** The value of a required member, after {@link #check}. */
  public <T> T get(String name, Class<T> type) {
    return Objects.requireNonNull(find(name, type), name);
  }

  /** The value of a member, after {@link #check}; null if it is missing. */
  public <T> @Nullable T find(String name, Class<T> type) {
    return type.cast(values.get(name));
  }

  private @Nullable Object take(String name) {
    unknown.remove(name);
    return body.getValue(name);
  }

  private @Nullable Object required(String name) {
    Object value = take(name);
    if (value == null) {
      violations.add(missing(name));
    }
    return value;
  }

  private @Nullable String requiredText(String name) {
    return asText(name, required(name));
  }

  private @Nullable String asText(String name, @Nullable Object value) {
    if (value == null) {
      return null;
    }
    if (!(value instanceof String || value instanceof Number || value instanceof Boolean)) {
      throw wrong(name, "must be a text");
    }
    return value.toString();
  }

  private void put(String name, @Nullable Object value) {
    if (value != null) {
      values.put(name, value);
    }
  }

  private Violation missing(String name) {
    return new Violation(path + name, null, "must not be null", NOT_NULL);
  }

  private HttpFailure wrong(String name, String sentence) {
    return HttpFailure.text(400, "The member " + path + name + " of the request body " + sentence);
  }
}
