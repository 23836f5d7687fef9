/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.command;

import org.folio.eventbus.console.doctor.Examination;
import org.folio.eventbus.console.module.Modules;
import org.folio.eventbus.console.output.Report;
import picocli.CommandLine.Command;

/** Checks everything. */
@Command(
    name = "doctor",
    description = "Checks all modules, subscriptions, topics and clocks, and says what to do.")
public final class DoctorCommand extends ConsoleCommand {

  @Override
  Report report(Modules modules) {
    Examination examination = Examination.of(modules, surroundings().clock().instant());
    return new Report(JSON.valueToTree(examination), examination::print, examination.exitCode());
  }
}
