/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.sandbox.storage;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** What a module checks before it stores a record. */
@FunctionalInterface
interface RecordRules {

  /**
   * Looks at a record that is to be stored.
   *
   * @param stored what is stored already
   * @return why it is refused; empty if it may be stored
   */
  Optional<StorageAnswer> refusal(ObjectNode next, StoredRecords stored);
}
