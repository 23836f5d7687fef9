/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi.importing;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Optional;

/**
 * The effect of one transaction on an import.
 *
 * @param lines number of processed lines after it
 * @param digest digest of all of these
 * @param published events that it stores
 * @param repeated events that were published before
 * @param rejected lines that it skips
 * @param stopped the line at which the import stops
 */
record ImportStep(
    long lines,
    Buffer digest,
    long published,
    long repeated,
    List<EventLine> rejected,
    Optional<EventLine> stopped) {}
