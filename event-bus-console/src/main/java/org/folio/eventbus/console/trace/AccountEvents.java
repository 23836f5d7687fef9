/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.trace;

import java.util.List;

/**
 * Events of a patron's accounts, whose payload names the patron; their key is the account.
 *
 * @param silent why it is not known whether there are more, one sentence each
 */
record AccountEvents(List<TracedEvent> events, List<String> silent) {

  /** The stream whose keys are accounts. */
  static final String STREAM = "feesfines.account-events";

  static final AccountEvents NONE = new AccountEvents(List.of(), List.of());

  static AccountEvents of(List<TracedEvent> events, List<AskedModule> asked) {
    List<AskedModule> publishing = asked.stream().filter(AskedModule::publishes).toList();
    if (publishing.isEmpty()) {
      return new AccountEvents(
          events,
          List.of(
              "Events of the patron's accounts were not looked for: no module that publishes them was asked."));
    }
    List<AskedModule> partly = publishing.stream().filter(one -> !one.complete()).toList();
    return new AccountEvents(
        events,
        partly.isEmpty()
            ? List.of()
            : List.of(
                "It is not known whether there are more events of the patron's accounts: %s could not search everything."
                    .formatted(Conclusion.names(partly.stream()))));
  }
}
