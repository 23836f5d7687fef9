/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.folio.eventbus.base.value.JsonText;
import org.jspecify.annotations.Nullable;

/** Reads a request body that must be JSON. */
public final class JsonBody {

  /** HTTP's status for an unsupported content type. */
  public static final int UNSUPPORTED_MEDIA_TYPE = 415;

  /** The status that modules on RAML Module Builder use for it (contract). */
  public static final int BAD_REQUEST = 400;

  // Levels of objects and arrays; FOLIO's records have less than ten. Recursive code on a body
  // stays far from a stack overflow.
  private static final int DEEPEST = 100;

  // Vert.x would read 0.1 as a double; amounts of money must stay exact.
  private static final ObjectReader VALUES =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
                  .build())
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build()
          .readerFor(Object.class);

  private JsonBody() {}

  /**
   * Reads the body; a wrong content type is 415.
   *
   * @see #read(RoutingContext, int)
   */
  public static JsonObject read(RoutingContext ctx) {
    return read(ctx, UNSUPPORTED_MEDIA_TYPE);
  }

  /**
   * Reads the body. A missing content type counts as JSON. Numbers with decimals arrive as {@link
   * java.math.BigDecimal}.
   *
   * @param wrongTypeStatus the status for a content type other than JSON
   * @throws HttpFailure for a wrong content type, and 400 for a body that is not a JSON object, or
   *     that PostgreSQL cannot store
   */
  public static JsonObject read(RoutingContext ctx, int wrongTypeStatus) {
    String text = text(ctx, wrongTypeStatus);
    if (!(value(text) instanceof Map<?, ?> members)) {
      throw HttpFailure.text(400, "The request body is not a JSON object");
    }
    if (JsonText.holdsNul(text)) {
      throw HttpFailure.text(
          400, "The request body holds the character NUL, which PostgreSQL cannot store");
    }
    return object(members);
  }

  /**
   * Reads a body that is one JSON object or an array of them. Does not check whether PostgreSQL can
   * store it; otherwise as {@link #read(RoutingContext)}.
   *
   * @return the objects in order; a single one if the body was no array
   * @throws HttpFailure 400 also for an array with a member that is not an object
   */
  public static List<JsonObject> readOneOrMany(RoutingContext ctx) {
    Object value = value(text(ctx, UNSUPPORTED_MEDIA_TYPE));
    List<?> members = value instanceof List<?> many ? many : Collections.singletonList(value);
    List<JsonObject> objects = new ArrayList<>(members.size());
    for (Object member : members) {
      if (!(member instanceof Map<?, ?> map)) {
        throw HttpFailure.text(
            400, "The request body is neither a JSON object nor an array of JSON objects");
      }
      objects.add(object(map));
    }
    return objects;
  }

  /**
   * Reads a text that is not a whole body, for example a line of it.
   *
   * @return empty if it is not a JSON object
   */
  public static Optional<JsonObject> object(byte[] text) {
    try {
      return VALUES.readValue(decoded(text)) instanceof Map<?, ?> members
          ? Optional.of(object(members))
          : Optional.empty();
    } catch (NumberFormatException | IOException e) {
      return Optional.empty();
    }
  }

  /** The bytes of the body. */
  public static int length(RoutingContext ctx) {
    return WholeBody.of(ctx).length();
  }

  /** Tells whether the body of {@link #readOneOrMany} was an array. */
  public static boolean isArray(RoutingContext ctx) {
    return WholeBody.of(ctx).toString().stripLeading().startsWith("[");
  }

  @SuppressWarnings("unchecked")
  private static JsonObject object(Map<?, ?> members) {
    return new JsonObject((Map<String, Object>) members);
  }

  private static String text(RoutingContext ctx, int wrongTypeStatus) {
    if (!isJson(ctx.request().getHeader(HttpHeaders.CONTENT_TYPE))) {
      throw HttpFailure.text(
          wrongTypeStatus, "Header Content-Type must be " + Answer.JSON + " or absent");
    }
    Buffer body = WholeBody.of(ctx);
    if (body.length() == 0) {
      throw HttpFailure.text(400, "The request body is empty; JSON is expected");
    }
    try {
      return decoded(body.getBytes());
    } catch (CharacterCodingException e) {
      throw HttpFailure.text(400, "The request body is not valid UTF-8");
    }
  }

  // Jackson would accept longer encodings of a character than UTF-8 allows.
  private static String decoded(byte[] text) throws CharacterCodingException {
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(text)).toString();
  }

  private static @Nullable Object value(String text) {
    try {
      return VALUES.readValue(text);
    } catch (NumberFormatException e) {
      // An exponent beyond the range of any number type.
      throw HttpFailure.text(400, "The request body is not valid JSON: a number is out of range");
    } catch (JsonProcessingException e) {
      // The parser's own message quotes the body, which may be personal.
      throw HttpFailure.text(400, "The request body is not valid JSON" + place(e.getLocation()));
    }
  }

  private static boolean isJson(@Nullable String contentType) {
    return contentType == null
        || contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT).equals(Answer.JSON);
  }

  private static String place(@Nullable JsonLocation location) {
    return location == null
        ? ""
        : ": see line " + location.getLineNr() + ", column " + location.getColumnNr();
  }
}
