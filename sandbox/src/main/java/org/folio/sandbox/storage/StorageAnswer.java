/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.sandbox.storage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The response of a module behind Okapi.
 *
 * @param body empty if there is none
 */
public record StorageAnswer(int status, String contentType, String body) {

  private static final String TEXT = "text/plain";

  static StorageAnswer json(int status, JsonNode body) {
    return new StorageAnswer(status, "application/json", body.toString());
  }

  static StorageAnswer text(int status, String sentence) {
    return new StorageAnswer(status, TEXT, sentence);
  }

  /** 422 as FOLIO's modules write it. */
  static StorageAnswer invalid(String message, String parameter, String value) {
    ObjectNode errors = JsonNodeFactory.instance.objectNode();
    ObjectNode error = errors.putArray("errors").addObject().put("message", message);
    error.putArray("parameters").addObject().put("key", parameter).put("value", value);
    return json(422, errors);
  }

  static StorageAnswer done() {
    return new StorageAnswer(204, TEXT, "");
  }
}
