/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.condition;

/** What the limits of a condition count. */
public enum ValueType {
  INTEGER("Integer"),
  DOUBLE("Double");

  private final String id;

  ValueType(String id) {
    this.id = id;
  }

  /** The text in tables and answers. */
  public String id() {
    return id;
  }
}
