/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a request body that has to be a JSON object. */
public final class JsonBody {

  /** The status that HTTP names for a content type that is not accepted. */
  public static final int UNSUPPORTED_MEDIA_TYPE = 415;

  /** The status that modules on RAML Module Builder give for it (contract). */
  public static final int BAD_REQUEST = 400;

  // Vert.x would read 0.1 as a double; amounts of money must arrive as they were written.
  private static final ObjectReader OBJECTS =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build()
          .readerFor(new TypeReference<@Nullable Map<String, Object>>() {});

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
   * Reads the body. A missing content type is taken as JSON. Numbers with decimals arrive as {@link
   * java.math.BigDecimal}.
   *
   * @param wrongTypeStatus the status for a content type other than JSON
   * @throws HttpFailure for a wrong content type, and 400 for a body that is not a JSON object
   */
  public static JsonObject read(RoutingContext ctx, int wrongTypeStatus) {
    if (!isJson(ctx.request().getHeader(HttpHeaders.CONTENT_TYPE))) {
      throw HttpFailure.text(
          wrongTypeStatus, "Header Content-Type must be " + Answer.JSON + " or absent");
    }
    Buffer body = ctx.body().buffer();
    if (body == null || body.length() == 0) {
      throw HttpFailure.text(400, "The request body is empty; a JSON object is expected");
    }
    return parse(body);
  }

  private static JsonObject parse(Buffer body) {
    Map<String, Object> members;
    try {
      members = OBJECTS.readValue(body.getBytes());
    } catch (JsonProcessingException e) {
      // The parser's own message quotes the body, which may be personal.
      throw HttpFailure.text(
          400, "The request body is not a valid JSON object" + place(e.getLocation()));
    } catch (IOException e) {
      throw HttpFailure.text(400, "The request body is not valid UTF-8");
    }
    if (members == null) {
      throw HttpFailure.text(400, "The request body is null; a JSON object is expected");
    }
    return new JsonObject(members);
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
