/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi.module;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The id of the descriptor that an instance serves.
 *
 * @param module the module's name
 * @param product the id without version; the name, or longer for another mode
 * @param version empty if the instance serves every version
 */
record ServedId(String module, String product, Optional<String> version) {

  private static final Pattern VERSION = Pattern.compile("-\\d.*$");

  /** Why the instance must not be enabled as another module; empty if it may. */
  Optional<String> refusal(String moduleId) {
    String asked = VERSION.matcher(moduleId).replaceFirst("");
    if (!asked.equals(product)) {
      return (asked + "-").startsWith(module + "-")
          ? Optional.of(
              "This instance is %s; %s is another mode of it and needs an instance of its own"
                  .formatted(product, moduleId))
          : Optional.empty();
    }
    return version
        .filter(own -> !moduleId.equals(product + "-" + own))
        .map(
            own ->
                "This instance is %s-%s; %s is another version of it and needs an instance of its own"
                    .formatted(product, own, moduleId));
  }
}
