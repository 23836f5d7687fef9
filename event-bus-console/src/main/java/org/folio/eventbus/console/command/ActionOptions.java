/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.command;

import picocli.CommandLine.Mixin;

/** The options of an action. */
final class ActionOptions {

  @Mixin private ConsentOptions consent = new ConsentOptions();

  @Mixin private OwnerOption owner = new OwnerOption();

  boolean yes() {
    return consent.yes();
  }

  String reason() {
    return consent.reason();
  }

  OwnerOption owner() {
    return owner;
  }
}
