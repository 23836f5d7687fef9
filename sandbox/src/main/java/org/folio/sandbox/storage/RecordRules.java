/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.sandbox.storage;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** The checks of a module before it stores a record. */
@FunctionalInterface
interface RecordRules {

  /**
   * Checks a new record.
   *
   * @param stored the present records
   * @return the refusal; empty if the record may be stored
   */
  Optional<StorageAnswer> refusal(ObjectNode next, StoredRecords stored);
}
