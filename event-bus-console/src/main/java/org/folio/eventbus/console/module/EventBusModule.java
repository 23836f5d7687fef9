/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.module;

import java.net.URI;
import java.util.Optional;

/**
 * A module that has the event bus in it.
 *
 * @param name how it is shown: its name or, if it has never told that, its address
 * @param base where requests for it go
 * @param id its id, by which Okapi tells it from others; empty if it is asked directly
 */
public record EventBusModule(String name, URI base, Optional<String> id) {

  /** Whether it is asked through Okapi. */
  public boolean throughOkapi() {
    return id.isPresent();
  }

  /** Whether it is the same module as another one, perhaps another instance of it. */
  public boolean isInstanceOf(EventBusModule other) {
    return name.equals(other.name) && id.equals(other.id);
  }

  /** Whether a user means it: by its id, by its name or by how that begins. */
  public boolean isCalled(String text) {
    return name.equals(text) || id.filter(text::equals).isPresent() || name.startsWith(text + "-");
  }
}
