/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.trace;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What a module knows of an event.
 *
 * @param module how the module is shown
 * @param json as {@code ramls/schemas/eventLife.json} has it
 */
record ModuleLife(String module, JsonNode json) {}
