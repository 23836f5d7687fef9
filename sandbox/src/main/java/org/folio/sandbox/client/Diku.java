/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.sandbox.client;

/** The tenant of the sandbox, and the names of its resources. */
final class Diku {

  static final String TENANT = "diku";
  static final String STREAM = "circulation.loan-events";
  static final String SUBSCRIPTION = "patron-summary";
  static final String TOPIC = "folio.diku." + STREAM;
  static final String GROUP = "folio.mod-patron-blocks-adapter." + SUBSCRIPTION;
  static final String PRODUCER_SCHEMA = "diku_mod_circulation_adapter";
  static final String CONSUMER_SCHEMA = "diku_mod_patron_blocks_adapter";

  private Diku() {}
}
