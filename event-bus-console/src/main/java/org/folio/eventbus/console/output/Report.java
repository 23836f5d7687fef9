/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.output;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Consumer;

/**
 * The result of a command.
 *
 * @param json for scripts; its members are stable
 * @param text writes the same as text
 * @param exitCode the exit code of the process
 */
public record Report(JsonNode json, Consumer<Screen> text, int exitCode) {}
