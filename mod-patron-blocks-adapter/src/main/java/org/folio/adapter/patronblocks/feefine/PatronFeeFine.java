/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.feefine;

import java.util.UUID;

/** An open fee or fine and who owes it. */
public record PatronFeeFine(UUID userId, OpenFeeFine feeFine) {}
