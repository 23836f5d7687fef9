/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.schema;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Error;
import com.networknt.schema.ExecutionConfig;
import com.networknt.schema.ExecutionContext;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.format.Format;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.folio.eventbus.base.value.FolioDateTime;
import org.folio.eventbus.base.value.Violation;
import org.jspecify.annotations.Nullable;

/**
 * A payload's JSON Schema. The library's schemas use draft 4, which RAML 1.0 tools read. Immutable;
 * safe for use by several threads.
 */
public final class PayloadSchema {

  // The base of references between schemas by file name; nothing is ever fetched from there.
  private static final String BASE = "https://folio.org/event-bus/schemas/";
  private static final String FOLDER = "/org/folio/eventbus/schemas/";
  private static final String CLASS_PATH = "https://folio.org/event-bus/class-path";
  // These keywords include other schemas, which may declare further properties.
  private static final Set<String> COMPOSED = Set.of("$ref", "allOf", "anyOf", "oneOf");
  private static final ObjectMapper MAPPER = new ObjectMapper();
  // By the end of the text after $schema; a schema without it has the draft of the library's own.
  private static final Map<String, Dialect> DRAFTS =
      Map.of(
          "draft-06/schema",
          Dialects.getDraft6(),
          "draft-07/schema",
          Dialects.getDraft7(),
          "draft/2019-09/schema",
          Dialects.getDraft201909(),
          "draft/2020-12/schema",
          Dialects.getDraft202012());

  private static final ExecutionConfig FORMATS_COUNT =
      ExecutionConfig.builder().formatAssertionsEnabled(true).build();

  private final String identifier;
  private final Schema schema;

  private PayloadSchema(String identifier, Schema schema) {
    this.identifier = identifier;
    this.schema = schema;
  }

  /**
   * Loads a schema of draft 4, 6, 7, 2019-09 or 2020-12, as its {@code $schema} says.
   *
   * @param location file name of one of the library's schemas, or a class path location that begins
   *     with a slash. Schemas refer to others in the same folder by file name
   * @throws IllegalArgumentException if it does not exist or is not JSON
   */
  public static PayloadSchema load(String location) {
    JsonNode root = json(location);
    String folder = location.substring(0, location.lastIndexOf('/') + 1);
    String file = location.substring(folder.length());
    String own = root.path("$id").asText();
    // References are relative to the schema's own identifier.
    String iri = own.endsWith("/" + file) ? own : identifier(location);
    String here = iri.substring(0, iri.length() - file.length());
    checkReferences(location, root, folder, URI.create(iri), new HashSet<>());
    SchemaRegistry registry =
        SchemaRegistry.withDialect(
            Dialect.builder(draft(root)).format(new LenientDateTime()).build(),
            builder -> builder.schemas(wanted -> read(folder + wanted.substring(here.length()))));
    return new PayloadSchema(own.isEmpty() ? iri : own, registry.getSchema(SchemaLocation.of(iri)));
  }

  // The validator resolves references at the first payload that needs them, which is too late.
  private static void checkReferences(
      String location, JsonNode root, String folder, URI iri, Set<String> seen) {
    String here = iri.resolve(".").toString();
    for (JsonNode reference : root.findValues("$ref")) {
      String wanted = iri.resolve(reference.asText()).toString().replaceFirst("#.*", "");
      if (!wanted.startsWith(here)) {
        throw new IllegalArgumentException(
            "The schema %s refers to %s. It may refer to what lies beside it"
                .formatted(location, wanted));
      }
      String beside = folder + wanted.substring(here.length());
      if (!wanted.equals(iri.toString()) && seen.add(beside)) {
        checkReferences(beside, json(beside), folder, URI.create(wanted), seen);
      }
    }
  }

