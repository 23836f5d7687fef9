/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.remotestorage.retrieval;

/** Why an item is to be sent out, in the words of remote storages. */
enum RetrievalType {
  /** Somebody waits for an item that has come back. */
  REF,
  /** Somebody asks for an item that lies in the storage. */
  PYR
}
