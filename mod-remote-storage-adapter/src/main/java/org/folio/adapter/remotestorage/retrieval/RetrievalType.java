/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.remotestorage.retrieval;

/** The reason to send an item out, in the terms of remote storages. */
enum RetrievalType {
  /** A request waits for a returned item. */
  REF,
  /** A request for an item on the shelf of the storage. */
  PYR
}
