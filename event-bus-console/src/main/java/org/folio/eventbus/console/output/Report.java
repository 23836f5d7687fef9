/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.output;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Consumer;

/**
 * What a command found.
 *
 * @param json for scripts; its members stay what they are
 * @param text writes the same for people
 * @param exitCode what the process ends with
 */
public record Report(JsonNode json, Consumer<Screen> text, int exitCode) {}
