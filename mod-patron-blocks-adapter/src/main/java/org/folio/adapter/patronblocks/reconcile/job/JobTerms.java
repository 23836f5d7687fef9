/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.reconcile.job;

import java.time.Instant;
import java.util.UUID;

/**
 * The parameters of a job for each of its pages.
 *
 * @param job its id
 * @param dryRun whether differences are only listed
 * @param horizon events of records that changed later may still be in flight
 */
public record JobTerms(UUID job, boolean dryRun, Instant horizon) {}
