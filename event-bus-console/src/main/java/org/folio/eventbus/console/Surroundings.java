/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/**
 * What a command finds around itself.
 *
 * @param environment variables
 * @param colours whether standard output is a terminal that wants colours
 * @param sandbox the file in which a running sandbox says where its modules are
 * @param clock the time here
 */
public record Surroundings(
    Map<String, String> environment, boolean colours, Optional<Path> sandbox, Clock clock) {}
