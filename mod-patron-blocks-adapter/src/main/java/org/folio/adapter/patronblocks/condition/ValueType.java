/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.condition;

/** The type of a condition's limits: a count or an amount. */
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
