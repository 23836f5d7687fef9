/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.admin.parked;

import org.jspecify.annotations.Nullable;

/**
 * What came of a release.
 *
 * @param released number of events that left the parked ones, in order
 * @param remaining number of events of the key that are still parked
 * @param cause why the first of those could not be applied, or null if none remains
 */
public record ReleaseResult(int released, long remaining, @Nullable String cause) {}
