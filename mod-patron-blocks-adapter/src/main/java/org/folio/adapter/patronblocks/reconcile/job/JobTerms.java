/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.reconcile.job;

import java.time.Instant;
import java.util.UUID;

/**
 * What a job asks of each of its pages.
 *
 * @param job its id
 * @param dryRun whether differences are only listed
 * @param horizon of records that were changed later, events may still be on their way
 */
public record JobTerms(UUID job, boolean dryRun, Instant horizon) {}
