/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.base.sql;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A statement on the tables of one tenant, for frequent use. The schema is inserted once: for a
 * wide table that takes longer than sending the statement, and the cache of prepared statements
 * would hash and compare the new text each time. Safe for use by several threads.
 */
public final class SchemaStatement {

  private final String template;
  private final Map<String, String> bySchema = new ConcurrentHashMap<>();

  /**
   * A statement with placeholders for the schema.
   *
   * @param template a format of {@link String#format}, whose only argument is the schema
   */
  public SchemaStatement(String template) {
    this.template = template;
  }

  /**
   * The statement for one tenant, the same object each time.
   *
   * @param schema checked, safe between double quotes
   */
  public String in(String schema) {
    return bySchema.computeIfAbsent(schema, template::formatted);
  }
}
