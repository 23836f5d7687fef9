/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.trace;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A module's knowledge of an event.
 *
 * @param module the display name of the module
 * @param json as in {@code ramls/schemas/eventLife.json}
 */
record ModuleLife(String module, JsonNode json) {}
