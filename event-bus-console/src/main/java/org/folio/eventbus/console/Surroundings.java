/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/**
 * The environment of a command.
 *
 * @param environment variables
 * @param colours whether standard output is a terminal with colours
 * @param sandbox the file of a running sandbox that lists its modules
 * @param clock the clock of this machine
 */
public record Surroundings(
    Map<String, String> environment, boolean colours, Optional<Path> sandbox, Clock clock) {}
