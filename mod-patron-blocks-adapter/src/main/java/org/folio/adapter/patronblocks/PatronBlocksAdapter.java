/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks;

import org.folio.eventbus.ModuleSchema;

/** The names of this module. */
public final class PatronBlocksAdapter {

  /** The module's name without version. */
  public static final String MODULE = "mod-patron-blocks-adapter";

  /** How the schemas of its tenants are named. */
  public static final ModuleSchema SCHEMA = new ModuleSchema(MODULE);

  /** Its tables, on the class path. */
  public static final String CHANGELOG = "org/folio/adapter/patronblocks/changelog.sql";

  private PatronBlocksAdapter() {}
}
