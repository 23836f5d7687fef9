/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.admin.parked;

import org.jspecify.annotations.Nullable;

/**
 * The counts of a release.
 *
 * @param released number of parked events that were applied, in order
 * @param remaining number of events of the key that are still parked
 * @param cause why the first remaining event could not be applied, or null if none remains
 */
public record ReleaseResult(int released, long remaining, @Nullable String cause) {}
