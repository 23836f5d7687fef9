/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.feefine;

import java.util.UUID;

/** An open fee or fine and its debtor. */
public record PatronFeeFine(UUID userId, OpenFeeFine feeFine) {}
