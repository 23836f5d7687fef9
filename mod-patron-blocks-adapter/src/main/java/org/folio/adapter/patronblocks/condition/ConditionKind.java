/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.condition;

import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;

/** The fixed set of conditions, known by their ids (contract: mod-patron-blocks 2.7). */
public enum ConditionKind {
  ITEMS_CHARGED_OUT("3d7c52dc-c732-4223-8bf8-e5917801386f", ValueType.INTEGER),
  LOST_ITEMS("72b67965-5b73-4840-bc0b-be8f3f6e047e", ValueType.INTEGER),
  OVERDUE_ITEMS("584fbd4f-6a34-4730-a6ca-73a6a6a9d845", ValueType.INTEGER),
  OVERDUE_RECALLS("e5b45031-a202-4abb-917b-e1df9346fe2c", ValueType.INTEGER),
  RECALL_OVERDUE_DAYS("08530ac4-07f2-48e6-9dda-a97bc2bf7053", ValueType.INTEGER),
  FEE_FINE_BALANCE("cf7a0d5f-a327-4ca1-aa9e-dc55ec006b8a", ValueType.DOUBLE);

  private final UUID id;
  private final ValueType valueType;

  ConditionKind(String id, ValueType valueType) {
    this.id = UUID.fromString(id);
    this.valueType = valueType;
  }

  /** The id in every FOLIO installation. */
  public UUID id() {
    return id;
  }

  /** The type of its limits. */
  public ValueType valueType() {
    return valueType;
  }

  /** The condition with this id; empty for any other id. */
  public static Optional<ConditionKind> of(UUID id) {
    return Arrays.stream(values()).filter(kind -> kind.id.equals(id)).findFirst();
  }
}
