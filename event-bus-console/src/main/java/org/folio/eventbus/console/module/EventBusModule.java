/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.module;

import java.net.URI;
import java.util.Optional;

/**
 * A module with the event bus.
 *
 * @param name its display name: its name or, if it is not known, its address
 * @param base the base address of requests
 * @param id its id, by which Okapi selects it; empty if it is asked directly
 */
public record EventBusModule(String name, URI base, Optional<String> id) {

  /** Whether it is asked through Okapi. */
  public boolean throughOkapi() {
    return id.isPresent();
  }

  /** Whether it is the same module as another one, possibly another instance. */
  public boolean isInstanceOf(EventBusModule other) {
    return name.equals(other.name) && id.equals(other.id);
  }

  /** Whether the user's text selects it: its id, its name or a prefix of the name. */
  public boolean isCalled(String text) {
    return name.equals(text) || id.filter(text::equals).isPresent() || name.startsWith(text + "-");
  }
}
