/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.block;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The users interface's answer about a patron's group.
 *
 * @param found whether it has a record of the patron
 * @param id null if there is no record, or if the record names no group
 * @param askedAt the time of the query
 */
record PatronGroup(boolean found, @Nullable UUID id, Instant askedAt) {}