  private static Dialect draft(JsonNode root) {
    String named = root.path("$schema").asText().replace("#", "");
    return DRAFTS.entrySet().stream()
        .filter(draft -> named.endsWith(draft.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(Dialects.getDraft4());
  }

  /** Whether the schema declares a property; properties of included schemas do not count. */
  public boolean declares(String property) {
    JsonNode root = schema.getSchemaNode();
    return root.path("properties").has(property) || COMPOSED.stream().anyMatch(root::has);
  }

  /** The identifier of the schema, as in {@code ce_dataschema}. */
  public String identifier() {
    return identifier;
  }

  /** The identifier of a schema that does not set its own. */
  public static String identifier(String location) {
    return (location.startsWith("/") ? CLASS_PATH : BASE) + location;
  }

  /**
   * Checks a payload.
   *
   * @return every violation; empty for a valid payload
   */
  public List<Violation> violations(JsonNode payload) {
    List<Error> errors = schema.validate(payload, PayloadSchema::assertFormats);
    if (errors.isEmpty()) {
      return List.of();
    }
    // The failures of unintended alternatives explain nothing.
    List<Error> telling =
        errors.stream().filter(error -> !error.getKeyword().equals("not")).toList();
    return (telling.isEmpty() ? errors : telling)
        .stream().map(PayloadSchema::violation).distinct().toList();
  }

  private static void assertFormats(ExecutionContext context) {
    context.setExecutionConfig(FORMATS_COUNT);
  }

  // Texts and codes are those of FOLIO's RAML-based modules.
  private static Violation violation(Error error) {
    String path = path(error);
    JsonNode value = error.getInstanceNode();
    return switch (error.getKeyword()) {
      case "required" -> new Violation(path, null, "must not be null", constraint("NotNull"));
      case "pattern" ->
          new Violation(
              path,
              text(value),
              "must match \"" + error.getSchemaNode().asText() + "\"",
              constraint("Pattern"));
      case "minimum" ->
          new Violation(
              path,
              text(value),
              "must be greater than or equal to " + error.getSchemaNode().asText(),
              constraint("DecimalMin"));
      case "maximum" ->
          new Violation(
              path,
              text(value),
              "must be less than or equal to " + error.getSchemaNode().asText(),
              constraint("DecimalMax"));
      case "type" ->
          value.isNull()
              ? new Violation(path, null, "must not be null", constraint("NotNull"))
              : new Violation(
                  path, text(value), "must be of type " + types(error.getSchemaNode()), "-1");
      case "enum" -> new Violation(path, text(value), "must be one of " + choices(error), "-1");
      case "format" ->
          new Violation(path, text(value), ofFormat(error.getSchemaNode().asText()), "-1");
      case "additionalProperties" -> new Violation(path, null, "is not a known property", "-1");
      default ->
          new Violation(path, text(value), error.getMessage().toLowerCase(Locale.ROOT), "-1");
    };
  }

  private static String ofFormat(String format) {
    return switch (format) {
      case LenientDateTime.NAME -> "must be an ISO-8601 date and time of the years 0001 to 9999";
      case "uuid" -> "must be a UUID";
      default -> "must have the format " + format;
    };
  }

  private static String path(Error error) {
    StringBuilder path = new StringBuilder();
    for (int i = 0; i < error.getInstanceLocation().getNameCount(); i++) {
      append(path, String.valueOf(error.getInstanceLocation().getElement(i)));
    }
    if (error.getProperty() != null) {
      append(path, error.getProperty());
    }
    return path.toString();
  }

  private static void append(StringBuilder path, String element) {
    if (!path.isEmpty()) {
      path.append('.');
    }
    path.append(element);
  }

  private static String types(JsonNode type) {
    return type.isTextual() ? type.asText() : joined(type, " or ");
  }

  private static @Nullable String text(JsonNode value) {
    return value.isNull() ? null : value.asText();
  }

  private static String choices(Error error) {
    return joined(error.getSchemaNode(), ", ");
  }

  private static String joined(JsonNode texts, String separator) {
    return StreamSupport.stream(texts.spliterator(), false)
        .map(JsonNode::asText)
        .collect(Collectors.joining(separator));
  }

  private static String constraint(String name) {
    return "jakarta.validation.constraints." + name + ".message";
  }

  // The library would try to fetch anything that it cannot read here.
  private static JsonNode json(String location) {
    try {
      return MAPPER.readTree(read(location));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "The schema %s is no JSON: %s".formatted(resource(location), e.getOriginalMessage()), e);
    }
  }

  private static String resource(String location) {
    return location.startsWith("/") ? location : FOLDER + location;
  }

  private static String read(String location) {
    String resource = resource(location);
    try (InputStream in = PayloadSchema.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalArgumentException(
            "There is no schema %s on the class path%s"
                .formatted(
                    resource,
                    location.startsWith("/")
                        ? ""
                        : ", where those of the library lie. Name one of your own by its place with a slash before it: /"
                            + location));
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the schema " + resource, e);
    }
  }

  /** Accepts what FOLIO's modules accept, which is more than RFC 3339 allows. */
  private static final class LenientDateTime implements Format {

    private static final String NAME = "date-time";

    @Override
    public String getName() {
      return NAME;
    }

    @Override
    public boolean matches(ExecutionContext context, String value) {
      return FolioDateTime.of(value).isPresent();
    }
  }
}
