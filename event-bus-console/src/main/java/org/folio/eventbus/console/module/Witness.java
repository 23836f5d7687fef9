/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.module;

/** The witness of mod-circulation-adapter, which compares storage's records with what it knows. */
public final class Witness {

  /** The module that has it. */
  public static final String MODULE = "mod-circulation-adapter";

  /** What it found, newest first. */
  public static final String FINDINGS = "/circulation-events/witness/findings";

  private Witness() {}
}
