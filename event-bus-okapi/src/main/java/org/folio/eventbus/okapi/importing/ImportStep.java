/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi.importing;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Optional;

/**
 * What one transaction does to an import.
 *
 * @param lines number of lines that are done with after it
 * @param digest of all of these
 * @param published events that it stores
 * @param repeated events that had been published before
 * @param rejected lines that it passes over
 * @param stopped the line at which the import stops
 */
record ImportStep(
    long lines,
    Buffer digest,
    long published,
    long repeated,
    List<EventLine> rejected,
    Optional<EventLine> stopped) {}
